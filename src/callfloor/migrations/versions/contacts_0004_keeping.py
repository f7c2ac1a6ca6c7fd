"""Recordings as rows of their own, what is held, what is on its way out, and the list by all that."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "contacts_0004"
down_revision = "contacts_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("recording_state", sa.Text, nullable=False, server_default="none"),
        sa.Column("recording_ms", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("paused_ms", sa.BigInteger, nullable=False, server_default="0"),
    ):
        op.add_column("contacts", column)
    for name in ("recording_state", "recording_ms"):
        op.create_index(f"ix_contacts_{name}", "contacts", ["tenant_id", name, "arrived_ms"])
    op.execute(
        "create index ix_contacts_paused on contacts (tenant_id, arrived_ms) where paused_ms > 0"
    )
    _recordings()
    _holds()
    # Filled by the projection from the first fact on.
    op.execute("select set_config('callfloor.tenant', '*', true)")
    op.execute("delete from contacts")
    op.execute("delete from contacts_words")
    op.execute("delete from journal_checkpoints where name = 'contacts'")


def _recordings() -> None:
    op.create_table(
        "contacts_recordings",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("contact_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("queue_ids", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("started_ms", sa.BigInteger, nullable=False),
        sa.Column("duration_ms", sa.BigInteger, nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("damage", sa.Text, nullable=False),
        # Not folded: when the job last read it.
        sa.Column("checked_ms", sa.BigInteger),
    )
    op.create_index(
        "ix_contacts_recordings_status",
        "contacts_recordings",
        ["tenant_id", "status", "started_ms", "id"],
    )
    op.create_index(
        "ix_contacts_recordings_contact", "contacts_recordings", ["tenant_id", "contact_id"]
    )
    isolate("contacts_recordings")


def _holds() -> None:
    op.create_table(
        "contacts_holds",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until_ms", sa.BigInteger),
        sa.Column("search", sa.dialects.postgresql.JSONB),
        sa.Column("placed_ms", sa.BigInteger, nullable=False),
        sa.Column("placed_by", sa.Text, nullable=False),
        sa.Column("placed_by_name", sa.Text, nullable=False),
        sa.Column("released_ms", sa.BigInteger),
        sa.Column("released_by", sa.Text, nullable=False, server_default=""),
        sa.Column("released_by_name", sa.Text, nullable=False, server_default=""),
        sa.Column("release_reason", sa.Text, nullable=False, server_default=""),
    )
    isolate("contacts_holds")
    op.create_table(
        "contacts_held",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("contact_id", sa.Text, primary_key=True),
        sa.Column("hold_id", sa.Text, primary_key=True),
    )
    op.create_index("ix_contacts_held_hold", "contacts_held", ["tenant_id", "hold_id"])
    isolate("contacts_held")
    # Decided, and not yet carried out: a removal that was interrupted is finished.
    op.create_table(
        "contacts_removals",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("recording_id", sa.Text, primary_key=True),
        sa.Column("contact_id", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("decided_ms", sa.BigInteger, nullable=False),
    )
    isolate("contacts_removals")


def downgrade() -> None:
    for table in ("contacts_removals", "contacts_held", "contacts_holds", "contacts_recordings"):
        op.drop_table(table)
    op.drop_index("ix_contacts_paused", "contacts")
    for name in ("recording_state", "recording_ms"):
        op.drop_index(f"ix_contacts_{name}", "contacts")
    for name in ("recording_state", "recording_ms", "paused_ms"):
        op.drop_column("contacts", name)

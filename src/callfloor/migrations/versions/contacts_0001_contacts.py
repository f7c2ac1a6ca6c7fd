"""Contacts as they are listed: one row each, folded from the journal, with the whole record in it."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "contacts_0001"
down_revision = None
branch_labels = ("contacts",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("direction", sa.Text, nullable=False),
        sa.Column("caller", sa.Text, nullable=False),
        sa.Column("caller_name", sa.Text, nullable=False),
        sa.Column("called", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("queue_id", sa.Text, nullable=False),
        sa.Column("agent_id", sa.Text, nullable=False),
        sa.Column("queue_ids", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("agent_ids", sa.ARRAY(sa.Text), nullable=False),
        sa.Column("arrived_ms", sa.BigInteger, nullable=False),
        sa.Column("answered_ms", sa.BigInteger),
        sa.Column("ended_ms", sa.BigInteger),
        sa.Column("closed_ms", sa.BigInteger),
        sa.Column("wait_ms", sa.BigInteger),
        sa.Column("talk_ms", sa.BigInteger),
        sa.Column("hold_ms", sa.BigInteger),
        sa.Column("wrap_up_ms", sa.BigInteger),
        sa.Column("disposition", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("wrap_up_code", sa.Text, nullable=False),
        sa.Column("recording_id", sa.Text),
        sa.Column("transfers", sa.Integer, nullable=False),
        sa.Column("refused", sa.Text, nullable=False),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        sa.Column("record", sa.dialects.postgresql.JSONB, nullable=False),
    )
    op.create_index("ix_contacts_arrived", "contacts", ["tenant_id", "arrived_ms", "id"])
    op.create_index("ix_contacts_caller", "contacts", ["tenant_id", "caller", "arrived_ms"])
    op.create_index("ix_contacts_closed", "contacts", ["tenant_id", "closed_ms"])
    op.create_index("ix_contacts_agents", "contacts", ["agent_ids"], postgresql_using="gin")
    isolate("contacts")


def downgrade() -> None:
    op.drop_table("contacts")

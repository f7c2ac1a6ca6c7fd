"""Which recording was longest not read; the customer's line in the record, by which raw files go."""

from alembic import op

revision = "contacts_0005"
down_revision = "contacts_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_contacts_recordings_checked",
        "contacts_recordings",
        ["tenant_id", "status", "checked_ms"],
    )
    # Filled by the projection from the first fact on.
    op.execute("select set_config('callfloor.tenant', '*', true)")
    for table in ("contacts", "contacts_words", "contacts_recordings"):
        op.execute(f"delete from {table}")  # noqa: S608 - the names stand above
    op.execute("delete from journal_checkpoints where name = 'contacts'")


def downgrade() -> None:
    op.drop_index("ix_contacts_recordings_checked", "contacts_recordings")

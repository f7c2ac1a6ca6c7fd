"""The way to who spoke with whom last, which a floor reads when it starts."""

import sqlalchemy as sa
from alembic import op

revision = "floor_0001"
down_revision = None
branch_labels = ("floor",)
depends_on = ("journal_0001",)


def upgrade() -> None:
    op.create_index(
        "ix_journal_facts_served",
        "journal_facts",
        ["tenant_id", "at_ms"],
        postgresql_where=sa.text("type = 'customer_served'"),
    )


def downgrade() -> None:
    op.drop_index("ix_journal_facts_served", "journal_facts")

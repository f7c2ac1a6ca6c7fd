"""The way to what programs brought in lately, which a floor reads when it starts."""

import sqlalchemy as sa
from alembic import op

revision = "floor_0004"
down_revision = "floor_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_journal_facts_brought",
        "journal_facts",
        ["tenant_id", "at_ms"],
        postgresql_where=sa.text("type = 'contact_brought'"),
    )


def downgrade() -> None:
    op.drop_index("ix_journal_facts_brought", "journal_facts")

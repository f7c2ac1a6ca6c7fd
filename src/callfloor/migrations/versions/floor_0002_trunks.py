"""The way to the last word on each trunk, which a floor and the boards read when they start."""

import sqlalchemy as sa
from alembic import op

revision = "floor_0002"
down_revision = "floor_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_journal_facts_trunks",
        "journal_facts",
        ["tenant_id", sa.text("(data ->> 'trunk_id')"), sa.text("position desc")],
        postgresql_where=sa.text("type = 'trunk_state_changed'"),
    )


def downgrade() -> None:
    op.drop_index("ix_journal_facts_trunks", "journal_facts")

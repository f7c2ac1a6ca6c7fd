"""Sounds that a centre has recorded for its prompts, by their hash."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "centre_0003"
down_revision = "centre_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "centre_sounds",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("duration_ms", sa.Integer, nullable=False),
        sa.Column("added_at_ms", sa.BigInteger, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
    )
    isolate("centre_sounds")


def downgrade() -> None:
    op.drop_table("centre_sounds")

"""Settings of a centre with their whole history."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON

from callfloor.migrations.isolation import isolate, make_immutable

revision = "centre_0001"
down_revision = None
branch_labels = ("centre",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "centre_items",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", JSON, nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
    )
    op.create_table(
        "centre_history",
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("tenant_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("centre_version", sa.BigInteger, nullable=False),
        sa.Column("body", JSON),
        sa.Column("changed_at_ms", sa.BigInteger, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
        sa.UniqueConstraint("tenant_id", "kind", "id", "version", name="uq_centre_history_version"),
    )
    op.create_table(
        "centre_versions",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("version", sa.BigInteger, nullable=False),
    )
    for name in ("items", "history", "versions"):
        isolate(f"centre_{name}")
    make_immutable("centre_history")


def downgrade() -> None:
    for name in ("versions", "history", "items"):
        op.drop_table(f"centre_{name}")

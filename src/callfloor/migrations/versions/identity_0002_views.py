"""Views that people have saved of a page."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "identity_0002"
down_revision = "identity_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity_views",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("tenant_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, sa.ForeignKey("identity_users.id"), nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("tenant_id", "user_id", "page", "name", name="uq_identity_views_name"),
    )
    isolate("identity_views")


def downgrade() -> None:
    op.drop_table("identity_views")

"""Links for screens without a person."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "identity_0003"
down_revision = "identity_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity_screens",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("tenant_id", sa.Text, nullable=False),
        sa.Column("wallboard_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False, unique=True),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at_ms", sa.BigInteger, nullable=False),
        sa.Column("last_used_at_ms", sa.BigInteger),
    )
    op.create_index(
        "ix_identity_screens_wallboard", "identity_screens", ["tenant_id", "wallboard_id"]
    )
    isolate("identity_screens")


def downgrade() -> None:
    op.drop_table("identity_screens")

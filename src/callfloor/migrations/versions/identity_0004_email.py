"""Where alerts reach a person."""

import sqlalchemy as sa
from alembic import op

revision = "identity_0004"
down_revision = "identity_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("identity_users", sa.Column("email", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("identity_users", "email")

"""Flows that are being written, one draft a flow."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSON

from callfloor.migrations.isolation import isolate

revision = "centre_0002"
down_revision = "centre_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "centre_flow_drafts",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("flow_id", sa.Text, primary_key=True),
        sa.Column("body", JSON, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("based_on", sa.Integer, nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
    )
    isolate("centre_flow_drafts")


def downgrade() -> None:
    op.drop_table("centre_flow_drafts")

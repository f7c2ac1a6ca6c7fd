"""Issued reports, each as it was on its day, and the messages that take them to people."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from callfloor.migrations.isolation import isolate

revision = "reports_0001"
down_revision = None
branch_labels = ("reports",)
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def upgrade() -> None:
    op.create_table(
        "reports_issued",
        sa.Column("id", sa.Text, primary_key=True),
        *(_text(name) for name in ("tenant_id", "report_id", "name", "issued_by", "issued_name")),
        sa.Column("due_ms", sa.BigInteger),
        *(
            sa.Column(name, sa.BigInteger, nullable=False)
            for name in ("from_ms", "to_ms", "issued_ms")
        ),
        sa.Column("content", JSONB, nullable=False),
    )
    op.create_index("ix_reports_issued", "reports_issued", ["tenant_id", "report_id", "issued_ms"])
    op.create_index(
        "uq_reports_issued_due",
        "reports_issued",
        ["tenant_id", "report_id", "due_ms"],
        unique=True,
        postgresql_where=sa.text("due_ms is not null"),
    )
    isolate("reports_issued")
    op.create_table(
        "reports_deliveries",
        sa.Column("id", sa.Text, primary_key=True),
        *(_text(name) for name in ("tenant_id", "issue_id", "way", "target", "state", "error")),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("due_at_ms", sa.BigInteger, nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger, nullable=False),
    )
    op.create_index(
        "ix_reports_deliveries_due",
        "reports_deliveries",
        ["due_at_ms"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_reports_deliveries", "reports_deliveries", ["tenant_id", "issue_id"])
    isolate("reports_deliveries")


def downgrade() -> None:
    op.drop_table("reports_deliveries")
    op.drop_table("reports_issued")

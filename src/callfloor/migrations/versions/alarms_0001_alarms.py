"""Alarms with their whole life, and the messages about them."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "alarms_0001"
down_revision = None
branch_labels = ("alarms",)
depends_on = None


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def upgrade() -> None:
    op.create_table(
        "alarms_raised",
        sa.Column("id", sa.Text, primary_key=True),
        *(_text(name) for name in ("tenant_id", "rule_id", "name", "figure", "scope", "scope_id")),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("limit_value", sa.Float, nullable=False),
        _text("severity"),
        sa.Column("sound", sa.Boolean, nullable=False),
        sa.Column("agents", sa.dialects.postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("raised_at_ms", sa.BigInteger, nullable=False),
        sa.Column("ended_at_ms", sa.BigInteger),
        _text("end_reason", ""),
        sa.Column("acknowledged_at_ms", sa.BigInteger),
        _text("acknowledged_by", ""),
        _text("acknowledged_name", ""),
        _text("note", ""),
    )
    op.create_index(
        "uq_alarms_raised_open",
        "alarms_raised",
        ["tenant_id", "rule_id", "scope_id"],
        unique=True,
        postgresql_where=sa.text("ended_at_ms is null"),
    )
    op.create_index("ix_alarms_raised_lately", "alarms_raised", ["tenant_id", "raised_at_ms", "id"])
    isolate("alarms_raised")
    op.create_table(
        "alarms_deliveries",
        sa.Column("id", sa.Text, primary_key=True),
        *(_text(name) for name in ("tenant_id", "alarm_id", "event", "way", "target", "state")),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("due_at_ms", sa.BigInteger, nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger, nullable=False),
        _text("error", ""),
    )
    op.create_index(
        "ix_alarms_deliveries_due",
        "alarms_deliveries",
        ["due_at_ms"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_alarms_deliveries_alarm", "alarms_deliveries", ["tenant_id", "alarm_id"])
    isolate("alarms_deliveries")


def downgrade() -> None:
    op.drop_table("alarms_deliveries")
    op.drop_table("alarms_raised")

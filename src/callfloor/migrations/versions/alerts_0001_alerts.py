"""Alerts of indicators with their history, and the values of periods that they judge."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate, make_immutable

revision = "alerts_0001"
down_revision = None
branch_labels = ("alerts",)
depends_on = None

_TABLES = ("alerts_cursors", "alerts_opened", "alerts_history", "alerts_values")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False, server_default="") for name in names]


def _moments(*names: str, is_known: bool = True) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger, nullable=not is_known) for name in names]


def _figure() -> list[sa.Column[object]]:
    return [
        sa.Column("numerator", sa.Float, nullable=False),
        sa.Column("denominator", sa.Float),
        sa.Column("sample_size", sa.BigInteger, nullable=False),
        sa.Column("low", sa.Float),
        sa.Column("high", sa.Float),
        *_text("basis"),
    ]


def upgrade() -> None:
    op.create_table(
        "alerts_cursors",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        *_moments("kept_from_ms", "half_hours_ms", "days_ms", "judged_from_ms"),
    )
    op.create_table(
        "alerts_opened",
        sa.Column("id", sa.Text, primary_key=True),
        *_text("tenant_id", "indicator", "variant", "grain", "scope_id", "scope_name", "cadence"),
        *_moments("start_ms", "end_ms"),
        sa.Column("value", sa.Float, nullable=False),
        *_figure(),
        sa.Column("before_value", sa.Float),
        *_text("owner_role", "owner_id", "owner_name", "close_reason"),
        *_moments("opened_at_ms", "due_ms"),
        *_moments("well_since_ms", "acted_at_ms", "closed_at_ms", is_known=False),
        sa.Column("evidence", sa.dialects.postgresql.JSONB),
    )
    op.create_index(
        "uq_alerts_opened_open",
        "alerts_opened",
        ["tenant_id", "indicator", "grain", "scope_id"],
        unique=True,
        postgresql_where=sa.text("closed_at_ms is null"),
    )
    op.create_index("ix_alerts_opened_lately", "alerts_opened", ["tenant_id", "opened_at_ms", "id"])
    op.create_table(
        "alerts_history",
        sa.Column("id", sa.Text, primary_key=True),
        *_text("tenant_id", "alert_id", "kind", "author", "author_name", "body", "check_id"),
        *_moments("at_ms"),
        *_moments("due_ms", is_known=False),
    )
    op.create_index("ix_alerts_history_alert", "alerts_history", ["tenant_id", "alert_id", "at_ms"])
    op.create_table(
        "alerts_values",
        *(
            sa.Column(name, sa.Text, primary_key=True)
            for name in ("tenant_id", "cadence", "indicator", "grain", "scope_id")
        ),
        sa.Column("start_ms", sa.BigInteger, primary_key=True),
        *_moments("end_ms"),
        *_text("variant", "verdict"),
        sa.Column("value", sa.Float),
        *_figure(),
        sa.Column("bad", sa.Integer, nullable=False),
        sa.Column("good", sa.Integer, nullable=False),
    )
    op.create_index("ix_alerts_values_when", "alerts_values", ["tenant_id", "cadence", "start_ms"])
    for table in _TABLES:
        isolate(table)
    make_immutable("alerts_history")


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)

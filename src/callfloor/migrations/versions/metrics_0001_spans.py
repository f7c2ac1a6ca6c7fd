"""Spans of agents' states, cut by the indicators as they need; and the way to an agent's last fact."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "metrics_0001"
down_revision = None
branch_labels = ("metrics",)
depends_on = ("journal_0001",)


def upgrade() -> None:
    op.create_table(
        "metrics_spans",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("agent_id", sa.Text, primary_key=True),
        sa.Column("start_ms", sa.BigInteger, primary_key=True),
        sa.Column("end_ms", sa.BigInteger),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("team_id", sa.Text, nullable=False),
    )
    op.create_index("ix_metrics_spans_time", "metrics_spans", ["tenant_id", "start_ms", "end_ms"])
    op.create_index(
        "ix_metrics_spans_running",
        "metrics_spans",
        ["agent_id"],
        postgresql_where=sa.text("end_ms is null"),
    )
    isolate("metrics_spans")
    op.create_index(
        "ix_journal_facts_agent",
        "journal_facts",
        ["tenant_id", "agent_id", "type", "position"],
        postgresql_where=sa.text(
            "type in ('agent_state_changed', 'agent_next_state_set', 'phone_reachability')"
        ),
    )


def downgrade() -> None:
    op.drop_index("ix_journal_facts_agent", "journal_facts")
    op.drop_table("metrics_spans")

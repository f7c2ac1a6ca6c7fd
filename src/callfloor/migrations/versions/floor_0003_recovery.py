"""The ways to what a floor reads when it starts: a busy day's journal must not be gone through for it."""

import sqlalchemy as sa
from alembic import op

revision = "floor_0003"
down_revision = "floor_0002"
branch_labels = None
depends_on = "metrics_0001"

_ABANDONED = (
    "type in ('abandoned_listed', 'abandoned_claimed', 'abandoned_released', 'abandoned_settled')"
)
_INDEXES: dict[str, tuple[list[str], str]] = {
    "ix_journal_facts_last": (["tenant_id", "agent_id", "type", "position"], "agent_id <> ''"),
    "ix_journal_facts_arrived": (
        ["tenant_id", "at_ms", "contact_id"],
        "type = 'contact_arrived'",
    ),
    "ix_journal_facts_ended": (["tenant_id", "contact_id"], "type = 'contact_ended'"),
    "ix_journal_facts_promised": (
        ["tenant_id", "at_ms", "contact_id"],
        "type = 'contact_arrived' and data ->> 'direction' = 'callback'",
    ),
    "ix_journal_facts_abandoned": (["tenant_id", "at_ms"], _ABANDONED),
}
"""Name → columns and which facts it is of; the queries name the same facts in the same words."""


_BEFORE = "type in ('agent_state_changed', 'agent_next_state_set', 'phone_reachability')"


def upgrade() -> None:
    # It was of three of the five kinds that are asked for, and so of no use to any query.
    op.drop_index("ix_journal_facts_agent", "journal_facts")
    for name, (columns, where) in _INDEXES.items():
        op.create_index(name, "journal_facts", columns, postgresql_where=sa.text(where))


def downgrade() -> None:
    for name in _INDEXES:
        op.drop_index(name, "journal_facts")
    op.create_index(
        "ix_journal_facts_agent",
        "journal_facts",
        ["tenant_id", "agent_id", "type", "position"],
        postgresql_where=sa.text(_BEFORE),
    )

"""One table of messages on their way, in place of one for alarms and one for reports."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "deliveries_0001"
down_revision = None
branch_labels = ("deliveries",)
depends_on = ("alarms_0001", "reports_0001")

_ALIKE = "id, tenant_id, way, target, state, attempts, due_at_ms, changed_at_ms, error"


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def upgrade() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text, primary_key=True),
        *(_text(name) for name in ("tenant_id", "about", "about_id", "event", "way", "target")),
        _text("state"),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.Column("due_at_ms", sa.BigInteger, nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger, nullable=False),
        _text("error"),
    )
    op.create_index(
        "ix_deliveries_due",
        "deliveries",
        ["due_at_ms"],
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_deliveries_about", "deliveries", ["tenant_id", "about", "about_id"])
    # Row-level security holds for the owner too: without this the old rows would not be seen.
    op.execute("select set_config('callfloor.tenant', '*', true)")
    op.execute(
        f"insert into deliveries ({_ALIKE}, about, about_id, event)"  # noqa: S608 - names alone
        f" select {_ALIKE}, 'alarm', alarm_id, event from alarms_deliveries"
    )
    op.execute(
        f"insert into deliveries ({_ALIKE}, about, about_id, event)"  # noqa: S608 - names alone
        f" select {_ALIKE}, 'report', issue_id, 'issued' from reports_deliveries"
    )
    isolate("deliveries")
    op.drop_table("alarms_deliveries")
    op.drop_table("reports_deliveries")


def downgrade() -> None:
    msg = "The two tables that this one replaced are gone; restore a copy made before instead."
    raise NotImplementedError(msg)

"""Marks of the days that have changed; every day that has anything already is marked at once."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "marks_0001"
down_revision = None
branch_labels = ("marks",)
depends_on = ("contacts_0006", "metrics_0001", "imports_0001")

_STAMP = "(extract(epoch from clock_timestamp()) * 1000000)::bigint"
_NOW = "(extract(epoch from clock_timestamp()) * 1000)::bigint"
_CONTACTS = (
    "select tenant_id, 'contacts', arrived_ms / 86400000, "  # noqa: S608 - all of it stands here
    f"{_STAMP} from contacts group by 1, 3"
)
_SPANS = (
    f"select s.tenant_id, 'spans', day, {_STAMP} from metrics_spans s,"  # noqa: S608
    f" generate_series(s.start_ms / 86400000, coalesce(s.end_ms, {_NOW}) / 86400000) day"
    " group by 1, 3"
)
_IMPORTS = (
    "select f.tenant_id, f.kind, coalesce(c.arrived_ms, f.start_ms) / 86400000, "  # noqa: S608
    f"{_STAMP} from imports_facts f left join contacts c on f.kind = 'surveys'"
    " and c.tenant_id = f.tenant_id and c.id = f.subject group by 1, 2, 3"
)


def upgrade() -> None:
    op.create_table(
        "journal_marks",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("day", sa.BigInteger, primary_key=True),
        sa.Column("mark", sa.BigInteger, nullable=False),
    )
    isolate("journal_marks")
    op.execute("select set_config('callfloor.tenant', '*', true)")
    for found in (_CONTACTS, _SPANS, _IMPORTS):
        op.execute(f"insert into journal_marks (tenant_id, what, day, mark) {found}")


def downgrade() -> None:
    op.drop_table("journal_marks")

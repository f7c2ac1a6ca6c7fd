"""Facts from outside, and the imports that brought them."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "imports_0001"
down_revision = None
branch_labels = ("imports",)
depends_on = None


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def upgrade() -> None:
    op.create_table(
        "imports_made",
        sa.Column("id", sa.Text, primary_key=True),
        *(_text(name) for name in ("tenant_id", "kind", "source", "file_name")),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("made_at_ms", sa.BigInteger, nullable=False),
        _text("author"),
        _text("author_name"),
        *(_whole(name) for name in ("rows_new", "rows_changed", "rows_same")),
        sa.Column("taken_back_at_ms", sa.BigInteger),
        _text("taken_back_by", ""),
        _text("taken_back_name", ""),
    )
    op.create_index("ix_imports_made_lately", "imports_made", ["tenant_id", "id"])
    isolate("imports_made")
    key = ("tenant_id", "kind", "source", "source_id")
    op.create_table(
        "imports_facts",
        *(sa.Column(name, sa.Text, primary_key=True) for name in (*key, "import_id")),
        sa.Column("ingested_at_ms", sa.BigInteger, nullable=False),
        _whole("line"),
        sa.Column("start_ms", sa.BigInteger, nullable=False),
        sa.Column("end_ms", sa.BigInteger, nullable=False),
        *(_text(name) for name in ("subject", "team_id", "mark")),
        sa.Column("is_current", sa.Boolean, nullable=False),
        sa.Column("data", sa.dialects.postgresql.JSONB, nullable=False),
    )
    current = sa.text("is_current")
    op.create_index(
        "uq_imports_facts_current", "imports_facts", [*key], unique=True, postgresql_where=current
    )
    op.create_index(
        "ix_imports_facts_time",
        "imports_facts",
        ["tenant_id", "kind", "start_ms"],
        postgresql_where=current,
    )
    op.create_index("ix_imports_facts_import", "imports_facts", ["tenant_id", "import_id"])
    isolate("imports_facts")


def downgrade() -> None:
    op.drop_table("imports_facts")
    op.drop_table("imports_made")

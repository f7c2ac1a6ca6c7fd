"""Bulletins from leads to agents, and who has read them."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "bulletins_0001"
down_revision = None
branch_labels = ("bulletins",)
depends_on = None


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=default)


def upgrade() -> None:
    op.create_table(
        "bulletins_written",
        sa.Column("id", sa.Text, primary_key=True),
        *(_text(name) for name in ("tenant_id", "audience", "audience_id", "title", "body")),
        sa.Column("must_confirm", sa.Boolean, nullable=False),
        sa.Column("written_at_ms", sa.BigInteger, nullable=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        _text("author"),
        _text("author_name"),
        sa.Column("taken_back_at_ms", sa.BigInteger),
        _text("taken_back_name", ""),
    )
    op.create_index("ix_bulletins_written_lately", "bulletins_written", ["tenant_id", "id"])
    isolate("bulletins_written")
    op.create_table(
        "bulletins_read",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        sa.Column("bulletin_id", sa.Text, primary_key=True),
        sa.Column("agent_id", sa.Text, primary_key=True),
        _text("reader"),
        _text("reader_name"),
        sa.Column("read_at_ms", sa.BigInteger, nullable=False),
    )
    isolate("bulletins_read")


def downgrade() -> None:
    op.drop_table("bulletins_read")
    op.drop_table("bulletins_written")

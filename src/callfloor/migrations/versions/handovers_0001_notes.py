"""Shift handover notes."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from callfloor.migrations.isolation import isolate

revision = "handovers_0001"
down_revision = None
branch_labels = ("handovers",)
depends_on = ("identity_0001",)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def upgrade() -> None:
    op.create_table(
        "board_handovers",
        sa.Column("id", sa.Text, primary_key=True),
        *(_text(name) for name in ("tenant_id", "team_id", "day", "shift", "text")),
        sa.Column("figures", JSONB, nullable=False),
        sa.Column("still_open", JSONB, nullable=False),
        *(_text(name) for name in ("written_by", "written_name")),
        sa.Column("written_ms", sa.BigInteger, nullable=False),
        *(_text(name) for name in ("signed_by", "signed_name", "signed_remark")),
        sa.Column("signed_ms", sa.BigInteger),
    )
    op.create_index("ix_board_handovers_tenant", "board_handovers", ["tenant_id", "id"])
    isolate("board_handovers")


def downgrade() -> None:
    op.drop_table("board_handovers")

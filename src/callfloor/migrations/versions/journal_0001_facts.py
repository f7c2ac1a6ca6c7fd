"""The journal of facts and the checkpoints of what is folded from it."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate, make_immutable

revision = "journal_0001"
down_revision = None
branch_labels = ("journal",)
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal_facts",
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("tenant_id", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("version", sa.SmallInteger, nullable=False),
        sa.Column("contact_id", sa.Text, nullable=False, server_default=""),
        sa.Column("agent_id", sa.Text, nullable=False, server_default=""),
        sa.Column("data", sa.dialects.postgresql.JSONB, nullable=False),
    )
    op.create_index("ix_journal_facts_tenant_at", "journal_facts", ["tenant_id", "at_ms"])
    op.create_index(
        "ix_journal_facts_contact",
        "journal_facts",
        ["tenant_id", "contact_id", "position"],
        postgresql_where=sa.text("contact_id <> ''"),
    )
    op.create_index("ix_journal_facts_tenant", "journal_facts", ["tenant_id", "position"])
    isolate("journal_facts")
    make_immutable("journal_facts")
    op.create_table(
        "journal_checkpoints",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("tenant_id", sa.Text, nullable=False, server_default="*"),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("changed_at_ms", sa.BigInteger, nullable=False),
    )
    isolate("journal_checkpoints")


def downgrade() -> None:
    op.drop_table("journal_checkpoints")
    op.drop_table("journal_facts")

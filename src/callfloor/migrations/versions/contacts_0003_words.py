"""The words by which contacts are found, in a table whose index row-level security lets be used."""

import sqlalchemy as sa
from alembic import op

from callfloor.migrations.isolation import isolate

revision = "contacts_0003"
down_revision = "contacts_0002"
branch_labels = None
depends_on = ("journal_0001",)


def upgrade() -> None:
    op.create_table(
        "contacts_words",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        # Compared by its characters' numbers, as the beginning of a word is sought.
        sa.Column("word", sa.Text(collation="C"), primary_key=True),
        sa.Column("contact_id", sa.Text, primary_key=True),
    )
    isolate("contacts_words")
    op.drop_column("contacts", "search")
    _fold_anew()


def downgrade() -> None:
    op.add_column("contacts", sa.Column("search", sa.Text, nullable=False, server_default=""))
    op.drop_table("contacts_words")
    _fold_anew()


def _fold_anew() -> None:
    """Let the projection fill the table from the first fact on."""
    op.execute("select set_config('callfloor.tenant', '*', true)")
    op.execute("delete from contacts")
    op.execute("delete from journal_checkpoints where name = 'contacts'")

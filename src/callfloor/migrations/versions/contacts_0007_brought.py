"""By which id another program knows a contact that it brought in."""

import sqlalchemy as sa
from alembic import op

revision = "contacts_0007"
down_revision = "contacts_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # No contact was brought in with an id yet: nothing needs to be folded anew.
    op.add_column("contacts", sa.Column("external_id", sa.Text, nullable=False, server_default=""))
    op.execute(
        "create index ix_contacts_external on contacts (tenant_id, external_id)"
        " where external_id <> ''"
    )


def downgrade() -> None:
    op.drop_index("ix_contacts_external", "contacts")
    op.drop_column("contacts", "external_id")

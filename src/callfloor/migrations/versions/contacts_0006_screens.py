"""What has become of the screens of a contact's agents, for the list and for what is missing."""

import sqlalchemy as sa
from alembic import op

revision = "contacts_0006"
down_revision = "contacts_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # No contact has a screen yet: nothing needs to be folded anew.
    op.add_column(
        "contacts", sa.Column("screen_state", sa.Text, nullable=False, server_default="none")
    )
    op.execute(
        "create index ix_contacts_screens on contacts (tenant_id, screen_state, arrived_ms)"
        " where screen_state <> 'none'"
    )


def downgrade() -> None:
    op.drop_index("ix_contacts_screens", "contacts")
    op.drop_column("contacts", "screen_state")

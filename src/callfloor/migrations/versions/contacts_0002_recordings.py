"""Find the contact of a recording without reading them all."""

from alembic import op

revision = "contacts_0002"
down_revision = "contacts_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "create index ix_contacts_recordings on contacts"
        " using gin ((record -> 'recordings') jsonb_path_ops)"
    )


def downgrade() -> None:
    op.drop_index("ix_contacts_recordings", "contacts")

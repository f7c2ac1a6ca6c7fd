"""Tenants, users, sessions, API tokens and the audit trail."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from callfloor.migrations.isolation import isolate, make_immutable

revision = "identity_0001"
down_revision = None
branch_labels = ("identity",)
depends_on = None

_EMPTY = sa.text("''")


def _text(name: str, *, empty: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default=_EMPTY if empty else None)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _tenants() -> None:
    op.create_table(
        "identity_tenants",
        sa.Column("tenant_id", sa.Text, primary_key=True),
        _text("name"),
        _text("zone"),
        _text("country"),
        _text("language"),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        _time("created_at_ms"),
    )


def _users() -> None:
    op.create_table(
        "identity_users",
        sa.Column("id", sa.Text, primary_key=True),
        _text("tenant_id"),
        _text("login"),
        _text("name"),
        _text("password_hash"),
        sa.Column("roles", ARRAY(sa.Text), nullable=False),
        _text("language"),
        _text("theme"),
        _text("agent_id", empty=True),
        sa.Column("is_active", sa.Boolean, nullable=False),
        _time("created_at_ms"),
        _time("last_login_at_ms", nullable=True),
        sa.UniqueConstraint("tenant_id", "login", name="uq_identity_users_tenant_id_login"),
    )


def _secrets() -> None:
    op.create_table(
        "identity_sessions",
        sa.Column("id", sa.Text, primary_key=True),
        _text("tenant_id"),
        sa.Column("user_id", sa.Text, sa.ForeignKey("identity_users.id"), nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False, unique=True),
        _text("csrf_token"),
        _time("created_at_ms"),
        _time("last_used_at_ms"),
        _time("expires_at_ms"),
        _text("address", empty=True),
        _text("browser", empty=True),
    )
    op.create_index("ix_identity_sessions_user_id", "identity_sessions", ["user_id"])
    op.create_table(
        "identity_api_tokens",
        sa.Column("id", sa.Text, primary_key=True),
        _text("tenant_id"),
        sa.Column("user_id", sa.Text, sa.ForeignKey("identity_users.id"), nullable=False),
        _text("name"),
        sa.Column("token_hash", sa.Text, nullable=False, unique=True),
        sa.Column("scopes", ARRAY(sa.Text), nullable=False),
        _time("created_at_ms"),
        _time("last_used_at_ms", nullable=True),
        _time("expires_at_ms", nullable=True),
    )


def _audit() -> None:
    op.create_table(
        "identity_audit",
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        _text("tenant_id"),
        _time("at_ms"),
        _text("actor"),
        _text("actor_name"),
        _text("action"),
        _text("subject"),
        sa.Column("before", JSONB),
        sa.Column("after", JSONB),
        _text("address", empty=True),
    )
    op.create_index("ix_identity_audit_tenant", "identity_audit", ["tenant_id", "position"])
    op.create_index(
        "ix_identity_audit_subject", "identity_audit", ["tenant_id", "subject", "position"]
    )


def upgrade() -> None:
    _tenants()
    _users()
    _secrets()
    _audit()
    for name in ("tenants", "users", "sessions", "api_tokens", "audit"):
        isolate(f"identity_{name}")
    make_immutable("identity_audit")


def downgrade() -> None:
    for name in ("audit", "api_tokens", "sessions", "users", "tenants"):
        op.drop_table(f"identity_{name}")

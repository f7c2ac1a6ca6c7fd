"""The tables of the settings: what holds now, all that ever held, and the count of changes."""

from typing import Any

from sqlalchemy import BigInteger, Identity, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import Mapped, mapped_column

from callfloor.kit.db import Record


class CentreItem(Record):
    """One setting as it holds now; `body` fits the schema of its `kind`."""

    __tablename__ = "centre_items"

    tenant_id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    id: Mapped[str] = mapped_column(Text, primary_key=True)
    place: Mapped[int] = mapped_column(Integer)
    """Orders the items of a kind as they were first written."""
    version: Mapped[int] = mapped_column(Integer)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    """JSON and not JSONB: the order of a flow's nodes and of an agent's skills is kept."""
    changed_at_ms: Mapped[int] = mapped_column(BigInteger)
    author: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text)


class CentreHistory(Record):
    """One version of one setting; `body` is None where it was removed. Never altered."""

    __tablename__ = "centre_history"

    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    id: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    centre_version: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_at_ms: Mapped[int] = mapped_column(BigInteger)
    author: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text)


class CentreVersion(Record):
    """Counts the changes of a tenant's settings; its row is what two changes at once wait for."""

    __tablename__ = "centre_versions"

    tenant_id: Mapped[str] = mapped_column(Text, primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


class FlowDraft(Record):
    """A flow that is being written; publishing makes it the setting, and the draft goes."""

    __tablename__ = "centre_flow_drafts"

    tenant_id: Mapped[str] = mapped_column(Text, primary_key=True)
    flow_id: Mapped[str] = mapped_column(Text, primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    revision: Mapped[int] = mapped_column(Integer)
    """Counts the savings, so that two who write at once are told."""
    based_on: Mapped[int] = mapped_column(Integer)
    """The version of the setting that was being changed; 0 for a new flow."""
    changed_at_ms: Mapped[int] = mapped_column(BigInteger)
    author: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text)


class CentreSound(Record):
    """A recorded sound, as Asterisk plays it. Never altered: another sound has another hash."""

    __tablename__ = "centre_sounds"

    tenant_id: Mapped[str] = mapped_column(Text, primary_key=True)
    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    duration_ms: Mapped[int] = mapped_column(Integer)
    added_at_ms: Mapped[int] = mapped_column(BigInteger)
    author: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text)

"""The tables of issued reports: each as it was on its day, and what is still to be sent of it."""

from typing import Any

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from callfloor.kit.db import Record


class Issue(Record):
    """`due_ms` None where a person asked for it; only one is issued for each time it is due."""

    __tablename__ = "reports_issued"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    report_id: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    due_ms: Mapped[int | None] = mapped_column(BigInteger)
    from_ms: Mapped[int] = mapped_column(BigInteger)
    to_ms: Mapped[int] = mapped_column(BigInteger)
    issued_ms: Mapped[int] = mapped_column(BigInteger)
    issued_by: Mapped[str] = mapped_column(Text, default="")
    issued_name: Mapped[str] = mapped_column(Text, default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    """A `content.Content`, never changed: figures of an issued report stay as they were told."""


class Delivery(Record):
    """One issue to one address. `state`: waiting, sent or failed (given up)."""

    __tablename__ = "reports_deliveries"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    issue_id: Mapped[str] = mapped_column(Text)
    way: Mapped[str] = mapped_column(Text)
    """`email` or `webhook`."""
    target: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, default="waiting")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    due_at_ms: Mapped[int] = mapped_column(BigInteger)
    changed_at_ms: Mapped[int] = mapped_column(BigInteger)
    error: Mapped[str] = mapped_column(Text, default="")

"""The table of issued reports: each as it was on its day."""

from typing import Any

from sqlalchemy import BigInteger, Text
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

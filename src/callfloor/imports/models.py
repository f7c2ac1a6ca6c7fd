"""The tables of imports: each import with its author, and each fact as each import gave it."""

from typing import Any

from sqlalchemy import BigInteger, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from callfloor.kit.db import Record


class Import(Record):
    """One file that was brought in. Taken back, its facts count no more, and stay readable."""

    __tablename__ = "imports_made"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    made_at_ms: Mapped[int] = mapped_column(BigInteger)
    author: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text)
    rows_new: Mapped[int] = mapped_column()
    rows_changed: Mapped[int] = mapped_column()
    rows_same: Mapped[int] = mapped_column()
    taken_back_at_ms: Mapped[int | None] = mapped_column(BigInteger)
    taken_back_by: Mapped[str] = mapped_column(Text, default="")
    taken_back_name: Mapped[str] = mapped_column(Text, default="")


class ImportedFact(Record):
    """One fact as one import gave it; of each (`kind`, `source`, `source_id`) one is current."""

    __tablename__ = "imports_facts"

    tenant_id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text, primary_key=True)
    source_id: Mapped[str] = mapped_column(Text, primary_key=True)
    import_id: Mapped[str] = mapped_column(Text, primary_key=True)
    ingested_at_ms: Mapped[int] = mapped_column(BigInteger)
    line: Mapped[int] = mapped_column()
    start_ms: Mapped[int] = mapped_column(BigInteger)
    end_ms: Mapped[int] = mapped_column(BigInteger)
    subject: Mapped[str] = mapped_column(Text)
    team_id: Mapped[str] = mapped_column(Text)
    mark: Mapped[str] = mapped_column(Text)
    is_current: Mapped[bool] = mapped_column()
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)

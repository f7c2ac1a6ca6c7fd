"""The tables of bulletins: what was written, and who has read it when."""

from sqlalchemy import BigInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from callfloor.kit.db import Record


class Bulletin(Record):
    """One bulletin. It is current until `until_ms`, unless it was taken back before."""

    __tablename__ = "bulletins_written"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    to: Mapped[str] = mapped_column("audience", Text)
    to_id: Mapped[str] = mapped_column("audience_id", Text)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column("body", Text)
    must_confirm: Mapped[bool] = mapped_column()
    written_at_ms: Mapped[int] = mapped_column(BigInteger)
    until_ms: Mapped[int] = mapped_column(BigInteger)
    author: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text)
    taken_back_at_ms: Mapped[int | None] = mapped_column(BigInteger)
    taken_back_name: Mapped[str] = mapped_column(Text, default="")

    def is_current(self, at_ms: int) -> bool:
        return self.taken_back_at_ms is None and self.until_ms > at_ms


class Reading(Record):
    """An agent has read a bulletin: which person, and when."""

    __tablename__ = "bulletins_read"

    tenant_id: Mapped[str] = mapped_column(Text, primary_key=True)
    bulletin_id: Mapped[str] = mapped_column(Text, primary_key=True)
    agent_id: Mapped[str] = mapped_column(Text, primary_key=True)
    reader: Mapped[str] = mapped_column(Text)
    reader_name: Mapped[str] = mapped_column(Text)
    read_at_ms: Mapped[int] = mapped_column(BigInteger)

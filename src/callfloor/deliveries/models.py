"""The table of messages that are to go out, whatever they tell of."""

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from callfloor.kit.db import Record


class Delivery(Record):
    """One message to one address. `state`: waiting, sent or failed (given up)."""

    __tablename__ = "deliveries"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    """What it tells of: `alarm`, `alert` or `report`."""
    about_id: Mapped[str] = mapped_column(Text)
    event: Mapped[str] = mapped_column(Text)
    """What happened to it, as `raised`, `ended`, `opened` or `issued`."""
    way: Mapped[str] = mapped_column(Text)
    """`email` or `webhook`."""
    target: Mapped[str] = mapped_column(Text)
    """An e-mail address, or the id of a web service."""
    state: Mapped[str] = mapped_column(Text, default="waiting")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    due_at_ms: Mapped[int] = mapped_column(BigInteger)
    changed_at_ms: Mapped[int] = mapped_column(BigInteger)
    error: Mapped[str] = mapped_column(Text, default="")

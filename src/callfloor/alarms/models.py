"""The tables of alarms: each one with its whole life, and what is still to be told about it."""

from sqlalchemy import BigInteger, Float, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from callfloor.kit.db import Record


class AlarmRow(Record):
    """One alarm. A partial unique index lets only one of a rule and scope be open."""

    __tablename__ = "alarms_raised"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    rule_id: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    figure: Mapped[str] = mapped_column(Text)
    scope: Mapped[str] = mapped_column(Text)
    scope_id: Mapped[str] = mapped_column(Text)
    value: Mapped[float] = mapped_column(Float)
    limit: Mapped[float] = mapped_column("limit_value", Float)
    severity: Mapped[str] = mapped_column(Text)
    sound: Mapped[bool] = mapped_column()
    agents: Mapped[list[str]] = mapped_column(ARRAY(Text))
    raised_at_ms: Mapped[int] = mapped_column(BigInteger)
    ended_at_ms: Mapped[int | None] = mapped_column(BigInteger)
    end_reason: Mapped[str] = mapped_column(Text, default="")
    acknowledged_at_ms: Mapped[int | None] = mapped_column(BigInteger)
    acknowledged_by: Mapped[str] = mapped_column(Text, default="")
    acknowledged_name: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class Delivery(Record):
    """One message about one alarm to one address. `state`: waiting, sent or failed (given up)."""

    __tablename__ = "alarms_deliveries"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    alarm_id: Mapped[str] = mapped_column(Text)
    event: Mapped[str] = mapped_column(Text)
    """`raised` or `ended`."""
    way: Mapped[str] = mapped_column(Text)
    """`email` or `webhook`."""
    target: Mapped[str] = mapped_column(Text)
    """An e-mail address, or the id of a web service."""
    state: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    due_at_ms: Mapped[int] = mapped_column(BigInteger)
    changed_at_ms: Mapped[int] = mapped_column(BigInteger)
    error: Mapped[str] = mapped_column(Text, default="")

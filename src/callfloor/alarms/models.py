"""The table of alarms: each one with its whole life."""

from sqlalchemy import BigInteger, Float, Text
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

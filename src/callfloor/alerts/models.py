"""The tables of alerts: values judged, how far that has come, the alerts and what was done about each."""

from typing import Any

from sqlalchemy import BigInteger, Float, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from callfloor.kit.db import Record


class Cursor(Record):
    """Everything before these moments is judged. Before `judged_from_ms` values only are kept.

    `kept_from_ms`: what began earlier is not known as a whole, and is not judged.
    """

    __tablename__ = "alerts_cursors"

    tenant_id: Mapped[str] = mapped_column(Text, primary_key=True)
    kept_from_ms: Mapped[int] = mapped_column(BigInteger)
    half_hours_ms: Mapped[int] = mapped_column(BigInteger)
    days_ms: Mapped[int] = mapped_column(BigInteger)
    judged_from_ms: Mapped[int] = mapped_column(BigInteger)


class Alert(Record):
    """One alert. A partial unique index lets only one of an indicator and scope be open."""

    __tablename__ = "alerts_opened"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    indicator: Mapped[str] = mapped_column(Text)
    variant: Mapped[str] = mapped_column(Text)
    grain: Mapped[str] = mapped_column(Text)
    scope_id: Mapped[str] = mapped_column(Text)
    scope_name: Mapped[str] = mapped_column(Text)
    cadence: Mapped[str] = mapped_column(Text)
    start_ms: Mapped[int] = mapped_column(BigInteger)
    end_ms: Mapped[int] = mapped_column(BigInteger)
    value: Mapped[float] = mapped_column(Float)
    numerator: Mapped[float] = mapped_column(Float)
    denominator: Mapped[float | None] = mapped_column(Float)
    sample_size: Mapped[int] = mapped_column(BigInteger)
    low: Mapped[float | None] = mapped_column(Float)
    high: Mapped[float | None] = mapped_column(Float)
    basis: Mapped[str] = mapped_column(Text)
    before_value: Mapped[float | None] = mapped_column(Float)
    """Of the comparable period before."""
    owner_role: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[str] = mapped_column(Text, default="")
    owner_name: Mapped[str] = mapped_column(Text, default="")
    opened_at_ms: Mapped[int] = mapped_column(BigInteger)
    due_ms: Mapped[int] = mapped_column(BigInteger)
    well_since_ms: Mapped[int | None] = mapped_column(BigInteger)
    """Its figures are good again since then; it waits for an action to be recorded."""
    acted_at_ms: Mapped[int | None] = mapped_column(BigInteger)
    """The first action since it was opened, or opened again."""
    closed_at_ms: Mapped[int | None] = mapped_column(BigInteger)
    close_reason: Mapped[str] = mapped_column(Text, default="")
    evidence: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """The diagnosis with what speaks for and against each check; None until it is gathered."""


class Line(Record):
    """One line of an alert's history; never changed."""

    __tablename__ = "alerts_history"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    tenant_id: Mapped[str] = mapped_column(Text)
    alert_id: Mapped[str] = mapped_column(Text)
    at_ms: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column("author", Text, default="")
    by_name: Mapped[str] = mapped_column("author_name", Text, default="")
    text: Mapped[str] = mapped_column("body", Text, default="")
    check: Mapped[str] = mapped_column("check_id", Text, default="")
    due_ms: Mapped[int | None] = mapped_column(BigInteger)


class Value(Record):
    """What an indicator was in one period and how it was judged; `bad` and `good` are its run."""

    __tablename__ = "alerts_values"

    tenant_id: Mapped[str] = mapped_column(Text, primary_key=True)
    cadence: Mapped[str] = mapped_column(Text, primary_key=True)
    indicator: Mapped[str] = mapped_column(Text, primary_key=True)
    grain: Mapped[str] = mapped_column(Text, primary_key=True)
    scope_id: Mapped[str] = mapped_column(Text, primary_key=True)
    start_ms: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    end_ms: Mapped[int] = mapped_column(BigInteger)
    variant: Mapped[str] = mapped_column(Text)
    value: Mapped[float | None] = mapped_column(Float)
    numerator: Mapped[float] = mapped_column(Float)
    denominator: Mapped[float | None] = mapped_column(Float)
    sample_size: Mapped[int] = mapped_column(BigInteger)
    low: Mapped[float | None] = mapped_column(Float)
    high: Mapped[float | None] = mapped_column(Float)
    basis: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str] = mapped_column(Text)
    bad: Mapped[int] = mapped_column(Integer)
    good: Mapped[int] = mapped_column(Integer)

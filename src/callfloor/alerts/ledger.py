"""The values of one transaction: what came before is read at once, what is judged is written at once.

In between all is in memory, so that weeks of a past are judged without a question a period.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts.measuring import Key, Measured
from callfloor.alerts.models import Value
from callfloor.alerts.periods import Period
from callfloor.alerts.rule import Run, Verdict, Wanted
from callfloor.metrics.kpis import Cadence

_MANY = 5_000
_COLUMNS: Final[Mapping[str, str]] = {
    "cadence": "text", "indicator": "text", "grain": "text", "scope_id": "text",
    "start_ms": "bigint", "end_ms": "bigint", "variant": "text", "value": "float8",
    "numerator": "float8", "denominator": "float8", "sample_size": "bigint", "low": "float8",
    "high": "float8", "basis": "text", "verdict": "text", "bad": "int", "good": "int",
}  # fmt: skip
_KEYS: Final = ("tenant_id", "cadence", "indicator", "grain", "scope_id", "start_ms")
_GIVEN = ", ".join(f"cast(:{name} as {type_}[])" for name, type_ in _COLUMNS.items())
_CHANGED = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name not in _KEYS)
_WRITE = text(
    f"insert into alerts_values (tenant_id, {', '.join(_COLUMNS)})"  # noqa: S608
    f" select :tenant, given.* from unnest({_GIVEN}) as given"
    f" on conflict ({', '.join(_KEYS)}) do update set {_CHANGED}"
)


class Judged(NamedTuple):
    measured: Measured
    wanted: Wanted | None
    verdict: Verdict
    run: Run


class Ledger:
    def __init__(self, session: AsyncSession, tenant: str) -> None:
        self._session, self._tenant = session, tenant
        self._known: dict[Cadence, dict[int, dict[Key, Measured]]] = {}
        self._new: list[tuple[Period, Judged]] = []

    async def read(self, cadence: Cadence, starts: Collection[int]) -> None:
        """What is kept of those periods."""
        if starts:
            await self._read(cadence, [Value.start_ms.in_(starts)])

    async def read_between(self, cadence: Cadence, from_ms: int, to_ms: int) -> None:
        """What is kept of the periods that begin in the time."""
        if from_ms < to_ms:
            await self._read(cadence, [Value.start_ms >= from_ms, Value.start_ms < to_ms])

    async def _read(self, cadence: Cadence, conditions: Sequence[ColumnElement[bool]]) -> None:
        query = select(
            Value.start_ms, Value.indicator, Value.grain, Value.scope_id, Value.variant, Value.value,
            Value.numerator, Value.denominator, Value.sample_size,
        ).where(Value.tenant_id == self._tenant, Value.cadence == cadence, *conditions)  # fmt: skip
        known = self._known.setdefault(cadence, {})
        for row in await self._session.execute(query):
            key = Key(row.indicator, row.grain, row.scope_id)
            known.setdefault(row.start_ms, {})[key] = Measured(
                key, row.variant, row.value, row.numerator, row.denominator, row.sample_size
            )

    def at(self, cadence: Cadence, key: Key, start_ms: int) -> Measured | None:
        return self._known.get(cadence, {}).get(start_ms, {}).get(key)

    def within(self, cadence: Cadence, from_ms: int, to_ms: int) -> Iterable[Measured]:
        """Of the periods that begin in the time, in their order, as far as they were read or kept."""
        known = self._known.get(cadence, {})
        for start_ms in sorted(one for one in known if from_ms <= one < to_ms):
            yield from known[start_ms].values()

    def keep(self, period: Period, judged: Iterable[Judged]) -> None:
        known = self._known.setdefault(period.cadence, {}).setdefault(period.start_ms, {})
        for one in judged:
            known[one.measured.key] = one.measured
            self._new.append((period, one))

    async def write(self) -> None:
        """All that is new; written again, the same row is the same."""
        for start in range(0, len(self._new), _MANY):
            rows = [_row(*one) for one in self._new[start : start + _MANY]]
            columns = dict(zip(_COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
            await self._session.execute(_WRITE, {"tenant": self._tenant, **columns})
        self._new.clear()


def _row(period: Period, one: Judged) -> tuple[object, ...]:
    """In the order of `_COLUMNS`."""
    measured, wanted, verdict, run = one
    low, high, basis = wanted or (None, None, "")
    return (
        period.cadence, *measured.key, period.start_ms, period.end_ms, measured.variant,
        measured.value, measured.numerator, measured.denominator, measured.sample_size, low, high,
        basis, verdict, run.bad, run.good,
    )  # fmt: skip

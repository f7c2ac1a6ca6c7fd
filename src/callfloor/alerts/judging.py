"""One period judged within a transaction: its values kept, alerts opened, taken over, well or closed."""

from collections.abc import Mapping, Sequence
from typing import cast

from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts import rule, service, values
from callfloor.alerts.ledger import Judged, Ledger
from callfloor.alerts.measuring import Key, Measured, is_judged
from callfloor.alerts.models import Alert
from callfloor.alerts.periods import Period, comparable_before
from callfloor.alerts.values import Before
from callfloor.metrics.components import Grain
from callfloor.metrics.kpis import BY_KEY, Cadence
from callfloor.metrics.rules import FigureRules, Target

OpenAlerts = dict[Key, Alert]
Scopes = Mapping[str, Mapping[str, str]]


class Bench:
    """What is looked up once for many periods in a row: open alerts, runs, and values to compare with."""

    def __init__(
        self,
        session: AsyncSession,
        tenant: str,
        zone: str,
        scopes: Scopes,
        rules: FigureRules,
        judged_from_ms: int,
    ) -> None:
        self.session, self.tenant, self.zone = session, tenant, zone
        self._scopes, self._rules, self._judged_from_ms = scopes, rules, judged_from_ms
        self._open: OpenAlerts | None = None
        self._runs: dict[Cadence, dict[Key, Before]] = {}
        self._targets: dict[Key, Target] = {}
        self.ledger = Ledger(session, tenant)

    async def look_back(self, cadence: Cadence, of: Sequence[Period]) -> None:
        """Read what those periods are compared with; to be done before they are judged."""
        starts = {
            start_ms
            for period in of
            for start_ms in comparable_before(period, rule.COMPARED, self.zone)
        }
        # Also where a target is set: an alert tells the comparable period's value.
        await self.ledger.read(cadence, starts - {period.start_ms for period in of})

    async def judge(self, period: Period, measured: Sequence[Measured]) -> None:
        """Judge those whose turn it is at this cadence; the others are kept for sums."""
        runs = await self._runs_of(period)
        starts = comparable_before(period, rule.COMPARED, self.zone)
        judged = []
        for one in measured:
            indicator, target = BY_KEY[one.key.indicator], self._target(one.key)
            wanted = rule.bounds(target) or rule.baseline(
                self._alike(period.cadence, one.key, starts, target.min_sample),
                indicator.direction,
            )
            verdict: rule.Verdict = "silent"
            if is_judged(indicator, period.cadence, one.key.grain):
                verdict = rule.judge(one.value, one.sample_size, wanted, target.min_sample)
            run = _run(runs.get(one.key), period, verdict)
            runs[one.key] = Before(period.start_ms, run)
            judged.append(Judged(one, wanted, verdict, run))
        self.ledger.keep(period, judged)
        if period.start_ms >= self._judged_from_ms:
            for result in judged:
                if result.verdict != "silent":
                    await self._decide(period, result, starts[0])

    def _alike(
        self, cadence: Cadence, key: Key, starts: Sequence[int], sample_min: int
    ) -> list[float]:
        """Values of comparable periods with enough of a sample, the nearest first."""
        found = (self.ledger.at(cadence, key, start_ms) for start_ms in starts)
        return [
            one.value
            for one in found
            if one is not None and one.value is not None and one.sample_size >= sample_min
        ]

    def _target(self, key: Key) -> Target:
        if key not in self._targets:
            grain = cast("Grain", key.grain)
            self._targets[key] = self._rules.target_at(key.indicator, grain, key.scope_id)
        return self._targets[key]

    async def _decide(self, period: Period, result: Judged, before_ms: int) -> None:
        open_ones = await self._open_ones()
        key = result.measured.key
        alert = open_ones.get(key)
        current = None
        if alert is not None:
            current = rule.Open(
                cast("Cadence", alert.cadence),
                alert.well_since_ms is not None,
                alert.acted_at_ms is not None,
            )
        needed = rule.needed(period.cadence, self._target(key))
        decision = rule.decide(current, period.cadence, result.run, needed)
        if decision is None:
            return
        if alert is None:
            before = self.ledger.at(period.cadence, key, before_ms)
            name = self._scopes[key.grain].get(key.scope_id, key.scope_id)
            opened = await service.open_alert(
                self.session,
                self.tenant,
                service.Cause(period, result, name, before.value if before else None),
            )
            if opened is not None:
                open_ones[key] = opened
        elif decision == "lengthen":
            await service.lengthen(self.session, alert, period, result)
        elif decision == "close":
            await service.close(self.session, alert, "figures", period.end_ms)
            del open_ones[key]
        else:
            await service.turn(self.session, alert, period.end_ms, is_well=decision == "recover")

    async def close_what_is_gone(self, at_ms: int) -> None:
        """Alerts of queues, teams and agents that are in the settings no more."""
        open_ones = await self._open_ones()
        for key, alert in list(open_ones.items()):
            if key.scope_id not in self._scopes[key.grain]:
                await service.close(self.session, alert, "removed", at_ms)
                del open_ones[key]

    async def _open_ones(self) -> OpenAlerts:
        if self._open is None:
            rows = await service.open_alerts(self.session, self.tenant)
            self._open = {Key(row.indicator, row.grain, row.scope_id): row for row in rows}
        return self._open

    async def _runs_of(self, period: Period) -> dict[Key, Before]:
        if period.cadence not in self._runs:
            self._runs[period.cadence] = await values.runs_before(
                self.session, period.cadence, period.start_ms
            )
        return self._runs[period.cadence]


def _run(before: Before | None, period: Period, verdict: rule.Verdict) -> rule.Run:
    if before is None:
        return rule.follow(rule.Run(), verdict, is_next=False)
    is_next = rule.bridges(period.cadence) or _touches(before.start_ms, period)
    return rule.follow(before.run, verdict, is_next=is_next)


def _touches(start_ms: int, period: Period) -> bool:
    """Whether the period begun there is the one right before."""
    return period.start_ms - start_ms <= period.end_ms - period.start_ms

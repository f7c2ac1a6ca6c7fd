"""The diagnosis of an alert filled in: for each check what was looked up, and what it says.

Gathered once, when the alert opens or is taken over by a longer period, and kept with it: contacts
may be removed later. What takes too long is said to be missing; the alert never waits for it.
"""

from typing import Any, Final, cast

import msgspec
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alerts import findings, lookups, measuring, values
from callfloor.alerts.findings import Finding
from callfloor.alerts.lookups import Bar, Place
from callfloor.alerts.measuring import Key, Measured
from callfloor.alerts.models import Alert, Cursor
from callfloor.alerts.periods import Period, comparable_before, period_at
from callfloor.alerts.playbooks import PLAYBOOKS, Evidence, Measure
from callfloor.alerts.rule import COMPARED
from callfloor.centre.loaded import CentreSettings
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.errors import UnavailableError
from callfloor.metrics.components import Grain
from callfloor.metrics.formulas import FORMULAS
from callfloor.metrics.kpis import BY_KEY
from callfloor.metrics.rules import rules_of

_LIMIT_MS: Final = 15_000
_AT_ONCE = 50
_TRANSFER_MEASURES = frozenset({"transfers", "blind"})


class Found(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One piece of evidence. A figure has `value` and `before`; others have `bars`.

    `missing` says what does not exist yet, or `slow` for what took too long to look up.
    """

    kind: str
    what: str = ""
    finding: Finding = "unknown"
    unit: str = ""
    grain: str = ""
    value: float | None = None
    before: float | None = None
    low: float | None = None
    high: float | None = None
    bars: list[dict[str, Any]] = []
    missing: str = ""


class Checked(msgspec.Struct, kw_only=True):
    check: str
    finding: Finding
    evidence: list[Found]


async def gather_missing(database: Database, centre: CentreSettings) -> None:
    """Fill in what has no evidence yet, the newest alerts first."""
    async with database.session(centre.tenant) as session:
        query = (
            select(Alert)
            .where(Alert.tenant_id == centre.tenant, Alert.evidence.is_(None))
            .order_by(Alert.opened_at_ms.desc())
            .limit(_AT_ONCE)
        )
        alerts = list((await session.execute(query)).scalars())
        cursor = await session.get(Cursor, centre.tenant)
        kept_from_ms = cursor.kept_from_ms if cursor else 0
    for alert in alerts:
        found = await Gathering(database, centre, alert, kept_from_ms).all()
        async with database.session(centre.tenant) as session:
            await session.execute(
                update(Alert)
                .where(
                    Alert.tenant_id == centre.tenant,
                    Alert.id == alert.id,
                    Alert.start_ms == alert.start_ms,
                    Alert.cadence == alert.cadence,
                )
                .values(evidence=msgspec.to_builtins(found))
            )


class Gathering:
    def __init__(
        self, database: Database, centre: CentreSettings, alert: Alert, kept_from_ms: int
    ) -> None:
        """What is before `kept_from_ms` is not known as a whole, and nothing is compared with it."""
        self._database, self._centre, self._alert = database, centre, alert
        self._period = Period(alert.cadence, alert.start_ms, alert.end_ms)  # type: ignore[arg-type]
        starts = comparable_before(self._period, COMPARED, centre.zone)
        self._before = period_at(self._period.cadence, starts[0], centre.zone)
        self._has_before = self._before.start_ms >= kept_from_ms
        self._eight_before_ms = starts[-1]
        narrowed = {f"{alert.grain}_id": alert.scope_id} if alert.grain != "centre" else {}
        self._place = Place(alert.start_ms, alert.end_ms, centre.zone, **narrowed)
        self._figures: dict[tuple[Period, str], dict[Key, Measured]] = {}
        self._known: dict[Evidence, Found] = {}

    async def all(self) -> list[Checked]:
        """Every check of the indicator's playbook, what speaks for one first."""
        checked = []
        for step in PLAYBOOKS[self._alert.indicator]:
            evidence = [await self._one(one) for one in step.evidence]
            finding = findings.together([one.finding for one in evidence])
            checked.append(Checked(check=step.check, finding=finding, evidence=evidence))
        order = ("yes", "unknown", "no")
        return sorted(checked, key=lambda one: order.index(one.finding))

    async def _one(self, evidence: Evidence) -> Found:
        if evidence in self._known:
            return self._known[evidence]
        if evidence.kind == "missing":
            found = Found(kind="missing", missing=evidence.what)
        else:
            try:
                found = await self._look_up(evidence)
            except UnavailableError:
                found = Found(kind=evidence.kind, what=evidence.what, missing="slow")
        self._known[evidence] = found
        return found

    async def _look_up(self, evidence: Evidence) -> Found:
        if evidence.kind == "figure":
            return await self._figure(evidence)
        async with self._database.session(self._centre.tenant) as session:
            await session.execute(text(f"set local statement_timeout = {_LIMIT_MS}"))
            bars, finding, unit = await self._bars(session, evidence)
        return Found(
            kind=evidence.kind,
            what=evidence.what,
            finding=finding,
            unit=unit,
            bars=[bar._asdict() for bar in bars],
        )

    async def _bars(
        self, session: AsyncSession, evidence: Evidence
    ) -> tuple[list[Bar], Finding, str]:
        place, what = self._place, evidence.what
        if evidence.kind == "waits":
            bars = await lookups.waits(session, place)
            return bars, findings.of_waits(bars), "count"
        if evidence.kind == "redials":
            bars = await lookups.redials(session, place)
            return bars, findings.of_share(bars, "again", findings.REDIAL_SHARE), "count"
        if evidence.kind == "unanswered":
            bars = await lookups.unanswered(session, place)
            return bars, findings.of_share(bars, "inside", findings.UNANSWERED_SHARE), "count"
        if evidence.kind == "hours":
            bars = await lookups.hours(session, place, what)
            return bars, findings.of_hours(bars), "count"
        if evidence.kind == "targets":
            bars = await lookups.targets(session, place)
            first = bars[0].key if bars else ""
            return bars, findings.of_share(bars, first, findings.TOP_TARGET), "count"
        if evidence.kind == "kinds":
            bars = await lookups.kinds(session, place)
            return bars, findings.of_share(bars, "blind", findings.BLIND_SHARE), "count"
        if not what:
            bars = await lookups.mix(session, place, self._eight_before_ms)
            return bars, findings.of_mix(bars), "percent"
        by = "agent_id" if evidence.kind == "agents" else "type"
        bars = await lookups.parts(session, place, by, cast("Measure", what))
        unit = "percent" if what in _TRANSFER_MEASURES or what == "resolved" else "seconds"
        return bars, findings.of_parts(bars, is_low_wrong=what == "resolved"), unit

    async def _figure(self, evidence: Evidence) -> Found:
        """At the alert's grain, or the centre's where the indicator has none of its own there."""
        indicator = BY_KEY[evidence.what]
        has_own = self._alert.grain in indicator.variants
        grain = cast("Grain", self._alert.grain if has_own else "centre")
        scope_id = self._alert.scope_id if grain == self._alert.grain else ""
        key = Key(evidence.what, grain, scope_id)
        now = (await self._values(self._period, grain)).get(key)
        then = (await self._values(self._before, grain)).get(key) if self._has_before else None
        if now is None and indicator.needs:
            return Found(kind="figure", what=evidence.what, missing="no_facts")
        value, before = now.value if now else None, then.value if then else None
        target = rules_of(self._centre).target_at(key.indicator, grain, scope_id)
        return Found(
            kind="figure",
            what=evidence.what,
            unit=FORMULAS[f"{evidence.what}.{indicator.standard(grain)}"].unit,
            grain=grain,
            value=value,
            before=before,
            low=target.low,
            high=target.high,
            finding=findings.of_figure(value, before, target.low, target.high, evidence.wrong_when),
        )

    async def _values(self, period: Period, grain: Grain) -> dict[Key, Measured]:
        """Of a day and longer as kept, of its parts as asked."""
        if (period, grain) not in self._figures:
            if period.cadence in measuring.HALVES:
                asked = await measuring.asked(
                    self._database, self._centre, measuring.summed_keys(), (grain,), "total",
                    period.start_ms, period.end_ms, now_ms(),
                )  # fmt: skip
                found = [one for part in asked.by_start.values() for one in part]
            else:
                async with self._database.session(self._centre.tenant) as session:
                    days = await values.within(
                        session, self._centre.tenant, "day", period.start_ms, period.end_ms
                    )
                found = measuring.added(days)
            self._figures[period, grain] = {one.key: one for one in found}
        return self._figures[period, grain]

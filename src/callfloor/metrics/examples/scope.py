"""What a label of an example's question means: a bucket, a grain and key, an attribution, a shift.

`expected` of an example nests its keys under labels such as `queue:SALES`, `14:00`, `cohort` or
`day 2026-03-02`; each narrows the scope in which the keys below it are computed.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

import msgspec

from callfloor.metrics.days import day_start_ms
from callfloor.metrics.examples.fields import day, local_day, midnight, moment
from callfloor.metrics.examples.reading import Example
from callfloor.metrics.view import ALL, GRAINS, Attribution, Grain

_MODES = frozenset(get_args(Attribution))
_HOUR = re.compile(r"\d{1,2}:\d{2}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """`key` None: all there are at the grain. `until_ms` None: all of time. `as_of_ms`: what was
    known then; `now_ms`: where what still runs is cut."""

    grain: Grain = "centre"
    key: str | None = None
    from_ms: int = 0
    until_ms: int | None = None
    attribution: Attribution = "default"
    as_of_ms: int | None = None
    now_ms: int | None = None
    shift: str = ""
    evaluation: str = ""
    metric: str = ""
    """The indicator or component that the labels above have named."""

    @property
    def end_ms(self) -> int:
        return 2**62 if self.until_ms is None else self.until_ms


def of_query(example: Example, query: Any, scope: Scope | None = None) -> Scope:
    """The scope of a question as the example states it, over what `scope` says already."""
    scope = scope or Scope()
    zone = example.zone
    if query.get("grain") in GRAINS:
        scope = msgspec.structs.replace(scope, grain=query["grain"], key=None)
    if query.get("key") is not None:
        scope = msgspec.structs.replace(scope, key=str(query["key"]))
    if query.get("attribution") in _MODES:
        scope = msgspec.structs.replace(scope, attribution=query["attribution"])
    for name in ("as_of", "now"):
        if isinstance(value := query.get(name, example.settings.get(name)), str):
            scope = msgspec.structs.replace(scope, **{f"{name}_ms": moment(value, zone)})
    buckets = query.get("buckets") or ([query["bucket"]] if query.get("bucket") else [])
    if buckets:
        starts = [moment(one, zone) for one in buckets]
        return msgspec.structs.replace(
            scope, from_ms=min(starts), until_ms=max(starts) + example.interval_ms
        )
    period = query.get("period") or query.get("week")
    if isinstance(period, list):
        scope = msgspec.structs.replace(
            scope, from_ms=moment(period[0], zone), until_ms=moment(period[1], zone)
        )
    return scope


def narrowed(example: Example, scope: Scope, label: str) -> Scope:
    """The scope under one label; words that say nothing here change nothing."""
    named = example.query.get(label)
    if isinstance(named, dict):
        return of_query(example, named, scope)
    if label.startswith("as_of"):
        return msgspec.structs.replace(
            scope, as_of_ms=moment(label[5:].strip(" :=_"), example.zone)
        )
    exact = _known(example, scope, label)
    if exact is not None:
        return exact
    for word in re.split(r"[ /,|@]+", label):
        scope = _of_word(example, scope, word)
    return scope


def _known(example: Example, scope: Scope, label: str) -> Scope | None:
    """A label that is the name of a queue, an agent, a shift or an evaluation of the example."""
    if label in {name for name, _ in example.outside.shifts}:
        return msgspec.structs.replace(scope, shift=label)
    if label in {name for name, _ in example.outside.evaluations}:
        return msgspec.structs.replace(scope, evaluation=label)
    for grain, keys in _keys(example):
        if label in keys:
            return msgspec.structs.replace(scope, grain=grain, key=label)
    return None


def _keys(example: Example) -> Iterator[tuple[Grain, set[str]]]:
    yield "queue", {leg.queue_id for one in example.records for leg in one.legs} - {""}
    agents = {segment.agent_id for one in example.records for segment in one.segments}
    agents |= {ring.agent_id for one in example.records for ring in one.rings}
    agents |= {one.agent_id for _, one in example.outside.evaluations}
    yield "agent", (agents | set(example.states)) - {""}
    yield "team", {segment.team_id for one in example.records for segment in one.segments} - {""}


def _of_word(example: Example, scope: Scope, word: str) -> Scope:
    change = msgspec.structs.replace
    grain, _, key = word.partition(":")
    if grain in GRAINS and not _HOUR.fullmatch(word):
        if grain == "centre":
            return change(scope, grain="centre", key=ALL)
        return change(scope, grain=cast("Grain", grain), key=key or None)
    if word in _MODES:
        return change(scope, attribution=cast("Attribution", word))
    if "T" in word and _DAY.match(word):
        at_ms = moment(word, example.zone)
        return change(scope, from_ms=at_ms, until_ms=at_ms + example.interval_ms)
    if _DAY.fullmatch(word):
        first_ms = midnight(day(word), example.zone)
        last_ms = midnight(day(word) + timedelta(days=1), example.zone)
        return change(scope, from_ms=first_ms, until_ms=last_ms)
    hours = re.findall(_HOUR, word)
    if hours:
        starts = [_at_hour(example, scope, one) for one in hours]
        until_ms = starts[-1] if len(starts) > 1 else starts[0] + example.interval_ms
        return change(scope, from_ms=starts[0], until_ms=until_ms)
    return _known(example, scope, word) or scope


def _at_hour(example: Example, scope: Scope, hour: str) -> int:
    on = day_of(example, scope)
    hours, minutes = (int(one) for one in hour.split(":"))
    at = time(hours, minutes)
    return round(datetime.combine(on, at, ZoneInfo(example.zone)).timestamp() * 1000)


def day_of(example: Example, scope: Scope) -> date:
    """The day that hours without a date are of: the question's, or that of the first fact."""
    if example.query.get("day"):
        return day(example.query["day"])
    if scope.from_ms:
        return local_day(scope.from_ms, example.zone)
    moments = [one.arrived_ms for one in example.records]
    moments += [one.start_ms for states in example.states.values() for one in states]
    moments += [one.at_ms for one in example.blocked]
    return local_day(min(moments, default=0), example.zone)


def half_hours(label: str) -> int | None:
    """Of `ZONE DAY`: how many half hours that local day has."""
    zone, _, on = label.rpartition(" ")
    if not zone or not _DAY.fullmatch(on):
        return None
    first_ms = midnight(day(on), zone)
    next_ms = midnight(day(on) + timedelta(days=1), zone)
    assert day_start_ms(first_ms, zone) == first_ms
    return (next_ms - first_ms) // 1_800_000

"""How a question is counted: days that are over from their sums, all else from the contacts themselves.

A contact counts in the day in which it arrived, agents' time and what was brought in where it is, so that
a day is taken from one place or from the other and nothing twice. Where the files fail, all is folded.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.record import Record
from callfloor.facts.contents import REACH_MS, Contents, Shelf, Summed
from callfloor.imports.kinds import Name
from callfloor.journal.marks import day_of, marks_within
from callfloor.kit import log
from callfloor.kit.db import Database
from callfloor.metrics import imported, pages, presence
from callfloor.metrics.columnar import filed
from callfloor.metrics.formulas import FORMULAS, Amount, components_of
from callfloor.metrics.kpis import Indicator
from callfloor.metrics.parts import Part, Scope, Worked
from callfloor.metrics.periods import Bucket, Bucketing, bucketing
from callfloor.metrics.question import Question
from callfloor.metrics.resolution import Visit, repeats
from callfloor.metrics.tally import Tally
from callfloor.metrics.view import GRAINS, View

_decode = msgspec.json.Decoder(Record).decode
_logger = log.get("figures")

_VISITS = text(
    "select id, arrived_ms, coalesce(nullif(record ->> 'customer_id', ''), caller),"
    " coalesce((select one ->> 'issue_id' from jsonb_array_elements(record -> 'segments')"
    " with ordinality as s (one, at) where one ->> 'issue_id' <> '' order by at desc limit 1), ''),"
    " record -> 'segments' -> -1 ->> 'wrap_up_code' from contacts"
    " where tenant_id = current_setting('callfloor.tenant', true)"
    " and arrived_ms >= :from_ms and arrived_ms < :to_ms and agent_ids <> '{}'"
    " and not coalesce((record ->> 'is_test')::boolean, false)"
)
_FOLLOWING = frozenset(
    {"resolution_looked", "resolution_no_repeat", "resolution_both", "resolution_combined"}
)
"""Components for which the contacts after a contact are looked at."""


class Source(NamedTuple):
    """A part of the time of a question, and whether it came from the sums of its days."""

    from_ms: int
    to_ms: int
    is_filed: bool


class Counted(NamedTuple):
    tally: Tally
    sources: list[Source]


class _Ground(NamedTuple):
    """`has_plans`: schedules were brought in at some time, so that time at work counts beside them."""

    shelf: Shelf
    contents: Contents
    days: dict[int, Summed]
    has_plans: bool


async def counted(database: Database, question: Question) -> Counted:
    tally, days = _empty(question), list[int]()
    ground = await _ground(database, question)
    if ground is not None and ground.days:
        try:
            await asyncio.to_thread(_count_sums, tally, ground, question)
            days = list(ground.days)
        except Exception as error:
            if not filed.is_of_files(error):
                raise
            _tell(str(error))
            tally = _empty(question)
    await _count_rest(database, tally, question, days)
    return Counted(tally, sources_of(question, days))


def _empty(question: Question) -> Tally:
    bucket = bucketing_of(question)
    return Tally(
        lambda at_ms: bucket(at_ms)[0] if question.from_ms <= at_ms < question.to_ms else None
    )


async def _ground(database: Database, question: Question) -> _Ground | None:
    """The days that their sums can answer for; None where no files are to be read."""
    is_plain = question.attribution == "default" and question.grain in GRAINS
    if database.files is None or not is_plain:
        return None
    shelf = Shelf(database.files, question.tenant)
    try:
        contents = await asyncio.to_thread(shelf.contents)
    except Exception as error:
        if not filed.is_of_files(error):
            raise
        _tell(str(error))
        return None
    if not contents.days:
        return None
    wanted = filed.Wanted(
        question.from_ms, question.to_ms, question.now_ms, question.rules, _follows(question)
    )
    first = day_of(question.from_ms - 2 * REACH_MS)
    end = day_of(question.to_ms + REACH_MS + question.rules.configuration.fcr_window_ms) + 2
    async with database.session(question.tenant) as session:
        marks = await marks_within(session, first, end)
        kinds = await imported.kinds(session, ("schedule_adherence",))
    return _Ground(shelf, contents, filed.serving(contents, marks, wanted), bool(kinds))


_told: set[str] = set()


def _tell(reason: str) -> None:
    """Once for each reason: a broken file would be told with every figure otherwise."""
    if reason not in _told and len(_told) < 100:
        _told.add(reason)
        _logger.warning("figures are folded, for their files cannot be read", reason=reason)


def sources_of(question: Question, days: Sequence[int]) -> list[Source]:
    """The time of the question in order, each part with where its figures came from."""
    folded = filed.others(days, question.from_ms, question.to_ms)
    found = [Source(*one, is_filed=False) for one in folded]
    at_ms = question.from_ms
    for start_ms, end_ms in [*folded, (question.to_ms, question.to_ms)]:
        if start_ms > at_ms:
            found.append(Source(at_ms, start_ms, is_filed=True))
        at_ms = end_ms
    return sorted(found)


def _count_sums(tally: Tally, ground: _Ground, question: Question) -> None:
    names = needed(question.indicators)
    if not ground.has_plans:
        names -= {"productive_ms"}
    for bucket_ms, key, sums in filed.sums(
        ground.shelf, ground.contents, ground.days, question.grain, buckets_of(question), names
    ):
        tally.add_all((bucket_ms, question.grain, key), sums)


def needed(indicators: Sequence[Indicator]) -> frozenset[str]:
    """Every component that some value, sample or flag of the indicators looks at."""
    keys = {one.key for one in indicators}
    found = {"open", "contact_handle_ms", "segments", "segments_untold", *imported.PROOFS}
    for name in FORMULAS:
        if name.partition(".")[0] in keys:
            found |= components_of(name)
    return frozenset(found.union(*(one.sample for one in indicators)))


def _follows(question: Question) -> bool:
    """Whether a value asked for needs to know who came again."""
    names = {
        f"{one.key}.{variant}"
        for one in question.indicators
        for variant in question.variants_of(one)
    }
    return any(components_of(name) & _FOLLOWING for name in names & FORMULAS.keys())


async def _count_rest(
    database: Database, tally: Tally, question: Question, days: Sequence[int]
) -> None:
    """What the sums of the days do not have: contacts of other days, and what is counted as a whole."""
    arrivals = filed.others(days, question.from_ms - REACH_MS, question.to_ms)
    async with database.session(question.tenant) as session:
        view = await view_of(session, question, arrivals)
        kinds = await imported.kinds(session, {one.key for one in question.indicators})
        for part in arrivals:
            await _count_contacts(session, tally, question, view, part)
            if "surveys" in kinds:
                await _count_surveys(session, tally, question, view, part)
        for part in filed.others(days, question.from_ms, question.to_ms):
            await _count_time(session, tally, question, kinds, part)
        whole = [kind for kind in kinds if kind in imported.OF_WHOLE]
        times = {"from_ms": question.from_ms, "to_ms": question.to_ms}
        facts = await imported.load(session, whole, **times)
    await asyncio.to_thread(_count_whole, tally, facts, question)


async def view_of(
    session: AsyncSession, question: Question, arrivals: Sequence[Bucket] | None = None
) -> View:
    """How this question looks at contacts that arrived in some parts of time, or in all of it; who came
    again is looked up only where it is asked."""
    if arrivals is None:
        arrivals = [(question.from_ms - REACH_MS, question.to_ms)]
    configuration = question.rules.configuration
    repeated = None
    if _follows(question) and arrivals:
        reach = {
            "from_ms": arrivals[0][0],
            "to_ms": arrivals[-1][1] + configuration.fcr_window_ms + 1,
        }
        handled = [
            Visit(row[0], row[1], row[2], row[3], row[4] not in configuration.fcr_ineligible_codes)
            for row in await session.execute(_VISITS, reach)
        ]
        repeated = await asyncio.to_thread(repeats, handled, configuration)
    bucket = bucketing_of(question)
    return View(
        attribution=question.attribution,
        grains=frozenset({question.grain}),
        configuration=configuration,
        next_bucket=lambda at_ms: bucket(at_ms)[1],
        now_ms=question.now_ms,
        repeated=repeated,
    )


async def _count_contacts(
    session: AsyncSession, tally: Tally, question: Question, view: View, arrived: Bucket
) -> None:
    async for bodies in pages.bodies(session, question, arrived):
        # In a thread and page by page, so that the live floor goes on beside a long report.
        await asyncio.to_thread(_count, tally, bodies, question, view)


def _count(tally: Tally, bodies: Sequence[str], question: Question, view: View) -> None:
    for body in bodies:
        tally.count(_decode(body), question.rules.thresholds, view)


async def _count_surveys(
    session: AsyncSession, tally: Tally, question: Question, view: View, arrived: Bucket
) -> None:
    surveyed = await imported.load_surveyed(session, from_ms=arrived[0], to_ms=arrived[1])
    scope = _scope(question, buckets_of(question))
    await asyncio.to_thread(lambda: _add(tally, question, imported.surveys(surveyed, scope, view)))


async def _count_time(
    session: AsyncSession, tally: Tally, question: Question, kinds: Sequence[Name], time: Bucket
) -> None:
    """Agents' time, and what was brought in and counts where it is."""
    from_ms, to_ms = time
    spans = await presence.within(session, from_ms=from_ms, to_ms=to_ms)
    wanted = [kind for kind in kinds if kind in imported.BY_TIME]
    facts = await imported.load(session, wanted, from_ms=from_ms, to_ms=to_ms)
    await asyncio.to_thread(_count_spans, tally, spans, question, time)
    if not facts:
        return
    inside = [
        (max(start_ms, from_ms), min(end_ms, to_ms))
        for start_ms, end_ms in buckets_of(question)
        if start_ms < to_ms and end_ms > from_ms
    ]
    worked = [
        Worked(
            agent_id=one.agent_id,
            team_id=one.team_id,
            start_ms=one.start_ms,
            end_ms=question.now_ms if one.end_ms is None else one.end_ms,
            state=one.state,
        )
        for one in spans
    ]
    scope = _scope(question, inside)
    await asyncio.to_thread(lambda: _add(tally, question, imported.by_time(facts, scope, worked)))


def _count_spans(
    tally: Tally, spans: Sequence[presence.Span], question: Question, time: Bucket
) -> None:
    bucket = bucketing_of(question)
    for span in spans:
        for one in presence.clipped(
            span,
            from_ms=time[0],
            to_ms=time[1],
            now_ms=question.now_ms,
            next_bucket=lambda at_ms: bucket(at_ms)[1],
        ):
            if one.grain == question.grain:
                tally.add(one.at_ms, one.grain, one.key, one.component, one.value)


def _count_whole(tally: Tally, facts: imported.Facts, question: Question) -> None:
    handled = {
        (max(bucket, question.from_ms), key): tally.totals(bucket, grain, key).get(
            "contact_handle_ms", 0
        )
        for bucket, grain, key in tally.places()
        if grain == "call_type"
    }
    scope = _scope(question, buckets_of(question), handled)
    _add(tally, question, imported.of_whole(facts, scope))


def _add(tally: Tally, question: Question, parts: Iterable[Part]) -> None:
    for part in parts:
        tally.add(part.at_ms, question.grain, part.key, part.component, part.value)


def _scope(
    question: Question,
    buckets: Sequence[Bucket],
    handled: Mapping[tuple[int, str], Amount] | None = None,
) -> Scope:
    return Scope(
        grain=question.grain,
        buckets=buckets,
        zone=question.zone,
        now_ms=question.now_ms,
        configuration=question.rules.configuration,
        handled=handled or {},
    )


def buckets_of(question: Question) -> list[Bucket]:
    """All of the question, in order, cut at its edges."""
    bucket_of, found = bucketing_of(question), []
    at_ms = question.from_ms
    while at_ms < question.to_ms:
        _, end_ms = bucket_of(at_ms)
        found.append((at_ms, min(end_ms, question.to_ms)))
        at_ms = end_ms
    return found


def bucketing_of(question: Question) -> Bucketing:
    return bucketing(question.step, question.zone, (question.from_ms, question.to_ms))

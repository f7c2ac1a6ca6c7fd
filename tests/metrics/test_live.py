"""Live = batch: what the board has folded event by event is what a report adds up, at any moment.

The days have transfers, callbacks, phones that are lost, floors that die and facts that come late; the
board's midnight falls into the middle of them. Every component is compared, so every formula is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from random import Random
from typing import Any

import msgspec
import pytest
from tests.effort import cases
from tests.metrics.columns import ROUGH, spans_of
from tests.simulation import test_restarts
from tests.simulation.centre import NUMBER, shop_scene
from tests.simulation.test_callbacks import callback_flow, callback_settings
from tests.simulation.test_restarts import MONDAY_MS, MortalEngine, what_is_open

from callfloor.board.entities import snapshot, value_of
from callfloor.board.overdue import overdue
from callfloor.board.state import Board
from callfloor.centre.indicators import IndicatorRules
from callfloor.contacts.record import Record, apply
from callfloor.events.agents import AgentStateChanged
from callfloor.events.fact import ContactFact, Fact
from callfloor.floor.engine import Engine
from callfloor.metrics.components import contributions
from callfloor.metrics.days import day_start_ms
from callfloor.metrics.formulas import FORMULAS, Amount, components_of, evaluate
from callfloor.metrics.periods import bucketing
from callfloor.metrics.presence import clipped
from callfloor.metrics.tally import Tally
from callfloor.metrics.view import GRAINS, Grain, View
from callfloor.telephony.simulated.day import Simulation
from callfloor.telephony.simulated.scene import HOUR_MS

ZONE = "Pacific/Auckland"
"""Where midnight comes at noon of the shop that is simulated: with calls in every state."""
RULES = IndicatorRules(sl_count_overdue_waiting=True)
Sums = dict[str, Amount]
LIVE: tuple[Grain, ...] = ("queue", "agent")


@lru_cache(maxsize=2)
def lived(seed: int) -> tuple[Fact, ...]:
    """A rough day until 17:07, told in the order in which its facts come: some of them late."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(test_restarts, "shop_engine", lambda: Engine(callback_settings()))
        engine = MortalEngine(what_is_open)
        facts: list[Fact] = []
        scene = msgspec.structs.replace(
            shop_scene(contacts_per_day=220), flows={NUMBER: callback_flow()}, patience_ms=60_000
        )
        day = Simulation(engine, scene, Random(seed), facts.append, rates=ROUGH)
        end_ms = MONDAY_MS + 17 * HOUR_MS + 7 * 60_000 + 1
        day.run(MONDAY_MS, end_ms)
    assert engine.deaths > 0
    return tuple(late([one for one in facts if one.at_ms <= end_ms], Random(seed)))


def late(facts: list[Fact], rng: Random) -> list[Fact]:
    """Of one contact in eight all facts come up to ten minutes after the others, in their own order."""
    slow: dict[str, int] = {}
    told: list[tuple[int, int, Fact]] = []
    for number, one in enumerate(facts):
        behind_ms = 0
        if isinstance(one, ContactFact):
            if one.contact_id not in slow:
                slow[one.contact_id] = rng.randrange(600_000) if rng.random() < 0.125 else 0
            behind_ms = slow[one.contact_id]
        told.append((one.at_ms + behind_ms, number, one))
    return [one for _, _, one in sorted(told, key=lambda each: each[:2])]


def new_board(facts: tuple[Fact, ...]) -> Board:
    settings = callback_settings()
    return Board("demo", ZONE, settings.centre, facts[0].at_ms, RULES)


class Report:
    """What a report of today adds up over the contacts as they are, by the code of the reports."""

    def __init__(self, board: Board, records: dict[str, Record], facts: list[Fact]) -> None:
        view = View(
            grains=frozenset(LIVE),
            configuration=board.figures.configuration,
            now_ms=board.now_ms,
        )
        self.facts, self.records = facts, records
        self._tally = Tally(lambda at_ms: 0 if at_ms >= board.day_ms else None)
        for record in records.values():
            self._tally.count(record, board.figures.thresholds, view)
        self._times: dict[str, Counter[str]] = defaultdict(Counter)
        for span in spans_of(facts):
            for one in clipped(
                span, from_ms=board.day_ms, to_ms=2**60, now_ms=board.now_ms,
                next_bucket=lambda _at_ms: 2**60,
            ):  # fmt: skip
                if one.grain == "agent":
                    self._times[one.key][one.component] += one.value

    def sums(self, grain: Grain, key: str) -> Sums:
        found: Sums = dict(self._tally.totals(0, grain, key))
        if grain == "agent":
            found |= self._times[key]
        return {name: value for name, value in found.items() if value}


def board_sums(board: Board, grain: Grain, key: str) -> Sums:
    """The day's components, and the state that lasts up to now."""
    assert grain in ("queue", "agent")
    found: dict[str, Any] = dict(board.today(grain, key))
    if grain == "agent" and key in board.agents:
        live = board.agents[key]
        times = Counter(live.times)
        lasts_ms = board.now_ms - max(live.since_ms, board.day_ms)
        if live.counted != "logged_out" and lasts_ms > 0:
            times[f"state_{live.counted}"] += lasts_ms
        found |= times
        found["logged_in_ms"] = times.total()
    if grain == "queue":
        found["overdue"] = overdue(board, key)
    return {name: value for name, value in found.items() if value}


def moments(facts: tuple[Fact, ...], count: int) -> Iterator[tuple[Board, Report]]:
    """The board after each part of the day, and the report of that moment."""
    board, records, so_far = new_board(facts), dict[str, Record](), list[Fact]()
    stops = {len(facts) * part // count for part in range(1, count + 1)}
    for number, one in enumerate(facts, start=1):
        board.apply(one)
        so_far.append(one)
        if isinstance(one, ContactFact):
            new = Record(tenant=one.tenant, contact_id=one.contact_id)
            apply(records.setdefault(one.contact_id, new), one)
        if number in stops:
            yield board, Report(board, records, so_far)


LIVE_FORMULAS = [name for name in FORMULAS if "cost" not in components_of(name)]


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(cases(2, quick=1)))
def test_the_board_is_the_report_of_the_day_at_every_moment(seed: int) -> None:
    facts = lived(seed)
    seen: Counter[str] = Counter()
    days = set()
    for board, report in moments(facts, 7):
        days.add(board.day_ms)
        there: dict[Grain, list[str]] = {
            "queue": list(board.centre.queues),
            "agent": list(board.centre.agents),
        }
        for grain, keys in there.items():
            for key in keys:
                live, batch = board_sums(board, grain, key), report.sums(grain, key)
                assert live == batch, (grain, key, board.now_ms)
                for name in LIVE_FORMULAS:
                    assert evaluate(name, live) == evaluate(name, batch)
                    seen[name] += evaluate(name, live).value is not None
    assert len(days) == 2, "the day must turn among the calls"
    shown = {name.partition(".")[0] for name, count in seen.items() if count}
    assert shown >= {
        "service_level", "abandonment_rate", "answer_rate", "avg_speed_of_answer", "avg_queue_time",
        "avg_abandon_time", "queued_rate", "avg_handle_time", "avg_talk_time", "avg_hold_time",
        "avg_after_call_work", "contacts_per_hour", "occupancy", "transfer_rate", "fcr",
        "total_contacts",
    }  # fmt: skip


@pytest.mark.thorough
def test_what_is_shown_live_is_the_value_of_the_report() -> None:
    for board, report in moments(lived(0), 3):
        for queue_id in board.centre.queues:
            shown = value_of(board, "queues", queue_id)
            assert shown is not None
            for key in ("service_level", "abandonment_rate"):
                wanted = evaluate(
                    board.figures.formula(key, "queue"), report.sums("queue", queue_id)
                )
                assert shown["today"][key] == wanted.value


@pytest.mark.thorough
def test_a_board_built_from_the_past_stands_where_the_one_stands_that_saw_it_all() -> None:
    facts = lived(0)
    for board, report in moments(facts, 2):
        again = Board("demo", ZONE, board.centre, board.now_ms, RULES)
        again.build(report.facts)
        assert snapshot(again) == snapshot(board)
        # Of those that are over the record alone, as the list of contacts has it.
        ended = {key: one.closed_ms or 2**60 for key, one in report.records.items()}
        over = [key for key in report.records if ended[key] < board.now_ms - 600_000]
        needed = [one for one in report.facts if getattr(one, "contact_id", "") not in over
                  or not isinstance(one, ContactFact)]  # fmt: skip
        short = Board("demo", ZONE, board.centre, board.now_ms, RULES)
        short.build(needed, [report.records[key] for key in over if ended[key] >= board.day_ms])
        assert len(needed) < len(report.facts)
        assert snapshot(short) == snapshot(board)
        for queue_id in board.centre.queues:
            lately = [one.recent.totals(queue_id, 3_600_000, one.now_ms) for one in (short, board)]
            assert +lately[0] == +lately[1]


@pytest.mark.thorough
def test_the_identities_hold_in_every_half_hour_of_the_day() -> None:
    """Section 3.3, and 10 and 12 of section 12, over contacts that are still going on as well."""
    facts = list(lived(0))
    records: dict[str, Record] = {}
    for one in facts:
        if isinstance(one, ContactFact):
            new = Record(tenant=one.tenant, contact_id=one.contact_id)
            apply(records.setdefault(one.contact_id, new), one)
    now_ms = max(one.at_ms for one in facts)
    half = bucketing("half_hour", ZONE, (0, 0))
    sums: dict[tuple[str, int, Grain, str], Counter[str]] = defaultdict(Counter)
    for mode in ("cohort", "close", "clip"):
        view = View(
            attribution=mode,
            grains=frozenset(GRAINS),
            next_bucket=lambda at_ms: half(at_ms)[1],
            now_ms=now_ms,
        )
        for record in records.values():
            for part in contributions(record, {}, view):
                place = (mode, half(part.at_ms)[0], part.grain, part.key)
                sums[place][part.component] += part.value
    _check_cohort(sums)
    _check_segments(sums)
    _check_states(facts, now_ms)


def _check_cohort(sums: dict[tuple[str, int, Grain, str], Counter[str]]) -> None:
    fates = ("answered", "abandoned", "flow_out", "callback_requested", "open")
    menu = ("self_service", "ivr_abandoned", "closed_hours", "system_dropped")
    checked: Counter[str] = Counter()
    for (mode, _, grain, _), own in sums.items():
        if mode != "cohort":
            continue
        if grain == "queue":
            assert own["offered"] == sum(own[one] for one in fates)
        elif grain not in ("agent", "team"):
            assert own["received"] == sum(own[one] for one in (*fates, *menu))
        checked[grain] += 1
    assert checked["queue"] > 20
    assert checked["centre"] > 10


def _check_segments(sums: dict[tuple[str, int, Grain, str], Counter[str]]) -> None:
    """Clipped over all half hours is what the closed segments lasted, and what still runs."""
    whole: dict[tuple[str, Grain, str], Counter[str]] = defaultdict(Counter)
    for (mode, bucket, grain, key), own in sums.items():
        whole[mode, grain, key] += own
        if mode == "clip" and grain == "agent":
            spent = own["talk_ms"] + own["hold_ms"] + own["wrap_up_ms"]
            assert spent >= 0, bucket
    for (mode, grain, key), own in list(whole.items()):
        if mode == "close" and grain == "agent":
            cut = whole["clip", grain, key]
            for name in ("talk_ms", "hold_ms", "wrap_up_ms"):
                assert cut[name] >= own[name], (key, name)
            assert own["segments"] == cut["segments"]


def _check_states(facts: list[Fact], now_ms: int) -> None:
    """An agent is in one state at a time: what is logged in is the sum of its states, within the bucket."""
    half = bucketing("half_hour", ZONE, (0, 0))
    found: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for span in spans_of([one for one in facts if isinstance(one, AgentStateChanged)]):
        for one in clipped(
            span, from_ms=0, to_ms=2**60, now_ms=now_ms, next_bucket=lambda at_ms: half(at_ms)[1]
        ):
            if one.grain == "agent":
                found[half(one.at_ms)[0], one.key][one.component] += one.value
    assert len(found) > 100
    for (bucket, _), own in found.items():
        states = sum(value for name, value in own.items() if name.startswith("state_"))
        assert states == own["logged_in_ms"] <= half(bucket)[1] - bucket


def test_days_begin_at_midnight_of_the_place_of_the_board() -> None:
    noon = MONDAY_MS + 11 * HOUR_MS
    assert day_start_ms(noon, ZONE) == noon

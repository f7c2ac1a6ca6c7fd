"""One order over all queues that share agents: how near a queue is to missing its service level."""

from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.acd.floor import START_MS, Bench
from tests.effort import cases

from callfloor.acd import inputs as i
from callfloor.acd.centre import Agent, Centre, Queue
from callfloor.acd.selection import Worth, contact_for
from callfloor.acd.state import State, apply
from callfloor.acd.urgency import FULL, expected_level, level_after, worth_ms

MINUTE_MS = 60_000


def shared(urgency_ms: int = 2 * MINUTE_MS, **quick: Any) -> Centre:
    """Two queues that one agent serves; `quick` promises 10 s to 80 of 100, `calm` five minutes."""
    common: dict[str, Any] = {"announce": "none", "wrap_up_limit_ms": 0}
    return Centre(
        tenant="demo",
        urgency_ms=urgency_ms,
        queues={
            "quick": Queue(queue_id="quick", name="Q", service_level_ms=10_000, **common, **quick),
            "calm": Queue(queue_id="calm", name="C", service_level_ms=300_000, **common),
        },
        agents={"ana": Agent(agent_id="ana", name="Ana", team_id="a", phone="fixed")},
    )


def served_next(bench: Bench) -> str:
    """The queue whose contact the agent takes now."""
    if bench.agent("ana") == "logged_out":
        bench.say(i.LogIn("ana"))
    bench.say(i.GoReady("ana"))
    contact_id = bench.state.agents["ana"].contact_id
    leg = bench.contact(contact_id).leg
    assert leg is not None
    bench.talk(contact_id)
    bench.say(i.CustomerGone(contact_id))
    bench.say(i.GoNotReady("ana", reason="break"))
    return leg.queue_id


@pytest.mark.parametrize(
    ("expected_pct", "share"), [(100, 0.0), (90, 0.0), (85, 0.25), (80, 0.5), (70, 1.0), (0, 1.0)]
)
def test_the_formula_is_half_on_the_target_and_straight_within_ten_points(
    expected_pct: int, share: float
) -> None:
    queue = Queue(queue_id="q", name="Q", service_level_target_pct=80)
    level = expected_pct * FULL // 100
    assert worth_ms(queue, MINUTE_MS, level, 0) == int(MINUTE_MS * share)


def test_those_who_wait_too_long_already_count_as_missed() -> None:
    assert expected_level(FULL, 0) == FULL
    assert expected_level(FULL, 1) == level_after(FULL, is_in_time=False)
    assert expected_level(FULL, 10_000) < FULL // 100


def test_a_level_of_nothing_but_answers_in_time_stays_full() -> None:
    assert level_after(FULL, is_in_time=True) == FULL


def test_a_queue_that_misses_its_level_goes_before_an_older_contact_of_one_that_does_not() -> None:
    bench = Bench(shared())
    bench.call("calm")
    bench.wait(5_000)
    for _ in range(8):
        bench.call("quick")
    bench.wait(11_000)
    assert served_next(bench) == "quick"


def test_without_a_weight_only_priority_and_age_count() -> None:
    bench = Bench(shared(urgency_ms=0))
    bench.call("calm")
    bench.wait(5_000)
    for _ in range(8):
        bench.call("quick")
    bench.wait(11_000)
    assert served_next(bench) == "calm"


def test_urgency_never_holds_a_contact_back_longer_than_its_worth() -> None:
    bench = Bench(shared(urgency_ms=MINUTE_MS))
    first = bench.call("calm")
    bench.wait(MINUTE_MS + 1)
    for _ in range(30):
        bench.call("quick")
    bench.wait(30_000)
    bench.ready("ana")
    assert bench.ringing(first) == "ana"


def test_answers_too_late_are_remembered_when_nobody_waits_any_more() -> None:
    bench = Bench(shared())
    for _ in range(8):
        bench.call("quick")
    bench.wait(20_000)
    for _ in range(8):
        assert served_next(bench) == "quick"
    level = bench.state.queues["quick"].level
    assert level < 790_000
    bench.call("calm")
    bench.wait(5_000)
    bench.call("quick")
    assert served_next(bench) == "quick"


def test_who_gave_up_in_time_does_not_lower_the_level_and_who_gave_up_late_does() -> None:
    bench = Bench(shared())
    early = bench.call("quick")
    bench.wait(9_000)
    bench.say(i.CustomerGone(early))
    assert bench.state.queues["quick"].level == FULL
    late = bench.call("quick")
    bench.wait(11_000)
    bench.say(i.CustomerGone(late))
    assert bench.state.queues["quick"].level == level_after(FULL, is_in_time=False)


QUEUES = [f"q{at}" for at in range(5)]


@st.composite
def floors(draw: st.DrawFn) -> tuple[State, int]:
    """Contacts of five queues that share agents, after any number of answers in time or late."""
    centre = Centre(
        tenant="demo",
        urgency_ms=draw(st.sampled_from([0, 1_000, MINUTE_MS, 10 * MINUTE_MS])),
        queues={
            queue_id: Queue(
                queue_id=queue_id,
                name=queue_id,
                needs={"odd": 1} if at % 2 else {},
                priority=draw(st.integers(0, 10)),
                service_level_ms=draw(st.sampled_from([1_000, 20_000, 120_000])),
                service_level_target_pct=draw(st.integers(1, 100)),
                announce="none",
            )
            for at, queue_id in enumerate(QUEUES)
        },
        agents={
            "ana": Agent(agent_id="ana", name="Ana", team_id="a", skills={"odd": 3}),
            "ben": Agent(agent_id="ben", name="Ben", team_id="a"),
        },
    )
    bench = Bench(centre)
    for queue_id, is_gone, gap_ms in draw(
        st.lists(
            st.tuples(st.sampled_from(QUEUES), st.booleans(), st.integers(0, 40_000)), max_size=30
        )
    ):
        contact_id = bench.call(queue_id)
        bench.now_ms += gap_ms
        if is_gone:
            bench.say(i.CustomerGone(contact_id))
    replayed = State(centre)
    for fact in bench.facts:
        apply(replayed, fact)
    assert replayed == bench.state
    return bench.state, bench.now_ms


@settings(max_examples=cases(300, quick=60), deadline=None)
@given(floors())
def test_pain_13_the_order_is_total_and_stable_and_starves_nobody(floor: tuple[State, int]) -> None:
    state, now_ms = floor
    worth = Worth(state, now_ms)
    waiting = [state.contacts[id_] for id_ in state.index.waiting]
    keys = sorted(worth.place_of(contact) for contact in waiting)
    assert len(set(keys)) == len(keys), "two contacts stand in one place"
    order = [key[2] for key in keys]
    for queue_id in QUEUES:
        own = [contact.contact_id for contact in state.waiting_in(queue_id)]
        assert [id_ for id_ in order if id_ in own] == own, "a queue's own order has changed"
    ranks = {contact.contact_id: contact.place()[0] for contact in waiting}
    passed = [
        (earlier, later)
        for at, earlier in enumerate(order)
        for later in order[at + 1 :]
        if ranks[earlier] - ranks[later] > state.centre.urgency_ms
    ]
    assert passed == [], "passed by one who came more than the weight later"
    for agent_id in ("ana", "ben"):
        skills = state.centre.agents[agent_id].skills
        able = [id_ for id_ in order if not state.queue(_queue(state, id_)).needs or skills]
        assert contact_for(state, agent_id, now_ms) == (able[0] if able else "")


def _queue(state: State, contact_id: str) -> str:
    leg = state.contacts[contact_id].leg
    assert leg is not None
    return leg.queue_id


@settings(max_examples=cases(200, quick=50), deadline=None)
@given(st.integers(0, FULL), st.integers(0, 500), st.integers(1, 100), st.integers(0, 3_600_000))
def test_urgency_is_bounded_and_grows_as_a_level_falls(
    level: int, late: int, target_pct: int, urgency_ms: int
) -> None:
    queue = Queue(queue_id="q", name="Q", service_level_target_pct=target_pct)
    found = [worth_ms(queue, urgency_ms, level, more) for more in range(late, late + 5)]
    assert all(0 <= one <= urgency_ms for one in found)
    assert all(earlier <= later for earlier, later in pairwise(found))


def test_a_change_of_the_weight_holds_for_those_who_wait_already() -> None:
    bench = Bench(shared(urgency_ms=0))
    bench.call("calm")
    bench.wait(5_000)
    for _ in range(8):
        bench.call("quick")
    bench.wait(11_000)
    changed = msgspec.structs.replace(bench.state.centre, version=1, urgency_ms=2 * MINUTE_MS)
    bench.say(i.Configure(changed))
    assert bench.now_ms == START_MS + 16_000
    assert served_next(bench) == "quick"

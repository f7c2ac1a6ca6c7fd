"""Which agents are rung: each strategy, several phones at once, a preferred agent, widening rings."""

import copy
import itertools
from typing import Any

import msgspec
import pytest
from tests.acd.floor import Bench, small_centre, with_queue

from callfloor.acd import inputs as i
from callfloor.acd.centre import Agent, Centre, Queue, Widening
from callfloor.acd.invariants import violations
from callfloor.acd.state import apply
from callfloor.events import contacts as c
from callfloor.events.agents import AgentStateChanged
from callfloor.events.routing import ContactWidened


def centre_of(agents: int, **queue: Any) -> Centre:
    """One queue, so many agents of rising proficiency."""
    return Centre(
        tenant="demo",
        queues={
            "sales": Queue(queue_id="sales", name="S", needs={"s": 1}, announce="none", **queue)
        },
        agents={
            f"a{at}": Agent(agent_id=f"a{at}", name="A", team_id="t", skills={"s": 1 + at % 5})
            for at in range(agents)
        },
    )


def handle(bench: Bench, ms: int) -> str:
    """One whole contact that takes this long; returns who took it."""
    contact_id = bench.call()
    agent_id = bench.talk(contact_id)
    bench.wait(ms)
    bench.say(i.CustomerGone(contact_id))
    return agent_id


def test_least_occupied_is_who_was_busy_for_the_smallest_share() -> None:
    bench = Bench(centre_of(2, strategy="least_occupied", wrap_up_limit_ms=0))
    bench.ready("a0", "a1")
    assert handle(bench, 600_000) == "a0"
    assert handle(bench, 60_000) == "a1"
    assert handle(bench, 60_000) == "a1", "a0 was busy for longer, though idle for longer too"
    last = bench.last(AgentStateChanged)
    assert last.busy_ms > 120_000
    bench.check_replay()


def test_occupancy_survives_a_floor_that_knows_only_the_last_fact_of_each_agent() -> None:
    bench = Bench(centre_of(2, strategy="least_occupied", wrap_up_limit_ms=0))
    bench.ready("a0", "a1")
    handle(bench, 600_000)
    latest = {f.agent_id: f for f in bench.facts if isinstance(f, AgentStateChanged)}
    restarted = Bench(bench.state.centre)
    for fact in latest.values():
        apply(restarted.state, fact)
    for agent_id, run in bench.state.agents.items():
        known = restarted.state.agents[agent_id]
        assert (known.occupancy, known.busy_ms, known.login_ms, known.offered_ms) == (
            run.occupancy,
            run.busy_ms,
            run.login_ms,
            run.offered_ms,
        )


def test_round_robin_goes_round_however_long_each_contact_takes() -> None:
    bench = Bench(centre_of(3, strategy="round_robin", wrap_up_limit_ms=0))
    bench.ready("a0", "a1", "a2")
    took = [handle(bench, ms) for ms in (900_000, 1_000, 1_000, 1_000, 1_000, 1_000)]
    assert took == ["a0", "a1", "a2"] * 2


def ring_all(agents: int = 3, limit: int = 5) -> Bench:
    bench = Bench(centre_of(agents, strategy="ring_all", ring_all_limit=limit))
    bench.ready(*[f"a{at}" for at in range(agents)])
    return bench


def rung(bench: Bench, contact_id: str) -> list[str]:
    return [ring.agent_id for ring in bench.contact(contact_id).ringing]


def test_all_are_rung_up_to_the_limit_and_the_first_answer_wins() -> None:
    bench = ring_all(agents=5, limit=3)
    idle = {key: run.idle_ms for key, run in bench.state.agents.items()}
    contact_id = bench.call()
    assert rung(bench, contact_id) == ["a0", "a1", "a2"]
    assert [bench.agent(f"a{at}") for at in range(5)] == ["reserved"] * 3 + ["ready"] * 2
    second = bench.contact(contact_id).ringing[1]
    bench.say(i.RingAnswered(contact_id, second.ring_id), after_ms=2_000)
    assert [bench.agent(f"a{at}") for at in range(3)] == ["ready", "talking", "ready"]
    ended = [f for f in bench.facts if isinstance(f, c.RingEnded)]
    assert [(f.agent_id, f.result) for f in ended] == [("a0", "withdrawn"), ("a2", "withdrawn")]
    assert bench.state.agents["a0"].idle_ms == idle["a0"], "a withdrawn ring costs no idle time"
    assert rung(bench, bench.call()) == ["a0", "a2", "a3"]
    bench.check_replay()


def test_one_who_rejects_leaves_the_others_ringing_and_the_last_gives_the_place_back() -> None:
    bench = ring_all()
    contact_id = bench.call()
    first, second, third = bench.contact(contact_id).ringing
    bench.say(i.RingFailed(contact_id, first.ring_id, "rejected"))
    assert bench.contact(contact_id).phase == "ringing"
    bench.say(i.GoNotReady("a1", "lunch"))
    assert rung(bench, contact_id) == ["a2"]
    assert second.ring_id != third.ring_id
    bench.wait(20_000)
    assert bench.contact(contact_id).phase == "queued"
    assert bench.state.agents["a2"].reason == "missed"


EVENTS = ("answer0", "answer1", "reject0", "reject1", "gone", "break0", "lost1", "limit", "restart")


@pytest.mark.parametrize("first", EVENTS)
def test_pain_2_whatever_the_order_of_events_no_agent_stays_reserved(first: str) -> None:
    """Every order of four events around two phones that ring at once."""
    begun = ring_all(agents=2)
    contact_id = begun.call()
    rings = [ring.ring_id for ring in begun.contact(contact_id).ringing]
    said = {
        "answer0": i.RingAnswered(contact_id, rings[0]),
        "answer1": i.RingAnswered(contact_id, rings[1]),
        "reject0": i.RingFailed(contact_id, rings[0], "rejected"),
        "reject1": i.RingFailed(contact_id, rings[1], "busy"),
        "gone": i.CustomerGone(contact_id),
        "break0": i.GoNotReady("a0", "lunch"),
        "lost1": i.PhoneChanged("a1", reachable=False),
        "restart": i.Reconcile({contact_id: {rings[1]: True}}, {}),
    }
    others = [event for event in EVENTS if event != first]
    for rest in itertools.permutations(others, 3):
        bench = copy.deepcopy(begun)
        for event in (first, *rest):
            if event == "limit":
                bench.wait(20_000)
            else:
                bench.say(said[event])
        contact = bench.state.contacts.get(contact_id)
        kept = {ring.agent_id for ring in contact.ringing} if contact else set()
        if contact and contact.segment:
            kept.add(contact.segment.agent_id)
        for run in bench.state.agents.values():
            is_with_it = run.state in ("reserved", "ringing", "talking", "holding")
            assert is_with_it == (run.agent_id in kept), (first, rest, run)
        assert violations(bench.state) == []


def last_agent(**more: Any) -> Bench:
    centre = centre_of(3, prefer="last_agent", wrap_up_limit_ms=0, **more)
    bench = Bench(centre)
    bench.ready("a0", "a1", "a2")
    assert handle(bench, 1_000) == "a0"
    return bench


def test_who_spoke_with_the_caller_last_is_rung_before_others_who_are_idle_longer() -> None:
    bench = last_agent()
    assert bench.ringing(bench.call()) == "a0"
    bench.check_replay()


def test_the_last_agent_is_waited_for_within_the_same_leg_and_then_anyone_is_rung() -> None:
    bench = last_agent(prefer_wait_ms=15_000)
    talking = bench.call()
    assert bench.talk(talking) == "a0"
    contact_id = bench.call()
    assert bench.contact(contact_id).phase == "queued"
    assert bench.wait(15_000) == ["contact_widened", "contact_offered", "agent_state_changed"]
    assert bench.ringing(contact_id) == "a1"
    assert bench.contact(contact_id).legs == 1


def test_a_last_agent_who_misses_the_ring_is_waited_for_no_longer() -> None:
    bench = last_agent()
    contact_id = bench.call()
    bench.wait(20_000)
    assert bench.ringing(contact_id) == "a1"
    assert bench.contact(contact_id).legs == 1


def test_with_no_time_to_wait_a_busy_last_agent_is_passed_over() -> None:
    bench = last_agent(prefer_wait_ms=0)
    bench.talk(bench.call())
    assert bench.ringing(bench.call()) == "a1"


def test_rings_widen_with_the_wait_and_the_timers_come_from_facts() -> None:
    centre = with_queue(
        small_centre(),
        "support",
        needs={"support": 4},
        announce="none",
        widen=(
            Widening(after_ms=30_000, needs={"support": 3}),
            Widening(after_ms=60_000, needs={}),
        ),
    )
    bench = Bench(centre)
    bench.ready("maria", "omar")
    contact_id = bench.call("support", language="en")
    assert bench.contact(contact_id).phase == "queued"
    bench.wait(29_999)
    assert bench.contact(contact_id).phase == "queued"
    bench.wait(1)
    assert bench.ringing(contact_id) == "omar"
    bench.say(i.RingFailed(contact_id, f"{contact_id}.r1", "rejected"))
    bench.wait(30_000)
    assert bench.ringing(contact_id) == "maria"
    assert bench.last(ContactWidened).needs == {"en": 1}, "the language stays needed"
    assert bench.contact(contact_id).legs == 1
    bench.check_replay()


def test_steps_that_are_due_together_are_taken_in_one() -> None:
    steps = tuple(Widening(after_ms=ms, needs={"s": 6 - ms // 1_000}) for ms in (1_000, 2_000))
    bench = Bench(centre_of(1, widen=steps))
    contact_id = bench.call()
    bench.say(i.Tick(), after_ms=5_000)
    leg = bench.contact(contact_id).leg
    assert leg is not None
    assert (leg.step, leg.needs) == (2, (("s", 4),))
    changed = msgspec.structs.replace(bench.state.centre, version=1, queues={})
    bench.say(i.Configure(changed))

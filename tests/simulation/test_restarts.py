"""The floor is killed in mid-day, again and again: a new one replays the facts and goes on."""

from collections.abc import Callable
from random import Random

import pytest
from tests.effort import IS_QUICK, cases
from tests.simulation.centre import shop_engine, shop_scene
from tests.simulation.watch import Watch

from callfloor.acd import inputs
from callfloor.acd.state import State
from callfloor.events import contacts as c
from callfloor.events.agents import AgentNextStateSet, AgentStateChanged, PhoneReachabilityChanged
from callfloor.events.fact import ContactFact, Fact
from callfloor.floor.engine import Engine, Outcome
from callfloor.telephony import port
from callfloor.telephony.simulated.day import Simulation
from callfloor.telephony.simulated.faults import FaultRates
from callfloor.telephony.simulated.scene import DAY_MS

MONDAY_MS = 1_763_337_600_000
OFTEN = FaultRates(outages_per_hour=2, phones_lost_per_hour=1, doubled_share=0.01)

Recall = Callable[[list[Fact]], list[Fact]]


def everything(facts: list[Fact]) -> list[Fact]:
    return list(facts)


def what_is_open(facts: list[Fact]) -> list[Fact]:
    """As the live floor recovers: open contacts whole, and the last word on each agent."""
    ended = {fact.contact_id for fact in facts if isinstance(fact, c.ContactEnded)}
    last: dict[tuple[str, type[Fact]], int] = {}
    for at, fact in enumerate(facts):
        if isinstance(fact, AgentStateChanged | PhoneReachabilityChanged | AgentNextStateSet):
            last[fact.agent_id, type(fact)] = at
    wanted = set(last.values())
    contacts = {
        fact.contact_id
        for fact in (facts[at] for at in wanted)
        if isinstance(fact, AgentStateChanged) and fact.contact_id
    }
    contacts |= {
        fact.contact_id
        for fact in facts
        if isinstance(fact, c.ContactArrived) and fact.contact_id not in ended
    }

    def is_needed(at: int, fact: Fact) -> bool:
        of = getattr(fact, "contact_id", "")
        return at in wanted or (
            of in contacts and isinstance(fact, ContactFact | AgentStateChanged)
        )

    return [fact for at, fact in enumerate(facts) if is_needed(at, fact)]


class MortalEngine:
    """Each time telephony comes up, it is another engine, with nothing but the facts."""

    def __init__(self, recall: Recall) -> None:
        self.live = shop_engine()
        self.facts: list[Fact] = []
        self.deaths = 0
        self.in_calls = 0
        self._recall = recall

    @property
    def settings(self) -> object:
        return self.live.settings

    @property
    def state(self) -> State:
        return self.live.state

    @property
    def next_deadline_ms(self) -> int | None:
        return self.live.next_deadline_ms

    def handle(self, event: port.TelephonyEvent, now_ms: int) -> Outcome:
        return self._keep(self.live.handle(event, now_ms))

    def act(self, action: inputs.Input, now_ms: int) -> Outcome:
        return self._keep(self.live.act(action, now_ms))

    def tick(self, now_ms: int) -> Outcome:
        return self._keep(self.live.tick(now_ms))

    def reconcile(self, up: port.TelephonyUp, now_ms: int) -> Outcome:
        before, self.live = self.live, shop_engine()
        for fact in self._recall(self.facts):
            self.live.replay(fact)
        self.deaths += 1
        self.in_calls += len(before.state.contacts)
        same_place(before, self.live)
        return self._keep(self.live.reconcile(up, now_ms))

    def _keep(self, outcome: Outcome) -> Outcome:
        self.facts += outcome.facts
        return outcome


def same_place(before: Engine, after: Engine) -> None:
    """Every caller, agent and wrap-up is where it was."""

    def contacts(engine: Engine) -> dict[str, object]:
        return {
            contact.contact_id: (
                contact.phase,
                contact.since_ms,
                contact.leg and (contact.leg.leg_id, contact.leg.rank_ms, contact.leg.is_open),
                contact.ring,
                contact.segment,
                contact.wrap_ups,
                (contact.legs, contact.rings, contact.segments),
                contact.language,
            )
            for contact in engine.state.contacts.values()
        }

    def agents(engine: Engine) -> dict[str, object]:
        return {
            run.agent_id: (
                run.state,
                run.reason,
                run.since_ms,
                run.contact_id,
                run.wrap_up,
                run.registration,
                run.next_state,
                run.is_phone_lost,
            )
            for run in engine.state.agents.values()
        }

    assert contacts(before) == contacts(after)
    assert agents(before) == agents(after)
    lines = {
        queue: [place[2] for place in line] for queue, line in before.state.index.queues.items()
    }
    again = {
        queue: [place[2] for place in line] for queue, line in after.state.index.queues.items()
    }
    assert lines == again


@pytest.mark.parametrize("recall", [what_is_open] if IS_QUICK else [everything, what_is_open])
@pytest.mark.parametrize("seed", range(cases(4, quick=1)))
def test_pain_7_a_floor_that_dies_is_where_it_was_and_goes_on(seed: int, recall: Recall) -> None:
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    engine = MortalEngine(recall)
    watch = Watch(engine)  # type: ignore[arg-type]
    simulation = Simulation(
        engine,
        shop_scene(contacts_per_day=400),
        Random(seed),
        watch.sink,
        rates=OFTEN,
        after_step=watch.after_step,
    )
    simulation.run(MONDAY_MS, MONDAY_MS + DAY_MS)
    assert engine.deaths > 20
    assert engine.in_calls > 20
    assert watch.counts["arrived"] == watch.counts["ended"] == simulation.exchange.arrived
    assert engine.state.contacts == {}
    assert not [run for run in engine.state.agents.values() if run.is_busy]

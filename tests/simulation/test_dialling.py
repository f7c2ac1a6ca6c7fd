"""Days on which the centre dials many customers: an agent first, and a voice for whoever answers."""

from random import Random

import msgspec
import pytest
from tests.effort import cases
from tests.simulation.centre import NUMBER, shop_scene
from tests.simulation.test_callbacks import callback_flow, callback_settings
from tests.simulation.test_restarts import MONDAY_MS
from tests.simulation.watch import Watch

from callfloor.events import contacts as c
from callfloor.events import outbound as o
from callfloor.events.agents import AgentStateChanged
from callfloor.events.fact import Fact
from callfloor.floor.engine import Engine
from callfloor.telephony.simulated.day import Simulation
from callfloor.telephony.simulated.scene import HOUR_MS

SILENCE_MAX_MS = 500
"""On the simulated clock: a person takes a pause of this length for an answer that is coming."""


def nobody_answers_to_silence(facts: list[Fact]) -> int:
    """How many answered. Each was dialled for an agent on the line, and heard that agent at once."""
    with_agent: dict[str, str] = {}
    answered_ms: dict[str, int] = {}
    answers = 0
    for fact in facts:
        match fact:
            case AgentStateChanged():
                is_at_it = fact.state in ("talking", "holding")
                with_agent[fact.agent_id] = fact.contact_id if is_at_it else ""
            case o.CustomerDialled():
                assert with_agent[fact.agent_id] == fact.contact_id, "no agent on the line"
            case o.CustomerAnswered():
                answered_ms[fact.contact_id] = fact.at_ms
                answers += 1
            case c.ContactConnected() | o.CustomerNotReached() | c.ContactEnded():
                since_ms = answered_ms.pop(fact.contact_id, fact.at_ms)
                assert fact.at_ms - since_ms <= SILENCE_MAX_MS, "heard nothing"
    assert not answered_ms
    return answers


@pytest.mark.parametrize("seed", range(cases(2, quick=1)))
def test_pain_16_nobody_who_answers_hears_nothing(seed: int) -> None:
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    engine = Engine(callback_settings())
    watch = Watch(engine, state_every=20)
    scene = msgspec.structs.replace(
        shop_scene(contacts_per_day=700), flows={NUMBER: callback_flow()}, patience_ms=60_000
    )
    simulation = Simulation(engine, scene, Random(seed), watch.sink, after_step=watch.after_step)
    simulation.run(MONDAY_MS, MONDAY_MS + 12 * HOUR_MS)
    assert nobody_answers_to_silence(watch.facts) > 10
    assert len(simulation.exchange.dialled_numbers) == sum(
        isinstance(fact, o.CustomerDialled) for fact in watch.facts
    ), "all that was dialled is in the journal"

"""Days on which callers ask to be called back, with a floor that dies: none is lost, none jumps the line."""

from random import Random
from typing import Any

import msgspec
import pytest
from tests.simulation import test_restarts
from tests.simulation.centre import FLOW, NUMBER, shop_scene, shop_settings
from tests.simulation.test_restarts import MONDAY_MS, OFTEN, MortalEngine, everything
from tests.simulation.watch import Watch

from callfloor.acd.centre import CallsOut
from callfloor.events import abandoned as x
from callfloor.events import callbacks as k
from callfloor.events import contacts as c
from callfloor.events import outbound as o
from callfloor.floor.engine import Engine
from callfloor.ivr.flow import read_flow, write_flow
from callfloor.telephony.simulated.day import Simulation
from callfloor.telephony.simulated.scene import DAY_MS


def callback_flow() -> Any:
    """Half of those who come for support are offered a callback in the menu."""
    data = write_flow(FLOW)
    data["nodes"]["support"] = {
        "kind": "callback", "queue": "support", "on_failure": "to_support", "tries": 1,
    }  # fmt: skip
    data["nodes"]["to_support"] = {"kind": "queue", "queue": "support"}
    return read_flow(data)


def callback_settings() -> Any:
    settings = shop_settings()
    queues = {
        queue_id: msgspec.structs.replace(
            queue,
            callback="key",
            callback_calendar="office",
            callback_retry_ms=120_000,
            callback_attempts_max=3,
            callback_after_abandon_ms=300_000,
        )
        for queue_id, queue in settings.centre.queues.items()
    }
    rules = CallsOut(prefixes=("+1",), calls_max=50, shown=NUMBER)
    centre = msgspec.structs.replace(settings.centre, queues=queues, calls_out=rules)
    values = {**vars(settings), "centre": centre, "flows": {"shop": callback_flow()}}
    return type(settings)(**values)


def the_promises_are_kept(facts: list[Any], still_open: list[str]) -> None:
    """Each callback has one end; each attempt came in its turn, and within the hours."""
    promised = [fact for fact in facts if isinstance(fact, k.CallbackRequested)]
    ends = (k.CallbackReached, k.CallbackGivenUp, k.CallbackCancelled)
    ended = [fact.contact_id for fact in facts if isinstance(fact, ends)] + still_open
    assert len(promised) > 20
    assert sorted(ended) == sorted({fact.contact_id for fact in promised})
    assert any(isinstance(fact, k.CallbackReached) for fact in facts)
    assert any(fact.source == "ivr" for fact in promised)
    assert any(fact.source == "abandoned" for fact in promised)
    for fact in facts:
        if isinstance(fact, o.CustomerDialled):
            assert 8 * 3_600_000 <= fact.at_ms % DAY_MS < 20 * 3_600_000 + 120_000


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(3))
def test_pain_11_no_callback_is_lost_or_jumps_the_line_when_the_floor_dies(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    monkeypatch.setattr(test_restarts, "shop_engine", lambda: Engine(callback_settings()))
    engine = MortalEngine(everything)
    watch = Watch(engine, state_every=5)  # type: ignore[arg-type]
    scene = msgspec.structs.replace(
        shop_scene(contacts_per_day=500), flows={NUMBER: callback_flow()}, patience_ms=60_000
    )
    simulation = Simulation(
        engine, scene, Random(seed), watch.sink, rates=OFTEN, after_step=watch.after_step
    )
    simulation.run(MONDAY_MS, MONDAY_MS + DAY_MS)
    assert engine.deaths > 20
    left = engine.state.contacts
    assert all(one.direction == "callback" and one.customer == "away" for one in left.values())
    assert watch.counts["arrived"] == watch.counts["ended"] + len(left)
    assert watch.counts["callback_requested"] > 5
    the_promises_are_kept(watch.facts, list(left))
    listed = [fact for fact in watch.facts if isinstance(fact, x.AbandonedListed)]
    abandons = [f for f in watch.facts if isinstance(f, c.ContactLeftQueue)]
    assert listed
    assert len(listed) <= sum(fact.outcome == "abandoned" for fact in abandons)

"""Seeded days on the floor's own engine, quiet and with everything going wrong. A seed names a day."""

from random import Random

import pytest
from tests.effort import IS_QUICK, cases
from tests.simulation.centre import shop_engine, shop_scene
from tests.simulation.watch import Watch

from callfloor.events import contacts as c
from callfloor.events.codec import decode, encode, name_of
from callfloor.events.fact import Fact
from callfloor.events.routing import ContactWidened
from callfloor.telephony.simulated.day import Simulation
from callfloor.telephony.simulated.faults import FaultRates
from callfloor.telephony.simulated.scene import DAY_MS, HOUR_MS, Manner

MONDAY_MS = 1_763_337_600_000

ROUGH = FaultRates(
    lost_share=0.01,
    doubled_share=0.03,
    phones_lost_per_hour=4,
    outages_per_hour=1,
    restarts_per_hour=0.2,
)


def day(
    seed: int,
    rates: FaultRates | None = None,
    *,
    per_day: float = 150,
    hours: float = 24,
    state_every: int = 4,
    is_mixed: bool = False,
    manner: Manner | None = None,
) -> tuple[Watch, Simulation]:
    print(f"seed {seed}")  # noqa: T201 - shown when the test fails
    engine = shop_engine(is_mixed=is_mixed)
    watch = Watch(engine, prefix_every=50 * state_every, state_every=state_every)
    simulation = Simulation(
        engine,
        shop_scene(
            contacts_per_day=per_day,
            manners={f"agent{at:02}": manner for at in range(12)} if manner else {},
        ),
        Random(seed),
        watch.sink,
        rates=rates,
        after_step=watch.after_step,
    )
    simulation.run(MONDAY_MS, MONDAY_MS + int(hours * HOUR_MS))
    watch.compare()
    return watch, simulation


@pytest.mark.parametrize("seed", range(cases(3, quick=1)))
def test_a_quiet_day_loses_nobody_and_leaves_nothing_behind(seed: int) -> None:
    watch, simulation = day(seed)
    assert watch.counts["arrived"] == watch.counts["ended"] == simulation.exchange.arrived
    assert watch.counts["answered"] > 80
    assert watch.engine.state.contacts == {}
    assert all(run.state == "logged_out" for run in watch.engine.state.agents.values())
    state = watch.engine.state
    assert set(state.index.deadlines.at) == {f"x{listed}" for listed in state.abandoned}


@pytest.mark.parametrize("seed", range(300, 300 + cases(4, quick=1)))
@pytest.mark.parametrize("rates", [ROUGH] if IS_QUICK else [None, ROUGH])
def test_pain_2_a_day_full_of_consultations_leaves_nobody_stuck(
    seed: int, rates: FaultRates | None
) -> None:
    watch, simulation = day(seed, rates, manner=Manner(consult_share=0.5))
    reconcile_all(watch, simulation)
    assert watch.counts["joined"] > 5
    assert watch.counts["handed_over"] > 5
    assert watch.counts["arrived"] == watch.counts["ended"]
    assert watch.engine.state.contacts == {}
    assert [run for run in watch.engine.state.agents.values() if run.is_busy] == []


@pytest.mark.parametrize("seed", range(100, 100 + cases(6, quick=1)))
def test_pains_1_to_7_a_day_of_faults_loses_no_contact_and_leaves_no_agent_stuck(
    seed: int,
) -> None:
    watch, simulation = day(seed, ROUGH)
    assert simulation.faults.lost > 0
    assert simulation.faults.doubled > 0
    reconcile_all(watch, simulation)
    assert watch.counts["arrived"] == watch.counts["ended"]
    assert watch.engine.state.contacts == {}
    stuck = [run for run in watch.engine.state.agents.values() if run.is_busy]
    assert stuck == []


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(200, 202))
def test_pain_1_an_overload_of_ten_times_the_day_leaves_nothing_stuck(seed: int) -> None:
    watch, simulation = day(
        seed, FaultRates(doubled_share=0.02), per_day=3_000, hours=20, state_every=40
    )
    reconcile_all(watch, simulation)
    assert watch.counts["arrived"] > 2_500
    assert watch.counts["arrived"] == watch.counts["ended"]
    assert watch.engine.state.contacts == {}


@pytest.mark.parametrize("seed", range(300, 300 + cases(3, quick=1)))
def test_a_day_of_faults_with_every_strategy_loses_nobody_and_leaves_nobody_stuck(
    seed: int,
) -> None:
    watch, simulation = day(seed, ROUGH, is_mixed=True)
    reconcile_all(watch, simulation)
    assert watch.counts["arrived"] == watch.counts["ended"]
    assert watch.engine.state.contacts == {}
    assert [run for run in watch.engine.state.agents.values() if run.is_busy] == []
    offered = [f for f in watch.facts if isinstance(f, c.ContactOffered)]
    assert len({f.leg_id for f in offered}) < len(offered)
    assert any(isinstance(f, ContactWidened) for f in watch.facts)


def reconcile_all(watch: Watch, simulation: Simulation) -> None:
    """A hang-up whose news was lost is found when telephony is compared, as after a reconnect."""
    end_ms = max(watch.engine.state.latest_ms, MONDAY_MS) + HOUR_MS
    simulation.exchange.go_away(end_ms, end_ms + 1_000)
    while simulation._step(end_ms + DAY_MS):
        pass
    watch.compare()


def test_the_same_seed_is_the_same_day() -> None:
    first, _ = day(7, ROUGH, hours=14)
    second, _ = day(7, ROUGH, hours=14)
    assert first.facts == second.facts


def test_facts_of_a_day_survive_being_written_and_read() -> None:
    watch, _ = day(8, hours=14)

    def written(fact: Fact) -> Fact:
        return decode(name_of(fact), encode(fact))

    assert [written(fact) for fact in watch.facts] == watch.facts


def test_pain_4_agents_who_never_answer_do_not_block_a_queue() -> None:
    engine = shop_engine()
    watch = Watch(engine)
    deaf = {f"agent{at:02}": Manner(miss_share=1.0) for at in range(0, 12, 2)}
    scene = shop_scene(manners=deaf)
    simulation = Simulation(engine, scene, Random(9), watch.sink, after_step=watch.after_step)
    simulation.run(MONDAY_MS, MONDAY_MS + DAY_MS)
    missed = [f for f in watch.facts if isinstance(f, c.RingEnded) and f.result == "missed"]
    assert len(missed) > 20
    assert watch.counts["answered"] > 30
    assert engine.state.contacts == {}

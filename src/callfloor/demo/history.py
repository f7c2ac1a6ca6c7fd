"""Four weeks of a shop's calls, made by simulated callers and agents on the floor's own engine.

No row is invented: what stands in the journal afterwards is what the routing decided.
"""

from datetime import timedelta
from random import Random

from callfloor.events.contacts import RecordingStarted
from callfloor.events.fact import Fact
from callfloor.events.recordings import RecordingDecided
from callfloor.floor.engine import Engine
from callfloor.floor.settings import TenantSettings
from callfloor.journal.port import Entry
from callfloor.kit.clock import local, to_ms
from callfloor.kit.ids import new_id
from callfloor.telephony.simulated.day import Simulation
from callfloor.telephony.simulated.scene import Manner, Scene, Shift

WEEKS = 4
SEED = 2026
CONTACTS_PER_DAY = 380
HOURS = (0,) * 9 + (7, 11, 13, 13, 12, 12, 12, 10, 5, 1.5, 0.3) + (0,) * 4
"""Weights of the hours of arrival: as many customers as the shifts below can serve, and some late."""
WEEK = (1.1, 1.05, 1.0, 1.0, 1.05, 0.8, 0.0)
STARTS = (9.0, 11.0, 9.5, 12.0, 9.0, 10.5)
SHIFT_HOURS = 7.0
MANNER = Manner(talk_ms=420_000, wrap_up_ms=55_000)
CUSTOMER_TALK_MS = 600_000
_NO_SOUND = RecordingStarted | RecordingDecided
"""Nothing was recorded of calls that never were; else all of them would be told to be missing."""
LANGUAGES = {"es": 0.52, "en": 0.43, "zh": 0.05}
QUEUE_WEIGHTS = {"sales": 0.45, "support": 0.4, "complaints": 0.15}


def make_history(
    settings: TenantSettings, wrap_up_codes: dict[str, list[str]], now_ms: int, weeks: int = WEEKS
) -> list[Entry]:
    """Facts of the weeks before today's local midnight, in order.

    `wrap_up_codes` lists the codes that each queue may choose.
    """
    from_ms, end_ms = span(settings.zone, now_ms, weeks)
    facts: list[Fact] = []
    chance = Random(SEED)  # noqa: S311  (callers, not secrets)
    scene = scene_of(settings, wrap_up_codes)
    simulation = Simulation(Engine(settings), scene, chance, facts.append, is_demo=True)
    simulation.run(from_ms, end_ms)
    facts = [fact for fact in facts if not isinstance(fact, _NO_SOUND)]
    facts.sort(key=lambda fact: fact.at_ms)  # stable: what happened at one instant keeps its order
    return [Entry(id=new_id(), fact=fact) for fact in facts if fact.at_ms <= now_ms]


def span(zone: str, now_ms: int, weeks: int) -> tuple[int, int]:
    """The weeks before today's local midnight."""
    to = local(now_ms, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return to_ms(to - timedelta(weeks=weeks)), to_ms(to)


def scene_of(settings: TenantSettings, wrap_up_codes: dict[str, list[str]]) -> Scene:
    queues = settings.centre.queues
    return Scene(
        tenant=settings.tenant,
        zone=settings.zone,
        flows={n: settings.flows[f] for n, f in sorted(settings.numbers.items())},
        queue_weights={q: QUEUE_WEIGHTS.get(q, 0.2) for q in sorted(queues)},
        language_weights=LANGUAGES,
        contacts_per_day=CONTACTS_PER_DAY,
        hour_weights=HOURS,
        weekday_weights=WEEK,
        out_of_hours_share=0,
        caller_talk_ms=CUSTOMER_TALK_MS,
        shifts=_shifts(sorted(settings.centre.agents)),
        manners=dict.fromkeys(sorted(settings.centre.agents), MANNER),
        wrap_up_codes={
            queue: {code: 1 / place for place, code in enumerate(codes, 1)}
            for queue, codes in wrap_up_codes.items()
        },
        transfer_queues=tuple(sorted(queues)),
    )


def _shifts(agent_ids: list[str]) -> dict[str, Shift]:
    """Ten people a day, most of them there when most customers call; each has a day off in the week."""
    return {
        agent_id: Shift(
            start_hour=STARTS[at % len(STARTS)],
            end_hour=STARTS[at % len(STARTS)] + SHIFT_HOURS,
            weekdays=tuple(day for day in range(6) if day != (at * 5 + 1) % 6),
        )
        for at, agent_id in enumerate(agent_ids)
    }

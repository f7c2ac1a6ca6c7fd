"""A shop's centre and its public for simulated days, and the floor's own engine to run them on."""

from random import Random
from typing import Any

import msgspec

from callfloor.acd.callers import CallerRule
from callfloor.acd.centre import Agent, Centre, Queue, Widening
from callfloor.floor.engine import Engine
from callfloor.floor.settings import TenantSettings
from callfloor.ivr.flow import read_flow
from callfloor.telephony.simulated.scene import Scene, staggered_shifts

ZONE = "Europe/Madrid"
FEW, BARRED = ("+1202",), ("+1818555010",)
NUMBER = "900100100"

FLOW = read_flow(
    {
        "id": "shop",
        "start": "hello",
        "fallback_queue": "support",
        "nodes": {
            "hello": {"kind": "play", "prompts": [{"value": "welcome"}], "next": "language"},
            "language": {
                "kind": "language",
                "prompts": [{"value": "choose-language"}],
                "keys": {"1": "en", "2": "es", "3": "zh"},
                "next": "hours",
            },
            "hours": {"kind": "hours", "calendar": "office", "open": "menu", "closed": "closed"},
            "menu": {
                "kind": "menu",
                "prompts": [{"value": "menu"}],
                "keys": {"1": "sales", "2": "support", "3": "complaints", "9": "address"},
                "on_failure": "support",
            },
            "sales": {"kind": "queue", "queue": "sales"},
            "support": {"kind": "queue", "queue": "support"},
            "complaints": {"kind": "queue", "queue": "complaints", "priority": 7},
            "address": {"kind": "end", "prompts": [{"value": "address"}], "task_completed": True},
            "closed": {"kind": "end", "prompts": [{"value": "closed"}], "exit": "closed_hours"},
        },
    }
)


def shop_centre(agents: int = 12) -> Centre:
    skills: list[dict[str, int]] = [
        {"sales": 5, "support": 2, "en": 5, "es": 4},
        {"support": 5, "complaints": 3, "en": 5, "zh": 3},
        {"sales": 3, "support": 3, "complaints": 4, "es": 5, "en": 3},
        {"sales": 4, "zh": 5, "en": 4},
    ]
    names = [f"agent{at:02}" for at in range(agents)]
    phones: list[Any] = ["browser", "browser", "sip", "browser"]
    return Centre(
        tenant="demo",
        queues={
            "sales": Queue(
                queue_id="sales",
                name="Sales",
                needs={"sales": 1},
                wait_limit_ms=600_000,
                overflow_queue_id="support",
            ),
            "support": Queue(
                queue_id="support", name="Support", needs={"support": 1}, announce="wait"
            ),
            "complaints": Queue(
                queue_id="complaints",
                name="Complaints",
                needs={"complaints": 1},
                strategy="most_skilled",
                wait_limit_ms=900_000,
                length_limit=6,
            ),
        },
        agents={
            name: Agent(
                agent_id=name,
                name=name,
                team_id="a" if at % 2 else "b",
                skills=skills[at % 4],
                phone=phones[at % 4],
            )
            for at, name in enumerate(names)
        },
    )


def mixed_centre(agents: int = 12) -> Centre:
    """The same shop with every strategy, rings that widen, a preferred agent and no one to wait for."""
    centre = shop_centre(agents)
    queues = dict(centre.queues)
    changes: dict[str, dict[str, Any]] = {
        "sales": {"strategy": "ring_all", "ring_all_limit": 3, "no_agent": "unstaffed"},
        "support": {
            "strategy": "least_occupied",
            "needs": {"support": 4},
            "widen": (
                Widening(after_ms=15_000, needs={"support": 2}),
                Widening(after_ms=60_000, needs={}),
            ),
        },
        "complaints": {
            "strategy": "round_robin",
            "prefer": "last_agent",
            "no_agent": "none_ready",
            "overflow_message": {"en": "All lines are busy."},
        },
    }
    for queue_id, change in changes.items():
        queues[queue_id] = msgspec.structs.replace(queues[queue_id], **change)
    return msgspec.structs.replace(
        centre,
        queues=queues,
        urgency_ms=120_000,
        caller_rules=(
            CallerRule(rule_id="few", name="Few", prefixes=FEW, priority=9, prefer="last_agent"),
            CallerRule(rule_id="barred", name="Barred", prefixes=BARRED, is_refused=True),
        ),
    )


def shop_settings(agents: int = 12, *, is_mixed: bool = False) -> TenantSettings:
    return TenantSettings(
        tenant="demo",
        zone=ZONE,
        centre=mixed_centre(agents) if is_mixed else shop_centre(agents),
        flows={"shop": FLOW},
        numbers={NUMBER: "shop"},
        is_open=lambda _, at_ms: 8 * 3_600_000 <= at_ms % 86_400_000 < 20 * 3_600_000,
    )


def shop_scene(agents: int = 12, **changes: Any) -> Scene:
    return Scene(
        tenant="demo",
        zone=ZONE,
        flows=changes.pop("flows", {NUMBER: FLOW}),
        queue_weights={"sales": 5, "support": 4, "complaints": 1},
        language_weights={"en": 5, "es": 4, "zh": 1},
        shifts=staggered_shifts([f"agent{at:02}" for at in range(agents)]),
        wrap_up_codes={"sales": {"sold": 1, "not_sold": 2}},
        transfer_queues=("support", "complaints"),
        **changes,
    )


def shop_engine(agents: int = 12, *, is_mixed: bool = False) -> Engine:
    return Engine(shop_settings(agents, is_mixed=is_mixed))


def seeded(seed: int) -> Random:
    return Random(seed)

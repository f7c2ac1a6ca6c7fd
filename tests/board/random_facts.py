"""Streams of facts for property tests: small pools of ids, so that facts meet, in any order."""

from typing import Any

import msgspec
from hypothesis import strategies as st

from callfloor.acd.centre import Agent, Centre, Queue
from callfloor.events import agents, contacts, leads
from callfloor.events.fact import Fact

ZONE = "Europe/Madrid"
START_MS = 1_774_137_600_000
"""22 March 2026, midnight UTC: a week before the clock changes."""
HOUR_MS = 3_600_000

CENTRE = Centre(
    tenant="demo",
    version=1,
    queues={
        "sales": Queue(queue_id="sales", name="Sales", needs={"sales": 1}),
        "support": Queue(
            queue_id="support", name="Support", service_level_ms=5_000, short_abandon_ms=2_000
        ),
    },
    agents={
        "maria": Agent(agent_id="maria", name="María", team_id="north", skills={"sales": 3}),
        "liwei": Agent(agent_id="liwei", name="Li Wei", team_id="north"),
        "anna": Agent(agent_id="anna", name="Anna", team_id="south", phone="fixed"),
    },
)

_IDS: dict[str, list[str]] = {
    "contact_id": ["c1", "c2", "c3", "c4"],
    "agent_id": ["maria", "liwei", "anna", "gone"],
    "queue_id": ["sales", "support", "closed"],
    "team_id": ["north", "south"],
}


def _of_contact(name: str, contact_id: str) -> list[str]:
    letter = {"leg_id": "q", "ring_id": "r", "segment_id": "s"}[name]
    return [f"{contact_id}.{letter}{number}" for number in (1, 2)]


@st.composite
def fact(draw: Any, kind: type[Fact], at_ms: int) -> Fact:
    values: dict[str, Any] = {"tenant": "demo", "at_ms": at_ms}
    contact_id = draw(st.sampled_from(_IDS["contact_id"]))
    for field in msgspec.structs.fields(kind):
        if field.name in values:
            continue
        if field.name == "contact_id":
            values["contact_id"] = contact_id
        elif field.name in ("leg_id", "ring_id", "segment_id"):
            values[field.name] = draw(st.sampled_from(_of_contact(field.name, contact_id)))
        elif field.name in _IDS:
            values[field.name] = draw(st.sampled_from(_IDS[field.name]))
        elif field.name == "changes":
            skills = st.sampled_from(["sales", "zh"])
            values["changes"] = draw(st.dictionaries(skills, st.integers(0, 5)))
        elif field.name == "is_test":
            values[field.name] = False
        elif field.name == "direction":
            values[field.name] = "in"
        elif field.name == "rank_ms":
            values[field.name] = at_ms - draw(st.integers(0, 9)) * 1000
        else:
            values[field.name] = draw(st.from_type(field.type).filter(_small))
    return kind(**values)


def _small(value: object) -> bool:
    return not isinstance(value, str | dict) or len(value) <= 8


_KINDS: list[type[Fact]] = [
    contacts.ContactArrived,
    contacts.ContactQueued,
    contacts.ContactOffered,
    contacts.RingEnded,
    contacts.ContactLeftQueue,
    contacts.ContactAnswered,
    contacts.ContactHeld,
    contacts.ContactResumed,
    contacts.AgentLegLost,
    contacts.AgentRejoined,
    contacts.SegmentEnded,
    contacts.WrapUpStarted,
    contacts.WrapUpExtended,
    contacts.WrapUpCompleted,
    contacts.RecordingStored,
    contacts.ContactEnded,
    contacts.LanguageChosen,
    agents.AgentStateChanged,
    agents.AgentNextStateSet,
    agents.PhoneReachabilityChanged,
    leads.CallerMovedUp,
    leads.CallerAssigned,
    leads.SkillsMoved,
    leads.SkillsReturned,
]


@st.composite
def streams(draw: Any, most: int = 40) -> list[Fact]:
    """Facts at rising times; now and then hours pass, so that a local midnight lies between."""
    at_ms, made = START_MS, []
    for kind in draw(st.lists(st.sampled_from(_KINDS), max_size=most)):
        at_ms += draw(st.sampled_from([0, 1, 900, 4_000, 21_000, 5 * HOUR_MS]))
        made.append(draw(fact(kind, at_ms)))
    return made

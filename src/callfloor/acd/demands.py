"""What a contact needs of an agent in a queue, and the demands that the queues are configured for."""

from collections.abc import Mapping

from callfloor.acd.centre import Centre, Queue
from callfloor.acd.entities import Needs
from callfloor.events.contacts import Medium

DemandKey = tuple[str, Needs, Medium]
"""Routing strategy, needs, medium; one named agent is a need of its own (`direct_demand`)."""


def needs_in(queue: Queue, extra: dict[str, int], language: str) -> dict[str, int]:
    """What a contact needs in a queue: the queue's skills, its own, and its language if matched."""
    needs = dict(queue.needs)
    if queue.match_language and language:
        needs[language] = max(1, needs.get(language, 0))
    for skill, least in extra.items():
        needs[skill] = max(least, needs.get(skill, 0))
    return needs


def widened_needs(queue: Queue, needs: Mapping[str, int], step: int) -> dict[str, int]:
    """The needs of a waiting contact in a ring: the ring's in place of the queue's, others kept."""
    own = {skill: least for skill, least in needs.items() if skill not in queue.needs}
    return {**own, **queue.widen[step - 1].needs}


def due_step(queue: Queue, waited_ms: int) -> int:
    """How many rings were widened after this wait."""
    return sum(ring.after_ms <= waited_ms for ring in queue.widen)


def direct_demand(agent_id: str, medium: Medium = "voice") -> DemandKey:
    """Contacts that wait for this one person."""
    return ("longest_idle", ((f"@{agent_id}", 0),), medium)


def demand_in(queue: Queue, needs: Mapping[str, int], agent_id: str, medium: Medium) -> DemandKey:
    """Whom one needs who enters a queue, and how that one is chosen."""
    if agent_id:
        return direct_demand(agent_id, medium)
    return (queue.strategy, tuple(sorted(needs.items())), medium)


def is_direct(needs: Needs) -> bool:
    return bool(needs) and needs[0][0].startswith("@")


def configured_demands(centre: Centre) -> list[DemandKey]:
    """What the queues ask of calls, in each language; any other demand is made on its first use."""
    found: dict[DemandKey, None] = {}
    for queue in centre.queues.values():
        for language in ("", *(centre.languages if queue.match_language else ())):
            needs = needs_in(queue, {}, language)
            steps = [widened_needs(queue, needs, at) for at in range(1, len(queue.widen) + 1)]
            for one in (needs, *steps):
                found[queue.strategy, tuple(sorted(one.items())), "voice"] = None
    return sorted(found)

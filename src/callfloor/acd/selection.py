"""Who takes whom. The order is total and stable: no two runs over the same state differ.

Contacts: by (rank_ms − what their queue's urgency is worth, sequence). Agents: `longest_idle` by
idle time, then proficiency, then id; `most_skilled` by proficiency, then idle time, then id.
"""

from bisect import bisect_left
from itertools import islice

from callfloor.acd.demands import needs_in
from callfloor.acd.entities import Contact, Place
from callfloor.acd.estimate import wait_ms
from callfloor.acd.state import State
from callfloor.acd.urgency import FULL, worth_ms
from callfloor.events.contacts import MEDIA

SHIELD_LOOK = 64
"""How many of the ready agents are looked at for one who has not just had a hard contact."""


class Worth:
    """What the urgency of each queue is worth at one moment, worked out once where it is asked for."""

    __slots__ = ("_known", "_now_ms", "_state")

    def __init__(self, state: State, now_ms: int) -> None:
        self._state, self._now_ms = state, now_ms
        self._known: dict[str, int] = {}

    def of(self, queue_id: str) -> int:
        state = self._state
        if not state.centre.urgency_ms:
            return 0
        known = self._known.get(queue_id)
        if known is None:
            queue, run = state.queue(queue_id), state.queues.get(queue_id)
            too_late_ms = self._now_ms - queue.service_level_ms
            late = bisect_left(state.index.entered.get(queue_id, ()), (too_late_ms, ""))
            level = run.level if run else FULL
            known = self._known[queue_id] = worth_ms(queue, state.centre.urgency_ms, level, late)
        return known

    def place_of(self, contact: Contact) -> Place:
        """Where it stands in the one order."""
        rank_ms, sequence, contact_id = contact.place()
        leg = contact.leg
        return (rank_ms - self.of(leg.queue_id) if leg else rank_ms, sequence, contact_id)


def agent_for(state: State, contact: Contact, now_ms: int) -> str:
    """The ready agent who takes this waiting contact, or empty.

    One of a hard queue goes past those who have just had a hard one, while there is anybody else.
    """
    leg = contact.leg
    demand = state.index.demand_of(leg) if leg else None
    if leg is None or demand is None or not demand.ready:
        return ""
    heads = (key[-1] for key in demand.ready)
    if contact.is_written:
        heads = (one for one in heads if not is_held_back(state, one, leg.rank_ms))
    first = next(heads, "")
    if not first or not state.queue(leg.queue_id).is_hard:
        return first
    since_ms = now_ms - state.centre.hard_rest_ms
    rested = (
        agent_id
        for agent_id in (first, *islice(heads, SHIELD_LOOK - 1))
        if not 0 < since_ms < state.agents[agent_id].hard_ms
    )
    return next(rested, first)


def _free_for_ms(state: State, agent_id: str) -> int | None:
    """The rank of the longest who waits for this agent and can be taken with free hands only."""
    standing = state.index.ready.get(agent_id)
    if standing is None or not standing.load:
        return None
    return min(
        (
            line[0][0]
            for demand in state.index.agent_demands.get(agent_id, ())
            if demand.key[2] not in standing.media
            for line in demand.waiters.values()
        ),
        default=None,
    )


def is_held_back(state: State, agent_id: str, rank_ms: int) -> bool:
    """Whether an agent who has contacts at hand must leave this one, for one who came well before."""
    first_ms = _free_for_ms(state, agent_id)
    return first_ms is not None and first_ms + state.centre.hold_back_ms <= rank_ms


def agent_asked(state: State, contact: Contact) -> str:
    """The ready agent of the queue that a colleague asks for somebody, or empty."""
    party = contact.consult
    if party is None or not party.asked_queue_id or party.place != "waiting":
        return ""
    queue = state.queue(party.asked_queue_id)
    needs = tuple(sorted(needs_in(queue, {}, contact.language).items()))
    demands = state.index.demands
    demand = demands.get((queue.strategy, needs, "voice")) or demands.get(
        (queue.strategy, tuple(sorted(queue.needs.items())), "voice")
    )
    return demand.ready[0][-1] if demand and demand.ready else ""


def contact_for(state: State, agent_id: str, now_ms: int) -> str:
    """The waiting contact that a ready agent takes, or empty."""
    worth = Worth(state, now_ms)
    best: Place | None = None
    standing = state.index.ready.get(agent_id)
    first_ms = _free_for_ms(state, agent_id)
    for demand in state.index.agent_demands.get(agent_id, ()):
        if demand.key[2] not in (standing.media if standing else MEDIA):
            continue
        for queue_id, line in demand.waiters.items():
            rank_ms, sequence, contact_id = line[0]
            if first_ms is not None and first_ms + state.centre.hold_back_ms <= rank_ms:
                continue
            place = (rank_ms - worth.of(queue_id), sequence, contact_id)
            if best is None or place < best:
                best = place
    return best[2] if best else ""


def position_of(state: State, contact: Contact) -> int:
    """1 for the next in its queue; contacts that are being offered still count."""
    leg = contact.leg
    if leg is None:
        return 0
    line = state.index.queues.get(leg.queue_id, [])
    place = contact.place()
    low, high = 0, len(line)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if line[middle] < place else (low, middle)
    return low + 1


def wait_estimate_ms(state: State, contact: Contact) -> int | None:
    """Until it is answered, from now; None before anything is known of its queue."""
    leg = contact.leg
    if leg is None:
        return None
    at_work = state.index.busy.get(leg.queue_id, 0)
    return wait_ms(state.queues.get(leg.queue_id), position_of(state, contact), at_work)

"""Who takes whom. The order is total and stable: no two runs over the same state differ.

Contacts: by (rank_ms, sequence). Agents: `longest_idle` by idle time, then proficiency, then id;
`most_skilled` by proficiency, then idle time, then id.
"""

from callfloor.acd.entities import Contact
from callfloor.acd.index import needs_in
from callfloor.acd.state import State

SHIELD_LOOK = 64
"""How many of the ready agents are looked at for one who has not just had a hard contact."""


def agent_for(state: State, contact: Contact, now_ms: int) -> str:
    """The ready agent who takes this waiting contact, or empty.

    One of a hard queue goes past those who have just had a hard one, while there is anybody else.
    """
    leg = contact.leg
    demand = state.index.demand_of(leg) if leg else None
    if leg is None or demand is None or not demand.ready:
        return ""
    first = demand.ready[0][2]
    if not state.queue(leg.queue_id).is_hard:
        return first
    since_ms = now_ms - state.centre.hard_rest_ms
    heads = (key[2] for key in demand.ready[:SHIELD_LOOK])
    rested = (agent_id for agent_id in heads if not 0 < since_ms < state.agents[agent_id].hard_ms)
    return next(rested, first)


def agent_asked(state: State, contact: Contact) -> str:
    """The ready agent of the queue that a colleague asks for somebody, or empty."""
    party = contact.consult
    if party is None or not party.asked_queue_id or party.place != "waiting":
        return ""
    queue = state.queue(party.asked_queue_id)
    needs = tuple(sorted(needs_in(queue, {}, contact.language).items()))
    demands = state.index.demands
    demand = demands.get((queue.strategy, needs)) or demands.get(
        (queue.strategy, tuple(sorted(queue.needs.items())))
    )
    return demand.ready[0][2] if demand and demand.ready else ""


def contact_for(state: State, agent_id: str) -> str:
    """The waiting contact that a ready agent takes, or empty."""
    heads = [
        demand.waiters[0]
        for demand in state.index.agent_demands.get(agent_id, ())
        if demand.waiters
    ]
    return min(heads)[2] if heads else ""


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
    """Position × how long a contact takes an agent ÷ agents at work; None before any was handled."""
    leg = contact.leg
    run = state.queues.get(leg.queue_id) if leg else None
    if leg is None or run is None:
        return None
    at_work = max(1, state.index.busy.get(leg.queue_id, 0))
    return position_of(state, contact) * run.handle_ms // at_work

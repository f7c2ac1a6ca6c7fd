"""Of which media an agent may be given one more contact now, by what is at hand. Pure.

A call excludes all else. Written contacts stand beside one another as far as the agent's `Capacity`
permits; an offer takes its room from the moment it is made, and a wrap-up until it is completed.
"""

from callfloor.acd.centre import Capacity
from callfloor.acd.entities import AgentRun
from callfloor.events.contacts import WRITTEN, Medium


def open_media(run: AgentRun, capacity: Capacity) -> tuple[Medium, ...]:
    """Empty for one who can be given nothing."""
    if run.state == "ready":
        return ("voice", *(medium for medium in WRITTEN if capacity.takes(medium)))
    if run.state != "working" or run.next_state or len(run.works) >= capacity.in_all:
        return ()
    held = [work.medium for work in run.works]
    if any(medium in capacity.alone for medium in held):
        return ()
    return tuple(
        medium
        for medium in WRITTEN
        if held.count(medium) < capacity.at_most.get(medium, 0) and medium not in capacity.alone
    )

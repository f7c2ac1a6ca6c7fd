"""The state written down and read back: a replay may begin at a snapshot instead of at the beginning.

Only what facts made is written. What settings add is derived anew, for the settings given on reading.
"""

import msgspec

from callfloor.acd.centre import Centre
from callfloor.acd.entities import Abandoned, AgentRun, Contact, MovedSkills, QueueRun
from callfloor.acd.state import State


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """`VERSION` is another one whenever an entity changes; an unknown one is not read."""

    version: int
    contacts: dict[str, Contact]
    agents: dict[str, AgentRun]
    queues: dict[str, QueueRun]
    served_by: dict[str, str]
    brought: dict[str, str]
    abandoned: dict[str, Abandoned]
    called_back: dict[str, int]
    closed: frozenset[str]
    moved: dict[str, MovedSkills]
    sequence: int
    latest_ms: int
    ignored: int


VERSION = 9

_decoder = msgspec.msgpack.Decoder(Snapshot)


def write(state: State) -> bytes:
    snapshot = Snapshot(
        version=VERSION,
        contacts=state.contacts,
        agents=state.agents,
        queues=state.queues,
        served_by=state.served_by,
        brought=state.brought,
        abandoned=state.abandoned,
        called_back=state.called_back,
        closed=state.index.closed,
        moved=state.moved,
        sequence=state.sequence,
        latest_ms=state.latest_ms,
        ignored=state.ignored,
    )
    return msgspec.msgpack.encode(snapshot)


def read(centre: Centre, body: bytes) -> State | None:
    """The state, or None for a snapshot of another version: replay from the beginning then."""
    try:
        snapshot = _decoder.decode(body)
    except msgspec.MsgspecError:
        return None
    if snapshot.version != VERSION:
        return None
    state = State(centre)
    state.contacts, state.agents = snapshot.contacts, snapshot.agents
    state.queues, state.sequence = snapshot.queues, snapshot.sequence
    state.served_by, state.brought = snapshot.served_by, snapshot.brought
    state.abandoned, state.called_back = snapshot.abandoned, snapshot.called_back
    state.index.closed, state.moved = snapshot.closed, snapshot.moved
    state.latest_ms, state.ignored = snapshot.latest_ms, snapshot.ignored
    state.configure(centre)
    return state

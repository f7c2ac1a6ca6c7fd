"""Agents' time out of Asterisk's `queue_log`: when each was there, ready, paused, ringing, talking. Pure.

An agent is there while a member of any queue, and not ready while paused in all of them. Members that
stand in `queues.conf` never come and never go: nobody knows when they worked, so they have no time.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from callfloor.imports.columns import CellError
from callfloor.imports.queue_calls import Call, Named
from callfloor.imports.queue_lines import OF_AGENTS, Entry
from callfloor.imports.reading import Findings

ANY = ""
"""The queue of whoever logged in as an agent and not as a member."""
_COMES = frozenset({"ADDMEMBER", "AGENTLOGIN", "AGENTCALLBACKLOGIN"})
_GOES = frozenset({"REMOVEMEMBER", "AGENTLOGOFF", "AGENTCALLBACKLOGOFF"})
_OF_LOGINS = frozenset({"AGENTLOGIN", "AGENTLOGOFF", "AGENTCALLBACKLOGIN", "AGENTCALLBACKLOGOFF"})

Span = tuple[int, int, str]
"""Begin, end and state."""


class Session(NamedTuple):
    """From login to logout; its spans follow one another without a gap."""

    line: int
    agent_id: str
    start_ms: int
    end_ms: int
    spans: list[Span]


class _Agent:
    """`queues` leads from a queue to whether the agent is paused in it."""

    def __init__(self) -> None:
        self.queues: dict[str, bool] = {}
        self.line = 0
        self.since_ms = 0
        self.login_ms = 0
        self.spans: list[Span] = []

    @property
    def state(self) -> str:
        return "not_ready" if all(self.queues.values()) else "ready"

    def spend(self, at_ms: int) -> None:
        """Keep the time up to now in the state that lasted."""
        if self.queues and at_ms > self.since_ms:
            self.spans.append((self.since_ms, at_ms, self.state))
        self.since_ms = at_ms


def sessions(
    log: list[Entry], calls: Iterable[Call], queue: Named, agent: Named, notes: Findings
) -> list[Session]:
    """A session that began before the log is counted from where the log begins, to where it ends."""
    if not log:
        return []
    begin_ms, end_ms = log[0].at_ms, log[-1].at_ms
    own: dict[str, list[Entry]] = defaultdict(list)
    for one in log:
        if one.event in OF_AGENTS and one.agent:
            own[agent(one)].append(one)
    found: list[Session] = []
    for agent_id, entries in own.items():
        if any(one.event in _COMES or one.event in _GOES for one in entries):
            found += _of_agent(agent_id, entries, queue, (begin_ms, end_ms))
    return _with_work(found, calls, notes)


def _of_agent(
    agent_id: str, entries: list[Entry], queue: Named, whole: tuple[int, int]
) -> list[Session]:
    one, found = _Agent(), list[Session]()

    def login(at_ms: int, line: int) -> None:
        if not one.queues:
            one.login_ms = one.since_ms = at_ms
            one.line = line

    def logout(at_ms: int) -> None:
        if not one.queues and one.spans:
            found.append(Session(one.line, agent_id, one.login_ms, at_ms, one.spans))
            one.spans = []

    for name, is_paused in _there_before(entries, queue).items():
        login(whole[0], entries[0].line)
        one.queues[name] = is_paused
    for entry in entries:
        name = _queue_of(entry, queue)
        if entry.event in _COMES:
            login(entry.at_ms, entry.line)
            one.spend(entry.at_ms)
            one.queues[name] = entry.data[:1] == ("PAUSED",)
        elif entry.event in _GOES:
            one.spend(entry.at_ms)
            one.queues.pop(name, None)
            logout(entry.at_ms)
        else:
            one.spend(entry.at_ms)
            is_paused = entry.event.startswith("PAUSE")
            for own in one.queues if entry.event.endswith("ALL") else (name,):
                if own in one.queues:
                    one.queues[own] = is_paused
    one.spend(whole[1])
    one.queues.clear()
    logout(whole[1])
    return found


def _there_before(entries: list[Entry], queue: Named) -> dict[str, bool]:
    """Queues that the agent leaves, or pauses in, without having come to them; whether paused."""
    seen: set[str] = set()
    before: dict[str, bool] = {}
    for one in entries:
        if one.event.endswith("ALL"):
            continue
        name = _queue_of(one, queue)
        if name not in seen and one.event not in _COMES:
            before[name] = one.event == "UNPAUSE"
        seen.add(name)
    return before


def _queue_of(one: Entry, queue: Named) -> str:
    is_whole = one.event in _OF_LOGINS or one.event.endswith("ALL")
    return ANY if is_whole else queue(one)


def _with_work(found: list[Session], calls: Iterable[Call], notes: Findings) -> list[Session]:
    """Rings and talks laid over the sessions in which they began."""
    by_agent: dict[str, list[Session]] = defaultdict(list)
    for session in found:
        by_agent[session.agent_id].append(session)
    work: dict[str, list[Span]] = defaultdict(list)
    lines: dict[str, int] = {}
    for call in calls:
        for ring in call.record.rings:
            ended_ms = ring.offered_ms if ring.ended_ms is None else ring.ended_ms
            work[ring.agent_id].append((ring.offered_ms, ended_ms, "ringing"))
        for talk in call.record.segments:
            ended_ms = talk.answered_ms if talk.ended_ms is None else talk.ended_ms
            work[talk.agent_id].append((talk.answered_ms, ended_ms, "talking"))
            lines.setdefault(talk.agent_id, call.first.line)
    for agent_id, line in lines.items():
        if agent_id not in by_agent:
            msg = (
                f"The log does not say when {agent_id} was there (a member in queues.conf?):"
                " such an agent has calls and no time."
            )
            notes.add(line, "agent", CellError("no_session", msg, agent=agent_id))
    return [
        session
        for agent_id, own in by_agent.items()
        for session in _laid(own, sorted(work.get(agent_id, [])))
    ]


def _laid(own: list[Session], work: list[Span]) -> list[Session]:
    """A talk that outlasts the session makes it longer, but never into the next one."""
    found, at = [], 0
    for number, session in enumerate(own):
        limit_ms = own[number + 1].start_ms if number + 1 < len(own) else None
        inside: list[Span] = []
        while at < len(work) and work[at][0] < session.end_ms:
            start_ms, end_ms, state = work[at]
            at += 1
            if end_ms <= session.start_ms:
                continue
            if limit_ms is not None:
                end_ms = min(end_ms, limit_ms)
            inside.append((max(start_ms, session.start_ms), end_ms, state))
        until_ms = max([session.end_ms, *(end for _, end, state in inside if state == "talking")])
        spans = _swept(session.spans, inside, until_ms)
        found.append(
            session._replace(end_ms=spans[-1][1] if spans else session.end_ms, spans=spans)
        )
    return found


_RANK = {"talking": 2, "ringing": 1}


def _swept(base: list[Span], inside: list[Span], until_ms: int) -> list[Span]:
    """One state at a time: talking before ringing before what the agent was otherwise."""
    edges: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for start_ms, end_ms, state in (*base, *inside):
        if min(end_ms, until_ms) > start_ms:
            edges[start_ms].append((state, 1))
            edges[min(end_ms, until_ms)].append((state, -1))
    active: dict[str, int] = defaultdict(int)
    found: list[Span] = []
    moments = sorted(edges)
    for start_ms, end_ms in pairwise(moments):
        for state, change in edges[start_ms]:
            active[state] += change
        there = [state for state, count in active.items() if count > 0]
        state = max(there, key=lambda one: (_RANK.get(one, 0), one), default="")
        if not state:
            continue
        if found and found[-1][2] == state and found[-1][1] == start_ms:
            found[-1] = (found[-1][0], end_ms, state)
        else:
            found.append((start_ms, end_ms, state))
    return found

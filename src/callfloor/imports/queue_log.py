"""Asterisk's `queue_log` as facts: each call that is over, and each agent's time from login to logout. Pure.

Section 11 of the specification of the indicators. A call is known by the source and Asterisk's own id
of it, a session by its agent and its begin; so the same log again, or a longer one, adds nothing twice.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from callfloor.contacts.record import Record
from callfloor.imports.columns import CellError
from callfloor.imports.queue_calls import Call, Calls
from callfloor.imports.queue_lines import Entry, by_call, entries
from callfloor.imports.queue_sessions import Session, sessions
from callfloor.imports.reading import Fact, Findings, Place, Reading

EXAMPLE = """\
1772442000|MANAGER|sales|PJSIP/maria|ADDMEMBER|
1772442005|1772442005.17|NONE|NONE|DID|+34911000100
1772442006|1772442005.17|sales|NONE|ENTERQUEUE||+34600123456|1
1772442011|1772442005.17|sales|PJSIP/maria|CONNECT|5|1772442007.18|4
1772442131|1772442005.17|sales|PJSIP/maria|COMPLETECALLER|5|120|1
1772442300|MANAGER|sales|PJSIP/maria|REMOVEMEMBER|
"""
"""A call and a session, as Asterisk writes them."""

_KEPT_ALWAYS = ("contact_id", "arrived_ms", "legs", "segments")
_EMPTY = msgspec.to_builtins(Record(tenant="", contact_id=""))


class Names:
    """From what the log calls a queue or an agent to our ids; each unknown one is told once.

    An agent of the log is a member's name or an interface, as `PJSIP/maria` or `Local/201@phones/n`.
    """

    def __init__(self, place: Place, renamed: Mapping[str, str], notes: Findings) -> None:
        self._place, self._notes = place, notes
        self._renamed = {key.casefold(): value for key, value in renamed.items()}
        self._known: dict[tuple[str, str], str] = {}

    def queue(self, one: Entry) -> str:
        return self._found(one, "queue", one.queue, self._place.queues, [one.queue])

    def agent(self, one: Entry) -> str:
        bare = one.agent.rpartition("/n")[0] if one.agent.endswith("/n") else one.agent
        bare = bare.partition("/")[2] or bare
        bare = bare.partition("@")[0]
        return self._found(one, "agent", one.agent, self._place.agents, [one.agent, bare])

    def _found(
        self, one: Entry, column: str, given: str, ours: Mapping[str, str], words: list[str]
    ) -> str:
        known = self._known.get((column, given))
        if known is not None:
            return known
        found = ""
        for where in (self._renamed, ours):
            for word in words:
                found = found or where.get(word.casefold(), "")
        if found not in ours.values():
            found = found or words[-1] or given
            msg = f"The settings have no {column} {found!r}."
            code = f"unknown_{column}"
            self._notes.add(one.line, column, CellError(code, msg, **{column: found}))
        self._known[column, given] = found
        return found


def read(
    content: bytes,
    place: Place,
    *,
    source: str,
    renamed: Mapping[str, str],
    callback_key: str,
    now_ms: int,
) -> Reading:
    """`renamed` leads from the log's own names to our ids; `callback_key` asks for a callback."""
    wrong, notes = Findings(), Findings()
    log = entries(content, wrong, notes, now_ms)
    names = Names(place, renamed, notes)

    def team(agent_id: str) -> str:
        return place.teams.get(agent_id, "")

    calls = Calls(source, names.queue, names.agent, team, callback_key, notes).take(by_call(log))
    worked = sessions(log, calls, names.queue, names.agent, notes)
    facts = [_of_call(one) for one in calls]
    facts += [_of_session(one, team) for one in worked]
    return Reading(facts=facts, rows=len(log) + wrong.count, wrong=wrong, warnings=notes)


def _of_call(call: Call) -> Fact:
    record = call.record
    told = msgspec.to_builtins(record)
    data = {
        name: value for name, value in told.items() if name in _KEPT_ALWAYS or value != _EMPTY[name]
    }
    return _fact(
        call.first.line,
        f"call|{call.first.call_id}",
        (record.arrived_ms, record.closed_ms or record.arrived_ms),
        record.contact_id,
        record.segments[0].team_id if record.segments else "",
        data,
    )


def _of_session(one: Session, team: Callable[[str], str]) -> Fact:
    begun = datetime.fromtimestamp(one.start_ms / 1000, UTC).isoformat().replace("+00:00", "Z")
    return _fact(
        one.line,
        f"session|{one.agent_id}|{begun}",
        (one.start_ms, one.end_ms),
        one.agent_id,
        team(one.agent_id),
        {"spans": [list(span) for span in one.spans]},
    )


def _fact(
    line: int, source_id: str, span: tuple[int, int], subject: str, team: str, data: dict[str, Any]
) -> Fact:
    # Whose team an agent is in is told by the settings, not by the log: the same log is the same.
    told = {**data, "segments": [{**one, "team_id": ""} for one in data.get("segments", ())]}
    kept = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return Fact(
        line=line,
        source_id=source_id,
        start_ms=span[0],
        end_ms=max(span),
        subject=subject,
        team_id=team,
        mark=hashlib.sha256(kept.encode()).hexdigest(),
        data=data,
    )

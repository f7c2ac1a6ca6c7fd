"""Calls out of Asterisk's `queue_log`: their legs, rings and segments, as section 11 maps them. Pure.

A wait is the hold time that Asterisk tells, not the distance of two lines. Holds in a call and
after-call work are not in the log; `Record.source` says so wherever it matters.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Final

from callfloor.contacts.record import Leg, Record, Ring, Segment
from callfloor.imports.columns import CellError
from callfloor.imports.queue_lines import RESTART, Entry
from callfloor.imports.reading import Findings
from callfloor.kit.ids import id_at

SOURCE: Final = "queue_log"
Named = Callable[[Entry], str]
"""Our id of the queue, or of the agent, that a line names."""

_OUT: Final = {
    "EXITWITHTIMEOUT": "timeout",
    "EXITEMPTY": "overflow",
    "EXITWITHKEY": "key_exit",
    "AGENTDUMP": "system_drop",
    "SYSCOMPAT": "system_drop",
}
_TRANSFERS: Final = {
    "BLINDTRANSFER": "blind_transfer",
    "TRANSFER": "blind_transfer",
    "ATTENDEDTRANSFER": "attended_transfer",
}
_ENDS: Final = {"COMPLETEAGENT": "agent_hangup", "COMPLETECALLER": "customer_hangup", **_TRANSFERS}
_ENDED_BY: Final = {"agent_hangup": "agent", "customer_hangup": "customer", "system": "system"}


class Call:
    """One call while its lines are read; `is_whole` once nothing of it is open."""

    def __init__(self, first: Entry, record: Record) -> None:
        self.first, self.record = first, record
        self.dialled = ""

    @property
    def leg(self) -> Leg | None:
        last = self.record.legs[-1] if self.record.legs else None
        return last if last is not None and last.exited_ms is None else None

    @property
    def segment(self) -> Segment | None:
        last = self.record.segments[-1] if self.record.segments else None
        return last if last is not None and last.ended_ms is None else None

    @property
    def is_whole(self) -> bool:
        return self.leg is None and self.segment is None


class Calls:
    """`queue` and `agent` name; `teams` has each agent's; notes go to `notes`."""

    def __init__(
        self,
        source: str,
        queue: Named,
        agent: Named,
        team: Callable[[str], str],
        callback_key: str,
        notes: Findings,
    ) -> None:
        self._source, self._queue, self._agent, self._team = source, queue, agent, team
        self._callback_key, self._notes = callback_key, notes
        self._calls: dict[str, Call] = {}
        self._dialled: dict[str, str] = {}
        self._unknown: set[str] = set()

    def take(self, log: Iterable[Entry]) -> list[Call]:
        """The calls that are over, in the order in which they came."""
        for one in log:
            if one.event == RESTART:
                self._restart(one)
            elif one.event == "DID":
                self._dialled[one.call_id] = one.data[0] if one.data else ""
            elif one.event == "ENTERQUEUE":
                self._enter(one)
            else:
                self._of_call(one)
        for call in self._calls.values():
            if call.is_whole:
                _close(call.record)
            else:
                msg = "This call is not over in the log; the next log brings it in whole."
                self._notes.add(call.first.line, "callid", CellError("still_open", msg))
        return [call for call in self._calls.values() if call.is_whole]

    def _restart(self, one: Entry) -> None:
        """Asterisk began anew: what was going on ended with it, or before."""
        for call in self._calls.values():
            if call.is_whole:
                continue
            msg = "Asterisk was restarted in this call; it ends there."
            self._notes.add(call.first.line, "callid", CellError("cut_by_restart", msg))
            if call.leg is not None:
                _leave(call, one.at_ms, "system_drop")
            if call.segment is not None:
                call.segment.end_reason, call.segment.ended_ms = "system", one.at_ms

    def _enter(self, one: Entry) -> None:
        call = self._calls.get(one.call_id)
        if call is None:
            call = self._calls[one.call_id] = Call(one, self._begun(one))
        record = call.record
        if call.leg is not None:
            self._unexpected(one)
            return
        if call.segment is not None:  # the queue that it was handed to answers for the rest
            call.segment.end_reason, call.segment.ended_ms = "blind_transfer", one.at_ms
        record.legs.append(
            Leg(
                leg_id=f"{record.contact_id}.q{len(record.legs) + 1}",
                queue_id=self._queue(one),
                entered_ms=one.at_ms,
                is_post_transfer=bool(record.segments),
            )
        )

    def _begun(self, one: Entry) -> Record:
        chance = int.from_bytes(
            sha256(f"{self._source}|{one.call_id}".encode()).digest()[:10], "big"
        )
        caller = one.data[1] if len(one.data) > 1 else ""
        return Record(
            tenant="",
            contact_id=id_at(one.at_ms, chance),
            source=SOURCE,
            arrived_ms=one.at_ms,
            caller="" if caller.lower() in ("", "unknown", "anonymous", "none") else caller[:100],
            called=self._dialled.get(one.call_id, "")[:100],
            disposition="queue",
        )

    def _of_call(self, one: Entry) -> None:
        call = self._calls.get(one.call_id)
        if call is None:
            if one.call_id not in self._unknown:
                self._unknown.add(one.call_id)
                msg = "This call begins before the log; give the log before it together with this one."
                self._notes.add(one.line, "callid", CellError("begins_before", msg))
            return
        if one.event in _ENDS:
            self._end(call, one)
        elif call.leg is None:
            self._unexpected(one)
        elif one.event in ("RINGNOANSWER", "RINGCANCELED"):
            self._rang(call, one)
        elif one.event == "CONNECT":
            self._answered(call, one)
        elif one.event == "ABANDON":
            _leave(call, call.leg.entered_ms + one.number(2) * 1000, "abandoned")
        else:
            self._left(call, call.leg, one)

    def _left(self, call: Call, leg: Leg, one: Entry) -> None:
        outcome = _OUT[one.event]
        if (
            one.event == "EXITWITHKEY"
            and self._callback_key
            and one.data[:1] == (self._callback_key,)
        ):
            outcome = "callback_requested"
        told = 3 if one.event == "EXITWITHKEY" else 2
        has_time = one.event.startswith("EXIT") and len(one.data) > told
        at_ms = leg.entered_ms + one.number(told) * 1000 if has_time else one.at_ms
        _leave(call, at_ms, outcome)

    def _rang(self, call: Call, one: Entry) -> None:
        """Of these two events alone the time is in milliseconds."""
        result = "missed" if one.event == "RINGNOANSWER" else "caller_hung_up"
        if one.event == "RINGNOANSWER" and not one.number(0):
            result = "failed"  # the phone was engaged or away, and rang for nobody
        self._ring(call, one, one.at_ms - one.number(0), one.at_ms, result)

    def _ring(self, call: Call, one: Entry, from_ms: int, to_ms: int, result: str) -> None:
        record, leg = call.record, call.record.legs[-1]
        offered_ms = max(leg.entered_ms, from_ms)
        leg.offered_ms = offered_ms if leg.offered_ms is None else min(leg.offered_ms, offered_ms)
        record.rings.append(
            Ring(
                ring_id=f"{record.contact_id}.r{len(record.rings) + 1}",
                leg_id=leg.leg_id,
                queue_id=leg.queue_id,
                agent_id=self._agent(one),
                offered_ms=offered_ms,
                ended_ms=max(offered_ms, to_ms),
                result=result,
            )
        )

    def _answered(self, call: Call, one: Entry) -> None:
        record, leg = call.record, call.record.legs[-1]
        at_ms = leg.entered_ms + one.number(0) * 1000
        self._ring(call, one, at_ms - one.number(2) * 1000, at_ms, "answered")
        _leave(call, at_ms, "answered")
        agent_id = self._agent(one)
        record.segments.append(
            Segment(
                segment_id=f"{record.contact_id}.s{len(record.segments) + 1}",
                leg_id=leg.leg_id,
                queue_id=leg.queue_id,
                agent_id=agent_id,
                team_id=self._team(agent_id),
                answered_ms=at_ms,
                connected_ms=at_ms,
            )
        )

    def _end(self, call: Call, one: Entry) -> None:
        segment = call.segment
        if segment is None:
            self._unexpected(one)
            return
        talked = one.number(1)
        if one.event in _TRANSFERS:
            # Before Asterisk 1.6 the line had no position of origin behind the two times.
            talked = one.number(3 if len(one.data) == 4 else -2)
            segment.transfer = "attended" if one.event == "ATTENDEDTRANSFER" else "blind"
            segment.transfer_to = one.data[0][:100] if one.data else ""
        segment.ended_ms = segment.answered_ms + talked * 1000
        segment.end_reason = _ENDS[one.event]

    def _unexpected(self, one: Entry) -> None:
        msg = "This does not fit what the log says of the call before; the line is passed over."
        self._notes.add(one.line, "event", CellError("unexpected_event", msg, event=one.event))


def _leave(call: Call, at_ms: int, outcome: str) -> None:
    leg = call.record.legs[-1]
    leg.exited_ms, leg.outcome = max(leg.entered_ms, at_ms), outcome


def _close(record: Record) -> None:
    """When it was over and by whom: by the last of it, talk or wait."""
    leg = record.legs[-1]
    last = record.segments[-1] if record.segments else None
    if last is not None and last.leg_id == leg.leg_id:
        record.ended_ms, record.ended_by = last.ended_ms, _ENDED_BY.get(last.end_reason, "agent")
    else:
        record.ended_ms = leg.exited_ms
        record.ended_by = "customer" if leg.outcome == "abandoned" else "system"

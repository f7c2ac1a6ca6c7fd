"""Customers whom the centre dials: a line is placed, rings, and once answered becomes the call's own.

An answered line goes through the dialplan once, for its recording and its time limit, and comes back
as a customer like any other. Until then its end is heard as the end of a channel that we subscribed to.
"""

import asyncio

from callfloor.kit.clock import now_ms
from callfloor.telephony import port
from callfloor.telephony.asterisk.calls import Call, Line
from callfloor.telephony.asterisk.client import path_of
from callfloor.telephony.asterisk.dialplan import APP, DIALLED
from callfloor.telephony.asterisk.legs import Legs
from callfloor.telephony.asterisk.switch import CONFLICT, Switch
from callfloor.telephony.asterisk.translate import DialResult, caller_id, dial_result
from callfloor.telephony.asterisk.wire import Channel, Event

_NO_ROUTE = 3
_NORMAL = 16


class Dialling:
    """Lines by their channel, from the command to the answer or the failure."""

    def __init__(self, switch: Switch, legs: Legs) -> None:
        self._switch = switch
        self._legs = legs

    def begin_alone(self, contact_id: str, *, is_alone: bool = False) -> Call:
        """A call without a customer: for the agent's ring that it begins with, or for one line alone."""
        call = Call(contact_id, "", is_alone=is_alone)
        self._switch.calls.by_contact[contact_id] = call
        return call

    def dial(self, call: Call | None, command: port.DialCustomer) -> None:
        calls = self._switch.calls
        if command.line in calls.lines or command.line in calls.by_line:
            return
        line = Line(command.line, command.contact_id, is_alone=command.alone)
        endpoint = self._legs.customer_endpoint(command)
        if call is None or call.gone or call.ending is not None or not endpoint:
            asyncio.get_running_loop().call_soon(self._tell_failed, line, "failed", _NO_ROUTE)
            return
        calls.lines[line.id] = line
        line.lane.put(lambda: self._originate(line, command, endpoint))

    async def _originate(self, line: Line, command: port.DialCustomer, endpoint: str) -> None:
        if line.cancelled or line.state == "gone":
            self.failed(line, "failed", 0)
            return
        variables = {"PJSIP_HEADER(add,X-Callfloor-Contact)": line.contact_id}
        if line.is_alone:
            variables["PJSIP_HEADER(add,X-Callfloor-Rejoin)"] = "1"
        answer = await self._switch.client.post(
            path_of("channels", line.id),
            {"variables": variables} if command.phone_id else None,
            endpoint=endpoint,
            app=APP,
            appArgs=f"dialled,{line.contact_id}",
            callerId=caller_id(command.caller_name, command.shown),
            timeout=max(1, -(-command.limit_ms // 1000)),
        )
        if not answer.ok and answer.status != CONFLICT:
            self._switch.note("dial", line.id, answer)
            self.failed(line, "failed", 0)

    def drop(self, line_id: str) -> None:
        """Hang a line up, in whatever state it is."""
        line = self._switch.calls.lines.get(line_id)
        if line is not None:
            if not line.cancelled:
                line.cancelled = True
                line.lane.put(lambda: self._hang_up(line))
        elif line_id in self._switch.calls.by_line:
            self._switch.spawn(self._switch.hang_up(line_id, _NORMAL))

    def drop_all(self, contact_id: str) -> None:
        for line in list(self._switch.calls.lines.values()):
            if line.contact_id == contact_id:
                self.drop(line.id)

    async def _hang_up(self, line: Line) -> None:
        if line.state == "gone":
            return
        answer = await self._switch.client.delete(path_of("channels", line.id), reason_code=_NORMAL)
        if not answer.ok:  # gone before, or never there; were its end lost, nobody would tell it
            self.failed(line, "failed", 0)

    # -- what Asterisk tells ----------------------------------------------------------------------

    def picked_up(self, channel: Channel) -> None:
        """The far end answered: through the dialplan, for the recording, and back."""
        line = self._switch.calls.lines.get(channel.id)
        call = self._switch.calls.by_contact.get(line.contact_id) if line else None
        if line is None or line.cancelled or call is None or call.gone:
            self._switch.spawn(self._switch.hang_up(channel.id, _NORMAL))
            return
        line.state = "answered"
        if line.is_alone:
            self.came_back(channel)
        else:
            line.lane.put(lambda: self.go_through(line))

    async def go_through(self, line: Line) -> None:
        """Subscribed first: between leaving and coming back no other event would tell of its end."""
        source = f"channel:{line.id}"
        path = path_of("applications", APP, "subscription")
        subscribed = await self._switch.client.post(path, eventSource=source)
        went = await self._switch.client.post(
            path_of("channels", line.id, "continue"), context=DIALLED, extension="s", priority=1
        )
        if not (subscribed.ok and went.ok):
            self._switch.note("go through", line.id, subscribed if went.ok else went)
            await self._switch.hang_up(line.id, _NORMAL)
            self.failed(line, "failed", 0)

    def came_back(self, channel: Channel) -> bool:
        """True where this customer's channel is a line that we dialled."""
        line = self._switch.calls.lines.pop(channel.id, None)
        if line is None:
            return False
        call = self._switch.calls.by_contact.get(line.contact_id)
        if line.cancelled or call is None or call.gone:
            self._tell_failed(line, "failed", 0)
            self._switch.spawn(self._switch.hang_up(channel.id, _NORMAL))
            return True
        call.line, call.answered = line.id, True
        self._switch.calls.by_line[line.id] = call
        self._switch.emit(
            port.CustomerAnswered(at_ms=now_ms(), contact_id=line.contact_id, line=line.id)
        )
        return True

    def rings(self, channel: Channel) -> None:
        line = self._switch.calls.lines.get(channel.id)
        if line is not None and line.state == "placed":
            line.state = "ringing"
            self._switch.emit(
                port.CustomerProgressed(at_ms=now_ms(), contact_id=line.contact_id, line=line.id)
            )

    def destroyed(self, event: Event, channel: Channel) -> None:
        line = self._switch.calls.lines.get(channel.id)
        if line is not None:
            result = dial_result(event.cause, event.tech_cause)
            self.failed(line, result, event.cause, event.tech_cause)

    def failed(self, line: Line, result: DialResult, q850: int, sip_code: int = 0) -> None:
        if line.state == "gone":
            return
        line.state = "gone"
        self._switch.calls.lines.pop(line.id, None)
        self._tell_failed(line, result, q850, sip_code)
        call = self._switch.calls.by_contact.get(line.contact_id)
        if call is not None:
            self._switch.calls.forget_if_over(call)

    def _tell_failed(self, line: Line, result: DialResult, q850: int, sip_code: int = 0) -> None:
        self._switch.emit(
            port.CustomerFailed(
                at_ms=now_ms(),
                contact_id=line.contact_id,
                line=line.id,
                result=result,
                q850=q850,
                sip_code=sip_code,
            )
        )

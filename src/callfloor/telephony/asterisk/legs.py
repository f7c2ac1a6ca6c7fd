"""Legs that we dial: agents' phones and outside numbers. Each has a lane of its own, so that a ring
never waits for what is done with the customer.
"""

import asyncio

from callfloor.kit.clock import now_ms
from callfloor.telephony import port
from callfloor.telephony.asterisk.calls import Call, Leg
from callfloor.telephony.asterisk.client import path_of
from callfloor.telephony.asterisk.dialplan import APP, DEMO_AGENTS, LOCAL_FORMATS
from callfloor.telephony.asterisk.sip import OUTBOUND
from callfloor.telephony.asterisk.switch import CONFLICT, NOT_FOUND, Switch
from callfloor.telephony.asterisk.translate import RingResult, caller_id
from callfloor.telephony.asterisk.wire import decode_rtp_statistics

_NORMAL = 16
_ANSWERED_ELSEWHERE = 26
_TEMPORARY_FAILURE = 41
_NO_ROUTE = 3
_SILENT_S = 1.5
_OUTSIDE_LIMIT_MS = 60_000


class Legs:
    """The channel's id is the ring's id, so a command that is sent twice makes one leg."""

    def __init__(self, switch: Switch) -> None:
        self._switch = switch
        self.trunks: dict[str, str] = {}
        """Tenant → the endpoint of its trunk for calls out."""

    def ring(self, call: Call | None, command: port.RingPhone) -> None:
        if command.ring_id in self._switch.calls.legs:
            return
        if call is None or call.gone or call.ending is not None:
            failed = port.RingFailed(
                at_ms=now_ms(),
                contact_id=command.contact_id,
                ring_id=command.ring_id,
                result="cancelled",
            )
            self._switch.emit_soon(failed)
            return
        leg = Leg(command.ring_id, command.contact_id)
        leg.browser_phone_id = command.phone_id if command.phone == "browser" else ""
        self._switch.calls.add_leg(call, leg)
        leg.lane.put(lambda: self._originate_ring(leg, command))

    async def _originate_ring(self, leg: Leg, command: port.RingPhone) -> None:
        endpoint = self._endpoint(command)
        if not endpoint:
            self.leg_failed(leg, 0)
            return
        variables = {"PJSIP_HEADER(add,X-Callfloor-Contact)": leg.contact_id}
        if command.rejoin:
            variables["PJSIP_HEADER(add,X-Callfloor-Rejoin)"] = "1"
        shown = caller_id(command.caller_name, command.caller)
        if endpoint.startswith("PJSIP/"):
            body: dict[str, object] = {"variables": variables}
            await self._originate(leg, endpoint, body, shown, command.limit_ms)
        else:
            await self._originate(leg, endpoint, {}, shown, command.limit_ms, formats=LOCAL_FORMATS)

    async def _originate(
        self,
        leg: Leg,
        endpoint: str,
        body: dict[str, object],
        shown: str,
        limit_ms: int,
        **more: str,
    ) -> None:
        if leg.state != "placed" or leg.cancelled:
            self.leg_failed(leg, 0)
            return
        answer = await self._switch.client.post(
            path_of("channels", leg.id),
            body or None,
            endpoint=endpoint,
            app=APP,
            appArgs=f"leg,{leg.contact_id}",
            callerId=shown,
            timeout=max(1, -(-limit_ms // 1000)),
            **more,
        )
        if not answer.ok and answer.status != CONFLICT:
            self._switch.note("ring", leg.id, answer)
            self.leg_failed(leg, 0)

    def _endpoint(self, command: port.RingPhone) -> str:
        if command.phone != "fixed":
            return f"PJSIP/{command.phone_id}"
        address = command.address
        if address.startswith(("sip:", "sips:")):
            return f"PJSIP/{OUTBOUND}/{address}"
        if address == f"Local/agent@{DEMO_AGENTS}":  # no other context may be reached by a setting
            return address
        return self._outside(command.tenant, address)

    def customer_endpoint(self, command: port.DialCustomer) -> str:
        """The trunk with the number, or a colleague's phone; empty where neither is there."""
        if not command.phone_id:
            return self._outside(command.tenant, command.number)
        ring = port.RingPhone(
            tenant=command.tenant,
            contact_id=command.contact_id,
            ring_id=command.line,
            phone_id=command.phone_id,
            phone=command.phone,
            address=command.address,
            limit_ms=command.limit_ms,
        )
        return self._endpoint(ring)

    def _outside(self, tenant: str, number: str) -> str:
        """An outside number through the tenant's trunk; empty where it has none."""
        trunk = self.trunks.get(tenant, "")
        dialled = "".join(char for char in number if char in "+0123456789*#")
        return f"PJSIP/{dialled}@{trunk}" if trunk and dialled else ""

    def leg_failed(self, leg: Leg, q850: int) -> None:
        """A leg that never came to be: the same end as one that was refused."""
        if leg.state == "gone":
            return
        self._switch.calls.remove_leg(leg)
        at_ms = now_ms()
        if leg.is_outside:
            ended = port.DialOutEnded(
                at_ms=at_ms, contact_id=leg.contact_id, answered=False, q850=q850
            )
            self._switch.emit(ended)
            return
        result: RingResult = "cancelled" if leg.cancelled else "failed"
        self._switch.emit(
            port.RingFailed(
                at_ms=at_ms, contact_id=leg.contact_id, ring_id=leg.id, result=result, q850=q850
            )
        )

    def drop(self, leg_id: str) -> None:
        """Hang a leg up, ringing or answered. Its end is heard as an event, or found missing."""
        leg = self._switch.calls.legs.get(leg_id)
        if leg is None or leg.cancelled:
            return
        leg.cancelled = True
        leg.lane.put(lambda: self._drop(leg))

    def phone_lost(self, phone_id: str) -> None:
        """A page's registration is gone: was it closed in a call, or did its socket only blink?"""
        for leg in self._switch.calls.legs.values():
            if leg.browser_phone_id == phone_id and leg.state == "answered":
                self._switch.spawn(self._end_if_silent(leg))

    async def _end_if_silent(self, leg: Leg) -> None:
        """A page sends sound as long as it is there. Without any, the leg is not waited for."""
        before = await self._packets(leg)
        await asyncio.sleep(_SILENT_S)
        if leg.state == "answered" and await self._packets(leg) == before:
            await self._switch.hang_up(leg.id, _TEMPORARY_FAILURE)

    async def _packets(self, leg: Leg) -> int:
        answer = await self._switch.client.get(path_of("channels", leg.id, "rtp_statistics"))
        return decode_rtp_statistics(answer.body).rxcount if answer.ok else 0

    async def _drop(self, leg: Leg) -> None:
        if leg.state == "gone":
            return
        reason = _NORMAL if leg.state == "answered" else _ANSWERED_ELSEWHERE
        answer = await self._switch.client.delete(path_of("channels", leg.id), reason_code=reason)
        if answer.status == NOT_FOUND and leg.state != "answered":
            # Gone before; were its end lost, nobody would free the agent.
            self.leg_failed(leg, 0)

    def dial_out(self, call: Call, command: port.DialOut) -> None:
        call.outside_count += 1
        leg = Leg(f"{call.contact_id}.o{call.outside_count}", call.contact_id, is_outside=True)
        self._switch.calls.add_leg(call, leg)
        endpoint = self._outside(command.tenant, command.number)
        if not endpoint:
            asyncio.get_running_loop().call_soon(self.leg_failed, leg, _NO_ROUTE)
            return
        shown = caller_id("", command.caller)
        leg.lane.put(lambda: self._originate(leg, endpoint, {}, shown, _OUTSIDE_LIMIT_MS))

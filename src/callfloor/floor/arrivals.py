"""Facts about a contact that the floor itself states, made from what telephony reports. Pure."""

from typing import Literal

from callfloor.events import contacts as facts
from callfloor.telephony import port

DISPOSITIONS: dict[str, facts.Disposition] = {
    "self_service": "self_service",
    "closed_hours": "closed_hours",
    "hangup": "ivr_abandoned",
}
"""How a contact ends that left the IVR by itself; any other exit is a drop by the system."""


def of_call(tenant: str, event: port.CallArrived, now_ms: int) -> facts.ContactArrived:
    return facts.ContactArrived(
        tenant=tenant,
        at_ms=now_ms,
        contact_id=event.contact_id,
        channel=event.channel,
        direction="in",
        line=event.line,
        caller=event.caller,
        caller_name=event.caller_name,
        called=event.number,
        trunk=event.trunk,
        language=event.language,
        is_demo=event.is_demo,
    )


def of_one_alone(tenant: str, event: port.CallerWasAlone) -> facts.ContactArrived:
    """Of a call that passed while no floor was there: when it came."""
    return facts.ContactArrived(
        tenant=tenant,
        at_ms=event.arrived_ms,
        contact_id=event.contact_id,
        channel="voice",
        direction="in",
        line=event.line,
        caller=event.caller,
        caller_name=event.caller_name,
        called=event.number,
        trunk=event.trunk,
    )


def recording(tenant: str, contact_id: str, now_ms: int) -> facts.RecordingStarted:
    return facts.RecordingStarted(
        tenant=tenant, at_ms=now_ms, contact_id=contact_id, recording_id=contact_id
    )


def refusal(
    tenant: str,
    event: port.CallArrived | port.CallRefused,
    cause: Literal["unknown_number", "admission", "rate"],
    now_ms: int,
) -> facts.ContactRefused:
    return facts.ContactRefused(
        tenant=tenant,
        at_ms=now_ms,
        contact_id=event.contact_id,
        caller=event.caller,
        called=event.number,
        trunk=event.trunk,
        cause=cause,
    )


def ivr_ended(
    tenant: str, contact_id: str, way: facts.IvrExit, now_ms: int, call_type: str = ""
) -> facts.IvrEnded:
    return facts.IvrEnded(
        tenant=tenant, at_ms=now_ms, contact_id=contact_id, exit=way, call_type=call_type
    )

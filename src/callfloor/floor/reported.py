"""What telephony reports, as what is said to the core: events that need nothing but their translation."""

from callfloor.acd import inputs
from callfloor.telephony import port


def input_of(event: port.TelephonyEvent, tenant: str) -> inputs.Input | None:
    match event:
        case port.RingProgressed():
            return inputs.RingProgressed(event.contact_id, event.ring_id)
        case port.RingAnswered():
            return inputs.RingAnswered(event.contact_id, event.ring_id)
        case port.Connected():
            return inputs.Connected(event.contact_id, event.ring_id)
        case port.CustomerProgressed():
            return inputs.CustomerProgressed(event.contact_id, event.line)
        case port.CustomerFailed():
            return inputs.CustomerFailed(
                event.contact_id, event.line, event.result, event.q850, event.sip_code
            )
        case port.RingFailed():
            return inputs.RingFailed(
                event.contact_id, event.ring_id, event.result, event.q850, event.sip_code
            )
        case port.AgentLegEnded():
            return inputs.AgentLegEnded(event.contact_id, event.ring_id, event.by_phone)
        case port.PhoneReachable():
            agent_id = event.phone_id.removeprefix(f"{tenant}.")
            return inputs.PhoneChanged(agent_id, event.reachable, event.registration)
    return None

"""The end of a call by its agent: the customer is let go, or asked first where the queue says so."""

from callfloor.acd.calls import disposition_of, end_contact, end_segment
from callfloor.acd.entities import Contact
from callfloor.acd.turn import Turn
from callfloor.events.ivr import SurveyBegun


def end_by_agent(turn: Turn, contact: Contact) -> None:
    """The agent has hung up. A flow takes over whom it is to ask; the agent is free of the call."""
    segment = contact.segment
    end_segment(turn, contact, "agent_hangup")
    if segment is None or not _is_asked(contact, segment.is_connected):
        flow = ""
    else:
        flow = turn.state.queue(segment.queue_id).survey_flow
    if segment is None or not flow:
        end_contact(turn, contact, disposition_of(contact), "agent", "normal")
        return
    turn.record(
        SurveyBegun,
        contact_id=contact.contact_id,
        flow=flow,
        queue_id=segment.queue_id,
        agent_id=segment.agent_id,
    )


def _is_asked(contact: Contact, is_connected: bool) -> bool:
    """A customer who is on the line and spoke with somebody, and was not asked before."""
    is_customers = contact.direction in ("in", "callback") and contact.customer == "here"
    is_customers = is_customers and not contact.is_written
    return is_customers and is_connected and not contact.is_surveyed

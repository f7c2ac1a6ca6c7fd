"""Decisions when a phone comes, goes or leaves a call: the customer is never dropped for it."""

from callfloor.acd import inputs as i
from callfloor.acd.calls import end_contact, end_ring
from callfloor.acd.entities import AgentRun, Contact
from callfloor.acd.outbound import not_reached
from callfloor.acd.parties import dismiss_all, lose_agent, phone_back, phone_gone
from callfloor.acd.returns import first_in_line
from callfloor.acd.surveys import end_by_agent
from callfloor.acd.turn import Turn
from callfloor.events import contacts as c
from callfloor.events.agents import PhoneReachabilityChanged


def phone_changed(turn: Turn, given: i.PhoneChanged) -> None:
    run = turn.state.agents.get(given.agent_id)
    agent = turn.state.settings_of(given.agent_id)
    if run is None:
        return
    before = (run.is_reachable, run.registration)
    if before == (given.reachable, given.registration):
        return
    turn.record(
        PhoneReachabilityChanged,
        agent_id=run.agent_id,
        reachable=given.reachable,
        address=agent.address if agent else "",
        registration=given.registration,
    )
    if agent is None or agent.phone == "fixed":
        return
    if given.reachable:
        _phone_is_back(turn, run, is_reload=agent.phone == "browser")
    else:
        phone_is_gone(turn, run)


def phone_is_gone(turn: Turn, run: AgentRun) -> None:
    if phone_gone(turn, run, is_browser=_is_browser(turn, run)):
        return
    reason = turn.state.centre.phone_lost_reason
    contact = turn.contact(run.contact_id)
    ring = contact.ring_of(run.agent_id) if contact else None
    if run.state in ("reserved", "ringing") and contact and ring:
        turn.record(
            c.RingEnded,
            contact_id=contact.contact_id,
            ring_id=ring.ring_id,
            agent_id=run.agent_id,
            result="failed",
        )
        turn.set_agent(run.agent_id, "not_ready", reason=reason, by="phone_lost")
    elif run.state == "ready":
        turn.set_agent(run.agent_id, "not_ready", reason=reason, by="phone_lost")
    elif run.state in ("talking", "holding") and contact and _is_browser(turn, run):
        # A SIP phone's leg tells itself when it ends; a missed registration is no proof of it.
        lose_leg(turn, contact)


def _is_browser(turn: Turn, run: AgentRun) -> bool:
    agent = turn.state.settings_of(run.agent_id)
    return agent is None or agent.phone == "browser"


def _phone_is_back(turn: Turn, run: AgentRun, *, is_reload: bool) -> None:
    """Back into the call; or ready again, if it was away for a moment only and nothing else."""
    if phone_back(turn, run, is_reload=is_reload):
        return
    contact = turn.contact(run.contact_id)
    if run.state in ("talking", "holding") and contact and contact.segment:
        if is_reload:
            lose_leg(turn, contact)
        rejoin(turn, contact)
    elif run.state in ("reserved", "ringing") and contact and is_reload:
        # The page that was rung is gone; its ring would never be answered.
        ring = contact.ring_of(run.agent_id)
        if ring:
            end_ring(turn, contact, ring, "withdrawn")
    elif run.is_phone_lost:
        away_ms = turn.now_ms - run.since_ms
        if away_ms <= turn.state.centre.phone_back_limit_ms:
            turn.set_agent(run.agent_id, "ready", by="phone_back")


def lose_leg(turn: Turn, contact: Contact) -> None:
    segment = contact.segment
    if segment is None or segment.lost_ms is not None or lose_agent(turn, contact):
        return
    if contact.phase == "dialling":
        not_reached(turn, contact, "agent_gone")
        return
    turn.record(
        c.AgentLegLost,
        contact_id=contact.contact_id,
        segment_id=segment.segment_id,
        ring_id=segment.ring_id,
        agent_id=segment.agent_id,
    )


def rejoin(turn: Turn, contact: Contact) -> None:
    """Ring the phone again for the running segment; a ring under way to a gone page is replaced."""
    segment = contact.segment
    if segment is None or segment.lost_ms is None:
        return
    if segment.rejoin_ring_id:
        turn.record(
            c.RingEnded,
            contact_id=contact.contact_id,
            ring_id=segment.rejoin_ring_id,
            agent_id=segment.agent_id,
            result="withdrawn",
        )
    turn.record(
        c.AgentRejoining,
        contact_id=contact.contact_id,
        segment_id=segment.segment_id,
        ring_id=f"{contact.contact_id}.r{contact.rings + 1}",
        agent_id=segment.agent_id,
    )


def agent_leg_ended(turn: Turn, given: i.AgentLegEnded) -> None:
    """A SIP or fixed phone that hangs up ends the call; all else is a loss, and the customer waits.

    A browser never hangs up by its phone alone (the console says `HangUp`): its page was closed.
    """
    contact = turn.contact(given.contact_id)
    segment = contact.segment if contact else None
    if contact is None or segment is None or contact.is_written:
        return
    if segment.lost_ms is not None or segment.ring_id != given.ring_id:
        return
    if contact.phase == "dialling":
        not_reached(turn, contact, "agent_cancelled" if given.by_phone else "agent_gone")
        return
    agent = turn.state.settings_of(segment.agent_id)
    if given.by_phone and (agent is None or agent.phone != "browser"):
        end_by_agent(turn, contact)
        return
    lose_leg(turn, contact)
    if not given.by_phone and turn.state.is_reachable(segment.agent_id):
        rejoin(turn, contact)


def give_back(turn: Turn, contact: Contact) -> None:
    """The agent did not come back in time: the customer is the first in the queue again."""
    segment, leg = contact.segment, contact.leg
    if segment is None:
        return
    run = turn.state.agents.get(segment.agent_id)
    dismiss_all(turn, contact, "withdrawn")
    if segment.rejoin_ring_id:
        turn.record(
            c.RingEnded,
            contact_id=contact.contact_id,
            ring_id=segment.rejoin_ring_id,
            agent_id=segment.agent_id,
            result="missed",
        )
    turn.record(
        c.SegmentEnded,
        contact_id=contact.contact_id,
        segment_id=segment.segment_id,
        agent_id=segment.agent_id,
        reason="system",
    )
    if leg is None:  # a call out: there is no queue that it could go back to
        end_contact(turn, contact, "direct", "system", "agent_gone")
    else:
        first_in_line(turn, contact, segment.queue_id)
    if run is None:
        return
    if run.next_state == "logged_out" or turn.state.settings_of(run.agent_id) is None:
        turn.set_agent(run.agent_id, "logged_out", by="phone_lost")
    else:
        reason = turn.state.centre.phone_lost_reason
        turn.set_agent(run.agent_id, "not_ready", reason=reason, by="phone_lost")

"""Decisions about a contact: its rings, its answer, its end."""

from callfloor.acd import hard
from callfloor.acd import inputs as i
from callfloor.acd.abandoned import list_it
from callfloor.acd.entities import AgentRun, Contact, Ring, WrapUp
from callfloor.acd.turn import Turn
from callfloor.events import contacts as c
from callfloor.events.agents import AgentNextStateSet
from callfloor.events.contacts import Disposition, EndedBy, RingResult, SegmentEnd
from callfloor.events.routing import CustomerServed

TELEPHONY_LOST = "telephony_lost"
FLOOR_AWAY = "floor_away"
"""The cause of a call that came and went while no floor was there: the customer's hang-up, our fault."""


def takes_calls(turn: Turn, agent_id: str) -> bool:
    """Whether it makes sense to wait for this one person."""
    run = turn.state.agents.get(agent_id)
    return (
        run is not None
        and turn.state.settings_of(agent_id) is not None
        and run.state not in ("logged_out", "not_ready")
        and not run.next_state
    )


def leave_queue(turn: Turn, contact: Contact, outcome: c.LegOutcome) -> None:
    leg = contact.leg
    if leg is not None and leg.is_open:
        turn.record(
            c.ContactLeftQueue,
            contact_id=contact.contact_id,
            leg_id=leg.leg_id,
            queue_id=leg.queue_id,
            outcome=outcome,
        )


def ring_progressed(turn: Turn, given: i.RingProgressed) -> None:
    contact = turn.contact(given.contact_id)
    ring = contact.ring_with(given.ring_id) if contact else None
    if contact and ring and not ring.has_started:
        agent_id, contact_id = ring.agent_id, contact.contact_id
        turn.record(c.RingStarted, contact_id=contact_id, ring_id=ring.ring_id, agent_id=agent_id)
        turn.set_agent(agent_id, "ringing", by="rule", contact_id=contact_id)


def ring_answered(turn: Turn, given: i.RingAnswered) -> None:
    contact = turn.contact(given.contact_id)
    if contact is None:
        return
    segment = contact.segment
    if segment and segment.rejoin_ring_id and segment.rejoin_ring_id == given.ring_id:
        _rejoined(turn, contact, segment.segment_id, segment.agent_id, given.ring_id)
        return
    ring, leg = contact.ring_with(given.ring_id), contact.leg
    if ring is None or leg is None:
        return
    agent = turn.state.settings_of(ring.agent_id)
    for other in [other for other in contact.ringing if other is not ring]:
        end_ring(turn, contact, other, "withdrawn")
    leave_queue(turn, contact, "answered")
    turn.record(
        c.ContactAnswered,
        contact_id=contact.contact_id,
        segment_id=f"{contact.contact_id}.s{contact.segments + 1}",
        leg_id=leg.leg_id,
        queue_id=leg.queue_id,
        ring_id=ring.ring_id,
        agent_id=ring.agent_id,
        team_id=agent.team_id if agent else "",
    )
    turn.set_agent(ring.agent_id, "talking", by="agent", contact_id=contact.contact_id)


def _rejoined(turn: Turn, contact: Contact, segment_id: str, agent_id: str, ring_id: str) -> None:
    """The agent is back in the call; a hold ends with it, since both sides are connected again."""
    was_held = contact.segment is not None and contact.segment.is_held
    fields = {"contact_id": contact.contact_id, "segment_id": segment_id, "agent_id": agent_id}
    turn.record(c.AgentRejoined, ring_id=ring_id, **fields)
    if was_held:
        turn.record(c.ContactResumed, **fields)
        turn.set_agent(agent_id, "talking", by="rule", contact_id=contact.contact_id)


def connected(turn: Turn, given: i.Connected) -> None:
    contact = turn.contact(given.contact_id)
    segment = contact.segment if contact else None
    if (
        contact
        and segment
        and contact.phase in ("talking", "holding")
        and segment.ring_id == given.ring_id
        and segment.lost_ms is None
        and not segment.is_connected
    ):
        turn.record(
            c.ContactConnected,
            contact_id=given.contact_id,
            segment_id=segment.segment_id,
            ring_id=given.ring_id,
        )


def ring_failed(turn: Turn, given: i.RingFailed) -> None:
    """A ring that came to nothing by the phone's doing; an old ring's news changes nothing."""
    contact = turn.contact(given.contact_id)
    if contact is None:
        return
    result: RingResult = "failed" if given.result == "cancelled" else given.result
    segment = contact.segment
    if segment and segment.rejoin_ring_id and segment.rejoin_ring_id == given.ring_id:
        turn.record(
            c.RingEnded,
            contact_id=contact.contact_id,
            ring_id=given.ring_id,
            agent_id=segment.agent_id,
            result=result,
            cause=given.q850,
            sip_code=given.sip_code,
        )
    else:
        ring = contact.ring_with(given.ring_id)
        if ring is not None:
            end_ring(turn, contact, ring, result, given.q850, given.sip_code)


def end_rings(turn: Turn, contact: Contact, result: RingResult) -> None:
    for ring in list(contact.ringing):
        end_ring(turn, contact, ring, result)


def end_ring(
    turn: Turn,
    contact: Contact,
    ring: Ring,
    result: RingResult,
    q850: int = 0,
    sip_code: int = 0,
) -> None:
    """The contact keeps its place; what the agent becomes depends on whose doing it was."""
    turn.record(
        c.RingEnded,
        contact_id=contact.contact_id,
        ring_id=ring.ring_id,
        agent_id=ring.agent_id,
        result=result,
        cause=q850,
        sip_code=sip_code,
    )
    after_ring(turn, ring.agent_id, result)


def after_ring(turn: Turn, agent_id: str, result: RingResult) -> None:
    """What an agent becomes whose ring came to nothing."""
    run = turn.state.agents.get(agent_id)
    if run is None or run.state not in ("reserved", "ringing", "working"):
        return
    reasons = {
        "missed": (turn.state.centre.missed_reason, "no_answer"),
        "rejected": ("rejected", "rejected"),
        "busy": ("phone_busy", "phone_busy"),
        "failed": ("phone_failed", "phone_failed"),
    }
    if result in reasons and turn.state.settings_of(agent_id) and not run.next_state:
        reason, by = reasons[result]
        if run.works:
            turn.record(
                AgentNextStateSet, agent_id=agent_id, state="not_ready", reason=reason, by=by
            )
        else:
            turn.set_agent(agent_id, "not_ready", reason=reason, by=by)
    else:
        set_free(turn, run, by="rule")


def set_free(turn: Turn, run: AgentRun, *, by: str) -> None:
    """The contact at hand is over: what the agent asked for, else ready, if the phone is there."""
    if run.works:
        turn.look_at_agent(run.agent_id)
    elif turn.state.settings_of(run.agent_id) is None or run.next_state == "logged_out":
        turn.set_agent(run.agent_id, "logged_out", by=by)
    elif run.next_state == "not_ready":
        turn.set_agent(run.agent_id, "not_ready", reason=run.next_reason, by=by)
    elif not turn.state.is_reachable(run.agent_id):
        reason = turn.state.centre.phone_lost_reason
        turn.set_agent(run.agent_id, "not_ready", reason=reason, by="phone_lost")
    elif hard.is_due(turn, run):
        hard.begin(turn, run, "rule")
    else:
        turn.set_agent(run.agent_id, "ready", by=by)


def close_wrap_up(turn: Turn, run: AgentRun, wrap_up: WrapUp, *, by: str) -> None:
    """Completed without the agent: by its time limit, or by a lead."""
    turn.record(
        c.WrapUpCompleted,
        contact_id=wrap_up.contact_id,
        segment_id=wrap_up.segment_id,
        agent_id=run.agent_id,
        automatic=True,
    )
    set_free(turn, run, by=by)


def end_segment(turn: Turn, contact: Contact, reason: SegmentEnd) -> None:
    """The agent's part is over; wrap-up follows where the queue has one."""
    segment = contact.segment
    if segment is None:
        return
    hard.mark_by_rule(turn, contact)
    turn.record(
        c.SegmentEnded,
        contact_id=contact.contact_id,
        segment_id=segment.segment_id,
        agent_id=segment.agent_id,
        reason=reason,
    )
    contact_id, agent_id, queue_id = contact.contact_id, segment.agent_id, segment.queue_id
    run = turn.state.agents.get(agent_id)
    if contact.direction == "internal" and run is not None:
        set_free(turn, run, by="rule")
        return
    is_asked = (
        turn.state.queue(queue_id).prefer == "last_agent" or turn.state.centre.remembers_agents
    )
    if is_asked and contact.caller:
        turn.record(CustomerServed, contact_id=contact_id, caller=contact.caller, agent_id=agent_id)
    part = (segment.segment_id, agent_id, queue_id)
    start_wrap_up(turn, contact_id, *part)


def start_wrap_up(
    turn: Turn, contact_id: str, segment_id: str, agent_id: str, queue_id: str
) -> None:
    """After-call work of a segment that is over, or free again where the queue has none."""
    run = turn.state.agents.get(agent_id)
    if run is None:
        return
    limit_ms = turn.state.queue(queue_id).wrap_up_limit_ms
    if limit_ms == 0:
        set_free(turn, run, by="rule")
        return
    turn.record(
        c.WrapUpStarted,
        contact_id=contact_id,
        segment_id=segment_id,
        agent_id=agent_id,
        queue_id=queue_id,
        limit_ms=limit_ms,
    )
    turn.set_agent(agent_id, "wrap_up", by="rule", contact_id=contact_id)


def end_contact_by_loss(turn: Turn, contact: Contact, cause: str) -> None:
    """The customer's channel is gone: by hang-up, or because telephony itself went away."""
    is_lost = cause == TELEPHONY_LOST
    disposition = disposition_of(contact)
    if contact.phase == "ivr":
        if not contact.is_surveyed:  # who was served, and hangs up on the survey, was served
            is_dropped = is_lost or cause == FLOOR_AWAY
            left: Disposition = "self_service" if contact.is_served else "ivr_abandoned"
            disposition = "system_drop" if is_dropped else left
        if contact.in_ivr:
            way: c.IvrExit = "self_service" if disposition == "self_service" else "hangup"
            turn.record(c.IvrEnded, contact_id=contact.contact_id, exit=way)
    elif contact.phase == "voicemail":
        disposition = "voicemail"
    elif contact.phase == "dismissed":
        disposition = disposition_of(contact)
    elif contact.phase in ("queued", "ringing"):
        end_rings(turn, contact, "withdrawn" if is_lost else "caller_hung_up")
        leave_queue(turn, contact, "system_drop" if is_lost else "abandoned")
        if not is_lost:
            list_it(turn, contact)
    end_segment(turn, contact, "system" if is_lost else "customer_hangup")
    end_contact(turn, contact, disposition, "system" if is_lost else "customer", cause)


def disposition_of(contact: Contact) -> Disposition:
    """How a contact that did not end by itself ends in the figures."""
    ways: dict[str, Disposition] = {"closed": "closed_hours", "do_not_serve": "do_not_serve"}
    usual: Disposition = "queue" if contact.direction in ("in", "callback") else "direct"
    return ways.get(contact.dismissal, usual)


def end_contact(
    turn: Turn, contact: Contact, disposition: Disposition, ended_by: EndedBy, cause: str
) -> None:
    turn.record(
        c.ContactEnded,
        contact_id=contact.contact_id,
        disposition=disposition,
        ended_by=ended_by,
        cause=cause,
    )
    peer = turn.state.agents.get(contact.to_agent_id)
    if peer is not None and peer.contact_id == contact.contact_id:
        set_free(turn, peer, by="rule")


def finish(turn: Turn, given: i.Finish) -> None:
    contact = turn.contact(given.contact_id)
    if contact is None or contact.phase == "ended":
        return
    end_rings(turn, contact, "withdrawn")
    leave_queue(turn, contact, "system_drop")
    end_segment(turn, contact, "system")
    if contact.is_surveyed:
        end_contact(turn, contact, disposition_of(contact), "agent", given.cause)
    else:
        end_contact(turn, contact, given.disposition, "system", given.cause)

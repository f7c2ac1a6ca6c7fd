"""Decisions about what an agent, or a lead for an agent, asks for. Here alone inputs are refused."""

from callfloor.acd import hard
from callfloor.acd import inputs as i
from callfloor.acd.calls import (
    end_ring,
    end_segment,
    set_free,
    takes_calls,
)
from callfloor.acd.entities import AgentRun, Contact, Segment, WrapUp
from callfloor.acd.errors import Refused
from callfloor.acd.numbers import check_number
from callfloor.acd.outbound import not_reached
from callfloor.acd.overflow import enter_queue
from callfloor.acd.parties import end_ring as end_party_ring
from callfloor.acd.parties import withdraw_ring
from callfloor.acd.party_changes import party_of_agent
from callfloor.acd.surveys import end_by_agent
from callfloor.acd.turn import Turn
from callfloor.events import contacts as c
from callfloor.events.agents import AgentNextStateSet

WRAP_UP_LIMIT_MAX_MS = 8 * 3_600_000


def log_in(turn: Turn, given: i.LogIn) -> None:
    run = turn.agent(given.agent_id)
    if run.state == "logged_out":
        turn.set_agent(run.agent_id, "not_ready", reason="logged_in", by=given.by)
    elif run.next_state == "logged_out":
        turn.record(AgentNextStateSet, agent_id=run.agent_id, state="", by=given.by)


def log_out(turn: Turn, given: i.LogOut) -> None:
    run = turn.agent(given.agent_id)
    if run.state == "logged_out":
        return
    if run.state in ("talking", "holding", "wrap_up", "working"):
        _later(turn, run, "logged_out", "", given.by)
        withdraw_offers(turn, run)
        return
    _withdraw_ring(turn, run)
    turn.set_agent(run.agent_id, "logged_out", by=given.by)


def go_ready(turn: Turn, given: i.GoReady) -> None:
    run = _logged_in(turn, given.agent_id)
    if run.state == "not_ready":
        if not turn.state.is_reachable(run.agent_id):
            raise Refused(
                "phone_unreachable",
                "Your phone is not connected. Open the console's phone, or register the SIP phone.",
            )
        turn.set_agent(run.agent_id, "ready", by=given.by)
    elif run.state == "wrap_up" and run.wrap_up:
        if turn.state.queue(run.wrap_up.queue_id).wrap_up_code_required:
            raise Refused("code_required", "Choose a wrap-up code first.")
        _later(turn, run, "", "", given.by)
        _close_wrap_up(turn, run, run.wrap_up, i.CompleteWrapUp(run.agent_id, by=given.by))
    else:
        _later(turn, run, "", "", given.by)


def go_not_ready(turn: Turn, given: i.GoNotReady) -> None:
    run = _logged_in(turn, given.agent_id)
    if not given.reason:
        raise Refused("reason_required", "Say why: choose a reason.")
    if run.state in ("talking", "holding", "wrap_up", "working"):
        _later(turn, run, "not_ready", given.reason, given.by)
        withdraw_offers(turn, run)
        return
    if run.state == "not_ready" and run.reason == given.reason and not run.is_phone_lost:
        return
    _withdraw_ring(turn, run)
    turn.set_agent(run.agent_id, "not_ready", reason=given.reason, by=given.by)


def withdraw_offers(turn: Turn, run: AgentRun) -> None:
    """Written contacts that the agent has not taken yet go on to the next one."""
    for work in list(run.works):
        contact = turn.contact(work.contact_id)
        ring = contact.ring_of(run.agent_id) if contact and not work.segment_id else None
        if contact and ring:
            end_ring(turn, contact, ring, "withdrawn")


def _later(turn: Turn, run: AgentRun, state: str, reason: str, by: str) -> None:
    if (run.next_state, run.next_reason) != (state, reason):
        turn.record(AgentNextStateSet, agent_id=run.agent_id, state=state, reason=reason, by=by)


def _withdraw_ring(turn: Turn, run: AgentRun) -> None:
    """The caller goes on to the next agent at once; what the agent becomes is the caller's to say."""
    contact = turn.contact(run.contact_id)
    withdraw_ring(turn, run)
    ring = contact.ring_of(run.agent_id) if contact else None
    if contact and contact.phase == "dialling" and contact.to_agent_id == run.agent_id:
        not_reached(turn, contact, "rejected")
    elif run.state in ("reserved", "ringing") and contact and ring:
        turn.record(
            c.RingEnded,
            contact_id=contact.contact_id,
            ring_id=ring.ring_id,
            agent_id=run.agent_id,
            result="withdrawn",
        )


def _logged_in(turn: Turn, agent_id: str) -> AgentRun:
    run = turn.agent(agent_id)
    if run.state == "logged_out":
        raise Refused("logged_out", "Log in to the floor first.", agent_id=agent_id)
    return run


def call_of(turn: Turn, agent_id: str) -> tuple[AgentRun, Contact, Segment]:
    run = turn.agent(agent_id)
    contact = turn.contact(run.contact_id)
    segment = contact.segment if contact else None
    if contact is None or segment is None or segment.agent_id != agent_id:
        raise Refused("no_call", "There is no call to do this with.", agent_id=agent_id)
    if contact.phase == "dialling":
        raise Refused("not_answered", "Wait until the other side has answered.")
    return run, contact, segment


def hang_up(turn: Turn, given: i.HangUp) -> None:
    _, contact, _ = call_of(turn, given.agent_id)
    end_by_agent(turn, contact)


def hold(turn: Turn, given: i.HoldCall) -> None:
    run, contact, segment = call_of(turn, given.agent_id)
    if segment.lost_ms is not None:
        raise Refused("leg_lost", "Your phone is not in the call just now; it will be called back.")
    if segment.is_held:
        return
    fields = {"contact_id": contact.contact_id, "agent_id": run.agent_id}
    turn.record(c.ContactHeld, segment_id=segment.segment_id, **fields)
    turn.set_agent(run.agent_id, "holding", by=given.by, contact_id=contact.contact_id)


def resume(turn: Turn, given: i.ResumeCall) -> None:
    run, contact, segment = call_of(turn, given.agent_id)
    if segment.lost_ms is not None:
        raise Refused("leg_lost", "Your phone is not in the call just now; it will be called back.")
    if not segment.is_held:
        return
    fields = {"contact_id": contact.contact_id, "agent_id": run.agent_id}
    turn.record(c.ContactResumed, segment_id=segment.segment_id, **fields)
    turn.set_agent(run.agent_id, "talking", by=given.by, contact_id=contact.contact_id)


def transfer(turn: Turn, given: i.Transfer) -> None:
    _, contact, segment = call_of(turn, given.agent_id)
    check_target(turn, given)
    if contact.direction == "internal":
        raise Refused(
            "internal", "An internal call is between two; hang up, and call the other one."
        )
    if not (given.to_number or given.to_queue_id or queue_known(turn, segment.queue_id)):
        raise Refused("no_queue", "This call is for no queue; hand it to a queue instead.")
    pass_on(turn, contact, segment, given)


def pass_on(turn: Turn, contact: Contact, segment: Segment, given: i.Transfer) -> None:
    """End the agent's part; to an agent it waits in the queue where it was, so that it counts there."""
    segment_id, queue_id = segment.segment_id, segment.queue_id
    if given.reason == "escalated":
        hard.mark(turn, contact, given.agent_id, segment_id, "escalated")
    end_segment(turn, contact, "blind_transfer")
    turn.record(
        c.ContactTransferred,
        contact_id=contact.contact_id,
        segment_id=segment_id,
        agent_id=given.agent_id,
        kind="blind",
        to_queue_id=given.to_queue_id,
        to_agent_id=given.to_agent_id,
        to_number=given.to_number,
        reason=given.reason,
    )
    if not given.to_number:
        enter_queue(
            turn,
            contact,
            given.to_queue_id or queue_id,
            entered_ms=turn.now_ms,
            agent_id=given.to_agent_id,
            is_post_transfer=True,
        )


def queue_known(turn: Turn, queue_id: str) -> bool:
    return queue_id in turn.state.centre.queues


def check_target(turn: Turn, given: i.Transfer) -> None:
    targets = [item for item in (given.to_queue_id, given.to_agent_id, given.to_number) if item]
    if len(targets) != 1:
        raise Refused("one_target", "Choose one target: a queue, an agent or a number.")
    if given.to_queue_id and given.to_queue_id not in turn.state.centre.queues:
        msg = f"There is no queue {given.to_queue_id!r} in this centre."
        raise Refused("unknown_queue", msg, queue_id=given.to_queue_id)
    if given.to_queue_id and turn.state.centre.closing_of(given.to_queue_id):
        msg = "This queue is closed now; choose another, an agent or a number."
        raise Refused("queue_closed", msg, queue_id=given.to_queue_id)
    if given.to_agent_id:
        target = turn.agent(given.to_agent_id)
        if target.agent_id == given.agent_id:
            raise Refused("own_self", "You have this call already; choose somebody else.")
        if not takes_calls(turn, target.agent_id):
            raise Refused(
                "agent_unavailable",
                "This agent takes no calls now; choose another, or a queue.",
                agent_id=target.agent_id,
            )
    if given.to_number:
        check_number(turn, given.to_number)


def complete_wrap_up(turn: Turn, given: i.CompleteWrapUp) -> None:
    run = turn.agent(given.agent_id)
    wrap_up = run.wrap_up_of(given.segment_id)
    if wrap_up is None:
        raise Refused("no_wrap_up", "There is no wrap-up to complete.", agent_id=run.agent_id)
    if given.more_codes and not given.code:
        raise Refused("code_required", "Choose a wrap-up code first.")
    if not given.code and turn.state.queue(wrap_up.queue_id).wrap_up_code_required:
        raise Refused("code_required", "Choose a wrap-up code first.")
    _close_wrap_up(turn, run, wrap_up, given)


def _close_wrap_up(turn: Turn, run: AgentRun, wrap_up: WrapUp, given: i.CompleteWrapUp) -> None:
    turn.record(
        c.WrapUpCompleted,
        contact_id=wrap_up.contact_id,
        segment_id=wrap_up.segment_id,
        agent_id=run.agent_id,
        code=given.code,
        more_codes=tuple(code for code in dict.fromkeys(given.more_codes) if code != given.code),
        note=given.note,
        resolved=given.resolved,
    )
    set_free(turn, run, by=given.by)


def extend_wrap_up(turn: Turn, given: i.ExtendWrapUp) -> None:
    run = turn.agent(given.agent_id)
    wrap_up = run.wrap_up_of(given.segment_id)
    if wrap_up is None:
        raise Refused("no_wrap_up", "There is no wrap-up to extend.", agent_id=run.agent_id)
    if given.by_ms <= 0:
        raise Refused("bad_time", "Say by how many milliseconds, more than none.")
    if wrap_up.limit_ms is None:
        return
    limit_ms = wrap_up.limit_ms + given.by_ms
    if limit_ms > WRAP_UP_LIMIT_MAX_MS:
        raise Refused("too_long", "A wrap-up cannot be longer than eight hours.")
    turn.record(
        c.WrapUpExtended,
        contact_id=wrap_up.contact_id,
        segment_id=wrap_up.segment_id,
        agent_id=run.agent_id,
        limit_ms=limit_ms,
    )


def let_go(turn: Turn, run: AgentRun) -> None:
    """An agent that the settings no longer know: out at once when idle, else after the contact."""
    if run.state in ("ready", "not_ready"):
        turn.set_agent(run.agent_id, "logged_out", by="centre")
    elif run.state == "working":
        withdraw_offers(turn, run)
    elif run.state in ("reserved", "ringing"):
        contact = turn.contact(run.contact_id)
        party = party_of_agent(contact, run.agent_id) if contact else None
        ring = contact.ring_of(run.agent_id) if contact else None
        if contact and party:
            end_party_ring(turn, contact, party, "withdrawn")
        elif contact and ring:
            end_ring(turn, contact, ring, "withdrawn")

"""Decisions about customers whom the centre dials: the agent's phone first, then the customer.

The same steps serve calls out, internal calls and callbacks; what becomes of one that was not reached
is told by its direction.
"""

from callfloor.acd import inputs as i
from callfloor.acd.abandoned import called_back, check_claim, claim
from callfloor.acd.callbacks import attempted
from callfloor.acd.calls import (
    TELEPHONY_LOST,
    end_contact,
    end_contact_by_loss,
    end_rings,
    end_segment,
    set_free,
)
from callfloor.acd.calls import connected as note_connected
from callfloor.acd.calls import ring_answered as ring_of_queue_answered
from callfloor.acd.entities import AgentRun, Contact
from callfloor.acd.errors import Refused
from callfloor.acd.numbers import check_number
from callfloor.acd.turn import Turn
from callfloor.events import callbacks as k
from callfloor.events import contacts as c
from callfloor.events import outbound as o
from callfloor.events.agents import AgentNextStateSet


def call_out(turn: Turn, given: i.CallOut) -> None:
    run = turn.agent(given.agent_id)
    number, target_id = _target(turn, given)
    _check_caller(turn, run)
    rules = turn.state.centre.calls_out
    if number and dialled_now(turn) >= rules.calls_max:
        msg = f"All {rules.calls_max} lines for calls out are in use. Try again in a moment."
        raise Refused("lines_busy", msg)
    if turn.contact(given.contact_id) is not None:
        return
    if given.abandoned_id:
        check_claim(turn, given.abandoned_id, run.agent_id)
    before, reason = run.state, run.reason
    name = turn.state.centre.agents[target_id].name if target_id else ""
    turn.record(
        c.ContactArrived,
        contact_id=given.contact_id,
        channel="voice",
        direction="internal" if target_id else "out",
        line=f"{given.contact_id}.c1",
        caller=number,
        caller_name=name,
        called=rules.shown if number else "",
    )
    turn.record(
        o.CallOutPlaced,
        contact_id=given.contact_id,
        ring_id=f"{given.contact_id}.r1",
        agent_id=run.agent_id,
        to_number=number,
        to_agent_id=target_id,
        queue_id="" if target_id else given.queue_id or rules.queue_id,
        limit_ms=rules.ring_limit_ms,
    )
    turn.set_agent(run.agent_id, "reserved", by=given.by, contact_id=given.contact_id)
    if before == "not_ready":
        fields = {"state": "not_ready", "reason": reason, "by": "call_out"}
        turn.record(AgentNextStateSet, agent_id=run.agent_id, **fields)
    if given.abandoned_id:
        claim(turn, given.abandoned_id, run.agent_id)


def _target(turn: Turn, given: i.CallOut) -> tuple[str, str]:
    if bool(given.to_number) == bool(given.to_agent_id):
        raise Refused("one_target", "Choose one target: a number or an agent.")
    if given.queue_id and given.queue_id not in turn.state.centre.queues:
        msg = f"There is no queue {given.queue_id!r} in this centre."
        raise Refused("unknown_queue", msg, queue_id=given.queue_id)
    if given.to_number:
        return check_number(turn, given.to_number), ""
    target = turn.agent(given.to_agent_id)
    if target.agent_id == given.agent_id:
        raise Refused("own_self", "You cannot call yourself; choose somebody else.")
    is_there = target.state in ("ready", "not_ready") and turn.state.is_reachable(target.agent_id)
    if not is_there:
        msg = "This agent cannot be called now: in a call, or the phone is not there."
        raise Refused("agent_unavailable", msg, agent_id=target.agent_id)
    return "", target.agent_id


def _check_caller(turn: Turn, run: AgentRun) -> None:
    if run.state == "logged_out":
        raise Refused("logged_out", "Log in to the floor first.", agent_id=run.agent_id)
    if run.state not in ("ready", "not_ready"):
        raise Refused("busy", "Finish the contact at hand first, then call.")
    if not turn.state.is_reachable(run.agent_id):
        raise Refused(
            "phone_unreachable",
            "Your phone is not connected. Open the console's phone, or register the SIP phone.",
        )


def dialled_now(turn: Turn) -> int:
    """Customers dialled by the centre, or talking to it after that."""
    return sum(
        1
        for contact in turn.state.contacts.values()
        if contact.direction in ("out", "callback")
        and (contact.customer != "away" or contact.phase == "calling")
        and contact.phase != "ended"
    )


def dial(turn: Turn, contact: Contact) -> None:
    """The agent is there: now the customer, or the other agent's phone."""
    segment = contact.segment
    if segment is None or contact.customer != "away":
        return
    attempt, rules = contact.attempts + 1, turn.state.centre.calls_out
    turn.record(
        o.CustomerDialled,
        contact_id=contact.contact_id,
        attempt=attempt,
        line=f"{contact.contact_id}.c{attempt}",
        agent_id=segment.agent_id,
        to_number=contact.caller,
        to_agent_id=contact.to_agent_id,
        shown=contact.called,
        limit_ms=rules.dial_limit_ms,
    )
    if contact.to_agent_id:
        _reserve_peer(turn, contact)


def _reserve_peer(turn: Turn, contact: Contact) -> None:
    """Nobody else rings the colleague meanwhile; afterwards all is as it was before."""
    run = turn.state.agents.get(contact.to_agent_id)
    if run is None or run.state not in ("ready", "not_ready"):
        not_reached(turn, contact, "busy")
        return
    before, reason = run.state, run.reason
    turn.set_agent(run.agent_id, "ringing", by="call", contact_id=contact.contact_id)
    if before == "not_ready":
        fields = {"state": "not_ready", "reason": reason, "by": "call"}
        turn.record(AgentNextStateSet, agent_id=run.agent_id, **fields)


def ring_answered(turn: Turn, given: i.RingAnswered) -> None:
    """An agent's phone was answered; where the customer is still to be had, dial."""
    contact = turn.contact(given.contact_id)
    if contact is not None and contact.phase == "calling":
        _own_phone_answered(turn, contact, given.ring_id)
        return
    ring_of_queue_answered(turn, given)
    if contact is not None and contact.phase == "talking":
        dial(turn, contact)


def _own_phone_answered(turn: Turn, contact: Contact, ring_id: str) -> None:
    ring = contact.ring
    if ring is None or ring.ring_id != ring_id:
        return
    agent = turn.state.settings_of(ring.agent_id)
    turn.record(
        c.ContactAnswered,
        contact_id=contact.contact_id,
        segment_id=f"{contact.contact_id}.s{contact.segments + 1}",
        leg_id="",
        queue_id=contact.queue_id,
        ring_id=ring.ring_id,
        agent_id=ring.agent_id,
        team_id=agent.team_id if agent else "",
    )
    turn.set_agent(ring.agent_id, "talking", by="agent", contact_id=contact.contact_id)
    dial(turn, contact)


def progressed(turn: Turn, given: i.CustomerProgressed) -> None:
    contact = _dialling(turn, given.contact_id, given.line)
    if contact is not None:
        turn.record(o.CustomerRinging, contact_id=contact.contact_id, line=given.line)


def answered(turn: Turn, given: i.CustomerAnswered) -> None:
    contact = _dialling(turn, given.contact_id, given.line)
    if contact is None:
        return
    turn.record(o.CustomerAnswered, contact_id=contact.contact_id, line=given.line)
    peer = turn.state.agents.get(contact.to_agent_id)
    if peer is not None and peer.contact_id == contact.contact_id:
        turn.set_agent(peer.agent_id, "talking", by="agent", contact_id=contact.contact_id)


def failed(turn: Turn, given: i.CustomerFailed) -> None:
    contact = _dialling(turn, given.contact_id, given.line)
    if contact is not None:
        not_reached(turn, contact, given.result, given.q850, given.sip_code)


def _dialling(turn: Turn, contact_id: str, line: str) -> Contact | None:
    contact = turn.contact(contact_id)
    is_it = contact is not None and contact.phase == "dialling" and contact.line == line
    return contact if is_it else None


def not_reached(
    turn: Turn, contact: Contact, result: o.DialResult, q850: int = 0, sip_code: int = 0
) -> None:
    """The dialled customer is not to be had; the agent goes on at once, without wrap-up."""
    segment = contact.segment
    if segment is None:
        return
    contact_id, agent_id = contact.contact_id, segment.agent_id
    turn.record(
        o.CustomerNotReached,
        contact_id=contact_id,
        line=contact.line,
        agent_id=agent_id,
        result=result,
        cause=q850,
        sip_code=sip_code,
    )
    turn.record(
        c.SegmentEnded,
        contact_id=contact_id,
        segment_id=segment.segment_id,
        agent_id=agent_id,
        reason="not_reached",
    )
    run = turn.state.agents.get(agent_id)
    if run is not None:
        set_free(turn, run, by="not_reached")
    if contact.direction == "callback":
        attempted(turn, contact_id, result)
    else:
        by: c.EndedBy = "agent" if result in ("agent_cancelled", "agent_gone") else "system"
        end_contact(turn, contact, "not_reached", by, result)


def hang_up(turn: Turn, agent_id: str) -> bool:
    """True where the agent was calling, or was the one called in an internal call."""
    contact = turn.contact(turn.agent(agent_id).contact_id)
    if contact is None:
        return False
    is_peer = contact.to_agent_id == agent_id
    if contact.phase in ("calling", "dialling"):
        if is_peer:
            not_reached(turn, contact, "rejected")
        else:
            cancel(turn, contact)
        return True
    if is_peer:
        end_segment(turn, contact, "customer_hangup")
        end_contact(turn, contact, "direct", "agent", "normal")
    return is_peer


def cancel(turn: Turn, contact: Contact) -> None:
    """The agent gives up before the own phone, or the customer, answered."""
    if contact.phase == "calling":
        end_rings(turn, contact, "withdrawn")
    else:
        not_reached(turn, contact, "agent_cancelled")


def customer_gone(turn: Turn, given: i.CustomerGone) -> None:
    """A customer whom the centre dialled counts as reached once both could hear each other."""
    contact = turn.contact(given.contact_id)
    if contact is None:
        return
    if contact.customer == "here":
        lose_customer(turn, contact, given.cause)
    elif contact.phase == "dialling":
        not_reached(turn, contact, "failed")


def lose_customer(turn: Turn, contact: Contact, cause: str) -> None:
    if contact.phase == "ended":
        return
    if contact.direction != "in" and contact.segment and not contact.is_reached:
        not_reached(turn, contact, "telephony_lost" if cause == TELEPHONY_LOST else "hung_up")
    else:
        end_contact_by_loss(turn, contact, cause)


def connected(turn: Turn, given: i.Connected) -> None:
    """The promise of a callback is kept, and an abandoned call of this customer is called back."""
    contact = turn.contact(given.contact_id)
    was_reached = contact is None or contact.is_reached
    note_connected(turn, given)
    if contact is None or was_reached or not contact.is_reached or contact.segment is None:
        return
    if contact.direction == "callback":
        turn.record(
            k.CallbackReached,
            contact_id=contact.contact_id,
            agent_id=contact.segment.agent_id,
            attempt=contact.attempts,
        )
    if contact.direction in ("out", "callback"):
        called_back(turn, contact)

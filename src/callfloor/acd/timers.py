"""What the clock alone brings about: rings, waits, announcements, wrap-ups, phones that stay away."""

from callfloor.acd import abandoned
from callfloor.acd.callbacks import by_rule, line_up
from callfloor.acd.calls import close_wrap_up, disposition_of, end_contact, end_ring, set_free
from callfloor.acd.deadlines import (
    ABANDONED_KEPT_MS,
    LIMIT_MIN_MS,
    agent_limit_ms,
    can_overflow,
    wrap_up_due_ms,
)
from callfloor.acd.demands import due_step, widened_needs
from callfloor.acd.entities import Abandoned, AgentRun, Contact
from callfloor.acd.leads import expire_skills
from callfloor.acd.numbers import may_dial
from callfloor.acd.outbound import not_reached
from callfloor.acd.overflow import close_on, overflow
from callfloor.acd.parties import expire
from callfloor.acd.phones import give_back
from callfloor.acd.selection import position_of, wait_estimate_ms
from callfloor.acd.turn import Turn, free_from_agent, widen
from callfloor.events import callbacks as k
from callfloor.events import contacts as c

EXPIRIES_MAX = 16
"""In one step; what is due beyond stays due, so that a step never takes long."""

Q850_NO_ANSWER = 19


def tick(turn: Turn) -> None:
    deadlines = turn.state.index.deadlines
    for _ in range(EXPIRIES_MAX):
        if not deadlines.line or deadlines.line[0][0] > turn.now_ms:
            return
        key = deadlines.line[0][1]
        if key[0] == "x":
            _abandoned_expired(turn, turn.state.abandoned[key[1:]])
        elif key[0] == "a":
            _agent_expired(turn, turn.state.agents[key[1:]])
        elif key[0] == "s":
            expire_skills(turn, key[1:])
        elif key[0] == "d":
            contact_id = turn.state.index.deserted[key].first_impatient()
            overflow(turn, turn.state.contacts[contact_id])
        else:
            _contact_expired(turn, turn.state.contacts[key[1:]])


def _agent_expired(turn: Turn, run: AgentRun) -> None:
    for work in list(run.works):
        due_ms = wrap_up_due_ms(work.wrap_up)
        if work.wrap_up is not None and due_ms is not None and due_ms <= turn.now_ms:
            close_wrap_up(turn, run, work.wrap_up, by="wrap_up_limit")
            return
    wrap_up = run.wrap_up
    if wrap_up is None:  # the recovery pause is over
        set_free(turn, run, by="recovered")
        return
    close_wrap_up(turn, run, wrap_up, by="wrap_up_limit")


def _contact_expired(turn: Turn, contact: Contact) -> None:
    if expire(turn, contact):
        return
    if contact.phase in ("ringing", "calling"):
        for ring in list(contact.ringing):
            if ring.offered_ms + ring.limit_ms <= turn.now_ms:
                end_ring(turn, contact, ring, "missed", Q850_NO_ANSWER)
    elif contact.phase == "rejoining":
        give_back(turn, contact)
    elif contact.phase == "dismissed":
        end_contact(turn, contact, disposition_of(contact), "system", "not_played")
    elif contact.phase == "dialling":
        not_reached(turn, contact, "no_answer", Q850_NO_ANSWER)
    elif contact.phase == "postponed":
        line_up(turn, contact)
    else:
        _waited(turn, contact)


def _abandoned_expired(turn: Turn, entry: Abandoned) -> None:
    if turn.now_ms >= entry.at_ms + ABANDONED_KEPT_MS:
        abandoned.expire(turn, entry)
    else:
        by_rule(turn, entry)


def _waited(turn: Turn, contact: Contact) -> None:
    leg = contact.leg
    if leg is None:
        return
    if close_on(turn, contact):
        return
    queue, centre = turn.state.queue(leg.queue_id), turn.state.centre
    waited_ms = turn.now_ms - leg.entered_ms
    is_over = queue.wait_limit_ms is not None and waited_ms >= max(
        queue.wait_limit_ms, LIMIT_MIN_MS
    )
    if is_over and can_overflow(leg, centre):
        overflow(turn, contact)
    elif leg.agent_id and waited_ms >= agent_limit_ms(leg, centre):
        free_from_agent(turn, contact)
    elif not leg.agent_id and due_step(queue, waited_ms) > leg.step:
        step = due_step(queue, waited_ms)
        widen(turn, contact, widened_needs(queue, dict(leg.needs), step), step)
    elif (
        queue.callback == "offer"
        and not contact.is_written
        and contact.caller
        and not leg.is_callback_offered
        and waited_ms >= max(queue.callback_offer_after_ms, LIMIT_MIN_MS)
    ):
        is_far = position_of(turn.state, contact) >= queue.callback_offer_position
        turn.record(
            k.CallbackOffered,
            contact_id=contact.contact_id,
            leg_id=leg.leg_id,
            asked=is_far and may_dial(turn, contact.caller),
        )
    else:
        turn.record(
            c.WaitAnnounced,
            contact_id=contact.contact_id,
            leg_id=leg.leg_id,
            position=position_of(turn.state, contact),
            wait_estimate_ms=(
                wait_estimate_ms(turn.state, contact) if queue.announce == "wait" else None
            ),
        )

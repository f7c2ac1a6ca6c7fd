"""Decisions about callbacks: asked for, in line at their place, tried again by rule, kept or given up.

A callback is a contact whose customer is away. It stands in the queue like any other, so that its turn
comes in order; an agent is rung, and then the customer is dialled (`outbound`).
"""

import hashlib

from callfloor.acd import inputs as i
from callfloor.acd.calls import end_contact, end_rings, leave_queue
from callfloor.acd.demands import needs_in
from callfloor.acd.entities import Abandoned, Contact, Leg
from callfloor.acd.errors import Refused
from callfloor.acd.greeting import greet
from callfloor.acd.numbers import check_number, may_dial
from callfloor.acd.overflow import may_enqueue, put_in_queue
from callfloor.acd.turn import Turn
from callfloor.events import abandoned as x
from callfloor.events import callbacks as k
from callfloor.events import contacts as c
from callfloor.events.outbound import DialResult
from callfloor.kit.ids import id_at

UNCOUNTED: frozenset[DialResult] = frozenset({"agent_gone", "telephony_lost"})
"""Nobody's doing at the far end: such an attempt is not counted, and the turn is kept."""
ONCE_WITHIN_MS = 24 * 3_600_000
"""A number is called back by the rule once in this time."""
AHEAD_MAX_MS = 30 * 86_400_000


def callback_id(turn: Turn, about: str) -> str:
    """A new id that follows from what is known, so that a replay has no need of chance."""
    seed = f"{about}/{turn.now_ms}/{turn.state.sequence}/{len(turn.facts)}".encode()
    chance = int.from_bytes(hashlib.blake2b(seed, digest_size=10).digest())
    return id_at(turn.now_ms, chance)


def request(turn: Turn, given: i.RequestCallback) -> None:
    contact = turn.contact(given.contact_id) if given.contact_id else None
    if given.contact_id and contact is None:
        return
    number = check_number(turn, given.number or (contact.caller if contact else ""))
    if given.due_ms > turn.now_ms + AHEAD_MAX_MS:
        raise Refused("too_far", "Choose a time within the next 30 days.")
    queue_id = contact.leg.queue_id if contact and contact.leg else given.queue_id
    if queue_id not in turn.state.centre.queues:
        msg = f"There is no queue {queue_id!r} in this centre."
        raise Refused("unknown_queue", msg, queue_id=queue_id)
    if contact is not None and contact.is_written:
        raise Refused("not_a_call", "Only a caller can be called back in turn; answer this one.")
    if contact is None:
        if turn.state.index.promised.get(number):
            raise Refused("promised", "This number is to be called back already.", number=number)
        source: k.CallbackSource = "scheduled" if given.due_ms > turn.now_ms else "agent"
        make(turn, number, _place(turn, queue_id), given, source=source)
        return
    if contact.phase not in ("ivr", "queued", "ringing"):
        msg = f"This contact is {contact.phase} and cannot ask for a callback now."
        raise Refused("not_waiting", msg, phase=contact.phase)
    _leave_for_callback(turn, contact, queue_id, number, given)


def _leave_for_callback(
    turn: Turn, contact: Contact, queue_id: str, number: str, given: i.RequestCallback
) -> None:
    """The caller's stay in the queue ends with the promise; the place goes over to the callback."""
    source: k.CallbackSource = "waiting"
    if contact.phase == "ivr":
        source = "ivr"
        earlier = called_again(turn, contact, queue_id)
        place = earlier or _place(turn, queue_id, contact.language)
        turn.record(
            c.ContactQueued,
            contact_id=contact.contact_id,
            leg_id=f"{contact.contact_id}.q{contact.legs + 1}",
            queue_id=queue_id,
            priority=place.priority,
            rank_ms=place.rank_ms,
            needs=dict(place.needs),
            sequence=place.sequence,
        )
    end_rings(turn, contact, "withdrawn")
    leg = contact.leg
    if leg is None:
        return
    leave_queue(turn, contact, "callback_requested")
    make(turn, number, leg, given, source=source, parent=contact)


def _place(turn: Turn, queue_id: str, language: str = "") -> Leg:
    """The place of one who comes now."""
    queue, step = turn.state.queue(queue_id), turn.state.centre.priority_step_ms
    needs = needs_in(queue, {}, language)
    return Leg(
        leg_id="",
        queue_id=queue_id,
        priority=queue.priority,
        rank_ms=turn.now_ms - queue.priority * step,
        sequence=0,
        needs=tuple(sorted(needs.items())),
        agent_id="",
        entered_ms=turn.now_ms,
    )


def make(
    turn: Turn,
    number: str,
    place: Leg,
    given: i.RequestCallback,
    *,
    source: k.CallbackSource,
    parent: Contact | None = None,
) -> str:
    """Record the promise and put it in line, unless it is for later."""
    parent_id = parent.contact_id if parent else given.contact_id
    new_id = callback_id(turn, parent_id or number)
    turn.record(
        c.ContactArrived,
        contact_id=new_id,
        channel="voice",
        direction="callback",
        line=f"{new_id}.c1",
        caller=number,
        caller_name=parent.caller_name if parent else given.caller_name,
        called=turn.state.centre.calls_out.shown,
        language=parent.language if parent else given.language,
        is_demo=parent.is_demo if parent else False,
        is_test=parent.is_test if parent else False,
        parent_id=parent_id,
    )
    turn.record(
        k.CallbackRequested,
        contact_id=new_id,
        parent_id=parent_id,
        queue_id=place.queue_id,
        number=number,
        priority=place.priority,
        rank_ms=place.rank_ms,
        sequence=place.sequence,
        needs=dict(place.needs),
        source=source,
        due_ms=given.due_ms,
        by=given.by,
    )
    if given.due_ms <= turn.now_ms:
        line_up(turn, turn.state.contacts[new_id])
    return new_id


def line_up(turn: Turn, contact: Contact) -> None:
    """In line at its place; where the queue is no more, the promise ends with it."""
    leg = contact.leg
    if leg is None:
        return
    if leg.queue_id not in turn.state.centre.queues:
        end_promise(turn, contact, "queue_removed")
        return
    turn.record(
        c.ContactQueued,
        contact_id=contact.contact_id,
        leg_id=f"{contact.contact_id}.q{contact.legs + 1}",
        queue_id=leg.queue_id,
        priority=leg.priority,
        rank_ms=leg.rank_ms,
        needs=dict(leg.needs),
        sequence=leg.sequence,
        returned=contact.legs > 0,
    )


def attempted(turn: Turn, contact_id: str, result: DialResult) -> None:
    """The customer was dialled in vain: again by rule, at the old place, or given up."""
    contact = turn.contact(contact_id)
    leg = contact.leg if contact else None
    if contact is None or leg is None:
        return
    queue, is_counted = turn.state.queue(leg.queue_id), result not in UNCOUNTED
    counted = contact.counted + is_counted
    turn.record(
        k.CallbackAttempted,
        contact_id=contact_id,
        attempt=contact.attempts,
        result=result,
        counted=is_counted,
        due_ms=turn.now_ms + (queue.callback_retry_ms if is_counted else 0),
    )
    other = _in_call(turn, contact)
    if other:
        end_promise(turn, contact, "called_again", other)
    elif counted >= queue.callback_attempts_max:
        turn.record(
            k.CallbackGivenUp, contact_id=contact_id, attempts=contact.attempts, result=result
        )
        end_contact(turn, contact, "not_reached", "system", result)
    elif not is_counted:
        line_up(turn, contact)


def _in_call(turn: Turn, callback: Contact) -> str:
    """The call in which this customer is on the line just now; empty where there is none."""
    return next(
        (
            contact.contact_id
            for contact in turn.state.contacts.values()
            if contact.direction == "in"
            and contact.caller == callback.caller
            and contact.phase in ("queued", "ringing", "talking", "holding", "rejoining")
        ),
        "",
    )


def enqueue(turn: Turn, given: i.Enqueue) -> None:
    """Into a queue from the IVR. One who is to be called back takes the callback's place."""
    contact = may_enqueue(turn, given)
    wanted = greet(turn, contact, given) if contact is not None else None
    if contact is not None and wanted is not None:
        put_in_queue(turn, contact, wanted, called_again(turn, contact, wanted.queue_id))


def called_again(turn: Turn, contact: Contact, queue_id: str) -> Leg | None:
    """The promises to this customer end; the best place that one had in this queue, else None."""
    if contact.direction != "in" or not contact.caller or contact.is_written:
        return None
    kept: Leg | None = None
    for promised_id in turn.state.index.promised.get(contact.caller, ()):
        promised = turn.state.contacts[promised_id]
        if promised.phase not in ("queued", "ringing", "postponed"):
            continue
        leg = promised.leg
        if leg and leg.queue_id == queue_id and (kept is None or leg.rank_ms < kept.rank_ms):
            kept = leg
        end_promise(turn, promised, "called_again", contact.contact_id)
    return kept


def end_promise(
    turn: Turn, contact: Contact, reason: str, other_id: str = "", by: str = ""
) -> None:
    end_rings(turn, contact, "withdrawn")
    leave_queue(turn, contact, "overflow")
    contact_id = contact.contact_id
    turn.record(k.CallbackCancelled, contact_id=contact_id, reason=reason, other_id=other_id, by=by)
    ended_by: c.EndedBy = "customer" if reason == "called_again" else "system"
    end_contact(turn, contact, "callback_cancelled", ended_by, reason)


def change(turn: Turn, given: i.ChangeCallback) -> None:
    contact = turn.contact(given.contact_id)
    if contact is None or contact.direction != "callback":
        raise Refused("no_callback", "There is no callback to be made any more.")
    if contact.phase not in ("queued", "ringing", "postponed"):
        raise Refused("under_way", "The customer is being called just now.")
    if given.due_ms is None:
        end_promise(turn, contact, "by_person", by=given.by)
        return
    if given.due_ms > turn.now_ms + AHEAD_MAX_MS:
        raise Refused("too_far", "Choose a time within the next 30 days.")
    end_rings(turn, contact, "withdrawn")
    leave_queue(turn, contact, "overflow")
    turn.record(k.CallbackMoved, contact_id=contact.contact_id, due_ms=given.due_ms, by=given.by)


def set_hours(turn: Turn, given: i.CallbackHours) -> None:
    closed = turn.state.index.closed
    for queue_id, is_open in sorted(given.open.items()):
        if is_open == (queue_id in closed):
            turn.record(k.CallbackHoursChanged, queue_id=queue_id, is_open=is_open)
            turn.look_at_queue(queue_id)


def by_rule(turn: Turn, entry: Abandoned) -> None:
    """One who hung up waiting is called back without being asked, once in a day."""
    last_ms = turn.state.called_back.get(entry.number)
    is_due = last_ms is None or turn.now_ms - last_ms >= ONCE_WITHIN_MS
    is_free = not turn.state.index.promised.get(entry.number)
    is_there = entry.queue_id in turn.state.centre.queues
    if not (is_due and is_free and is_there and may_dial(turn, entry.number)):
        turn.record(x.AbandonedReleased, contact_id=entry.contact_id, by="rule")
        return
    about = i.RequestCallback(
        entry.contact_id, caller_name=entry.caller_name, language=entry.language, by="rule"
    )
    place = _place(turn, entry.queue_id, entry.language)
    new_id = make(turn, entry.number, place, about, source="abandoned")
    turn.record(
        x.AbandonedSettled,
        contact_id=entry.contact_id,
        reason="callback",
        by="rule",
        other_id=new_id,
    )

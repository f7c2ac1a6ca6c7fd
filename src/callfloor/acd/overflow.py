"""Into a queue, or elsewhere: closings, limits of length, nobody there, and where overflow goes."""

from callfloor.acd import inputs as i
from callfloor.acd.calls import disposition_of, end_contact, leave_queue, takes_calls
from callfloor.acd.centre import Queue
from callfloor.acd.demands import demand_in, needs_in
from callfloor.acd.entities import Contact, Leg
from callfloor.acd.errors import Refused
from callfloor.acd.estimate import on_entry_ms
from callfloor.acd.turn import Turn
from callfloor.events import contacts as c
from callfloor.events import routing as r


def close_at_door(turn: Turn, contact: Contact) -> bool:
    """Where the whole centre is closed, the call is told so before any menu."""
    closing = turn.state.centre.closings.get("")
    if closing is not None:
        dismiss(turn, contact, "closed", closing.message, closing.ends_with)
    return closing is not None


def depart(turn: Turn, given: i.Depart) -> None:
    contact = turn.contact(given.contact_id)
    if contact is not None and contact.phase == "dismissed":
        end_contact(turn, contact, disposition_of(contact), "system", "normal")


def may_enqueue(turn: Turn, given: i.Enqueue) -> Contact | None:
    """The contact to be put into a queue; None where it has gone."""
    contact = turn.contact(given.contact_id)
    if contact is None:
        return None
    if contact.phase != "ivr":
        msg = f"Contact {given.contact_id} is {contact.phase} and cannot enter a queue now."
        raise Refused("not_in_ivr", msg, phase=contact.phase)
    if given.queue_id not in turn.state.centre.queues:
        msg = f"There is no queue {given.queue_id!r} in this centre."
        raise Refused("unknown_queue", msg, queue_id=given.queue_id)
    return contact


def put_in_queue(turn: Turn, contact: Contact, given: i.Enqueue, kept: Leg | None = None) -> None:
    enter_queue(
        turn,
        contact,
        given.queue_id,
        entered_ms=turn.now_ms,
        kept=kept,
        priority=given.priority,
        extra=given.needs,
        agent_id=given.agent_id,
        agent_limit_ms=given.agent_limit_ms,
        is_post_transfer=given.is_post_transfer,
    )


def enter_queue(
    turn: Turn,
    contact: Contact,
    queue_id: str,
    *,
    entered_ms: int,
    priority: int | None = None,
    extra: dict[str, int] | None = None,
    agent_id: str = "",
    agent_limit_ms: int | None = None,
    is_post_transfer: bool = False,
    kept: Leg | None = None,
) -> None:
    """Into a queue; on to where it overflows when it cannot stay there.

    `kept` is the place of a callback that this customer was promised, where it is a better one.
    """
    visited: list[str] = []
    agent_id = agent_id if takes_calls(turn, agent_id) else ""
    while queue_id:
        closing = turn.state.centre.closing_of(queue_id)
        if closing is not None:
            dismiss(turn, contact, "closed", closing.message, closing.ends_with)
            return
        queue = turn.state.queue(queue_id)
        step = turn.state.centre.priority_step_ms
        level = queue.priority if priority is None else priority
        needs = needs_in(queue, extra or {}, contact.language)
        if not agent_id:
            agent_id, agent_limit_ms = preferred(turn, contact, queue, needs), queue.prefer_wait_ms
        rank_ms, sequence = entered_ms - level * step, 0
        if kept is not None and kept.queue_id == queue_id and kept.rank_ms < rank_ms:
            rank_ms, sequence = kept.rank_ms, kept.sequence
        key = demand_in(queue, needs, agent_id, contact.medium)
        turn.record(
            c.ContactQueued,
            contact_id=contact.contact_id,
            leg_id=f"{contact.contact_id}.q{contact.legs + 1}",
            wait_estimate_ms=on_entry_ms(turn.state, queue_id, key, rank_ms, sequence),
            queue_id=queue_id,
            priority=level,
            rank_ms=rank_ms,
            sequence=sequence,
            needs=needs,
            agent_id=agent_id,
            agent_limit_ms=agent_limit_ms if agent_id else None,
            is_post_transfer=is_post_transfer,
            service_level_ms=queue.service_level_ms,
        )
        visited.append(queue_id)
        if not _cannot_stay(turn, contact, queue):
            return
        queue_id, priority, agent_id = let_out(turn, contact, visited), None, ""


def preferred(turn: Turn, contact: Contact, queue: Queue, needs: dict[str, int]) -> str:
    """Who spoke with this caller last, if that one can take it soon; else empty."""
    agent_id = turn.state.served_by.get(contact.caller, "")
    agent = turn.state.settings_of(agent_id)
    if queue.prefer != "last_agent" or agent is None or not takes_calls(turn, agent_id):
        return ""
    if queue.prefer_wait_ms == 0 and turn.state.agents[agent_id].state != "ready":
        return ""
    skills = turn.state.index.skills_of(agent_id)
    is_able = all(skills.get(skill, 0) >= least for skill, least in needs.items())
    return agent_id if is_able else ""


def _cannot_stay(turn: Turn, contact: Contact, queue: Queue) -> bool:
    """A contact that an agent takes at once can always stay, and one for one person is that one's."""
    leg = contact.leg
    demand = turn.state.index.demand_of(leg) if leg else None
    if leg is None or demand is None or demand.ready:
        return False
    line = turn.state.index.queues.get(leg.queue_id, ())
    if queue.length_limit is not None and len(line) > queue.length_limit:
        return True
    if leg.agent_id or queue.no_agent == "wait":
        return False
    return queue.no_agent == "none_ready" or not demand.staffed


def let_out(turn: Turn, contact: Contact, visited: list[str]) -> str:
    """Out of its queue by the queue's overflow; the next queue, or empty when it went elsewhere."""
    leg = contact.leg
    if leg is None:
        return ""
    queue = turn.state.queue(leg.queue_id)
    target = queue.overflow_queue_id
    if target in turn.state.centre.queues and target not in (leg.queue_id, *visited):
        leave_queue(turn, contact, "overflow")
        return target
    if contact.is_written:
        return ""
    if queue.overflow_number:
        leave_queue(turn, contact, "overflow")
        turn.record(
            r.ContactSentOut,
            contact_id=contact.contact_id,
            queue_id=leg.queue_id,
            to_number=queue.overflow_number,
        )
    elif queue.overflow_message:
        leave_queue(turn, contact, "overflow")
        dismiss(turn, contact, "overflow", queue.overflow_message)
    else:
        leave_queue(turn, contact, "voicemail")
    return ""


def overflow(turn: Turn, contact: Contact) -> None:
    """A waiting contact goes where its queue overflows to, and takes its age along."""
    leg = contact.leg
    if leg is None:
        return
    entered_ms = leg.rank_ms + leg.priority * turn.state.centre.priority_step_ms
    target = let_out(turn, contact, [])
    if target:
        enter_queue(turn, contact, target, entered_ms=entered_ms)


def close_on(turn: Turn, contact: Contact) -> bool:
    """Let a waiting contact go where its queue was closed for those who wait too."""
    leg = contact.leg
    closing = turn.state.centre.closing_of(leg.queue_id) if leg else None
    if closing is None or closing.waiting != "leave":
        return False
    leave_queue(turn, contact, "overflow")
    dismiss(turn, contact, "closed", closing.message, closing.ends_with)
    return True


def dismiss(
    turn: Turn,
    contact: Contact,
    reason: r.DismissReason,
    message: dict[str, str],
    ends_with: str = "hangup",
) -> None:
    if contact.in_ivr:
        turn.record(c.IvrEnded, contact_id=contact.contact_id, exit="closed_hours")
    turn.record(
        r.ContactDismissed,
        contact_id=contact.contact_id,
        reason=reason,
        message=message,
        ends_with="hangup" if contact.is_written else ends_with,
    )
    if contact.is_written:  # there is nobody on a line to be told
        end_contact(turn, contact, disposition_of(contact), "system", "normal")

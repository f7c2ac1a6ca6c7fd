"""Decisions about what a lead asks for: callers moved in line, handed to somebody, cut; skills lent."""

from typing import Any

from callfloor.acd import consults
from callfloor.acd import inputs as i
from callfloor.acd import lead_inputs as li
from callfloor.acd.calls import close_wrap_up, disposition_of, end_rings, leave_queue, takes_calls
from callfloor.acd.entities import Contact, Leg
from callfloor.acd.errors import Refused
from callfloor.acd.overflow import enter_queue
from callfloor.acd.turn import Turn
from callfloor.events import contacts as c
from callfloor.events import leads as f

PRIORITY_MAX = 10
MOVED_MIN_MS = 60_000
MOVED_MAX_MS = 24 * 3_600_000
PROFICIENCY_MAX = 5


def _author(given: li.LeadAction) -> dict[str, Any]:
    if not given.reason.strip():
        raise Refused("why_required", "Say why, in a few words.")
    return {"by": given.by, "by_name": given.by_name, "reason": given.reason}


def _waiting(turn: Turn, contact_id: str) -> tuple[Contact, Leg]:
    """One who stands in a line, the ringing ones included."""
    contact = turn.contact(contact_id)
    leg = contact.leg if contact else None
    if contact is None or leg is None or contact.phase not in ("queued", "ringing"):
        raise Refused("not_waiting", "This caller does not wait any more.")
    return contact, leg


def _on_the_line(turn: Turn, contact_id: str) -> tuple[Contact, Leg]:
    contact, leg = _waiting(turn, contact_id)
    if contact.customer != "here":
        raise Refused("callback", "This is a callback; change it in the list of callbacks.")
    return contact, leg


def move_up(turn: Turn, given: li.MoveUp) -> None:
    author = _author(given)
    contact, leg = _waiting(turn, given.contact_id)
    priority, rank_ms = leg.priority, leg.rank_ms
    if given.priority is None:
        first = turn.state.index.queues[leg.queue_id][0]
        if first[2] == contact.contact_id:
            raise Refused("first_already", "This caller is the first in line already.")
        rank_ms = first[0] - 1
    elif not 0 <= given.priority <= PRIORITY_MAX:
        raise Refused("bad_priority", f"A priority is 0 to {PRIORITY_MAX}.")
    else:
        priority = given.priority
        rank_ms = _entered_ms(turn, leg) - priority * turn.state.centre.priority_step_ms
    turn.record(
        f.CallerMovedUp,
        contact_id=contact.contact_id,
        leg_id=leg.leg_id,
        queue_id=leg.queue_id,
        how="first" if given.priority is None else "priority",
        priority=priority,
        rank_ms=rank_ms,
        **author,
    )


def _entered_ms(turn: Turn, leg: Leg) -> int:
    """The age that the contact's place stands for."""
    return leg.rank_ms + leg.priority * turn.state.centre.priority_step_ms


def move_to_queue(turn: Turn, given: li.MoveToQueue) -> None:
    author = _author(given)
    contact, leg = _on_the_line(turn, given.contact_id)
    centre = turn.state.centre
    if given.queue_id not in centre.queues:
        msg = f"There is no queue {given.queue_id!r} in this centre."
        raise Refused("unknown_queue", msg, queue_id=given.queue_id)
    if given.queue_id == leg.queue_id:
        raise Refused("same_queue", "This caller waits in that queue already.")
    if centre.closing_of(given.queue_id):
        msg = "This queue is closed now; choose another."
        raise Refused("queue_closed", msg, queue_id=given.queue_id)
    from_id, entered_ms = leg.queue_id, _entered_ms(turn, leg)
    end_rings(turn, contact, "withdrawn")
    leave_queue(turn, contact, "overflow")
    turn.record(
        f.CallerMoved,
        contact_id=contact.contact_id,
        queue_id=from_id,
        to_queue_id=given.queue_id,
        **author,
    )
    enter_queue(turn, contact, given.queue_id, entered_ms=entered_ms)


def give_to_agent(turn: Turn, given: li.GiveToAgent) -> None:
    author = _author(given)
    contact, leg = _on_the_line(turn, given.contact_id)
    agent_id = turn.agent(given.agent_id).agent_id
    if not takes_calls(turn, agent_id):
        raise Refused(
            "agent_unavailable",
            "This agent takes no calls now; choose another, or a queue.",
            agent_id=agent_id,
        )
    if contact.ring_of(agent_id):
        raise Refused("rings_already", "This agent's phone rings for the caller already.")
    demands = turn.state.index.agent_demands.get(agent_id, ())
    before_ms = turn.state.centre.urgency_ms + 1
    heads = [line[0][0] - before_ms for demand in demands for line in demand.waiters.values()]
    end_rings(turn, contact, "withdrawn")
    turn.record(
        f.CallerAssigned,
        contact_id=contact.contact_id,
        leg_id=leg.leg_id,
        queue_id=leg.queue_id,
        agent_id=agent_id,
        limit_ms=turn.now_ms - leg.entered_ms + turn.state.centre.direct_wait_limit_ms,
        rank_ms=min(leg.rank_ms, *heads) if heads else leg.rank_ms,
        **author,
    )


def cut(turn: Turn, given: li.CutCall) -> None:
    author = _author(given)
    contact = turn.contact(given.contact_id)
    if contact is None or contact.phase == "ended":
        raise Refused("call_over", "This call is over already.")
    if contact.direction == "callback" and contact.phase in ("queued", "ringing", "postponed"):
        raise Refused("callback", "This is a callback; change it in the list of callbacks.")
    turn.record(f.CallCut, contact_id=contact.contact_id, **author)
    if contact.in_ivr:
        turn.record(c.IvrEnded, contact_id=contact.contact_id, exit="hangup")
    consults.finish(turn, i.Finish(contact.contact_id, disposition_of(contact), cause="cut"))


def end_wrap_up(turn: Turn, given: li.EndWrapUp) -> None:
    run = turn.agent(given.agent_id)
    wrap_up = run.wrap_up
    if run.state != "wrap_up" or wrap_up is None:
        raise Refused("no_wrap_up", "There is no wrap-up to complete.", agent_id=run.agent_id)
    close_wrap_up(turn, run, wrap_up, by=given.by)


def move_skills(turn: Turn, given: li.MoveSkills) -> None:
    author = _author(given)
    agent_id = turn.agent(given.agent_id).agent_id
    queues = turn.state.centre.queues
    unknown = next((one for one in given.queue_ids if one not in queues), None)
    if unknown is not None:
        msg = f"There is no queue {unknown!r} in this centre."
        raise Refused("unknown_queue", msg, queue_id=unknown)
    if not MOVED_MIN_MS <= given.for_ms <= MOVED_MAX_MS:
        raise Refused("bad_time", "Choose a time from a minute to a day.")
    if any(not 0 <= level <= PROFICIENCY_MAX for level in given.changes.values()):
        msg = f"A proficiency is 1 to {PROFICIENCY_MAX}; 0 takes the skill away."
        raise Refused("bad_proficiency", msg)
    own = turn.state.centre.agents[agent_id].skills
    changes: dict[str, int] = {}
    for queue_id in given.queue_ids:
        for skill, least in queues[queue_id].needs.items():
            changes[skill] = max(least, changes.get(skill, own.get(skill, 0)))
    changes.update(given.changes)
    changes = {skill: level for skill, level in changes.items() if level != own.get(skill, 0)}
    if not changes:
        raise Refused("nothing_moved", "The agent has these skills already; choose others.")
    until_ms = turn.now_ms + given.for_ms
    turn.record(f.SkillsMoved, agent_id=agent_id, changes=changes, until_ms=until_ms, **author)


def return_skills(turn: Turn, given: li.ReturnSkills) -> None:
    agent_id = turn.agent(given.agent_id).agent_id
    if agent_id not in turn.state.moved:
        raise Refused("nothing_moved", "No skills of this agent are moved.", agent_id=agent_id)
    turn.record(f.SkillsReturned, agent_id=agent_id, by=given.by, by_name=given.by_name)


def expire_skills(turn: Turn, agent_id: str) -> None:
    turn.record(f.SkillsReturned, agent_id=agent_id, by="time")

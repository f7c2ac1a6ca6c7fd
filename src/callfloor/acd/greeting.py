"""Decisions about who calls: refused, spoken to in a language, sent to a queue, a person, or ahead."""

from callfloor.acd import inputs as i
from callfloor.acd.callers import About, Treatment, treat
from callfloor.acd.calls import takes_calls
from callfloor.acd.demands import needs_in
from callfloor.acd.entities import Contact
from callfloor.acd.overflow import close_at_door, dismiss
from callfloor.acd.turn import Turn
from callfloor.events.callers import CallerMatched, ListedCaller
from callfloor.events.contacts import LanguageChosen


def admit(turn: Turn, given: i.Admit) -> None:
    """At the door: a closed centre tells so, then the rules over callers, before any menu."""
    contact = turn.contact(given.contact_id)
    if contact is None or contact.phase != "ivr" or close_at_door(turn, contact):
        return
    found = _treatment(turn, contact, "")
    _tell(turn, contact, found, "")
    if found.refused is not None:
        dismiss(turn, contact, "do_not_serve", found.refused.message)
    elif found.language and found.language != contact.language:
        turn.record(LanguageChosen, contact_id=contact.contact_id, language=found.language)


def greet(turn: Turn, contact: Contact, given: i.Enqueue) -> i.Enqueue | None:
    """The way into a queue as the rules would have it; None where the caller was turned away."""
    if contact.direction != "in" or given.is_post_transfer or given.agent_id:
        return given
    found = _treatment(turn, contact, given.queue_id)
    agent_id, limit_ms = _whom(turn, contact, found, given)
    _tell(turn, contact, found, given.queue_id, agent_id, limit_ms)
    if found.refused is not None:
        dismiss(turn, contact, "do_not_serve", found.refused.message)
        return None
    return i.Enqueue(
        contact_id=given.contact_id,
        queue_id=_queue(turn, found) or given.queue_id,
        priority=given.priority if found.priority is None else found.priority,
        needs=given.needs,
        agent_id=agent_id,
        agent_limit_ms=limit_ms if agent_id else given.agent_limit_ms,
    )


def _treatment(turn: Turn, contact: Contact, queue_id: str) -> Treatment:
    centre = turn.state.centre
    about = About(
        caller=contact.caller, called=contact.called, language=contact.language, queue_id=queue_id
    )
    return treat(centre.listed, centre.caller_rules, about, turn.now_ms)


def _queue(turn: Turn, found: Treatment) -> str:
    return found.queue_id if found.queue_id in turn.state.centre.queues else ""


def _whom(
    turn: Turn, contact: Contact, found: Treatment, given: i.Enqueue
) -> tuple[str, int | None]:
    """The preferred agent, if that one can take it soon, and for how long that one has the word."""
    agent_id = found.agent_id
    if found.prefer == "last_agent":
        agent_id = turn.state.served_by.get(contact.caller, "")
        queue = turn.state.queue(_queue(turn, found) or given.queue_id)
        needs = needs_in(queue, given.needs, contact.language)
        skills = turn.state.index.skills_of(agent_id) if turn.state.settings_of(agent_id) else {}
        if any(skills.get(skill, 0) < least for skill, least in needs.items()):
            return "", None
    if not agent_id or not takes_calls(turn, agent_id):
        return "", None
    if found.prefer_wait_ms == 0 and turn.state.agents[agent_id].state != "ready":
        return "", None
    return agent_id, found.prefer_wait_ms


def _tell(
    turn: Turn,
    contact: Contact,
    found: Treatment,
    queue_id: str,
    agent_id: str = "",
    limit_ms: int | None = None,
) -> None:
    """Once for what fits: again on the way to a queue only where more fits than at the door."""
    names = (
        *(f"list:{one.list_id}" for one in found.listed),
        *(f"rule:{rule.rule_id}" for rule in found.rules),
    )
    has_effect = bool(queue_id) and bool(found.rules)
    if not names or (names == contact.matched and not has_effect):
        return
    turn.record(
        CallerMatched,
        contact_id=contact.contact_id,
        queue_id=queue_id,
        listed=tuple(
            ListedCaller(
                list_id=one.list_id,
                list_name=one.list_name,
                kind=one.kind,
                name=one.name,
                owner=one.owner,
                note=one.note,
            )
            for one in found.listed
        ),
        rules={rule.rule_id: rule.name for rule in found.rules},
        refused=found.refused is not None,
        priority=found.priority if queue_id else None,
        to_queue_id=_queue(turn, found) if queue_id else "",
        agent_id=agent_id,
        agent_limit_ms=limit_ms,
        language="" if queue_id else found.language,
    )

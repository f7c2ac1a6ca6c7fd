"""Hard contacts, and the pause that an agent may take, or is given, after one.

Hard is a contact of a queue that is marked so, one that took long, one that was escalated, and one
that its agent flags. A pause is a not-ready state with a reason of its own; it ends by itself, and
there are no more than `recovery_limit` of them within `recovery_window_ms`.
"""

from callfloor.acd import inputs as i
from callfloor.acd.entities import AgentRun, Contact
from callfloor.acd.errors import Refused
from callfloor.acd.turn import Turn
from callfloor.events.agents import AgentNextStateSet
from callfloor.events.routing import HardContactMarked, HardWhy


def mark(turn: Turn, contact: Contact, agent_id: str, segment_id: str, why: HardWhy) -> None:
    """Once for a segment, whatever it was hard for."""
    run = turn.state.agents.get(agent_id)
    if run is not None and run.hard_segment_id != segment_id:
        turn.record(
            HardContactMarked,
            contact_id=contact.contact_id,
            agent_id=agent_id,
            segment_id=segment_id,
            why=why,
        )


def mark_by_rule(turn: Turn, contact: Contact) -> None:
    """At the end of a segment: was it hard for its queue or for its length?"""
    segment = contact.segment
    if segment is None:
        return
    limit_ms = turn.state.centre.hard_after_ms
    if turn.state.queue(segment.queue_id).is_hard:
        mark(turn, contact, segment.agent_id, segment.segment_id, "queue")
    elif (
        limit_ms is not None
        and not contact.is_written
        and turn.now_ms - segment.answered_ms >= limit_ms
    ):
        mark(turn, contact, segment.agent_id, segment.segment_id, "long")


def flag(turn: Turn, given: i.FlagHard) -> None:
    run = turn.agent(given.agent_id)
    contact = turn.contact(run.contact_id)
    segment_id = ""
    if run.wrap_up is not None:
        segment_id = run.wrap_up.segment_id
    elif contact and contact.segment and contact.segment.agent_id == run.agent_id:
        segment_id = contact.segment.segment_id
    if contact is None or not segment_id:
        raise Refused("no_call", "There is no call to flag as a hard one.")
    mark(turn, contact, run.agent_id, segment_id, "flagged")


def take(turn: Turn, given: i.TakeRecovery) -> None:
    """The agent asks for the pause: now, or after the contact at hand."""
    run, centre = turn.agent(given.agent_id), turn.state.centre
    if run.state == "logged_out":
        raise Refused("logged_out", "Log in to the floor first.")
    if centre.recovery == "off":
        raise Refused("no_recovery", "There is no recovery pause in this centre.")
    is_recent = run.hard_ms and turn.now_ms - run.hard_ms <= centre.hard_rest_ms
    if not is_recent or run.hard_ms <= max(run.recovered_ms, default=0):
        msg = "A recovery pause follows a hard call. Flag the call as hard first."
        raise Refused("no_hard_call", msg)
    if not _is_within_limit(turn, run):
        msg = "You have had all recovery pauses of this time. Ask your lead."
        raise Refused("recovery_limit", msg)
    if run.state in ("talking", "holding", "wrap_up"):
        turn.record(
            AgentNextStateSet,
            agent_id=run.agent_id,
            state="not_ready",
            reason=centre.recovery_reason,
            by=given.by,
        )
    elif run.state in ("ready", "not_ready"):
        begin(turn, run, given.by)
    else:
        raise Refused("ringing", "A call is ringing at your phone; take the pause after it.")


def begin(turn: Turn, run: AgentRun, by: str) -> None:
    turn.set_agent(run.agent_id, "not_ready", reason=turn.state.centre.recovery_reason, by=by)


def is_due(turn: Turn, run: AgentRun) -> bool:
    """Whether the rule gives a pause to an agent who is set free now."""
    return run.is_owed and turn.state.centre.recovery == "give" and _is_within_limit(turn, run)


def _is_within_limit(turn: Turn, run: AgentRun) -> bool:
    centre = turn.state.centre
    since_ms = turn.now_ms - centre.recovery_window_ms
    return sum(at_ms > since_ms for at_ms in run.recovered_ms) < centre.recovery_limit

"""What becomes of parties: rung, answered, put on hold, joined, gone. `consults` holds what agents ask.

Whoever hears the customer has a segment, from then until the own leaving, and so the time is
credited to the right person. A consultation that came to nothing leaves no segment.
"""

from callfloor.acd.calls import after_ring, end_contact, end_segment, set_free, start_wrap_up
from callfloor.acd.entities import AgentRun, Contact, Party
from callfloor.acd.party_changes import party_of_agent, party_of_ring
from callfloor.acd.turn import Turn
from callfloor.events import parties as p
from callfloor.events.contacts import RingResult, SegmentEnd
from callfloor.events.parties import PartyEnd

NUMBER_LIMIT_MS = 60_000
_Q850_NO_ANSWER = 19
_ENDS: dict[RingResult, PartyEnd] = {
    "missed": "no_answer",
    "rejected": "rejected",
    "busy": "busy",
    "failed": "failed",
    "caller_hung_up": "customer_gone",
    "withdrawn": "withdrawn",
}


def offer_number(turn: Turn, contact: Contact, party: Party) -> None:
    turn.record(
        p.PartyOffered,
        contact_id=contact.contact_id,
        party_id=party.party_id,
        ring_id=f"{contact.contact_id}.r{contact.rings + 1}",
        number=party.number,
        limit_ms=NUMBER_LIMIT_MS,
    )


def ring_progressed(turn: Turn, contact: Contact, party: Party) -> None:
    if party.place != "ringing" or party.has_started:
        return
    ids = {"contact_id": contact.contact_id, "party_id": party.party_id}
    turn.record(p.PartyRingStarted, ring_id=party.ring_id, agent_id=party.agent_id, **ids)
    if party.agent_id:
        turn.set_agent(party.agent_id, "ringing", by="rule", contact_id=contact.contact_id)


def answered(turn: Turn, contact: Contact, party: Party) -> None:
    """To the agent who asked, where that one is not with the customer just now; else to music."""
    segment = contact.segment
    if party.place != "ringing" or segment is None:
        return
    turn.record(
        p.PartyAnswered,
        contact_id=contact.contact_id,
        party_id=party.party_id,
        ring_id=party.ring_id,
        agent_id=party.agent_id,
        is_held=contact.phase != "holding",
    )
    if party.agent_id:
        turn.set_agent(party.agent_id, "talking", by="agent", contact_id=contact.contact_id)


def end_ring(
    turn: Turn,
    contact: Contact,
    party: Party,
    result: RingResult,
    q850: int = 0,
    sip_code: int = 0,
    *,
    sets_agent: bool = True,
) -> None:
    """A queue is asked on; one person or number who did not take it is out."""
    agent_id, number = party.agent_id, party.number
    turn.record(
        p.PartyRingEnded,
        contact_id=contact.contact_id,
        party_id=party.party_id,
        ring_id=party.ring_id,
        agent_id=agent_id,
        result=result,
        cause=q850,
        sip_code=sip_code,
    )
    if not party.asked_queue_id:
        turn.record(
            p.PartyLeft,
            contact_id=contact.contact_id,
            party_id=party.party_id,
            agent_id=agent_id,
            number=number,
            reason=_ENDS[result],
        )
    if agent_id and sets_agent:
        after_ring(turn, agent_id, result)


def leave(turn: Turn, contact: Contact, party: Party, reason: PartyEnd) -> None:
    """Out, from wherever the party is. An outside number's call ends with its last party."""
    depart(turn, contact, party, reason)
    if contact.phase == "outside" and not contact.parties:
        end_contact(turn, contact, "queue", "system", "normal")


def depart(turn: Turn, contact: Contact, party: Party, reason: PartyEnd) -> None:
    agent_id, place, ring_id = party.agent_id, party.place, party.ring_id
    if place == "ringing":
        turn.record(
            p.PartyRingEnded,
            contact_id=contact.contact_id,
            party_id=party.party_id,
            ring_id=ring_id,
            agent_id=agent_id,
            result="caller_hung_up" if reason == "customer_gone" else "withdrawn",
        )
        ring_id = ""
    turn.record(
        p.PartyLeft,
        contact_id=contact.contact_id,
        party_id=party.party_id,
        ring_id=ring_id,
        agent_id=agent_id,
        number=party.number,
        segment_id=party.segment_id,
        reason=reason,
    )
    run = turn.state.agents.get(agent_id)
    if run is None:
        return
    if place == "joined":
        start_wrap_up(turn, contact.contact_id, party.segment_id, agent_id, party.queue_id)
    elif place == "ringing":
        after_ring(turn, agent_id, "withdrawn")
    else:
        set_free(turn, run, by="rule")


def dismiss_all(turn: Turn, contact: Contact, reason: PartyEnd) -> None:
    """The contact is about to be over: everybody beside the agent is let go."""
    for party in list(contact.parties):
        depart(turn, contact, party, reason)


def join(turn: Turn, contact: Contact, party: Party) -> None:
    """Into the conversation with the customer; the segment counts for the customer's own queue."""
    agent = turn.state.settings_of(party.agent_id) if party.agent_id else None
    segment = contact.segment
    turn.record(
        p.PartyJoined,
        contact_id=contact.contact_id,
        party_id=party.party_id,
        ring_id=party.ring_id,
        agent_id=party.agent_id,
        number=party.number,
        segment_id=f"{contact.contact_id}.s{contact.segments + 1}" if party.agent_id else "",
        queue_id=segment.queue_id if segment else "",
        team_id=agent.team_id if agent else "",
    )


def step_out(turn: Turn, contact: Contact, reason: SegmentEnd) -> None:
    """The agent of the running segment is out, and the first of the others has the customer now."""
    end_segment(turn, contact, reason)
    hand_over(turn, contact)


def hand_over(turn: Turn, contact: Contact) -> None:
    """An agent before a number, who joined earlier before who joined later."""
    joined = [party for party in contact.parties if party.place == "joined"]
    party = next((one for one in joined if one.agent_id), joined[0])
    turn.record(
        p.ContactHandedOver,
        contact_id=contact.contact_id,
        party_id=party.party_id,
        ring_id=party.ring_id,
        agent_id=party.agent_id,
        number=party.number,
        segment_id=party.segment_id,
        queue_id=party.queue_id,
    )


def has_joined(contact: Contact) -> bool:
    return any(party.place == "joined" for party in contact.parties)


def hold(turn: Turn, contact: Contact, party: Party) -> None:
    ids = {"contact_id": contact.contact_id, "party_id": party.party_id}
    turn.record(p.PartyHeld, ring_id=party.ring_id, agent_id=party.agent_id, **ids)


def resume(turn: Turn, contact: Contact, party: Party) -> None:
    ids = {"contact_id": contact.contact_id, "party_id": party.party_id}
    turn.record(p.PartyResumed, ring_id=party.ring_id, agent_id=party.agent_id, **ids)


def lose_agent(turn: Turn, contact: Contact) -> bool:
    """The agent's own leg is gone. True where others go on with the customer without the agent.

    Else the one who is consulted waits with music until the agent is back.
    """
    party = contact.consult
    if has_joined(contact):
        if party is not None:
            depart(turn, contact, party, "withdrawn")
        step_out(turn, contact, "system")
        return True
    if party is not None and party.place == "consulting":
        hold(turn, contact, party)
    return False


def leg_ended(turn: Turn, contact: Contact, party: Party, *, by_phone: bool) -> None:
    if party.place not in ("waiting", "ringing"):
        leave(turn, contact, party, "hung_up" if by_phone or party.number else "phone_lost")


def phone_gone(turn: Turn, run: AgentRun, *, is_browser: bool) -> bool:
    """A party's phone has vanished. True where the agent is a party, and so all is said."""
    contact = turn.contact(run.contact_id)
    party = party_of_agent(contact, run.agent_id) if contact else None
    if contact is None or party is None:
        return False
    if party.place == "ringing":
        end_ring(turn, contact, party, "failed", sets_agent=False)
        reason = turn.state.centre.phone_lost_reason
        turn.set_agent(run.agent_id, "not_ready", reason=reason, by="phone_lost")
    elif is_browser:
        leave(turn, contact, party, "phone_lost")
    return True


def phone_back(turn: Turn, run: AgentRun, *, is_reload: bool) -> bool:
    """A page that was loaded again has neither the ring nor the call of the one before."""
    contact = turn.contact(run.contact_id)
    party = party_of_agent(contact, run.agent_id) if contact else None
    if contact is None or party is None:
        return False
    if is_reload and party.place == "ringing":
        end_ring(turn, contact, party, "withdrawn")
    elif is_reload:
        leave(turn, contact, party, "phone_lost")
    return True


def withdraw_ring(turn: Turn, run: AgentRun) -> None:
    """The agent takes no call now; the caller of this says what the agent becomes."""
    contact = turn.contact(run.contact_id)
    party = party_of_agent(contact, run.agent_id) if contact else None
    if contact and party and party.place == "ringing":
        end_ring(turn, contact, party, "withdrawn", sets_agent=False)


def expire(turn: Turn, contact: Contact) -> bool:
    """True where it was a party's time that is over."""
    party = contact.consult
    if party is None:
        return False
    if party.place == "ringing" and turn.now_ms >= party.offered_ms + party.limit_ms:
        end_ring(turn, contact, party, "missed", _Q850_NO_ANSWER)
        return True
    if party.place == "waiting" and turn.now_ms >= party.asked_ms + party.asked_limit_ms:
        depart(turn, contact, party, "nobody_free")
        return True
    return False


def compare(turn: Turn, contact: Contact, rings: dict[str, bool]) -> None:
    """After telephony was away: a party whose leg is not there is out, one that answered is in."""
    for party in list(contact.parties):
        if party.place == "waiting":
            continue
        if party.ring_id not in rings:
            if party.place == "ringing":
                end_ring(turn, contact, party, "withdrawn")
            else:
                leave(turn, contact, party, "phone_lost")
        elif party.place == "ringing" and rings[party.ring_id]:
            answered(turn, contact, party)


def find(turn: Turn, contact_id: str, ring_id: str) -> tuple[Contact, Party] | None:
    contact = turn.contact(contact_id)
    party = party_of_ring(contact, ring_id) if contact else None
    return (contact, party) if contact and party else None

"""Several people in one call: consult, hand over, conference; and what ends at any moment."""

import pytest
from tests.acd.floor import Bench

from callfloor.acd import inputs as i
from callfloor.acd.consults import PARTIES_MAX
from callfloor.acd.errors import Refused
from callfloor.contacts.record import Record
from callfloor.contacts.record import apply as fold
from callfloor.events import contacts as c
from callfloor.events import parties as p
from callfloor.events.fact import ContactFact

NUMBER = "+34600000000"


def talking() -> tuple[Bench, str]:
    """Maria speaks with a customer of sales; omar is free, and li, who has a SIP phone."""
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.ready("omar", "li")
    return bench, contact_id


def answer(bench: Bench, contact_id: str) -> list[str]:
    party = bench.contact(contact_id).consult
    assert party is not None
    bench.say(i.RingProgressed(contact_id, party.ring_id), after_ms=200)
    return bench.say(i.RingAnswered(contact_id, party.ring_id), after_ms=2_000)


def consulting() -> tuple[Bench, str]:
    bench, contact_id = talking()
    bench.say(i.Consult("maria", to_agent_id="omar"), after_ms=10_000)
    answer(bench, contact_id)
    return bench, contact_id


def place(bench: Bench, contact_id: str) -> str:
    party = bench.contact(contact_id).consult
    return party.place if party else ""


def record_of(bench: Bench, contact_id: str) -> Record:
    record = Record(tenant="demo", contact_id=contact_id)
    for fact in bench.facts:
        if isinstance(fact, ContactFact) and fact.contact_id == contact_id:
            fold(record, fact)
    return record


def refused(bench: Bench, given: i.Input) -> str:
    with pytest.raises(Refused) as caught:
        bench.say(given)
    return caught.value.code


def test_the_customer_is_on_hold_while_a_colleague_is_asked() -> None:
    bench, contact_id = talking()
    names = bench.say(i.Consult("maria", to_agent_id="omar"))
    assert names == [
        "contact_held", "agent_state_changed", "consult_started", "party_offered",
        "agent_state_changed",
    ]  # fmt: skip
    assert (bench.agent("maria"), bench.agent("omar")) == ("holding", "reserved")
    answer(bench, contact_id)
    assert (bench.agent("omar"), place(bench, contact_id)) == ("talking", "consulting")
    bench.check_replay()


def test_pain_6_an_attended_transfer_credits_each_agent_with_the_own_time() -> None:
    bench, contact_id = consulting()
    bench.say(i.CompleteTransfer("maria"), after_ms=60_000)
    handed_ms = bench.now_ms
    assert (bench.agent("maria"), bench.agent("omar")) == ("wrap_up", "talking")
    assert bench.contact(contact_id).phase == "talking"
    bench.say(i.HangUp("omar"), after_ms=600_000)
    first, second = record_of(bench, contact_id).segments
    assert (first.agent_id, first.end_reason, first.ended_ms) == (
        "maria", "attended_transfer", handed_ms,
    )  # fmt: skip
    assert first.hold_ms == 62_200, "from asking to handing over the customer waited"
    assert (second.agent_id, second.answered_ms) == ("omar", handed_ms)
    assert second.talk_ms == 600_000
    assert first.transfer_to == "omar"
    bench.check_replay()


def test_the_agent_swaps_between_both_and_they_never_hear_each_other() -> None:
    bench, contact_id = consulting()
    assert bench.say(i.Swap("maria"))[:2] == ["party_held", "contact_resumed"]
    assert (bench.agent("maria"), place(bench, contact_id)) == ("talking", "held")
    names = bench.say(i.HoldCall("maria"))
    assert (names[0], names[-1]) == ("contact_held", "party_resumed"), "hold swaps back"
    assert bench.say(i.ResumeCall("maria"))[0] == "party_held", "and so does resume"
    bench.say(i.CompleteTransfer("maria"))
    assert bench.contact(contact_id).segment.agent_id == "omar"  # type: ignore[union-attr]


def test_a_cancelled_consultation_gives_the_customer_back() -> None:
    bench, contact_id = consulting()
    names = bench.say(i.CancelConsult("maria"))
    assert names == [
        "party_left", "agent_state_changed", "contact_resumed", "agent_state_changed",
    ]  # fmt: skip
    assert (bench.agent("maria"), bench.agent("omar")) == ("talking", "ready")
    assert len(record_of(bench, contact_id).segments) == 1, "a consultation is no segment"


@pytest.mark.parametrize(
    ("result", "reason"),
    [("missed", "missed"), ("rejected", "rejected"), ("busy", "phone_busy")],
)
def test_a_colleague_who_does_not_take_it_is_out_and_the_customer_stays(
    result: str, reason: str
) -> None:
    bench, contact_id = talking()
    bench.say(i.Consult("maria", to_agent_id="omar"))
    party = bench.contact(contact_id).consult
    assert party is not None
    bench.say(i.RingFailed(contact_id, party.ring_id, result))  # type: ignore[arg-type]
    assert bench.state.agents["omar"].reason == reason
    assert bench.contact(contact_id).consult is None
    assert bench.agent("maria") == "holding", "nobody is switched to the customer unasked"
    bench.say(i.ResumeCall("maria"))
    assert bench.agent("maria") == "talking"


def test_a_queue_is_asked_on_until_somebody_takes_it() -> None:
    bench, contact_id = talking()
    bench.say(i.GoNotReady("omar", "lunch"))
    bench.say(i.Consult("maria", to_queue_id="sales"))
    assert place(bench, contact_id) == "waiting"
    bench.call()
    assert "party_offered" in bench.say(i.GoReady("omar")), "before those who wait in the queue"
    party = bench.contact(contact_id).consult
    assert party is not None
    bench.say(i.RingFailed(contact_id, party.ring_id, "missed"))
    assert place(bench, contact_id) == "waiting"
    bench.wait(60_000)
    assert bench.last(p.PartyLeft).reason == "nobody_free"
    bench.check_replay()


def test_a_conference_goes_on_without_the_one_who_leaves() -> None:
    bench, contact_id = consulting()
    bench.say(i.Conference("maria"))
    assert bench.contact(contact_id).phase == "talking"
    assert refused(bench, i.HoldCall("omar")) == "not_yours"
    bench.say(i.LeaveCall("maria"), after_ms=30_000)
    assert bench.contact(contact_id).segment.agent_id == "omar"  # type: ignore[union-attr]
    bench.say(i.HangUp("omar"), after_ms=40_000)
    assert contact_id not in bench.state.contacts or bench.contact(contact_id).phase == "ended"
    first, second = record_of(bench, contact_id).segments
    assert (first.end_reason, second.end_reason) == ("left", "agent_hangup")
    assert second.talk_ms == 70_000, "the time in the conference is the colleague's too"
    bench.check_replay()


def test_whoever_was_called_in_may_leave_or_be_let_go_and_has_wrap_up() -> None:
    bench, contact_id = consulting()
    bench.say(i.Conference("maria"))
    bench.say(i.HangUp("omar"))
    assert (bench.agent("omar"), bench.agent("maria")) == ("wrap_up", "talking")
    bench.say(i.CompleteWrapUp("omar", "x"))
    bench.say(i.Consult("maria", to_agent_id="omar"))
    answer(bench, contact_id)
    bench.say(i.Conference("maria"))
    party = bench.contact(contact_id).parties[0]
    bench.say(i.RemoveParty("maria", party.party_id))
    assert bench.last(p.PartyLeft).reason == "removed"
    assert [s.agent_id for s in record_of(bench, contact_id).segments] == ["maria", "omar", "omar"]


def test_a_number_is_consulted_joined_and_handed_the_customer() -> None:
    bench, contact_id = talking()
    bench.say(i.Consult("maria", to_number=NUMBER))
    answer(bench, contact_id)
    ring_id = bench.contact(contact_id).parties[0].ring_id
    bench.say(i.CompleteTransfer("maria"))
    assert bench.contact(contact_id).phase == "outside"
    assert bench.last(c.ContactTransferred).to_number == NUMBER
    bench.say(i.AgentLegEnded(contact_id, ring_id, by_phone=True))
    assert bench.last(c.ContactEnded).disposition == "queue"
    bench.check_replay()


def test_six_people_are_the_most_in_one_call() -> None:
    bench, contact_id = talking()
    for _ in range(PARTIES_MAX):
        bench.say(i.Consult("maria", to_number=NUMBER))
        answer(bench, contact_id)
        bench.say(i.Conference("maria"))
    assert refused(bench, i.Consult("maria", to_number=NUMBER)) == "too_many"
    bench.say(i.HangUp("maria"))
    assert sum(isinstance(fact, p.PartyLeft) for fact in bench.facts) == PARTIES_MAX
    bench.check_replay()


def test_what_does_not_fit_says_what_to_do() -> None:
    bench, contact_id = talking()
    assert refused(bench, i.Swap("maria")) == "no_consult"
    assert refused(bench, i.LeaveCall("maria")) == "alone"
    assert refused(bench, i.Consult("maria")) == "one_target"
    assert refused(bench, i.Consult("maria", to_agent_id="maria")) == "own_self"
    bench.say(i.Consult("maria", to_agent_id="omar"))
    assert refused(bench, i.CompleteTransfer("maria")) == "not_answered"
    assert refused(bench, i.HangUp("maria")) == "consult_open"
    assert refused(bench, i.Transfer("maria", to_queue_id="support")) == "consult_open"
    answer(bench, contact_id)
    bench.say(i.Conference("maria"))
    assert refused(bench, i.Transfer("maria", to_queue_id="support")) == "conference"
    assert refused(bench, i.RemoveParty("maria", "none")) == "no_party"


def test_a_page_that_is_reloaded_finds_the_consultation_again() -> None:
    bench, contact_id = consulting()
    bench.say(i.PhoneChanged("maria", reachable=True, registration="maria-2"))
    assert (bench.contact(contact_id).phase, place(bench, contact_id)) == ("rejoining", "held")
    segment = bench.contact(contact_id).segment
    assert segment is not None
    bench.say(i.RingAnswered(contact_id, segment.rejoin_ring_id))
    assert (bench.contact(contact_id).phase, place(bench, contact_id)) == ("talking", "held")
    bench.say(i.Swap("maria"))
    assert place(bench, contact_id) == "consulting"


def test_an_agent_whose_phone_stays_away_gives_customer_and_colleague_free() -> None:
    bench, contact_id = consulting()
    bench.say(i.PhoneChanged("maria", reachable=False))
    bench.wait(30_000)
    assert bench.contact(contact_id).phase == "ringing", "the colleague was free for the queue"
    assert bench.ringing(contact_id) == "omar"


def test_a_sip_phone_put_down_on_an_answered_consultation_hands_over() -> None:
    bench = Bench()
    bench.ready("li")
    contact_id = bench.call("support")
    bench.talk(contact_id)
    bench.ready("omar")
    bench.say(i.Consult("li", to_agent_id="omar"))
    own = bench.contact(contact_id).segment
    assert own is not None
    bench.say(i.AgentLegEnded(contact_id, own.ring_id, by_phone=True))
    assert bench.contact(contact_id).phase == "rejoining", "nobody answered: li is rung again"
    bench.say(i.RingAnswered(contact_id, own.rejoin_ring_id))
    answer(bench, contact_id)
    bench.say(i.AgentLegEnded(contact_id, own.ring_id, by_phone=True))
    assert bench.contact(contact_id).segment.agent_id == "omar"  # type: ignore[union-attr]


def test_a_colleague_whose_phone_is_lost_is_out_of_the_consultation() -> None:
    bench, contact_id = consulting()
    bench.say(i.PhoneChanged("omar", reachable=False))
    assert bench.last(p.PartyLeft).reason == "phone_lost"
    assert (bench.agent("omar"), bench.agent("maria")) == ("not_ready", "holding")
    assert bench.contact(contact_id).phase == "holding"


def test_in_a_conference_the_others_go_on_where_the_agents_phone_is_lost() -> None:
    bench, contact_id = consulting()
    bench.say(i.Conference("maria"))
    bench.say(i.PhoneChanged("maria", reachable=False))
    assert bench.contact(contact_id).segment.agent_id == "omar"  # type: ignore[union-attr]
    assert bench.contact(contact_id).phase == "talking"

"""Calls out, callbacks and abandoned calls: the core's rules, each pain by its name."""

import pytest
from tests.acd.floor import Bench, small_centre, with_queue

from callfloor.acd import inputs as i
from callfloor.acd.centre import CallsOut, Centre
from callfloor.acd.errors import Refused
from callfloor.events import abandoned as x
from callfloor.events import callbacks as k
from callfloor.events import contacts as c
from callfloor.events import outbound as o

RULES = CallsOut(prefixes=("+34",), calls_max=2, shown="+34900")
CUSTOMER = "+34911"


def centre(**queue: object) -> Centre:
    return with_queue(small_centre(calls_out=RULES), "sales", **queue)


def bench(**queue: object) -> Bench:
    return Bench(centre(**queue))


def call_out(floor: Bench, agent_id: str = "maria", number: str = CUSTOMER) -> str:
    """A call out up to the point where the customer is being dialled."""
    floor.say(i.CallOut(agent_id, "o1", to_number=number))
    floor.say(i.RingAnswered("o1", "o1.r1"), after_ms=300)
    return floor.contact("o1").line


def ask_for_callback(floor: Bench) -> str:
    contact_id = floor.call()
    floor.say(i.RequestCallback(contact_id), after_ms=10_000)
    floor.say(i.Finish(contact_id, "queue", "callback_requested"))
    return next(one for one, v in floor.state.contacts.items() if v.direction == "callback")


def dial_callback(floor: Bench, callback: str) -> str:
    ring = floor.contact(callback).ring
    assert ring is not None
    floor.say(i.RingAnswered(callback, ring.ring_id), after_ms=2_000)
    return floor.contact(callback).line


def reach(floor: Bench, contact_id: str, line: str) -> None:
    floor.say(i.CustomerAnswered(contact_id, line), after_ms=4_000)
    segment = floor.contact(contact_id).segment
    assert segment is not None
    floor.say(i.Connected(contact_id, segment.ring_id), after_ms=5)


def test_a_call_out_rings_the_agent_then_the_customer_and_ends_in_wrap_up() -> None:
    floor = bench()
    floor.ready("maria")
    line = call_out(floor)
    assert floor.agent("maria") == "talking"
    assert floor.last(o.CustomerDialled).to_number == CUSTOMER
    assert floor.last(o.CustomerDialled).shown == "+34900"
    reach(floor, "o1", line)
    assert floor.say(i.HoldCall("maria"))
    assert floor.say(i.ResumeCall("maria"))
    floor.say(i.HangUp("maria"), after_ms=60_000)
    assert floor.last(c.ContactEnded).disposition == "direct"
    assert floor.agent("maria") == "wrap_up"
    floor.check_replay()


@pytest.mark.parametrize("result", ["busy", "no_answer", "rejected", "failed"])
def test_a_customer_who_is_not_reached_is_told_apart(result: str) -> None:
    floor = bench()
    floor.ready("maria")
    line = call_out(floor)
    floor.say(i.CustomerFailed("o1", line, result))  # type: ignore[arg-type]
    assert floor.last(o.CustomerNotReached).result == result
    assert floor.last(c.ContactEnded).cause == result
    assert floor.agent("maria") == "ready"
    floor.check_replay()


@pytest.mark.parametrize("how", ["customer", "own_phone", "cancelled", "phone_gone"])
def test_pain_10_after_a_failed_call_out_a_person_on_break_stays_on_break(how: str) -> None:
    floor = bench()
    floor.ready("maria")
    floor.say(i.GoNotReady("maria", "lunch"))
    if how == "own_phone":
        floor.say(i.CallOut("maria", "o1", to_number=CUSTOMER))
        floor.say(i.RingFailed("o1", "o1.r1", "rejected"))
    else:
        line = call_out(floor)
        if how == "customer":
            floor.say(i.CustomerFailed("o1", line, "busy"))
        elif how == "cancelled":
            floor.say(i.HangUp("maria"))
        else:
            floor.say(i.AgentLegEnded("o1", "o1.r1", by_phone=False))
    run = floor.state.agents["maria"]
    assert (run.state, run.reason) == ("not_ready", "lunch")
    assert "o1" not in floor.state.contacts
    floor.check_replay()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (i.CallOut("maria", "o1", to_number="+49301234"), "number_not_allowed"),
        (i.CallOut("maria", "o1", to_number="abc"), "bad_number"),
        (i.CallOut("maria", "o1"), "one_target"),
        (i.CallOut("maria", "o1", to_agent_id="maria"), "own_self"),
        (i.CallOut("li", "o1", to_number=CUSTOMER), "logged_out"),
        (i.CallOut("maria", "o1", to_agent_id="li"), "agent_unavailable"),
    ],
)
def test_a_call_that_may_not_be_is_refused_with_a_sentence(given: i.CallOut, code: str) -> None:
    floor = bench()
    floor.ready("maria")
    with pytest.raises(Refused) as refused:
        floor.say(given)
    assert refused.value.code == code
    assert floor.agent("maria") == "ready"


def test_a_centre_without_prefixes_calls_nobody_and_the_lines_are_limited() -> None:
    closed = Bench(small_centre(calls_out=CallsOut()))
    closed.ready("maria")
    with pytest.raises(Refused, match="may not be called"):
        closed.say(i.CallOut("maria", "o1", to_number=CUSTOMER))
    closed.talk(closed.call())
    for given in (i.Transfer("maria", to_number=CUSTOMER), i.Consult("maria", to_number=CUSTOMER)):
        with pytest.raises(Refused, match="may not be called"):
            closed.say(given)
    floor = bench()
    floor.ready("maria", "omar", "li")
    floor.say(i.CallOut("maria", "o1", to_number=CUSTOMER))
    floor.say(i.CallOut("omar", "o2", to_number=CUSTOMER))
    with pytest.raises(Refused) as refused:
        floor.say(i.CallOut("li", "o3", to_number=CUSTOMER))
    assert refused.value.code == "lines_busy"


def test_colleagues_call_each_other_and_are_afterwards_as_before() -> None:
    floor = bench()
    floor.ready("maria", "omar")
    floor.say(i.GoNotReady("omar", "lunch"))
    floor.say(i.CallOut("maria", "o1", to_agent_id="omar"))
    floor.say(i.RingAnswered("o1", "o1.r1"))
    assert floor.agent("omar") == "ringing"
    line = floor.contact("o1").line
    waiting = floor.call()
    assert floor.ringing(waiting) == ""
    reach(floor, "o1", line)
    assert (floor.agent("maria"), floor.agent("omar")) == ("talking", "talking")
    floor.say(i.HangUp("omar"))
    assert floor.ringing(waiting) == "maria"
    run = floor.state.agents["omar"]
    assert (run.state, run.reason) == ("not_ready", "lunch")
    floor.check_replay()


def test_pain_11_a_callback_keeps_the_place_and_never_jumps_the_line() -> None:
    floor = bench()
    before = floor.call(caller="+34912")
    floor.wait(1_000)
    callback = ask_for_callback(floor)
    after = floor.call(caller="+34913")
    line = [one.contact_id for one in floor.state.waiting_in("sales")]
    assert line == [before, callback, after]
    floor.ready("maria")
    assert floor.ringing(before) == "maria"
    floor.ready("omar")
    assert floor.ringing(callback) == "omar"
    reach(floor, callback, dial_callback(floor, callback))
    assert floor.last(k.CallbackReached).contact_id == callback
    floor.check_replay()


def test_pain_11_a_callback_survives_a_telephony_that_began_anew() -> None:
    floor = bench()
    callback = ask_for_callback(floor)
    floor.ready("maria")
    dial_callback(floor, callback)
    floor.say(i.Reconcile({}, restarted=True))
    contact = floor.contact(callback)
    assert contact.counted == 0, "nobody's doing at the far end"
    assert floor.ringing(callback) == "maria", "it is its turn still"
    floor.check_replay()


def test_the_one_who_asked_leaves_the_queue_as_called_back_not_as_abandoned() -> None:
    floor = bench()
    callback = ask_for_callback(floor)
    left = next(f for f in floor.facts if isinstance(f, c.ContactLeftQueue))
    assert left.outcome == "callback_requested"
    requested = floor.last(k.CallbackRequested)
    assert (requested.parent_id, requested.number) == (left.contact_id, CUSTOMER)
    assert list(floor.state.contacts) == [callback]
    assert not floor.state.abandoned


def test_a_busy_customer_is_tried_again_by_rule_and_given_up_at_last() -> None:
    floor = bench(callback_attempts_max=2, callback_retry_ms=120_000)
    callback = ask_for_callback(floor)
    floor.ready("maria")
    floor.say(i.CustomerFailed(callback, dial_callback(floor, callback), "busy"))
    assert floor.agent("maria") == "ready"
    assert floor.contact(callback).phase == "postponed"
    floor.wait(119_000)
    assert floor.agent("maria") == "ready"
    floor.wait(1_000)
    assert floor.ringing(callback) == "maria"
    line = dial_callback(floor, callback)
    assert line == f"{callback}.c2"
    floor.say(i.CustomerFailed(callback, f"{callback}.c1", "busy"))
    assert floor.contact(callback).phase == "dialling", "news of the line before"
    floor.say(i.CustomerFailed(callback, line, "no_answer"))
    assert floor.last(k.CallbackGivenUp).attempts == 2
    assert callback not in floor.state.contacts
    floor.check_replay()


def test_no_callback_is_made_outside_its_hours_and_none_is_lost() -> None:
    floor = bench()
    callback = ask_for_callback(floor)
    floor.say(i.CallbackHours({"sales": False}))
    floor.ready("maria")
    assert floor.agent("maria") == "ready"
    floor.wait(12 * 3_600_000)
    floor.say(i.CallbackHours({"sales": True}))
    assert floor.ringing(callback) == "maria"
    floor.check_replay()


def test_one_who_calls_again_takes_the_place_and_the_callback_is_cancelled() -> None:
    floor = bench()
    callback = ask_for_callback(floor)
    rank_ms = floor.last(k.CallbackRequested).rank_ms
    floor.wait(5_000)
    again = floor.call()
    assert callback not in floor.state.contacts
    cancelled = floor.last(k.CallbackCancelled)
    assert (cancelled.reason, cancelled.other_id) == ("called_again", again)
    leg = floor.contact(again).leg
    assert leg is not None
    assert leg.rank_ms == rank_ms
    floor.check_replay()


def test_pain_11_one_who_asks_again_in_the_menu_has_one_callback_at_the_first_place() -> None:
    floor = bench()
    first = ask_for_callback(floor)
    rank_ms = floor.last(k.CallbackRequested).rank_ms
    floor.wait(5_000)
    arrived = c.ContactArrived(
        tenant="demo", at_ms=floor.now_ms, contact_id="again", channel="voice", direction="in",
        line="line-again", caller=CUSTOMER, called="900", language="",
    )  # fmt: skip
    floor.say(i.Note(arrived))
    floor.say(i.RequestCallback("again", queue_id="sales"))
    floor.say(i.Finish("again", "queue", "callback_requested"))
    assert floor.last(k.CallbackCancelled).contact_id == first
    assert floor.last(k.CallbackRequested).rank_ms == rank_ms
    assert len(floor.state.index.promised[CUSTOMER]) == 1
    floor.check_replay()


def test_one_who_calls_while_being_dialled_is_not_called_again_after_it() -> None:
    floor = bench()
    callback = ask_for_callback(floor)
    floor.ready("maria")
    line = dial_callback(floor, callback)
    again = floor.call()
    floor.say(i.CustomerFailed(callback, line, "busy"))
    assert callback not in floor.state.contacts
    assert floor.last(k.CallbackCancelled).other_id == again
    assert floor.ringing(again) == "maria"
    floor.check_replay()


def test_a_customer_who_answers_and_is_gone_before_the_agent_is_tried_again() -> None:
    floor = bench()
    callback = ask_for_callback(floor)
    floor.ready("maria")
    line = dial_callback(floor, callback)
    floor.say(i.CustomerAnswered(callback, line))
    floor.say(i.CustomerGone(callback, line=line))
    assert floor.last(k.CallbackAttempted).result == "hung_up"
    assert floor.contact(callback).phase == "postponed"
    assert floor.agent("maria") == "ready"
    floor.check_replay()


def test_an_agent_who_rejects_a_callback_leaves_it_at_its_place() -> None:
    floor = bench()
    callback = ask_for_callback(floor)
    floor.ready("maria")
    ring = floor.contact(callback).ring
    assert ring is not None
    floor.say(i.RingFailed(callback, ring.ring_id, "rejected"))
    assert floor.contact(callback).phase == "queued"
    floor.ready("omar")
    assert floor.ringing(callback) == "omar"


def test_a_callback_may_be_set_for_a_time_moved_and_cancelled() -> None:
    floor = bench()
    floor.ready("maria")
    due_ms = floor.now_ms + 3_600_000
    floor.say(i.RequestCallback("", CUSTOMER, "sales", due_ms=due_ms, by="maria"))
    callback = next(iter(floor.state.contacts))
    with pytest.raises(Refused, match="already"):
        floor.say(i.RequestCallback("", CUSTOMER, "sales"))
    floor.say(i.ChangeCallback(callback, due_ms + 60_000, "maria"))
    floor.wait(3_600_000)
    assert floor.agent("maria") == "ready"
    floor.wait(60_000)
    assert floor.ringing(callback) == "maria"
    floor.say(i.ChangeCallback(callback, None, "user:7"))
    assert floor.agent("maria") == "ready"
    assert not floor.state.contacts
    floor.check_replay()


def test_a_number_keyed_by_a_caller_may_be_no_other_than_the_rules_allow() -> None:
    floor = bench()
    contact_id = floor.call()
    with pytest.raises(Refused, match="may not be called"):
        floor.say(i.RequestCallback(contact_id, "+88213"))
    assert floor.contact(contact_id).phase == "queued"


def test_one_who_waits_is_asked_once_and_not_when_near() -> None:
    floor = bench(callback="offer", callback_offer_after_ms=30_000, callback_offer_position=2)
    floor.call()
    floor.call()
    floor.wait(300_000)
    asked = [fact for fact in floor.facts if isinstance(fact, k.CallbackOffered)]
    assert [fact.asked for fact in asked] == [False, True]


def abandon(floor: Bench, waited_ms: int = 60_000) -> str:
    contact_id = floor.call()
    floor.wait(waited_ms)
    floor.say(i.CustomerGone(contact_id))
    return contact_id


def test_pain_12_abandoned_calls_have_a_list_and_one_person_sees_to_each() -> None:
    floor = bench()
    abandon(floor, 15_000)
    assert not floor.state.abandoned, "a short abandon is nobody's wish to talk"
    contact_id = abandon(floor)
    floor.ready("maria", "omar")
    floor.say(i.CallOut("maria", "o1", to_number=CUSTOMER, abandoned_id=contact_id))
    with pytest.raises(Refused, match="maria sees to this"):
        floor.say(i.SeeToAbandoned(contact_id, "claim", "omar"))
    with pytest.raises(Refused, match="maria sees to this"):
        floor.say(i.CallOut("omar", "o2", to_number=CUSTOMER, abandoned_id=contact_id))
    floor.say(i.RingAnswered("o1", "o1.r1"))
    assert contact_id in floor.state.abandoned
    reach(floor, "o1", floor.contact("o1").line)
    settled = floor.last(x.AbandonedSettled)
    assert (settled.reason, settled.other_id, settled.by) == ("called_back", "o1", "maria")
    assert not floor.state.abandoned
    floor.check_replay()


def test_one_who_calls_again_is_off_the_list_by_itself() -> None:
    floor = bench()
    contact_id = abandon(floor)
    again = floor.call()
    settled = floor.last(x.AbandonedSettled)
    assert (settled.contact_id, settled.reason) == (contact_id, "called_again")
    assert settled.other_id == again


def test_by_rule_an_abandoned_call_is_called_back_once_in_a_day() -> None:
    floor = bench(callback_after_abandon_ms=600_000)
    first = abandon(floor)
    floor.wait(600_000)
    settled = floor.last(x.AbandonedSettled)
    assert (settled.contact_id, settled.reason) == (first, "callback")
    callback = settled.other_id
    assert floor.contact(callback).phase == "queued"
    floor.say(i.ChangeCallback(callback))
    second = abandon(floor)
    floor.wait(600_000)
    assert second in floor.state.abandoned, "once a day is enough; a person may call"
    floor.wait(3 * 24 * 3_600_000)
    assert not floor.state.abandoned
    floor.check_replay()

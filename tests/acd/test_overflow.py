"""Who cannot stay in a queue, and where they go; emergency closings."""

from typing import Any

import msgspec
import pytest
from tests.acd.floor import Bench, small_centre, with_queue

from callfloor.acd import inputs as i
from callfloor.acd.centre import Centre, Closing
from callfloor.acd.errors import Refused
from callfloor.events import contacts as c
from callfloor.events import routing as r

WORDS = {"en": "Nobody is here.", "es": "No hay nadie.", "zh": "无人。"}


def closed(bench: Bench, queue_id: str = "", **more: Any) -> None:
    change(bench, closings={queue_id: Closing(message=WORDS, **more)})


def change(bench: Bench, **changes: Any) -> None:
    centre = bench.state.centre
    changed = msgspec.structs.replace(centre, version=centre.version + 1, **changes)
    bench.say(i.Configure(changed))


def unstaffed(**changes: Any) -> Centre:
    return with_queue(small_centre(), "sales", no_agent="unstaffed", **changes)


def test_with_nobody_logged_in_a_contact_overflows_at_once() -> None:
    bench = Bench(unstaffed(overflow_number="+34911"))
    contact_id = bench.call()
    assert bench.contact(contact_id).phase == "outside"
    assert bench.last(r.ContactSentOut).to_number == "+34911"
    assert bench.last(c.ContactLeftQueue).outcome == "overflow"
    bench.check_replay()


def test_who_waits_overflows_when_the_last_agent_logs_out() -> None:
    bench = Bench(unstaffed(overflow_message=WORDS))
    bench.ready("maria", "omar")
    talking = [bench.call(), bench.call()]
    for contact_id in talking:
        bench.talk(contact_id)
    waiting = [bench.call() for _ in range(20)]
    bench.say(i.LogOut("maria"))
    bench.say(i.HangUp("maria"))
    bench.say(i.CompleteWrapUp("maria", "x"))
    assert [bench.contact(one).phase for one in waiting] == ["queued"] * 20
    bench.say(i.LogOut("omar"))
    bench.say(i.HangUp("omar"))
    bench.say(i.CompleteWrapUp("omar", "x"))
    bench.wait(0)
    assert [bench.contact(one).phase for one in waiting] == ["dismissed"] * 20
    bench.check_replay()


def test_on_a_break_is_staffed_and_a_transfer_to_a_person_waits_for_that_person() -> None:
    bench = Bench(unstaffed())
    bench.ready("maria")
    bench.say(i.GoNotReady("maria", "lunch"))
    assert bench.contact(bench.call()).phase == "queued"


def test_none_ready_overflows_on_entry_and_never_one_that_is_taken_at_once() -> None:
    centre = with_queue(small_centre(), "sales", no_agent="none_ready", overflow_queue_id="support")
    bench = Bench(centre)
    bench.ready("maria")
    assert bench.ringing(bench.call()) == "maria"
    second = bench.contact(bench.call())
    assert second.leg is not None
    assert second.leg.queue_id == "support"


def test_two_queues_that_overflow_into_each_other_end_in_a_message() -> None:
    centre = unstaffed(overflow_queue_id="support")
    centre = with_queue(centre, "support", no_agent="unstaffed", overflow_queue_id="sales")
    bench = Bench(centre)
    assert bench.contact(bench.call()).phase == "voicemail"


def test_a_full_queue_says_its_words_and_the_call_ends_when_they_were_said() -> None:
    bench = Bench(with_queue(small_centre(), "sales", length_limit=1, overflow_message=WORDS))
    bench.call()
    contact_id = bench.call()
    assert bench.last(r.ContactDismissed).message == WORDS
    assert bench.say(i.Depart(contact_id)) == ["contact_ended"]
    assert bench.last(c.ContactEnded).disposition == "queue"
    assert bench.say(i.Depart(contact_id)) == []


def test_words_that_are_never_said_hold_nobody_for_ever() -> None:
    bench = Bench()
    closed(bench)
    contact_id = bench.call()
    assert bench.contact(contact_id).phase == "dismissed"
    assert bench.wait(120_000) == ["contact_ended"]
    assert bench.last(c.ContactEnded).disposition == "closed_hours"


def test_a_closed_centre_tells_callers_at_the_door_and_opens_again() -> None:
    bench = Bench()
    bench.ready("maria")
    closed(bench)
    contact_id = bench.call()
    assert bench.last(r.ContactDismissed).reason == "closed"
    assert bench.agent("maria") == "ready"
    bench.say(i.CustomerGone(contact_id))
    change(bench, closings={})
    assert bench.ringing(bench.call()) == "maria"


def test_a_closed_queue_leaves_the_others_open_and_cannot_be_transferred_to() -> None:
    bench = Bench()
    bench.ready("maria", "li")
    closed(bench, "support", ends_with="voicemail")
    talking = bench.call("sales")
    bench.talk(talking)
    assert bench.contact(bench.call("support")).phase == "voicemail"
    with pytest.raises(Refused, match="closed now"):
        bench.say(i.Transfer("maria", to_queue_id="support"))
    assert bench.contact(talking).phase == "talking"


@pytest.mark.parametrize(("waiting", "phase"), [("stay", "queued"), ("leave", "dismissed")])
def test_who_waits_when_it_closes_stays_or_is_let_go(waiting: str, phase: str) -> None:
    bench = Bench()
    contact_ids = [bench.call() for _ in range(20)]
    closed(bench, waiting=waiting)
    bench.wait(0)
    assert {bench.contact(one).phase for one in contact_ids} == {phase}


def test_at_the_door_only_a_closing_of_the_whole_centre_counts() -> None:
    bench = Bench()
    closed(bench, "sales")
    arrived = c.ContactArrived(
        tenant="demo", at_ms=bench.now_ms, contact_id="x", channel="voice", direction="in",
        line="x", caller="1", called="9",
    )  # fmt: skip
    bench.say(i.Note(arrived))
    assert bench.say(i.Admit("x")) == []
    closed(bench)
    assert bench.say(i.Admit("x")) == ["contact_dismissed"]
    bench.check_replay()

"""A lead acts on the floor: callers moved in line, handed over, cut; skills moved for a while."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.acd.floor import Bench, small_centre, with_queue
from tests.effort import cases

from callfloor.acd import inputs as i
from callfloor.acd import lead_inputs as li
from callfloor.acd import snapshot
from callfloor.acd.errors import Refused
from callfloor.events import contacts as c
from callfloor.events import leads as f

LEAD: dict[str, Any] = {"by": "user:7", "by_name": "Laura", "reason": "She called thrice."}
HOUR_MS = 3_600_000


def line(bench: Bench, queue_id: str = "sales") -> list[str]:
    return [contact.contact_id for contact in bench.state.waiting_in(queue_id)]


def refused(bench: Bench, given: i.Input) -> str:
    with pytest.raises(Refused) as caught:
        bench.say(given)
    return caught.value.code


def test_a_caller_is_moved_to_the_front_and_is_served_next() -> None:
    bench = Bench()
    waiting = [bench.call() for _ in range(3)]
    assert bench.say(li.MoveUp(contact_id=waiting[2], **LEAD)) == ["caller_moved_up"]
    assert line(bench) == [waiting[2], waiting[0], waiting[1]]
    moved = bench.last(f.CallerMovedUp)
    assert (moved.by, moved.by_name, moved.reason) == ("user:7", "Laura", "She called thrice.")
    bench.ready("maria")
    assert bench.ringing(waiting[2]) == "maria"
    bench.check_replay()


def test_a_priority_puts_a_caller_where_its_age_and_the_priority_say() -> None:
    bench = Bench()
    first = bench.call()
    bench.wait(100_000)
    second = bench.call()
    bench.say(li.MoveUp(contact_id=second, priority=8, **LEAD))
    assert line(bench) == [first, second], "three steps of 30 s are less than 100 s"
    bench.say(li.MoveUp(contact_id=second, priority=9, **LEAD))
    assert line(bench) == [second, first]
    bench.say(li.MoveUp(contact_id=second, priority=0, **LEAD))
    assert line(bench) == [first, second]
    bench.check_replay()


@settings(max_examples=cases(100, quick=20), deadline=None)
@given(
    priorities=st.lists(st.integers(0, 10), min_size=2, max_size=8),
    moves=st.lists(st.tuples(st.integers(0, 7), st.none() | st.integers(0, 10)), max_size=12),
)
def test_whoever_is_moved_stands_there_and_the_others_keep_their_order(
    priorities: list[int], moves: list[tuple[int, int | None]]
) -> None:
    """The order is total, and each is served in it: by the line itself, by a replay, by an agent."""
    bench = Bench(with_queue(small_centre(), "sales", wrap_up_limit_ms=0))
    for priority in priorities:
        bench.wait(1_000)
        bench.call(priority=priority)
    for which, level in moves:
        before = line(bench)
        contact_id = before[which % len(before)]
        given_up = li.MoveUp(contact_id=contact_id, priority=level, **LEAD)
        if level is None and before[0] == contact_id:
            assert refused(bench, given_up) == "first_already"
            continue
        bench.say(given_up)
        after = line(bench)
        assert [k for k in after if k != contact_id] == [k for k in before if k != contact_id]
        if level is None:
            assert after[0] == contact_id
    expected = line(bench)
    bench.check_replay()
    bench.ready("maria")
    for contact_id in expected:
        assert bench.talk(contact_id) == "maria"
        bench.say(i.CustomerGone(contact_id))


def test_a_caller_goes_to_another_queue_and_takes_the_age_along() -> None:
    bench = Bench()
    old = bench.call()
    bench.wait(50_000)
    young = bench.call("support", language="zh")
    bench.say(li.MoveToQueue(contact_id=old, queue_id="support", **LEAD))
    assert line(bench, "support") == [old, young]
    assert line(bench) == []
    assert bench.last(f.CallerMoved).to_queue_id == "support"
    assert bench.last(c.ContactLeftQueue).outcome == "overflow"
    bench.check_replay()


def test_a_phone_that_rings_is_let_go_when_its_caller_is_moved() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    assert bench.ringing(contact_id) == "maria"
    bench.say(li.MoveToQueue(contact_id=contact_id, queue_id="support", **LEAD))
    assert bench.agent("maria") == "ready"
    assert line(bench, "support") == [contact_id]


def test_a_caller_is_handed_to_an_agent_who_is_busy_and_is_next_there() -> None:
    bench = Bench(with_queue(small_centre(), "sales", wrap_up_limit_ms=0))
    bench.ready("maria")
    talking = bench.call()
    bench.talk(talking)
    older, handed = bench.call(), bench.call("support")
    bench.wait(90_000)
    bench.say(li.GiveToAgent(contact_id=handed, agent_id="maria", **LEAD))
    bench.say(i.CustomerGone(talking))
    assert bench.ringing(handed) == "maria", "though she has no skill of that queue"
    assert line(bench) == [older]
    bench.check_replay()


def test_one_handed_to_an_agent_goes_to_anyone_after_a_while_in_the_same_leg() -> None:
    bench = Bench()
    bench.ready("maria")
    bench.talk(bench.call())
    bench.ready("li")
    bench.say(i.GoNotReady("li", "lunch"))
    handed = bench.call("support")
    bench.wait(200_000)
    bench.say(li.GiveToAgent(contact_id=handed, agent_id="maria", **LEAD))
    bench.say(i.GoReady("li"))
    assert bench.ringing(handed) == ""
    bench.wait(60_000)
    assert bench.ringing(handed) == "li"
    assert bench.contact(handed).legs == 1, "no queue was left and entered for it"
    bench.check_replay()


def test_an_agent_who_leaves_lets_go_of_the_callers_who_wait_for_that_one() -> None:
    bench = Bench()
    bench.ready("maria")
    bench.talk(bench.call())
    handed = bench.call("support")
    bench.say(li.GiveToAgent(contact_id=handed, agent_id="maria", **LEAD))
    bench.say(i.LogOut("maria"))
    bench.ready("li")
    assert bench.ringing(handed) == "", "she is not out yet"
    bench.say(i.HangUp("maria"))
    bench.say(i.CompleteWrapUp("maria", "x"))
    assert bench.ringing(handed) == "li"


@pytest.mark.parametrize("where", ["ivr", "queued", "ringing", "talking", "holding", "conference"])
def test_a_stuck_call_is_cut_wherever_it_is(where: str) -> None:
    bench = Bench()
    if where == "ivr":
        contact_id = "stuck"
        arrived = c.ContactArrived(
            tenant="demo", at_ms=bench.now_ms, contact_id=contact_id, channel="voice",
            direction="in", line="l", caller="1", called="9",
        )  # fmt: skip
        bench.say(i.Note(arrived))
    else:
        if where != "queued":
            bench.ready("maria")
        contact_id = bench.call()
    if where in ("talking", "holding", "conference"):
        bench.talk(contact_id)
    if where == "holding":
        bench.say(i.HoldCall("maria"))
    if where == "conference":
        bench.ready("li")
        bench.say(i.Consult("maria", to_agent_id="li"))
        ring_id = bench.contact(contact_id).parties[0].ring_id
        bench.say(i.RingAnswered(contact_id, ring_id))
        bench.say(i.Conference("maria"))
    names = bench.say(li.CutCall(contact_id=contact_id, **LEAD))
    assert names[0] == "call_cut"
    assert "contact_ended" in names
    assert bench.last(f.CallCut).by == "user:7"
    ended = bench.last(c.ContactEnded)
    assert (ended.ended_by, ended.cause) == ("system", "cut")
    assert refused(bench, li.CutCall(contact_id=contact_id, **LEAD)) == "call_over"
    bench.check_replay()


def test_a_wrap_up_that_somebody_left_open_is_closed_without_a_code() -> None:
    bench = Bench(with_queue(small_centre(), "sales", wrap_up_limit_ms=None))
    bench.ready("maria")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.say(i.CustomerGone(contact_id))
    bench.say(i.LogOut("maria", by="user:7"))
    assert bench.agent("maria") == "wrap_up"
    bench.say(li.EndWrapUp(agent_id="maria", **LEAD))
    assert bench.agent("maria") == "logged_out"
    assert bench.last(c.WrapUpCompleted).automatic


def test_what_makes_no_sense_is_refused_with_its_reason() -> None:
    bench = Bench()
    contact_id = bench.call()
    quiet = {**LEAD, "reason": " "}
    about: dict[str, Any] = {"contact_id": contact_id, **LEAD}
    assert refused(bench, li.MoveUp(contact_id=contact_id, **quiet)) == "why_required"
    assert refused(bench, li.MoveUp(**about)) == "first_already"
    assert refused(bench, li.MoveUp(priority=11, **about)) == "bad_priority"
    assert refused(bench, li.MoveToQueue(queue_id="sales", **about)) == "same_queue"
    assert refused(bench, li.MoveToQueue(queue_id="none", **about)) == "unknown_queue"
    assert refused(bench, li.GiveToAgent(agent_id="maria", **about)) == "agent_unavailable"
    assert refused(bench, li.GiveToAgent(agent_id="nobody", **about)) == "unknown_agent"
    assert refused(bench, li.MoveUp(contact_id="gone", **LEAD)) == "not_waiting"


def lent(**more: Any) -> li.MoveSkills:
    return li.MoveSkills(**{"agent_id": "maria", "for_ms": HOUR_MS, **LEAD, **more})


def test_an_agent_takes_another_queue_for_an_hour_and_then_no_more() -> None:
    bench = Bench()
    bench.ready("maria")
    waiting = bench.call("support")
    assert bench.ringing(waiting) == ""
    bench.say(lent(queue_ids=("support",)))
    assert bench.ringing(waiting) == "maria"
    moved = bench.last(f.SkillsMoved)
    assert (moved.changes, moved.until_ms) == ({"support": 1}, bench.now_ms + HOUR_MS)
    bench.talk(waiting)
    bench.say(i.CustomerGone(waiting))
    bench.wait(HOUR_MS - 1 - (bench.now_ms - moved.at_ms))
    assert bench.state.moved
    assert "skills_returned" in bench.wait(1)
    assert bench.last(f.SkillsReturned).by == "time"
    assert not bench.state.moved
    assert bench.ringing(bench.call("support")) == ""
    bench.check_replay()


def test_a_skill_is_taken_away_for_a_while_and_given_back_early() -> None:
    bench = Bench()
    bench.ready("maria")
    bench.say(lent(changes={"sales": 0, "en": 0}))
    waiting = bench.call()
    assert bench.ringing(waiting) == "", "all skills may go, and none of the settings' counts then"
    bench.say(li.ReturnSkills(agent_id="maria", by="user:8"))
    assert bench.ringing(waiting) == "maria"
    assert refused(bench, li.ReturnSkills(agent_id="maria", by="user:8")) == "nothing_moved"
    bench.check_replay()


def test_proficiency_moves_the_most_skilled_first() -> None:
    bench = Bench(with_queue(small_centre(), "sales", strategy="most_skilled"))
    bench.ready("maria", "omar")
    bench.say(lent(agent_id="omar", changes={"sales": 5}))
    bench.say(lent(changes={"sales": 1}))
    assert bench.ringing(bench.call()) == "omar"


def test_moved_skills_outlive_changed_settings_and_a_snapshot() -> None:
    bench = Bench()
    bench.ready("maria")
    bench.say(lent(queue_ids=("support",)))
    bench.say(i.Configure(with_queue(small_centre(), "sales", priority=6)))
    read = snapshot.read(bench.state.centre, snapshot.write(bench.state))
    assert read == bench.state
    assert bench.ringing(bench.call("support")) == "maria"


def test_skills_that_make_no_sense_are_refused() -> None:
    bench = Bench()
    assert refused(bench, lent(queue_ids=("none",))) == "unknown_queue"
    assert refused(bench, lent(queue_ids=("sales",))) == "nothing_moved"
    assert refused(bench, lent(changes={"zh": 6})) == "bad_proficiency"
    assert refused(bench, lent(changes={"zh": 2}, for_ms=1)) == "bad_time"
    assert refused(bench, lent(agent_id="nobody", changes={"zh": 2})) == "unknown_agent"
    assert refused(bench, lent(changes={"zh": 2}, reason="")) == "why_required"

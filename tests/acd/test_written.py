"""Chat, e-mail and SMS beside calls: one order, capacity by medium, no phone involved."""

import contextlib

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.acd.floor import START_MS, Bench, small_centre, with_queue
from tests.effort import cases

from callfloor.acd import inputs as i
from callfloor.acd import lead_inputs as li
from callfloor.acd import snapshot
from callfloor.acd import written_inputs as w
from callfloor.acd.centre import Capacity, Centre, Closing
from callfloor.acd.errors import Refused
from callfloor.events import contacts as c
from callfloor.events.agents import AgentStateChanged


def at_hand(bench: Bench, agent_id: str) -> list[str]:
    return [work.contact_id for work in bench.state.agents[agent_id].works]


def take(bench: Bench, contact_id: str) -> str:
    agent_id = bench.ringing(contact_id)
    bench.say(w.TakeContact(agent_id=agent_id, contact_id=contact_id), after_ms=500)
    return agent_id


def close(bench: Bench, agent_id: str, contact_id: str) -> None:
    """The contact and its wrap-up."""
    segment = bench.contact(contact_id).segment
    assert segment is not None
    bench.say(w.CloseContact(agent_id=agent_id, contact_id=contact_id), after_ms=500)
    done = i.CompleteWrapUp(agent_id, "solved", segment_id=segment.segment_id)
    bench.say(done, after_ms=500)


def with_capacity(capacity: Capacity) -> Centre:
    plain = small_centre()
    return msgspec.structs.replace(
        plain,
        agents={
            agent_id: msgspec.structs.replace(agent, capacity=capacity)
            for agent_id, agent in plain.agents.items()
        },
    )


def test_pain_13_an_agent_has_three_chats_or_two_and_an_e_mail_or_one_call() -> None:
    bench = Bench()
    bench.ready("maria")
    chats = [bench.write() for _ in range(4)]
    assert at_hand(bench, "maria") == chats[:3]
    assert bench.agent("maria") == "working"
    for contact_id in chats[:3]:
        take(bench, contact_id)
    assert bench.contact(chats[3]).phase == "queued"
    mail = bench.write("email")
    close(bench, "maria", chats[0])
    assert bench.ringing(chats[3]) == "maria", "the first who waits, of whatever medium"
    take(bench, chats[3])
    close(bench, "maria", chats[1])
    assert bench.ringing(mail) == "maria"
    take(bench, mail)
    second = bench.write("email")
    close(bench, "maria", chats[2])
    assert bench.contact(second).phase == "queued", "one e-mail at a time"
    close(bench, "maria", mail)
    assert at_hand(bench, "maria") == [chats[3], second]
    bench.check_replay()


def test_pain_13_a_call_excludes_all_else_and_waits_for_free_hands() -> None:
    bench = Bench()
    bench.ready("maria")
    chat = bench.write()
    take(bench, chat)
    call = bench.call()
    assert bench.contact(call).phase == "queued"
    close(bench, "maria", chat)
    assert bench.talk(call) == "maria"
    late = bench.write()
    assert bench.contact(late).phase == "queued"
    bench.say(i.HangUp("maria"))
    bench.say(i.CompleteWrapUp("maria", "x"))
    assert bench.ringing(late) == "maria"
    bench.check_replay()


def test_pain_13_a_call_is_not_passed_by_chats_for_ever() -> None:
    bench = Bench()
    bench.ready("maria")
    first, second = bench.write(), bench.write()
    take(bench, first)
    take(bench, second)
    call = bench.call()
    bench.now_ms += 29_999
    soon = bench.write()
    assert bench.ringing(soon) == "maria", "within hold_back_ms the room is used"
    take(bench, soon)
    bench.now_ms += 1
    close(bench, "maria", first)
    late = bench.write()
    assert bench.contact(late).phase == "queued", "the hands are being freed for the call"
    close(bench, "maria", second)
    close(bench, "maria", soon)
    assert bench.ringing(call) == "maria"
    bench.check_replay()


def test_pain_13_who_was_held_back_for_a_call_is_so_no_longer_when_it_is_gone() -> None:
    bench = Bench()
    bench.ready("maria")
    take(bench, bench.write())
    call = bench.call()
    bench.now_ms += 60_000
    late = bench.write()
    assert bench.contact(late).phase == "queued"
    bench.say(i.CustomerGone(call))
    assert bench.ringing(late) == "maria"


def test_a_further_chat_goes_to_whoever_has_least_at_hand() -> None:
    bench = Bench()
    bench.ready("maria", "omar")
    assert [bench.ringing(bench.write()) for _ in range(4)] == ["maria", "omar", "maria", "omar"]


def test_media_that_stand_alone_and_media_that_are_not_for_an_agent() -> None:
    alone = Capacity(at_most={"chat": 2, "email": 1}, in_all=2, alone=("email",))
    bench = Bench(with_capacity(alone))
    bench.ready("maria")
    mail, chat, text = bench.write("email"), bench.write(), bench.write("sms")
    assert bench.ringing(mail) == "maria"
    assert bench.contact(chat).phase == bench.contact(text).phase == "queued"
    take(bench, mail)
    close(bench, "maria", mail)
    assert at_hand(bench, "maria") == [chat]


def test_an_offer_that_nobody_takes_goes_on_and_the_agent_is_not_ready_after_what_is_at_hand() -> (
    None
):
    bench = Bench()
    bench.ready("maria")
    first, second = bench.write(), bench.write()
    take(bench, first)
    bench.wait(20_000)
    assert bench.contact(second).phase == "queued"
    assert bench.agent("maria") == "working"
    assert bench.state.agents["maria"].next_reason == "missed"
    bench.ready("omar")
    assert bench.ringing(second) == "omar"
    close(bench, "maria", first)
    assert bench.agent("maria") == "not_ready"
    bench.say(w.DeclineContact(agent_id="omar", contact_id=second))
    assert bench.state.agents["omar"].reason == "rejected"
    bench.check_replay()


def test_a_break_that_is_asked_for_gives_back_the_offers_and_follows_the_last_contact() -> None:
    bench = Bench()
    bench.ready("maria")
    first, second = bench.write(), bench.write()
    take(bench, first)
    bench.say(i.GoNotReady("maria", "lunch"))
    assert bench.contact(second).phase == "queued"
    bench.say(i.GoReady("maria"))
    assert bench.ringing(second) == "maria"
    bench.say(i.LogOut("maria"))
    close(bench, "maria", first)
    assert bench.agent("maria") == "logged_out"


def test_a_wrap_up_keeps_its_room_and_ends_by_its_limit() -> None:
    bench = Bench(with_capacity(Capacity(at_most={"chat": 1}, in_all=1)))
    bench.ready("maria")
    first, second = bench.write(), bench.write()
    take(bench, first)
    bench.say(w.CloseContact(agent_id="maria", contact_id=first))
    assert bench.contact(second).phase == "queued"
    bench.wait(60_000)
    assert bench.ringing(second) == "maria"
    bench.say(i.CustomerGone(second))
    assert bench.agent("maria") == "ready"
    bench.check_replay()


def test_a_chat_is_handed_on_to_a_queue_and_to_a_person() -> None:
    bench = Bench(with_queue(small_centre(), "sales", wrap_up_limit_ms=0))
    bench.ready("maria", "omar")
    chat = bench.write()
    take(bench, chat)
    hand_on = {"agent_id": "maria", "contact_id": chat}
    bench.say(w.HandOn(to_queue_id="support", **hand_on))
    assert bench.ringing(chat) == "omar"
    take(bench, chat)
    bench.say(w.HandOn(agent_id="omar", contact_id=chat, to_agent_id="maria"))
    assert bench.ringing(chat) == "maria"
    with pytest.raises(Refused, match="take it first"):
        bench.say(w.CloseContact(agent_id="omar", contact_id=chat))
    bench.check_replay()


def test_what_a_call_is_asked_is_refused_for_a_chat_and_the_other_way_round() -> None:
    bench = Bench()
    bench.ready("maria", "omar")
    chat = bench.write()
    take(bench, chat)
    for asked in (i.HoldCall("maria"), i.HangUp("maria"), i.Consult("maria", to_queue_id="sales")):
        with pytest.raises(Refused, match="no call"):
            bench.say(asked)
    call = bench.call()
    bench.talk(call)
    with pytest.raises(Refused, match="This is a call"):
        bench.say(w.CloseContact(agent_id="omar", contact_id=call))


def test_the_exchange_may_die_and_written_contacts_stay() -> None:
    bench = Bench()
    bench.ready("maria")
    chat, waiting = bench.write(), bench.write()
    take(bench, chat)
    bench.say(i.Reconcile({}, restarted=True))
    assert bench.agent("maria") == "working"
    assert {chat, waiting} <= set(bench.state.contacts)
    again = snapshot.read(bench.state.centre, snapshot.write(bench.state))
    assert again == bench.state


def test_overflow_of_a_written_contact_leads_to_a_queue_or_it_waits_on() -> None:
    tight = with_queue(
        small_centre(), "sales", wait_limit_ms=5_000, overflow_queue_id="support", announce="wait"
    )
    bench = Bench(with_queue(tight, "support", wait_limit_ms=5_000, overflow_number="+34911"))
    chat = bench.write()
    bench.wait(600_000)
    leg = bench.contact(chat).leg
    assert leg is not None
    assert (leg.queue_id, bench.contact(chat).phase) == ("support", "queued")


def test_a_closed_centre_ends_it_at_once() -> None:
    bench = Bench(small_centre(closings={"sales": Closing(ends_with="voicemail")}))
    chat = bench.write()
    assert chat not in bench.state.contacts
    assert bench.last(c.ContactEnded).disposition == "closed_hours"


def test_a_lead_moves_and_gives_and_cuts_written_contacts_too() -> None:
    bench = Bench()
    author = {"by": "user:1", "by_name": "Lead", "reason": "why"}
    chat = bench.write()
    bench.ready("omar")
    assert bench.ringing(chat) == "omar"
    bench.say(i.GoNotReady("omar", "lunch"))
    bench.ready("maria")
    take(bench, chat)
    bench.say(li.CutCall(contact_id=chat, **author))
    assert bench.contact(chat).phase == "ended"
    assert at_hand(bench, "maria") == [chat], "its wrap-up"


def test_the_time_with_written_contacts_is_work() -> None:
    bench = Bench()
    bench.ready("maria")
    began_ms = bench.now_ms
    chat = bench.write()
    take(bench, chat)
    bench.now_ms += 60_000
    close(bench, "maria", chat)
    changed = bench.last(AgentStateChanged)
    assert (changed.state, changed.busy_ms) == ("ready", bench.now_ms - began_ms)


def bring(bench: Bench, external_id: str, contact_id: str) -> list[str]:
    given = w.Write(
        contact_id=contact_id, medium="chat", queue_id="sales", sender="ana@example.org",
        external_id=external_id,
    )  # fmt: skip
    return bench.say(given, after_ms=100)


@settings(max_examples=cases(60, quick=15), deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=12))
def test_pain_13_what_a_program_brings_twice_comes_once_whatever_became_of_it(
    brought: list[tuple[str, bool]],
) -> None:
    bench = Bench()
    bench.ready("maria")
    first: dict[str, str] = {}
    for number, (external_id, is_left) in enumerate(brought):
        contact_id = f"w{number}"
        facts = bring(bench, external_id, contact_id)
        assert (facts == []) == (external_id in first)
        first.setdefault(external_id, contact_id)
        if is_left and first[external_id] in bench.state.contacts:
            with contextlib.suppress(Refused):
                bench.say(w.CustomerLeft(contact_id=first[external_id]))
    assert bench.state.brought == first
    bench.check_replay()
    assert snapshot.read(bench.state.centre, snapshot.write(bench.state)) == bench.state


def test_what_is_brought_without_an_id_is_a_contact_each_time() -> None:
    bench = Bench()
    assert bring(bench, "", "w1")
    assert bring(bench, "", "w2")
    assert bench.state.brought == {}


ARRIVALS = st.lists(
    st.tuples(
        st.sampled_from(["voice", "voice", "chat", "chat", "chat", "email", "sms"]),
        st.sampled_from(["sales", "support"]),
        st.integers(0, 40_000),
        st.integers(0, 5),
    ),
    max_size=40,
)


@settings(max_examples=cases(120, quick=15), deadline=None)
@given(ARRIVALS)
@example(
    # A chat becomes the first of its line while a later e-mail could have the agent's last place.
    [("voice", "sales", 0, 0)] * 5
    + [("chat", "sales", 0, 0)] * 3
    + [("voice", "sales", 9_127, 0), ("voice", "sales", 14_076, 0), ("email", "sales", 592, 0)]
)
def test_pain_13_nobody_starves_between_media(
    arrivals: list[tuple[str, str, int, int]],
) -> None:
    """Nobody who came `hold_back_ms` later goes first with an agent who could have taken you; and
    when no more come, everyone who waited was served."""
    bench = Bench(with_queue(small_centre(), "support", match_language=False, announce="none"))
    bench.ready("maria", "omar", "li")
    seen = len(bench.facts)
    for medium, queue_id, pause_ms, which in arrivals:
        bench.now_ms += pause_ms
        bench.call(queue_id) if medium == "voice" else bench.write(medium, queue_id)
        seen = check_order(bench, seen)
        serve(bench, which)
        seen = check_order(bench, seen)
    for _ in range(20 * len(arrivals)):
        serve(bench, 0)
        seen = check_order(bench, seen)
    assert bench.state.contacts == {}
    assert {bench.agent(agent_id) for agent_id in ("maria", "omar", "li")} == {"ready"}
    bench.check_replay()


def serve(bench: Bench, which: int) -> None:
    """One of those at work takes one step: answers, ends, or wraps up."""
    busy = [run for run in bench.state.agents.values() if run.is_busy]
    if not busy:
        return
    run = busy[which % len(busy)]
    bench.now_ms += 1_000
    if run.works:
        work = run.works[which % len(run.works)]
        about = {"agent_id": run.agent_id, "contact_id": work.contact_id}
        if work.wrap_up is not None:
            bench.say(i.CompleteWrapUp(run.agent_id, "x", segment_id=work.segment_id))
        elif work.segment_id:
            bench.say(w.CloseContact(**about))
        else:
            bench.say(w.TakeContact(**about))
    elif run.state == "wrap_up":
        bench.say(i.CompleteWrapUp(run.agent_id, "x"))
    elif run.state == "talking":
        bench.say(i.HangUp(run.agent_id))
    else:
        bench.talk(run.contact_id)


def check_order(bench: Bench, seen: int) -> int:
    waiting_of = {one.contact_id: one for one in bench.state.contacts.values()}
    for fact in bench.facts[seen:]:
        if not isinstance(fact, c.ContactOffered):
            continue
        taken, skills = waiting_of[fact.contact_id], bench.state.centre.agents[fact.agent_id].skills
        assert taken.leg is not None
        for other in bench.state.waiting_in("sales") + bench.state.waiting_in("support"):
            leg = other.leg
            if leg is None or other.phase != "queued" or other is taken:
                continue
            if all(skills.get(skill, 0) >= least for skill, least in leg.needs):
                hold_ms = bench.state.centre.hold_back_ms
                assert taken.leg.rank_ms < leg.rank_ms + hold_ms, (taken, other)
    assert bench.now_ms >= START_MS
    return len(bench.facts)

"""Who takes whom, in which order."""

import msgspec
import pytest
from tests.acd.floor import Bench, small_centre, with_queue

from callfloor.acd import inputs as i
from callfloor.acd.centre import Agent
from callfloor.acd.errors import Refused
from callfloor.events import contacts as c


def test_a_ready_agent_is_offered_the_contact_at_once() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    assert bench.ringing(contact_id) == "maria"
    assert bench.agent("maria") == "reserved"
    assert bench.last(c.ContactOffered).limit_ms == 20_000


def test_the_agent_idle_longest_is_first_then_the_more_proficient() -> None:
    bench = Bench()
    bench.ready("omar", "maria")
    assert bench.ringing(bench.call()) == "omar"
    same = Bench()
    for agent_id in ("omar", "maria"):
        same.say(i.PhoneChanged(agent_id, reachable=True, registration="1"))
        same.say(i.LogIn(agent_id))
        same.say(i.GoReady(agent_id))
    assert same.ringing(same.call()) == "maria"


def test_most_skilled_looks_at_proficiency_before_idle_time() -> None:
    bench = Bench(with_queue(small_centre(), "sales", strategy="most_skilled"))
    bench.ready("omar", "maria")
    assert bench.ringing(bench.call()) == "maria"


def test_an_agent_without_the_skill_or_the_proficiency_is_never_offered() -> None:
    bench = Bench()
    bench.ready("li")
    assert bench.ringing(bench.call("sales")) == ""
    bench.ready("omar")
    assert bench.ringing(bench.call("support", needs={"support": 4})) == "li"
    assert bench.ringing(bench.call("support", needs={"support": 4})) == ""


def test_language_is_a_needed_skill_where_the_queue_matches_it() -> None:
    bench = Bench()
    bench.ready("omar", "li")
    assert bench.ringing(bench.call("support", language="zh")) == "li"
    assert bench.ringing(bench.call("support", language="en")) == "omar"


def test_waiting_contacts_are_taken_in_order_and_priority_is_worth_waiting_time() -> None:
    bench = Bench()
    first = bench.call()
    bench.wait(1_000)
    second = bench.call()
    bench.wait(30_000)
    urgent = bench.call(priority=7)
    bench.ready("maria")
    assert bench.ringing(urgent) == "maria"
    bench.ready("omar")
    assert bench.ringing(first) == "omar"
    assert bench.contact(second).phase == "queued"


def test_two_contacts_of_one_millisecond_keep_the_order_of_entry() -> None:
    bench = Bench()
    names = [bench.call() for _ in range(5)]
    bench.ready("maria")
    assert bench.ringing(names[0]) == "maria"


def test_an_agent_takes_the_oldest_over_all_queues() -> None:
    bench = Bench()
    support = bench.call("support")
    bench.wait(10)
    bench.call("sales")
    bench.ready("omar")
    assert bench.ringing(support) == "omar"


def test_a_full_queue_overflows_and_at_last_takes_a_message() -> None:
    centre = with_queue(small_centre(), "sales", length_limit=1, overflow_queue_id="support")
    centre = with_queue(centre, "support", length_limit=0, overflow_queue_id="sales")
    bench = Bench(centre)
    bench.call()
    second = bench.call()
    assert bench.contact(second).phase == "voicemail"
    outcomes = [f.outcome for f in bench.facts if isinstance(f, c.ContactLeftQueue)]
    assert outcomes == ["overflow", "voicemail"]
    assert bench.say(i.Finish(second, "voicemail")) == ["contact_ended"]
    assert second not in bench.state.contacts


def test_a_full_queue_still_gives_a_contact_to_a_ready_agent() -> None:
    bench = Bench(with_queue(small_centre(), "sales", length_limit=0))
    bench.ready("maria")
    assert bench.ringing(bench.call()) == "maria"
    assert bench.contact(bench.call()).phase == "voicemail"


def test_the_wait_limit_moves_a_contact_on_with_its_age() -> None:
    centre = with_queue(small_centre(), "sales", wait_limit_ms=60_000, overflow_queue_id="support")
    bench = Bench(centre)
    contact_id = bench.call()
    entered_ms = bench.now_ms
    bench.wait(60_000)
    leg = bench.contact(contact_id).leg
    assert leg is not None
    assert leg.queue_id == "support"
    assert leg.rank_ms == entered_ms - 5 * 30_000


def test_the_wait_limit_without_a_target_takes_a_message() -> None:
    bench = Bench(with_queue(small_centre(), "sales", wait_limit_ms=60_000))
    contact_id = bench.call()
    bench.wait(60_000)
    assert bench.contact(contact_id).phase == "voicemail"
    assert bench.say(i.CustomerGone(contact_id)) == ["contact_ended"]
    assert bench.last(c.ContactEnded).disposition == "voicemail"


def test_position_is_announced_at_intervals_and_wait_once_something_was_handled() -> None:
    centre = with_queue(small_centre(), "sales", announce="wait", wrap_up_limit_ms=0)
    bench = Bench(centre)
    bench.ready("maria")
    talking = bench.call()
    bench.talk(talking)
    bench.wait(100_000)
    bench.say(i.HangUp("maria"))
    bench.talk(bench.call())
    first, second = bench.call(), bench.call()
    bench.wait(30_000)
    said = [f for f in bench.facts if isinstance(f, c.WaitAnnounced)]
    assert [(f.contact_id, f.position) for f in said] == [(first, 1), (second, 2)]
    assert said[1].wait_estimate_ms == 2 * 100_005


def test_a_queue_that_does_not_exist_is_refused() -> None:
    bench = Bench()
    with pytest.raises(Refused, match="no queue 'none'"):
        bench.call("none")


def test_new_settings_match_at_once_and_keep_everyone_in_place() -> None:
    bench = Bench()
    bench.ready("li")
    contact_id = bench.call("sales")
    centre = bench.state.centre
    li = msgspec.structs.replace(centre.agents["li"], skills={"sales": 1})
    changed = msgspec.structs.replace(centre, version=1, agents={**centre.agents, "li": li})
    assert "contact_offered" in bench.say(i.Configure(changed))
    assert bench.ringing(contact_id) == "li"
    bench.check_replay()


def test_a_removed_agent_finishes_the_call_and_is_logged_out() -> None:
    bench = Bench()
    bench.ready("maria", "omar")
    contact_id = bench.call()
    bench.talk(contact_id)
    agents = {"li": bench.state.centre.agents["li"]}
    bench.say(i.Configure(msgspec.structs.replace(bench.state.centre, version=1, agents=agents)))
    assert bench.agent("omar") == "logged_out"
    bench.say(i.CustomerGone(contact_id))
    bench.wait(60_000)
    assert bench.agent("maria") == "logged_out"
    assert bench.state.contacts == {}
    bench.check_replay()


def test_a_new_agent_can_log_in_at_once() -> None:
    bench = Bench()
    new = Agent(agent_id="ana", name="Ana", team_id="a", phone="fixed", skills={"sales": 1})
    agents = {**bench.state.centre.agents, "ana": new}
    bench.say(i.Configure(msgspec.structs.replace(bench.state.centre, version=1, agents=agents)))
    bench.say(i.LogIn("ana"))
    bench.say(i.GoReady("ana"))
    assert bench.ringing(bench.call()) == "ana"

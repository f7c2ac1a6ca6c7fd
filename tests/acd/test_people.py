"""What agents may ask for, and what is refused without changing anything."""

import copy

import msgspec
import pytest
from tests.acd.floor import Bench, small_centre, with_queue

from callfloor.acd import inputs as i
from callfloor.acd.errors import Refused
from callfloor.acd.inputs import Input
from callfloor.events import contacts as c
from callfloor.events.agents import AgentStateChanged


def test_logging_in_twice_changes_nothing() -> None:
    bench = Bench()
    bench.ready("maria")
    assert bench.say(i.LogIn("maria")) == []
    assert bench.agent("maria") == "ready"


def test_hold_and_resume() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    bench.talk(contact_id)
    assert bench.say(i.HoldCall("maria")) == ["contact_held", "agent_state_changed"]
    assert bench.contact(contact_id).phase == "holding"
    assert bench.say(i.HoldCall("maria")) == []
    assert bench.say(i.ResumeCall("maria")) == ["contact_resumed", "agent_state_changed"]
    assert bench.agent("maria") == "talking"


def test_wrap_up_asks_for_a_code_and_then_frees_the_agent() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.say(i.HangUp("maria"))
    with pytest.raises(Refused) as refused:
        bench.say(i.CompleteWrapUp("maria"))
    assert refused.value.code == "code_required"
    names = bench.say(i.CompleteWrapUp("maria", "sold", "two shirts", "yes"), after_ms=5_000)
    assert names == ["wrap_up_completed", "agent_state_changed"]
    assert bench.agent("maria") == "ready"
    assert bench.state.contacts == {}


def test_further_codes_are_kept_once_each_behind_the_one_that_counts() -> None:
    bench = Bench()
    bench.ready("maria")
    bench.talk(bench.call())
    bench.say(i.HangUp("maria"))
    with pytest.raises(Refused) as refused:
        bench.say(i.CompleteWrapUp("maria", more_codes=("delivery",)))
    assert refused.value.code == "code_required"
    more = ("delivery", "sold", "delivery", "refund")
    bench.say(i.CompleteWrapUp("maria", "sold", more_codes=more))
    done = bench.last(c.WrapUpCompleted)
    assert (done.code, done.more_codes) == ("sold", ("delivery", "refund"))


def test_wrap_up_closes_by_itself_at_its_limit_which_can_be_extended() -> None:
    bench = Bench()
    bench.ready("maria")
    bench.talk(bench.call())
    bench.say(i.HangUp("maria"))
    bench.say(i.ExtendWrapUp("maria", 30_000))
    assert bench.wait(89_999) == []
    assert bench.wait(1) == ["wrap_up_completed", "agent_state_changed"]
    assert bench.last(c.WrapUpCompleted).automatic


def test_ready_in_wrap_up_closes_it_only_where_no_code_is_required() -> None:
    bench = Bench(with_queue(small_centre(), "sales", wrap_up_code_required=False))
    bench.ready("maria")
    bench.talk(bench.call())
    bench.say(i.GoNotReady("maria", "lunch"))
    bench.say(i.HangUp("maria"))
    bench.say(i.GoReady("maria"))
    assert bench.agent("maria") == "ready"


def test_logging_out_in_a_call_takes_effect_after_it() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    bench.talk(contact_id)
    assert bench.say(i.LogOut("maria")) == ["agent_next_state_set"]
    assert bench.agent("maria") == "talking"
    bench.say(i.CustomerGone(contact_id))
    assert bench.agent("maria") == "wrap_up"
    bench.wait(60_000)
    assert bench.agent("maria") == "logged_out"


def test_ready_takes_back_what_was_asked_for_later() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.say(i.LogOut("maria"))
    bench.say(i.GoReady("maria"))
    bench.say(i.CustomerGone(contact_id))
    bench.wait(60_000)
    assert bench.agent("maria") == "ready"


def test_a_transfer_to_a_person_rings_that_person_alone() -> None:
    bench = Bench()
    bench.ready("maria", "omar", "li")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.say(i.Transfer("maria", to_agent_id="li"))
    assert bench.ringing(contact_id) == "li"
    assert bench.agent("maria") == "wrap_up"


def test_a_person_who_does_not_take_a_transfer_leaves_it_to_the_queue() -> None:
    bench = Bench()
    bench.ready("maria", "omar", "li")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.say(i.Transfer("maria", to_agent_id="li"))
    ring = bench.contact(contact_id).ring
    assert ring is not None
    bench.say(i.RingFailed(contact_id, ring.ring_id, "rejected"))
    assert bench.ringing(contact_id) == "omar"
    bench.check_replay()


def test_a_busy_person_is_waited_for_but_not_for_ever() -> None:
    bench = Bench()
    bench.ready("maria", "li")
    first, other = bench.call(), bench.call("support")
    bench.talk(first)
    bench.talk(other)
    bench.say(i.Transfer("maria", to_agent_id="li"))
    assert bench.contact(first).phase == "queued"
    bench.say(i.CompleteWrapUp("maria", "x"))
    assert bench.contact(first).phase == "queued"
    bench.wait(60_000)
    assert bench.ringing(first) == "maria"


def test_a_transfer_to_a_number_leaves_the_floor_until_the_customer_hangs_up() -> None:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.say(i.Transfer("maria", to_number="+34600000000"))
    assert bench.contact(contact_id).phase == "outside"
    bench.say(i.CompleteWrapUp("maria", "x"))
    bench.say(i.CustomerGone(contact_id), after_ms=60_000)
    assert bench.state.contacts == {}


REFUSED: list[tuple[Input, str]] = [
    (i.LogIn("nobody"), "unknown_agent"),
    (i.GoReady("li"), "logged_out"),
    (i.GoReady("omar"), "phone_unreachable"),
    (i.GoNotReady("maria", ""), "reason_required"),
    (i.HangUp("omar"), "no_call"),
    (i.HoldCall("omar"), "no_call"),
    (i.ResumeCall("omar"), "no_call"),
    (i.Transfer("omar", to_queue_id="sales"), "no_call"),
    (i.Transfer("maria"), "one_target"),
    (i.Transfer("maria", to_queue_id="sales", to_number="1"), "one_target"),
    (i.Transfer("maria", to_queue_id="none"), "unknown_queue"),
    (i.Transfer("maria", to_agent_id="nobody"), "unknown_agent"),
    (i.Transfer("maria", to_agent_id="maria"), "own_self"),
    (i.Transfer("maria", to_agent_id="li"), "agent_unavailable"),
    (i.Transfer("maria", to_number="call me"), "bad_number"),
    (i.CompleteWrapUp("maria", "x"), "no_wrap_up"),
    (i.ExtendWrapUp("maria", 1), "no_wrap_up"),
    (i.Enqueue("c1", "sales"), "not_in_ivr"),
]


@pytest.mark.parametrize(("given", "code"), REFUSED)
def test_what_is_not_allowed_is_refused_and_changes_nothing(given: Input, code: str) -> None:
    bench = Bench()
    bench.ready("maria")
    bench.talk(bench.call())
    bench.say(i.LogIn("omar"))
    before = copy.deepcopy(bench.state._parts())
    with pytest.raises(Refused) as refused:
        bench.say(given)
    assert refused.value.code == code
    assert refused.value.message.endswith(".")
    assert bench.state._parts() == before


def test_facts_that_the_core_decides_cannot_be_noted_from_outside() -> None:
    bench = Bench()
    contact_id = bench.call()
    ended = c.ContactEnded(
        tenant="demo", at_ms=0, contact_id=contact_id, disposition="queue", ended_by="agent"
    )
    with pytest.raises(Refused):
        bench.say(i.Note(ended))


def test_a_second_arrival_of_one_contact_is_passed_over() -> None:
    bench = Bench()
    contact_id = bench.call()
    arrived = bench.last(c.ContactArrived)
    assert bench.say(i.Note(arrived)) == []
    assert bench.contact(contact_id).phase == "queued"


def test_an_agents_states_follow_each_other_without_a_gap_or_an_illegal_step() -> None:
    from callfloor.acd.transitions import AGENT_NEXT

    bench = Bench()
    bench.ready("maria")
    bench.talk(bench.call())
    bench.say(i.HangUp("maria"))
    bench.wait(60_000)
    bench.say(i.LogOut("maria"))
    states = [f.state for f in bench.facts if isinstance(f, AgentStateChanged)]
    for before, after in zip(["logged_out", *states], states, strict=False):
        assert after in AGENT_NEXT[before]


def test_settings_of_another_tenant_are_refused() -> None:
    bench = Bench()
    with pytest.raises(Refused):
        bench.say(i.Configure(msgspec.structs.replace(small_centre(), tenant="other")))

"""A supervisor hears a call: how it begins, changes, and always ends with the call."""

from typing import Literal

import msgspec
import pytest
from tests.acd.floor import Bench, small_centre

from callfloor.acd import inputs as i
from callfloor.acd.errors import Refused
from callfloor.events import contacts as c
from callfloor.events import parties as p

BY = "user:lead"


def hearing(*, answered: bool = True) -> tuple[Bench, str, str]:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.ready("omar")
    bench.say(listen())
    ring_id = bench.contact(contact_id).monitors[0].ring_id
    if answered:
        assert bench.say(i.RingAnswered(contact_id, ring_id)) == ["monitor_answered"]
    return bench, contact_id, ring_id


def listen(
    mode: Literal["listen", "whisper", "barge"] = "listen", agent_id: str = "maria", by: str = BY
) -> i.MonitorCall:
    return i.MonitorCall(agent_id, mode=mode, phone_id="sv-lead", by=by)


def refused(bench: Bench, given: i.Input) -> str:
    with pytest.raises(Refused) as caught:
        bench.say(given)
    return caught.value.code


def test_the_mode_changes_within_one_monitor() -> None:
    bench, contact_id, _ = hearing()
    assert bench.say(listen("whisper")) == ["monitor_mode_changed"]
    assert bench.say(listen("whisper")) == []
    bench.say(listen("barge"))
    assert bench.contact(contact_id).monitors[0].mode == "barge"
    assert bench.say(i.StopMonitor("maria", by=BY)) == ["monitor_ended"]
    assert bench.contact(contact_id).phase == "talking"
    bench.check_replay()


def test_it_ends_by_itself_with_the_call_or_the_agents_part() -> None:
    bench, contact_id, _ = hearing()
    bench.say(i.CustomerGone(contact_id))
    assert bench.last(p.MonitorEnded).reason == "agent_left"
    bench, contact_id, _ = hearing()
    bench.say(i.Consult("maria", to_agent_id="omar"))
    bench.say(i.RingAnswered(contact_id, f"{contact_id}.r3"))
    bench.say(i.CompleteTransfer("maria"))
    assert bench.contact(contact_id).monitors == []
    bench.say(listen(agent_id="omar"))
    assert bench.contact(contact_id).monitors[0].agent_id == "omar"
    bench.check_replay()


def test_a_supervisors_phone_that_does_not_answer_or_hangs_up_ends_the_hearing_alone() -> None:
    bench, contact_id, ring_id = hearing(answered=False)
    bench.say(i.RingFailed(contact_id, ring_id, "missed"))
    assert bench.last(p.MonitorEnded).reason == "not_answered"
    bench, contact_id, ring_id = hearing()
    bench.say(i.AgentLegEnded(contact_id, ring_id, by_phone=True))
    assert bench.last(p.MonitorEnded).reason == "hung_up"
    assert (bench.contact(contact_id).phase, bench.agent("maria")) == ("talking", "talking")


def test_a_call_that_is_taken_over_is_the_supervisors_until_the_end() -> None:
    bench, contact_id, ring_id = hearing()
    bench.say(i.TakeOver("maria", by=BY))
    assert (bench.contact(contact_id).phase, bench.agent("maria")) == ("outside", "wrap_up")
    assert bench.last(c.SegmentEnded).reason == "taken_over"
    bench.check_replay()
    bench.say(i.AgentLegEnded(contact_id, ring_id, by_phone=True))
    assert bench.last(c.ContactEnded).disposition == "queue"
    bench.check_replay()


def test_telephony_that_was_away_tells_whether_the_supervisor_is_still_there() -> None:
    bench, contact_id, ring_id = hearing(answered=False)
    own = f"{contact_id}.r1"
    bench.say(i.Reconcile({contact_id: {own: True, ring_id: True}}))
    assert bench.contact(contact_id).monitors[0].is_answered
    bench.say(i.Reconcile({contact_id: {own: True}}))
    assert bench.contact(contact_id).monitors == []


def test_whether_the_agent_is_told_is_a_setting_and_stands_in_the_fact() -> None:
    bench, _, _ = hearing()
    assert bench.last(p.MonitorStarted).announced
    silent = Bench(msgspec.structs.replace(small_centre(), monitor_announced=False))
    silent.ready("maria")
    silent.talk(silent.call())
    silent.say(listen())
    assert not silent.last(p.MonitorStarted).announced


def test_a_call_whose_agent_is_away_for_a_moment_cannot_be_begun_to_hear_but_be_stopped() -> None:
    bench, contact_id, _ = hearing()
    bench.say(i.PhoneChanged("maria", reachable=True, registration="maria-2"))
    assert refused(bench, listen(by="user:other")) == "not_connected"
    assert bench.say(i.StopMonitor("maria", by=BY)) == ["monitor_ended"]
    assert bench.contact(contact_id).phase == "rejoining"
    bench.check_replay()


def test_what_cannot_be_heard_says_why() -> None:
    bench, _, _ = hearing(answered=False)
    assert refused(bench, listen(agent_id="omar")) == "no_call"
    assert refused(bench, i.TakeOver("maria", by=BY)) == "not_monitored"
    assert refused(bench, i.StopMonitor("maria", by="user:other")) == "not_monitored"
    own = i.MonitorCall("maria", phone_id="omar", by="user:other")
    assert refused(bench, own) == "phone_taken"
    assert refused(bench, i.MonitorCall("maria", by="user:other")) == "no_phone"
    second = bench.call()
    bench.talk(second)
    assert refused(bench, listen(agent_id="omar")) == "other_call"

"""The simulated exchange keeps the port's promises; callers and faults are what they say."""

from collections import Counter
from random import Random

import msgspec
import pytest
from tests.simulation.centre import FLOW, NUMBER, ZONE, shop_scene

from callfloor.kit.clock import local
from callfloor.telephony import port
from callfloor.telephony.simulated.callers import Caller, Ear, callers, lines_to, one_caller
from callfloor.telephony.simulated.exchange import Exchange
from callfloor.telephony.simulated.faults import FaultRates, Faults
from callfloor.telephony.simulated.legs import RingPlan
from callfloor.telephony.simulated.scene import DAY_MS

START_MS = 1_763_337_600_000


class Line:
    """One exchange with one call, and short ways to command it."""

    def __init__(self, rates: FaultRates | None = None) -> None:
        rng = Random(1)
        self.exchange = Exchange(rng, {NUMBER: Ear(FLOW)}, Faults(rng, rates))
        self.now_ms = START_MS
        caller = one_caller(shop_scene(), rng, "c1", START_MS)
        self.caller: Caller = msgspec.structs.replace(
            caller, menu_patience_ms=60_000, patience_ms=60_000, talk_ms=120_000, language="es",
            wants="complaints", slip_share=0.0,
        )  # fmt: skip
        self.exchange.expect(self.caller)

    def send(self, kind: type[port.Command], **fields: object) -> None:
        self.exchange.execute(kind(tenant="demo", contact_id="c1", **fields), self.now_ms)

    def ring(
        self, ring_id: str = "c1.r1", phone_id: str = "demo.a", limit_ms: int = 20_000
    ) -> None:
        self.send(
            port.RingPhone, ring_id=ring_id, phone_id=phone_id, phone="browser", limit_ms=limit_ms
        )

    def until(self, ms: int) -> list[port.TelephonyEvent]:
        """What is reported while so much time passes."""
        end_ms, heard = self.now_ms + ms, list[port.TelephonyEvent]()
        while (at_ms := self.exchange.next_at_ms) is not None and at_ms <= end_ms:
            heard += self.exchange.take()[1]
        self.now_ms = end_ms
        return heard


def kinds(events: list[port.TelephonyEvent]) -> list[str]:
    return [type(event).__name__ for event in events]


def talking() -> Line:
    line = Line()
    line.exchange.register("demo.a", START_MS)
    line.until(10)
    line.send(port.HoldInQueue)
    line.ring()
    line.until(4_000)
    line.send(port.Connect, ring_id="c1.r1")
    line.until(10)
    return line


def test_a_call_is_rung_answered_connected_and_ended_by_the_customer() -> None:
    line = Line()
    line.exchange.register("demo.a", START_MS)
    assert kinds(line.until(10)) == ["CallArrived", "PhoneReachable"]
    line.send(port.HoldInQueue)
    line.ring()
    assert kinds(line.until(4_000)) == ["RingProgressed", "RingAnswered"]
    line.send(port.Connect, ring_id="c1.r1")
    assert kinds(line.until(100_000)) == ["Connected"]
    assert kinds(line.until(20_000)) == ["CallEnded"]


def test_time_on_hold_is_not_time_of_talking() -> None:
    line = talking()
    line.send(port.Hold, ring_id="c1.r1")
    assert line.until(600_000) == []
    line.send(port.Connect, ring_id="c1.r1")
    assert kinds(line.until(119_000)) == ["Connected"]
    assert kinds(line.until(2_000)) == ["CallEnded"]


def test_a_customer_who_is_not_served_loses_patience() -> None:
    line = Line()
    line.until(10)
    line.send(port.HoldInQueue)
    assert line.until(59_000) == []
    assert kinds(line.until(2_000)) == ["CallEnded"]


@pytest.mark.parametrize("result", ["missed", "rejected", "answered"])
def test_a_ring_ends_as_the_person_decides(result: str) -> None:
    line = Line()
    line.exchange.register("demo.a", START_MS)
    line.exchange.ring_plan = lambda _, __: RingPlan(result, 2_000)
    line.until(10)
    line.ring()
    last = line.until(21_000)[-1]
    if result == "answered":
        assert isinstance(last, port.RingAnswered)
    else:
        assert isinstance(last, port.RingFailed)
        assert last.result == result


def test_a_phone_that_is_away_or_engaged_fails_at_once() -> None:
    line = talking()
    line.ring("c1.r2")
    line.ring("c1.r3", "demo.away")
    failed = [event for event in line.until(10) if isinstance(event, port.RingFailed)]
    assert [(event.ring_id, event.result) for event in failed] == [
        ("c1.r2", "busy"),
        ("c1.r3", "failed"),
    ]


def test_commands_are_idempotent_and_a_call_that_has_gone_is_said_to_have_gone() -> None:
    line = Line()
    line.exchange.register("demo.a", START_MS)
    line.until(10)
    line.ring()
    line.ring()
    line.send(port.CancelRing, ring_id="c1.r1")
    line.send(port.CancelRing, ring_id="c1.r1")
    assert kinds(line.until(30_000)).count("RingFailed") == 1
    line.send(port.EndCall)
    line.send(port.EndCall)
    assert kinds(line.until(10)) == ["CallEnded"]
    line.send(port.EndCall)
    line.send(port.CancelRing, ring_id="c1.r1")
    assert line.until(10) == []
    line.send(port.Connect, ring_id="c1.r1")
    assert kinds(line.until(10)) == ["CallEnded"]


def test_a_lost_phone_ends_its_leg_and_the_customer_stays() -> None:
    line = talking()
    line.exchange.lose_phone("demo.a", line.now_ms)
    assert kinds(line.until(100)) == ["PhoneReachable", "AgentLegEnded"]
    line.send(port.HoldInQueue)
    assert line.until(80_000) == []
    line.exchange.register("demo.a", line.now_ms)
    back = line.until(1)[0]
    assert isinstance(back, port.PhoneReachable)
    assert back.registration != "reg-1"


def test_what_happens_while_nobody_listens_is_told_when_the_line_is_back() -> None:
    line = talking()
    line.exchange.go_away(line.now_ms, line.now_ms + 5_000)
    line.until(1)
    line.ring("c1.r9")
    heard = line.until(10_000)
    assert kinds(heard) == ["TelephonyUp"]
    up = heard[0]
    assert isinstance(up, port.TelephonyUp)
    assert not up.restarted
    assert [(call.contact_id, call.connected_ring_id) for call in up.calls] == [("c1", "c1.r1")]
    assert up.reachable == {"demo.a": "reg-1"}


def test_a_restart_ends_every_call_and_phones_come_back() -> None:
    line = talking()
    line.exchange.restart(line.now_ms, line.now_ms + 5_000)
    heard = line.until(20_000)
    assert kinds(heard) == ["TelephonyDown", "TelephonyUp", "PhoneReachable"]
    up = heard[1]
    assert isinstance(up, port.TelephonyUp)
    assert (up.restarted, up.calls) == (True, ())


def test_a_caller_hears_which_key_leads_to_what_is_wanted() -> None:
    caller = Line().caller
    ear = Ear(FLOW)

    def key(said: str) -> str:
        return ear.key(caller, (port.Prompt("sound", said, "en"),))

    assert (key("choose-language"), key("menu"), key("welcome")) == ("2", "3", "")
    assert lines_to(shop_scene(), "sales") == [NUMBER]


def test_a_message_is_taken_and_its_end_reported() -> None:
    line = Line()
    line.until(10)
    line.send(port.TakeVoicemail, recording_id="c1.vm")
    assert kinds(line.until(600_000)) == ["VoicemailEnded", "CallEnded"]


def test_arrivals_follow_the_hours_and_the_weekdays() -> None:
    scene = shop_scene(out_of_hours_share=0.0)
    found = list(callers(scene, Random(3), START_MS, START_MS + 28 * DAY_MS))
    times = [local(caller.at_ms, ZONE) for caller in found]
    hours = Counter(at.hour for at in times)
    assert min(hours) == 9
    assert max(hours) == 20
    assert hours[11] > hours[14]
    assert not any(at.weekday() == 6 for at in times)
    assert 150 * 20 < len(found) < 150 * 28
    assert len({caller.contact_id for caller in found}) == len(found)
    assert [c.at_ms for c in found] == sorted(c.at_ms for c in found)
    assert all("555" in caller.caller for caller in found if caller.caller)


def test_faults_lose_and_double_as_often_as_told_and_never_an_arrival() -> None:
    faults = Faults(Random(4), FaultRates(lost_share=0.1, doubled_share=0.2))
    ended = port.CallEnded(at_ms=0, contact_id="c1")
    up = port.TelephonyUp(at_ms=0, restarted=False, calls=())
    passed = sum(len(faults.passed(ended)) for _ in range(10_000))
    assert passed == 10_000 - faults.lost + faults.doubled
    assert 900 < faults.lost < 1_100
    assert 1_850 < faults.doubled < 2_150
    assert all(faults.passed(up) for _ in range(1_000))

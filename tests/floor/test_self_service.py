"""Who got what the call was for from a flow was served, also where the caller hangs up first."""

from dataclasses import replace

import pytest
from tests.floor.conftest import Play, small_settings

from callfloor.contacts.record import Record
from callfloor.contacts.record import apply as fold
from callfloor.events import contacts as facts
from callfloor.events.fact import ContactFact
from callfloor.facts.whole import became_of
from callfloor.floor.engine import Engine
from callfloor.floor.settings import TenantSettings
from callfloor.ivr.flow import read_flow
from callfloor.telephony import port

BALANCE = read_flow(
    {
        "id": "main",
        "version": 1,
        "start": "ask",
        "fallback_queue": "sales",
        "nodes": {
            "ask": {
                "kind": "menu",
                "prompts": [{"text": {"en": "One for your balance, two for us."}}],
                "keys": {"1": "balance", "2": "sales"},
                "on_failure": "sales",
            },
            "balance": {
                "kind": "play",
                "prompts": [{"text": {"en": "Your balance is zero."}}],
                "task_completed": True,
                "next": "more",
            },
            "more": {
                "kind": "menu",
                "prompts": [{"text": {"en": "One to hear it again."}}],
                "keys": {"1": "balance"},
                "on_failure": "end",
            },
            "end": {"kind": "end"},
            "sales": {"kind": "queue", "queue": "sales"},
        },
    }
)


def settings() -> TenantSettings:
    return replace(small_settings(), flows={"main": BALANCE})


def outcome(play: Play) -> tuple[str, str, str]:
    """Disposition, the flow's exit and the component that counts it."""
    record = Record(tenant="t", contact_id="C")
    for fact in play.all.facts:
        if isinstance(fact, ContactFact) and fact.contact_id == "C":
            fold(record, fact)
    return record.disposition, record.ivr_exit, became_of(record)


def hang_up(play: Play) -> None:
    play.hear(port.CallEnded(at_ms=0, contact_id="C"))


def end_play(play: Play) -> None:
    last = [one for one in play.all.commands if isinstance(one, port.PlayPrompts)][-1]
    play.hear(port.PlayEnded(at_ms=0, contact_id="C", play_id=last.play_id))


@pytest.fixture
def asked() -> Play:
    play = Play(Engine(settings()))
    play.call()
    return play


def test_who_hangs_up_where_the_task_is_done_was_served(asked: Play) -> None:
    asked.press("1")
    hang_up(asked)
    assert outcome(asked) == ("self_service", "self_service", "self_service")


def test_who_hangs_up_before_it_or_at_another_node_was_not(asked: Play) -> None:
    before = Play(Engine(settings()))
    before.call()
    hang_up(before)
    assert outcome(before) == ("ivr_abandoned", "hangup", "ivr_abandoned")
    asked.press("1")
    end_play(asked)
    hang_up(asked)
    assert outcome(asked) == ("ivr_abandoned", "hangup", "ivr_abandoned")


def test_a_floor_that_was_restarted_knows_who_was_served(asked: Play) -> None:
    asked.press("1")
    again = Engine(settings())
    for fact in asked.all.facts:
        again.replay(fact)
    assert again.state == asked.engine.state
    asked.engine = again
    hang_up(asked)
    ended = [one for one in asked.all.facts if isinstance(one, facts.ContactEnded)]
    assert [one.disposition for one in ended] == ["self_service"]

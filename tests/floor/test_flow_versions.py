"""A caller stays in the version of the flow that the call began with, whatever happens meanwhile."""

from dataclasses import replace

import pytest
from tests.floor.conftest import Play, small_flow, small_settings

from callfloor.events import contacts as facts
from callfloor.floor.engine import Engine
from callfloor.floor.flow_versions import KEPT
from callfloor.ivr.flow import Flow, read_flow
from callfloor.telephony import port


def later_flow(version: int) -> Flow:
    """Whoever chooses a language here is sent away, and no node is named as before."""
    return read_flow(
        {
            "id": "main",
            "version": version,
            "start": "greeting",
            "fallback_queue": "sales",
            "nodes": {
                "greeting": {"kind": "menu", "prompts": [{"value": "hello"}], "keys": {"2": "bye"},
                             "on_failure": "bye"},
                "bye": {"kind": "end"},
            },
        }
    )  # fmt: skip


@pytest.mark.parametrize("publishings", [1, KEPT + 5])
def test_a_restart_of_the_floor_keeps_a_caller_in_the_version_of_the_start(
    play: Play, publishings: int
) -> None:
    play.call()
    for version in range(2, publishings + 2):
        settings = replace(small_settings(), flows={"main": later_flow(version)})
        play.engine.configure(settings, play.now_ms)
    again = Engine(settings)
    assert again.flows.missing(play.all.facts) == [("main", 1)]
    again.flows.keep(small_flow())
    for fact in play.all.facts:
        again.replay(fact)
    assert again.state == play.engine.state
    live = port.LiveCall(contact_id="C", line="C.line", answered=True)
    up = port.TelephonyUp(at_ms=0, restarted=False, calls=(live,))
    said = [c for c in again.reconcile(up, 2_000).commands if isinstance(c, port.PlayPrompts)]
    assert [p.value for p in said[0].prompts] == ["For English press one."]
    play.engine = again
    play.press("1")
    assert play.phase() == "queued"


def test_who_has_left_the_flow_needs_no_version_any_more(play: Play) -> None:
    play.call("A")
    play.call("B")
    play.press("1", "A")
    play.hear(port.CallEnded(at_ms=0, contact_id="B"))
    assert any(isinstance(fact, facts.IvrEnded) for fact in play.all.facts)
    empty = Engine(replace(small_settings(), flows={}))
    assert empty.flows.missing(play.all.facts) == []

"""Hard contacts, the pause after them, and who gets the next one."""

from typing import Any

import msgspec
import pytest
from tests.acd.floor import Bench, small_centre, with_queue

from callfloor.acd import inputs as i
from callfloor.acd.errors import Refused
from callfloor.acd.state import State, apply
from callfloor.events.agents import AgentStateChanged
from callfloor.events.routing import HardContactMarked


def bench_of(recovery: str, **rules: Any) -> Bench:
    centre = with_queue(small_centre(), "sales", is_hard=True, wrap_up_limit_ms=10_000)
    bench = Bench(msgspec.structs.replace(centre, recovery=recovery, **rules))
    bench.ready("maria", "omar")
    return bench


def one(bench: Bench, talk_ms: int = 1_000, queue_id: str = "sales") -> str:
    contact_id = bench.call(queue_id)
    agent_id = bench.talk(contact_id)
    bench.wait(talk_ms)
    bench.say(i.CustomerGone(contact_id))
    return agent_id


def test_the_rule_gives_a_pause_after_the_wrap_up_and_it_ends_by_itself() -> None:
    bench = bench_of("give")
    agent_id = one(bench)
    assert bench.last(HardContactMarked).why == "queue"
    bench.wait(10_000)
    run = bench.state.agents[agent_id]
    assert (run.state, run.reason) == ("not_ready", "recovery")
    bench.wait(90_000)
    assert bench.agent(agent_id) == "ready"
    bench.check_replay()


def test_the_rule_gives_no_more_pauses_than_its_limit_even_after_a_restart() -> None:
    bench = bench_of("give", recovery_limit=1)
    bench.say(i.GoNotReady("omar", "lunch"))
    one(bench)
    bench.wait(100_000)
    assert one(bench) == "maria"
    bench.wait(10_000)
    assert bench.agent("maria") == "ready"
    last = [f for f in bench.facts if isinstance(f, AgentStateChanged)][-1]
    again = State(bench.state.centre)
    apply(again, last)
    assert again.agents["maria"].recovered_ms == bench.state.agents["maria"].recovered_ms


def test_an_agent_takes_the_pause_that_is_offered_and_only_after_a_hard_call() -> None:
    bench = bench_of("offer")
    with pytest.raises(Refused, match="follows a hard call"):
        bench.say(i.TakeRecovery("maria"))
    assert one(bench) == "maria"
    bench.say(i.TakeRecovery("maria"))
    bench.wait(10_000)
    assert bench.state.agents["maria"].reason == "recovery"
    with pytest.raises(Refused):
        bench.say(i.TakeRecovery("maria"))
    bench.wait(90_000)
    assert bench.agent("maria") == "ready"


def test_an_agent_flags_a_call_as_hard_once_and_a_long_one_is_hard_by_itself() -> None:
    bench = bench_of("offer", hard_after_ms=600_000)
    bench.ready("li")
    contact_id = bench.call("support")
    agent_id = bench.talk(contact_id)
    assert bench.say(i.FlagHard(agent_id)) == ["hard_contact_marked"]
    assert bench.say(i.FlagHard(agent_id)) == []
    with pytest.raises(Refused, match="no call"):
        bench.say(i.FlagHard("maria"))
    bench.say(i.CustomerGone(contact_id))
    one(bench, 600_000, "support")
    assert bench.last(HardContactMarked).why == "long"


def test_the_next_hard_one_goes_to_somebody_who_has_not_just_had_one() -> None:
    bench = bench_of("off")
    assert one(bench) == "maria"
    bench.wait(10_000)
    bench.say(i.GoNotReady("omar", "break"))
    bench.say(i.GoReady("omar"), after_ms=1_000)
    contact_id = bench.call()
    assert bench.ringing(contact_id) == "omar", "maria is idle longer, and has just had one"
    assert bench.ringing(bench.call()) == "maria", "there is nobody else"


def test_without_a_rule_there_is_no_pause() -> None:
    bench = bench_of("off")
    agent_id = one(bench)
    bench.wait(10_000)
    assert bench.agent(agent_id) == "ready"
    with pytest.raises(Refused, match="no recovery pause"):
        bench.say(i.TakeRecovery(agent_id))

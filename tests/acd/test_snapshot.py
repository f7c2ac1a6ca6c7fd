"""A snapshot and the facts after it give what all facts give."""

import msgspec
from tests.acd.floor import Bench, small_centre

from callfloor.acd import inputs as i
from callfloor.acd import snapshot
from callfloor.acd.state import apply


def busy_bench() -> Bench:
    bench = Bench()
    bench.ready("maria", "omar", "li")
    for queue_id in ("sales", "sales", "support", "sales", "support"):
        contact_id = bench.call(queue_id, language="en")
        if bench.ringing(contact_id):
            bench.talk(contact_id)
    bench.say(i.HoldCall("maria"))
    bench.say(i.HangUp("omar"))
    return bench


def test_a_snapshot_and_what_follows_is_the_live_state() -> None:
    bench = busy_bench()
    written = snapshot.write(bench.state)
    known = len(bench.facts)
    bench.wait(300_000)
    bench.say(i.LogOut("maria"))
    again = snapshot.read(bench.state.centre, written)
    assert again is not None
    for fact in bench.facts[known:]:
        apply(again, fact)
    assert again == bench.state


def test_a_snapshot_read_with_other_settings_is_as_if_they_had_changed() -> None:
    bench = busy_bench()
    queues = {"sales": small_centre().queues["sales"]}
    changed = msgspec.structs.replace(bench.state.centre, version=1, queues=queues)
    again = snapshot.read(changed, snapshot.write(bench.state))
    bench.state.configure(changed)
    assert again == bench.state


def test_a_snapshot_of_another_making_is_not_read() -> None:
    bench = busy_bench()
    assert snapshot.read(bench.state.centre, b"not a snapshot") is None
    other = msgspec.msgpack.encode({"version": 2})
    assert snapshot.read(bench.state.centre, other) is None

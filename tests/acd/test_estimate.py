"""The estimated wait: from how fast the line has moved, told on entry, kept over a replay."""

from itertools import pairwise

from tests.acd.floor import Bench, small_centre, with_queue

from callfloor.acd import inputs as i
from callfloor.acd.entities import QueueRun
from callfloor.acd.estimate import wait_ms
from callfloor.events import contacts as c


def told(bench: Bench, contact_id: str) -> int | None:
    queued = (f for f in bench.facts if isinstance(f, c.ContactQueued))
    return next(f.wait_estimate_ms for f in queued if f.contact_id == contact_id)


def test_a_line_that_moves_once_a_minute_is_told_so_many_minutes() -> None:
    run = QueueRun("sales", handle_ms=300_000, gap_ms=60_000, ring_ms=4_000, offered=1)
    assert wait_ms(run, 4, at_work=9) == 3 * 60_000 + 4_000
    assert wait_ms(run, 1, at_work=9) == 64_000


def test_before_there_was_a_line_it_is_position_times_handle_time_over_agents_at_work() -> None:
    assert wait_ms(None, 1, 1) is None
    assert wait_ms(QueueRun("sales"), 1, 1) is None
    assert wait_ms(QueueRun("sales", handle_ms=300_000), 2, at_work=3) == 200_000


def test_the_estimate_follows_the_line_and_is_the_ring_alone_where_somebody_is_ready() -> None:
    bench = Bench(with_queue(small_centre(), "sales", wrap_up_limit_ms=0))
    bench.ready("maria")
    names = [bench.call() for _ in range(4)]
    assert told(bench, names[0]) is None
    bench.talk(names[0])
    for before, after in pairwise(names):
        bench.now_ms += 56_800  # and 3.2 s until it is answered: one a minute
        bench.say(i.HangUp("maria"))
        assert before not in bench.state.contacts
        bench.talk(after)
    late = [bench.call(), bench.call()]
    assert abs((told(bench, late[1]) or 0) - 2 * 60_000) < 10_000
    bench.ready("omar")
    assert bench.ringing(late[0]) == "omar"
    bench.say(i.CustomerGone(late[1]))
    bench.talk(late[0])
    bench.say(i.HangUp("omar"))
    assert told(bench, bench.call()) == 3_200
    bench.check_replay()


def test_those_who_give_up_in_front_make_the_wait_shorter_and_a_missed_ring_keeps_the_count() -> (
    None
):
    bench = Bench()
    bench.ready("maria")
    bench.talk(bench.call())
    waiting = [bench.call() for _ in range(3)]
    for contact_id in waiting:
        bench.now_ms += 10_000
        bench.say(i.CustomerGone(contact_id))
    last = bench.call()
    assert told(bench, last) == 10_000 + 3_200
    bench.ready("omar")
    assert bench.state.queues["sales"].offered == 1
    bench.wait(20_000)
    assert bench.state.queues["sales"].offered == 0
    bench.check_replay()

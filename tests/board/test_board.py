"""The live floor: what it shows, and that a client's copy of it stays equal to a fresh one."""

import copy
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.board.random_facts import CENTRE, HOUR_MS, START_MS, ZONE, streams
from tests.effort import cases

from callfloor.acd.centre import Centre
from callfloor.board.delta import Change, Sender, merge
from callfloor.board.entities import snapshot
from callfloor.board.state import Board, Kind
from callfloor.board.views import View, Viewer
from callfloor.centre.indicators import IndicatorRules
from callfloor.events import agents, contacts
from callfloor.events.fact import Fact
from callfloor.metrics.days import day_start_ms

T = START_MS + 10 * HOUR_MS


def _board(now_ms: int = T) -> Board:
    return Board("demo", ZONE, CENTRE, now_ms)


def _call(contact_id: str = "c1", at_ms: int = T, queue_id: str = "sales") -> list[Fact]:
    """Arrived and waiting in a queue."""
    return [
        contacts.ContactArrived(
            tenant="demo", at_ms=at_ms, contact_id=contact_id, channel="voice", direction="in",
            line="l", caller="+34600000001", called="+34900000000",
        ),
        contacts.ContactQueued(
            tenant="demo", at_ms=at_ms + 1000, contact_id=contact_id, leg_id=f"{contact_id}.q1",
            queue_id=queue_id, priority=5, rank_ms=at_ms,
        ),
    ]  # fmt: skip


def _answer(contact_id: str, at_ms: int, agent_id: str = "maria") -> list[Fact]:
    common: dict[str, Any] = {"tenant": "demo", "at_ms": at_ms, "contact_id": contact_id}
    leg, ring, segment = f"{contact_id}.q1", f"{contact_id}.r1", f"{contact_id}.s1"
    return [
        contacts.ContactOffered(
            **{**common, "at_ms": at_ms - 500},
            leg_id=leg, queue_id="sales", ring_id=ring, agent_id=agent_id,
        ),
        contacts.ContactLeftQueue(**common, leg_id=leg, queue_id="sales", outcome="answered"),
        contacts.ContactAnswered(
            **common, segment_id=segment, leg_id=leg, queue_id="sales", ring_id=ring,
            agent_id=agent_id, team_id="north",
        ),
        agents.AgentStateChanged(
            tenant="demo", at_ms=at_ms, agent_id=agent_id, state="talking", team_id="north",
            contact_id=contact_id,
        ),
    ]  # fmt: skip


def _fold(board: Board, facts: list[Fact]) -> dict[Kind, dict[str, Any]]:
    for fact in facts:
        board.apply(fact)
    return snapshot(board)


def test_a_waiting_contact_is_seen_in_its_queue() -> None:
    seen = _fold(_board(), _call())
    queue = seen["queues"]["sales"]
    assert queue["waiting_count"] == 1
    assert queue["oldest_entered_ms"] == T + 1000
    assert queue["waiting"][0] == {
        "contact_id": "c1",
        "entered_ms": T + 1000,
        "rank_ms": T,
        "position": 1,
        "caller": "+34600000001",
    }
    assert seen["contacts"]["c1"]["phase"] == "queued"
    assert queue["today"]["offered"] == 1
    assert queue["today"]["service_level"] is None


def test_an_answer_shows_agent_contact_and_figures() -> None:
    seen = _fold(_board(), _call() + _answer("c1", T + 11_000))
    assert seen["agents"]["maria"]["state"] == "talking"
    assert seen["agents"]["maria"]["queue_id"] == "sales"
    assert seen["agents"]["maria"]["today"]["answered"] == 1
    assert seen["contacts"]["c1"]["phase"] == "talking"
    queue = seen["queues"]["sales"]
    assert (queue["waiting_count"], queue["agents_talking"], queue["agents_ready"]) == (0, 1, 0)
    assert queue["today"]["service_level"] == 100.0
    assert queue["today"]["avg_speed_of_answer_ms"] == 10_000


def test_a_contact_stays_until_its_after_call_work_is_done() -> None:
    board = _board()
    _fold(board, _call() + _answer("c1", T + 11_000))
    common: dict[str, Any] = {"tenant": "demo", "contact_id": "c1", "at_ms": T + 60_000}
    ended: list[Fact] = [
        contacts.SegmentEnded(
            **common, segment_id="c1.s1", agent_id="maria", reason="customer_hangup"
        ),
        contacts.ContactEnded(**common, disposition="queue", ended_by="customer"),
        contacts.WrapUpStarted(**common, segment_id="c1.s1", agent_id="maria", limit_ms=60_000),
    ]
    seen = _fold(board, ended)
    assert seen["contacts"]["c1"]["phase"] == "ended"
    assert seen["contacts"]["c1"]["wrap_up"]["limit_ms"] == 60_000
    assert seen["agents"]["maria"]["wrap_up"]["segment_id"] == "c1.s1"
    done = contacts.WrapUpCompleted(
        tenant="demo", contact_id="c1", at_ms=T + 80_000, segment_id="c1.s1", agent_id="maria"
    )
    seen = _fold(board, [done])
    assert seen["contacts"] == {}
    assert seen["agents"]["maria"]["wrap_up"] is None
    assert seen["agents"]["maria"]["today"]["wrap_up_ms"] == 20_000


def test_figures_of_yesterday_are_gone_at_local_midnight() -> None:
    board = _board()
    _fold(board, _call() + _answer("c1", T + 11_000))
    midnight_ms = day_start_ms(T, ZONE) + 24 * HOUR_MS
    board.advance(midnight_ms - 1)
    assert snapshot(board)["queues"]["sales"]["today"]["answered"] == 1
    board.advance(midnight_ms)
    assert snapshot(board)["queues"]["sales"]["today"]["answered"] == 0


def test_the_longest_waiting_is_first_by_rank_then_by_entry() -> None:
    board = _board()
    facts = _call("c1") + _call("c2", T + 10) + _call("c3", T + 20)
    facts[3] = msgspec.structs.replace(facts[3], rank_ms=T - 99)
    seen = _fold(board, facts)
    order = [waiter["contact_id"] for waiter in seen["queues"]["sales"]["waiting"]]
    assert order == ["c2", "c1", "c3"]


def test_only_agents_with_the_skill_count_for_a_queue() -> None:
    board = _board()
    ready: list[Fact] = [
        agents.AgentStateChanged(tenant="demo", at_ms=T, agent_id=agent_id, state="ready")
        for agent_id in ("maria", "liwei")
    ]
    seen = _fold(board, ready)
    assert seen["queues"]["sales"]["agents_ready"] == 1
    assert seen["queues"]["support"]["agents_ready"] == 2


OTHER = Centre(
    tenant="demo",
    version=2,
    queues={
        "support": msgspec.structs.replace(CENTRE.queues["support"], service_level_ms=60_000),
        "sales": msgspec.structs.replace(CENTRE.queues["sales"], needs={}),
    },
    agents={"maria": CENTRE.agents["maria"]},
)

VIEWERS = [Viewer(sees_all=True), Viewer(sees_all=False, agent_id="maria"), Viewer(sees_all=False)]


@given(streams(), st.integers(1, 7), st.integers(0, 40))
@settings(max_examples=cases(120, quick=12), deadline=None)
def test_snapshot_and_deltas_equal_a_fresh_snapshot(
    facts: list[Fact], batch: int, change_at: int
) -> None:
    board = Board("demo", ZONE, CENTRE, START_MS)
    sender = Sender(board)
    views = [View(viewer) for viewer in VIEWERS]
    copies: list[dict[Any, Any]] = [view.snapshot(copy.deepcopy(sender.sent)) for view in views]
    for start in range(0, len(facts), batch):
        touched = set()
        for offset, fact in enumerate(facts[start : start + batch]):
            if start + offset == change_at:
                touched |= board.configure(OTHER, ZONE, IndicatorRules())
            touched |= board.apply(fact)
        changes = sender.changes(touched)
        for view, client in zip(views, copies, strict=True):
            merge(client, copy.deepcopy(view.changes(changes)))
        fresh = snapshot(board)
        assert sender.sent == fresh
        for viewer, client in zip(VIEWERS, copies, strict=True):
            assert client == View(viewer).snapshot(fresh)


@given(streams(most=60))
@settings(max_examples=cases(80, quick=8), deadline=None)
def test_a_board_built_from_all_facts_stands_where_a_running_one_does(facts: list[Fact]) -> None:
    running = Board("demo", ZONE, CENTRE, START_MS)
    for fact in facts:
        running.apply(fact)
    built = Board("demo", ZONE, CENTRE, running.now_ms)
    built.build(facts)
    for queue_id in CENTRE.queues:
        lately = [one.recent.totals(queue_id, 3_600_000, one.now_ms) for one in (built, running)]
        assert +lately[0] == +lately[1]
    assert snapshot(built) == snapshot(running)


def test_an_agent_does_not_see_the_callers_of_others() -> None:
    board = _board()
    sender = Sender(board)
    view = View(Viewer(sees_all=False, agent_id="liwei"))
    seen = view.snapshot(sender.sent)
    assert "today" not in seen["agents"]["maria"]
    assert "today" in seen["agents"]["liwei"]
    touched = set()
    for fact in _call() + _answer("c1", T + 11_000):
        touched |= board.apply(fact)
    told = view.changes(sender.changes(touched))
    assert "+34600000001" not in str(told)
    assert all(change.of != "contacts" for change in told)


def test_a_contact_that_goes_to_another_agent_is_taken_away() -> None:
    board = _board()
    sender = Sender(board)
    view = View(Viewer(sees_all=False, agent_id="maria"))
    view.snapshot(sender.sent)

    def told(facts: list[Fact]) -> list[Change]:
        touched = set()
        for fact in facts:
            touched |= board.apply(fact)
        return [
            change for change in view.changes(sender.changes(touched)) if change.of == "contacts"
        ]

    [mine] = told(_call() + _answer("c1", T + 11_000))
    assert mine.value is not None
    again = contacts.ContactQueued(
        tenant="demo", at_ms=T + 20_000, contact_id="c1", leg_id="c1.q2", queue_id="support",
        priority=5, rank_ms=T,
    )  # fmt: skip
    assert told([again]) == [Change("contacts", "c1", None)]
    assert told([msgspec.structs.replace(again, at_ms=T + 21_000, leg_id="c1.q3")]) == []


def test_pain_18_a_ring_is_told_to_the_agent_who_is_rung_and_to_nobody_else() -> None:
    """The caller is offered to one agent, missed, and offered to the next."""
    board = _board()
    sender = Sender(board)
    views = {
        agent_id: View(Viewer(sees_all=False, agent_id=agent_id)) for agent_id in CENTRE.agents
    }
    for view in views.values():
        view.snapshot(sender.sent)

    def hear_of_it(facts: list[Fact]) -> list[str]:
        touched = set()
        for fact in facts:
            touched |= board.apply(fact)
        changes = sender.changes(touched)
        return [
            agent_id
            for agent_id, view in views.items()
            if any(
                change.of == "contacts" and change.value is not None
                for change in view.changes(changes)
            )
        ]

    def offered(at_ms: int, agent_id: str, number: int) -> Fact:
        return contacts.ContactOffered(
            tenant="demo", at_ms=at_ms, contact_id="c1", leg_id="c1.q1", queue_id="sales",
            ring_id=f"c1.r{number}", agent_id=agent_id,
        )  # fmt: skip

    missed = contacts.RingEnded(
        tenant="demo", at_ms=T + 9_000, contact_id="c1", ring_id="c1.r1", agent_id="maria",
        result="missed",
    )  # fmt: skip
    assert hear_of_it(_call()) == []
    assert hear_of_it([offered(T + 2_000, "maria", 1)]) == ["maria"]
    assert hear_of_it([missed]) == []
    assert hear_of_it([offered(T + 9_001, "anna", 2)]) == ["anna"]


def _states(*steps: tuple[int, str], purpose: Any = "") -> list[Fact]:
    about: dict[str, Any] = {"tenant": "demo", "agent_id": "maria", "team_id": "north"}
    return [
        agents.AgentStateChanged(**about, at_ms=at_ms, state=state, purpose=purpose)  # type: ignore[arg-type]
        for at_ms, state in steps
    ]


def test_an_agent_s_day_counts_ready_and_occupied_time_but_no_breaks() -> None:
    steps = [(T, "ready"), (T + 5_000, "ringing"), (T + 6_000, "talking"), (T + 20_000, "wrap_up")]
    seen = _fold(_board(), _states(*steps, (T + 30_000, "not_ready"), (T + 90_000, "ready")))
    today = seen["agents"]["maria"]["today"]
    assert (today["ready_ms"], today["occupied_ms"]) == (5_000, 25_000)
    assert today["lasts_since_ms"] == T + 90_000


def test_calls_out_are_occupied_time_too() -> None:
    seen = _fold(_board(), _states((T, "talking"), (T + 9_000, "ready"), purpose="out"))
    assert seen["agents"]["maria"]["today"]["occupied_ms"] == 9_000


def test_the_day_s_times_begin_anew_at_midnight_and_a_span_over_it_is_cut() -> None:
    day_ms = day_start_ms(T + 24 * HOUR_MS, ZONE)
    board = _board()
    _fold(board, _states((T, "ready"), (T + HOUR_MS, "talking")))
    seen = _fold(board, _states((day_ms + 2_000, "ready")))
    today = seen["agents"]["maria"]["today"]
    assert (today["ready_ms"], today["occupied_ms"]) == (0, 2_000)

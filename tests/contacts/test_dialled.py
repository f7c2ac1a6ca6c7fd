"""Contacts that the centre dials, in the list, in the figures and on the board."""

from typing import Any

from callfloor.acd.centre import Centre, Queue
from callfloor.board.state import Board
from callfloor.contacts.record import Record, apply
from callfloor.contacts.row import row_of
from callfloor.events import contacts as c
from callfloor.events import outbound as o
from callfloor.events.agents import AgentStateChanged
from callfloor.events.fact import ContactFact
from callfloor.metrics.components import contributions
from callfloor.metrics.presence import Spans

T = 1_763_337_600_000


def _call_out(*, is_reached: bool, direction: c.Direction = "out") -> list[ContactFact]:
    about: dict[str, Any] = {"tenant": "demo", "contact_id": "o1"}
    facts: list[ContactFact] = [
        c.ContactArrived(
            **about, at_ms=T, channel="voice", direction=direction, line="o1.c1",
            caller="+34911", called="+34900",
        ),
        c.ContactAnswered(
            **about, at_ms=T + 1_000, segment_id="o1.s1", leg_id="", queue_id="",
            ring_id="o1.r1", agent_id="maria", team_id="a",
        ),
    ]  # fmt: skip
    line: dict[str, Any] = {"at_ms": T + 9_000, "line": "o1.c1"}
    if is_reached:
        facts += [
            o.CustomerAnswered(**about, **line),
            c.ContactConnected(**about, at_ms=T + 9_005, segment_id="o1.s1", ring_id="o1.r1"),
        ]
    else:
        facts.append(o.CustomerNotReached(**about, **line, agent_id="maria", result="busy"))
    reason: c.SegmentEnd = "agent_hangup" if is_reached else "not_reached"
    disposition: c.Disposition = "direct" if is_reached else "not_reached"
    ended: dict[str, Any] = {**about, "at_ms": T + 60_000}
    facts.append(c.SegmentEnded(**ended, segment_id="o1.s1", agent_id="maria", reason=reason))
    facts.append(c.ContactEnded(**ended, disposition=disposition, ended_by="agent"))
    return facts


def _folded(facts: list[ContactFact]) -> Record:
    record = Record(tenant="demo", contact_id="o1")
    for fact in facts:
        apply(record, fact)
    return record


def test_a_call_out_is_answered_only_when_both_heard_each_other() -> None:
    reached = row_of(_folded(_call_out(is_reached=True)))
    assert (reached["outcome"], reached["direction"], reached["caller"]) == (
        "answered", "out", "+34911",
    )  # fmt: skip
    assert row_of(_folded(_call_out(is_reached=False)))["outcome"] == "not_reached"


def test_calls_out_and_callbacks_are_in_no_figure_of_calls_in() -> None:
    for direction in ("out", "callback", "internal"):
        record = _folded(_call_out(is_reached=True, direction=direction))
        counted = {one.grain for one in contributions(record, {})}
        assert counted <= ({"agent", "team"} if direction == "callback" else set())


def test_time_on_calls_out_is_told_from_time_on_calls_in() -> None:
    spans = Spans()
    states = [("talking", "out"), ("wrap_up", "out"), ("talking", "callback"), ("ready", "")]
    for at, (state, purpose) in enumerate(states):
        spans.apply(
            AgentStateChanged(
                tenant="demo", at_ms=T + at, agent_id="maria",
                state=state, purpose=purpose,  # type: ignore[arg-type]
            )
        )  # fmt: skip
    assert [span.state for span in spans.written.values()] == [
        "outbound", "wrap_up", "talking", "ready",
    ]  # fmt: skip


def test_a_callback_in_line_is_not_counted_among_those_who_wait_on_the_phone() -> None:
    queue = Queue(queue_id="sales", name="Sales")
    board = Board("demo", "UTC", Centre(tenant="demo", queues={"sales": queue}), T)
    board.apply(_call_out(is_reached=True, direction="callback")[0])
    queued = c.ContactQueued(
        tenant="demo", at_ms=T + 1, contact_id="o1", leg_id="o1.q1", queue_id="sales",
        priority=5, rank_ms=T,
    )  # fmt: skip
    board.apply(queued)
    assert board.contacts["o1"].phase == "queued"
    assert len(board.line("sales")) == 0

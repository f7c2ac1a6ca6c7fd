"""What leads did, as the board shows it."""

from typing import Any

from tests.board.random_facts import CENTRE, HOUR_MS, START_MS, ZONE

from callfloor.board.entities import value_of
from callfloor.board.state import Board
from callfloor.centre.indicators import IndicatorRules
from callfloor.events import agents, contacts, leads
from callfloor.events.fact import Fact

T = START_MS + 10 * HOUR_MS
LEAD: dict[str, Any] = {"tenant": "demo", "at_ms": T + 5_000, "by": "user:7", "by_name": "Laura"}


def _board(*facts: Fact) -> Board:
    board = Board("demo", ZONE, CENTRE, T)
    for fact in facts:
        board.apply(fact)
    return board


def _waiting(contact_id: str, rank_ms: int) -> list[Fact]:
    return [
        contacts.ContactArrived(
            tenant="demo", at_ms=T, contact_id=contact_id, channel="voice", direction="in",
            line="l", caller="+34600000001", called="+34900000000",
        ),
        contacts.ContactQueued(
            tenant="demo", at_ms=T + 1000, contact_id=contact_id, leg_id=f"{contact_id}.q1",
            queue_id="sales", priority=5, rank_ms=rank_ms,
        ),
    ]  # fmt: skip


def test_a_caller_who_was_moved_stands_there() -> None:
    board = _board(*_waiting("c1", T), *_waiting("c2", T), *_waiting("c3", T))
    up: dict[str, Any] = {"leg_id": "c3.q1", "queue_id": "sales", "priority": 5, "reason": "r"}
    touched = board.apply(
        leads.CallerMovedUp(contact_id="c3", how="first", rank_ms=T - 1, **up, **LEAD)
    )
    assert ("queues", "sales") in touched
    queue = value_of(board, "queues", "sales")
    assert queue is not None
    assert [one["contact_id"] for one in queue["waiting"]] == ["c3", "c1", "c2"]
    board.apply(leads.CallerMovedUp(contact_id="c3", how="priority", rank_ms=T, **up, **LEAD))
    queue = value_of(board, "queues", "sales")
    assert queue is not None
    assert [one["contact_id"] for one in queue["waiting"]] == ["c1", "c2", "c3"]


def test_moved_skills_show_with_their_end_and_count_in_the_queues() -> None:
    board = _board(
        agents.AgentStateChanged(tenant="demo", at_ms=T, agent_id="liwei", state="ready")
    )
    queue = value_of(board, "queues", "sales")
    assert queue is not None
    assert (queue["needs"], queue["agents_ready"]) == ({"sales": 1}, 0)
    moved = leads.SkillsMoved(
        agent_id="liwei", changes={"sales": 2}, until_ms=T + HOUR_MS, reason="rush", **LEAD
    )
    assert ("queues", "sales") in board.apply(moved)
    agent, queue = value_of(board, "agents", "liwei"), value_of(board, "queues", "sales")
    assert agent is not None
    assert queue is not None
    assert (queue["agents_ready"], agent["skills"]) == (1, {"sales": 2})
    assert agent["moved"]["until_ms"] == T + HOUR_MS
    assert (agent["moved"]["by_name"], agent["moved"]["reason"]) == ("Laura", "rush")
    board.configure(CENTRE, ZONE, IndicatorRules())
    queue = value_of(board, "queues", "sales")
    assert queue is not None
    assert queue["agents_ready"] == 1, "changed settings take nothing back"
    board.apply(leads.SkillsReturned(tenant="demo", at_ms=T + HOUR_MS, agent_id="liwei", by="time"))
    agent, queue = value_of(board, "agents", "liwei"), value_of(board, "queues", "sales")
    assert agent is not None
    assert queue is not None
    assert (queue["agents_ready"], agent["skills"], agent["moved"]) == (0, {}, None)

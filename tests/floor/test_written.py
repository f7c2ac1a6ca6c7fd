"""Written contacts on the floor: no command to telephony, and they outlive the floor's death."""

import asyncio

from tests.floor.conftest import Play, small_settings
from tests.floor.test_control import Door, door

from callfloor.acd import inputs
from callfloor.acd import written_inputs as w
from callfloor.board.entities import value_of
from callfloor.board.state import Board
from callfloor.contacts.record import Record
from callfloor.contacts.record import apply as fold
from callfloor.events.fact import ContactFact
from callfloor.events.written import ContactBrought
from callfloor.floor import recovery
from callfloor.floor.engine import Engine
from callfloor.floor.state import FloorState
from callfloor.journal.port import Entry
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.ids import new_id
from callfloor.telephony import port

__all__ = ["door"]


def a_chat(contact_id: str) -> w.Write:
    return w.Write(contact_id=contact_id, medium="chat", queue_id="sales", sender="ana@example.org")


def at_hand(play: Play, agent_id: str = "ana") -> list[tuple[str, str]]:
    """What the board shows, folded from the facts alone."""
    board = Board("t", "UTC", small_settings().centre, 0)
    for fact in play.all.facts:
        board.apply(fact)
    value = value_of(board, "agents", agent_id)
    assert value is not None
    return [(one["contact_id"], one["stage"]) for one in value["works"]]


def test_telephony_hears_nothing_of_a_chat_and_the_board_shows_it(play: Play) -> None:
    play.ready("ana")
    before = len(play.all.commands)
    play.act(a_chat("W"))
    play.act(a_chat("X"))
    assert at_hand(play) == [("W", "offered"), ("X", "offered")]
    play.act(w.TakeContact(agent_id="ana", contact_id="W"))
    assert at_hand(play) == [("W", "open"), ("X", "offered")]
    play.act(w.CloseContact(agent_id="ana", contact_id="W"))
    play.act(w.CustomerLeft(contact_id="X"))
    assert at_hand(play) == [("W", "wrap_up")]
    play.act(inputs.CompleteWrapUp("ana", "x", segment_id="W.s1"))
    assert at_hand(play) == []
    assert play.agent("ana") == "ready"
    assert len(play.all.commands) == before


def test_a_chat_is_counted_by_its_medium(play: Play) -> None:
    play.ready("ana")
    play.act(a_chat("W"))
    play.act(w.TakeContact(agent_id="ana", contact_id="W"))
    play.now_ms += 60_000
    play.act(w.CloseContact(agent_id="ana", contact_id="W"))
    record = Record(tenant="t", contact_id="W")
    for fact in play.all.facts:
        if isinstance(fact, ContactFact) and fact.contact_id == "W":
            fold(record, fact)
    assert (record.channel, record.disposition) == ("chat", "queue")
    assert record.segments[0].talk_ms >= 60_000


def test_after_the_floor_was_killed_chats_are_where_they_were(play: Play) -> None:
    play.ready("ana")
    for contact_id in ("W", "X", "Y", "Z"):
        play.act(a_chat(contact_id))
    play.act(w.TakeContact(agent_id="ana", contact_id="W"))
    again = Play(Engine(small_settings()))
    for fact in play.all.facts:
        again.engine.replay(fact)
    again.now_ms = play.now_ms
    up = port.TelephonyUp(at_ms=0, restarted=True, calls=(), reachable={"t.ana": "r2"})
    outcome = again.engine.reconcile(up, again.now_ms + 1_000)
    assert outcome.commands == []
    works = again.engine.state.agents["ana"].works
    assert [work.contact_id for work in works] == ["W", "X", "Y"]
    assert again.phase("Z") == "queued"
    again.act(w.TakeContact(agent_id="ana", contact_id="X"))
    again.act(w.CloseContact(agent_id="ana", contact_id="X"))
    again.act(inputs.CompleteWrapUp("ana", "x", segment_id="X.s1"))
    assert again.phase("Z") == "ringing"
    assert again.all.commands == []


async def test_pain_13_two_who_bring_the_same_at_once_have_one_contact(door: Door) -> None:
    body = {"medium": "chat", "queue_id": "sales", "sender": "ana@example.org"}
    body |= {"external_id": "shop-1"}
    answers = await asyncio.gather(*(door.ask("written", body) for _ in range(5)))
    told = [one for _, one in answers]
    assert {status for status, _ in answers} == {200}
    assert len({one["id"] for one in told}) == 1
    assert sorted(one["repeated"] for one in told) == [False, True, True, True, True]
    assert len(door.loop.state.state_of("t").contacts) == 1
    await door.ask(f"contacts/{told[0]['id']}/customer_left", {})
    _, later = await door.ask("written", {**body, "queue_id": "none"})
    assert later == {"id": told[0]["id"], "phase": "ended", "agent_id": "", "repeated": True}


async def test_a_floor_that_was_killed_knows_what_was_brought_in_lately(
    database: Database,
) -> None:
    day_ms = recovery.BROUGHT_WITHIN_MS
    facts = [
        ContactBrought(tenant="t", at_ms=at_ms, contact_id=f"C{at_ms}", external_id=f"x{at_ms}")
        for at_ms in (1, day_ms, day_ms + 1)
    ]
    await PostgresJournal(database).append([Entry(id=new_id(), fact=fact) for fact in facts])
    state = FloorState()
    state.configure(small_settings(), 0)
    state.replay(await recovery.load(database, "t", [], 2 * day_ms))
    late = f"x{day_ms}", f"x{day_ms + 1}"
    assert tuple(state.state_of("t").brought) == late


async def test_the_door_brings_a_chat_in_and_lets_it_be_taken(door: Door) -> None:
    state = door.loop.state.state_of("t")
    body = {"medium": "chat", "queue_id": "sales", "sender": "ana@example.org"}
    status, told = await door.ask("written", body)
    assert (status, told["phase"]) == (200, "queued")
    door.loop.hear(
        port.PhoneReachable(at_ms=0, phone_id="t.ana", reachable=True, registration="r1")
    )
    await door.ask("agents/ana/login", {})
    await door.ask("agents/ana/ready", {})
    about = {"contact_id": told["id"]}
    status, answer = await door.ask("agents/ana/take", about)
    assert (status, answer["agent"]["works"]) == (200, [told["id"]])
    assert (await door.ask(f"contacts/{told['id']}/customer_left", {}))[0] == 200
    assert state.contacts[told["id"]].phase == "ended"
    status, refused = await door.ask("agents/ana/close", about)
    assert (status, refused["code"]) == (409, "contact_over")
    status, refused = await door.ask("written", {**body, "queue_id": "none"})
    assert (status, refused["code"]) == (409, "unknown_queue")

"""Whether trunks answer: only news is a fact, a replay knows the same, and what is not watched is unknown."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.floor.conftest import small_settings
from tests.floor.test_loop import make

from callfloor.board.entities import snapshot
from callfloor.board.history import facts_of
from callfloor.board.state import Board
from callfloor.board.views import View, Viewer
from callfloor.events.fact import Fact
from callfloor.events.trunks import TrunkStateChanged
from callfloor.floor import recovery
from callfloor.floor.settings import TenantSettings
from callfloor.floor.state import FloorState
from callfloor.floor.trunks import TrunkStates
from callfloor.journal.port import Entry
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.ids import new_id
from callfloor.telephony import port
from callfloor.telephony.simulated.exchange import Exchange

DAYS_LATER_MS = 5 * 24 * 3_600_000


def watching(*trunk_ids: str) -> TenantSettings:
    settings = small_settings()
    return TenantSettings(**{**vars(settings), "watched_trunks": frozenset(trunk_ids)})


def _states(facts: list[Fact]) -> list[tuple[str, str]]:
    return [(one.trunk_id, one.state) for one in facts if isinstance(one, TrunkStateChanged)]


def _told(trunk_id: str, state: port.TrunkState) -> port.TrunkChanged:
    tenant = small_settings().tenant
    return port.TrunkChanged(at_ms=1, tenant=tenant, trunk_id=trunk_id, state=state)


def test_only_news_of_a_watched_trunk_is_a_fact() -> None:
    loop, _, recorder = make()
    loop.configure(watching("street"))
    words: list[port.TrunkState] = [
        "reachable", "reachable", "away", "away", "refused", "refused", "reachable",
    ]  # fmt: skip
    for state in words:
        loop.hear(_told("street", state))
    loop.hear(_told("lane", "away"))
    seen = [("street", state) for state in ("reachable", "away", "refused", "reachable")]
    assert _states(recorder.facts) == seen
    loop.configure(watching("lane"))
    assert _states(recorder.facts) == [*seen, ("street", "unwatched")]
    assert loop.state.trunks.of("reachable") == []


def test_a_floor_that_was_killed_knows_the_trunks_and_hears_what_it_missed() -> None:
    loop, _, recorder = make()
    loop.configure(watching("street", "lane"))
    loop.hear(_told("street", "away"))
    loop.hear(_told("lane", "reachable"))
    again = FloorState()
    again.configure(watching("street", "lane"), 0)
    again.replay(recorder.facts)
    tenant = small_settings().tenant
    assert again.trunks.of("away") == [(tenant, "street")]
    up = port.TelephonyUp(
        at_ms=2,
        restarted=False,
        calls=(),
        trunks={f"{tenant}.street": "refused", f"{tenant}.lane": "reachable"},
    )
    assert _states(again.handle(up, 2).facts) == [("street", "refused")]


def test_a_trunk_taken_out_while_no_floor_was_there_is_forgotten() -> None:
    loop, _, recorder = make()
    loop.configure(watching("street"))
    loop.hear(_told("street", "away"))
    again = FloorState()
    again.configure(watching(), 0)
    again.replay(recorder.facts)
    up = port.TelephonyUp(at_ms=2, restarted=True, calls=())
    assert _states(again.handle(up, 2).facts) == [("street", "unwatched")]


_WORD = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["reachable", "away", "refused"]))


@given(st.lists(st.one_of(_WORD, st.frozensets(st.sampled_from(["a", "b"])))))
def test_a_replay_ends_where_the_live_floor_does(words: list[object]) -> None:
    live, facts = TrunkStates(), list[Fact]()
    for word in words:
        if isinstance(word, frozenset):
            facts += live.configure("shop", word, 0)
        elif isinstance(word, tuple):
            facts += live.told("shop", word[0], word[1], 0)
    replayed = TrunkStates()
    for fact in facts:
        replayed.follow(fact)
    states: tuple[port.TrunkState, ...] = ("reachable", "away", "refused")
    for state in states:
        assert replayed.of(state) == live.of(state)


def test_the_simulated_exchange_tells_of_trunks_as_the_real_one_does() -> None:
    exchange = Exchange(Random(1), {})
    exchange.set_trunk("shop", "street", 1_000, "away")
    exchange.go_away(2_000, 4_000)
    exchange.set_trunk("shop", "street", 3_000, "reachable")
    told: list[port.TelephonyEvent] = []
    while exchange.next_at_ms is not None:
        told += exchange.take()[1]
    first = next(one for one in told if isinstance(one, port.TrunkChanged))
    assert (first.trunk_id, first.state) == ("street", "away")
    up = next(one for one in told if isinstance(one, port.TelephonyUp))
    assert up.trunks == {"shop.street": "reachable"}


async def test_the_last_word_on_each_trunk_is_read_from_the_journal(database: Database) -> None:
    words = [("street", "reachable"), ("lane", "away"), ("street", "away"), ("lane", "unwatched")]
    facts = [
        TrunkStateChanged(tenant="t", at_ms=1_000 + turn, trunk_id=trunk_id, state=state)  # type: ignore[arg-type]
        for turn, (trunk_id, state) in enumerate(words)
    ]
    await PostgresJournal(database).append([Entry(id=new_id(), fact=fact) for fact in facts])
    later = FloorState()
    later.configure(watching("street", "lane"), 0)
    later.replay(await recovery.load(database, "t", [], DAYS_LATER_MS))
    assert later.trunks.of("away") == [("t", "street")]
    board = Board("t", "UTC", small_settings().centre, DAYS_LATER_MS)
    async with database.session("t") as session:
        for _, fact in await facts_of(session, "t", [], day_ms=DAYS_LATER_MS, last=len(words)):
            board.apply(fact)
    seen = View(Viewer(sees_all=True)).snapshot(snapshot(board))["trunks"]
    street = {"id": "street", "state": "away", "reachable": False, "since_ms": 1_002}
    assert seen == {"street": street}
    assert View(Viewer(sees_all=False)).snapshot(snapshot(board))["trunks"] == {}

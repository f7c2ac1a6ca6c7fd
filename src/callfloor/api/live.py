"""The live floor for every open page: one tail of the journal a process, one board a tenant.

A page gets a snapshot and then deltas; after any doubt (a lost line, a slow reader, midnight) it
gets a new snapshot, so it can never stay wrong. The state of the floor and of telephony goes with
every message. PostgreSQL may go away: the tail waits for it, and the pages keep what they have.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from typing import Any

import msgspec

from callfloor.alarms.service import open_alarms
from callfloor.api.floor_client import FloorClient
from callfloor.board.alarms import LiveAlarm
from callfloor.board.delta import Change, Sender
from callfloor.board.history import (
    facts_of,
    folded_position,
    last_position,
    records_of,
    telephony_was_lost,
)
from callfloor.board.overdue import waiting_now
from callfloor.board.state import Board, Touched
from callfloor.board.views import View, Viewer
from callfloor.events.bulletins import BulletinFact, BulletinRead
from callfloor.events.installation import CentreChanged, TelephonyLost, TelephonyRestored
from callfloor.floor.settings import TenantSettings
from callfloor.journal.port import Recorded
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.errors import CallfloorError, UnavailableError
from callfloor.metrics.days import day_start_ms

LoadSettings = Callable[[str | None], Awaitable[list[TenantSettings]]]
"""Settings of one tenant, or of all for None."""

MESSAGES_WAITING_MAX = 256
PING_S = 5.0
SETTLED_MS = 600_000
"""Of what was over this long ago a board needs no facts: the list of contacts has it."""
_TICK_S = 1.0
_RETRY_S = 0.5
_PACE_S = 0.03
"""Facts that come within this are told in one message."""
_SAME_IN_ROW = (
    "id", "rule_id", "name", "figure", "scope", "scope_id", "value", "limit", "severity", "sound",
    "agents", "note",
)  # fmt: skip
_logger = log.get("live")
_encode = msgspec.json.Encoder().encode


class Page:
    """One open socket. `messages` holds what is to be sent; None ends it as too slow."""

    def __init__(self, tenant: str, viewer: Viewer) -> None:
        self.tenant = tenant
        self.view = View(viewer)
        self.messages: asyncio.Queue[str | None] = asyncio.Queue(MESSAGES_WAITING_MAX + 1)
        self.is_over = False

    def give(self, message: str) -> None:
        if self.is_over:
            return
        if self.messages.qsize() >= MESSAGES_WAITING_MAX:
            self.is_over = True
            self.messages.put_nowait(None)
            return
        self.messages.put_nowait(message)


class Live:
    def __init__(
        self,
        database: Database,
        journal: PostgresJournal,
        floor: FloorClient,
        load_settings: LoadSettings,
    ) -> None:
        self._database, self._journal, self._floor = database, journal, floor
        self._load_settings = load_settings
        self._senders: dict[str, Sender] = {}
        self._pages: dict[str, set[Page]] = {}
        self.position = 0
        self.floor = "down"
        self.telephony = "down"
        self.journal_away_since_ms: int | None = None
        """Since when the floor has not been able to ship its facts, by its own word."""
        self.is_ready = asyncio.Event()

    async def run(self) -> None:
        """Build the boards and keep them right until cancelled."""
        watching = asyncio.create_task(self._watch_floor())
        ticking = asyncio.create_task(self._tick())
        try:
            while True:
                try:
                    await self._build_until_done()
                    async for batch in self._journal.follow(after=self.position):
                        await self._take(batch)
                        await asyncio.sleep(_PACE_S)
                except Exception:
                    # Whatever it was: a board built anew from the journal is right again.
                    _logger.exception("the live floor is built anew")
                    self.is_ready.clear()
                    await asyncio.sleep(_RETRY_S)
        finally:
            for task in (watching, ticking):
                task.cancel()
            await asyncio.gather(watching, ticking, return_exceptions=True)

    def board(self, tenant: str) -> Board:
        """The tenant's board; UnavailableError until it has been built."""
        sender = self._senders.get(tenant)
        if sender is None:
            msg = "The live floor is being put together; try again in a moment."
            raise UnavailableError(msg, part="live")
        return sender.board

    def boards(self) -> dict[str, Board]:
        """Every company's board; none while they are being built."""
        if not self.is_ready.is_set():
            return {}
        return {tenant: sender.board for tenant, sender in self._senders.items()}

    @property
    def is_telephony_up(self) -> bool:
        return self.floor == "up" and self.telephony == "up"

    def open(self, tenant: str, viewer: Viewer) -> Page:
        """A page that has its snapshot waiting."""
        self.board(tenant)
        page = Page(tenant, viewer)
        self._pages.setdefault(tenant, set()).add(page)
        page.give(self._snapshot(page))
        return page

    def close(self, page: Page) -> None:
        self._pages.get(page.tenant, set()).discard(page)

    @property
    def page_count(self) -> int:
        return sum(len(pages) for pages in self._pages.values())

    async def _build_until_done(self) -> None:
        while not self.is_ready.is_set():
            try:
                await self._build()
            except UnavailableError as error:
                _logger.warning("the live floor waits", error=error.message)
                await asyncio.sleep(_RETRY_S)

    async def _build(self) -> None:
        settings = await self._load_settings(None)
        async with self._database.session(EVERY_TENANT) as session:
            last = await last_position(session)
            if await telephony_was_lost(session):
                self.telephony = "down"
        for one in settings:
            self._senders[one.tenant] = await self._build_one(one, last)
        self.position = last
        self.is_ready.set()
        for tenant in self._senders:
            self._give_snapshots(tenant)
        _logger.info("the live floor is ready", position=last, tenants=len(settings))

    async def _build_one(self, settings: TenantSettings, last: int) -> Sender:
        now = now_ms()
        board = Board(settings.tenant, settings.zone, settings.centre, now, settings.indicators)
        async with self._database.session(EVERY_TENANT) as session:
            folded = await folded_position(session)
        async with self._database.session(settings.tenant) as session:
            day_ms = day_start_ms(now, settings.zone)
            # An alarm may be older than the facts that a board is built from.
            for row in await open_alarms(session, settings.tenant):
                board.alarms[row.id] = LiveAlarm(
                    **{name: getattr(row, name) for name in _SAME_IN_ROW},
                    raised_ms=row.raised_at_ms,
                    acknowledged_by=row.acknowledged_name,
                    acknowledged_ms=row.acknowledged_at_ms,
                )
            agents = sorted(settings.centre.agents)
            settled_ms = now - SETTLED_MS
            past = await facts_of(
                session,
                settings.tenant,
                agents,
                day_ms=day_ms,
                last=last,
                settled_ms=settled_ms,
                folded=folded,
            )
            over = await records_of(session, settings.tenant, day_ms=day_ms, settled_ms=settled_ms)
        # In a thread, so that the pages of other companies go on beside a long day.
        await asyncio.to_thread(board.build, [fact for _, fact in past], over)
        return Sender(board)

    async def _take(self, batch: Sequence[Recorded]) -> None:
        """Fold a batch and tell every page what moved, each tenant its own."""
        touched: dict[str, Touched] = {}
        reconfigured: set[str] = set()
        days = {tenant: sender.board.day_ms for tenant, sender in self._senders.items()}
        for recorded in batch:
            fact = recorded.fact
            if isinstance(fact, TelephonyLost | TelephonyRestored):
                self.telephony = "up" if isinstance(fact, TelephonyRestored) else "down"
            if isinstance(fact, CentreChanged):
                reconfigured.add(fact.tenant)
            if isinstance(fact, BulletinFact):
                self._give_word_of(fact, recorded.position)
            sender = self._senders.get(fact.tenant)
            if sender is not None:
                touched.setdefault(fact.tenant, set()).update(sender.board.apply(fact))
        self.position = batch[-1].position
        for tenant in sorted(reconfigured):
            touched.setdefault(tenant, set()).update(await self._configure(tenant))
        for tenant, moved in touched.items():
            sender = self._senders.get(tenant)
            if sender is None:
                continue
            changes = sender.changes(moved)
            if sender.board.day_ms != days.get(tenant):
                self._give_snapshots(tenant)
            elif changes:
                self._give_changes(tenant, changes)

    async def _configure(self, tenant: str) -> Touched:
        """Take a tenant's settings over; tried until PostgreSQL gives them."""
        while True:
            try:
                loaded = await self._load_settings(tenant)
                break
            except UnavailableError:
                await asyncio.sleep(_RETRY_S)
        moved: Touched = set()
        for settings in loaded:
            sender = self._senders.get(settings.tenant)
            if sender is None:
                self._senders[settings.tenant] = await self._build_one(settings, self.position)
            else:
                moved |= sender.board.configure(settings.centre, settings.zone, settings.indicators)
        return moved

    def _give_changes(self, tenant: str, changes: list[Change]) -> None:
        whole: str | None = None
        for page in list(self._pages.get(tenant, ())):
            if page.view.viewer.sees_all:
                whole = whole or self._delta(changes)
                page.give(whole)
                continue
            seen = page.view.changes(changes)
            if seen:
                page.give(self._delta(seen))

    def _give_word_of(self, fact: BulletinFact, position: int) -> None:
        """Bulletins are asked for by whom they concern: who has read one concerns the leads only."""
        word = self._message("bulletins", bulletins=position)
        for page in list(self._pages.get(fact.tenant, ())):
            if page.view.viewer.sees_all or not isinstance(fact, BulletinRead):
                page.give(word)

    def _give_snapshots(self, tenant: str) -> None:
        for page in list(self._pages.get(tenant, ())):
            page.give(self._snapshot(page))

    def _delta(self, changes: Iterable[Change]) -> str:
        told = [{"of": one.of, "id": one.id, "value": one.value} for one in changes]
        return self._message("delta", changes=told)

    def _snapshot(self, page: Page) -> str:
        return self._message("snapshot", **page.view.snapshot(self._senders[page.tenant].sent))

    def _message(self, kind: str, **parts: Any) -> str:
        message = {
            "kind": kind,
            "position": self.position,
            "now_ms": now_ms(),
            "telephony": self.telephony,
            "floor": self.floor,
            **parts,
        }
        return _encode(message).decode()

    def _ping(self) -> None:
        message = self._message("ping")
        for pages in self._pages.values():
            for page in list(pages):
                page.give(message)

    async def _tick(self) -> None:
        """Pings, the turn of the day where nothing else happens at midnight, and what moves by itself."""
        elapsed_s = 0.0
        while True:
            await asyncio.sleep(_TICK_S)
            elapsed_s += _TICK_S
            for tenant, sender in self._senders.items():
                moved = sender.board.advance(now_ms())
                if moved:
                    sender.changes(moved)
                    self._give_snapshots(tenant)
                    continue
                changes = sender.changes(waiting_now(sender.board))
                if changes:
                    self._give_changes(tenant, changes)
            if elapsed_s >= PING_S:
                elapsed_s = 0.0
                self._ping()

    async def _watch_floor(self) -> None:
        """Ask the floor how it is; pages learn of a change at once."""
        while True:
            before = (self.floor, self.telephony)
            try:
                health = await self._floor.health()
                self.floor = "up"
                self.telephony = str(health.get("telephony", self.telephony))
                self.journal_away_since_ms = health.get("journal_away_since_ms")
            except CallfloorError:
                self.floor = "down"
            if before != (self.floor, self.telephony):
                self._ping()
            await asyncio.sleep(_TICK_S)


@contextlib.asynccontextmanager
async def opened(live: Live, tenant: str, viewer: Viewer) -> AsyncIterator[Page]:
    """A page that is closed behind the block, whatever happens in it."""
    page = live.open(tenant, viewer)
    try:
        yield page
    finally:
        live.close(page)

"""The floor as a process: elected, recovered, connected, running, and stopped in order.

Which telephony and which settings it gets, `bootstrap` decides.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from prometheus_client import Gauge

from callfloor.events.contacts import ContactArrived, ContactRefused
from callfloor.events.fact import Fact
from callfloor.events.installation import FloorStarted, FloorStopped
from callfloor.floor import recovery
from callfloor.floor.asking import Answer, Ask, FindCustomer, KeepTake, PrepareTake
from callfloor.floor.control import Control
from callfloor.floor.leader import Leader
from callfloor.floor.loop import FloorLoop
from callfloor.floor.phones import Phones
from callfloor.floor.settings import TenantSettings
from callfloor.floor.state import INSTALLATION, FloorState
from callfloor.floor.studio import Studio, keeper
from callfloor.floor.verdicts import Verdicts
from callfloor.floor.web import Web
from callfloor.ivr.flow import Flow
from callfloor.journal.port import Entry, Journal
from callfloor.journal.shipper import Shipper
from callfloor.journal.spool import Spool
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.errors import NotFoundError, UnavailableError
from callfloor.recording.sealer import AskVerdict, Sealer
from callfloor.telephony.port import (
    CallArrived,
    CallerWasAlone,
    CustomerAnswered,
    RecordingFinished,
    Telephony,
    TelephonyEvent,
    TelephonyUp,
    Trunk,
    TrunkState,
    VoicemailEnded,
)

_log = log.get("floor")
SPOOL_WAITING = Gauge("callfloor_spool_waiting", "Facts durable here that the journal lacks.")
HOUSEKEEPING_S = 5.0
SEAL_AGAIN_MS = 60_000
Recorded = CallArrived | CustomerAnswered | RecordingFinished | VoicemailEnded | CallerWasAlone
"""Where a recording begins or is complete."""
_CAME = ContactArrived | ContactRefused
_TRUNK_STATES: tuple[TrunkState, ...] = ("reachable", "away", "refused")
_RETRY_S = 0.5


@dataclass(frozen=True)
class Parts:
    """What a floor is made of. `load_settings` reads all tenants, or one."""

    database: Database
    journal: Journal
    telephony: Telephony
    load_settings: Callable[[str | None], Awaitable[list[TenantSettings]]]
    load_flow: Callable[[str, str, int], Awaitable[Flow | None]]
    """A version of a tenant's flow, by id; None where it is not to be had."""
    load_trunks: Callable[[], Awaitable[tuple[Trunk, ...]]]
    spool_folder: Path
    control_socket: Path
    phone_key: bytes
    sip_domain: str
    make_sealer: Callable[[Callable[[Fact], None], AskVerdict], Sealer]
    """Given where the sealer's facts go, and whom it asks whether a call is kept."""
    find_customer: FindCustomer
    raw_folder: Path
    """Where telephony records."""
    prompts_folder: Path
    """Where it plays from."""
    private_hosts: frozenset[str] = frozenset()
    """Hosts of the own network that flows may ask."""


class FloorProcess:
    """Run once: `await FloorProcess(parts).run(stop)`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._spool = Spool(parts.spool_folder)
        self._shipper = Shipper(self._spool, parts.journal)
        self._state = FloorState()
        self._web = Web(parts.find_customer, parts.private_hosts)
        keep = keeper(parts.database, self._reload)
        self._studio = Studio(parts.raw_folder, parts.prompts_folder, keep)
        self._loop = FloorLoop(self._state, parts.telephony, self._record, answer=self._answer)
        self._phones = Phones(parts.telephony, parts.phone_key, parts.sip_domain)
        self._leader = Leader(parts.database)
        self._verdicts = Verdicts(parts.database)
        self._loop.subscribe(self._verdicts.follow)
        self._sealer = parts.make_sealer(self._note_one, self._verdicts.of)
        self._epoch = 0
        self._known_lines: set[str] = set()
        """Of calls that the journal has, though telephony still remembers them for us."""
        self._broken = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set, another floor takes over, or the disk refuses facts."""
        await self._leader.acquire()
        await self._spool.open()
        await self._recover()
        control = Control(self._loop, self._phones, self._reload, self._health, self._sealer.retry)
        shipping = asyncio.create_task(self._shipper.run())
        keeping = asyncio.create_task(self._keep_house())
        try:
            self._epoch = now_ms()
            self._note_one(FloorStarted(tenant=INSTALLATION, at_ms=now_ms(), epoch=self._epoch))
            lines = self._state.lines()
            await self._sealer.start()
            await self._sealer.sweep(lines)
            self._parts.telephony.adopt(lines, self._known_lines)
            await self._parts.telephony.put_trunks(await self._parts.load_trunks())
            await self._parts.telephony.start(self._hear)
            await control.start(self._parts.control_socket)
            _log.info("the floor is running", contacts=self._state.contact_count)
            await self._until(stop)
        finally:
            await control.stop()
            await self._parts.telephony.stop()
            self._loop.stop()
            await self._sealer.stop()
            self._note_one(FloorStopped(tenant=INSTALLATION, at_ms=now_ms(), epoch=self._epoch))
            for task in (shipping, keeping):
                task.cancel()
            await asyncio.gather(shipping, keeping, return_exceptions=True)
            await self._web.close()
            await self._ship_rest()
            await self._spool.close()
            await self._leader.release()

    async def _until(self, stop: asyncio.Event) -> None:
        events = (stop, self._leader.deposed, self._broken)
        waiting = [asyncio.create_task(event.wait()) for event in events]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()

    async def _recover(self) -> None:
        """Ship what the last floor left, then replay what is still open."""
        while True:
            try:
                shipped = await self._shipper.ship_all()
                for settings in await self._parts.load_settings(None):
                    self._state.configure(settings, now_ms())
                replayed, noted = 0, self._parts.telephony.noted()
                for tenant, engine in self._state.engines.items():
                    self._known_lines |= await recovery.known_lines(
                        self._parts.database, tenant, noted
                    )
                    agents = sorted(engine.settings.centre.agents)
                    facts = await recovery.load(self._parts.database, tenant, agents, now_ms())
                    for flow_id, version in engine.flows.missing(facts):
                        flow = await self._parts.load_flow(tenant, flow_id, version)
                        if flow is not None:
                            engine.flows.keep(flow)
                    self._state.replay(facts)
                    replayed += len(facts)
                _log.info("recovered", shipped=shipped, replayed=replayed)
                return
            except UnavailableError:
                _log.warning("waiting for PostgreSQL before the floor can start")
                await asyncio.sleep(_RETRY_S)

    def _hear(self, event: TelephonyEvent) -> None:
        self._loop.hear(event)
        if isinstance(event, TelephonyUp):
            self._sealer.sweep({call.line for call in event.calls} | set(event.arrived))
        if isinstance(event, Recorded):
            self._seal(event, self._state.tenant_of(event.contact_id))

    def _seal(
        self,
        event: Recorded,
        tenant: str,
    ) -> None:
        """Let the sealer know whose recording begins or is complete."""
        if tenant == INSTALLATION:
            return  # a refused call, or one of before the last start, which the sweep has found
        match event:
            case CallArrived() | CustomerAnswered():
                self._sealer.call_began(tenant, event.contact_id, event.line)
            case VoicemailEnded():
                self._sealer.voicemail_finished(tenant, event.contact_id, event.recording_id)
            case _:
                self._sealer.call_finished(tenant, event.contact_id, event.line)

    def _record(self, entries: Sequence[Entry]) -> None:
        came = [one.fact.contact_id for one in entries if isinstance(one.fact, _CAME)]
        self._spool.append(entries).add_done_callback(partial(self._recorded, came))

    def _recorded(self, came: list[str], done: asyncio.Future[None]) -> None:
        if not done.cancelled() and done.exception() is None:
            for contact_id in came:
                self._parts.telephony.recorded(contact_id)
        if not done.cancelled() and done.exception() is not None:
            # A floor that cannot remember must not go on deciding: the next one replays the truth.
            _log.error(
                "facts could not be made durable; the floor stops", error=str(done.exception())
            )
            self._broken.set()

    async def _answer(self, ask: Ask) -> Answer:
        is_take = isinstance(ask.what, PrepareTake | KeepTake)
        return await (self._studio if is_take else self._web).answer(ask)

    def _note_one(self, fact: Fact) -> None:
        self._loop.note([fact])

    async def _reload(self, tenant: str) -> None:
        found = await self._parts.load_settings(tenant)
        if not found:
            raise NotFoundError(f"There is no tenant {tenant!r}.")
        for settings in found:
            self._loop.configure(settings)
        await self._parts.telephony.put_trunks(await self._parts.load_trunks())

    async def _keep_house(self) -> None:
        sealed_ms = now_ms()
        while True:
            SPOOL_WAITING.set(self._spool.waiting)
            await self._phones.expire(now_ms())
            await asyncio.to_thread(self._studio.clear, self._state.house.take_ids)
            if now_ms() - sealed_ms > SEAL_AGAIN_MS:
                sealed_ms = now_ms()
                await self._sealer.try_again(self._state.lines())
            await asyncio.sleep(HOUSEKEEPING_S)

    async def _ship_rest(self) -> None:
        try:
            async with asyncio.timeout(3):
                await self._shipper.ship_all()
        except (UnavailableError, TimeoutError):
            _log.warning("facts stay in the spool and are shipped at the next start")

    def _health(self) -> dict[str, Any]:
        return {
            "telephony": "up" if self._state.telephony_up else "down",
            "journal": "up" if self._shipper.away_since_ms is None else "away",
            "journal_away_since_ms": self._shipper.away_since_ms,
            "spool_waiting": self._spool.waiting,
            "contacts": self._state.contact_count,
            "epoch": self._epoch,
            "trunks": {
                state: [".".join(key) for key in self._state.trunks.of(state)]
                for state in _TRUNK_STATES
            },
        }

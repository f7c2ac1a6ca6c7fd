"""Asterisk behind the telephony port: events in, translated and ordered; commands out.

The event socket's reader calls straight into here, so the events of a contact reach the floor in the
order in which Asterisk sent them, and a decision is made before anything else runs.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec

from callfloor.kit.clock import now_ms
from callfloor.kit.log import get
from callfloor.kit.settings import Settings
from callfloor.telephony import port
from callfloor.telephony.asterisk.ami import Manager
from callfloor.telephony.asterisk.away import AwayCallers
from callfloor.telephony.asterisk.bridges import Bridges
from callfloor.telephony.asterisk.calls import Calls
from callfloor.telephony.asterisk.client import AriClient, path_of
from callfloor.telephony.asterisk.config import ari_url
from callfloor.telephony.asterisk.dialplan import APP, PHONES_APP
from callfloor.telephony.asterisk.hearing import Hearing
from callfloor.telephony.asterisk.music import Music
from callfloor.telephony.asterisk.perform import Performer
from callfloor.telephony.asterisk.phones import Phones
from callfloor.telephony.asterisk.prompts import Prompts
from callfloor.telephony.asterisk.sip import TRUNKS_FILE, trunk_endpoint, trunks_text
from callfloor.telephony.asterisk.snapshot import Synchroniser
from callfloor.telephony.asterisk.speech import Speech, Voice
from callfloor.telephony.asterisk.switch import Switch
from callfloor.telephony.asterisk.trunks import Trunks
from callfloor.telephony.asterisk.wire import Event

_TRUNK_MODULES = (
    "res_pjsip.so",
    "res_pjsip_endpoint_identifier_ip.so",
    "res_pjsip_outbound_registration.so",
)

log = get("asterisk")


class AsteriskTelephony:
    """One controller of one Asterisk. A second one on the same Asterisk takes its place."""

    def __init__(self, settings: Settings, voice: Voice) -> None:
        self._settings = settings
        self._client = AriClient(ari_url(settings), (APP, PHONES_APP))
        self._manager = Manager(settings, ari_url(settings))
        self._calls = Calls()
        self._bridges = Bridges(self._client)
        self._switch = Switch(self._client, self._calls, self._bridges, self._tell)
        speech = Speech(settings.prompts_folder, voice)
        self._prompts = Prompts(settings.prompts_folder, speech)
        self._performer = Performer(
            self._switch,
            self._prompts,
            self._manager,
            Music(self._client, settings.asterisk_folder / "etc", settings.prompts_folder),
        )
        self._phones = Phones(self._client, self._tell_phone)
        self._trunks = Trunks(self._client, self._manager, self._tell_trunk)
        self._away = AwayCallers(settings, self._switch, self._tell)
        dialling = self._performer.dialling
        self._synchroniser = Synchroniser(
            settings, self._switch, self._phones, self._away, dialling
        )
        self._hearing = Hearing(settings, self._switch, self._performer, self._away)
        self._sink: Callable[[port.TelephonyEvent], None] = lambda _event: None
        self._buffer: deque[Event] | None = deque()
        """Events that came while synchronising; None when in step."""
        self._listening: asyncio.Task[None] | None = None
        self._replaced = False
        self._trunks_to_read = False

    # -- the port -------------------------------------------------------------------------------

    async def start(self, sink: Callable[[port.TelephonyEvent], None]) -> None:
        self._sink = sink
        self._listening = asyncio.create_task(
            self._client.listen(self._on_event, self._synchronise, self._on_down)
        )

    def noted(self) -> dict[str, int]:
        return self._away.noted()

    def adopt(self, lines: dict[str, str], known: Collection[str] = ()) -> None:
        self._synchroniser.known_lines = dict(lines)
        for line in {*lines, *known}:
            self._away.taken(line)

    def recorded(self, contact_id: str) -> None:
        self._away.recorded(contact_id)

    def send(self, command: port.Command) -> None:
        self._performer.send(command)

    async def put_phone(self, account: port.PhoneAccount) -> None:
        await self._phones.put(account)

    async def remove_phone(self, phone_id: str) -> None:
        await self._phones.remove(phone_id)

    async def put_trunks(self, trunks: tuple[port.Trunk, ...]) -> None:
        self._performer.legs.trunks = {
            one.tenant: trunk_endpoint(one) for one in reversed(trunks) if one.host
        }
        self._trunks.put(trunks)
        if self._settings.asterisk_url:
            if self._phones.up:
                await self._trunks.synchronise()
            return
        path = self._settings.asterisk_folder / "etc" / TRUNKS_FILE
        text = trunks_text(trunks)
        if await asyncio.to_thread(_replace_text, path, text):
            self._trunks_to_read = True
            if self._phones.up:
                await self._read_trunks()

    async def _read_trunks(self) -> None:
        self._trunks_to_read = False
        for module in _TRUNK_MODULES:
            await self._client.put(path_of("asterisk", "modules", module))
        await self._trunks.synchronise()

    async def stop(self) -> None:
        self._away.stop()
        self._switch.stop()
        self._phones.stop()
        self._trunks.stop()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        await self._client.close()
        await self._manager.close()

    # -- connection -----------------------------------------------------------------------------

    def _tell(self, event: port.TelephonyEvent) -> None:
        if not self._replaced:
            self._sink(event)

    def _tell_phone(self, event: port.PhoneReachable) -> None:
        if self._buffer is not None:
            return  # the synchronisation tells all phones at its end
        self._tell(event)
        if not event.reachable:
            self._performer.legs.phone_lost(event.phone_id)

    def _tell_trunk(self, event: port.TrunkChanged) -> None:
        if self._buffer is None:  # else the synchronisation tells all trunks at its end
            self._tell(event)

    def _on_down(self, detail: str) -> None:
        if self._buffer is None:
            log.warning("the connection to Asterisk is lost", detail=detail)
            self._tell(port.TelephonyDown(at_ms=now_ms(), detail=detail))
        self._buffer = deque()
        self._away.stop()
        self._trunks.stop()
        self._phones.up = False

    async def _synchronise(self) -> None:
        self._buffer = deque()
        self._performer.music.forget()
        found = await self._synchroniser.run()
        if found.up.restarted:
            self._trunks.forget()
        # Last, so that trunks that were put meanwhile are read too before telephony counts as up.
        await (self._read_trunks() if self._trunks_to_read else self._trunks.synchronise())
        buffered, self._buffer = self._buffer, None
        self._tell(msgspec.structs.replace(found.up, trunks=self._trunks.states))
        for channel in found.waiting:
            self._hearing.arrive(channel)
        for event in buffered or ():
            self._hear(event)
        for call, play in found.plays_over:
            self._performer.playing.end_play(call, play)
        self._away.look()

    def _on_event(self, event: Event) -> None:
        if event.type == "ApplicationReplaced":
            self._give_way()
        elif self._buffer is not None:
            self._buffer.append(event)
        else:
            self._hear(event)

    def _hear(self, event: Event) -> None:
        if event.application == PHONES_APP:
            if not self._trunks.on_event(event):
                self._phones.on_event(event)
        else:
            self._hearing.handle(event)

    def _give_way(self) -> None:
        """Another controller took over: two would undo each other's work."""
        log.error("another controller took this Asterisk over; this one stops commanding it")
        self._tell(port.TelephonyDown(at_ms=now_ms(), detail="replaced"))
        self._replaced = True
        self._switch.stop()
        self._phones.stop()
        self._trunks.stop()
        if self._listening is not None:
            self._listening.cancel()


def _replace_text(path: Path, text: str) -> bool:
    """True when the file was changed."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(text, encoding="utf-8")
    part.replace(path)
    return True

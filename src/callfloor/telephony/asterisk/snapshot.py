"""After every (re)connection: what Asterisk has alive, taken over or cleared away.

Calls and bridges survive a lost socket, the events meanwhile do not. So the adapter's picture is
drawn anew from Asterisk; what the floor knows beyond it has ended meanwhile.
"""

import asyncio
from dataclasses import dataclass, field
from functools import partial

import msgspec

from callfloor.kit.clock import now_ms
from callfloor.kit.errors import UnavailableError
from callfloor.kit.log import get
from callfloor.kit.settings import Settings
from callfloor.telephony import port
from callfloor.telephony.asterisk.away import AwayCallers
from callfloor.telephony.asterisk.bridges import is_holding, is_mixing
from callfloor.telephony.asterisk.calls import Call, Leg, Line, Play
from callfloor.telephony.asterisk.client import path_of
from callfloor.telephony.asterisk.dialling import Dialling
from callfloor.telephony.asterisk.dialplan import APP, PHONE, PHONES_APP
from callfloor.telephony.asterisk.monitors import is_snoop
from callfloor.telephony.asterisk.phones import Phones
from callfloor.telephony.asterisk.switch import NOT_FOUND, Switch
from callfloor.telephony.asterisk.translate import (
    dialled_contact,
    is_alone,
    outside_contact,
    ring_contact,
)
from callfloor.telephony.asterisk.wire import (
    Bridge,
    Channel,
    decode_bridges,
    decode_channels,
    decode_info,
)

_EVENTS = (
    "StasisStart", "StasisEnd", "ChannelStateChange", "ChannelHangupRequest", "ChannelDestroyed",
    "ChannelDtmfReceived", "PlaybackFinished", "RecordingFinished", "RecordingFailed",
    "ApplicationReplaced",
)  # fmt: skip
_PHONE_EVENTS = ("ContactStatusChange", "ApplicationReplaced")

log = get("asterisk")


@dataclass
class Found:
    up: port.TelephonyUp
    waiting: list[Channel] = field(default_factory=list)
    """Customers in the application whom no contact is known for."""
    plays_over: list[tuple[Call, Play]] = field(default_factory=list)


class Synchroniser:
    """`known_lines` (line → contact) comes from the journal at the start, then from the calls."""

    def __init__(
        self,
        settings: Settings,
        switch: Switch,
        phones: Phones,
        away: AwayCallers,
        dialling: Dialling,
    ) -> None:
        self._settings = settings
        self._switch = switch
        self._phones = phones
        self._away = away
        self._dialling = dialling
        self._known: set[str] = set()
        """Contacts that somebody knows of; a leg of any other is nobody's."""
        self.known_lines: dict[str, str] = {}
        self._started_file = settings.asterisk_folder / "seen-start"

    async def run(self) -> Found:
        await self._filter()
        restarted = await self._restarted()
        unknown = await self._phones.synchronise()
        client = self._switch.client
        bridges, channels = await asyncio.gather(client.get("/bridges"), client.get("/channels"))
        if not (bridges.ok and channels.ok):
            msg = "Asterisk does not list its calls yet; it is tried again."
            raise UnavailableError(msg)
        there = decode_bridges(bridges.body)
        await self._switch.bridges.prepare(there)
        before = dict(self._switch.calls.by_contact)
        lines = self.known_lines | {call.line: one for one, call in before.items() if call.line}
        self._known = set(lines.values()) | set(before)
        self.known_lines = lines
        self._switch.calls.clear()
        found = Found(port.TelephonyUp(at_ms=now_ms(), restarted=restarted, calls=()))
        self._take_over(decode_channels(channels.body), there, lines, found)
        self._switch.spawn(self._phones.learn(unknown))
        found.plays_over = await self._resume_plays(before)
        dialled = {line.contact_id: line.id for line in self._switch.calls.lines.values()}
        calls = tuple(
            _live(call, dialled.get(contact_id, ""))
            for contact_id, call in self._switch.calls.by_contact.items()
        )
        found.up = msgspec.structs.replace(
            found.up,
            calls=calls,
            arrived=tuple(channel.id for channel in found.waiting),
            reachable=self._phones.reachable,
            at_ms=now_ms(),
        )
        self.known_lines = {}
        return found

    async def _filter(self) -> None:
        """Of some fifty events a call, ten are of use."""
        for app, events in ((APP, _EVENTS), (PHONES_APP, _PHONE_EVENTS)):
            allowed = {"allowed": [{"type": one} for one in events]}
            answer = await self._switch.client.put(
                path_of("applications", app, "eventFilter"), allowed
            )
            if not answer.ok:
                msg = f"Asterisk did not accept the event filter ({answer.status})."
                raise UnavailableError(msg)

    async def _restarted(self) -> bool:
        """Whether this is another Asterisk process than the one seen last (also by a process before)."""
        answer = await self._switch.client.get("/asterisk/info", only="status")
        if not answer.ok:
            msg = "Asterisk does not say when it was started; it is tried again."
            raise UnavailableError(msg)
        started = decode_info(answer.body).status.startup_time
        path = self._started_file
        seen = path.read_text(encoding="utf-8") if path.is_file() else ""
        if seen != started:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(started, encoding="utf-8")
        return bool(seen) and seen != started

    def _take_over(
        self,
        channels: list[Channel],
        bridges: list[Bridge],
        lines: dict[str, str],
        found: Found,
    ) -> None:
        calls = self._switch.calls
        for channel in channels:
            if _is_alone(channel):  # what it was for is not known any more: it is begun anew
                self._switch.spawn(self._switch.hang_up(channel.id, 16))
            if not _is_customer(channel):
                continue
            contact_id = lines.get(channel.id)
            if contact_id is None:
                found.waiting.append(channel)
                continue
            calls.add(Call(contact_id, channel.id, answered=channel.state == "Up"))
            self._away.taken(channel.id)
        self._take_over_dialled(channels)
        for channel in channels:
            ring_of, outside_of = ring_contact(channel.id), outside_contact(channel.id)
            call = calls.by_contact.get(ring_of or outside_of) or self._alone(ring_of)
            if call is not None:
                leg = Leg(channel.id, call.contact_id, is_outside=bool(outside_of))
                leg.state = "answered" if channel.state == "Up" else "ringing"
                calls.add_leg(call, leg)
                call.outside_count += leg.is_outside
            elif ring_of or outside_of:
                log.info("a leg without a call is hung up", leg=channel.id)
                self._switch.spawn(self._switch.hang_up(channel.id, 16))
        for bridge in bridges:
            self._place(bridge)

    def _alone(self, contact_id: str) -> Call | None:
        """The call of a known contact that has no customer's channel: the centre dials one."""
        if contact_id not in self._known:
            return None
        call = self._switch.calls.by_contact.get(contact_id)
        if call is None:
            call = self._switch.calls.by_contact[contact_id] = Call(contact_id, "")
        return call

    def _take_over_dialled(self, channels: list[Channel]) -> None:
        """Customers who are being dialled, and those who answered while nobody listened."""
        for channel in channels:
            contact_id = dialled_contact(channel.id)
            if not contact_id or channel.id in self._switch.calls.by_line:
                continue
            if self._alone(contact_id) is None:
                self._switch.spawn(self._switch.hang_up(channel.id, 16))
                continue
            line = Line(channel.id, contact_id)
            line.state = "answered" if channel.state == "Up" else "ringing"
            self._switch.calls.lines[line.id] = line
            if line.state == "answered":
                line.lane.put(partial(self._dialling.go_through, line))

    def _place(self, bridge: Bridge) -> None:
        """Who is where: the customers of a holding bridge, the two of a mixing bridge."""
        calls = self._switch.calls
        members = [calls.by_line[one] for one in bridge.channels if one in calls.by_line]
        if is_holding(bridge.id):
            for waiting in (calls.legs[one] for one in bridge.channels if one in calls.legs):
                waiting.bridge, waiting.is_party = bridge.id, True
            for call in members:
                call.place, call.holding = "hold", bridge.id
        elif is_mixing(bridge.id):
            legs = [calls.legs[one] for one in bridge.channels if one in calls.legs]
            if any(is_snoop(one) for one in bridge.channels):  # a supervisor's own
                for leg in legs:
                    leg.bridge, leg.is_party = bridge.id, True
                return
            for leg in legs:
                leg.bridge, leg.is_party = bridge.id, len(legs) > 1
            for call in members:
                call.place, call.bridge = "mix", bridge.id
                call.connected_id = legs[0].id if legs else ""
            for leg in legs:  # on hold: the agent's leg waits in the bridge
                of = calls.by_contact[leg.contact_id]
                of.bridge = bridge.id
                of.connected_id = of.connected_id or leg.id

    async def _resume_plays(self, before: dict[str, Call]) -> list[tuple[Call, Play]]:
        """Prompts that were playing when the socket was lost: still running, or over unheard."""
        over: list[tuple[Call, Play]] = []
        for contact_id, old in before.items():
            call = self._switch.calls.by_contact.get(contact_id)
            if call is None:
                continue
            call.voicemail_id, call.voicemail_done = old.voicemail_id, old.voicemail_done
            call.ending = None
            for play in old.plays.values():
                call.plays[play.id] = play
                play.groups = []
                path = path_of("playbacks", play.playback_id)
                answer = await self._switch.client.get(path) if play.playback_id else None
                if answer is None or answer.status == NOT_FOUND:
                    over.append((call, play))
        return over


def _is_customer(channel: Channel) -> bool:
    dialplan = channel.dialplan
    return dialplan.app_name == "Stasis" and dialplan.app_data.startswith(f"{APP},customer,")


def _is_alone(channel: Channel) -> bool:
    """A call of somebody with the centre alone: dialled by us, a phone's own, or at the echo."""
    dialplan = channel.dialplan
    is_phones = dialplan.app_data.startswith(f"{APP},{PHONE},")
    return is_alone(channel.id) or is_phones or dialplan.app_name == "Echo"


def _live(call: Call, dialled: str) -> port.LiveCall:
    rings = {leg.id: leg.state == "answered" for leg in call.legs.values() if not leg.is_outside}
    connected = call.connected_id if call.place == "mix" and call.connected_id in rings else ""
    return port.LiveCall(
        contact_id=call.contact_id,
        line=call.line or dialled,
        answered=call.answered,
        rings=rings,
        connected_ring_id=connected,
        outside=any(leg.is_outside for leg in call.legs.values()),
    )

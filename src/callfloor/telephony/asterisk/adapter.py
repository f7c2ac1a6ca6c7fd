"""Asterisk behind the telephony port: events in, translated and ordered; commands out.

The event socket's reader calls straight into here, so the events of a contact reach the floor in the
order in which Asterisk sent them, and a decision is made before anything else runs.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from pathlib import Path

from callfloor.kit.clock import now_ms
from callfloor.kit.ids import new_id
from callfloor.kit.log import get
from callfloor.kit.settings import Settings
from callfloor.telephony import port
from callfloor.telephony.asterisk import raw
from callfloor.telephony.asterisk.admission import Admission
from callfloor.telephony.asterisk.bridges import Bridges
from callfloor.telephony.asterisk.calls import Call, Calls, Leg
from callfloor.telephony.asterisk.client import AriClient, path_of
from callfloor.telephony.asterisk.config import ari_url
from callfloor.telephony.asterisk.dialplan import APP, PHONES_APP
from callfloor.telephony.asterisk.perform import Performer
from callfloor.telephony.asterisk.phones import Phones
from callfloor.telephony.asterisk.prompts import Prompts
from callfloor.telephony.asterisk.sip import TRUNKS_FILE, trunk_endpoint, trunks_text
from callfloor.telephony.asterisk.snapshot import Synchroniser
from callfloor.telephony.asterisk.speech import Speech, Voice
from callfloor.telephony.asterisk.switch import Switch
from callfloor.telephony.asterisk.translate import (
    end_cause,
    hung_up_by_phone,
    ring_result,
    source_of,
)
from callfloor.telephony.asterisk.wire import Channel, Event

_CONGESTION = 42
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
        self._calls = Calls()
        self._bridges = Bridges(self._client)
        self._switch = Switch(self._client, self._calls, self._bridges, self._tell)
        speech = Speech(settings.prompts_folder, voice)
        self._prompts = Prompts(settings.prompts_folder, speech)
        self._performer = Performer(self._switch, self._prompts)
        self._phones = Phones(self._client, self._tell_phone)
        self._synchroniser = Synchroniser(settings, self._switch, self._phones)
        self._admission = Admission(settings.calls_max, settings.calls_per_second_max)
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

    def adopt(self, lines: dict[str, str]) -> None:
        self._synchroniser.known_lines = dict(lines)

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
        if self._settings.asterisk_url:
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

    async def stop(self) -> None:
        self._switch.stop()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        await self._client.close()

    # -- connection -----------------------------------------------------------------------------

    def _tell(self, event: port.TelephonyEvent) -> None:
        if not self._replaced:
            self._sink(event)

    def _tell_phone(self, event: port.TelephonyEvent) -> None:
        if self._buffer is None:
            self._tell(event)

    def _on_down(self, detail: str) -> None:
        if self._buffer is None:
            log.warning("the connection to Asterisk is lost", detail=detail)
            self._tell(port.TelephonyDown(at_ms=now_ms(), detail=detail))
        self._buffer = deque()
        self._phones.up = False

    async def _synchronise(self) -> None:
        self._buffer = deque()
        found = await self._synchroniser.run()
        # Last, so that trunks that were put meanwhile are read too before telephony counts as up.
        if self._trunks_to_read:
            await self._read_trunks()
        buffered, self._buffer = self._buffer, None
        self._tell(found.up)
        for channel in found.waiting:
            self._arrive(channel)
        for message in found.messages:
            self._tell(message)
            self._tell(
                port.RecordingFinished(
                    at_ms=now_ms(), contact_id=message.contact_id, line=message.line
                )
            )
        for event in buffered or ():
            self._handle(event)
        for call, play in found.plays_over:
            self._performer.playing.end_play(call, play)

    def _on_event(self, event: Event) -> None:
        if event.type == "ApplicationReplaced":
            self._give_way()
        elif self._buffer is not None:
            self._buffer.append(event)
        else:
            self._handle(event)

    def _give_way(self) -> None:
        """Another controller took over: two would undo each other's work."""
        log.error("another controller took this Asterisk over; this one stops commanding it")
        self._tell(port.TelephonyDown(at_ms=now_ms(), detail="replaced"))
        self._replaced = True
        self._switch.stop()
        if self._listening is not None:
            self._listening.cancel()

    # -- events ---------------------------------------------------------------------------------

    def _handle(self, event: Event) -> None:
        if event.application == PHONES_APP:
            self._phones.on_event(event)
            return
        channel = event.channel
        match event.type:
            case "StasisStart" if channel is not None:
                self._on_start(event, channel)
            case "StasisEnd" if channel is not None:
                self._on_end(channel)
            case "ChannelStateChange" if channel is not None:
                self._on_state(channel)
            case "ChannelHangupRequest" if channel is not None:
                self._on_hangup_request(event, channel)
            case "ChannelDestroyed" if channel is not None:
                self._on_destroyed(event, channel)
            case "ChannelDtmfReceived" if channel is not None:
                self._on_digit(event, channel)
            case "PlaybackFinished":
                self._on_playback(event)
            case "RecordingFinished" | "RecordingFailed":
                self._on_recording(event)

    def _on_start(self, event: Event, channel: Channel) -> None:
        kind = event.args[0] if event.args else ""
        if kind == "customer":
            if channel.id not in self._calls.by_line:
                self._arrive(channel, event.args[1] if len(event.args) > 1 else "")
            return
        leg = self._calls.legs.get(channel.id)
        if kind != "leg":
            return
        call = self._calls.by_contact.get(leg.contact_id) if leg else None
        if leg is None or leg.cancelled or call is None or call.gone:
            # Answered too late: the customer or the ring is gone.
            self._switch.spawn(self._switch.hang_up(channel.id, 16))
            return
        leg.state = "answered"
        if leg.is_outside:
            self._performer.connect_outside(call, leg)
            return
        self._tell(port.RingAnswered(at_ms=now_ms(), contact_id=leg.contact_id, ring_id=leg.id))

    def _arrive(self, channel: Channel, told: str = "") -> None:
        source = source_of(told or _source_in(channel))
        at_ms = now_ms()
        contact_id = new_id()
        refused = self._admission.refuses(at_ms, len(self._calls))
        if refused is not None:
            self._switch.spawn(self._refuse(channel.id))
            self._tell(
                port.CallRefused(
                    at_ms=at_ms,
                    contact_id=contact_id,
                    line=channel.id,
                    tenant=source.tenant,
                    caller=channel.caller.number,
                    number=channel.dialplan.exten,
                    trunk=source.trunk,
                    cause=refused,
                )
            )
            return
        self._calls.add(Call(contact_id, channel.id, answered=channel.state == "Up"))
        self._tell(
            port.CallArrived(
                at_ms=at_ms,
                contact_id=contact_id,
                line=channel.id,
                tenant=source.tenant,
                caller=channel.caller.number,
                caller_name=channel.caller.name,
                number=channel.dialplan.exten,
                trunk=source.trunk,
                channel="web_call" if source.kind == "web" else "voice",
                language=channel.language if source.kind == "web" else "",
                is_demo=source.kind == "demo",
            )
        )

    async def _refuse(self, line: str) -> None:
        await self._switch.hang_up(line, _CONGESTION)
        await raw.discard(self._settings, line)

    def _on_end(self, channel: Channel) -> None:
        """A customer's channel gives no other end than this."""
        call = self._calls.by_line.get(channel.id)
        if call is None or call.gone:
            return
        call.gone = True
        call.lane.stop()
        for play in list(call.plays.values()):
            play.ok = False
            self._performer.playing.end_play(call, play)
        if call.voicemail_id and not call.voicemail_done:
            duration_ms = raw.duration_ms(raw.message_file(self._settings, call.voicemail_id))
            self._performer.playing.end_voicemail(call, duration_ms)
        ended = port.CallEnded(
            at_ms=now_ms(),
            contact_id=call.contact_id,
            cause=call.ending or end_cause(call.q850),
            q850=call.q850,
        )
        self._tell(ended)
        for leg in list(call.legs.values()):
            self._performer.legs.drop(leg.id)
        self._forget_if_over(call)
        if not self._settings.asterisk_url:
            self._switch.spawn(self._await_recording(call))

    async def _await_recording(self, call: Call) -> None:
        await raw.closed(self._settings, call.line)
        self._tell(
            port.RecordingFinished(at_ms=now_ms(), contact_id=call.contact_id, line=call.line)
        )

    def _on_state(self, channel: Channel) -> None:
        leg = self._calls.legs.get(channel.id)
        if leg is None or channel.state != "Ringing" or leg.state != "placed":
            return
        leg.state = "ringing"
        if not leg.is_outside:
            self._tell(
                port.RingProgressed(at_ms=now_ms(), contact_id=leg.contact_id, ring_id=leg.id)
            )

    def _on_hangup_request(self, event: Event, channel: Channel) -> None:
        leg = self._calls.legs.get(channel.id)
        if leg is not None:
            leg.hangup_requested = True
            return
        call = self._calls.by_line.get(channel.id)
        if call is not None and event.cause:
            call.q850 = event.cause

    def _on_destroyed(self, event: Event, channel: Channel) -> None:
        leg = self._calls.legs.get(channel.id)
        if leg is None:
            return
        was_answered = leg.state == "answered"
        call = self._calls.remove_leg(leg)
        if leg.is_outside:
            self._outside_over(call, leg, event, was_answered=was_answered)
        elif was_answered:
            by_phone = not leg.cancelled and hung_up_by_phone(
                event.cause, requested=leg.hangup_requested
            )
            self._tell(
                port.AgentLegEnded(
                    at_ms=now_ms(),
                    contact_id=leg.contact_id,
                    ring_id=leg.id,
                    by_phone=by_phone,
                )
            )
            self._keep_customer(call, leg)
        else:
            self._tell(
                port.RingFailed(
                    at_ms=now_ms(),
                    contact_id=leg.contact_id,
                    ring_id=leg.id,
                    result="cancelled"
                    if leg.cancelled
                    else ring_result(event.cause, event.tech_cause),
                    q850=event.cause,
                    sip_code=event.tech_cause,
                )
            )
        if call is not None:
            self._forget_if_over(call)

    def _outside_over(
        self, call: Call | None, leg: Leg, event: Event, *, was_answered: bool
    ) -> None:
        self._tell(
            port.DialOutEnded(
                at_ms=now_ms(),
                contact_id=leg.contact_id,
                answered=was_answered,
                q850=event.cause,
                sip_code=event.tech_cause,
            )
        )
        self._keep_customer(call, leg)

    def _keep_customer(self, call: Call | None, leg: Leg) -> None:
        """The other side is gone and nothing was decided: music, never silence."""
        if call is None or call.gone or call.ending is not None:
            return
        if call.place == "mix" and call.connected_id == leg.id:
            call.lane.put(lambda: self._performer.hold(call))

    def _on_digit(self, event: Event, channel: Channel) -> None:
        call = self._calls.by_line.get(channel.id)
        if call is not None and not call.gone:
            self._tell(
                port.DigitPressed(at_ms=now_ms(), contact_id=call.contact_id, digit=event.digit)
            )

    def _on_playback(self, event: Event) -> None:
        if event.playback is None:
            return
        call = self._calls.by_line.get(event.playback.target_uri.removeprefix("channel:"))
        if call is None:
            return
        for play in list(call.plays.values()):
            if play.playback_id == event.playback.id:
                play.ok = play.ok and event.playback.state != "failed"
                if play.groups and not play.stopped:
                    self._switch.spawn(self._performer.playing.next_part(call, play))
                else:
                    self._performer.playing.end_play(call, play)

    def _on_recording(self, event: Event) -> None:
        if event.recording is None:
            return
        call = self._calls.by_line.get(event.recording.target_uri.removeprefix("channel:"))
        if call is not None and call.voicemail_id == event.recording.name:
            path = raw.message_file(self._settings, call.voicemail_id)
            self._performer.playing.end_voicemail(call, raw.duration_ms(path))

    def _forget_if_over(self, call: Call) -> None:
        if self._calls.forget_if_over(call) and call.bridge:
            self._bridges.give_back(call.bridge)
            call.bridge = ""


def _source_in(channel: Channel) -> str:
    """The source in `callfloor,customer,<source>`, of a channel that was found waiting."""
    return channel.dialplan.app_data.rpartition(",")[2]


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

"""What Asterisk tells of calls, legs, prompts and recordings becomes the port's events.

Called straight from the event socket's reader: nothing here waits.
"""

from callfloor.kit.clock import now_ms
from callfloor.kit.ids import new_id
from callfloor.kit.settings import Settings
from callfloor.telephony import port
from callfloor.telephony.asterisk import raw
from callfloor.telephony.asterisk.admission import Admission
from callfloor.telephony.asterisk.away import AwayCallers
from callfloor.telephony.asterisk.calls import Call, Leg
from callfloor.telephony.asterisk.dialplan import PHONE
from callfloor.telephony.asterisk.monitors import SNOOP
from callfloor.telephony.asterisk.perform import Performer
from callfloor.telephony.asterisk.switch import Switch
from callfloor.telephony.asterisk.translate import (
    dialled_contact,
    end_cause,
    hung_up_by_phone,
    ring_result,
    source_of,
)
from callfloor.telephony.asterisk.wire import Channel, Event

_NORMAL = 16
_CONGESTION = 42


class Hearing:
    """Changes the same calls as the commands do."""

    def __init__(
        self, settings: Settings, switch: Switch, performer: Performer, away: AwayCallers
    ) -> None:
        self._settings = settings
        self._switch = switch
        self._performer = performer
        self._away = away
        self._admission = Admission(settings.calls_max, settings.calls_per_second_max)

    def handle(self, event: Event) -> None:
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
        if kind == "dialled":
            self._performer.dialling.picked_up(channel)
            return
        if kind == "customer":
            if self._performer.dialling.came_back(channel):
                self._away.taken(channel.id)
                return
            if channel.id not in self._switch.calls.by_line:
                self.arrive(channel, event.args[1] if len(event.args) > 1 else "")
            return
        if kind == PHONE:
            self._phone_calls(event, channel)
            return
        leg = self._switch.calls.legs.get(channel.id)
        if kind == SNOOP:
            self._performer.monitors.started(channel.id)
        if kind != "leg":
            return
        call = self._switch.calls.by_contact.get(leg.contact_id) if leg else None
        if leg is None or leg.cancelled or call is None or call.gone:
            # Answered too late: the customer or the ring is gone.
            self._switch.spawn(self._switch.hang_up(channel.id, _NORMAL))
            return
        leg.state = "answered"
        if leg.is_outside:
            self._performer.connect_outside(call, leg)
            return
        self._switch.emit(
            port.RingAnswered(at_ms=now_ms(), contact_id=leg.contact_id, ring_id=leg.id)
        )

    def _phone_calls(self, event: Event, channel: Channel) -> None:
        """A phone wants something of the centre itself."""
        contact_id = new_id()
        answered = channel.state == "Up"
        self._switch.calls.add(Call(contact_id, channel.id, answered=answered, is_alone=True))
        self._switch.emit(
            port.PhoneCalled(
                at_ms=now_ms(),
                contact_id=contact_id,
                line=channel.id,
                phone_id=event.args[1],
                number=event.args[2],
                language=channel.language,
            )
        )

    def arrive(self, channel: Channel, told: str = "") -> None:
        source = source_of(told or _source_in(channel))
        at_ms = now_ms()
        contact_id = new_id()
        self._away.told(contact_id, channel.id)
        refused = self._admission.refuses(at_ms, len(self._switch.calls))
        if refused is not None:
            self._switch.spawn(self._refuse(channel.id))
            self._switch.emit(
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
        self._switch.calls.add(Call(contact_id, channel.id, answered=channel.state == "Up"))
        self._switch.emit(
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
        call = self._switch.calls.by_line.get(channel.id)
        if call is not None and not call.is_echo:
            self._over(call)

    def _over(self, call: Call) -> None:
        if call.gone:
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
            line=call.line if dialled_contact(call.line) else "",
        )
        self._switch.emit(ended)
        for leg in list(call.legs.values()):
            self._performer.legs.drop(leg.id)
        self._forget_if_over(call)
        if not call.is_alone:
            self._switch.spawn(self._await_recording(call))

    async def _await_recording(self, call: Call) -> None:
        await raw.closed(self._settings, call.line)
        self._switch.emit(
            port.RecordingFinished(at_ms=now_ms(), contact_id=call.contact_id, line=call.line)
        )

    def _on_state(self, channel: Channel) -> None:
        leg = self._switch.calls.legs.get(channel.id)
        if leg is None and channel.state == "Ringing":
            self._performer.dialling.rings(channel)
        if leg is None or channel.state != "Ringing" or leg.state != "placed":
            return
        leg.state = "ringing"
        if not leg.is_outside:
            self._switch.emit(
                port.RingProgressed(at_ms=now_ms(), contact_id=leg.contact_id, ring_id=leg.id)
            )

    def _on_hangup_request(self, event: Event, channel: Channel) -> None:
        leg = self._switch.calls.legs.get(channel.id)
        if leg is not None:
            leg.hangup_requested = True
            return
        call = self._switch.calls.by_line.get(channel.id)
        if call is not None and event.cause:
            call.q850 = event.cause

    def _on_destroyed(self, event: Event, channel: Channel) -> None:
        leg = self._switch.calls.legs.get(channel.id)
        call = self._switch.calls.by_line.get(channel.id)
        if call is not None and call.is_echo:
            self._over(call)
            return
        if leg is None:
            self._performer.dialling.destroyed(event, channel)
            return
        was_answered = leg.state == "answered"
        self._performer.monitors.ended(leg.id)
        call = self._switch.calls.remove_leg(leg)
        if leg.is_outside:
            self._outside_over(call, leg, event, was_answered=was_answered)
        elif was_answered:
            by_phone = not leg.cancelled and hung_up_by_phone(
                event.cause, requested=leg.hangup_requested
            )
            self._switch.emit(
                port.AgentLegEnded(
                    at_ms=now_ms(),
                    contact_id=leg.contact_id,
                    ring_id=leg.id,
                    by_phone=by_phone,
                )
            )
            self._keep_customer(call, leg)
        else:
            self._switch.emit(
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
        self._switch.emit(
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
            call.lane.put(lambda: self._performer.hold_alone(call, leg))

    def _on_digit(self, event: Event, channel: Channel) -> None:
        call = self._switch.calls.by_line.get(channel.id)
        if call is not None and not call.gone:
            self._switch.emit(
                port.DigitPressed(at_ms=now_ms(), contact_id=call.contact_id, digit=event.digit)
            )

    def _on_playback(self, event: Event) -> None:
        if event.playback is None:
            return
        call = self._switch.calls.by_line.get(event.playback.target_uri.removeprefix("channel:"))
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
        call = self._switch.calls.by_line.get(event.recording.target_uri.removeprefix("channel:"))
        if call is not None and call.voicemail_id == event.recording.name:
            path = raw.message_file(self._settings, call.voicemail_id)
            self._performer.playing.end_voicemail(call, raw.duration_ms(path))

    def _forget_if_over(self, call: Call) -> None:
        if self._switch.calls.forget_if_over(call) and call.bridge:
            self._switch.bridges.give_back(call.bridge)
            call.bridge = ""


def _source_in(channel: Channel) -> str:
    """The source in `callfloor,customer,<source>`, of a channel that was found waiting."""
    return channel.dialplan.app_data.rpartition(",")[2]

"""Carries the port's commands out over ARI.

A customer's commands run one after the other in the call's lane. An answer of 404, 409 or 422 says
that a channel is gone; the event that tells so follows by itself.
"""

import asyncio

from callfloor.kit.clock import now_ms
from callfloor.kit.errors import UnavailableError
from callfloor.kit.log import get
from callfloor.telephony import port
from callfloor.telephony.asterisk.ami import Manager
from callfloor.telephony.asterisk.bridges import MUSIC_ROLE
from callfloor.telephony.asterisk.calls import Call, Leg
from callfloor.telephony.asterisk.client import path_of
from callfloor.telephony.asterisk.dialling import Dialling
from callfloor.telephony.asterisk.dialplan import APP, PHONES
from callfloor.telephony.asterisk.legs import Legs
from callfloor.telephony.asterisk.monitors import Monitors
from callfloor.telephony.asterisk.music import Music
from callfloor.telephony.asterisk.parties import Parties
from callfloor.telephony.asterisk.playing import Playing
from callfloor.telephony.asterisk.prompts import Prompts
from callfloor.telephony.asterisk.switch import Switch, answer_call
from callfloor.telephony.asterisk.translate import q850_of

_IN_STEP_AGAIN_S = 0.1
"""The recorder's own tolerance (AST_AUDIOHOOK_SYNC_TOLERANCE in main/audiohook.c)."""
_SILENCE_AGAIN_S = (0.1, 0.4)

log = get("asterisk")

WAITING = "waiting"
"""Whom a caller is connected with while waiting after an agent; the web call's page reads it."""


class Performer:
    """Commands in, requests out. Events change the same calls, in the adapter."""

    def __init__(self, switch: Switch, prompts: Prompts, manager: Manager, music: Music) -> None:
        self._switch = switch
        self._manager = manager
        self.music = music
        self.legs = Legs(switch)
        self.playing = Playing(switch, prompts)
        self.parties = Parties(switch)
        self.monitors = Monitors(switch)
        self.dialling = Dialling(switch, self.legs)

    def send(self, command: port.Command) -> None:
        call = self._switch.calls.by_contact.get(command.contact_id)
        match command:
            case port.RingPhone():
                if command.alone and (call is None or call.gone or call.ending is not None):
                    call = self.dialling.begin_alone(command.contact_id)
                self.legs.ring(call, command)
            case port.DialCustomer():
                if command.alone and call is None:
                    call = self.dialling.begin_alone(command.contact_id, is_alone=True)
                self.dialling.dial(call, command)
            case port.DropCustomer():
                self.dialling.drop(command.line)
            case port.CancelRing() | port.ReleaseAgent():
                self.legs.drop(command.ring_id)
            case port.EndCall():
                self._end(call, command)
            case port.PlayPrompts():
                self.playing.play(call, command)
            case port.TakeVoicemail():
                self.playing.take_voicemail(call, command)
            case _ if call is None or call.gone:
                log.debug("a command for a call that has gone", kind=type(command).__name__)
            case _:
                self._of_call(call, command)

    def _of_call(self, call: Call, command: port.Command) -> None:
        match command:
            case port.AnswerCall():
                call.lane.put(lambda: answer_call(self._switch, call))
            case port.SilenceRecording():
                call.silence.put(lambda: self._silence(call, command))
            case port.StopPlay():
                self.playing.stop(call, command.play_id)
            case port.StopVoicemail():
                self.playing.stop_voicemail(call, command)
            case port.EchoBack():
                call.lane.put(lambda: self._echo_back(call))
            case _:
                self._of_place(call, command)

    def _of_place(self, call: Call, command: port.Command) -> None:
        """Where the customer is: with music, with an agent, or with somebody outside."""
        match command:
            case port.HoldInQueue() | port.Hold():
                call.lane.put(lambda: self._let_wait(call, command))
            case port.Connect():
                call.lane.put(lambda: self._connect(call, command.ring_id))
            case port.JoinLeg() | port.HoldLeg():
                self.monitors.take_over(call, command.ring_id)
                self.parties.send(call, command)
            case port.Monitor():
                self.monitors.send(call, command)
            case port.DialOut():
                self._dial_out(call, command)

    async def _silence(self, call: Call, command: port.SilenceRecording) -> None:
        """Tried more than once: whoever reads a card number relies on it."""
        for wait_s in (*_SILENCE_AGAIN_S, None):
            if call.gone:
                return
            try:
                if await self._manager.mute_recording(call.line, muted=command.silent):
                    return
            except UnavailableError as error:
                log.warning("a recording was not silenced", error=error.message)
            if wait_s is not None:
                await asyncio.sleep(wait_s)
        failed = port.SilenceFailed(
            at_ms=now_ms(), contact_id=call.contact_id, silent=command.silent
        )
        self._switch.emit(failed)

    async def hold(self, call: Call, music: str = "") -> None:
        """To the waiting music, of this class or else that of before; also after a leg was lost."""
        if call.gone or call.place == "hold":
            return
        self.playing.stop_all(call)
        holding = self._switch.bridges.holding()
        # One after the other: a channel that is not up when it joins never hears the music.
        await answer_call(self._switch, call)
        if music and music != call.music:
            call.music = music
            await self._switch.client.post(
                path_of("channels", call.line, "variable"),
                variable="CHANNEL(musicclass)",
                value=await self.music.class_of(music),
            )
        joined = await self._switch.client.post(
            path_of("bridges", holding, "addChannel"), channel=call.line, role=MUSIC_ROLE
        )
        if joined.ok:
            call.place, call.holding = "hold", holding
        else:
            self._switch.note("hold", call.line, joined)

    async def hold_alone(self, call: Call, leg: Leg) -> None:
        """The leg that the customer spoke with is gone, unless another has taken its place since."""
        if call.place == "mix" and call.connected_id == leg.id:
            await self.hold(call)

    async def _let_wait(self, call: Call, command: port.HoldInQueue | port.Hold) -> None:
        await self.hold(call, command.music if isinstance(command, port.HoldInQueue) else "")
        if isinstance(command, port.Hold) or call.gone or not call.connected_id:
            return
        # A web call's page was told of the agent: now nobody is there. Asterisk sends it to those
        # alone whose endpoint shows identities, web callers.
        await self._switch.client.post(
            path_of("channels", call.line, "variable"), variable="CONNECTEDLINE(num)", value=WAITING
        )

    async def _connect(self, call: Call, leg_id: str) -> None:
        leg = call.legs.get(leg_id)
        if call.gone or leg is None or leg.state != "answered":
            return
        if call.place == "mix" and call.connected_id == leg_id:
            self._connected(call, leg)
            return
        self.playing.stop_all(call)
        await self._pause(call)
        if call.gone:
            return
        if leg.id not in call.legs or not await self._join(call, leg):
            others = [one for one in call.legs.values() if one.bridge and one.bridge == call.bridge]
            if call.place != "mix" or not others:
                await self.hold(call)  # the phone went away meanwhile: music, never silence
            return
        left = call.legs.get(call.connected_id)
        if call.connected_id != leg.id and not (left and left.is_party):
            # The leg of a page that was reloaded may linger; it must not stay in the bridge.
            self.legs.drop(call.connected_id)
        call.connected_id = leg.id
        self._connected(call, leg)

    async def _pause(self, call: Call) -> None:
        """A moment in which the customer is sent nothing, so that the recording is in step again.

        Asterisk's recorder holds up to three frames of the customer back at each short gap of what
        the customer hears, as between music and talk, and would stay that much apart for the whole
        talk. After a tenth of a second without a frame it begins both sides anew.
        """
        if not call.answered or call.place == "mix":
            return
        if call.place == "hold":
            await self._switch.client.post(
                path_of("bridges", call.holding, "removeChannel"), channel=call.line
            )
            call.place = ""
        await asyncio.sleep(_IN_STEP_AGAIN_S)

    async def _join(self, call: Call, leg: Leg) -> bool:
        """Customer and leg into the call's bridge; False where the leg could not."""
        if not call.bridge:
            call.bridge = await self._switch.bridges.take()
        missing = [call.line] if call.place != "mix" else []
        missing += [leg.id] if leg.bridge != call.bridge else []
        if missing:
            joining = self._switch.client.post(
                path_of("bridges", call.bridge, "addChannel"), channel=",".join(missing)
            )
            _, joined = await asyncio.gather(answer_call(self._switch, call), joining)
            if call.gone:
                return False
            if not joined.ok:
                self._switch.note("connect", call.line, joined)
                return False
        call.place, leg.bridge = "mix", call.bridge
        return leg.id in call.legs

    def _connected(self, call: Call, leg: Leg) -> None:
        if not leg.is_outside:
            self._switch.emit(
                port.Connected(at_ms=now_ms(), contact_id=call.contact_id, ring_id=leg.id)
            )

    async def _echo_back(self, call: Call) -> None:
        """Subscribed first: out of the application nothing else would tell of its end."""
        await answer_call(self._switch, call)
        path = path_of("applications", APP, "subscription")
        if not (await self._switch.client.post(path, eventSource=f"channel:{call.line}")).ok:
            return  # gone meanwhile
        call.is_echo = True
        went = await self._switch.client.post(
            path_of("channels", call.line, "continue"), context=PHONES, extension="echo", priority=1
        )
        if not went.ok:
            self._switch.note("echo", call.line, went)
            await self._switch.hang_up(call.line, q850_of("normal"))

    def _end(self, call: Call | None, command: port.EndCall) -> None:
        """At once, past what is still queued. Channels go first; the bridge empties by itself."""
        if call is None:
            return
        for leg in list(call.legs.values()):
            self.legs.drop(leg.id)
        self.dialling.drop_all(call.contact_id)
        if not call.line:
            call.ending = command.cause
            return
        if call.gone or call.ending is not None:
            return
        call.ending = command.cause
        call.lane.stop()
        self._switch.spawn(self._switch.hang_up(call.line, q850_of(command.cause)))

    def _dial_out(self, call: Call, command: port.DialOut) -> None:
        call.lane.put(lambda: self.hold(call))
        self.legs.dial_out(call, command)

    def connect_outside(self, call: Call, leg: Leg) -> None:
        """The outside number answered."""
        call.lane.put(lambda: self._connect(call, leg.id))

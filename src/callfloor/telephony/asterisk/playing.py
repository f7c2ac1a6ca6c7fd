"""What customers hear and say outside a conversation: prompts, and the voice message."""

import asyncio

from callfloor.kit.clock import now_ms
from callfloor.telephony import port
from callfloor.telephony.asterisk.calls import Call, Play
from callfloor.telephony.asterisk.client import path_of
from callfloor.telephony.asterisk.prompts import Prompts
from callfloor.telephony.asterisk.switch import CONFLICT, NOT_FOUND, Switch, answer_call

_SILENCE_S = 8


class Playing:
    """One PlayPrompts is one or more playbacks, one for each run of the same language."""

    def __init__(self, switch: Switch, prompts: Prompts) -> None:
        self._switch = switch
        self._prompts = prompts

    def play(self, call: Call | None, command: port.PlayPrompts) -> None:
        if call is None or call.gone or call.ending is not None:
            ended = port.PlayEnded(
                at_ms=now_ms(), contact_id=command.contact_id, play_id=command.play_id, ok=False
            )
            self._switch.emit_soon(ended)
            return
        if command.play_id in call.plays:
            return
        play = Play(command.play_id)
        call.plays[play.id] = play
        call.lane.put(lambda: self._begin_play(call, play, command.prompts))

    async def _begin_play(self, call: Call, play: Play, prompts: tuple[port.Prompt, ...]) -> None:
        answering = answer_call(self._switch, call)
        play.groups, _ = await asyncio.gather(self._prompts.groups(prompts), answering)
        if call.is_left_alone:
            # Out of the bridge before anything is said, else the end of the agent's leg would put
            # the customer on music and cut what is said.
            await self._take_out(call)
        play.ok = bool(play.groups)
        await self.next_part(call, play)

    async def next_part(self, call: Call, play: Play) -> None:
        """The next run of media, or the end."""
        if play.stopped or call.gone or not play.groups:
            self.end_play(call, play)
            return
        language, media = play.groups.pop(0)
        play.number += 1
        play.playback_id = f"{call.contact_id}~{play.id}~{play.number}"
        answer = await self._switch.client.post(
            path_of("channels", call.line, "play", play.playback_id),
            media=",".join(media),
            lang=language,
        )
        if not answer.ok and answer.status != CONFLICT:
            self._switch.note("play", call.line, answer)
            play.ok = False
            self.end_play(call, play)
        elif play.stopped:
            await self._cut(call, play)

    def end_play(self, call: Call, play: Play) -> None:
        if play.done.is_set():
            return
        play.done.set()
        call.plays.pop(play.id, None)
        self._switch.emit(
            port.PlayEnded(at_ms=now_ms(), contact_id=call.contact_id, play_id=play.id, ok=play.ok)
        )

    def stop(self, call: Call, play_id: str) -> None:
        play = call.plays.get(play_id)
        if play is None or play.stopped:
            return
        play.stopped = True
        if play.playback_id:
            self._switch.spawn(self._cut(call, play))

    def stop_all(self, call: Call) -> None:
        for play_id in list(call.plays):
            self.stop(call, play_id)

    async def _cut(self, call: Call, play: Play) -> None:
        answer = await self._switch.client.delete(path_of("playbacks", play.playback_id))
        if answer.status == NOT_FOUND:
            self.end_play(call, play)

    def take_voicemail(self, call: Call | None, command: port.TakeVoicemail) -> None:
        if call is None or call.gone or call.ending is not None:
            ended = port.VoicemailEnded(
                at_ms=now_ms(),
                contact_id=command.contact_id,
                recording_id=command.recording_id,
                duration_ms=0,
            )
            self._switch.emit_soon(ended)
            return
        if call.voicemail_id == command.recording_id:
            return
        call.voicemail_id, call.voicemail_done = command.recording_id, False
        call.lane.put(lambda: self._record(call, command))

    async def _record(self, call: Call, command: port.TakeVoicemail) -> None:
        for play in list(call.plays.values()):
            await play.done.wait()
        await answer_call(self._switch, call)
        if call.place:
            await self._take_out(call)
        answer = await self._switch.client.post(
            path_of("channels", call.line, "record"),
            name=command.recording_id,
            format="wav",
            maxDurationSeconds=max(1, command.limit_ms // 1000),
            maxSilenceSeconds=_SILENCE_S,
            beep="true",
            terminateOn="#",
            ifExists="overwrite",
        )
        if not answer.ok and answer.status != CONFLICT:
            self._switch.note("record", call.line, answer)
            self.end_voicemail(call, 0)

    def stop_voicemail(self, call: Call, command: port.StopVoicemail) -> None:
        if call.voicemail_id == command.recording_id and not call.voicemail_done:
            self._switch.spawn(self._stop_voicemail(command.recording_id))

    async def _stop_voicemail(self, recording_id: str) -> None:
        await self._switch.client.post(path_of("recordings", "live", recording_id, "stop"))

    async def _take_out(self, call: Call) -> None:
        bridge = call.holding if call.place == "hold" else call.bridge
        call.place = ""
        await self._switch.client.post(
            path_of("bridges", bridge, "removeChannel"), channel=call.line
        )

    def end_voicemail(self, call: Call, duration_ms: int) -> None:
        if not call.voicemail_id or call.voicemail_done:
            return
        call.voicemail_done = True
        self._switch.emit(
            port.VoicemailEnded(
                at_ms=now_ms(),
                contact_id=call.contact_id,
                recording_id=call.voicemail_id,
                duration_ms=duration_ms,
            )
        )

"""A prompt recorded by phone on the real Asterisk: told, spoken, heard again, kept."""

import contextlib
import io
import wave

import numpy as np
import pytest
from tests.asterisk_fixture import AsteriskProcess
from tests.running import tones
from tests.running.media import Media
from tests.running.sipp import Street
from tests.telephony.floors import Floor

from callfloor.acd.centre import Centre
from callfloor.floor.asking import KeepTake, TakeKept
from callfloor.floor.settings import TenantSettings
from callfloor.floor.studio import Studio
from callfloor.floor.takes import Author, Phone, Take
from callfloor.kit.clock import now_ms
from callfloor.kit.ids import new_id

pytestmark = pytest.mark.real


async def test_what_is_spoken_into_a_phone_is_heard_again_and_kept(
    asterisk: AsteriskProcess, street: Street, media: Media
) -> None:
    kept: list[tuple[KeepTake, bytes]] = []

    async def keep(_tenant: str, what: KeepTake, content: bytes) -> TakeKept:
        kept.append((what, content))
        return TakeKept("0" * 64, 1)

    raw, prompts = asterisk.settings.raw_recordings_folder, asterisk.settings.prompts_folder
    studio = Studio(raw, prompts, keep)
    settings = TenantSettings(
        tenant="shop", zone="UTC", centre=Centre(tenant="shop"), flows={}, numbers={},
        is_open=lambda _calendar, _at_ms: True,
    )  # fmt: skip
    floor = Floor(asterisk, settings, studio.answer)
    line = media.open(keeps=True)
    phone = street.agent_answers([line.port])
    take = Take(
        tenant="shop", take_id=new_id(), prompt="welcome", language="es", said_in="zh",
        author=Author("user:1", "Ana"), began_ms=now_ms(),
        phone=Phone(
            phone_id="shop.ana", kind="fixed", address=f"sip:ana@127.0.0.1:{phone.port}"
        ),
    )  # fmt: skip
    try:
        await floor.start()
        floor.loop.carry_out(floor.loop.state.house.begin(take))
        await floor.until(lambda: take.phase == "told")
        await floor.until(lambda: line.packets_heard > 25)
        line.press("#")  # whoever knows the words need not hear them out
        await floor.until(lambda: take.phase == "recording")
        line.play(tones.steady(tones.CALLER_HZ, 3))
        await floor.until(lambda: len(line.sent) > 140)
        line.press("#")
        await floor.until(lambda: take.phase == "deciding")
        began = len(line.heard)
        await floor.until(lambda: len(line.heard) > began + 150)
        line.press("1")
        await floor.until(lambda: take.phase == "over")
    finally:
        floor.loop.stop()
        with contextlib.suppress(Exception):
            await floor.telephony.stop()
    assert take.result == "kept"
    ((what, content),) = kept
    assert (what.prompt, what.language, what.actor) == ("welcome", "es", "user:1")
    with wave.open(io.BytesIO(content)) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (8_000, 1)
        spoken = np.frombuffer(sound.readframes(sound.getnframes()), "<i2") / 32768
    assert (tones.level(spoken, tones.CALLER_HZ) > 0.2).sum() > 0
    again = np.concatenate([tones.from_ulaw(one.payload) for one in line.heard[began:]])
    assert tones.level(again, tones.CALLER_HZ).max() > 0.2, "it was played back"
    assert sorted(path.name for path in raw.glob("*.wav")) == [], "the call itself is not recorded"
    assert list((prompts / "takes").iterdir()) != []
    studio.clear(())
    assert list((prompts / "takes").iterdir()) == []

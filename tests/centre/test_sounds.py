"""The centre's own prompts: converted once, kept by hash, laid out as files, checked where named."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest
from tests.centre.test_service import BOSS
from tests.centre.tones import tone

from callfloor.centre import file, service, sounds
from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError, NotFoundError


def opened(wav: bytes) -> tuple[wave.Wave_read, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    with wave.open(io.BytesIO(wav)) as source:
        samples = np.frombuffer(source.readframes(source.getnframes()), "<i2").astype(float)
        return source, samples


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (16_000, 1), (44_100, 2), (48_000, 2)])
def test_any_rate_becomes_what_the_telephone_carries(rate: int, channels: int) -> None:
    source, samples = opened(sounds.to_telephone(tone(1.0, rate, channels)))
    assert (source.getframerate(), source.getnchannels(), source.getsampwidth()) == (8_000, 1, 2)
    assert abs(len(samples) - 8_000) < 80
    spectrum = np.abs(np.fft.rfft(samples))
    assert abs(int(spectrum.argmax()) * 8_000 / len(samples) - 440) < 2
    assert 8_000 < np.abs(samples).max() < 16_000


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"", "sound_empty"),
        (b"\x00" * 5_000, "sound_unreadable"),
        (b"<html>not a sound</html>" * 50, "sound_unreadable"),
        (tone()[:30], "sound_unreadable"),
        (tone(0.01), "sound_empty"),
        (tone(301, rate=4_000, channels=1), "sound_too_long"),
    ],
)
def test_what_is_no_prompt_is_refused_in_a_clear_sentence(given: bytes, code: str) -> None:
    with pytest.raises(InvalidError) as refused:
        sounds.to_telephone(given)
    assert [error["code"] for error in refused.value.errors] == [code]
    assert refused.value.message.endswith(".")


async def test_a_prompt_has_versions_and_a_way_back_and_its_files_are_laid_out(
    shop: Database, tmp_path: Path
) -> None:
    marks = []
    for hertz in (300, 600):
        async with shop.session("shop") as session:
            content = sounds.to_telephone(tone(hertz=hertz))
            marks.append(await sounds.keep(session, "shop", content, BOSS))
            assert await sounds.keep(session, "shop", content, BOSS) == marks[-1]
            body = {"name": "Welcome", "sounds": {"es": marks[-1]}}
            await service.put(session, "shop", "prompts", "welcome", body, BOSS)
    async with shop.session("shop") as session:
        await service.restore(session, "shop", "prompts", "welcome", 1, BOSS)
        centre = await service.load(session, "shop")
        assert centre.prompts == {"welcome": {"es": f"centre/shop/{marks[0]}.wav"}}
        assert centre.versions["prompts"]["welcome"] == 3
        for _ in range(2):
            await sounds.lay_out(session, "shop", marks, tmp_path)
    laid = [tmp_path / sounds.file_of("shop", mark) for mark in marks]
    assert sorted((tmp_path / "centre" / "shop").iterdir()) == sorted(laid)
    assert opened(laid[1].read_bytes())[0].getframerate() == 8_000
    async with shop.session("shop") as session:
        text = file.export(await service.load(session, "shop"))
        assert (await file.plan(session, text, tenant_id="shop")).changes == ()


async def test_a_sound_that_was_never_sent_is_not_named(shop: Database) -> None:
    async with shop.session("shop") as session:
        with pytest.raises(InvalidError, match="not in the centre"):
            await service.put(
                session, "shop", "prompts", "p", {"name": "P", "sounds": {"en": "0" * 64}}, BOSS
            )
        with pytest.raises(NotFoundError):
            await sounds.content_of(session, "shop", "0" * 64)


async def test_flows_and_queues_name_prompts_in_the_languages_that_there_are(
    shop: Database,
) -> None:
    async with shop.session("shop") as session:
        mark = await sounds.keep(session, "shop", sounds.to_telephone(tone()), BOSS)
        body = {"name": "Busy", "sounds": {"en": mark, "es": mark}}
        await service.put(session, "shop", "prompts", "busy", body, BOSS)
    queue = {"name": "Sales", "overflow_message": "prompt:busy"}
    async with shop.session("shop") as session:
        with pytest.raises(InvalidError) as refused:
            await service.put(session, "shop", "queues", "sales", queue, BOSS)
        assert [(e["field"], e["code"]) for e in refused.value.errors] == [
            ("queues.sales.overflow_message.zh", "prompt_language")
        ]
        spoken = {"en": "prompt:busy", "es": "prompt:busy", "zh": "占线"}
        await service.put(
            session, "shop", "queues", "sales", {**queue, "overflow_message": spoken}, BOSS
        )
        with pytest.raises(InvalidError, match="no prompt 'busy'"):
            await service.remove(session, "shop", "prompts", "busy", BOSS)
        for music, code in (("prompt:none", "unknown_reference"), ("../../etc", "music_form")):
            with pytest.raises(InvalidError) as refused:
                await service.put(
                    session, "shop", "queues", "music", {"name": "M", "music": music}, BOSS
                )
            assert [error["code"] for error in refused.value.errors] == [code]
        tuned = {"name": "M", "music": "prompt:busy"}
        await service.put(session, "shop", "queues", "music", tuned, BOSS)
        flow = {
            "start": "hello",
            "fallback_queue": "sales",
            "nodes": {
                "hello": {"kind": "play", "prompts": [{"value": "prompt:busy"}], "next": "sales"},
                "sales": {"kind": "queue", "queue": "sales"},
            },
        }
        await service.put(session, "shop", "flows", "main", flow, BOSS)
        with pytest.raises(InvalidError, match="'busy' of 'hello' is not recorded in 'zh'"):
            await service.put(session, "shop", "flows", "main", {**flow, "language": "zh"}, BOSS)

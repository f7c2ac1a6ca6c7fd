"""What a waiting customer hears: the queue's own class of music, and never silence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.asterisk_fixture import AsteriskProcess, running
from tests.running import tones
from tests.running.media import Media
from tests.running.sipp import Street
from tests.telephony.conftest import Controller
from tests.telephony.scenes import Scene, until_heard

from callfloor.telephony import port
from callfloor.telephony.asterisk.install import AsteriskInstall

pytestmark = pytest.mark.real


@pytest.fixture
def asterisk(tmp_path: Path, asterisk_install: AsteriskInstall) -> Iterator[AsteriskProcess]:
    """One with a class of its own: a tone."""
    folder = tmp_path / "music" / "tone"
    folder.mkdir(parents=True)
    (folder / "steady.wav").write_bytes(tones.to_wav(tones.steady(tones.AGENT_HZ, 20)))
    with running(tmp_path, asterisk_install) as process:
        yield process


def loudest(scene: Scene, since: int) -> tuple[float, float]:
    """The tone's own level, and that of any sound."""
    heard = [tones.from_ulaw(one.payload) for one in scene.voice.heard[since:]]
    return (
        max(float(tones.level(one, tones.AGENT_HZ).max()) for one in heard),
        max(float(abs(one).max()) for one in heard),
    )


@pytest.mark.parametrize(("music", "is_tone"), [("tone", True), ("nowhere", False)])
async def test_a_queue_has_its_music_and_an_unknown_class_is_the_default(
    controller: Controller, street: Street, media: Media, music: str, *, is_tone: bool
) -> None:
    scene = Scene(controller, street, media)
    await scene.arrive()
    scene.send(port.HoldInQueue(**scene.about(), music=music))
    await until_heard(scene.voice, 25)
    since = len(scene.voice.heard)
    await until_heard(scene.voice, 200)
    tone, sound = loudest(scene, since)
    assert (tone > 0.3) == is_tone
    assert sound > 0.01
    if is_tone:
        await one_with_a_sound_of_the_centres_own_disturbs_nobody(scene)


async def one_with_a_sound_of_the_centres_own_disturbs_nobody(first: Scene) -> None:
    """A class that Asterisk did not know when it started; the first customer hears on."""
    folder = first.controller.telephony._settings.prompts_folder
    path = folder / "centre" / "shop" / f"{'0' * 64}.wav"
    path.parent.mkdir(parents=True)
    path.write_bytes(tones.to_wav(tones.steady(tones.CALLER_HZ, 20)))
    second = Scene.of(first)
    await second.arrive()
    since = len(first.voice.heard)
    own = f"file:{path.relative_to(folder)}"
    second.send(port.HoldInQueue(**second.about(), music=own))
    await until_heard(second.voice, 150)
    heard = [tones.from_ulaw(one.payload) for one in second.voice.heard[-50:]]
    assert max(float(tones.level(one, tones.CALLER_HZ).max()) for one in heard) > 0.3
    assert loudest(first, max(since, len(first.voice.heard) - 50))[0] > 0.3

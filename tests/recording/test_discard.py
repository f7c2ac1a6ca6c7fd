"""What is not kept is thrown away unsealed, also where the floor died in between."""

from pathlib import Path

from tests.recording.test_sealer import Desk, leg

from callfloor.events.contacts import RecordingStored
from callfloor.events.recordings import RecordingDiscarded
from callfloor.kit.errors import UnavailableError
from callfloor.recording.rules import Verdict
from callfloor.recording.sealer import Sealer


class Asked:
    """Says that nothing is kept; `is_away` as a database that cannot be asked."""

    def __init__(self) -> None:
        self.is_away = False

    async def __call__(self, tenant: str, contact_id: str) -> Verdict:
        if self.is_away:
            msg = "The database is away."
            raise UnavailableError(msg)
        return Verdict(keep=False, rule="never")


def desk_that_asks(folder: Path, asked: Asked) -> Desk:
    desk = Desk(folder)
    desk.sealer = Sealer(desk.raw, desk.store, desk.outcomes.append, asked)
    return desk


async def test_a_call_that_is_not_kept_leaves_nothing_behind(tmp_path: Path) -> None:
    desk = desk_that_asks(tmp_path, Asked())
    await desk.sealer.start()
    for side in ("in", "out"):
        leg(desk.raw / f"17.1-{side}.wav", 5, 100)
    for _ in range(2):
        desk.sealer.call_finished("shop", "C1", "17.1")
        await desk.sealer.settled()
    await desk.sealer.stop()
    (only,) = desk.outcomes
    assert isinstance(only, RecordingDiscarded)
    assert (only.rule, only.recording_id) == ("never", "C1")
    assert not desk.store.has("shop", "C1")
    assert list(desk.raw.iterdir()) == []


async def test_a_voice_message_is_kept_whatever_the_rules_say(tmp_path: Path) -> None:
    desk = desk_that_asks(tmp_path, Asked())
    await desk.sealer.start()
    leg(desk.raw / "C1.vm.wav", 5, 100)
    desk.sealer.voicemail_finished("shop", "C1", "C1.vm")
    await desk.sealer.settled()
    await desk.sealer.stop()
    assert [type(one) for one in desk.outcomes] == [RecordingStored]


async def test_while_the_rule_cannot_be_asked_for_nothing_is_lost_or_stored(
    tmp_path: Path,
) -> None:
    asked = Asked()
    asked.is_away = True
    desk = desk_that_asks(tmp_path, asked)
    await desk.sealer.start()
    leg(desk.raw / "17.1-in.wav", 5, 100)
    (desk.raw / "C1.note").write_text(
        '{"tenant": "shop", "contact_id": "C1", "recording_id": "C1", "line": "17.1"}'
    )
    assert await desk.sealer.sweep(live_lines=()) == 1
    await desk.sealer.settled()
    assert desk.outcomes == []
    assert (desk.raw / "17.1-in.wav").exists()
    asked.is_away = False
    assert await desk.sealer.try_again(live_lines=()) == 0, "it was written to just now"
    await desk.sealer.sweep(live_lines=())
    await desk.sealer.settled()
    await desk.sealer.stop()
    assert [type(one) for one in desk.outcomes] == [RecordingDiscarded]

"""The note of a call stays until its arrival is durable: a floor may die between hearing and writing."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from callfloor.kit.clock import now_ms
from callfloor.telephony import port
from callfloor.telephony.asterisk import away
from callfloor.telephony.asterisk.away import AwayCallers
from callfloor.telephony.asterisk.switch import NOT_FOUND


class Gone:
    """An Asterisk in which no channel is left."""

    async def get(self, _path: str) -> SimpleNamespace:
        return SimpleNamespace(status=NOT_FOUND)


class Floor:
    """One life of a controller; what it is told becomes durable at once, or never."""

    def __init__(self, folder: Path, *, remembers: bool = True) -> None:
        self.told: list[port.TelephonyEvent] = []
        self._remembers = remembers
        settings: Any = SimpleNamespace(raw_recordings_folder=folder)
        switch: Any = SimpleNamespace(client=Gone())
        self.away = AwayCallers(settings, switch, self._hear)

    def _hear(self, event: port.TelephonyEvent) -> None:
        self.told.append(event)
        if self._remembers and isinstance(event, port.CallerWasAlone):
            self.away.recorded(event.contact_id)

    @property
    def callers(self) -> list[str]:
        return [one.caller for one in self.told if isinstance(one, port.CallerWasAlone)]


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(away, "_LOOK_EVERY_S", 0)
    path = tmp_path / "17.1.call"
    path.write_text("shop.trunk.street|1000|1795339200|912|Ana\n", encoding="utf-8")
    return path


async def test_pain_2_a_call_heard_by_a_floor_that_died_before_writing_is_told_by_the_next(
    note: Path,
) -> None:
    first = Floor(note.parent)
    first.away.told("C", "17.1")
    assert note.exists(), "the arrival is not durable yet"
    later = Floor(note.parent)
    await later.away._look()
    assert later.callers == ["912"]
    assert not note.exists()


async def test_what_was_told_alone_is_told_again_by_the_next_until_it_is_durable(
    note: Path,
) -> None:
    first = Floor(note.parent, remembers=False)
    await first.away._tell_if_over(note)
    await first.away._tell_if_over(note)
    assert first.callers == ["912"], "once in one life"
    later = Floor(note.parent)
    await later.away._look()
    assert later.callers == ["912"]
    assert not note.exists()


async def test_a_call_that_is_being_written_down_is_not_told_as_one_that_nobody_heard(
    note: Path,
) -> None:
    floor = Floor(note.parent)
    floor.away.told("C", "17.1")
    await floor.away._tell_if_over(note)
    assert floor.callers == []
    floor.away.recorded("C")
    assert not note.exists()


async def test_pain_6_a_call_that_the_journal_has_is_not_told_again_by_the_next_floor(
    note: Path,
) -> None:
    """An hour of kills counted five calls twice: written down, over, and killed before the note was away."""
    later = Floor(note.parent)
    noted = later.away.noted()
    assert list(noted) == ["17.1"]
    assert abs(noted["17.1"] - now_ms()) < 60_000
    later.away.taken("17.1")
    await later.away._look()
    assert later.callers == []
    assert later.away.noted() == {}

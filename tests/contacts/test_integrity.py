"""Damaged recordings are named, and calls without one are listed with the reason."""

from pathlib import Path
from typing import Any

import pytest
from tests.api.sample import Story
from tests.contacts.test_holds import COUNT, SOUND, Shelf

from callfloor.contacts import integrity, repair, service
from callfloor.contacts.filters import Filters
from callfloor.contacts.record import Record, apply
from callfloor.events import contacts, keeping, recordings
from callfloor.events.fact import ContactFact
from callfloor.kit.db import Database
from callfloor.recording.proof import fault_of
from callfloor.recording.rules import Policy, Rule

T = 1_774_170_000_000
DAY_MS = 86_400_000
LATER = T + 100 * DAY_MS


@pytest.fixture
async def shelf(database: Database, tmp_path: Path) -> Shelf:
    found = Shelf(database, tmp_path)
    await found.fill()
    return found


def _file(shelf: Shelf, tmp_path: Path, recording_id: str) -> Path:
    return tmp_path / "sealed" / shelf.store.name_of("demo", recording_id)


async def _check(shelf: Shelf, now_ms: int = LATER) -> int:
    return await integrity.check(shelf.database, "demo", shelf.store, now_ms)


async def _told(shelf: Shelf) -> list[tuple[str, str]]:
    facts = [one.fact for one in await shelf.journal.read(limit=10_000, tenant="demo")]
    return [
        (one.recording_id, getattr(one, "fault", "sound"))
        for one in facts
        if isinstance(one, keeping.RecordingDamaged | keeping.RecordingSound)
    ]


async def test_the_job_names_what_is_damaged_missing_and_whole_again(
    shelf: Shelf, tmp_path: Path
) -> None:
    changed = _file(shelf, tmp_path, "r1")
    whole = changed.read_bytes()
    changed.write_bytes(whole[:-3] + b"abc")
    _file(shelf, tmp_path, "r2").unlink()
    assert await _check(shelf) == COUNT
    assert await _told(shelf) == [("r1", "damaged"), ("r2", "missing")]
    await shelf.project()
    async with shelf.database.session("demo") as session:
        page = await service.listed(session, Filters(recording="damaged"))
        assert [row["id"] for row in page.rows] == ["c2", "c1"]
        listed = await repair.listed(session, Policy(), tmp_path, LATER)
    assert [(one.contact_id, one.reason) for one in listed] == [
        ("c2", "missing"),
        ("c1", "damaged"),
    ]
    changed.write_bytes(whole)
    assert await _check(shelf, LATER + DAY_MS) == 2, "only the damaged ones are due again"
    assert await _told(shelf) == [("r1", "damaged"), ("r2", "missing"), ("r1", "sound")]


async def test_a_recording_of_other_content_under_the_right_name_is_noticed(
    shelf: Shelf,
) -> None:
    """Whoever has the key could seal something else; the hash in the journal tells."""
    sealed = shelf.store.seal("demo", "r3", len(SOUND), [SOUND])
    shelf.store.seal("demo", "r3", 4, [b"else"])
    assert fault_of(shelf.store, "demo", "r3", sealed.sha256) == "damaged"
    assert fault_of(shelf.store, "demo", "r3", "") is None


def _call(story: Story, name: str, at_ms: int, outcome: str, **values: Any) -> None:
    """An answered and transferred call, and what became of its recording."""
    contact_id = story.arrive(at_ms, "sales", contact_id=name)
    story.ring(contact_id, at_ms + 8_000, "sales", "maria")
    story.answer(contact_id, at_ms + 12_000, "sales", "maria")
    story.end(contact_id, at_ms + 30_000, "maria", last=False)
    story.queue(contact_id, at_ms + 30_000, "support", 2, is_post_transfer=True)
    story.ring(contact_id, at_ms + 31_000, "support", "chen", 2)
    story.answer(contact_id, at_ms + 34_000, "support", "chen", 2)
    story.end(contact_id, at_ms + 90_000, "chen", 2)
    if outcome == "never":
        return
    about = {"contact_id": name, "recording_id": name}
    story.add(contacts.RecordingStarted, at_ms, **about)
    if outcome == "open":
        return
    keep = outcome != "dropped"
    story.add(recordings.RecordingDecided, at_ms + 90_000, keep=keep, **about)
    if outcome == "dropped":
        story.add(recordings.RecordingDiscarded, at_ms + 91_000, **about)
    elif outcome == "stored":
        story.add(contacts.RecordingStored, at_ms + 92_000, duration_ms=1, size_bytes=1,
                  sha256="", **about)  # fmt: skip
    elif outcome != "silent":
        story.add(contacts.RecordingFailed, at_ms + 92_000, reason=outcome, **about)


async def test_pain_8_an_answered_call_without_its_recording_is_listed_with_the_reason(
    database: Database, tmp_path: Path
) -> None:
    """After a transfer too, each with whether Asterisk's raw files still lie there."""
    shelf, story = Shelf(database, tmp_path), Story("demo")
    outcomes = ("stored", "dropped", "disk", "no_sound", "silent", "open", "never")
    for number, outcome in enumerate(outcomes):
        _call(story, f"k_{outcome}", T + number * 1_000_000, outcome)
    given_up = story.arrive(T, "sales", contact_id="left")
    story.leave(given_up, T + 60_000, "sales", "abandoned")
    await shelf.journal.append(story.entries())
    await shelf.project()
    (tmp_path / "line-k_disk-in.wav").write_bytes(b"RIFF")

    async def listed(policy: Policy, now_ms: int = LATER) -> dict[str, repair.Missing]:
        async with database.session("demo") as session:
            found = await repair.listed(session, policy, tmp_path, now_ms)
        return {one.contact_id: one for one in found}

    found = await listed(Policy())
    assert {name: one.reason for name, one in found.items()} == {
        "k_disk": "disk", "k_no_sound": "no_sound", "k_silent": "not_sealed",
        "k_open": "not_sealed",
    }, "calls of the demo that nobody recorded are not told"  # fmt: skip
    assert {name for name, one in found.items() if one.has_raw} == {"k_disk"}
    assert (found["k_disk"].transfers, found["k_disk"].agent_id) == (0, "chen")
    fresh = await listed(Policy(), T + 2_000_000 + 100_000)
    assert "k_disk" not in fresh, "it may still be at the sealer"
    nothing = Policy(rules=(Rule(rule_id="none", percent=0),))
    assert set(await listed(nothing)) == set(found), "what was decided at its end stays decided"


@pytest.mark.parametrize(("percent", "reason"), [(100, "not_started"), (0, None)])
async def test_a_call_whose_recording_never_began_is_missing_where_a_rule_wants_it(
    percent: int, reason: str | None
) -> None:
    story = Story("demo")
    _call(story, "c", T, "never")
    record = Record(tenant="demo", contact_id="c")
    for entry in story.entries():
        if getattr(entry.fact, "contact_id", "") == "c" and isinstance(entry.fact, ContactFact):
            apply(record, entry.fact)
    found = repair.missing_of(record, Policy(rules=(Rule(rule_id="all", percent=percent),)))
    assert (found.reason if found else None) == reason

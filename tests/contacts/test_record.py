"""A contact folded from its facts, one shape of life after another."""

from tests.api.sample import Story

from callfloor.contacts.record import Record, apply
from callfloor.contacts.row import outcome_of, read_record, row_of, wait_ms_of
from callfloor.contacts.words import words_of
from callfloor.events import contacts
from callfloor.events.fact import ContactFact

T = 1_774_170_000_000


def _fold(story: Story, contact_id: str) -> Record:
    record = Record(tenant=story.tenant, contact_id=contact_id)
    for entry in story.entries():
        if isinstance(entry.fact, ContactFact) and entry.fact.contact_id == contact_id:
            apply(record, entry.fact)
    return record


def test_a_whole_call() -> None:
    story = Story("demo")
    story.whole(T, "sales", "maria", 12_000, 180_000, contact_id="c1", caller="+34600000001")
    record = _fold(story, "c1")
    row = row_of(record)
    assert (row["wait_ms"], row["talk_ms"], row["hold_ms"], row["wrap_up_ms"]) == (
        12_000,
        165_000,
        15_000,
        25_000,
    )
    assert (row["outcome"], row["agent_id"], row["queue_id"]) == ("answered", "maria", "sales")
    assert row["closed_ms"] == T + 6_000 + 12_000 + 180_000 + 25_000
    assert {"delivery", "on", "friday", "34600000001", "<10000000643", "@maria"} <= words_of(record)
    assert read_record(row["record"]) == record


def test_a_call_given_up_in_the_queue() -> None:
    story = Story("demo")
    story.arrive(T, "sales", contact_id="c1")
    story.leave("c1", T + 20_000, "sales", "abandoned")
    record = _fold(story, "c1")
    assert outcome_of(record) == "abandoned"
    assert wait_ms_of(record) == 14_000
    assert row_of(record)["agent_id"] == ""


def test_a_blind_transfer_is_two_segments_and_one_wait() -> None:
    story = Story("demo")
    story.arrive(T, "sales", contact_id="c1")
    story.ring("c1", T + 8_000, "sales", "maria")
    story.answer("c1", T + 10_000, "sales", "maria")
    story.add(
        contacts.ContactTransferred, T + 60_000, contact_id="c1", segment_id="c1.s1",
        agent_id="maria", kind="blind", to_queue_id="support",
    )  # fmt: skip
    story.end("c1", T + 60_000, "maria", last=False)
    story.queue("c1", T + 60_001, "support", 2, is_post_transfer=True)
    story.ring("c1", T + 65_000, "support", "chen", 2)
    story.answer("c1", T + 70_000, "support", "chen", 2)
    story.wrap_up("c1", T + 80_000, "maria")
    story.end("c1", T + 100_000, "chen", 2)
    row = row_of(_fold(story, "c1"))
    assert (row["wait_ms"], row["transfers"], row["agent_ids"]) == (4_000, 1, ["chen", "maria"])
    assert row["talk_ms"] == 50_000 + 30_000
    assert row["closed_ms"] is None, "the second agent still writes after-call work"


def test_a_lost_phone_ends_a_hold_when_it_is_back() -> None:
    story = Story("demo")
    story.arrive(T, "sales", contact_id="c1")
    story.ring("c1", T + 8_000, "sales", "maria")
    story.answer("c1", T + 10_000, "sales", "maria")
    named = {"contact_id": "c1", "segment_id": "c1.s1", "agent_id": "maria"}
    story.add(contacts.ContactHeld, T + 20_000, **named)
    story.add(contacts.AgentLegLost, T + 25_000, ring_id="c1.r1", **named)
    story.add(contacts.AgentRejoined, T + 28_000, ring_id="c1.r2", **named)
    story.end("c1", T + 40_000, "maria")
    segment = _fold(story, "c1").segments[0]
    assert (segment.hold_ms, segment.lost_count, segment.talk_ms) == (8_000, 1, 22_000)


def test_a_fact_said_twice_or_of_nothing_changes_nothing() -> None:
    story = Story("demo")
    story.whole(T, "sales", "maria", 12_000, 180_000, contact_id="c1")
    facts = [entry.fact for entry in story.entries()]
    once = _fold(story, "c1")
    story.facts = [fact for fact in facts for _ in range(2)]
    assert _fold(story, "c1") == once
    lonely = Record(tenant="demo", contact_id="c2")
    for fact in facts:
        if isinstance(fact, ContactFact) and not isinstance(fact, contacts.ContactArrived):
            apply(lonely, fact)
    assert lonely == Record(tenant="demo", contact_id="c2")


def test_a_recording_is_shown_when_it_is_stored() -> None:
    story = Story("demo")
    story.whole(T, "sales", "maria", 12_000, 180_000, contact_id="c1")
    story.add(contacts.RecordingStarted, T + 18_000, contact_id="c1", recording_id="r1")
    assert row_of(_fold(story, "c1"))["recording_id"] is None
    story.add(
        contacts.RecordingStored, T + 250_000, contact_id="c1", recording_id="r1",
        duration_ms=180_000, size_bytes=9, sha256="",
    )  # fmt: skip
    assert row_of(_fold(story, "c1"))["recording_id"] == "r1"

"""The centre's own prompts on their way to telephony: names become files, in the best language."""

import pytest

from callfloor.floor.announcements import dismissal_prompts
from callfloor.floor.recorded import with_files
from callfloor.telephony import port

FILES = {"busy": {"es": "es.wav", "zh": "zh.wav"}}


def play(*prompts: port.Prompt) -> port.PlayPrompts:
    return port.PlayPrompts(tenant="t", contact_id="C", play_id="p", prompts=prompts)


@pytest.mark.parametrize(
    ("language", "own", "file"),
    [("zh", "es", "zh.wav"), ("en", "zh", "zh.wav"), ("en", "en", "es.wav")],
)
def test_a_prompt_is_played_in_the_callers_language_or_the_next_best(
    language: str, own: str, file: str
) -> None:
    done = with_files(play(port.Prompt("sound", "prompt:busy", language)), FILES, own)
    assert isinstance(done, port.PlayPrompts)
    assert [(p.kind, p.value) for p in done.prompts] == [("file", file)]


def test_nothing_else_is_touched() -> None:
    spoken = port.Prompt("speech", "prompt:busy", "es")
    other = play(port.Prompt("sound", "vm-goodbye"), spoken, port.Prompt("sound", "prompt:gone"))
    assert with_files(other, FILES, "es") == other
    end = port.EndCall(tenant="t", contact_id="C")
    assert with_files(end, FILES, "es") is end


def test_a_message_of_a_queue_may_name_a_prompt() -> None:
    said = dismissal_prompts("overflow", {"en": "All busy.", "es": "prompt:busy"}, "es")
    assert said == (port.Prompt("sound", "prompt:busy", "es"),)
    said = dismissal_prompts("overflow", {"en": "All busy.", "es": "prompt:busy"}, "en")
    assert said == (port.Prompt("speech", "All busy.", "en"),)


def test_a_queues_music_may_be_a_prompt_in_the_centres_own_language_or_else_in_any() -> None:
    def music(named: str, own: str) -> str:
        held = port.HoldInQueue(tenant="t", contact_id="C", music=named)
        found = with_files(held, {"tune": {"es": "es.wav", "zh": "zh.wav"}}, own)
        assert isinstance(found, port.HoldInQueue)
        return found.music

    assert music("prompt:tune", "zh") == "file:zh.wav"
    assert music("prompt:tune", "en") == "file:es.wav"
    assert music("prompt:gone", "en") == "default"
    assert music("jazz", "en") == "jazz"

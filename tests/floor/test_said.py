"""Whatever the product says by itself, it says in English, Spanish and Chinese."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import ModuleType

import msgspec
import pytest
from tests.floor.conftest import Play, small_settings

from callfloor.floor import announcements, take_words
from callfloor.floor.engine import Engine
from callfloor.ivr import asking, callback, saying
from callfloor.ivr.flow import read_flow
from callfloor.telephony import port
from callfloor.telephony.asterisk import away_message

LANGUAGES = {"en", "es", "zh"}
WITH_WORDS = (announcements, take_words, asking, callback, saying)


def tables(value: object) -> Iterator[Mapping[str, object]]:
    """Tables by language, however deep."""
    if not isinstance(value, Mapping):
        return
    if set(value) & LANGUAGES:
        yield value
    for inner in value.values():
        yield from tables(inner)


@pytest.mark.parametrize("module", WITH_WORDS, ids=lambda module: module.__name__)
def test_every_sentence_is_in_every_language_and_none_is_the_same_twice(module: ModuleType) -> None:
    found = [table for value in vars(module).values() for table in tables(value)]
    assert found
    for table in found:
        assert set(table) == LANGUAGES
        assert all(table.values())
        assert table["zh"] not in (table["en"], table["es"])


def test_the_away_message_and_its_goodbye_have_a_voice_in_every_language() -> None:
    assert set(away_message._SPOKEN) | {"en", "es"} == LANGUAGES


def test_a_caller_whose_language_is_not_known_hears_the_centres_own() -> None:
    small = small_settings()
    centre = msgspec.structs.replace(small.centre, language="es")
    flow = read_flow(
        {
            "id": "main",
            "version": 1,
            "start": "q",
            "fallback_queue": "sales",
            "nodes": {"q": {"kind": "queue", "queue": "sales"}},
        }
    )
    play = Play(Engine(replace(small, centre=centre, flows={"main": flow})))
    play.call()
    play.wait(60_000)
    said = [one for one in play.all.commands if isinstance(one, port.PlayPrompts)]
    assert {prompt.language for one in said for prompt in one.prompts} == {"es"}

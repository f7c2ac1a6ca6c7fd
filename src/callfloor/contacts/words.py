"""The words by which a contact is found: kept beside the list, and read off what a person types. Pure.

Row-level security lets an index serve only comparisons that cannot tell about other tenants' rows:
equal, before, after. So a word is found by its beginning, and a number by its last digits as well,
for which it is also kept backwards.
"""

import re

import msgspec

from callfloor.contacts.record import Record

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\+?\d+")
_SPACING = re.compile(r"[\s()./-]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that put no space between words: found from any of their characters on."""

_LENGTH_MAX = 40
_COUNT_MAX = 400
_SOUGHT_MAX = 8
_BACKWARDS = "<"
_AGENT = "@"
_LAST = "\U0010ffff"


class Range(msgspec.Struct, frozen=True):
    """Words from `first` on and before `end`."""

    first: str
    end: str


def words_of(record: Record) -> frozenset[str]:
    """What is kept of a contact; of a very long note only its beginning."""
    found: dict[str, None] = {}
    for number in (record.caller, record.called):
        digits = _SPACING.sub("", number).removeprefix("+")
        if digits.isdecimal():
            found[digits[:_LENGTH_MAX]] = None
            found[_BACKWARDS + digits[::-1][:_LENGTH_MAX]] = None
        else:
            found |= dict.fromkeys(_split(number))
    for segment in record.segments:
        found[agent_word(segment.agent_id)] = None
    texts = [record.contact_id, record.external_id, record.caller_name]
    for segment in record.segments:
        texts += [segment.agent_id, segment.wrap_up_code, *segment.more_codes, segment.note]
    for text in texts:
        found |= dict.fromkeys(_split(text))
    return frozenset(list(found)[:_COUNT_MAX])


def agent_word(agent_id: str) -> str:
    """The word of a contact in which this agent took part."""
    return _AGENT + agent_id


def sought(text: str) -> list[tuple[Range, ...]]:
    """What a person typed: each of the list must be found, in any of its ranges.

    Empty where nothing could be found by it.
    """
    whole = _SPACING.sub("", text)
    if _NUMBER.fullmatch(whole):
        return [_number(whole)]
    ranges: list[tuple[Range, ...]] = []
    for piece in text.split():
        if _NUMBER.fullmatch(piece):
            ranges.append(_number(piece))
        else:
            ranges += [(_beginning(word),) for word in _WORD.findall(piece.casefold())]
    return ranges[:_SOUGHT_MAX]


def _split(text: str) -> list[str]:
    words = []
    for word in _WORD.findall(text.casefold()):
        words.append(word[:_LENGTH_MAX])
        if _UNSPACED.search(word):
            words += [word[at : at + _LENGTH_MAX] for at in range(1, len(word))]
    return words


def _number(typed: str) -> tuple[Range, ...]:
    """With a plus from its beginning on; else its first or its last digits."""
    digits = typed.removeprefix("+")[:_LENGTH_MAX]
    first = _beginning(digits)
    return (first,) if typed.startswith("+") else (first, _beginning(_BACKWARDS + digits[::-1]))


def _beginning(word: str) -> Range:
    return Range(word[: _LENGTH_MAX + 1], word[: _LENGTH_MAX + 1] + _LAST)

"""The written form of facts, and the lifting of old forms to the present one. Pure.

A fact's kind may change its shape by a new `VERSION`; the step from each older version is entered
in `STEPS`, works on plain values, and may rename the kind. What was written is never rewritten.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from callfloor.events import codec
from callfloor.events.fact import Fact
from callfloor.journal.port import Entry

Step = Callable[[dict[str, Any]], tuple[str, int, dict[str, Any]]]
"""Takes the old body; returns the kind, the version and the body that it becomes."""

STEPS: Mapping[tuple[str, int], Step] = {}
"""(kind, version) → its step upwards."""


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as storage keeps it; `body` is JSON."""

    id: str
    tenant: str
    at_ms: int
    type: str
    version: int
    contact_id: str
    agent_id: str
    body: str


def write(entry: Entry) -> Written:
    fact = entry.fact
    return Written(
        id=entry.id,
        tenant=fact.tenant,
        at_ms=fact.at_ms,
        type=codec.name_of(fact),
        version=fact.VERSION,
        contact_id=getattr(fact, "contact_id", ""),
        agent_id=getattr(fact, "agent_id", ""),
        body=_encode(fact),
    )


def read(
    kind: str, version: int, body: str | bytes, steps: Mapping[tuple[str, int], Step] = STEPS
) -> Fact:
    """The fact in its present form. KeyError where neither a kind nor a step of that name exists."""
    if _is_present(kind, version):
        return codec.decode(kind, body)
    plain = msgspec.json.decode(body)
    while not _is_present(kind, version):
        kind, version, plain = steps[kind, version](plain)
    return codec.decode(kind, msgspec.json.encode({**plain, "type": kind}))


def _is_present(kind: str, version: int) -> bool:
    known = codec.FACTS.get(kind)
    return known is not None and version == known.VERSION


def _encode(fact: Fact) -> str:
    """JSON that PostgreSQL takes: it knows no NUL, and UTF-8 no half of a surrogate pair.

    Both can come in by a caller's name; they must not stop the facts behind them.
    """
    try:
        body = codec.encode(fact).decode()
    except UnicodeEncodeError:
        return msgspec.json.encode(_cleaned(codec.to_dict(fact))).decode()
    if "\\u0000" in body:
        return msgspec.json.encode(_cleaned(msgspec.json.decode(body))).decode()
    return body


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "").encode(errors="replace").decode()
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value

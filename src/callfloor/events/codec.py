"""All facts by name, and their one written form (JSON with the name in `type`)."""

from typing import Any

import msgspec

from callfloor.events import (
    abandoned,
    agents,
    alarms,
    alerts,
    bulletins,
    callbacks,
    callers,
    captures,
    contacts,
    installation,
    ivr,
    keeping,
    leads,
    outbound,
    parties,
    quality,
    recordings,
    returns,
    routing,
    trunks,
    written,
)
from callfloor.events.fact import Fact


def _concrete(module: object) -> list[type[Fact]]:
    return [
        item
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, Fact) and item.__struct_config__.tag
    ]


_MODULES = (
    contacts, agents, installation, ivr, parties, recordings, keeping,
    returns, routing, outbound, callbacks, abandoned, alarms, alerts, leads, quality, bulletins,
    callers, captures, trunks, written,
)  # fmt: skip

FACTS: dict[str, type[Fact]] = {
    str(kind.__struct_config__.tag): kind
    for module in _MODULES
    for kind in _concrete(module)
    if kind.__module__ == getattr(module, "__name__", "")
}
"""Every kind of fact by its written name."""

_decoders = {name: msgspec.json.Decoder(kind) for name, kind in FACTS.items()}
_encoder = msgspec.json.Encoder()


def name_of(fact: Fact) -> str:
    return str(type(fact).__struct_config__.tag)


def encode(fact: Fact) -> bytes:
    return _encoder.encode(fact)


def decode(name: str, body: bytes | str) -> Fact:
    """The fact of kind `name`; KeyError for an unknown name, msgspec.ValidationError if malformed."""
    return _decoders[name].decode(body)


def to_dict(fact: Fact) -> dict[str, Any]:
    """Plain values for an API answer, `type` included."""
    built: dict[str, Any] = msgspec.to_builtins(fact)
    return built

"""Who calls, as the centre's lists know it, and what the rules over that make of the call. Pure.

The rules are gone through in their order. Each that fits sets what no earlier one has set; one that
refuses ends it. `treat` says the same at the door, in a queue, and in the try-out of the settings.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

ListKind = Literal["vip", "complaint", "do_not_serve", "other"]
Prefer = Literal["", "owner", "last_agent", "agent"]


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A number as it stands in one of the centre's lists."""

    list_id: str
    list_name: str
    kind: ListKind
    name: str = ""
    owner: str = ""
    """The agent whose customer, or whose open complaint, it is."""
    until_ms: int | None = None
    """From then on it counts no more."""
    note: str = ""


class CallerRule(msgspec.Struct, frozen=True, kw_only=True):
    """What a caller must be (an empty condition fits everybody), and what then holds."""

    rule_id: str
    name: str
    lists: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    """Known where a queue is entered, not at the door."""
    is_refused: bool = False
    message: dict[str, str] = {}
    priority: int | None = None
    queue_id: str = ""
    prefer: Prefer = ""
    agent_id: str = ""
    prefer_wait_ms: int = 20_000
    language: str = ""
    """Spoken from the door on."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a caller. `queue_id` is empty at the door."""

    caller: str
    called: str = ""
    language: str = ""
    queue_id: str = ""


class Treatment(msgspec.Struct, kw_only=True):
    """What holds for a call, and the rules that made it so, in their order."""

    listed: tuple[Listed, ...] = ()
    rules: tuple[CallerRule, ...] = ()
    refused: CallerRule | None = None
    priority: int | None = None
    queue_id: str = ""
    prefer: Prefer = ""
    agent_id: str = ""
    """Of `owner` and `agent`: whom."""
    prefer_wait_ms: int = 0
    language: str = ""


def plain_number(number: str) -> str:
    """One form for `+34 911…`, `0034911…` and `34911…`, so that they are found as the same."""
    kept = "".join(char for char in number if char.isdigit() or char in "*#+")
    if kept.startswith("+"):
        return kept[1:]
    return kept.removeprefix("00")


def treat(
    lists: Mapping[str, Sequence[Listed]],
    rules: Sequence[CallerRule],
    about: About,
    now_ms: int,
) -> Treatment:
    number = plain_number(about.caller)
    known = lists.get(number, ()) if number else ()
    listed = tuple(one for one in known if one.until_ms is None or now_ms < one.until_ms)
    found = Treatment(listed=listed)
    for rule in rules:
        if not _fits(rule, about, number, listed):
            continue
        found.rules = (*found.rules, rule)
        if rule.is_refused:
            found.refused = rule
            return found
        _add(found, rule)
    return found


def _fits(rule: CallerRule, about: About, number: str, listed: Sequence[Listed]) -> bool:
    starts = tuple(plain_number(prefix) for prefix in rule.prefixes)
    return (
        (not rule.lists or any(one.list_id in rule.lists for one in listed))
        and (not starts or number.startswith(starts))
        and (not rule.called or about.called in rule.called)
        and (not rule.languages or about.language in rule.languages)
        and (not rule.queues or about.queue_id in rule.queues)
    )


def _add(found: Treatment, rule: CallerRule) -> None:
    """What no earlier rule has set."""
    if found.priority is None:
        found.priority = rule.priority
    found.queue_id = found.queue_id or rule.queue_id
    found.language = found.language or rule.language
    if found.prefer or not rule.prefer:
        return
    agent_id = rule.agent_id
    if rule.prefer == "owner":
        agent_id = _owner(found.listed, rule)
        if not agent_id:
            return
    found.prefer, found.agent_id = rule.prefer, agent_id
    found.prefer_wait_ms = rule.prefer_wait_ms


def _owner(listed: Sequence[Listed], rule: CallerRule) -> str:
    """Of the lists that the rule names, else of any."""
    owners = (one.owner for one in listed if not rule.lists or one.list_id in rule.lists)
    return next((owner for owner in owners if owner), "")

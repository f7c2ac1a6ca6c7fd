"""How long a stored recording stays. Pure: rules and a recording go in, the day it goes comes out."""

import msgspec

DAY_MS = 86_400_000


class RetentionRule(msgspec.Struct, frozen=True, kw_only=True):
    """Empty `queues`, `directions` and `kinds` fit all. `days` None: kept without an end."""

    rule_id: str
    queues: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    days: int | None = None

    def fits(self, kind: str, direction: str, queue_id: str) -> bool:
        return (
            (not self.queues or queue_id in self.queues)
            and (not self.directions or direction in self.directions)
            and (not self.kinds or kind in self.kinds)
        )


class Stored(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked about a recording. `queue_ids` are those whose rules held when it was kept."""

    recording_id: str
    contact_id: str
    kind: str
    direction: str
    queue_ids: tuple[str, ...]
    started_ms: int
    size_bytes: int = 0
    duration_ms: int = 0


class Term(msgspec.Struct, frozen=True):
    """Which rule sets the end, and when it is; `at_ms` None: there is none."""

    rule_id: str = ""
    days: int | None = None
    at_ms: int | None = None


def term_of(rules: tuple[RetentionRule, ...], stored: Stored) -> Term:
    """The first rule that fits decides in each queue; the longest of them holds. No rule: no end."""
    found = [_in_queue(rules, stored, one) for one in stored.queue_ids or ("",)]
    return next((one for one in found if one.at_ms is None), None) or max(found, key=_end)


def shortest_days(rules: tuple[RetentionRule, ...]) -> int | None:
    """Nothing younger than this ever goes; None: nothing goes at all."""
    return min((rule.days for rule in rules if rule.days is not None), default=None)


def _end(term: Term) -> int:
    return term.at_ms or 0


def _in_queue(rules: tuple[RetentionRule, ...], stored: Stored, queue_id: str) -> Term:
    for rule in rules:
        if rule.fits(stored.kind, stored.direction, queue_id):
            at_ms = None if rule.days is None else stored.started_ms + rule.days * DAY_MS
            return Term(rule.rule_id, rule.days, at_ms)
    return Term()

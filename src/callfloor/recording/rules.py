"""Which calls are kept as recordings. Pure: the same contact always gets the same answer.

A percentage is drawn from the contact's own id, so that a draw can be repeated by anybody and a
rule of 10 % lies within one of 20 %.
"""

from collections.abc import Collection
from hashlib import sha256
from typing import Literal

import msgspec

Refusal = Literal["declined", "not_announced", "not_silenced"]
"""Why a call is not kept whatever the rules say."""

PAUSE_LIMIT_MS = 300_000
_SHARES = 10_000


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """Empty `queues` and `directions` fit all. `percent` of the calls that fit are kept.

    `screen_percent` of them, always some of those that are kept, with the agent's screen.
    """

    rule_id: str
    queues: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    percent: int = 100
    screen_percent: int = 0

    def fits(self, direction: str, queue_id: str) -> bool:
        return (not self.queues or queue_id in self.queues) and (
            not self.directions or direction in self.directions
        )


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """A centre's rules, in order. `announcement` is said before the queue, by language; empty: none."""

    rules: tuple[Rule, ...] = ()
    announcement: dict[str, str] = {}
    decline_key: str = ""
    """The key by which a customer who hears the announcement is not recorded; empty: none."""
    pause_limit_ms: int = PAUSE_LIMIT_MS
    """A pause ends by itself after this, unless it was asked for a shorter time."""


class Verdict(msgspec.Struct, frozen=True):
    keep: bool
    rule: str = ""


def draw(contact_id: str) -> int:
    """Evenly from 0 to 9,999, by the contact's id alone."""
    number = int.from_bytes(sha256(f"recording {contact_id}".encode()).digest()[:8])
    return number % _SHARES


def decide(
    policy: Policy, contact_id: str, direction: str, queue_ids: Collection[str] = ()
) -> Verdict:
    """The first rule that fits decides in each queue; kept in one is kept. No rule: kept.

    A call that was in no queue is judged by the rules that name none.
    """
    verdicts = [_in_queue(policy, contact_id, direction, one) for one in queue_ids or ("",)]
    return next((one for one in verdicts if one.keep), verdicts[0])


def wants_screen(policy: Policy, contact_id: str, direction: str, queue_id: str) -> Verdict:
    """Whether the screen of an agent who answers in this queue is recorded; `keep` is the answer."""
    rule = next((one for one in policy.rules if one.fits(direction, queue_id)), None)
    if rule is None:
        return Verdict(keep=False)
    percent = min(rule.percent, rule.screen_percent)
    return Verdict(draw(contact_id) * 100 < percent * _SHARES, rule.rule_id)


def _in_queue(policy: Policy, contact_id: str, direction: str, queue_id: str) -> Verdict:
    for rule in policy.rules:
        if rule.fits(direction, queue_id):
            return Verdict(draw(contact_id) * 100 < rule.percent * _SHARES, rule.rule_id)
    return Verdict(keep=True)

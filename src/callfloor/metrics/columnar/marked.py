"""What a day's sums depend on: the marks of its days, and the rules by which it is counted. Pure."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

import msgspec

from callfloor.facts.contents import BROUGHT_IN, CONTACTS, OWN, VERSION, Contents, day_name
from callfloor.journal.marks import DAY_MS, Marks, mark_of
from callfloor.metrics.rules import FigureRules

SUMS_VERSION: Final = 1
"""Raised when a component comes to mean something else; sums of another version are made anew."""
NEAR: Final = range(-2, 3)
"""Days from which something brought in may reach into a day."""


def fingerprint(rules: FigureRules) -> str:
    """Names all that sums depend on beside the facts."""
    of = [SUMS_VERSION, VERSION, sorted(rules.thresholds.items()), rules.configuration]
    return blake2b(msgspec.json.encode(of, order="deterministic"), digest_size=12).hexdigest()


def seen_of(marks: Marks, day_ms: int) -> int:
    """What of the day has changed, and of what was brought in around it."""
    near = [mark_of(marks, day_ms + at * DAY_MS, *BROUGHT_IN) for at in NEAR]
    return mark_of(marks, day_ms, *OWN) + sum(near)


def seen_in(contents: Contents, day_ms: int) -> int:
    """The same as the files have it."""
    day = contents.days.get(day_name(day_ms))
    near = [contents.brought.get(day_name(day_ms + at * DAY_MS)) for at in NEAR]
    return (day.mark if day else 0) + sum(one.mark for one in near if one)


def later_days(rules: FigureRules, day_ms: int) -> Iterator[int]:
    """The days whose contacts may be returns of those of this one."""
    count = -(-rules.configuration.fcr_window_ms // DAY_MS)
    return iter(range(day_ms + DAY_MS, day_ms + (count + 1) * DAY_MS, DAY_MS))


def followed_of(marks: Marks, rules: FigureRules, day_ms: int) -> int:
    """What of the days after has changed."""
    return sum(mark_of(marks, at_ms, *CONTACTS) for at_ms in later_days(rules, day_ms))


def followed_in(contents: Contents, rules: FigureRules, day_ms: int) -> int:
    """The same as the files have it; what is not over yet is not in them."""
    days = [contents.days.get(day_name(at_ms)) for at_ms in later_days(rules, day_ms)]
    return sum(one.contacts_mark for one in days if one)


def longest_ms(rules: FigureRules) -> int:
    """The longest T: after it, whoever waits still is overdue."""
    return max([one.service_level_ms for one in rules.thresholds.values()], default=0)

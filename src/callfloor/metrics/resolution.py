"""Whether a customer came again about the same matter: what first-contact resolution needs. Pure."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from callfloor.contacts.record import Record
from callfloor.facts.whole import customer_of, issue_of
from callfloor.metrics.configuration import STANDARD, Configuration


class Visit(NamedTuple):
    """A handled contact as its customer's other ones are compared with it."""

    contact_id: str
    arrived_ms: int
    customer: str
    """Empty where nobody knows who it was: then nothing is a repeat of it."""
    issue: str
    is_eligible: bool


def visits(records: Iterable[Record], configuration: Configuration = STANDARD) -> list[Visit]:
    """Only handled contacts, of either direction: a redial that was given up breaks nothing."""
    return [
        Visit(
            one.contact_id,
            one.arrived_ms,
            customer_of(one),
            issue_of(one),
            one.segments[-1].wrap_up_code not in configuration.fcr_ineligible_codes,
        )
        for one in records
        if one.segments and not one.is_test
    ]


def repeats(handled: Sequence[Visit], configuration: Configuration = STANDARD) -> dict[str, bool]:
    """Contact → whether one of the same customer on the same issue came after it in the window.

    Where an issue is unknown, the customer alone is compared.
    """
    by_customer: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for one in handled:
        if one.is_eligible and one.customer:
            by_customer[one.customer].append((one.arrived_ms, one.issue))
    for times in by_customer.values():
        times.sort()
    found = {}
    for one in handled:
        later = by_customer.get(one.customer, [])
        start = bisect_right(later, one.arrived_ms, key=lambda at: at[0])
        until_ms = one.arrived_ms + configuration.fcr_window_ms
        found[one.contact_id] = any(
            not one.issue or not other or one.issue == other
            for at_ms, other in later[start:]
            if at_ms <= until_ms
        )
    return found


def issues(records: Iterable[Record], configuration: Configuration = STANDARD) -> dict[str, int]:
    """`issue_based`: chains of contacts about one matter, resolved where one contact was enough."""
    chains: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for one in sorted(records, key=lambda record: record.arrived_ms):
        if one.segments and one.direction == "in" and not one.is_test:
            if one.segments[-1].wrap_up_code in configuration.fcr_ineligible_codes:
                continue
            chains[customer_of(one) or one.contact_id, issue_of(one)].append(one)
    resolved = [
        chain
        for chain in chains.values()
        if len(chain) == 1 and chain[0].segments[-1].resolved != "no"
    ]
    return {"issues": len(chains), "issues_resolved": len(resolved)}

"""Running totals over records that still change: each record's contribution is replaced, not added.

Used live (one span, from local midnight on) and in batch (many buckets): `bucket_of` puts a moment
into its bucket, or leaves it out with None. Pure.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping

from callfloor.contacts.record import Record
from callfloor.metrics.components import Contribution, Grain, Rules, contributions
from callfloor.metrics.formulas import Amount
from callfloor.metrics.view import LIVE, View

Place = tuple[int, Grain, str]
"""Bucket (its UTC start), grain and key."""


class Tally:
    def __init__(self, bucket_of: Callable[[int], int | None]) -> None:
        self._bucket_of = bucket_of
        self._totals: dict[Place, dict[str, Amount]] = {}
        self._parts: dict[str, list[tuple[Place, str, int]]] = {}

    def put(self, record: Record, rules: Rules, view: View = LIVE) -> set[tuple[Grain, str]]:
        """Count the record as it is now; gives the grains and keys whose totals have changed."""
        old = self._parts.get(record.contact_id, [])
        new = [part for one in contributions(record, rules, view) if (part := self._part(one))]
        if new == old:
            return set()
        changed: dict[tuple[Place, str], int] = defaultdict(int)
        for place, component, value in old:
            changed[place, component] -= value
        for place, component, value in new:
            changed[place, component] += value
        for (place, component), value in changed.items():
            totals = self._totals.setdefault(place, {})
            totals[component] = totals.get(component, 0) + value
        if new:
            self._parts[record.contact_id] = new
        else:
            self._parts.pop(record.contact_id, None)
        return {(grain, key) for ((_, grain, key), _), value in changed.items() if value}

    def settle(self, contact_id: str) -> None:
        """No other version of the record will come: what it added needs not be known any more."""
        self._parts.pop(contact_id, None)

    def count(self, record: Record, rules: Rules, view: View = LIVE) -> None:
        """Count a record that is not counted again: quicker than `put`."""
        bucket_of, totals_of = self._bucket_of, self._totals
        for one in contributions(record, rules, view):
            bucket = bucket_of(one.at_ms)
            if bucket is not None:
                totals = totals_of.setdefault((bucket, one.grain, one.key), {})
                totals[one.component] = totals.get(one.component, 0) + one.value

    def add(self, at_ms: int, grain: Grain, key: str, component: str, value: Amount) -> None:
        """Count something that is not of a contact and does not change any more."""
        bucket = self._bucket_of(at_ms)
        if bucket is not None:
            totals = self._totals.setdefault((bucket, grain, key), {})
            totals[component] = totals.get(component, 0) + value

    def add_all(self, place: Place, sums: Mapping[str, Amount]) -> None:
        """Count sums that were made elsewhere; the place is in a bucket."""
        totals = self._totals.get(place)
        if totals is None:
            self._totals[place] = dict(sums)
            return
        for component, value in sums.items():
            totals[component] = totals.get(component, 0) + value

    def _part(self, one: Contribution) -> tuple[Place, str, int] | None:
        bucket = self._bucket_of(one.at_ms)
        if bucket is None:
            return None
        return (bucket, one.grain, one.key), one.component, one.value

    def totals(self, bucket: int, grain: Grain, key: str) -> dict[str, Amount]:
        """Components of one place; a component that is missing counts as 0."""
        return self._totals.get((bucket, grain, key), {})

    def places(self) -> list[Place]:
        return sorted(self._totals)

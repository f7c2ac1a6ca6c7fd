"""The same question to the fold of records and to the flat tables."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from random import Random

from tests.simulation.centre import NUMBER, shop_scene
from tests.simulation.test_callbacks import callback_flow, callback_settings

from callfloor.contacts.record import Record, apply
from callfloor.events.agents import AgentStateChanged
from callfloor.events.fact import ContactFact, Fact
from callfloor.facts.contents import days_of
from callfloor.facts.flatten import DAY_MS, flatten, flatten_spans
from callfloor.facts.store import Store, table_of
from callfloor.floor.engine import Engine
from callfloor.metrics.columnar.asking import Asked
from callfloor.metrics.columnar.duck import Duck, Totals
from callfloor.metrics.components import contributions
from callfloor.metrics.presence import Span, Spans, clipped
from callfloor.metrics.view import View
from callfloor.telephony.simulated.day import Simulation
from callfloor.telephony.simulated.faults import FaultRates
from callfloor.telephony.simulated.scene import HOUR_MS

MONDAY_MS = 1_763_337_600_000
ROUGH = FaultRates(
    lost_share=0.01, doubled_share=0.03, phones_lost_per_hour=4, outages_per_hour=1,
    restarts_per_hour=0.2,
)  # fmt: skip


@lru_cache(maxsize=4)
def simulated(seed: int) -> tuple[list[Record], list[Span], int]:
    """A rough day, broken off while calls are going on: its records and agents' spans, and now."""
    facts: list[Fact] = []
    scene = shop_scene(contacts_per_day=300, flows={NUMBER: callback_flow()})
    now_ms = MONDAY_MS + 17 * HOUR_MS + 7 * 60_000 + 1
    engine = Engine(callback_settings())
    simulation = Simulation(engine, scene, Random(seed), facts.append, rates=ROUGH)
    simulation.run(MONDAY_MS, now_ms)
    facts = [fact for fact in facts if fact.at_ms <= now_ms]
    return records_of(facts), spans_of(facts), now_ms


def records_of(facts: Sequence[Fact]) -> list[Record]:
    found: dict[str, Record] = {}
    for fact in facts:
        if isinstance(fact, ContactFact):
            new = Record(tenant=fact.tenant, contact_id=fact.contact_id)
            apply(found.setdefault(fact.contact_id, new), fact)
    return list(found.values())


def spans_of(facts: Sequence[Fact]) -> list[Span]:
    spans = Spans()
    for fact in facts:
        if isinstance(fact, AgentStateChanged):
            spans.apply(fact)
    return list(spans.written.values())


def stored(folder: Path, records: Sequence[Record], spans: Sequence[Span], now_ms: int) -> Duck:
    store = Store(folder, "t")
    moments = [one.arrived_ms for one in records] + [one.start_ms for one in spans] + [now_ms]
    with store.writing() as writer:
        for day_ms in days_of(min(filter(None, moments)), now_ms + 1):
            to_ms = day_ms + DAY_MS
            rows = flatten(one for one in records if day_ms <= one.arrived_ms < to_ms)
            rows["spans"] = flatten_spans(spans, from_ms=day_ms, to_ms=to_ms, now_ms=now_ms)
            tables = {name: table_of(name, some) for name, some in rows.items()}
            writer.put(day_ms, tables, read_ms=now_ms)
    return Duck(folder, "t", threads=1)


def columnar(duck: Duck, asked: Asked) -> Totals:
    return duck.totals(asked)


def folded(asked: Asked, records: Sequence[Record], spans: Sequence[Span]) -> Totals:
    edges = asked.edges

    def next_bucket(at_ms: int) -> int:
        place = bisect_right(edges, at_ms)
        return edges[place] if place < len(edges) else 2**62

    view = View(
        attribution=asked.attribution,
        grains=frozenset({asked.grain}),
        configuration=asked.configuration,
        next_bucket=next_bucket,
        now_ms=asked.now_ms,
    )
    parts = [one for record in records for one in contributions(record, asked.rules, view)]
    for span in spans:
        parts += [
            one
            for one in clipped(
                span,
                from_ms=asked.from_ms,
                to_ms=asked.to_ms,
                now_ms=asked.now_ms,
                next_bucket=next_bucket,
            )
            if one.grain == asked.grain
        ]
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in parts:
        if asked.from_ms <= one.at_ms < asked.to_ms and one.value:
            bucket = edges[bisect_right(edges, one.at_ms) - 1]
            found[bucket, one.key][one.component] += one.value
    return {place: dict(sums) for place, sums in found.items()}

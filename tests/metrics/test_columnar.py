"""The flat tables and DuckDB give what the fold of records gives: every component, at every grain."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from tests.effort import cases
from tests.metrics.columns import MONDAY_MS, columnar, folded, simulated, stored
from tests.metrics.test_laws import CONTACTS, HALF, START

from callfloor.contacts.record import Record
from callfloor.kit.errors import InvalidError
from callfloor.metrics.columnar.asking import Asked, check, edges_of
from callfloor.metrics.configuration import Configuration
from callfloor.metrics.days import day_start_ms
from callfloor.metrics.view import ATTRIBUTIONS, GRAINS, Attribution, Grain, Thresholds

ZONE = "Europe/Madrid"
RULES = {"x": Thresholds(600_000, 300_000), "": Thresholds(60_000, 30_000)}
OTHER = Configuration(
    sl_threshold_strict=True,
    queue_include_post_transfer=False,
    cph_include_consult=True,
    fcr_transfer_breaks=True,
    ring_cycle_ms=4_500,
    transfer_exclude_targets=frozenset({"survey"}),
)
DEEP: tuple[Grain, ...] = ("centre", "queue", "agent")
"""The others count as one of these does, under another key; compiling an expression takes its time."""


_FROM = day_start_ms(MONDAY_MS, ZONE)
EDGES = edges_of("half_hour", ZONE, _FROM, _FROM + 96 * HALF)


def _compare(seed: int, grain: Grain, attribution: Attribution, folder: Path) -> None:
    records, spans, now_ms = simulated(seed)
    assert len(records) > 60
    assert any(len(one.segments) > 1 for one in records)
    assert any(one.direction == "callback" for one in records)
    asked = Asked(
        grain=grain,
        edges=EDGES,
        now_ms=now_ms,
        attribution=attribution,
        rules={"sales": Thresholds(5_000, 10_000)},
    )
    wanted = folded(asked, records, spans)
    assert wanted
    assert columnar(stored(folder, records, spans, now_ms), asked) == wanted


@pytest.mark.parametrize("grain", GRAINS)
def test_a_day_with_transfers_callbacks_and_restarts_gives_the_same_components(
    grain: Grain, tmp_path: Path
) -> None:
    for seed in range(cases(3, quick=1)):
        _compare(seed, grain, "default", tmp_path / str(seed))


@pytest.mark.thorough
@pytest.mark.parametrize("grain", DEEP)
@pytest.mark.parametrize("attribution", ATTRIBUTIONS)
def test_so_it_is_in_every_attribution(
    grain: Grain, attribution: Attribution, tmp_path: Path
) -> None:
    _compare(3, grain, attribution, tmp_path)


@pytest.mark.thorough
@pytest.mark.parametrize("grain", DEEP)
@given(records=CONTACTS)
@settings(
    max_examples=cases(12, quick=2),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_contacts_of_any_shape_give_the_same_components(
    tmp_path: Path, grain: Grain, records: list[Record]
) -> None:
    duck = stored(tmp_path, records, [], START + 8 * HALF)
    for attribution in ("default", "cohort", "event"):
        asked = Asked(
            grain=grain,
            edges=(START, START + HALF, START + 3 * HALF, START + 9 * HALF),
            now_ms=START + 8 * HALF,
            attribution=attribution,
            configuration=OTHER,
            rules=RULES,
        )
        assert columnar(duck, asked) == folded(asked, records, [])


@pytest.mark.parametrize(
    ("day", "count"), [(1_774_738_800_000, 46), (1_792_879_200_000, 50), (1_774_652_400_000, 48)]
)
def test_half_hours_of_a_local_day_follow_the_clock(day: int, count: int) -> None:
    from_ms = day_start_ms(day, ZONE)
    to_ms = day_start_ms(from_ms + 30 * 3_600_000, ZONE)
    edges = edges_of("half_hour", ZONE, from_ms, to_ms)
    assert len(edges) == count + 1
    assert all(after - before == HALF for before, after in pairwise(edges))
    assert edges_of("day", ZONE, from_ms, to_ms) == (from_ms, to_ms)


def test_buckets_that_do_not_rise_are_refused() -> None:
    for edges in ((0,), (0, 0), (1_000, 2_000, 900_000)):
        with pytest.raises(InvalidError, match="quarter of an hour"):
            check(Asked(grain="queue", edges=edges, now_ms=0))

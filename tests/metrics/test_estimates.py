"""Estimated waits of a past period against what then happened."""

import asyncio
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.api.sample import Story
from tests.centre.conftest import SMALL
from tests.centre.test_commands import Cli, cli

from callfloor.contacts import projector
from callfloor.events.contacts import ContactQueued
from callfloor.journal.port import Entry
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError
from callfloor.metrics import estimates
from callfloor.metrics.estimates import EstimateError, errors_of

__all__ = ["cli"]
T = 1_774_170_000_000
S = 1_000
HOUR_MS = 3_600 * S


def _entries(tenant: str) -> list[Entry]:
    """Waits of 60, 90 and 120 s in sales, each told as 100 s; one not told, one that gave up."""
    story = Story(tenant)
    for number, wait_s in enumerate((60, 90, 120)):
        story.whole(T + number * S, "sales", "maria", wait_s * S, 60 * S, contact_id=f"c{number}")
    story.whole(T + 9 * S, "support", "chen", 30 * S, 60 * S, contact_id="silent")
    story.arrive(T, "sales", contact_id="gone")
    story.leave("gone", T + 300 * S, "sales", "abandoned")
    return [
        Entry(id=one.id, fact=msgspec.structs.replace(one.fact, wait_estimate_ms=100 * S))
        if isinstance(one.fact, ContactQueued) and one.fact.contact_id != "silent"
        else one
        for one in story.entries()
    ]


async def _fill(database: Database, tenant: str) -> None:
    await PostgresJournal(database).append(_entries(tenant))
    await projector.projection(database).catch_up()


SALES = EstimateError(
    queue_id="sales", estimates=3, near=2, mean_ms=23_333, median_ms=20_000, p90_ms=40_000,
    bias_ms=10_000,
)  # fmt: skip


async def test_who_waited_and_was_answered_counts_and_nobody_else(database: Database) -> None:
    await _fill(database, "demo")
    assert await estimates.ask(database, "demo", T - HOUR_MS, T + HOUR_MS) == [SALES]
    assert await estimates.ask(database, "demo", T + HOUR_MS, T + 2 * HOUR_MS) == []
    assert await estimates.ask(database, "other", T - HOUR_MS, T + HOUR_MS) == []
    for wrong in (T, T - 1, T + 400 * 24 * HOUR_MS):
        with pytest.raises(InvalidError, match="period"):
            await estimates.ask(database, "demo", T, wrong)


def test_the_command_line_tells_the_same(cli: Cli, database_url: str, tmp_path: object) -> None:
    path = f"{tmp_path}/shop.yaml"
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - a path as a person types it
        file.write(SMALL)
    assert cli("apply", path).returncode == 0

    async def fill() -> None:
        base = Database(database_url)
        await _fill(base, "shop")
        await base.close()

    asyncio.run(fill())
    asked = ("indicators", "estimates", "--from", "2026-03-20", "--to", "2026-03-24")
    told = cli(*asked, "--json")
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["queues"] == [msgspec.to_builtins(SALES)]
    assert "sales" in cli(*asked).stdout


_TOLD = st.tuples(
    st.sampled_from(["a", "b"]), st.tuples(st.integers(0, 10**7), st.integers(0, 10**7))
)


@given(st.lists(_TOLD, max_size=40))
def test_the_figures_of_an_error_hold_together(told: list[tuple[str, tuple[int, int]]]) -> None:
    found = errors_of(told)
    assert sum(one.estimates for one in found) == len(told)
    assert [one.queue_id for one in found] == sorted({queue_id for queue_id, _ in told})
    for one in found:
        assert 0 <= one.median_ms <= one.p90_ms
        assert abs(one.bias_ms) <= one.mean_ms + 1
        assert 0 <= one.near <= one.estimates
    assert errors_of(reversed(told)) == found

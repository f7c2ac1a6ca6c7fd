"""The soak in small: the same people, faults and accounts as `bench/soak.py`, for a minute and a half."""

import pytest
from bench.soak import Plan, soak

pytestmark = [pytest.mark.real, pytest.mark.timeout(400)]


async def test_pain_1_and_2_a_soak_with_kills_leaves_nothing_stuck_and_nothing_uncounted() -> None:
    found = await soak(Plan(seconds=80, rate=3, agents=25, restart_every_s=30))
    assert found.wrong == []
    assert found.restarts >= 2
    assert found.placed == 240
    assert found.counts["answered"] > 60
    assert found.counts["abandoned"] > 10
    assert found.counts["rings_ended"] > 25
    assert min(found.holds, found.transfers) > 3

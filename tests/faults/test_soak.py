"""The soak in small: the same people, faults and accounts as `bench/soak.py`, for a minute and a half."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.real, pytest.mark.timeout(400)]


def test_pain_1_and_2_a_soak_with_kills_leaves_nothing_stuck_and_nothing_uncounted() -> None:
    words = ("--minutes", "1.34", "--rate", "3", "--agents", "25", "--restart-every-s", "30")
    done = subprocess.run(
        (sys.executable, "-m", "bench.soak", *words, "--json"),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        timeout=360,
        check=False,
    )
    told = done.stdout.decode()
    found = json.loads(told[told.index("{\n") :])
    assert found["wrong"] == []
    assert done.returncode == 0
    assert found["restarts"] >= 2
    assert found["placed"] == 241
    assert found["counts"]["answered"] > 60
    assert found["counts"]["abandoned"] > 10
    assert found["counts"]["rings_ended"] > 25
    assert min(found["holds"], found["transfers"]) > 3

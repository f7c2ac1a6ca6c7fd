"""The soak in small: the same people, faults and accounts as `bench/soak.py`, for five minutes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.real, pytest.mark.timeout(700)]


def test_pain_1_and_2_a_soak_with_kills_leaves_nothing_stuck_and_nothing_uncounted() -> None:
    words = ("--minutes", "5", "--rate", "3", "--agents", "25", "--restart-every-s", "60")
    done = subprocess.run(
        (sys.executable, "-m", "bench.soak", *words, "--json"),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        timeout=640,
        check=False,
    )
    told = done.stdout.decode()
    found = json.loads(told[told.index("{\n") :])
    assert found["wrong"] == []
    assert done.returncode == 0
    assert found["restarts"] >= 4
    assert found["placed"] == 900
    assert found["counts"]["answered"] > 250
    assert found["counts"]["abandoned"] > 50
    assert found["counts"]["rings_ended"] > 100
    assert min(found["holds"], found["transfers"]) > 12

"""A drawn year: the same seed gives the same rows, and what belongs together holds."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from callfloor.cli import app
from callfloor.facts import generate
from callfloor.facts.generate import Day, _days
from callfloor.facts.tables import SCHEMAS
from callfloor.metrics.columnar.asking import Asked
from callfloor.metrics.columnar.duck import Duck

DAY = 86_400_000


def test_a_year_is_written_and_its_figures_hold_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generate, "DAYS", 12)
    words = ["facts", "generate", str(tmp_path), "--contacts", "2000", "--seed", "3", "--json"]
    run = CliRunner().invoke(app, words)
    assert run.exit_code == 0, run.output
    assert '"days": 12' in run.output
    assert '"contacts": 2000' in run.output
    edges = (1_735_689_600_000, 1_735_689_600_000 + 367 * DAY)
    duck = Duck(tmp_path, "generated")
    for grain in ("centre", "queue"):
        sums = duck.read(Asked(grain=grain, edges=edges, now_ms=edges[1])).to_pylist()
        total = {name: sum(row[name] for row in sums) for name in sums[0] if name not in ("key",)}
        fates = ("answered", "abandoned", "flow_out", "callback_requested", "open")
        assert total["offered"] == sum(total[fate] for fate in fates)
        if grain == "centre":
            menu = ("self_service", "ivr_abandoned", "closed_hours", "system_dropped")
            assert total["received"] == total["offered"] + sum(total[one] for one in menu)
            assert total["received"] + total["blocked"] == 2_000
            handle_ms = total["talk_ms"] + total["hold_ms"] + total["wrap_up_ms"]
            assert total["contact_handle_ms"] == handle_ms
    duck.close()


def test_the_same_seed_gives_the_same_day_in_the_shape_of_the_tables() -> None:
    import numpy as np

    (day_ms, count), *_ = _days(100_000, 5)
    one, other = (Day(np.random.default_rng(9), day_ms, count, 40).tables() for _ in range(2))
    assert one == other
    assert {name: table.schema for name, table in one.items()} == SCHEMAS
    assert one["pieces"].num_rows > one["segments"].num_rows > 0
    assert sum(count for _, count in _days(100_000, 5)) == 100_000


def test_a_company_that_cannot_be_is_refused(tmp_path: Path) -> None:
    words = ["facts", "generate", str(tmp_path), "--contacts", "2000", "--tenant", "../x"]
    run = CliRunner().invoke(app, words)
    assert run.exit_code != 0
    assert not list(tmp_path.iterdir())

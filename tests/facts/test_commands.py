"""`facts rebuild` as a person types it, against a real database."""

import asyncio
import json
import logging
from pathlib import Path

import pytest
import structlog
from tests.metrics.columns import simulated

from callfloor.cli import main
from callfloor.contacts import projector
from callfloor.contacts.row import row_of
from callfloor.facts.store import Store
from callfloor.identity.tenants import put_tenant
from callfloor.kit.db import Database
from callfloor.metrics.columnar import summing


async def _filled(url: str) -> int:
    records, _, _ = simulated(1)
    there = [row_of(one) for one in records if one.arrived_ms]
    base = Database(url, connections_max=2)
    async with base.session("demo") as session:
        await put_tenant(
            session, "demo", name="Demo", zone="Europe/Madrid", country="ES", language="es"
        )
        await session.execute(projector._UPSERT, there)
    await base.close()
    return len(there)


def test_the_files_are_made_below_the_folder_of_state(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    count = asyncio.run(_filled(database_url))
    monkeypatch.setenv("CALLFLOOR_DATABASE_URL", database_url)
    monkeypatch.setenv("CALLFLOOR_HOME", str(tmp_path))
    monkeypatch.setattr(summing, "GRAINS", ("queue",))
    try:
        words = ["facts", "rebuild", "--from", "2025-11-10", "--to", "2025-11-19", "--json"]
        assert main(words) == 0, capsys.readouterr().err
        found = json.loads(capsys.readouterr().out)
        assert found["rows"]["contacts"] == count
        assert found["first_day"] == "2025-11-09"
        contents = Store(tmp_path / "facts", "demo").contents()
        assert contents.days["2025-11-17"].rows["contacts"] == count
        assert main(["facts", "status", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["days"], told["days_with_sums"]) == (10, 10)
        assert main(["facts", "rebuild", "--from", "never"]) != 0
        assert "is no time" in capsys.readouterr().err
        assert Store(tmp_path / "facts", "demo").contents() == contents
    finally:
        # The command has set up logging to a stream that ends with this test.
        structlog.reset_defaults()
        structlog.contextvars.clear_contextvars()
        logging.getLogger().handlers.clear()

"""`recordings …` as a person types it, against a real database."""

import asyncio
import json
from pathlib import Path

from tests.centre.conftest import SMALL
from tests.centre.test_commands import Cli, cli
from tests.contacts.test_holds import Shelf

from callfloor.kit.db import Database

__all__ = ["cli"]


def _fill(database_url: str, tenant: str, folder: Path) -> None:
    async def fill() -> None:
        database = Database(database_url)
        await Shelf(database, folder).fill(tenant)
        await database.close()

    asyncio.run(fill())


def test_what_would_go_is_told_held_and_let_go(cli: Cli, database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    rule = "retention_rules:\n  all: {name: Ten days, days: 10}\n"
    path.write_text(f"{SMALL}\n{rule}", encoding="utf-8")
    assert cli("apply", str(path)).returncode == 0
    _fill(database_url, "shop", tmp_path)

    told = json.loads(cli("recordings", "retention", "--json").stdout)
    assert (told["recordings"], told["held"], told["removed"]) == (6, 0, None)
    held = cli("recordings", "hold", "--queue", "sales", "--reason", "Case 17", "--json")
    assert held.returncode == 0, held.stderr
    hold = json.loads(held.stdout)
    assert hold["contacts"] == 3
    told = json.loads(cli("recordings", "retention", "--json").stdout)
    assert (told["recordings"], told["held"]) == (3, 3)
    assert "Case 17" in cli("recordings", "holds").stdout
    assert json.loads(cli("recordings", "retention", "--remove", "--json").stdout)["removed"] == 3
    nothing = cli("recordings", "release", hold["id"])
    assert nothing.returncode == 1
    assert nothing.stderr.startswith("Say why")
    assert cli("recordings", "release", hold["id"], "--reason", "closed").returncode == 0
    assert json.loads(cli("recordings", "retention", "--json").stdout)["recordings"] == 3
    nobody = cli("recordings", "hold", "nobody", "--reason", "Case 17")
    assert (nobody.returncode, nobody.stderr) == (1, "There is no contact nobody.\n")

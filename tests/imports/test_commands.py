"""`facts import` as a person types it, against a real database."""

import json
from pathlib import Path

from tests.centre.conftest import SMALL
from tests.centre.test_commands import Cli

CORRECT = (
    "agent_id,start,end,activity,productive\nmaria,2026-03-02 09:00,2026-03-02 17:00,calls,yes\n"
)
WRONG = CORRECT + "maria,2026-03-03 17:00,2026-03-03 09:00,calls,yes\n"


def test_a_file_is_tried_refused_by_line_brought_in_and_the_same_again(
    cli: Cli, tmp_path: Path
) -> None:
    centre, file = tmp_path / "shop.yaml", tmp_path / "plan.csv"
    centre.write_text(SMALL, encoding="utf-8")
    assert cli("apply", str(centre)).returncode == 0
    words = ("facts", "import", "schedules", str(file))
    file.write_text(WRONG, encoding="utf-8")
    refused = cli(*words, "--json")
    assert refused.returncode == 1
    assert "Nothing was imported. Line 3, end" in refused.stderr
    assert json.loads(refused.stdout)["wrong"][0]["code"] == "negative_duration"
    file.write_text(CORRECT, encoding="utf-8")
    tried = json.loads(cli(*words, "--dry-run", "--json").stdout)
    assert (tried["new"], tried["import_id"]) == (1, "")
    made = json.loads(cli(*words, "--json").stdout)
    assert (made["new"], made["import_id"] != "") == (1, True)
    assert "1 rows: 0 new, 0 changed, 1 the same, 0 wrong" in cli(*words).stdout


def test_a_kind_that_there_is_not_is_told_with_those_there_are(cli: Cli, tmp_path: Path) -> None:
    said = cli("facts", "import", "gifts", str(tmp_path))
    assert said.returncode == 2
    assert "costs, shifts, punches" in said.stderr

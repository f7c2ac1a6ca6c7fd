"""`facts import` as a person types it, against a real database."""

import json
from pathlib import Path

from tests.centre.conftest import SMALL
from tests.centre.test_commands import Cli
from tests.imports.queue_logs import MORNING, log

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


def test_logs_of_an_asterisk_are_brought_in_together_under_our_names(
    cli: Cli, tmp_path: Path
) -> None:
    centre, logs = tmp_path / "shop.yaml", [tmp_path / "queue_log.1", tmp_path / "queue_log"]
    centre.write_text(SMALL, encoding="utf-8")
    assert cli("apply", str(centre)).returncode == 0
    logs[0].write_bytes(log(*MORNING[:7]))
    logs[1].write_bytes(log(*MORNING[7:]))
    words = ["facts", "import", "--queue-log", str(logs[0]), "--queue-log", str(logs[1]), "--json"]
    words += ["--rename", "600=sales, support=sales", "--rename", "201=maria"]
    made = json.loads(cli(*words).stdout)
    assert (made["kind"], made["new"], made["wrong_count"]) == ("queue_log", 7, 0)
    both = cli("facts", "import", "costs", "--queue-log", str(logs[0]))
    assert both.returncode == 2
    assert "or logs" in both.stderr

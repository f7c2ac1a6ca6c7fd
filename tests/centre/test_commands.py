"""`apply`, `export` and `users` as a person types them, against a real database."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
import structlog

from callfloor.cli import main

from .conftest import SMALL


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Cli = Callable[..., Done]


@pytest.fixture
def cli(
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Cli]:
    monkeypatch.setenv("CALLFLOOR_DATABASE_URL", database_url)
    monkeypatch.setenv("CALLFLOOR_HOME", str(tmp_path / "home"))

    def run(*words: str, given: str = "") -> Done:
        monkeypatch.setattr(sys, "stdin", StringIO(given))
        capsys.readouterr()
        code = main(list(words))
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    yield run
    # The command has set up logging to a stream that ends with this test.
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
    logging.getLogger().handlers.clear()


def test_a_centre_goes_in_and_comes_out(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "shop.yaml"
    path.write_text(SMALL, encoding="utf-8")
    dry = cli("apply", str(path), "--dry-run", "--json")
    assert dry.returncode == 0, dry.stderr
    assert {change["action"] for change in json.loads(dry.stdout)["changes"]} == {"create"}
    first = cli("apply", str(path))
    assert "+ queues sales" in first.stdout
    assert first.stdout.endswith("13 changes made.\n")
    assert cli("apply", str(path)).stdout == "Nothing differs.\n"
    exported = cli("export")
    assert cli("apply", "-", "--prune", given=exported.stdout).stdout == "Nothing differs.\n"
    other = SMALL.replace("Team one", "Team two")
    assert '    name: "Team one" → "Team two"\n' in cli("apply", "-", given=other).stdout


def test_errors_say_the_line_and_change_nothing(cli: Cli) -> None:
    refused = cli("apply", "-", given=SMALL.replace("team: one", "team: nobody"))
    assert refused.returncode == 1
    assert "line 14, column 5: there is no team 'nobody' among the teams" in refused.stderr
    assert "1 error in -; nothing was changed." in refused.stderr
    assert cli("export").returncode == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("apply", "/nowhere.yaml"), "cannot be read"),
        (("export", "--tenant", "*"), "no company's id"),
        (("export", "--tenant", "ghost"), "There is no tenant 'ghost'"),
        (("users", "list"), "Name the company"),
        (("users", "add", "x", "--role", "king", "--tenant", "ghost"), "There is no tenant"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    cli: Cli, words: tuple[str, ...], sentence: str
) -> None:
    refused = cli(*words)
    assert refused.returncode == 1
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_first_people_of_a_company_are_made_here(cli: Cli) -> None:
    cli("apply", "-", given=SMALL)
    made = cli("users", "add", "maria", "--role", "agent", "--json")
    assert len(json.loads(made.stdout)["password"]) >= 16
    assert "already" in cli("users", "add", "maria", "--role", "agent").stderr
    assert "roles: choose" in cli("users", "add", "x", "--role", "king").stderr
    (user,) = json.loads(cli("users", "list", "--json").stdout)
    assert (user["login"], user["agent_id"], user["roles"]) == ("maria", "maria", ["agent"])
    assert "has the password" in cli("users", "password", "maria").stdout
    assert "Nobody logs in" in cli("users", "password", "ghost").stderr

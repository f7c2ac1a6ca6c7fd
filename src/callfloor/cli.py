"""The command line: `callfloor COMMAND`. What each command does stands in `commands/`.

Exit codes: 0 well, 1 failed, 2 wrong words, 3 the machine lacks something.
"""

import sys
import tempfile
import traceback

import typer
from pydantic import ValidationError

from callfloor.commands import (
    alerts,
    centre,
    contacts,
    demo,
    facts,
    floor,
    indicators,
    machine,
    recordings,
    reports,
    users,
)
from callfloor.kit.errors import CallfloorError, SetupError

EXIT_FAILED = 1
EXIT_SETUP = 3

app = typer.Typer(
    help="Callfloor, an open contact centre. Settings are variables CALLFLOOR_… of the environment.",
    epilog="Exit codes: 0 well, 1 failed, 2 wrong words, 3 the machine lacks something.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for noun in (
    machine, floor, demo, centre, users, contacts, recordings, indicators, reports, alerts, facts,
):  # fmt: skip
    noun.register(app)


def main(words: list[str] | None = None) -> int:
    """Run a command; a person gets a sentence where something is wrong, never a traceback."""
    try:
        app(words, prog_name="callfloor")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except CallfloorError as error:
        sys.stderr.write(f"{error.message}\n")
        return EXIT_SETUP if isinstance(error, SetupError) else EXIT_FAILED
    except ValidationError as error:
        sys.stderr.writelines(_settings_sentences(error))
        return EXIT_SETUP
    except Exception as error:
        sys.stderr.write(_unexpected(error))
        return EXIT_FAILED
    return 0


def _settings_sentences(error: ValidationError) -> list[str]:
    """A setting of the environment that does not fit, one sentence each."""
    lines = []
    for fault in error.errors():
        name = f"CALLFLOOR_{'_'.join(str(part) for part in fault['loc']).upper()}"
        lines.append(f"{name} does not fit: {fault['msg']}. Correct it and start again.\n")
    return lines


def _unexpected(error: Exception) -> str:
    """A fault of ours: a sentence on the screen, where it happened in a file of its own."""
    text = "".join(traceback.format_exception(error))
    with tempfile.NamedTemporaryFile(
        "w", prefix="callfloor-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    last = traceback.format_exception_only(error)[-1].strip()
    return f"Something went wrong that should not have: {last} (all about it: {file.name})\n"

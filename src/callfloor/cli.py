"""The command line: `callfloor COMMAND`. What each command does stands in `commands/`.

Exit codes: 0 well, 1 failed, 2 wrong words, 3 the machine lacks something.
"""

import sys

import typer

from callfloor.commands import floor, machine
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
for noun in (machine, floor):
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
    return 0

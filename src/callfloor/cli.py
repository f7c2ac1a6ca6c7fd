"""The command line: `callfloor COMMAND`. What each command does stands in `commands/`.

Exit codes: 0 well, 1 failed, 2 wrong words, 3 the machine lacks something.
"""

import os
import sys

import click
import typer

from callfloor.commands import machine
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
for noun in (machine,):
    noun.register(app)


def main(words: list[str] | None = None) -> int:
    """Run a command; a person gets a sentence where something is wrong, never a traceback."""
    try:
        code = app(words, prog_name="callfloor", standalone_mode=False)
    except CallfloorError as error:
        sys.stderr.write(f"{error.message}\n")
        return EXIT_SETUP if isinstance(error, SetupError) else EXIT_FAILED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        sys.stderr.write("Stopped.\n")
        return EXIT_FAILED
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; nothing is left to tell it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    return code if isinstance(code, int) else 0

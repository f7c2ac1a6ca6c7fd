"""`facts …`: what the figures are made of."""

import typer

from callfloor.commands.imports import import_

app = typer.Typer(help="The facts behind the figures.", no_args_is_help=True)
app.command("import")(import_)


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="facts")

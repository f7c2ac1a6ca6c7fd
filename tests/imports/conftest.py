"""What the tests of imports ask for."""

from tests.centre.test_commands import Cli, cli

__all__ = ["Cli", "cli"]

"""The faults' fixtures. Each module has an installation of its own, for it does it harm."""

from collections.abc import Iterator

import pytest
from tests.running.fixtures import (
    media,
    pytest_runtest_makereport,
    pytest_terminal_summary,
    street,
)
from tests.running.installation import Installation

__all__ = ["media", "pytest_runtest_makereport", "pytest_terminal_summary", "street"]


@pytest.fixture(scope="module")
def centre() -> Iterator[Installation]:
    """A running installation that the tests of one module may harm, one after the other."""
    one = Installation()
    try:
        one.start()
        yield one
    finally:
        one.stop()

"""Fixtures of the tests with real processes; the conftest of each such folder takes them in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.running import figures
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street


@pytest.fixture(scope="session")
def centre() -> Iterator[Installation]:
    """One running installation for all tests of this process; not to be harmed."""
    one = Installation()
    try:
        one.start()
        yield one
    finally:
        one.stop()


@pytest.fixture
def media() -> Iterator[Media]:
    one = Media()
    try:
        yield one
    finally:
        one.close()


@pytest.fixture
def street(centre: Installation, tmp_path: Path) -> Iterator[Street]:
    """Customers and phones of one test, gone after it."""
    one = Street(centre.sip_port, tmp_path)
    try:
        yield one
    finally:
        one.stop()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Show the ends of all logs beside a failure."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.failed and isinstance(item, pytest.Function):
        for one in item.funcargs.values():
            if isinstance(one, Installation):
                report.sections.append(("logs of the installation", one.logs()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = figures.take()
    if told:
        terminalreporter.section("measured")
    for figure in told:
        terminalreporter.write_line(figure)

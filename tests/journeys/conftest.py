"""The journeys' fixtures: one installation for all of them, and Chromium with a voice."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from tests import gentle
from tests.journeys.pages import Console, Desk
from tests.journeys.window import open_windows
from tests.running.fixtures import (
    centre,
    media,
    pytest_runtest_makereport,
    pytest_terminal_summary,
    street,
)
from tests.running.installation import Installation
from tests.running.tones import AGENT_HZ, CALLER_HZ, bursts, irregular_onsets, to_wav

from callfloor.machine import testing_tools

__all__ = ["centre", "media", "pytest_runtest_makereport", "pytest_terminal_summary", "street"]

_MICROPHONE_HZ = 48_000
_MICROPHONE_S = 8.0


@pytest.hookimpl(specname="pytest_runtest_makereport", wrapper=True)
def show_the_windows(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Beside a failure, what the windows show."""
    report = yield
    if report.failed:
        report.sections.insert(0, ("browser windows", open_windows()))
    return report


@pytest.fixture
def alone() -> Iterator[None]:
    """Nothing computes beside this test: it measures milliseconds in a sound."""
    with gentle.hushed():
        yield


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as one:
        yield one


def _launch(playwright: Playwright, folder: Path, pitch_hz: float) -> Browser:
    """Chromium whose microphone gives bursts of one pitch, again and again."""
    wav = folder / "microphone.wav"
    sound = bursts(pitch_hz, irregular_onsets(0.3, 7), _MICROPHONE_S, _MICROPHONE_HZ)
    wav.write_bytes(to_wav(sound, _MICROPHONE_HZ))
    return playwright.chromium.launch(
        executable_path=str(testing_tools.chromium()),
        args=[
            "--use-fake-device-for-media-stream=display-media-type=browser",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-audio-capture={wav}",
            "--autoplay-policy=no-user-gesture-required",
            "--disable-audio-output",  # there is no loudspeaker; pages play all the same
            "--disable-gpu",
        ],
    )


@pytest.fixture(scope="session")
def browser(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The agents' Chromium, one for all: each start would read and compile the whole console anew."""
    one = _launch(playwright, tmp_path_factory.mktemp("agent"), AGENT_HZ)
    yield one
    one.close()


@pytest.fixture
def visitor_browser(playwright: Playwright, tmp_path: Path) -> Iterator[Browser]:
    """A customer's Chromium, with the caller's pitch."""
    one = _launch(playwright, tmp_path, CALLER_HZ)
    yield one
    one.close()


@pytest.fixture
def desk(browser: Browser, centre: Installation) -> Iterator[Callable[[str], Desk]]:
    """Logs an agent in and ready; afterwards the agent takes no calls any more."""
    opened: list[tuple[str, Desk]] = []

    def open_desk(login: str) -> Desk:
        one = Desk(browser, centre.url)
        opened.append((login, one))
        one.log_in(login)
        one.go_ready()
        return one

    yield open_desk
    for login, one in opened:
        one.close()
        centre.send_home(login)


@pytest.fixture
def console(browser: Browser, centre: Installation) -> Iterator[Callable[[str], Console]]:
    """Logs somebody in who takes no calls."""
    opened: list[Console] = []

    def open_console(login: str) -> Console:
        one = Console(browser, centre.url)
        opened.append(one)
        one.log_in(login)
        return one

    yield open_console
    for one in opened:
        one.close()


@pytest.fixture(scope="session")
def quality(centre: Installation) -> httpx.Client:
    """The API as somebody who may see and hear every contact."""
    return centre.client("quality")

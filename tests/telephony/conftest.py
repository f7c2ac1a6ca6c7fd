"""A real Asterisk for each test, a trunk for SIPp on 127.0.0.1, and the adapter listening."""

import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from tests.asterisk_fixture import AsteriskProcess, Ear, running
from tests.running.fixtures import pytest_terminal_summary
from tests.running.media import Media
from tests.running.sipp import Street

from callfloor.telephony import port
from callfloor.telephony.asterisk.adapter import AsteriskTelephony
from callfloor.telephony.asterisk.install import AsteriskInstall, espeak_command, find_or_install
from callfloor.telephony.asterisk.speech import Espeak

__all__ = ["pytest_terminal_summary"]

TRUNK = port.Trunk(tenant="shop", trunk_id="street", matches=("127.0.0.1",))


@pytest.fixture(scope="session")
def asterisk_install() -> AsteriskInstall:
    return find_or_install()


@pytest.fixture
def asterisk(tmp_path: Path, asterisk_install: AsteriskInstall) -> Iterator[AsteriskProcess]:
    with running(tmp_path, asterisk_install) as process:
        yield process


@pytest.fixture
def street(asterisk: AsteriskProcess, tmp_path: Path) -> Iterator[Street]:
    """SIPp customers and phones."""
    street = Street(asterisk.settings.sip_port, tmp_path / "street")
    yield street
    street.stop()


@pytest.fixture
def media() -> Iterator[Media]:
    media = Media()
    yield media
    media.close()


class Controller:
    """One adapter on an Asterisk, with its ear; `again` is a new process's view of the same."""

    def __init__(self, asterisk: AsteriskProcess) -> None:
        self.ear = Ear()
        self.telephony = AsteriskTelephony(asterisk.settings, Espeak(espeak_command))

    async def start(self) -> None:
        await self.telephony.put_trunks((TRUNK,))
        await self.telephony.start(self.ear)
        await self.ear.until(port.TelephonyUp)


@pytest.fixture
async def controllers(asterisk: AsteriskProcess) -> AsyncIterator[list[Controller]]:
    """Every controller made by a test is stopped at its end."""
    made: list[Controller] = []
    yield made
    for one in made:
        with contextlib.suppress(Exception):
            await one.telephony.stop()


@pytest.fixture
async def controller(asterisk: AsteriskProcess, controllers: list[Controller]) -> Controller:
    one = Controller(asterisk)
    controllers.append(one)
    await one.start()
    return one

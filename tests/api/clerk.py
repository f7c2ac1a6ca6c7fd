"""The clerk of a house: issues, judges and sends when a test says so, as its process does by the clock."""

from tests.api.house import House

from callfloor.alerts.job import Judge
from callfloor.bootstrap.clerk import LETTERS
from callfloor.deliveries.sending import Sender
from callfloor.floor.web import Web
from callfloor.kit.settings import Settings
from callfloor.reports.issuer import Issuer


async def _nobody(_tenant: str, _number: str) -> dict[str, str]:
    return {}


async def _not_behind() -> int:
    return 0


class Clerk:
    def __init__(self, house: House, settings: Settings) -> None:
        load = house.parts.given.centre
        self.issuer = Issuer(house.database, load)
        self.judge = Judge(house.database, load, _not_behind)
        web = Web(_nobody, settings.private_host_names)
        self._sender = Sender(house.database, load, settings, web, LETTERS)

    async def look(self) -> None:
        """Issue what is due, and send all that waits."""
        await self.issuer.look()
        await self.send()

    async def send(self) -> None:
        while await self._sender.look():
            await self._sender.settled()

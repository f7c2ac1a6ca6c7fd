"""The clerk process: what is done behind the scenes by the clock, and in no caller's way.

It judges periods, issues reports, writes facts into files and sends messages. Any number may run; one
works, by an advisory lock, and another takes over when that one dies. It leaves the processor to the
floor and the API.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple

from callfloor.alarms import letter as alarm_letters
from callfloor.alerts import letter as alert_letters
from callfloor.alerts.job import Judge
from callfloor.bootstrap.tenants import TenantLoader, database
from callfloor.centre.loaded import CentreSettings
from callfloor.contacts.projector import projection as contacts_projection
from callfloor.deliveries.sending import FindLetter, Sender
from callfloor.floor.web import Web
from callfloor.kit import log
from callfloor.kit.db import CLERK, Database
from callfloor.kit.errors import NotFoundError, UnavailableError
from callfloor.kit.settings import Settings
from callfloor.kit.tasks import end
from callfloor.metrics.columnar.filing import Filing
from callfloor.metrics.presence import projection as spans_projection
from callfloor.reports import letter as report_letters
from callfloor.reports.issuer import Issuer

_RETRY_S = 2.0
_NICE = 10
LETTERS: Mapping[str, FindLetter] = {
    "alarm": alarm_letters.find,
    "alert": alert_letters.find,
    "report": report_letters.find,
}
_logger = log.get("clerk")


class Work(NamedTuple):
    """What is looked after again and again; one look of it ends when there is nothing to do."""

    name: str
    look: Callable[[], Awaitable[Any]]
    every_s: float


async def run_clerk(settings: Settings, stop: asyncio.Event) -> None:
    """All of the clerk's work, until `stop`."""
    os.nice(_NICE)
    base = database(settings, "clerk")
    loader = TenantLoader(base)

    async def centre(tenant: str) -> CentreSettings:
        found = await loader.centres(tenant)
        if not found:
            msg = f"There is no company {tenant!r}."
            raise NotFoundError(msg)
        return found[0]

    web = Web(_nobody, settings.private_host_names)
    sender = Sender(base, centre, settings, web, LETTERS)
    projections = (contacts_projection(base), spans_projection(base))

    async def behind() -> int:
        return max([await one.behind() for one in projections])

    works = (
        Work("deliveries", sender.look, 1.0),
        Work("reports", Issuer(base, centre).look, 15.0),
        Work("alerts", Judge(base, centre, behind).look, 20.0),
        Work("facts", Filing(base, settings.facts_folder, centre).look, 60.0),
    )
    try:
        await keep_working(base, works, stop)
    finally:
        await sender.close()
        await web.close()
        await base.close()


async def keep_working(base: Database, works: Sequence[Work], stop: asyncio.Event) -> None:
    """Do all of it while this process is the one that does, until `stop`."""
    working = asyncio.create_task(_work_while_leading(base, works), name="clerk")
    stopping = asyncio.create_task(stop.wait(), name="stop")
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    await end((working, stopping))
    if not working.cancelled():
        working.result()


async def _work_while_leading(base: Database, works: Sequence[Work]) -> None:
    while True:
        async with base.lead(CLERK) as lost:
            tasks = [asyncio.create_task(_keep(one), name=one.name) for one in works]
            try:
                await lost.wait()
            finally:
                await end(tasks)
        _logger.warning("another process may do the work now; this one stands by")
        await asyncio.sleep(_RETRY_S)


async def _keep(work: Work) -> None:
    """Each goes on by itself: one that fails hinders no other."""
    while True:
        try:
            await work.look()
        except UnavailableError as error:
            _logger.warning("work waits", work=work.name, error=error.message)
        except Exception:
            _logger.exception("work begins anew", work=work.name)
        await asyncio.sleep(work.every_s)


async def _nobody(_tenant: str, _number: str) -> dict[str, str]:
    """Callers are looked up by the floor; this process tells web services only."""
    return {}

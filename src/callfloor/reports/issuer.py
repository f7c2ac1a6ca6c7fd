"""Issues reports by the clock: each once for its time, whatever fails or starts anew."""

from collections.abc import Awaitable, Callable

from sqlalchemy.exc import IntegrityError

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.reports import Report
from callfloor.identity.tenants import all_tenants
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.errors import UnavailableError
from callfloor.reports.issuing import due_of, issue

_logger = log.get("reports")


class Issuer:
    def __init__(
        self, database: Database, load_centre: Callable[[str], Awaitable[CentreSettings]]
    ) -> None:
        self._database, self._load = database, load_centre

    async def look(self, at_ms: int | None = None) -> None:
        """Issue what is due now; one that fails does not keep the others."""
        at_ms = now_ms() if at_ms is None else at_ms
        for tenant in await all_tenants(self._database):
            centre = await self._load(tenant.tenant_id)
            if not centre.of(Report):
                continue
            async with self._database.session(tenant.tenant_id) as session:
                due = await due_of(session, centre, at_ms)
            for report_id, due_ms in due:
                await self._issue(centre, report_id, due_ms)

    async def _issue(self, centre: CentreSettings, report_id: str, due_ms: int) -> None:
        try:
            await issue(self._database, centre, report_id, due=due_ms)
        except IntegrityError:
            _logger.info("another process has issued it", report=report_id, due_ms=due_ms)
        except UnavailableError:
            raise
        except Exception:
            _logger.exception("a report was not issued", tenant=centre.tenant, report=report_id)

"""The one who issues reports by the clock and sends them: in one process of the installation.

What is to be sent stands in a table and is taken with a lease, so a restart loses nothing; a
message may come twice then, and bears its id.
"""

import asyncio
from collections.abc import Awaitable, Callable
from email.message import EmailMessage

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.reports import Report
from callfloor.floor.telling import post
from callfloor.floor.web import Web
from callfloor.identity.tenants import all_tenants
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.errors import UnavailableError
from callfloor.kit.mail import CannotSendError, send
from callfloor.kit.settings import Settings
from callfloor.reports.content import Content
from callfloor.reports.files import WRITERS
from callfloor.reports.issuing import due_of, issue
from callfloor.reports.models import Delivery, Issue
from callfloor.reports.words import said, span

_LOOK_S = 15.0
_RETRY_S = 5.0
_LEASE_MS = 120_000
_AT_ONCE = 10
WAITS_MS = (60_000, 300_000, 1_800_000, 7_200_000, 14_400_000)
"""After each attempt that failed; behind the last the message is given up."""
_logger = log.get("reports")


class Clerk:
    def __init__(
        self,
        database: Database,
        load_centre: Callable[[str], Awaitable[CentreSettings]],
        settings: Settings,
        web: Web,
    ) -> None:
        self._database, self._load = database, load_centre
        self._settings, self._web = settings, web

    async def run(self) -> None:
        """Work whenever no other process does, until cancelled."""
        while True:
            try:
                async with self._database.lead("reports") as lost:
                    while not lost.is_set():
                        await self.look(now_ms())
                        await asyncio.sleep(_LOOK_S)
            except UnavailableError as error:
                _logger.warning("reports wait", error=error.message)
            except Exception:
                _logger.exception("reports begin anew")
            await asyncio.sleep(_RETRY_S)

    async def look(self, at_ms: int) -> None:
        """Issue what is due, then send what waits; one that fails does not keep the others."""
        for tenant in await all_tenants(self._database):
            centre = await self._load(tenant.tenant_id)
            if not centre.of(Report):
                continue
            async with self._database.session(tenant.tenant_id) as session:
                due = await due_of(session, centre, at_ms)
            for report_id, due_ms in due:
                await self._issue(centre, report_id, due_ms)
        while await self._send_some():
            pass

    async def _issue(self, centre: CentreSettings, report_id: str, due_ms: int) -> None:
        try:
            await issue(self._database, centre, report_id, due=due_ms)
        except IntegrityError:
            _logger.info("another process has issued it", report=report_id, due_ms=due_ms)
        except UnavailableError:
            raise
        except Exception:
            _logger.exception("a report was not issued", tenant=centre.tenant, report=report_id)

    async def _send_some(self) -> int:
        taken = await self._take()
        await asyncio.gather(*(self._send(delivery, one) for delivery, one in taken))
        return len(taken)

    async def _take(self) -> list[tuple[Delivery, Issue]]:
        at_ms = now_ms()
        async with self._database.session(EVERY_TENANT) as session:
            query = (
                select(Delivery, Issue)
                .join(Issue, Issue.id == Delivery.issue_id)
                .where(Delivery.state == "waiting", Delivery.due_at_ms <= at_ms)
                .order_by(Delivery.due_at_ms)
                .limit(_AT_ONCE)
                .with_for_update(of=Delivery, skip_locked=True)
            )
            taken = [(row.Delivery, row.Issue) for row in await session.execute(query)]
            for delivery, _ in taken:
                delivery.attempts += 1
                delivery.due_at_ms = at_ms + _LEASE_MS
        return taken

    async def _send(self, delivery: Delivery, one: Issue) -> None:
        try:
            centre = await self._load(one.tenant_id)
            content = msgspec.convert(one.content, Content)
            if delivery.way == "email":
                report = centre.of(Report).get(one.report_id)
                formats: list[str] = [*report.formats] if report else ["html"]
                message = await asyncio.to_thread(mail, content, delivery, formats)
                await send(self._settings, message)
            else:
                body = msgspec.json.encode({"event": "report", "id": one.id, "report": content})
                await post(self._web, centre, delivery.target, delivery.id, body)
            state, error, due_at_ms = "sent", "", delivery.due_at_ms
        except CannotSendError as failure:
            is_over = delivery.attempts > len(WAITS_MS)
            state, error = "failed" if is_over else "waiting", str(failure)
            due_at_ms = now_ms() + (0 if is_over else WAITS_MS[delivery.attempts - 1])
            _logger.warning(
                "a report was not sent", way=delivery.way, target=delivery.target,
                attempts=delivery.attempts, error=error, over=is_over,
            )  # fmt: skip
        async with self._database.session(one.tenant_id) as session:
            kept = await session.get(Delivery, delivery.id)
            if kept is not None:
                kept.state, kept.error, kept.due_at_ms = state, error, due_at_ms
                kept.changed_at_ms = now_ms()


def mail(content: Content, delivery: Delivery, formats: list[str]) -> EmailMessage:
    """The page in the mail itself, all other formats as files beside it."""
    message = EmailMessage()
    message["To"] = delivery.target
    message["Subject"] = said("subject", content.language, name=" ".join(content.name.split()))
    message["Message-ID"] = f"<{delivery.id}@callfloor>"
    time = span(content.from_ms, content.to_ms, content.zone)
    message.set_content(f"{content.name}\n{time}\n")
    if "html" in formats:
        _, write = WRITERS["html"]
        message.add_alternative(write(content).decode("utf-8"), subtype="html")
    for one in formats:
        if one != "html":
            media, write = WRITERS[one]
            kind, subtype = media.split(";")[0].split("/")
            message.add_attachment(
                write(content), maintype=kind, subtype=subtype, filename=file_name(content, one)
            )
    return message


def file_name(content: Content, format_: str) -> str:
    """`week-2026-03-02.pdf`: the report's id, its first day, the format."""
    first = span(content.from_ms, content.from_ms + 1, content.zone)
    return f"{content.report_id}-{first}.{format_}"

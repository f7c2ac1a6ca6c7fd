"""Reports issued and kept: what was told once stays so, whatever is counted otherwise later."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.reports import Report
from callfloor.deliveries.kept import addresses, line_up
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.errors import NotFoundError
from callfloor.kit.ids import new_id
from callfloor.reports.content import Content, Maker
from callfloor.reports.models import Issue
from callfloor.reports.period import due_ms


def report_of(centre: CentreSettings, report_id: str) -> Report:
    """NotFoundError where there is no such report."""
    found = centre.of(Report).get(report_id)
    if found is None:
        msg = f"There is no report {report_id!r}."
        raise NotFoundError(msg, id=report_id)
    return found


async def issue(
    database: Database,
    centre: CentreSettings,
    report_id: str,
    *,
    due: int | None = None,
    by: Principal | None = None,
) -> str:
    """Make it, keep it and line up what is to be sent; its id. `due` is the time that has come."""
    report, at_ms = report_of(centre, report_id), now_ms()
    content = await Maker(database, centre, report_id, report, due or at_ms).make(at_ms)
    issue_id = new_id()
    async with database.session(centre.tenant) as session:
        session.add(
            Issue(
                id=issue_id, tenant_id=centre.tenant, report_id=report_id, name=report.name,
                due_ms=due, from_ms=content.from_ms, to_ms=content.to_ms, issued_ms=at_ms,
                issued_by=f"user:{by.user_id}" if by else "", issued_name=by.name if by else "",
                content=msgspec.to_builtins(content),
            )
        )  # fmt: skip
        to = addresses(report.emails, report.web_service)
        line_up(session, centre.tenant, "report", issue_id, "issued", to, at_ms)
    return issue_id


async def due_of(
    session: AsyncSession, centre: CentreSettings, at_ms: int
) -> list[tuple[str, int]]:
    """Reports whose time has come and that have not been issued for it: id and that time.

    Of several times that passed while nothing ran, only the latest is made up for.
    """
    asked = {
        key: due
        for key, report in centre.of(Report).items()
        if (due := due_ms(report, at_ms, centre.zone)) is not None
    }
    if not asked:
        return []
    query = (
        select(Issue.report_id, func.max(Issue.due_ms))
        .where(Issue.tenant_id == centre.tenant, Issue.report_id.in_(asked))
        .group_by(Issue.report_id)
    )
    last = {row[0]: row[1] or 0 for row in await session.execute(query)}
    return [(key, due) for key, due in asked.items() if last.get(key, 0) < due]


async def issues_of(
    session: AsyncSession, report_id: str, *, before_ms: int | None, limit: int
) -> Sequence[Issue]:
    """The latest first, those before a moment where one is given."""
    query = select(Issue).where(Issue.report_id == report_id)
    if before_ms is not None:
        query = query.where(Issue.issued_ms < before_ms)
    query = query.order_by(Issue.issued_ms.desc(), Issue.id.desc()).limit(limit)
    return (await session.execute(query)).scalars().all()


async def content_of(session: AsyncSession, report_id: str, issue_id: str) -> Content:
    """NotFoundError where it was never issued."""
    found = await session.get(Issue, issue_id)
    if found is None or found.report_id != report_id:
        msg = f"The report {report_id!r} was never issued as {issue_id}."
        raise NotFoundError(msg, id=issue_id)
    return msgspec.convert(found.content, Content)

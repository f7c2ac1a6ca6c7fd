"""Reports: set up without SQL, looked at, taken along as files, issued by hand and by the clock."""

import asyncio
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response

from callfloor.api import reports_shown as shown
from callfloor.api.described import described
from callfloor.api.parts import Parts, PartsDep, parts_of
from callfloor.api.security import Asking
from callfloor.api.times import at_text, ms_of
from callfloor.centre import service
from callfloor.centre.reports import Report
from callfloor.deliveries.kept import deliveries_of
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms
from callfloor.reports.content import Content, Maker
from callfloor.reports.files import WRITERS
from callfloor.reports.issuing import content_of, issue, issues_of, report_of
from callfloor.reports.letter import file_name

router = APIRouter(prefix="/reports", tags=["reports"])

_VIEW: tuple[Permission, ...] = ("indicators.view",)
_BUILD: tuple[Permission, ...] = ("reports.build",)
Format = Annotated[Literal["html", "pdf", "xlsx", "csv"], Query(alias="format")]
Here = Annotated[
    bool, Query(description="A page within the console: each figure leads to its contacts there")
]


@router.get("", **described("All reports", needs=_VIEW, answer={"items": [shown.SHOWN]}))
async def listed(principal: Asking, parts: PartsDep) -> shown.Reports:
    centre = await parts.given.centre(principal.tenant)
    versions = centre.versions["reports"]
    return shown.Reports(
        items=[
            shown.report_shown(key, one, versions[key]) for key, one in centre.of(Report).items()
        ]
    )


@router.post(
    "/try",
    **described(
        "A report as it would be, without keeping it",
        needs=_BUILD,
        body={"report": shown.REPORT},
        answer=shown.MADE,
    ),
)
async def try_out(body: shown.ReportTried, principal: Asking, parts: PartsDep) -> shown.ReportMade:
    centre, at_ms = await parts.given.centre(principal.tenant), now_ms()
    content = await Maker(parts.database, centre, "", body.report, at_ms).make(at_ms)
    return shown.made_shown(content)


@router.put(
    "/{report_id}",
    **described("Make or change a report", needs=_BUILD, body=shown.REPORT, answer=shown.SHOWN),
)
async def put(
    report_id: str, body: shown.ReportDraft, principal: Asking, parts: PartsDep
) -> shown.ReportShown:
    async with parts.database.session(principal.tenant) as session:
        await service.put(
            session,
            principal.tenant,
            "reports",
            report_id,
            body.model_dump(exclude={"expected_version"}),
            principal,
            expected_version=body.expected_version,
        )
        centre = await service.load(session, principal.tenant)
    version = centre.versions["reports"][report_id]
    return shown.report_shown(report_id, report_of(centre, report_id), version)


@router.delete(
    "/{report_id}",
    **described("Remove a report; what was issued stays kept", needs=_BUILD, status=204),
)
async def remove(report_id: str, principal: Asking, parts: PartsDep) -> None:
    async with parts.database.session(principal.tenant) as session:
        await service.remove(session, principal.tenant, "reports", report_id, principal)


@router.get(
    "/{report_id}/made",
    **described("A report made now, without keeping it", needs=_VIEW, answer=shown.MADE),
)
async def made(report_id: str, principal: Asking, parts: PartsDep) -> shown.ReportMade:
    return shown.made_shown(await _make(parts, principal, report_id))


@router.get(
    "/{report_id}/file",
    response_class=Response,
    **described("A report made now, as a file", needs=_VIEW, answer="Of,…", media="text/csv"),
)
async def file(
    report_id: str,
    request: Request,
    principal: Asking,
    parts: PartsDep,
    format_: Format = "pdf",
    here: Here = False,
) -> Response:
    return await _file(request, await _make(parts, principal, report_id), format_, here=here)


@router.post(
    "/{report_id}/issues",
    **described(
        "Issue a report now: keep it as it is and send it to all whom it names",
        needs=_BUILD,
        answer={"id": shown.ISSUE["id"]},
        status=201,
    ),
)
async def issue_now(report_id: str, principal: Asking, parts: PartsDep) -> shown.Issued:
    centre = await parts.given.centre(principal.tenant)
    return shown.Issued(id=await issue(parts.database, centre, report_id, by=principal))


@router.get(
    "/{report_id}/issues",
    **described(
        "When a report was issued and what became of each message",
        needs=_VIEW,
        answer={"items": [shown.ISSUE], "next": None},
    ),
)
async def issued(
    report_id: str,
    principal: Asking,
    parts: PartsDep,
    before: Annotated[datetime | None, Query(description="Only those issued before it")] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> shown.Issues:
    before_ms = ms_of(before, "before")
    async with parts.database.session(principal.tenant) as session:
        found = await issues_of(session, report_id, before_ms=before_ms, limit=limit)
        ids = [one.id for one in found]
        sent = await deliveries_of(session, principal.tenant, "report", ids)
    return shown.Issues(
        items=[shown.issue_shown(one, sent[one.id]) for one in found],
        next=at_text(found[-1].issued_ms) if len(found) == limit else None,
    )


@router.get(
    "/{report_id}/issues/{issue_id}",
    **described("A report as it was issued", needs=_VIEW, answer=shown.MADE),
)
async def issued_one(
    report_id: str, issue_id: str, principal: Asking, parts: PartsDep
) -> shown.ReportMade:
    return shown.made_shown(await _issued(parts, principal, report_id, issue_id))


@router.get(
    "/{report_id}/issues/{issue_id}/file",
    response_class=Response,
    **described(
        "A report as it was issued, as a file", needs=_VIEW, answer="Of,…", media="text/csv"
    ),
)
async def issued_file(
    report_id: str,
    issue_id: str,
    request: Request,
    principal: Asking,
    parts: PartsDep,
    format_: Format = "pdf",
    here: Here = False,
) -> Response:
    content = await _issued(parts, principal, report_id, issue_id)
    return await _file(request, content, format_, here=here)


async def _make(parts: Parts, principal: Principal, report_id: str) -> Content:
    centre, at_ms = await parts.given.centre(principal.tenant), now_ms()
    report = report_of(centre, report_id)
    return await Maker(parts.database, centre, report_id, report, at_ms).make(at_ms)


async def _issued(parts: Parts, principal: Principal, report_id: str, issue_id: str) -> Content:
    async with parts.database.session(principal.tenant) as session:
        return await content_of(session, report_id, issue_id)


async def _file(request: Request, content: Content, format_: str, *, here: bool) -> Response:
    """In a thread: a large one takes a while, and the live floor goes on beside it.

    Figures lead to the console: on a page within it to where it is, else to where it is reached.
    """
    media, write = WRITERS[format_]
    reached = parts_of(request).given.settings.public_url
    console = reached or f"{request.url.scheme}://{request.url.netloc}"
    if here and format_ == "html":
        console = ""
    body = await asyncio.to_thread(write, content, console)
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'attachment; filename="{file_name(content, format_)}"',
    }
    return Response(body, media_type=media, headers=headers)

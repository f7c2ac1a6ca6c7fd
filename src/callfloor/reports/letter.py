"""What is told when a report is issued: the page as an e-mail with its files, the body of a webhook."""

from email.message import EmailMessage

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.centre.loaded import CentreSettings
from callfloor.centre.reports import Report
from callfloor.deliveries.models import Delivery
from callfloor.metrics.written import span
from callfloor.reports.content import Content
from callfloor.reports.files import WRITERS, as_html
from callfloor.reports.models import Issue
from callfloor.reports.words import said


async def find(session: AsyncSession, issue_id: str) -> "ReportLetter | None":
    issue = await session.get(Issue, issue_id)
    return ReportLetter(issue) if issue is not None else None


class ReportLetter:
    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._content = msgspec.convert(issue.content, Content)

    def email(self, centre: CentreSettings, _delivery: Delivery, url: str) -> EmailMessage:
        """The page in the mail itself, all other formats as files beside it."""
        report = centre.of(Report).get(self._issue.report_id)
        return written(self._content, [*report.formats] if report else ["html"], url)

    def body(self, _centre: CentreSettings, _delivery: Delivery) -> bytes:
        told = {"event": "report", "id": self._issue.id, "report": self._content}
        return msgspec.json.encode(told)


def written(content: Content, formats: list[str], url: str = "") -> EmailMessage:
    """Figures lead to their contacts where it is known by which `url` the console is reached."""
    message = EmailMessage()
    message["Subject"] = said("subject", content.language, name=" ".join(content.name.split()))
    time = span(content.from_ms, content.to_ms, content.zone)
    message.set_content(f"{content.name}\n{time}\n")
    if "html" in formats:
        page = as_html(content, url or None)
        message.add_alternative(page.decode("utf-8"), subtype="html")
    for one in formats:
        if one != "html":
            media, write = WRITERS[one]
            kind, subtype = media.split(";")[0].split("/")
            message.add_attachment(
                write(content, url or None),
                maintype=kind,
                subtype=subtype,
                filename=file_name(content, one),
            )
    return message


def file_name(content: Content, format_: str) -> str:
    """`week-2026-03-02.pdf`: the report's id, its first day, the format."""
    first = span(content.from_ms, content.from_ms + 1, content.zone)
    return f"{content.report_id}-{first}.{format_}"

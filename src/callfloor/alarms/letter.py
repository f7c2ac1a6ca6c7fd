"""What is told about an alarm: an e-mail in the centre's language, and the body of a webhook."""

from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.alarms import words
from callfloor.alarms.models import AlarmRow
from callfloor.centre.loaded import CentreSettings
from callfloor.deliveries.models import Delivery


async def find(session: AsyncSession, alarm_id: str) -> "AlarmLetter | None":
    alarm = await session.get(AlarmRow, alarm_id)
    return AlarmLetter(alarm) if alarm is not None else None


class AlarmLetter:
    def __init__(self, alarm: AlarmRow) -> None:
        self._alarm = alarm

    def email(self, centre: CentreSettings, delivery: Delivery, url: str) -> EmailMessage:
        alarm, where = self._alarm, _where(centre, self._alarm)
        language = centre.language if centre.language in ("en", "es", "zh") else "en"
        message = EmailMessage()
        message["Subject"] = words.subject(
            language, delivery.event, _plain(alarm.name), _plain(where)
        )
        message.set_content(
            words.body(
                language,
                figure=alarm.figure,
                value=alarm.value,
                limit=alarm.limit,
                where=where,
                raised=_local(alarm.raised_at_ms, centre.zone),
                ended=_local(alarm.ended_at_ms, centre.zone) if delivery.event == "ended" else "",
                zone=centre.zone,
            )
            + (f"\n{url}/alarms\n" if url else "")
        )
        return message

    def body(self, centre: CentreSettings, delivery: Delivery) -> bytes:
        return msgspec.json.encode(payload(delivery, self._alarm, _where(centre, self._alarm)))


def payload(one: Delivery, alarm: AlarmRow, where: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "event": one.event,
        "tenant": alarm.tenant_id,
        "alarm_id": alarm.id,
        "rule_id": alarm.rule_id,
        "name": alarm.name,
        "figure": alarm.figure,
        "value": alarm.value,
        "limit": alarm.limit,
        "severity": alarm.severity,
        "scope": alarm.scope,
        "scope_id": alarm.scope_id,
        "scope_name": where,
        "raised_at": _utc(alarm.raised_at_ms),
        "ended_at": _utc(alarm.ended_at_ms) if alarm.ended_at_ms else None,
    }


def _where(centre: CentreSettings, alarm: AlarmRow) -> str:
    kind = {"queue": "queues", "team": "teams"}.get(alarm.scope, "")
    return centre.names.get(f"{kind}.{alarm.scope_id}", alarm.scope_id) if alarm.scope_id else ""


def _plain(text: str) -> str:
    """One line: a header cannot hold more."""
    return " ".join(text.split())


def _local(at_ms: int | None, zone: str) -> str:
    if at_ms is None:
        return ""
    return datetime.fromtimestamp(at_ms / 1000, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S")


def _utc(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds")

"""Messages about alarms on their way: e-mail and signed webhooks, tried again until they are taken.

What is to be sent stands in a table, so that a restart loses nothing. A message is taken with a
lease: who dies while sending leaves it to be tried again, so it may come twice and bears its id.
"""

import asyncio
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select

from callfloor.alarms import words
from callfloor.alarms.models import AlarmRow, Delivery
from callfloor.centre.loaded import CentreSettings
from callfloor.floor.telling import post
from callfloor.floor.web import Web
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.mail import CannotSendError, send
from callfloor.kit.settings import Settings

WAITS_MS = (10_000, 60_000, 300_000, 1_800_000, 7_200_000)
"""After each attempt that failed; behind the last the message is given up."""
_LEASE_MS = 60_000
_AT_ONCE = 20
_logger = log.get("alarms")


class Sender:
    def __init__(self, database: Database, settings: Settings, web: Web) -> None:
        self._database, self._settings, self._web = database, settings, web

    async def send_due(self, centres: dict[str, CentreSettings]) -> int:
        """Send what is due now, and say how many messages that were."""
        taken = await self._take()
        await asyncio.gather(*(self._send(one, alarm, centres) for one, alarm in taken))
        return len(taken)

    async def _take(self) -> list[tuple[Delivery, AlarmRow]]:
        at_ms = now_ms()
        async with self._database.session(EVERY_TENANT) as session:
            query = (
                select(Delivery, AlarmRow)
                .join(AlarmRow, AlarmRow.id == Delivery.alarm_id)
                .where(Delivery.state == "waiting", Delivery.due_at_ms <= at_ms)
                .order_by(Delivery.due_at_ms)
                .limit(_AT_ONCE)
                .with_for_update(of=Delivery, skip_locked=True)
            )
            taken = [(row.Delivery, row.AlarmRow) for row in await session.execute(query)]
            for one, _ in taken:
                one.attempts += 1
                one.due_at_ms = at_ms + _LEASE_MS
        return taken

    async def _send(
        self, one: Delivery, alarm: AlarmRow, centres: dict[str, CentreSettings]
    ) -> None:
        try:
            centre = centres.get(one.tenant_id)
            if centre is None:
                msg = "The company is not there any more."
                raise CannotSendError(msg)
            await (self._mail if one.way == "email" else self._post)(one, alarm, centre)
            state, error, due_at_ms = "sent", "", one.due_at_ms
        except CannotSendError as failure:
            is_over = one.attempts > len(WAITS_MS)
            state, error = "failed" if is_over else "waiting", str(failure)
            due_at_ms = now_ms() + (0 if is_over else WAITS_MS[one.attempts - 1])
            _logger.warning(
                "a message about an alarm was not sent",
                way=one.way, target=one.target, attempts=one.attempts, error=error, over=is_over,
            )  # fmt: skip
        async with self._database.session(one.tenant_id) as session:
            kept = await session.get(Delivery, one.id)
            if kept is not None:
                kept.state, kept.error, kept.due_at_ms = state, error, due_at_ms
                kept.changed_at_ms = now_ms()

    async def _mail(self, one: Delivery, alarm: AlarmRow, centre: CentreSettings) -> None:
        language = centre.language if centre.language in ("en", "es", "zh") else "en"
        where = _where(centre, alarm)
        message = EmailMessage()
        message["To"] = one.target
        message["Subject"] = words.subject(language, one.event, _plain(alarm.name), _plain(where))
        message["Message-ID"] = f"<{one.id}@callfloor>"
        message.set_content(
            words.body(
                language,
                figure=alarm.figure,
                value=alarm.value,
                limit=alarm.limit,
                where=where,
                raised=_local(alarm.raised_at_ms, centre.zone),
                ended=_local(alarm.ended_at_ms, centre.zone) if one.event == "ended" else "",
                zone=centre.zone,
            )
            + (f"\n{self._settings.public_url}/alarms\n" if self._settings.public_url else "")
        )
        await send(self._settings, message)

    async def _post(self, one: Delivery, alarm: AlarmRow, centre: CentreSettings) -> None:
        raw = msgspec.json.encode(payload(one, alarm, _where(centre, alarm)))
        await post(self._web, centre, one.target, one.id, raw)


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

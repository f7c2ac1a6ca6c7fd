"""Messages about alarms on their way: e-mail and signed webhooks, tried again until they are taken.

What is to be sent stands in a table, so that a restart loses nothing. A message is taken with a
lease: who dies while sending leaves it to be tried again, so it may come twice and bears its id.
"""

import asyncio
import hashlib
import hmac
import smtplib
import ssl
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select

from callfloor.alarms import words
from callfloor.alarms.models import AlarmRow, Delivery
from callfloor.centre.loaded import CentreSettings
from callfloor.floor.asking import WebService
from callfloor.floor.web import Web, secret_of
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.settings import Settings

TIMEOUT_MS = 10_000
WAITS_MS = (10_000, 60_000, 300_000, 1_800_000, 7_200_000)
"""After each attempt that failed; behind the last the message is given up."""
_LEASE_MS = 60_000
_AT_ONCE = 20
SECRET = "WEBHOOK"  # noqa: S105 - a variable's name, not what it holds
_logger = log.get("alarms")


class CannotSendError(Exception):
    """Why a message could not be sent, in words for whoever runs the centre."""


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
        url = self._settings.smtp_url
        if url is None:
            msg = "No mail server is set: set CALLFLOOR_SMTP_URL and start the centre again."
            raise CannotSendError(msg)
        language = centre.language if centre.language in ("en", "es", "zh") else "en"
        where = _where(centre, alarm)
        message = EmailMessage()
        message["From"], message["To"] = self._settings.smtp_from, one.target
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
        try:
            await asyncio.to_thread(deliver, url.get_secret_value(), message)
        except ssl.SSLCertVerificationError as error:
            msg = (
                f"The mail server's certificate is not trusted ({error.verify_message}): name the server "
                "as its certificate does, or add who signed it to this machine's trusted ones."
            )
            raise CannotSendError(msg) from error
        except (OSError, smtplib.SMTPException) as error:
            msg = f"The mail server did not take it: {type(error).__name__}: {error}"[:300]
            raise CannotSendError(msg) from error

    async def _post(self, one: Delivery, alarm: AlarmRow, centre: CentreSettings) -> None:
        service = centre.web_services.get(one.target)
        if service is None:
            msg = f"There is no web service {one.target!r} any more."
            raise CannotSendError(msg)
        variable, secret = secret_of(one.tenant_id, SECRET)
        if not secret:
            msg = f"Set {variable}: without it the message cannot be signed."
            raise CannotSendError(msg)
        raw = msgspec.json.encode(payload(one, alarm, _where(centre, alarm)))
        answer = await self._web.post(
            one.tenant_id,
            WebService(
                service_id=one.target,
                url=service["url"],
                headers=service["headers"],
                allow_private=service["allow_private"],
            ),
            raw,
            {
                "Content-Type": "application/json",
                "X-Callfloor-Delivery": one.id,
                "X-Callfloor-Signature": signature(secret, now_ms() // 1000, raw),
            },
            TIMEOUT_MS,
        )
        if not 200 <= answer.status < 300:
            msg = f"The web service did not take it: {answer.failure or answer.status}."
            raise CannotSendError(msg)


def signature(secret: str, at_s: int, raw: bytes) -> str:
    """`t=<unix seconds>,v1=<hex>`: the HMAC-SHA256 of `<t>.<body>`, so an old one cannot be replayed."""
    told = hmac.new(secret.encode(), b"%d." % at_s + raw, hashlib.sha256).hexdigest()
    return f"t={at_s},v1={told}"


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


def deliver(url: str, message: EmailMessage) -> None:
    """Hand one message to the mail server; blocks. smtps is TLS from the start, smtp where offered.

    A password goes over TLS only: who can read the line can also take the offer out of it.
    """
    parts = urlsplit(url)
    host, is_tls = parts.hostname or "localhost", parts.scheme == "smtps"
    timeout_s = TIMEOUT_MS / 1000
    context = ssl.create_default_context()
    client: smtplib.SMTP
    if is_tls:
        client = smtplib.SMTP_SSL(host, parts.port or 465, timeout=timeout_s, context=context)
    else:
        client = smtplib.SMTP(host, parts.port or 25, timeout=timeout_s)
    with client:
        if not is_tls:
            client.ehlo()
            if client.has_extn("starttls"):
                client.starttls(context=context)
                client.ehlo()
            elif parts.username:
                msg = (
                    "The mail server offers no TLS, so the password is not sent to it: use smtps://, or "
                    "a server with STARTTLS, or one that asks for no password."
                )
                raise CannotSendError(msg)
        if parts.username:
            client.login(unquote(parts.username), unquote(parts.password or ""))
        client.send_message(message)


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

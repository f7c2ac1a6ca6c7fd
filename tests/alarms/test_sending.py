"""Alarms kept and told: rows, facts, e-mails and signed webhooks, whatever fails on the way."""

import hashlib
import hmac
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import update
from tests.running.mailbox import Mailbox

from callfloor.alarms import sending, service
from callfloor.alarms.figures import Reading
from callfloor.alarms.models import Delivery
from callfloor.alarms.sending import Sender
from callfloor.alarms.watch import Raise
from callfloor.alarms.watcher import Watcher
from callfloor.board.state import Board
from callfloor.centre.alarms import Alarm
from callfloor.centre.loaded import CentreSettings
from callfloor.events.alarms import AlarmEnded, AlarmRaised
from callfloor.floor.telling import signature
from callfloor.floor.web import Web
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.settings import Settings

KEY = ("a", "")


async def _nobody(_tenant: str, _number: str) -> dict[str, str]:
    return {}


def rule(**given: Any) -> Alarm:
    return Alarm.model_validate({"name": "A", "figure": "waiting", "limit": 3, **given})


def centre(items: dict[str, Any] | None = None, version: int = 1) -> CentreSettings:
    return CentreSettings(
        tenant="demo", name="Demo", zone="Europe/Madrid", country="ES", language="es",
        is_demo=False, version=version, items=items or {},
    )  # fmt: skip


async def _raise(database: Database, alarm: Alarm) -> str | None:
    async with database.session("demo") as session:
        return await service.raise_alarm(session, "demo", Raise(KEY, alarm, Reading(5)), now_ms())


async def _deliveries(database: Database, alarm_id: str | None) -> list[Delivery]:
    async with database.session("demo") as session:
        return list(await service.deliveries_of(session, "demo", [alarm_id or ""]))


async def test_of_one_rule_and_scope_one_alarm_is_open(database: Database) -> None:
    first = await _raise(database, rule())
    assert first
    assert await _raise(database, rule()) is None
    async with database.session("demo") as session:
        assert await service.end_alarm(session, "demo", KEY, "limit", now_ms()) == first
        assert await service.end_alarm(session, "demo", KEY, "limit", now_ms()) is None
    second = await _raise(database, rule())
    assert second not in (None, first)
    facts = [one.fact for one in await PostgresJournal(database).read(after=0, limit=10)]
    assert [type(fact) for fact in facts] == [AlarmRaised, AlarmEnded, AlarmRaised]


async def test_a_watcher_that_begins_anew_raises_nothing_twice(
    database: Database, tmp_path: Path
) -> None:
    """As after a kill: what is open is known again, and ends when its figure is well."""
    settings = centre({"alarms": {"a": rule(figure="telephony", limit=0, ends_after_ms=0)}})
    is_up = False
    board = Board("demo", "Europe/Madrid", settings.acd, now_ms())

    async def load(_tenant: str) -> CentreSettings:
        return settings

    def watcher() -> Watcher:
        sender = Sender(database, Settings(home=tmp_path), Web(_nobody))
        return Watcher(database, lambda: {"demo": board}, load, lambda: is_up, sender)

    for _ in range(3):
        await watcher().look("demo", board, now_ms())
    async with database.session("demo") as session:
        assert len(await service.open_alarms(session, "demo")) == 1
    is_up = True
    await watcher().look("demo", board, now_ms())
    async with database.session("demo") as session:
        rows = await service.page(session, "demo")
    assert [row.end_reason for row in rows] == ["limit"]


async def test_an_alarm_comes_by_email_in_the_language_of_the_centre(
    database: Database, tmp_path: Path, mailbox: Mailbox
) -> None:
    settings = Settings(
        home=tmp_path, smtp_url=SecretStr(f"smtp://127.0.0.1:{mailbox.port}"), smtp_from="cf@x.org"
    )
    sender = Sender(database, settings, Web(_nobody))
    alarm = rule(name="Esperan\nmuchos", emails=["lead@example.org"])
    alarm_id = await _raise(database, alarm)
    assert await sender.send_due({"demo": centre()}) == 1
    assert await sender.send_due({"demo": centre()}) == 0
    (message,) = mailbox.messages
    assert message["To"] == "lead@example.org"
    assert message["Subject"] == "Alarma: Esperan muchos"
    assert "contactos en espera: 5 (límite 3)" in message.get_content()
    (told,) = await _deliveries(database, alarm_id)
    assert (told.state, told.attempts) == ("sent", 1)


async def test_without_a_mail_server_it_says_so_tries_again_and_gives_up(
    database: Database, tmp_path: Path
) -> None:
    sender = Sender(database, Settings(home=tmp_path), Web(_nobody))
    alarm_id = await _raise(database, rule(emails=["lead@example.org"]))
    for _ in range(len(sending.WAITS_MS) + 1):
        assert await sender.send_due({"demo": centre()}) == 1
        async with database.session("demo") as session:
            await session.execute(update(Delivery).values(due_at_ms=0))
    assert await sender.send_due({"demo": centre()}) == 0
    (told,) = await _deliveries(database, alarm_id)
    assert told.state == "failed"
    assert "CALLFLOOR_SMTP_URL" in told.error


class Service:
    """A web service that says no as often as it is told to."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.refuses = 0
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.heard.append((dict(request.headers), await request.read()))
        return web.Response(status=500 if len(self.heard) <= self.refuses else 204)


@pytest.fixture
async def listening() -> AsyncIterator[Service]:
    found = Service()
    app = web.Application()
    app.router.add_post("/hook", found.answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield found
    await runner.cleanup()


def _with_service(url: str) -> CentreSettings:
    from callfloor.centre.schemas import WebService

    one = WebService.model_validate({"name": "Ops", "url": url, "allow_private": True})
    return centre({"web_services": {"ops": one}})


async def test_a_webhook_is_signed_and_tried_again_until_it_is_taken(
    database: Database, tmp_path: Path, listening: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLFLOOR_SECRET_DEMO__WEBHOOK", "hush")
    listening.refuses = 1
    asker = Web(_nobody, frozenset({"127.0.0.1"}))
    sender = Sender(database, Settings(home=tmp_path), asker)
    alarm_id = await _raise(database, rule(web_service="ops"))
    known = {"demo": _with_service(listening.url)}
    await sender.send_due(known)
    (told,) = await _deliveries(database, alarm_id)
    assert (told.state, told.error) == ("waiting", "The web service did not take it: 500.")
    assert told.due_at_ms > now_ms()
    async with database.session("demo") as session:
        await session.execute(update(Delivery).values(due_at_ms=0))
    await sender.send_due(known)
    await asker.close()
    (told,) = await _deliveries(database, alarm_id)
    assert told.state == "sent"
    headers, raw = listening.heard[-1]
    at, _, given = headers["X-Callfloor-Signature"].partition(",v1=")
    at_s = at.removeprefix("t=")
    assert given == hmac.new(b"hush", f"{at_s}.".encode() + raw, hashlib.sha256).hexdigest()
    assert headers["X-Callfloor-Signature"] == signature("hush", int(at_s), raw)
    body = msgspec.json.decode(raw)
    assert (body["event"], body["alarm_id"], body["value"]) == ("raised", alarm_id, 5)
    assert len({one[0]["X-Callfloor-Delivery"] for one in listening.heard}) == 1


async def test_a_webhook_does_not_reach_the_own_network_unless_the_installation_says_so(
    database: Database, tmp_path: Path, listening: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLFLOOR_SECRET_DEMO__WEBHOOK", "hush")
    asker = Web(_nobody)
    alarm_id = await _raise(database, rule(web_service="ops"))
    sender = Sender(database, Settings(home=tmp_path), asker)
    await sender.send_due({"demo": _with_service(listening.url)})
    await asker.close()
    (told,) = await _deliveries(database, alarm_id)
    assert listening.heard == []
    assert told.error == "The web service did not take it: refused."


async def test_without_its_secret_a_webhook_is_not_sent_unsigned(
    database: Database, tmp_path: Path, listening: Service
) -> None:
    asker = Web(_nobody, frozenset({"127.0.0.1"}))
    alarm_id = await _raise(database, rule(web_service="ops"))
    sender = Sender(database, Settings(home=tmp_path), asker)
    await sender.send_due({"demo": _with_service(listening.url)})
    (told,) = await _deliveries(database, alarm_id)
    assert listening.heard == []
    assert "CALLFLOOR_SECRET_DEMO__WEBHOOK" in told.error

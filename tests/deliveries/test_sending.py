"""Messages until they are taken: e-mails and signed webhooks, whatever fails on the way."""

import asyncio
import hashlib
import hmac
import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiohttp import web
from alembic import command
from pydantic import SecretStr
from sqlalchemy import Connection, text, update
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.pool import NullPool
from tests.conftest import PostgresProcess
from tests.running.mailbox import Mailbox

from callfloor import migrations
from callfloor.alarms import letter, service
from callfloor.alarms.figures import Reading
from callfloor.alarms.watch import Raise
from callfloor.centre.alarms import Alarm
from callfloor.centre.loaded import CentreSettings
from callfloor.centre.schemas import WebService
from callfloor.deliveries import sending
from callfloor.deliveries.kept import deliveries_of
from callfloor.deliveries.models import Delivery
from callfloor.deliveries.sending import Sender
from callfloor.deliveries.webhook import signature
from callfloor.floor.web import Web
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.ids import new_id
from callfloor.kit.settings import Settings

KEY = ("a", "")


async def _nobody(_tenant: str, _number: str) -> dict[str, str]:
    return {}


def rule(**given: Any) -> Alarm:
    return Alarm.model_validate({"name": "A", "figure": "waiting", "limit": 3, **given})


def centre(items: dict[str, Any] | None = None) -> CentreSettings:
    return CentreSettings(
        tenant="demo", name="Demo", zone="Europe/Madrid", country="ES", language="es",
        is_demo=False, version=1, items=items or {},
    )  # fmt: skip


async def _raise(database: Database, alarm: Alarm) -> str:
    async with database.session("demo") as session:
        raised = await service.raise_alarm(session, "demo", Raise(KEY, alarm, Reading(5)), now_ms())
    assert raised
    return raised


async def _told(database: Database, alarm_id: str) -> Delivery:
    async with database.session("demo") as session:
        (one,) = (await deliveries_of(session, "demo", "alarm", [alarm_id]))[alarm_id]
    return one


async def _let_the_time_pass(database: Database) -> None:
    async with database.session("demo") as session:
        await session.execute(update(Delivery).values(due_at_ms=0))


class Post:
    """A sender, and the settings of the company as it reads them."""

    def __init__(self, database: Database, settings: Settings, asker: Web | None = None) -> None:
        self.centre = centre()
        self.sender = Sender(
            database, self._load, settings, asker or Web(_nobody), {"alarm": letter.find}
        )

    async def _load(self, _tenant: str) -> CentreSettings:
        return self.centre

    async def send(self) -> int:
        begun = await self.sender.look()
        await self.sender.settled()
        return begun


async def test_an_alarm_comes_by_email_in_the_language_of_the_centre(
    database: Database, tmp_path: Path, mailbox: Mailbox
) -> None:
    settings = Settings(
        home=tmp_path, smtp_url=SecretStr(f"smtp://127.0.0.1:{mailbox.port}"), smtp_from="cf@x.org"
    )
    post = Post(database, settings)
    alarm = rule(name="Esperan\nmuchos", emails=["lead@example.org"])
    alarm_id = await _raise(database, alarm)
    assert await post.send() == 1
    assert await post.send() == 0
    (message,) = mailbox.messages
    assert message["To"] == "lead@example.org"
    assert message["Subject"] == "Alarma: Esperan muchos"
    assert "contactos en espera: 5 (límite 3)" in message.get_content()
    told = await _told(database, alarm_id)
    assert (told.state, told.attempts) == ("sent", 1)


async def test_without_a_mail_server_it_says_so_tries_again_and_gives_up(
    database: Database, tmp_path: Path
) -> None:
    post = Post(database, Settings(home=tmp_path))
    alarm_id = await _raise(database, rule(emails=["lead@example.org"]))
    for _ in range(len(sending.WAITS_MS) + 1):
        assert await post.send() == 1
        await _let_the_time_pass(database)
    assert await post.send() == 0
    told = await _told(database, alarm_id)
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
    one = WebService.model_validate({"name": "Ops", "url": url, "allow_private": True})
    return centre({"web_services": {"ops": one}})


async def test_a_webhook_is_signed_and_tried_again_until_it_is_taken(
    database: Database, tmp_path: Path, listening: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALLFLOOR_SECRET_DEMO__WEBHOOK", "hush")
    listening.refuses = 1
    asker = Web(_nobody, frozenset({"127.0.0.1"}))
    post = Post(database, Settings(home=tmp_path), asker)
    post.centre = _with_service(listening.url)
    alarm_id = await _raise(database, rule(web_service="ops"))
    await post.send()
    told = await _told(database, alarm_id)
    assert (told.state, told.error) == ("waiting", "The web service did not take it: 500.")
    assert told.due_at_ms > now_ms()
    await _let_the_time_pass(database)
    await post.send()
    await asker.close()
    told = await _told(database, alarm_id)
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
    post = Post(database, Settings(home=tmp_path), asker)
    post.centre = _with_service(listening.url)
    await post.send()
    await asker.close()
    told = await _told(database, alarm_id)
    assert listening.heard == []
    assert told.error == "The web service did not take it: refused."


async def test_without_its_secret_a_webhook_is_not_sent_unsigned(
    database: Database, tmp_path: Path, listening: Service
) -> None:
    asker = Web(_nobody, frozenset({"127.0.0.1"}))
    alarm_id = await _raise(database, rule(web_service="ops"))
    post = Post(database, Settings(home=tmp_path), asker)
    post.centre = _with_service(listening.url)
    await post.send()
    told = await _told(database, alarm_id)
    assert listening.heard == []
    assert "CALLFLOOR_SECRET_DEMO__WEBHOOK" in told.error


async def test_two_senders_send_each_message_once(
    database: Database, tmp_path: Path, mailbox: Mailbox
) -> None:
    settings = mailbox.used_by(Settings(home=tmp_path))
    people = [f"p{number}@example.org" for number in range(20)]
    await _raise(database, rule(emails=people))
    posts = [Post(database, settings) for _ in range(2)]
    while sum(await asyncio.gather(*(one.send() for one in posts))):
        pass
    assert sorted(one["To"] for one in mailbox.messages) == sorted(people)


async def test_who_dies_while_sending_leaves_it_to_its_lease(
    database: Database, tmp_path: Path, mailbox: Mailbox
) -> None:
    settings = mailbox.used_by(Settings(home=tmp_path))
    alarm_id = await _raise(database, rule(emails=["lead@example.org"]))
    dying = Post(database, settings)
    await dying.sender.look()
    await dying.sender.close()
    assert (await _told(database, alarm_id)).state == "waiting"
    assert await Post(database, settings).send() == 0, "the lease holds"
    await _let_the_time_pass(database)
    assert await Post(database, settings).send() == 1
    told = await _told(database, alarm_id)
    assert (told.state, told.attempts) == ("sent", 2)


async def test_what_an_unforeseen_error_quotes_is_in_no_log_and_no_table(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def find(_session: AsyncSession, _alarm_id: str) -> None:
        msg = "could not reach https://ops.example.org/hook?key=open-sesame"
        raise ValueError(msg)

    caplog.set_level(logging.DEBUG)
    post = Post(database, Settings(home=tmp_path))
    post.sender._letters = {"alarm": find}
    alarm_id = await _raise(database, rule(web_service="ops"))
    await post.send()
    told = await _told(database, alarm_id)
    assert (told.state, told.error) == (
        "waiting",
        "It could not be written or handed over: ValueError.",
    )
    assert "sesame" not in caplog.text


async def test_what_waited_in_the_old_tables_is_carried_over(postgres: PostgresProcess) -> None:
    await postgres.until_ready()
    await postgres.create_role_and_database()
    name = f"t{new_id().lower()}"
    base = Database(await postgres.create_database(name), connections_max=2)
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=base.connect, poolclass=NullPool
    )

    def before(connection: Connection) -> None:
        config = migrations._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "alarms_0001")
        command.upgrade(config, "reports_0001")
        connection.execute(text("select set_config('callfloor.tenant', '*', true)"))
        alike = "'demo', {}, 'email', 'a@example.org', 'waiting', 2, 5, 6, 'busy'"
        columns = "id, tenant_id, {}, way, target, state, attempts, due_at_ms, changed_at_ms, error"
        for table, more, values in (
            ("alarms_deliveries", "alarm_id, event", "'al', 'raised'"),
            ("reports_deliveries", "issue_id", "'is'"),
        ):
            connection.execute(
                text(
                    f"insert into {table} ({columns.format(more)})"
                    f" values ('{table}', {alike.format(values)})"
                )
            )

    async with engine.begin() as connection:
        await connection.run_sync(before)
    await engine.dispose()
    await migrations.migrate(base._url)
    async with base.session("demo") as session:
        alarms = (await deliveries_of(session, "demo", "alarm", ["al"]))["al"]
        reports = (await deliveries_of(session, "demo", "report", ["is"]))["is"]
    await base.close()
    await postgres.drop_database(name)
    assert [(one.event, one.attempts, one.error) for one in alarms + reports] == [
        ("raised", 2, "busy"), ("issued", 2, "busy"),
    ]  # fmt: skip

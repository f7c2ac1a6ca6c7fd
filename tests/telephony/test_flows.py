"""A flow on the real Asterisk: digits confirmed, a web service asked, a date and an amount said."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from tests.asterisk_fixture import AsteriskProcess
from tests.running.media import Media
from tests.running.sipp import Street
from tests.telephony.conftest import TRUNK
from tests.telephony.scenes import until_heard

from callfloor.acd.centre import Centre, Queue
from callfloor.events import contacts as facts
from callfloor.events.fact import Fact
from callfloor.events.ivr import VariablesSet, WebServiceAsked
from callfloor.floor.asking import WebService
from callfloor.floor.loop import FloorLoop
from callfloor.floor.settings import TenantSettings
from callfloor.floor.state import FloorState
from callfloor.floor.web import Web
from callfloor.ivr.flow import read_flow
from callfloor.telephony import port
from callfloor.telephony.asterisk.adapter import AsteriskTelephony
from callfloor.telephony.asterisk.install import espeak_command
from callfloor.telephony.asterisk.speech import Espeak

pytestmark = pytest.mark.real


def flow(language: str) -> dict[str, Any]:
    return {
        "id": "order",
        "language": language,
        "start": "ask",
        "fallback_queue": "sales",
        "nodes": {
            "ask": {
                "kind": "collect",
                "prompts": [{"text": {"es": "¿Qué pedido?", "zh": "请输入订单号。"}}],
                "variable": "order",
                "confirm": True,
                "wait_ms": 20_000,
                "digit_wait_ms": 20_000,
                "next": "look",
                "on_failure": "sales",
            },
            "look": {
                "kind": "http",
                "service": "shop",
                "path": "/orders/{order}",
                "answer": {"due": "due", "total": "sum.total"},
                "timeout_ms": 10_000,
                "next": "tell",
                "on_failure": "sales",
            },
            "tell": {
                "kind": "play",
                "prompts": [
                    {"kind": "date", "value": "{due}"},
                    {"kind": "money", "value": "{total}", "currency": "EUR"},
                ],
                "next": "sales",
            },
            "sales": {"kind": "queue", "queue": "sales"},
        },
    }


class Floor:
    """The live loop on the real telephony, with what came of it."""

    def __init__(self, asterisk: AsteriskProcess, settings: TenantSettings) -> None:
        self.facts: list[Fact] = []
        self.events: list[port.TelephonyEvent] = []
        state = FloorState()
        state.configure(settings, 0)
        self.telephony = AsteriskTelephony(asterisk.settings, Espeak(espeak_command))
        answer = Web(self._nobody, frozenset({"127.0.0.1"})).answer
        self.loop = FloorLoop(state, self.telephony, lambda _entries: None, answer=answer)
        self.loop.subscribe(self.facts.append)

    @staticmethod
    async def _nobody(_tenant: str, _number: str) -> dict[str, str]:
        return {}

    def _hear(self, event: port.TelephonyEvent) -> None:
        self.events.append(event)
        self.loop.hear(event)

    async def start(self) -> None:
        await self.telephony.put_trunks((TRUNK,))
        await self.telephony.start(self._hear)
        await self.until(lambda: any(isinstance(one, port.TelephonyUp) for one in self.events))

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not is_so():
                await asyncio.sleep(0.02)

    def plays_ended(self) -> list[port.PlayEnded]:
        return [one for one in self.events if isinstance(one, port.PlayEnded)]


@pytest.fixture
async def shop() -> AsyncIterator[tuple[str, list[str]]]:
    """A web service that knows every order, and the paths it was asked for."""
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.json_response({"due": "2026-12-24", "sum": {"total": "31.50"}})

    app = web.Application()
    app.router.add_get("/{tail:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}", asked
    await runner.cleanup()


@pytest.mark.parametrize("language", ["es", "zh"])
async def test_digits_are_confirmed_a_service_is_asked_and_its_answer_said(
    asterisk: AsteriskProcess,
    street: Street,
    media: Media,
    shop: tuple[str, list[str]],
    language: str,
) -> None:
    url, asked = shop
    settings = TenantSettings(
        tenant="shop",
        zone="UTC",
        centre=Centre(tenant="shop", queues={"sales": Queue(queue_id="sales", name="Sales")}),
        flows={"order": read_flow(flow(language))},
        numbers={"1000": "order"},
        is_open=lambda _calendar, _at_ms: True,
        web_services={"shop": WebService(service_id="shop", url=url, allow_private=True)},
    )
    floor = Floor(asterisk, settings)
    try:
        await floor.start()
        line = media.open(keeps=True)
        street.call([(line.port, "34600100200", "1000")])
        await until_heard(line, 25, 30)
        line.press("417#")
        # What was keyed is said back whole, or a key in it would be taken for the next answer.
        await floor.until(lambda: len(floor.plays_ended()) >= 2)
        line.press("1")
        await floor.until(lambda: any(isinstance(one, facts.ContactQueued) for one in floor.facts))
    finally:
        floor.loop.stop()
        with contextlib.suppress(Exception):
            await floor.telephony.stop()
    assert asked == ["/orders/417"]
    (service,) = [one for one in floor.facts if isinstance(one, WebServiceAsked)]
    assert (service.status, service.failure) == (200, "")
    known = {
        k: v for f in floor.facts if isinstance(f, VariablesSet) for k, v in f.variables.items()
    }
    assert known == {"order": "417", "due": "2026-12-24", "total": "31.50"}
    nodes = [one.node for one in floor.facts if isinstance(one, facts.IvrNodeEntered)]
    assert nodes == ["ask", "look", "tell", "sales"]
    assert floor.plays_ended()[-1].ok, "the date and the amount were said"

"""Flows on the real Asterisk: digits confirmed, a web service asked, a date and an amount said; and the
survey after the agent has hung up.
"""

import contextlib
import wave
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from aiohttp import web
from tests.asterisk_fixture import AsteriskProcess
from tests.running.media import Line, Media
from tests.running.sipp import Street
from tests.running.tones import from_ulaw
from tests.telephony.floors import Floor
from tests.telephony.scenes import until_heard

from callfloor.acd.centre import Agent, Centre, Queue
from callfloor.events import contacts as facts
from callfloor.events.ivr import SurveyAnswered, VariablesSet, WebServiceAsked
from callfloor.floor.asking import WebService
from callfloor.floor.settings import TenantSettings
from callfloor.ivr.flow import read_flow
from callfloor.telephony.asterisk.install import espeak_command
from callfloor.telephony.asterisk.speech import Espeak, Speech

pytestmark = pytest.mark.real

QUESTION = {
    "es": "¿Cómo valora la atención que ha recibido hoy? Pulse una tecla del uno al cinco.",
    "zh": "请您为今天的服务打分，按一到五之间的一个数字键。",
}
"""Of the survey; it takes longer to say than an agent's leg takes to end."""


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


def survey(language: str) -> dict[str, Any]:
    return {
        "id": "how",
        "language": language,
        "start": "ask",
        "fallback_queue": "sales",
        "nodes": {
            "ask": {
                "kind": "survey",
                "questions": [{"id": "service", "prompts": [{"text": QUESTION}]}],
                "wait_ms": 20_000,
                "next": "end",
            },
            "end": {"kind": "end"},
        },
    }


def was_heard(line: Line, prompts: Path, text: str, language: str) -> float:
    """How alike the spoken text is to what came in, where it fits best: 1 is the same."""
    path = Speech(prompts, Espeak(espeak_command))._path(text, language)
    with wave.open(str(path)) as file:
        said = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)
    heard = np.concatenate([from_ulaw(packet.payload) for packet in line.heard])
    size = len(heard) + len(said)
    both = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size)), size)
    at = int(both[: len(heard)].argmax())
    there = heard[at : at + len(said)]
    return float(both[at] / (np.linalg.norm(said) * np.linalg.norm(there)))


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
async def test_digits_are_confirmed_a_service_asked_its_answer_said_and_the_survey_heard_whole(
    asterisk: AsteriskProcess,
    street: Street,
    media: Media,
    shop: tuple[str, list[str]],
    language: str,
) -> None:
    url, asked = shop
    phone = street.agent_answers([media.open().port])
    ana = Agent(
        agent_id="ana", name="Ana", team_id="one", phone="fixed",
        address=f"sip:ana@127.0.0.1:{phone.port}",
    )  # fmt: skip
    sales = Queue(queue_id="sales", name="Sales", survey_flow="how")
    settings = TenantSettings(
        tenant="shop",
        zone="UTC",
        centre=Centre(tenant="shop", queues={"sales": sales}, agents={"ana": ana}),
        flows={"order": read_flow(flow(language)), "how": read_flow(survey(language))},
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
        await floor.until(lambda: floor.has(facts.ContactQueued))
        said_before = floor.plays_ended()
        await floor.talk_and_hang_up("ana")
        await floor.until(lambda: floor.plays_ended()[len(said_before) :] != [])
        line.press("4")
        await floor.until(lambda: floor.has(facts.ContactEnded))
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
    assert nodes == ["ask", "look", "tell", "sales", "ask", "end"]
    assert said_before[-1].ok, "the date and the amount were said"
    (answer,) = [one for one in floor.facts if isinstance(one, SurveyAnswered)]
    assert (answer.score, answer.agent_id) == (4, "ana")
    assert was_heard(line, asterisk.settings.prompts_folder, QUESTION[language], language) > 0.8

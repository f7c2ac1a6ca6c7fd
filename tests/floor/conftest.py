"""A small centre with one flow, and the words to play with it."""

import pytest

from callfloor.acd import inputs
from callfloor.acd.centre import Agent, CallsOut, Centre, Queue
from callfloor.floor.engine import Engine, Outcome
from callfloor.floor.settings import TenantSettings
from callfloor.ivr.flow import Flow, read_flow
from callfloor.telephony import port


def small_flow(version: int = 1) -> Flow:
    return read_flow(
        {
            "id": "main",
            "version": version,
            "start": "language",
            "fallback_queue": "sales",
            "nodes": {
                "language": {
                    "kind": "language",
                    "keys": {"1": "en", "2": "es"},
                    "next": "hours",
                    "wait_ms": 300,
                    "prompts": [{"text": {"en": "For English press one."}}],
                },
                "hours": {"kind": "hours", "calendar": "always", "open": "q", "closed": "end"},
                "q": {"kind": "queue", "queue": "sales"},
                "end": {
                    "kind": "end",
                    "exit": "closed_hours",
                    "prompts": [{"value": "vm-goodbye"}],
                },
            },
        }
    )


def small_settings(*, is_open: bool = True, queues: tuple[str, ...] = ("sales",)) -> TenantSettings:
    return TenantSettings(
        tenant="t",
        zone="UTC",
        centre=Centre(
            tenant="t",
            calls_out=CallsOut(prefixes=("+34",)),
            queues={q: Queue(queue_id=q, name=q, needs={"sales": 1}) for q in queues},
            agents={
                "ana": Agent(agent_id="ana", name="Ana", team_id="one", skills={"sales": 3}),
                "bo": Agent(agent_id="bo", name="Bo", team_id="one", skills={"sales": 1}),
            },
        ),
        flows={"main": small_flow()},
        numbers={"1000": "main"},
        is_open=lambda _calendar, _at_ms: is_open,
    )


class Play:
    """Drives an engine and keeps everything that came of it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.all = Outcome()
        self.now_ms = 1_000

    def hear(self, event: port.TelephonyEvent) -> Outcome:
        self.now_ms += 10
        outcome = self.engine.handle(event, self.now_ms)
        self.all.add(outcome)
        return outcome

    def act(self, action: inputs.Input) -> Outcome:
        self.now_ms += 10
        outcome = self.engine.act(action, self.now_ms)
        self.all.add(outcome)
        return outcome

    def wait(self, ms: int) -> Outcome:
        self.now_ms += ms
        outcome = self.engine.tick(self.now_ms)
        self.all.add(outcome)
        return outcome

    def phone(self, agent_id: str, registration: str = "r1", *, up: bool = True) -> Outcome:
        return self.hear(
            port.PhoneReachable(
                at_ms=0, phone_id=f"t.{agent_id}", reachable=up, registration=registration
            )
        )

    def ready(self, agent_id: str) -> None:
        self.phone(agent_id)
        self.act(inputs.LogIn(agent_id))
        self.act(inputs.GoReady(agent_id))

    def call(self, contact_id: str = "C", number: str = "1000") -> Outcome:
        return self.hear(
            port.CallArrived(
                at_ms=0,
                contact_id=contact_id,
                line=f"{contact_id}.line",
                caller="+34",
                number=number,
            )
        )

    def press(self, digit: str, contact_id: str = "C") -> Outcome:
        return self.hear(port.DigitPressed(at_ms=0, contact_id=contact_id, digit=digit))

    def talk(self, contact_id: str = "C", ring: str = "r1") -> Outcome:
        ring_id = f"{contact_id}.{ring}"
        self.hear(port.RingProgressed(at_ms=0, contact_id=contact_id, ring_id=ring_id))
        outcome = self.hear(port.RingAnswered(at_ms=0, contact_id=contact_id, ring_id=ring_id))
        self.hear(port.Connected(at_ms=0, contact_id=contact_id, ring_id=ring_id))
        return outcome

    def phase(self, contact_id: str = "C") -> str:
        return self.engine.state.contacts[contact_id].phase

    def agent(self, agent_id: str) -> str:
        return self.engine.state.agents[agent_id].state


@pytest.fixture
def play() -> Play:
    return Play(Engine(small_settings()))

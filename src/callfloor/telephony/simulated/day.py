"""Drives a floor through simulated days: whatever is due next happens, and time is what it says.

Any engine that keeps the protocol will do; the live floor's own engine is meant.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Protocol

from callfloor.acd import inputs
from callfloor.acd.errors import Refused
from callfloor.events.fact import Fact
from callfloor.telephony import port
from callfloor.telephony.simulated.callers import Ear, callers
from callfloor.telephony.simulated.exchange import Exchange
from callfloor.telephony.simulated.faults import FaultRates, Faults
from callfloor.telephony.simulated.people import People
from callfloor.telephony.simulated.scene import DAY_MS, Scene


class Result(Protocol):
    @property
    def facts(self) -> Sequence[Fact]: ...

    @property
    def commands(self) -> Sequence[port.Command]: ...


class Engine(Protocol):
    """The floor of one tenant, without clock or I/O."""

    @property
    def next_deadline_ms(self) -> int | None: ...

    def handle(self, event: port.TelephonyEvent, now_ms: int) -> Result: ...

    def act(self, action: inputs.Input, now_ms: int) -> Result: ...

    def tick(self, now_ms: int) -> Result: ...

    def reconcile(self, up: port.TelephonyUp, now_ms: int) -> Result: ...


class Simulation:
    """`sink` gets each fact in order. `after_step` is called when a step is done; tests look there."""

    def __init__(
        self,
        engine: Engine,
        scene: Scene,
        rng: Random,
        sink: Callable[[Fact], None],
        *,
        rates: FaultRates | None = None,
        after_step: Callable[[int], None] | None = None,
        is_demo: bool = False,
    ) -> None:
        self.engine = engine
        self.scene = scene
        self.steps = 0
        self.refused: dict[str, int] = {}
        self.faults = Faults(rng, rates)
        self._rng = rng
        self._sink = sink
        self._after_step = after_step
        ears = {number: Ear(flow) for number, flow in scene.flows.items()}
        self.exchange = Exchange(rng, ears, self.faults, is_demo=is_demo)
        self.people = People(scene, rng, self.exchange.register, self.exchange.lose_phone)
        self.exchange.ring_plan = self.people.ring_plan

    def run(self, from_ms: int, to_ms: int) -> None:
        """Everybody who calls and works in this time, and then on until the last has gone home."""
        self.people.plan(from_ms, to_ms)
        for caller in callers(self.scene, self._rng, from_ms, to_ms):
            self.exchange.expect(caller)
        self._plan_faults(from_ms, to_ms)
        self._take(
            self.engine.reconcile(
                port.TelephonyUp(at_ms=from_ms, restarted=True, calls=()), from_ms
            ),
            from_ms,
        )
        while self._step(to_ms + DAY_MS):
            pass

    def _plan_faults(self, from_ms: int, to_ms: int) -> None:
        rates, faults, rng = self.faults.rates, self.faults, self._rng
        phones = [f"{self.scene.tenant}.{agent_id}" for agent_id in sorted(self.scene.shifts)]
        for at_ms in faults.times(rates.phones_lost_per_hour, from_ms, to_ms):
            phone_id = rng.choice(phones)
            self.exchange.lose_phone(phone_id, at_ms)
            self.exchange.register(phone_id, at_ms + rng.randrange(500, 60_000))
        for at_ms in faults.times(rates.outages_per_hour, from_ms, to_ms):
            self.exchange.go_away(at_ms, at_ms + rng.randrange(100, 120_000))
        for at_ms in faults.times(rates.restarts_per_hour, from_ms, to_ms):
            self.exchange.restart(at_ms, at_ms + rng.randrange(1_000, 30_000))

    def _step(self, until_ms: int) -> bool:
        """One thing happens; False when nothing is left or the time is over."""
        deadline_ms = self.engine.next_deadline_ms
        exchange_ms, people_ms = self.exchange.next_at_ms, self.people.next_at_ms
        due = [at for at in (deadline_ms, exchange_ms, people_ms) if at is not None]
        if not due or min(due) > until_ms:
            return False
        at_ms = min(due)
        if deadline_ms is not None and deadline_ms <= at_ms:
            self._take(self.engine.tick(at_ms), at_ms)
        elif exchange_ms == at_ms:
            _, events = self.exchange.take()
            for event in events:
                self._hear(event, at_ms)
        else:
            _, action = self.people.take()
            if action is not None:
                self._act(action, at_ms)
        return True

    def _hear(self, event: port.TelephonyEvent, at_ms: int) -> None:
        if isinstance(event, port.TelephonyUp):
            self._take(self.engine.reconcile(event, at_ms), at_ms)
        elif not isinstance(event, port.TelephonyDown):
            self._take(self.engine.handle(event, at_ms), at_ms)

    def _act(self, action: inputs.Input, at_ms: int) -> None:
        try:
            self._take(self.engine.act(action, at_ms), at_ms)
        except Refused as refused:
            self.refused[refused.code] = self.refused.get(refused.code, 0) + 1
            self.people.was_refused(action, at_ms)

    def _take(self, result: Result, at_ms: int) -> None:
        for fact in result.facts:
            self._sink(fact)
            self.people.observe(fact)
        for command in result.commands:
            self.exchange.execute(command, at_ms)
        self.steps += 1
        if self._after_step is not None:
            self._after_step(at_ms)

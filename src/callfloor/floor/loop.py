"""The live loop: one event at a time goes in, facts are recorded, commands are sent.

Nothing is awaited between hearing an event and sending what follows from it; the spool makes the
facts durable beside that path, in groups, within milliseconds. Everything runs on one thread.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache

from prometheus_client import Counter, Gauge, Histogram

from callfloor.acd.inputs import Input
from callfloor.events.fact import Fact
from callfloor.floor.asking import Answered, Answerer, Ask
from callfloor.floor.engine import Outcome
from callfloor.floor.settings import TenantSettings
from callfloor.floor.state import FloorState
from callfloor.journal.port import Entry
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.ids import IdSeries
from callfloor.telephony.port import Command, RingPhone, Telephony, TelephonyEvent

_log = log.get("floor")

DECISION = Histogram(
    "callfloor_floor_decision_seconds",
    "Time from an event heard to its commands sent.",
    buckets=(0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25),
)
EVENTS = Counter("callfloor_floor_events_total", "Telephony events heard.", ["kind"])
FACTS = Counter("callfloor_floor_facts_total", "Facts recorded.", ["kind"])
FAULTS = Counter("callfloor_floor_faults_total", "Events that could not be handled.")
CONTACTS = Gauge("callfloor_floor_contacts", "Contacts alive on the floor.")

Record = Callable[[Sequence[Entry]], None]


@cache
def _of_kind(counter: Counter, kind: type) -> Counter:
    """The counter's child for a kind: finding it anew costs as much as a decision."""
    return counter.labels(kind.__name__)


def _is_no_ring(command: Command) -> bool:
    return not isinstance(command, RingPhone)


class FloorLoop:
    """Ties the floor's state to telephony and the journal's spool.

    `record` must take the entries at once and make them durable beside; it never raises.
    `answer` is asked what flows want to know; without it they are answered by their time-outs.
    """

    def __init__(
        self,
        state: FloorState,
        telephony: Telephony,
        record: Record,
        clock: Callable[[], int] = now_ms,
        answer: Answerer | None = None,
    ) -> None:
        self.state = state
        self._telephony = telephony
        self._record = record
        self._clock = clock
        self._ids = IdSeries()
        self._answer = answer
        self._asking: set[asyncio.Task[None]] = set()
        self._heard: deque[TelephonyEvent] = deque()
        self._busy = False
        self._timer: asyncio.TimerHandle | None = None
        self._due_ms: int | None = None
        self._listeners: list[Callable[[Fact], None]] = []

    def subscribe(self, listener: Callable[[Fact], None]) -> None:
        """Call `listener` for each fact recorded from now on, in order, on this thread."""
        self._listeners.append(listener)

    def hear(self, event: TelephonyEvent) -> None:
        """The sink of telephony. An event heard while another is handled waits its turn."""
        self._heard.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._heard:
                self._handle(self._heard.popleft())
        finally:
            self._busy = False
        self._wind()

    def act(self, tenant: str, action: Input, actor: str) -> None:
        """An action of a person. Raises `acd.errors.Refused` or NotFoundError; then nothing changed."""
        self._carry_out(self.state.act(tenant, action, actor, self._clock()))
        self._wind()

    def carry_out(self, outcome: Outcome) -> None:
        """What was decided beside the engines, for a person who asked for it."""
        self._carry_out(outcome)
        self._wind()

    def note(self, facts: Sequence[Fact]) -> None:
        """Facts that others established (a recording was stored, the floor started)."""
        self._carry_out(self.state.note(facts))
        self._wind()

    def configure(self, settings: TenantSettings) -> None:
        """Changed settings of a tenant take effect now."""
        self._carry_out(self.state.configure(settings, self._clock()))
        self._wind()

    def tick(self) -> None:
        """Let everything happen whose time has come."""
        self._timer = None
        self._due_ms = None
        self._carry_out(self.state.tick(self._clock()))
        self._wind()

    def _begin_ask(self, ask: Ask) -> None:
        if self._answer is not None:
            task = asyncio.get_running_loop().create_task(self._ask(ask, self._answer))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)

    async def _ask(self, ask: Ask, answer: Answerer) -> None:
        """Have a question answered beside the loop, and take the answer in as an event is."""
        answered = Answered(
            tenant=ask.tenant,
            contact_id=ask.contact_id,
            ask_id=ask.ask_id,
            answer=await answer(ask),
        )
        self._carry_out(self.state.answered(answered, self._clock()))
        self._wind()

    def _handle(self, event: TelephonyEvent) -> None:
        _of_kind(EVENTS, type(event)).inc()
        with DECISION.time():
            try:
                outcome = self.state.handle(event, self._clock())
            except Exception:
                FAULTS.inc()
                _log.exception("an event could not be handled", telephony_event=repr(event))
                return
            self._carry_out(outcome)

    def _carry_out(self, outcome: Outcome) -> None:
        # Rings first: nobody's phone waits for another caller's music.
        for command in sorted(outcome.commands, key=_is_no_ring):
            self._telephony.send(self.state.ready(command))
        for ask in outcome.asks:
            self._begin_ask(ask)
        if not outcome.facts:
            return
        self._record([Entry(id=self._ids.next(), fact=fact) for fact in outcome.facts])
        for fact in outcome.facts:
            _of_kind(FACTS, type(fact)).inc()
            self.state.measured.follow(fact)
            for listener in self._listeners:
                listener(fact)
        CONTACTS.set(self.state.contact_count)

    def _wind(self) -> None:
        """Set the one timer to the earliest deadline."""
        due_ms = self.state.next_deadline_ms
        if due_ms == self._due_ms:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._due_ms = due_ms
        if due_ms is not None:
            delay_s = max(0.0, (due_ms - self._clock()) / 1000)
            self._timer = asyncio.get_running_loop().call_later(delay_s, self.tick)

    def stop(self) -> None:
        for task in self._asking:
            task.cancel()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

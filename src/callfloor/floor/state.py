"""All tenants of this installation: which of them an event or an action belongs to."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from callfloor.acd import inputs
from callfloor.acd.centre import Agent
from callfloor.acd.lead_inputs import LeadAction
from callfloor.acd.state import State
from callfloor.events.contacts import ContactArrived, ContactRefused
from callfloor.events.fact import Fact
from callfloor.events.installation import TelephonyLost, TelephonyRestored
from callfloor.floor.asking import Answered
from callfloor.floor.engine import Engine, Outcome
from callfloor.floor.house import House
from callfloor.floor.measured import MeasureCall, Measured
from callfloor.floor.recorded import with_files
from callfloor.floor.recordings import RecordingAction
from callfloor.floor.settings import TenantSettings
from callfloor.floor.trunks import TrunkStates
from callfloor.kit.errors import ConflictError, NotFoundError
from callfloor.telephony import port

INSTALLATION = "*"
LATELY_MAX = 50_000
"""Contacts whose tenant is remembered, for what is finished after their end (recordings)."""


class FloorState:
    """Engines by tenant, and the two maps that find one: by called number and by contact."""

    def __init__(self) -> None:
        self._engines: dict[str, Engine] = {}
        self._tenant_of_number: dict[str, str] = {}
        self._lately: OrderedDict[str, str] = OrderedDict()
        self.telephony_up = False
        self.measured = Measured()
        self.trunks = TrunkStates()
        self.house = House(self._core_of, self.language_of)

    @property
    def contact_count(self) -> int:
        return sum(len(engine.state.contacts) for engine in self._engines.values())

    @property
    def engines(self) -> dict[str, Engine]:
        return self._engines

    @property
    def next_deadline_ms(self) -> int | None:
        due = [engine.next_deadline_ms for engine in self._engines.values()]
        due.append(self.house.next_due_ms)
        return min((d for d in due if d is not None), default=None)

    def configure(self, settings: TenantSettings, now_ms: int) -> Outcome:
        """Take a tenant's settings, new or changed."""
        engine = self._engines.get(settings.tenant)
        outcome = Outcome()
        if engine is None:
            self._engines[settings.tenant] = Engine(settings)
        else:
            outcome = engine.configure(settings, now_ms)
        self._tenant_of_number = {
            number: tenant
            for tenant, each in sorted(self._engines.items())
            for number in each.settings.numbers
        }
        outcome.facts += self.trunks.configure(settings.tenant, settings.watched_trunks, now_ms)
        return outcome

    def handle(self, event: port.TelephonyEvent, now_ms: int) -> Outcome:
        """Route an event of telephony to its tenant; one that nobody knows changes nothing."""
        match event:
            case port.CallArrived() | port.CallRefused() | port.CallerWasAlone():
                return self._arrive(event, now_ms)
            case port.TelephonyDown():
                self.telephony_up = False
                lost = TelephonyLost(tenant=INSTALLATION, at_ms=now_ms, detail=event.detail)
                return Outcome([lost])
            case port.TelephonyUp():
                return self._reconcile(event, now_ms)
            case port.PhoneCalled():
                return self.house.phone_called(event)
            case port.TrunkChanged():
                told = self.trunks.told(event.tenant, event.trunk_id, event.state, now_ms)
                return Outcome(told)
            case port.PhoneReachable():
                engine = self._engines.get(event.phone_id.partition(".")[0])
            case _:
                contact_id = getattr(event, "contact_id", "")
                if contact_id in self.house:
                    return self.house.hear(event, contact_id, now_ms)
                engine = self._engine_of(contact_id)
        return Outcome() if engine is None else self._remembered(engine.handle(event, now_ms))

    def answered(self, answered: Answered, now_ms: int) -> Outcome:
        """An answer to what was asked; nothing where the tenant has gone."""
        if answered.contact_id in self.house:
            return self.house.answered(answered, now_ms)
        engine = self._engines.get(answered.tenant)
        return Outcome() if engine is None else engine.answered(answered, now_ms)

    def act(self, tenant: str, action: inputs.Input, actor: str, now_ms: int) -> Outcome:
        """An action of `actor` (`agent` or `user:<id>`), which stands in the facts that follow."""
        if isinstance(action, MeasureCall):
            return Outcome([self.measured.act(self._engine(tenant).tenant, action, now_ms)])
        by_people = inputs.AgentAction | inputs.RequestCallback | inputs.ChangeCallback | LeadAction
        if isinstance(action, by_people):
            action = msgspec.structs.replace(action, by=actor)
        elif isinstance(action, RecordingAction):  # named by the agent in the call, or by the call
            action = msgspec.structs.replace(action, by="agent" if action.agent_id else actor)
        return self._remembered(self._engine(tenant).act(action, now_ms))

    def ready(self, command: port.Command) -> port.Command:
        """A command as telephony can carry it out: the centre's own prompts are files there."""
        engine = self._engines.get(command.tenant)
        if engine is None:
            return command
        settings = engine.settings
        return with_files(command, settings.prompts, settings.centre.language)

    def note(self, noted: Sequence[Fact]) -> Outcome:
        outcome = Outcome()
        for fact in noted:
            engine = self._engines.get(fact.tenant)
            outcome.add(Outcome([fact]) if engine is None else engine.note(fact))
        return outcome

    def tick(self, now_ms: int) -> Outcome:
        outcome = self.house.tick(now_ms)
        for _, engine in sorted(self._engines.items()):
            due_ms = engine.next_deadline_ms
            if due_ms is not None and due_ms <= now_ms:
                outcome.add(self._remembered(engine.tick(now_ms)))
        return outcome

    def replay(self, recorded: Iterable[Fact]) -> None:
        for fact in recorded:
            self.trunks.follow(fact)
            engine = self._engines.get(fact.tenant)
            if engine is not None:
                engine.replay(fact)
                self.measured.follow(fact)

    def lines(self) -> dict[str, str]:
        """Telephony's id of each live customer channel → contact id."""
        return {
            contact.line: contact_id
            for engine in self._engines.values()
            for contact_id, contact in engine.state.contacts.items()
            if not contact.is_written
        }

    def tenant_of(self, contact_id: str) -> str:
        """The tenant of a contact that was alive lately; `*` where it is not known any more."""
        engine = self._engine_of(contact_id)
        return engine.tenant if engine else self._lately.get(contact_id, INSTALLATION)

    def require_number(self, tenant: str, number: str) -> None:
        if self._tenant_of_number.get(number) != tenant:
            raise NotFoundError(f"No line of this centre has the number {number!r}.")

    def require_supervisor_phone(self, tenant: str, phone_id: str) -> None:
        if phone_id in self._engine(tenant).settings.centre.agents:
            raise ConflictError("This is an agent's phone; ask for it at the desk.")

    def agent_settings(self, tenant: str, agent_id: str) -> Agent:
        agent = self._engine(tenant).settings.centre.agents.get(agent_id)
        if agent is None:
            raise NotFoundError(f"There is no agent {agent_id!r}.")
        return agent

    def describe_agent(self, tenant: str, agent_id: str) -> dict[str, Any]:
        """An agent as it stands, in plain values."""
        engine = self._engine(tenant)
        agent = engine.state.agents.get(agent_id)
        if agent is None:
            raise NotFoundError(f"There is no agent {agent_id!r}.")
        settings = engine.settings.centre.agents.get(agent_id)
        return {
            "id": agent_id,
            "phone": settings.phone if settings else "",
            "state": agent.state,
            "reason": agent.reason,
            "since_ms": agent.since_ms,
            "contact_id": agent.contact_id,
            "works": [work.contact_id for work in agent.works],
            "reachable": engine.state.is_reachable(agent_id),
        }

    def describe(self) -> dict[str, Any]:
        """Everything that is alive, for doctor and tests."""
        return {
            "telephony_up": self.telephony_up,
            "tenants": {
                tenant: {
                    "agents": [self.describe_agent(tenant, a) for a in sorted(engine.state.agents)],
                    "contacts": [
                        {
                            "id": contact_id,
                            "phase": contact.phase,
                            "queue_id": contact.leg.queue_id if contact.leg else "",
                            "agent_id": contact.segment.agent_id if contact.segment else "",
                            "is_connected": bool(contact.segment and contact.segment.is_connected),
                            "line": contact.line,
                        }
                        for contact_id, contact in sorted(engine.state.contacts.items())
                    ],
                }
                for tenant, engine in sorted(self._engines.items())
            },
        }

    def state_of(self, tenant: str) -> State:
        """The core's state of a tenant, to read."""
        return self._engine(tenant).state

    def _core_of(self, tenant: str) -> State | None:
        engine = self._engines.get(tenant)
        return engine.state if engine else None

    def language_of(self, tenant: str) -> str:
        return self._engine(tenant).settings.centre.language

    def _engine(self, tenant: str) -> Engine:
        engine = self._engines.get(tenant)
        if engine is None:
            raise NotFoundError(f"There is no tenant {tenant!r} on this floor.")
        return engine

    def _engine_of(self, contact_id: str) -> Engine | None:
        engine = self._engines.get(self._lately.get(contact_id, ""))
        if engine is not None:
            return engine
        for engine in self._engines.values():
            if contact_id in engine.state.contacts:
                return engine
        return None

    def _remembered(self, outcome: Outcome) -> Outcome:
        """Whose the contacts are that the centre itself began, for what is finished after their end.

        Phones of those who have become ready are let go by what else they were used for.
        """
        outcome.add(self.house.follow(outcome.facts))
        for fact in outcome.facts:
            if isinstance(fact, ContactArrived) and fact.direction != "in":
                self._remember(fact.contact_id, fact.tenant)
        return outcome

    def _remember(self, contact_id: str, tenant: str) -> None:
        self._lately[contact_id] = tenant
        while len(self._lately) > LATELY_MAX:
            self._lately.popitem(last=False)

    def _arrive(
        self, event: port.CallArrived | port.CallRefused | port.CallerWasAlone, now_ms: int
    ) -> Outcome:
        tenant = event.tenant or self._tenant_of_number.get(event.number, "")
        engine = self._engines.get(tenant)
        if engine is not None:
            self._remember(event.contact_id, tenant)
            return engine.handle(event, now_ms)
        refused = ContactRefused(
            tenant=INSTALLATION,
            at_ms=now_ms,
            contact_id=event.contact_id,
            caller=event.caller,
            called=event.number,
            trunk=event.trunk,
            cause="unknown_number",
        )
        end = port.EndCall(tenant=INSTALLATION, contact_id=event.contact_id, cause="unknown_number")
        return Outcome([refused], [end])

    def _reconcile(self, up: port.TelephonyUp, now_ms: int) -> Outcome:
        self.telephony_up = True
        self.house.lost()
        restored = TelephonyRestored(tenant=INSTALLATION, at_ms=now_ms, restarted=up.restarted)
        outcome = Outcome([restored, *self.trunks.settle(now_ms)])
        for name, state in sorted(up.trunks.items()):
            tenant, _, trunk_id = name.partition(".")
            outcome.facts += self.trunks.told(tenant, trunk_id, state, now_ms)
        for _, engine in sorted(self._engines.items()):
            outcome.add(engine.reconcile(up, now_ms))
        alive = {
            contact_id
            for engine in self._engines.values()
            for contact_id, contact in engine.state.contacts.items()
            if contact.phase != "ended"
        }
        for call in up.calls:  # ended while nobody was heard: the line must not stay open
            if call.contact_id not in alive:
                tenant = self.tenant_of(call.contact_id)
                outcome.commands.append(port.EndCall(tenant=tenant, contact_id=call.contact_id))
        return outcome

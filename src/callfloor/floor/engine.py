"""One tenant's floor without clock or I/O: telephony's events in, facts and commands out.

The live loop and the simulator run this very class; only the telephony behind the port differs.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

from callfloor.acd import inputs
from callfloor.acd import step as acd
from callfloor.acd.errors import Refused
from callfloor.acd.state import State
from callfloor.acd.state import apply as apply_fact
from callfloor.events import contacts as facts
from callfloor.events.fact import Fact
from callfloor.floor.asking import Answered, Ask
from callfloor.floor.menus import Menus, Turn, of_call
from callfloor.floor.perform import Performer, goodbye_of, voicemail_commands
from callfloor.floor.settings import TenantSettings
from callfloor.ivr import step as ivr
from callfloor.ivr.flow import Flow
from callfloor.telephony import port

FLOW_VERSIONS_KEPT = 20
DISPOSITIONS: dict[str, facts.Disposition] = {
    "self_service": "self_service",
    "closed_hours": "closed_hours",
    "hangup": "ivr_abandoned",
}
"""How a contact ends that left the IVR by itself; any other exit is a drop by the system."""


class Outcome(msgspec.Struct):
    """What one input led to, in order."""

    facts: list[Fact] = []
    commands: list[port.Command] = []
    asks: list[Ask] = []

    def add(self, other: "Outcome") -> None:
        self.facts.extend(other.facts)
        self.commands.extend(other.commands)
        self.asks.extend(other.asks)


class Engine:
    """The floor of one tenant."""

    def __init__(self, settings: TenantSettings) -> None:
        self.tenant = settings.tenant
        self.settings = settings
        self.state = State(settings.centre)
        self._flows: dict[tuple[str, int], Flow] = {}
        self._menus = Menus(settings.tenant, settings.is_open)
        self._performer = Performer(self.state, lambda: self.settings.centre)
        self._keep_flows(settings)

    # -- inputs ---------------------------------------------------------------------------------

    def configure(self, settings: TenantSettings, now_ms: int) -> Outcome:
        """New settings take effect for what comes; running IVR sessions keep their version."""
        self.settings = settings
        self._menus.use_calendars(settings.is_open)
        self._keep_flows(settings)
        return self._decide(inputs.Configure(centre=settings.centre), now_ms)

    def handle(self, event: port.TelephonyEvent, now_ms: int) -> Outcome:
        """An event of telephony. Never raises for something that has gone meanwhile."""
        match event:
            case port.CallArrived():
                return self._arrive(event, now_ms)
            case port.DigitPressed():
                return self._turn(
                    event.contact_id,
                    self._menus.digit(event.contact_id, event.digit, now_ms),
                    now_ms,
                )
            case port.PlayEnded() if event.play_id == goodbye_of(event.contact_id):
                return self._decide(inputs.Depart(contact_id=event.contact_id), now_ms)
            case port.PlayEnded():
                turn = self._menus.played(event.contact_id, event.play_id, now_ms, ok=event.ok)
                return self._turn(event.contact_id, turn, now_ms)
            case port.CallEnded():
                self._menus.drop(event.contact_id)
                return self._decide(
                    inputs.CustomerGone(contact_id=event.contact_id, cause=event.cause), now_ms
                )
            case port.CallRefused():
                return Outcome([self._refusal(event, event.cause, now_ms)])
            case port.CallerWasAlone():
                return self._was_alone(event)
            case port.DialOutEnded() if not event.answered:
                return self._number_failed(event, now_ms)
            case port.DialOutEnded():
                return self._decide(
                    inputs.Finish(contact_id=event.contact_id, disposition="queue"), now_ms
                )
            case port.VoicemailEnded():
                return self._decide(
                    inputs.Finish(contact_id=event.contact_id, disposition="voicemail"), now_ms
                )
        return self._pass_on(event, now_ms)

    def act(self, action: inputs.Input, now_ms: int) -> Outcome:
        """An action of a person; raises Refused with the reason and changes nothing."""
        return self._decide(action, now_ms)

    def note(self, fact: Fact) -> Outcome:
        """A fact established elsewhere."""
        return self._decide(inputs.Note(fact=fact), fact.at_ms)

    def answered(self, answered: Answered, now_ms: int) -> Outcome:
        """Somebody other than the caller answered what a flow had asked."""
        turn = self._menus.answered(answered, now_ms)
        return self._turn(answered.contact_id, turn, now_ms)

    def tick(self, now_ms: int) -> Outcome:
        """Let everything happen whose time has come."""
        outcome = Outcome()
        for contact_id in self._menus.due(now_ms):
            turn = self._menus.timed_out(contact_id, now_ms)
            outcome.add(self._turn(contact_id, turn, now_ms))
        outcome.add(self._decide(inputs.Tick(), now_ms))
        return outcome

    @property
    def next_deadline_ms(self) -> int | None:
        due = [d for d in (self._menus.next_due_ms, self.state.next_deadline_ms) if d is not None]
        return min(due, default=None)

    def replay(self, fact: Fact) -> None:
        """Take a recorded fact in; nothing is decided."""
        apply_fact(self.state, fact)
        self._performer.apply(fact)
        self._performer.forget(fact)
        self._menus.replay(fact, lambda flow, version: self._flow(flow, version))

    def reconcile(self, up: port.TelephonyUp, now_ms: int) -> Outcome:
        """Bring state and telephony in line after either was away."""
        alive = {c.contact_id: dict(c.rings) for c in up.calls}
        connected = {c.contact_id: c.connected_ring_id for c in up.calls if c.connected_ring_id}
        for contact_id in [c for c in self.state.contacts if c not in alive]:
            self._menus.drop(contact_id)
        outcome = self._decide(
            inputs.Reconcile(
                alive=alive,
                connected=connected,
                outside=frozenset(c.contact_id for c in up.calls if c.outside),
                restarted=up.restarted,
            ),
            now_ms,
        )
        prefix = f"{self.tenant}."
        for agent_id in list(self.state.agents):
            registration = up.reachable.get(prefix + agent_id)
            change = inputs.PhoneChanged(
                agent_id=agent_id,
                reachable=registration is not None,
                registration=registration or "",
            )
            outcome.add(self._decide(change, now_ms))
        for contact_id in sorted(set(alive) & set(self.state.contacts)):
            outcome.add(self._restore(contact_id, alive[contact_id], now_ms))
        return outcome

    # -- how ------------------------------------------------------------------------------------

    def _keep_flows(self, settings: TenantSettings) -> None:
        for flow in settings.flows.values():
            self._flows[flow.id, flow.version] = flow
            versions = sorted(v for f, v in self._flows if f == flow.id)
            for old in versions[:-FLOW_VERSIONS_KEPT]:
                del self._flows[flow.id, old]

    def _flow(self, flow_id: str, version: int) -> Flow | None:
        return self._flows.get((flow_id, version)) or self.settings.flows.get(flow_id)

    def _decide(self, given: inputs.Input, now_ms: int) -> Outcome:
        decided = acd.step(self.state, given, now_ms)
        commands = [c for fact in decided for c in self._performer.commands(fact)]
        return Outcome(list(decided), commands)

    def _note_all(self, noted: Sequence[Fact], now_ms: int) -> Outcome:
        outcome = Outcome()
        for fact in noted:
            outcome.add(self._decide(inputs.Note(fact=fact), now_ms))
        return outcome

    def _arrive(self, event: port.CallArrived, now_ms: int) -> Outcome:
        if event.contact_id in self.state.contacts:  # said twice
            return Outcome()
        flow = self.settings.flows.get(self.settings.numbers.get(event.number, ""))
        if flow is None:
            return self._refuse_unknown(event, now_ms)
        arrived = facts.ContactArrived(
            tenant=self.tenant,
            at_ms=now_ms,
            contact_id=event.contact_id,
            channel=event.channel,
            direction="in",
            line=event.line,
            caller=event.caller,
            caller_name=event.caller_name,
            called=event.number,
            trunk=event.trunk,
            language=event.language,
            is_demo=event.is_demo,
        )
        started = facts.RecordingStarted(
            tenant=self.tenant,
            at_ms=now_ms,
            contact_id=event.contact_id,
            recording_id=event.contact_id,
        )
        outcome = self._note_all([arrived, started], now_ms)
        outcome.add(self._decide(inputs.Admit(event.contact_id), now_ms))
        if self.state.contacts[event.contact_id].phase != "ivr":
            return outcome
        turn = self._menus.begin(event.contact_id, flow, event.language, now_ms, of_call(arrived))
        outcome.add(self._turn(event.contact_id, turn, now_ms))
        return outcome

    def _refuse_unknown(self, event: port.CallArrived, now_ms: int) -> Outcome:
        """Turn a call away at the edge; it is counted as blocked, never lost from the figures."""
        end = port.EndCall(tenant=self.tenant, contact_id=event.contact_id, cause="unknown_number")
        return Outcome([self._refusal(event, "unknown_number", now_ms)], [end])

    def _refusal(
        self,
        event: port.CallArrived | port.CallRefused,
        cause: Literal["unknown_number", "admission", "rate"],
        now_ms: int,
    ) -> facts.ContactRefused:
        return facts.ContactRefused(
            tenant=self.tenant,
            at_ms=now_ms,
            contact_id=event.contact_id,
            caller=event.caller,
            called=event.number,
            trunk=event.trunk,
            cause=cause,
        )

    def _was_alone(self, event: port.CallerWasAlone) -> Outcome:
        """A whole contact that passed while no floor was there, with or without a message."""
        arrived = facts.ContactArrived(
            tenant=self.tenant,
            at_ms=event.arrived_ms,
            contact_id=event.contact_id,
            channel="voice",
            direction="in",
            line=event.line,
            caller=event.caller,
            caller_name=event.caller_name,
            called=event.number,
            trunk=event.trunk,
        )
        outcome = self._note_all([arrived], event.at_ms)
        end: inputs.Input = inputs.CustomerGone(event.contact_id, cause="floor_away")
        if event.message_ms:
            end = inputs.Finish(contact_id=event.contact_id, disposition="voicemail")
        outcome.add(self._decide(end, event.at_ms))
        return outcome

    def _turn(self, contact_id: str, turn: Turn, now_ms: int) -> Outcome:
        outcome = self._note_all(turn.facts, now_ms)
        outcome.commands.extend(turn.commands)
        services = self.settings.web_services
        for ask in turn.asks:
            wanted = ask.what.service if isinstance(ask.what, ivr.AskHttp) else ""
            outcome.asks.append(msgspec.structs.replace(ask, service=services.get(wanted)))
        if turn.left is not None:
            self._menus.drop(contact_id)
            outcome.add(self._leave_ivr(contact_id, turn.left, now_ms))
        return outcome

    def _leave_ivr(self, contact_id: str, left: ivr.Left, now_ms: int) -> Outcome:
        if contact_id not in self.state.contacts:
            return Outcome()
        if isinstance(left, ivr.ToQueue):
            return self._to_queue(contact_id, left, now_ms)
        if isinstance(left, ivr.ToVoicemail):
            return self._to_voicemail(contact_id, now_ms)
        if isinstance(left, ivr.ToNumber):
            return self._to_number(contact_id, left.number, now_ms)
        outcome = self._note_all([self._ivr_ended(contact_id, left.exit, now_ms)], now_ms)
        disposition = DISPOSITIONS.get(left.exit, "system_drop")
        finish = inputs.Finish(contact_id=contact_id, disposition=disposition)
        outcome.add(self._decide(finish, now_ms))
        return outcome

    def _ivr_ended(
        self, contact_id: str, way: facts.IvrExit, now_ms: int, call_type: str = ""
    ) -> facts.IvrEnded:
        return facts.IvrEnded(
            tenant=self.tenant, at_ms=now_ms, contact_id=contact_id, exit=way, call_type=call_type
        )

    def _to_queue(self, contact_id: str, left: ivr.ToQueue, now_ms: int) -> Outcome:
        ended = self._ivr_ended(contact_id, "to_queue", now_ms, left.call_type)
        enqueue = inputs.Enqueue(
            contact_id=contact_id,
            queue_id=left.queue_id,
            priority=left.priority,
            needs=left.needs,
        )
        outcome = self._note_all([ended], now_ms)
        try:
            outcome.add(self._decide(enqueue, now_ms))
        except Refused:  # the queue was removed or is full: a message is better than silence
            outcome.commands.extend(self._voicemail(contact_id))
        return outcome

    def _to_voicemail(self, contact_id: str, now_ms: int) -> Outcome:
        outcome = self._note_all([self._ivr_ended(contact_id, "voicemail", now_ms)], now_ms)
        outcome.commands.extend(self._voicemail(contact_id))
        return outcome

    def _to_number(self, contact_id: str, number: str, now_ms: int) -> Outcome:
        """A transfer out by the flow; `DialOutEnded` follows."""
        outcome = self._note_all([self._ivr_ended(contact_id, "transfer_out", now_ms)], now_ms)
        called = self.state.contacts[contact_id].called
        outcome.commands.append(
            port.DialOut(tenant=self.tenant, contact_id=contact_id, number=number, caller=called)
        )
        return outcome

    def _number_failed(self, event: port.DialOutEnded, now_ms: int) -> Outcome:
        """Back to the queue where an agent had transferred; else a message is better than silence."""
        given = inputs.OutsideFailed(event.contact_id, event.q850, event.sip_code)
        outcome = self._decide(given, now_ms)
        if not outcome.facts and event.contact_id in self.state.contacts:
            outcome.commands.extend(self._voicemail(event.contact_id))
        return outcome

    def _voicemail(self, contact_id: str) -> list[port.Command]:
        language = self.state.contacts[contact_id].language or "en"
        return voicemail_commands(self.tenant, contact_id, language)

    def _pass_on(self, event: port.TelephonyEvent, now_ms: int) -> Outcome:
        given: inputs.Input | None = None
        match event:
            case port.RingProgressed():
                given = inputs.RingProgressed(event.contact_id, event.ring_id)
            case port.RingAnswered():
                given = inputs.RingAnswered(event.contact_id, event.ring_id)
            case port.Connected():
                given = inputs.Connected(event.contact_id, event.ring_id)
            case port.RingFailed():
                given = inputs.RingFailed(
                    event.contact_id, event.ring_id, event.result, event.q850, event.sip_code
                )
            case port.AgentLegEnded():
                given = inputs.AgentLegEnded(event.contact_id, event.ring_id, event.by_phone)
            case port.PhoneReachable():
                agent_id = event.phone_id.removeprefix(f"{self.tenant}.")
                given = inputs.PhoneChanged(agent_id, event.reachable, event.registration)
        return Outcome() if given is None else self._decide(given, now_ms)

    def _restore(self, contact_id: str, rings: dict[str, bool], now_ms: int) -> Outcome:
        known = self._performer.rings_of(contact_id)
        about = {"tenant": self.tenant, "contact_id": contact_id}
        outcome = Outcome()
        for ring_id in sorted(set(rings) - known):
            outcome.commands.append(port.CancelRing(**about, ring_id=ring_id))
        if contact_id in self._menus:
            outcome.add(self._turn(contact_id, self._menus.resume(contact_id, now_ms), now_ms))
        else:
            outcome.commands.extend(self._performer.restore(contact_id))
        return outcome

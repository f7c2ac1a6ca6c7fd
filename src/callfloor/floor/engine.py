"""One tenant's floor without clock or I/O: telephony's events in, facts and commands out.

The live loop and the simulator run this very class; only the telephony behind the port differs.
"""

from collections.abc import Sequence

import msgspec

from callfloor.acd import inputs
from callfloor.acd import step as acd
from callfloor.acd.errors import Refused
from callfloor.acd.state import State
from callfloor.acd.state import apply as apply_fact
from callfloor.events import contacts as facts
from callfloor.events.fact import Fact
from callfloor.events.ivr import SurveyBegun
from callfloor.floor import announcements, arrivals
from callfloor.floor.announcing import Announcing
from callfloor.floor.asking import Answered
from callfloor.floor.flow_versions import FlowVersions
from callfloor.floor.hours import CallbackHours
from callfloor.floor.menus import Menus, Turn
from callfloor.floor.offers import Offers
from callfloor.floor.outcome import Outcome
from callfloor.floor.perform import Performer, goodbye_of, voicemail_commands
from callfloor.floor.recordings import RecordingAction, Recordings
from callfloor.floor.reported import input_of
from callfloor.floor.settings import TenantSettings
from callfloor.ivr import step as ivr
from callfloor.telephony import port

__all__ = ["Engine", "Outcome"]


class Engine:
    """The floor of one tenant."""

    def __init__(self, settings: TenantSettings) -> None:
        self.tenant = settings.tenant
        self.settings = settings
        self.state = State(settings.centre)
        self.flows = FlowVersions()
        self.flows.configure(settings.flows)
        self._menus = Menus(settings.tenant, settings.is_open)
        self._offers = Offers(settings.tenant)
        self._hours = CallbackHours()
        self._performer = Performer(self.state, lambda: self.settings.centre)
        self.recordings = Recordings(settings.tenant, settings.recording)
        self._announcing = Announcing(settings.tenant, self.recordings)

    # -- inputs ---------------------------------------------------------------------------------

    def configure(self, settings: TenantSettings, now_ms: int) -> Outcome:
        """New settings take effect for what comes; running IVR sessions keep their version."""
        self.settings = settings
        self._menus.use_calendars(settings.is_open)
        self.recordings.policy = settings.recording
        self.flows.configure(settings.flows)
        return self._decide(inputs.Configure(centre=settings.centre), now_ms)

    def handle(self, event: port.TelephonyEvent, now_ms: int) -> Outcome:
        """An event of telephony. Never raises for something that has gone meanwhile."""
        told = self._announcing.hear(event, now_ms)
        return self._turn(*told, now_ms) if told else self._handle(event, now_ms)

    def _handle(self, event: port.TelephonyEvent, now_ms: int) -> Outcome:
        match event:
            case port.CallArrived():
                return self._arrive(event, now_ms)
            case port.DigitPressed():
                return self._digit(event, now_ms)
            case port.PlayEnded() if event.play_id == goodbye_of(event.contact_id):
                return self._decide(inputs.Depart(contact_id=event.contact_id), now_ms)
            case port.PlayEnded():
                return self._played(event, now_ms)
            case port.CallEnded():
                self._menus.drop(event.contact_id)
                self._announcing.drop(event.contact_id)
                gone = inputs.CustomerGone(event.contact_id, event.cause, event.line)
                return self._decide(gone, now_ms)
            case port.CustomerAnswered():
                return self._customer_answered(event, now_ms)
            case port.CallRefused():
                return Outcome([arrivals.refusal(self.tenant, event, event.cause, now_ms)])
            case port.CallerWasAlone():
                return self._was_alone(event)
            case port.DialOutEnded() if not event.answered:
                return self._number_failed(event, now_ms)
            case port.DialOutEnded():
                return self._finish(event.contact_id, "queue", now_ms)
            case port.VoicemailEnded():
                return self._finish(event.contact_id, "voicemail", now_ms)
        given = input_of(event, self.tenant)
        return Outcome() if given is None else self._decide(given, now_ms)

    def act(self, action: inputs.Input, now_ms: int) -> Outcome:
        """An action of a person; raises Refused with the reason and changes nothing."""
        if isinstance(action, RecordingAction):
            run = self.state.agents.get(action.agent_id)
            contact_id = action.contact_id or (run.contact_id if run else "")
            return self._note_all(self.recordings.act(action, contact_id, now_ms), now_ms)
        return self._decide(action, now_ms)

    def note(self, fact: Fact) -> Outcome:
        return self._decide(inputs.Note(fact=fact), fact.at_ms)

    def answered(self, answered: Answered, now_ms: int) -> Outcome:
        """Somebody other than the caller answered what a flow had asked."""
        turn = self._menus.answered(answered, now_ms)
        return self._turn(answered.contact_id, turn, now_ms)

    def tick(self, now_ms: int) -> Outcome:
        """Let everything happen whose time has come."""
        outcome = self._check_hours(now_ms)
        for contact_id in self._offers.due(now_ms):
            turn = self._offers.timed_out(contact_id, now_ms)
            outcome.add(self._offer_turn(contact_id, turn, now_ms))
        for contact_id in self._menus.due(now_ms):
            turn = self._menus.timed_out(contact_id, now_ms)
            outcome.add(self._turn(contact_id, turn, now_ms))
        outcome.add(self._note_all(self.recordings.due(now_ms), now_ms))
        outcome.add(self._decide(inputs.Tick(), now_ms))
        return outcome

    @property
    def next_deadline_ms(self) -> int | None:
        found = (
            self._menus.next_due_ms,
            self._offers.next_due_ms,
            self.recordings.next_due_ms,
            self.state.next_deadline_ms,
            self._hours.due_ms(self.state),
        )
        return min((due for due in found if due is not None), default=None)

    def replay(self, fact: Fact) -> None:
        """Take a recorded fact in; nothing is decided."""
        apply_fact(self.state, fact)
        self._performer.apply(fact)
        self._performer.forget(fact)
        self.recordings.follow(fact)
        self._menus.replay(fact, self.flows.find)

    def reconcile(self, up: port.TelephonyUp, now_ms: int) -> Outcome:
        """Bring state and telephony in line after either was away."""
        alive = {c.contact_id: dict(c.rings) for c in up.calls}
        connected = {c.contact_id: c.connected_ring_id for c in up.calls if c.connected_ring_id}
        lines = {c.contact_id: (c.line, c.answered) for c in up.calls}
        for contact_id in [c for c in self.state.contacts if c not in alive]:
            self._menus.drop(contact_id)
            self._announcing.drop(contact_id)
        outcome = self._check_hours(now_ms)
        outside = frozenset(c.contact_id for c in up.calls if c.outside)
        reconcile = inputs.Reconcile(alive, connected, up.restarted, outside, lines)
        outcome.add(self._decide(reconcile, now_ms))
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

    def _decide(self, given: inputs.Input, now_ms: int) -> Outcome:
        decided = acd.step(self.state, given, now_ms)
        outcome = Outcome(list(decided))
        for fact in decided:
            self._menus.follow(fact)
            if isinstance(fact, facts.ContactLeftQueue | facts.ContactEnded):
                self._offers.drop(fact.contact_id)
                self._menus.drop(fact.contact_id)
            found = self._performer.commands(fact)
            if isinstance(fact, facts.WaitAnnounced) and fact.contact_id in self._offers:
                continue  # it would be spoken into the talk about a callback
            outcome.commands += found + self.recordings.commands(fact)
            for follows in self.recordings.follow(fact):
                outcome.add(self._decide(inputs.Note(fact=follows), now_ms))
            if isinstance(fact, SurveyBegun):
                outcome.add(self._begin_survey(fact, now_ms))
        return outcome

    def _begin_survey(self, begun: SurveyBegun, now_ms: int) -> Outcome:
        flow = self.flows.find(begun.flow, 0)
        if flow is None:  # the settings have changed meanwhile
            return self._finish(begun.contact_id, "queue", now_ms)
        turn = self._menus.begin(begun.contact_id, flow, now_ms)
        return self._turn(begun.contact_id, turn, now_ms)

    def _finish(self, contact_id: str, disposition: facts.Disposition, now_ms: int) -> Outcome:
        return self._decide(inputs.Finish(contact_id=contact_id, disposition=disposition), now_ms)

    def _check_hours(self, now_ms: int) -> Outcome:
        """Whether callbacks may be made now, looked at once a minute."""
        found = self._hours.look(self.settings, now_ms)
        return self._decide(inputs.CallbackHours(found), now_ms) if found else Outcome()

    def _played(self, event: port.PlayEnded, now_ms: int) -> Outcome:
        contact_id = event.contact_id
        talk = self._offers if contact_id in self._offers else self._menus
        turn = talk.played(contact_id, event.play_id, now_ms, ok=event.ok)
        if talk is self._offers:
            return self._offer_turn(contact_id, turn, now_ms)
        return self._turn(contact_id, turn, now_ms)

    def _digit(self, event: port.DigitPressed, now_ms: int) -> Outcome:
        contact_id = event.contact_id
        if contact_id in self._offers:
            turn = self._offers.digit(contact_id, event.digit, now_ms)
            return self._offer_turn(contact_id, turn, now_ms)
        contact = self.state.contacts.get(contact_id)
        leg = contact.leg if contact and contact.phase == "queued" else None
        if contact is None or leg is None:
            return self._turn(
                contact_id, self._menus.digit(contact_id, event.digit, now_ms), now_ms
            )
        queue = self.state.queue(leg.queue_id)
        if queue.callback == "none" or event.digit != queue.callback_key:
            return Outcome()
        turn = self._offers.begin(
            contact_id, leg.queue_id, contact.language, contact.caller, now_ms
        )
        return self._offer_turn(contact_id, turn, now_ms)

    def _offer_turn(self, contact_id: str, turn: Turn, now_ms: int) -> Outcome:
        """A step of the talk about a callback; what it does not promise leaves the caller waiting."""
        outcome = self._note_all(turn.facts, now_ms)
        outcome.commands.extend(turn.commands)
        if isinstance(turn.left, ivr.ToCallback):
            outcome.add(self._to_callback(contact_id, turn.left, now_ms))
        return outcome

    def _to_callback(self, contact_id: str, left: ivr.ToCallback, now_ms: int) -> Outcome:
        """The promise; a number that may not be called is told, and the caller waits on."""
        contact = self.state.contacts.get(contact_id)
        outcome = self._check_hours(now_ms)
        asked = inputs.RequestCallback(contact_id, left.number, left.queue_id)
        try:
            outcome.add(self._decide(asked, now_ms))
        except Refused:
            prompts = announcements.refused_prompts(self._performer.language_of(contact_id))
            about = {"tenant": self.tenant, "contact_id": contact_id}
            play_id = f"{contact_id}.no{now_ms}"
            outcome.commands.append(port.PlayPrompts(**about, play_id=play_id, prompts=prompts))
            if contact is not None and contact.phase == "ivr":
                queued = inputs.Enqueue(contact_id=contact_id, queue_id=left.queue_id)
                outcome.add(self._decide(queued, now_ms))
        return outcome

    def _customer_answered(self, event: port.CustomerAnswered, now_ms: int) -> Outcome:
        """A dialled customer is there; the line is recorded from now on, as calls in are."""
        given = inputs.CustomerAnswered(event.contact_id, event.line)
        outcome = self._decide(given, now_ms)
        if outcome.facts:
            started = arrivals.recording(self.tenant, event.contact_id, now_ms)
            outcome.add(self._note_all([started], now_ms))
        return outcome

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
        arrived = arrivals.of_call(self.tenant, event, now_ms)
        started = arrivals.recording(self.tenant, event.contact_id, now_ms)
        outcome = self._note_all([arrived, started], now_ms)
        outcome.add(self._decide(inputs.Admit(event.contact_id), now_ms))
        if self.state.contacts[event.contact_id].phase != "ivr":
            return outcome
        turn = self._menus.begin(event.contact_id, flow, now_ms)
        outcome.add(self._turn(event.contact_id, turn, now_ms))
        return outcome

    def _refuse_unknown(self, event: port.CallArrived, now_ms: int) -> Outcome:
        """Turn a call away at the edge; it is counted as blocked, never lost from the figures."""
        end = port.EndCall(tenant=self.tenant, contact_id=event.contact_id, cause="unknown_number")
        refused = arrivals.refusal(self.tenant, event, "unknown_number", now_ms)
        return Outcome([refused], [end])

    def _was_alone(self, event: port.CallerWasAlone) -> Outcome:
        """A whole contact that passed while no floor was there, with or without a message."""
        arrived = arrivals.of_one_alone(self.tenant, event)
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
        for action in turn.for_recording:
            outcome.add(self._note_all(self.recordings.in_flow(action, contact_id, now_ms), now_ms))
        if turn.left is not None:
            self._menus.drop(contact_id)
            outcome.add(self._leave_ivr(contact_id, turn.left, now_ms))
        return outcome

    def _leave_ivr(self, contact_id: str, left: ivr.Left, now_ms: int) -> Outcome:
        if contact_id not in self.state.contacts:
            return Outcome()
        if isinstance(left, ivr.ToCallback):
            outcome = self._end_ivr(contact_id, "callback", now_ms)
            outcome.add(self._to_callback(contact_id, left, now_ms))
            return outcome
        if isinstance(left, ivr.ToQueue):
            language = self._performer.language_of(contact_id)
            telling = self._announcing.begin(contact_id, left, language)
            return Outcome([], telling) if telling else self._to_queue(contact_id, left, now_ms)
        if isinstance(left, ivr.ToVoicemail):
            return self._to_voicemail(contact_id, now_ms)
        if isinstance(left, ivr.ToNumber):
            return self._to_number(contact_id, left.number, now_ms)
        outcome = self._end_ivr(contact_id, left.exit, now_ms)
        disposition = arrivals.DISPOSITIONS.get(left.exit, "system_drop")
        outcome.add(self._finish(contact_id, disposition, now_ms))
        return outcome

    def _end_ivr(
        self, contact_id: str, way: facts.IvrExit, now_ms: int, call_type: str = ""
    ) -> Outcome:
        ended = arrivals.ivr_ended(self.tenant, contact_id, way, now_ms, call_type)
        return self._note_all([ended], now_ms)

    def _to_queue(self, contact_id: str, left: ivr.ToQueue, now_ms: int) -> Outcome:
        enqueue = inputs.Enqueue(
            contact_id=contact_id,
            queue_id=left.queue_id,
            priority=left.priority,
            needs=left.needs,
        )
        outcome = self._end_ivr(contact_id, "to_queue", now_ms, left.call_type)
        try:
            outcome.add(self._decide(enqueue, now_ms))
        except Refused:  # the queue was removed or is full: a message is better than silence
            outcome.commands.extend(self._voicemail(contact_id))
        return outcome

    def _to_voicemail(self, contact_id: str, now_ms: int) -> Outcome:
        outcome = self._end_ivr(contact_id, "voicemail", now_ms)
        outcome.commands.extend(self._voicemail(contact_id))
        return outcome

    def _to_number(self, contact_id: str, number: str, now_ms: int) -> Outcome:
        """A transfer out by the flow; `DialOutEnded` follows."""
        outcome = self._end_ivr(contact_id, "transfer_out", now_ms)
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
        language = self._performer.language_of(contact_id)
        return voicemail_commands(self.tenant, contact_id, language)

    def _restore(self, contact_id: str, rings: dict[str, bool], now_ms: int) -> Outcome:
        known = self._performer.rings_of(contact_id)
        about = {"tenant": self.tenant, "contact_id": contact_id}
        outcome = Outcome()
        for ring_id in sorted(set(rings) - known):
            outcome.commands.append(port.CancelRing(**about, ring_id=ring_id))
        outcome.commands += self.recordings.restore(contact_id)
        telling = self._announcing.again(contact_id)
        if telling:
            outcome.commands += telling
        elif contact_id in self._menus:
            outcome.add(self._turn(contact_id, self._menus.resume(contact_id, now_ms), now_ms))
        elif self.state.contacts[contact_id].is_surveyed:  # killed before the flow had begun
            outcome.add(self._finish(contact_id, "queue", now_ms))
        else:
            outcome.commands.extend(self._performer.restore(contact_id))
        return outcome

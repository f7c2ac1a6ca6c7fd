"""Contacts in the IVR: each has a session of the pure `ivr`; here its actions meet the floor.

A session is only a fold of its facts, so a restart finds the caller at the node where it was.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from callfloor.events import contacts as facts
from callfloor.events import ivr as ivr_facts
from callfloor.events.fact import Fact
from callfloor.floor.asking import Answered, Ask
from callfloor.ivr import step as ivr
from callfloor.ivr.flow import Flow, Http
from callfloor.telephony import port

ANSWER_NET_MS = 1_000
"""An answer is waited for this long after who asks should have given up: a net below the net."""
ACTIONS_MAX = 200
"""Actions for one input; a flow that asks for more is a defect and is ended as failed."""


@dataclass
class Running:
    """One caller in one flow.

    `play_id` is what is being said, `due_ms` when waiting for a key or an answer ends, `ask_id`
    what somebody other than the caller is asked.
    """

    session: ivr.Session
    plays: int = 0
    play_id: str = ""
    due_ms: int | None = None
    asks: int = 0
    ask_id: str = ""
    asked_ms: int = 0
    served: "Served | None" = None


@dataclass(frozen=True)
class Served:
    """Who served a caller whom a flow asks afterwards."""

    queue_id: str
    agent_id: str


@dataclass(frozen=True)
class Known:
    """What is known of a caller beside the flow: from the call itself, and from flows before."""

    language: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    served: Served | None = None


@dataclass
class Turn:
    """What one input led to: facts to note, commands to send, and where the caller goes if it left."""

    facts: list[Fact] = field(default_factory=list)
    commands: list[port.Command] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    for_recording: list[ivr.ForRecording] = field(default_factory=list)
    left: ivr.Left | None = None


class Menus:
    """All IVR sessions of one tenant."""

    def __init__(self, tenant: str, is_open: Callable[[str, int], bool], plays: str = "p") -> None:
        """`plays` tells the plays of these sessions from any others' of the same contact."""
        self._tenant = tenant
        self._plays = plays
        self._is_open = is_open
        self._running: dict[str, Running] = {}
        self._known: dict[str, Known] = {}

    def use_calendars(self, is_open: Callable[[str, int], bool]) -> None:
        self._is_open = is_open

    def __contains__(self, contact_id: str) -> bool:
        return contact_id in self._running

    @property
    def next_due_ms(self) -> int | None:
        return min((r.due_ms for r in self._running.values() if r.due_ms is not None), default=None)

    def due(self, now_ms: int) -> list[str]:
        """Contacts whose wait for a key is over."""
        return [c for c, r in self._running.items() if r.due_ms is not None and r.due_ms <= now_ms]

    def begin(self, contact_id: str, flow: Flow, now_ms: int, known: Known | None = None) -> Turn:
        """Start a caller in a flow, with what was followed of the call before."""
        known = known or self._known.get(contact_id, Known())
        session, actions = ivr.start(flow, known.language, known.variables)
        self._running[contact_id] = Running(session, served=known.served)
        started = facts.IvrStarted(
            tenant=self._tenant,
            at_ms=now_ms,
            contact_id=contact_id,
            flow=flow.id,
            flow_version=flow.version,
        )
        turn = self._carry_out(contact_id, actions, now_ms)
        turn.facts.insert(0, started)
        return turn

    def resume(self, contact_id: str, now_ms: int) -> Turn:
        """Say the current node again, after a restart."""
        running = self._running[contact_id]
        running.plays += 100  # beyond any play of the process before
        running.session, actions = ivr.resume(running.session)
        return self._carry_out(contact_id, actions, now_ms)

    def digit(self, contact_id: str, digit: str, now_ms: int) -> Turn:
        if contact_id in self._running:
            self._running[contact_id].due_ms = None
        return self._input(contact_id, ivr.Digit(digit=digit), now_ms)

    def played(self, contact_id: str, play_id: str, now_ms: int, *, ok: bool) -> Turn:
        """A play ended; one that was stopped or belongs to an earlier node changes nothing."""
        running = self._running.get(contact_id)
        if running is None or running.play_id != play_id:
            return Turn()
        running.play_id = ""
        return self._input(contact_id, ivr.Played(ok=ok), now_ms)

    def answered(self, answered: Answered, now_ms: int) -> Turn:
        """An answer came; one to an earlier question changes nothing."""
        running = self._running.get(answered.contact_id)
        if running is None or running.ask_id != answered.ask_id:
            return Turn()
        if not isinstance(answered.answer, ivr.HttpAnswered | ivr.CustomerKnown):
            return Turn()
        return self._take_answer(answered.contact_id, running, answered.answer, now_ms)

    def timed_out(self, contact_id: str, now_ms: int) -> Turn:
        running = self._running[contact_id]
        running.due_ms = None
        if running.ask_id:
            return self._take_answer(contact_id, running, ivr.TimedOut(), now_ms)
        return self._input(contact_id, ivr.TimedOut(), now_ms)

    def drop(self, contact_id: str) -> None:
        """The caller has left the flow; what it learnt is known to a flow that comes after."""
        running = self._running.pop(contact_id, None)
        known = self._known.get(contact_id)
        if running is not None and known is not None:
            session = running.session
            language = session.language if session.is_language_known else known.language
            self._known[contact_id] = Known(language, session.variables)

    def follow(self, fact: Fact) -> None:
        """Keep what a flow begins with, live and on replay."""
        match fact:
            case facts.ContactArrived():
                self._known[fact.contact_id] = Known(fact.language, of_call(fact))
            case facts.LanguageChosen() if fact.contact_id not in self._running:
                known = self._known.get(fact.contact_id, Known())
                self._known[fact.contact_id] = Known(fact.language, known.variables, known.served)
            case ivr_facts.SurveyBegun():
                known = self._known.get(fact.contact_id, Known())
                served = Served(fact.queue_id, fact.agent_id)
                variables = {"served_queue": fact.queue_id, "served_agent": fact.agent_id}
                self._known[fact.contact_id] = Known(
                    known.language, {**known.variables, **variables}, served
                )
            case facts.ContactEnded():
                self.drop(fact.contact_id)
                self._known.pop(fact.contact_id, None)

    def replay(self, fact: Fact, flow_of: Callable[[str, int], Flow | None]) -> None:
        """Keep sessions in step with recorded facts."""
        self.follow(fact)
        match fact:
            case facts.IvrStarted():
                flow = flow_of(fact.flow, fact.flow_version)
                known = self._known.get(fact.contact_id)
                if flow is not None and known is not None:
                    session, _ = ivr.start(flow, known.language, known.variables)
                    self._running[fact.contact_id] = Running(session, served=known.served)
            case facts.IvrNodeEntered() if fact.contact_id in self._running:
                running = self._running[fact.contact_id]
                running.session = ivr.at_node(running.session, fact.node)
            case facts.LanguageChosen() if fact.contact_id in self._running:
                running = self._running[fact.contact_id]
                running.session = ivr.in_language(running.session, fact.language)
            case ivr_facts.VariablesSet() if fact.contact_id in self._running:
                running = self._running[fact.contact_id]
                running.session = ivr.with_variables(running.session, fact.variables, fact.hidden)
            case facts.IvrEnded():
                self.drop(fact.contact_id)

    def _input(self, contact_id: str, given: ivr.Input, now_ms: int) -> Turn:
        running = self._running.get(contact_id)
        if running is None:
            return Turn()
        running.session, actions = ivr.step(running.session, given)
        return self._carry_out(contact_id, actions, now_ms)

    def _take_answer(
        self,
        contact_id: str,
        running: Running,
        answer: ivr.HttpAnswered | ivr.CustomerKnown | ivr.TimedOut,
        now_ms: int,
    ) -> Turn:
        running.ask_id, running.due_ms = "", None
        node_id = running.session.node
        node = running.session.flow.nodes.get(node_id)
        turn = self._input(contact_id, answer, now_ms)
        if isinstance(node, Http):
            given = answer if isinstance(answer, ivr.HttpAnswered) else ivr.HttpAnswered()
            asked = ivr_facts.WebServiceAsked(
                tenant=self._tenant,
                contact_id=contact_id,
                at_ms=now_ms,
                node=node_id,
                service=node.service,
                status=given.status,
                failure="timeout" if isinstance(answer, ivr.TimedOut) else given.failure,
                duration_ms=max(0, now_ms - running.asked_ms),
            )
            turn.facts.insert(0, asked)
        return turn

    def _carry_out(self, contact_id: str, actions: Sequence[ivr.Action], now_ms: int) -> Turn:
        turn = Turn()
        running = self._running[contact_id]
        pending = list(actions)
        for _ in range(ACTIONS_MAX):
            if not pending:
                return turn
            action = pending.pop(0)
            if isinstance(action, ivr.AskHours):
                answer = ivr.HoursKnown(open=self._open(action.calendar_id, now_ms))
                running.session, more = ivr.step(running.session, answer)
                pending.extend(more)
            else:
                self._do(contact_id, running, action, turn, now_ms)
        turn.left = ivr.Finish(exit="failed")
        return turn

    def _open(self, calendar_id: str, at_ms: int) -> bool:
        try:
            return self._is_open(calendar_id, at_ms)
        except KeyError:  # a calendar that was removed must not turn callers away
            return True

    def _do(
        self, contact_id: str, running: Running, action: ivr.Action, turn: Turn, now_ms: int
    ) -> None:
        about: dict[str, Any] = {"tenant": self._tenant, "contact_id": contact_id}
        match action:
            case ivr.Say():
                running.plays += 1
                running.play_id = f"{contact_id}.{self._plays}{running.plays}"
                prompts = tuple(port.Prompt(p.kind, p.value, p.language) for p in action.prompts)
                turn.commands.append(
                    port.PlayPrompts(**about, play_id=running.play_id, prompts=prompts)
                )
            case ivr.StopSaying():
                if running.play_id:
                    turn.commands.append(port.StopPlay(**about, play_id=running.play_id))
                    running.play_id = ""
            case ivr.WaitDigit():
                running.due_ms = now_ms + action.limit_ms
            case ivr.AskHttp() | ivr.AskCustomer():
                running.asks += 1
                running.ask_id = f"{contact_id}.a{running.asks}"
                running.asked_ms = now_ms
                running.due_ms = now_ms + action.timeout_ms + ANSWER_NET_MS
                turn.asks.append(Ask(**about, ask_id=running.ask_id, what=action))
            case ivr.ForRecording():
                turn.for_recording.append(action)
            case (
                ivr.ToQueue() | ivr.ToCallback() | ivr.ToVoicemail() | ivr.ToNumber() | ivr.Finish()
            ):
                turn.left = action
            case _:
                if isinstance(action, ivr.Enter):
                    running.due_ms = None
                turn.facts.extend(_facts(action, about, now_ms, running))


def of_call(arrived: facts.ContactArrived) -> dict[str, str]:
    """The variables that every flow begins with."""
    found = {
        "caller": arrived.caller,
        "caller_name": arrived.caller_name,
        "called": arrived.called,
    }
    return {name: value for name, value in found.items() if value}


def _facts(
    action: ivr.Action, contact: dict[str, str], now_ms: int, running: Running
) -> list[Fact]:
    """What an action that needs nothing done leaves written."""
    about: dict[str, Any] = {**contact, "at_ms": now_ms}
    match action:
        case ivr.Enter():
            return [
                facts.IvrNodeEntered(
                    **about, node=action.node, task_completed=action.task_completed
                )
            ]
        case ivr.Digits():
            return [
                facts.DigitsEntered(
                    **about, node=action.node, digits=action.digits, accepted=action.accepted
                )
            ]
        case ivr.ChooseLanguage():
            return [facts.LanguageChosen(**about, language=action.language)]
        case ivr.SetVariables():
            return [
                ivr_facts.VariablesSet(
                    **about, node=action.node, variables=action.variables, hidden=action.hidden
                )
            ]
        case ivr.Score():
            return [
                ivr_facts.SurveyAnswered(
                    **about,
                    flow=running.session.flow.id,
                    queue_id=running.served.queue_id if running.served else "",
                    agent_id=running.served.agent_id if running.served else "",
                    node=action.node,
                    question=action.question,
                    score=action.score,
                )
            ]
    return []

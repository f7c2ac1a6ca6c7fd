"""Contacts in the IVR: each has a session of the pure `ivr`; here its actions meet the floor.

A session is only a fold of its facts, so a restart finds the caller at the node where it was.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from callfloor.events import contacts as facts
from callfloor.events.fact import Fact
from callfloor.ivr import step as ivr
from callfloor.ivr.flow import Flow
from callfloor.telephony import port

ACTIONS_MAX = 200
"""Actions for one input; a flow that asks for more is a defect and is ended as failed."""


@dataclass
class Running:
    """One caller in one flow. `play_id` is what is being said, `due_ms` when waiting for a key ends."""

    session: ivr.Session
    plays: int = 0
    play_id: str = ""
    due_ms: int | None = None


@dataclass
class Turn:
    """What one input led to: facts to note, commands to send, and where the caller goes if it left."""

    facts: list[Fact] = field(default_factory=list)
    commands: list[port.Command] = field(default_factory=list)
    left: ivr.ToQueue | ivr.ToVoicemail | ivr.Finish | None = None


class Menus:
    """All IVR sessions of one tenant."""

    def __init__(self, tenant: str, is_open: Callable[[str, int], bool]) -> None:
        self._tenant = tenant
        self._is_open = is_open
        self._running: dict[str, Running] = {}
        self._languages: dict[str, str] = {}
        """Of arrivals whose IVR has not started yet in a replay (a web call brings its language)."""

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

    def begin(self, contact_id: str, flow: Flow, language: str, now_ms: int) -> Turn:
        """Start a caller in a flow."""
        session, actions = ivr.start(flow, language)
        self._running[contact_id] = Running(session)
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

    def timed_out(self, contact_id: str, now_ms: int) -> Turn:
        self._running[contact_id].due_ms = None
        return self._input(contact_id, ivr.TimedOut(), now_ms)

    def drop(self, contact_id: str) -> None:
        self._running.pop(contact_id, None)

    def replay(self, fact: Fact, flow_of: Callable[[str, int], Flow | None]) -> None:
        """Keep sessions in step with recorded facts."""
        match fact:
            case facts.ContactArrived() if fact.language:
                self._languages[fact.contact_id] = fact.language
            case facts.IvrStarted():
                flow = flow_of(fact.flow, fact.flow_version)
                if flow is not None:
                    session, _ = ivr.start(flow, self._languages.pop(fact.contact_id, ""))
                    self._running[fact.contact_id] = Running(session)
            case facts.IvrNodeEntered() if fact.contact_id in self._running:
                running = self._running[fact.contact_id]
                running.session = ivr.at_node(running.session, fact.node)
            case facts.LanguageChosen() if fact.contact_id in self._running:
                running = self._running[fact.contact_id]
                running.session = ivr.in_language(running.session, fact.language)
            case facts.IvrEnded() | facts.ContactEnded():
                self.drop(fact.contact_id)

    def _input(self, contact_id: str, given: ivr.Input, now_ms: int) -> Turn:
        running = self._running.get(contact_id)
        if running is None:
            return Turn()
        running.session, actions = ivr.step(running.session, given)
        return self._carry_out(contact_id, actions, now_ms)

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
        about = {"tenant": self._tenant, "contact_id": contact_id}
        match action:
            case ivr.Say():
                running.plays += 1
                running.play_id = f"{contact_id}.p{running.plays}"
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
            case ivr.Enter():
                running.due_ms = None
                turn.facts.append(
                    facts.IvrNodeEntered(
                        **about,
                        at_ms=now_ms,
                        node=action.node,
                        task_completed=action.task_completed,
                    )
                )
            case ivr.Digits():
                turn.facts.append(
                    facts.DigitsEntered(
                        **about,
                        at_ms=now_ms,
                        node=action.node,
                        digits=action.digits,
                        accepted=action.accepted,
                    )
                )
            case ivr.ChooseLanguage():
                turn.facts.append(
                    facts.LanguageChosen(**about, at_ms=now_ms, language=action.language)
                )
            case ivr.ToQueue() | ivr.ToVoicemail() | ivr.Finish():
                turn.left = action

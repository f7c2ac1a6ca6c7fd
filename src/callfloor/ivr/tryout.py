"""A flow tried out in writing: keys go in, what would be said and where it leaves comes out. Pure.

The session is the very one that callers have; only the world around it is made up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from callfloor.ivr import actions as a
from callfloor.ivr import step as ivr
from callfloor.ivr.flow import Flow

NO_KEY = "timeout"
"""Among the keys: nothing was pressed in time."""
LINES_MAX = 2_000

LineKind = Literal[
    "entered", "said", "waits", "key", "set", "asked", "hours", "customer", "language", "score",
    "left",
]  # fmt: skip


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened at a node. `detail` holds what belongs to its kind, as plain values."""

    kind: LineKind
    node: str
    text: str = ""
    detail: dict[str, str] = {}
    prompts: tuple[a.Prompt, ...] = ()


class Transcript(msgspec.Struct, frozen=True, kw_only=True):
    lines: tuple[Line, ...]
    node: str
    language: str
    variables: dict[str, str]
    waits_for_key: bool
    is_over: bool


@dataclass(frozen=True, kw_only=True)
class World:
    """What is around the caller. A node without an answer of its own is not answered in time."""

    is_open: Callable[[str], bool]
    http: Mapping[str, a.HttpAnswered] = field(default_factory=dict)
    """Node → answer."""
    customer: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


def try_out(flow: Flow, keys: Sequence[str], world: World) -> Transcript:
    """Walk the flow with the keys, as far as they reach."""
    return _Trial(flow, world).run(list(keys))


class _Trial:
    def __init__(self, flow: Flow, world: World) -> None:
        self._world = world
        self._lines: list[Line] = []
        self._waits = False
        self._session, actions = ivr.start(flow, world.language, world.variables)
        self._pending = list(actions)

    def run(self, keys: list[str]) -> Transcript:
        self._settle()
        for key in keys:
            if self._session.is_over or len(self._lines) > LINES_MAX:
                break
            self._line("key", "" if key == NO_KEY else key)
            self._give(ivr.TimedOut() if key == NO_KEY else ivr.Digit(key))
            self._settle()
        return Transcript(
            lines=tuple(self._lines),
            node=self._session.node,
            language=self._session.language,
            variables=dict(self._session.variables),
            waits_for_key=self._waits and not self._session.is_over,
            is_over=self._session.is_over,
        )

    def _give(self, given: ivr.Input) -> None:
        self._waits = False
        self._session, actions = ivr.step(self._session, given)
        self._pending.extend(actions)

    def _settle(self) -> None:
        """Carry everything out until the caller is waited for, or has left."""
        while len(self._lines) <= LINES_MAX:
            if self._pending:
                answer = self._do(self._pending.pop(0))
                if answer is not None:
                    self._give(answer)
            elif self._session.is_saying:
                self._give(ivr.Played())
            else:
                return

    def _do(self, action: ivr.Action) -> ivr.Input | None:  # noqa: C901  (one table)
        node = self._session.node
        match action:
            case a.Enter():
                self._entered(action)
            case a.Say():
                text = " ".join(prompt.value for prompt in action.prompts)
                self._lines.append(Line(kind="said", node=node, text=text, prompts=action.prompts))
            case a.WaitDigit():
                self._waits = True
            case a.AskHours():
                is_open = self._world.is_open(action.calendar_id)
                self._line("hours", action.calendar_id, is_open="yes" if is_open else "no")
                return ivr.HoursKnown(open=is_open)
            case a.AskHttp():
                return self._http(action)
            case a.AskCustomer():
                self._line("customer", action.number)
                return ivr.CustomerKnown(dict(self._world.customer))
            case a.SetVariables():
                shown = {k: "***" if k in action.hidden else v for k, v in action.variables.items()}
                self._lines.append(Line(kind="set", node=action.node, detail=shown))
            case a.ChooseLanguage():
                self._line("language", action.language)
            case a.Score():
                self._line("score", str(action.score), question=action.question)
            case a.ToQueue():
                needs = ", ".join(f"{skill} {level}" for skill, level in action.needs.items())
                priority = "" if action.priority is None else str(action.priority)
                self._line("left", action.queue_id, way="queue", needs=needs, priority=priority)
            case a.ToNumber():
                self._line("left", action.number, way="number")
            case a.ToCallback():
                self._line("left", action.number, way="callback", queue=action.queue_id)
            case a.ToVoicemail():
                self._line("left", "", way="voicemail")
            case a.Finish():
                self._line("left", action.exit, way="end")
        return None

    def _entered(self, action: a.Enter) -> None:
        known = self._session.flow.nodes.get(action.node)
        kind = str(type(known).__struct_config__.tag) if known is not None else ""
        done = "yes" if action.task_completed else ""
        detail = {"kind": kind, "task_completed": done}
        self._lines.append(Line(kind="entered", node=action.node, text=action.node, detail=detail))

    def _http(self, action: a.AskHttp) -> ivr.Input:
        answer = self._world.http.get(action.node, ivr.HttpAnswered(failure="timeout"))
        asked = f"{action.method} {action.service} {action.path}"
        self._line("asked", asked, status=str(answer.status), failure=answer.failure)
        return answer

    def _line(self, kind: LineKind, text: str, **detail: str) -> None:
        node = self._session.node
        self._lines.append(Line(kind=kind, node=node, text=text, detail=detail))

"""One step in the making: the session as it becomes, the actions so far, and how things are said."""

import msgspec

from callfloor.ivr import actions as a
from callfloor.ivr.actions import Action, Prompt
from callfloor.ivr.flow import AnyNode, Flow, Spoken
from callfloor.ivr.saying import said
from callfloor.ivr.values import filled, with_values

NODES_MAX = 100
DIGITS_MAX = 500


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Where a caller is. `nodes` counts since the caller last did something, `digits` in all."""

    flow: Flow
    node: str
    language: str
    is_language_known: bool = False
    is_saying: bool = False
    is_asking: bool = False
    """Waits for an answer of somebody other than the caller."""
    is_over: bool = False
    tries: int = 0
    nodes: int = 0
    digits: int = 0
    entered: str = ""
    """Digits of a `collect` node so far."""
    is_confirming: bool = False
    question: int = 0
    """Place of the question of a `survey` node."""
    variables: dict[str, str] = {}
    again_from: str = ""
    """After a restart: the node where digits were keyed in that stand nowhere; they are asked again."""


class Walk:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.actions: list[Action] = []

    @property
    def node(self) -> AnyNode | None:
        return self.session.flow.nodes.get(self.session.node)

    @property
    def variables(self) -> dict[str, str]:
        return {**self.session.variables, "language": self.session.language}

    def change(self, **fields: object) -> None:
        self.session = msgspec.structs.replace(self.session, **fields)

    def act(self, action: Action) -> None:
        self.actions.append(action)

    def result(self) -> tuple[Session, tuple[Action, ...]]:
        return self.session, tuple(self.actions)

    def put(self, variables: dict[str, str], *, is_secret: bool = False) -> None:
        """Set variables, and have that written down."""
        if not variables:
            return
        self.change(variables=with_values(self.session.variables, variables))
        kept = {name: self.session.variables.get(name, "") for name in variables}
        hidden = tuple(variables) if is_secret else ()
        shown = dict.fromkeys(kept, "") if is_secret else kept
        self.act(a.SetVariables(self.session.node, shown, hidden))

    def say(self, prompts: tuple[Spoken, ...]) -> bool:
        """Whether there was something to say."""
        found = tuple(prompt for item in prompts for prompt in self._prompts(item))
        if found:
            self.change(is_saying=True)
            self.act(a.Say(found))
        return bool(found)

    def ask(self, prompts: tuple[Spoken, ...], wait_ms: int) -> None:
        if not self.say(prompts):
            self.act(a.WaitDigit(wait_ms))

    def stop(self) -> None:
        if self.session.is_saying:
            self.change(is_saying=False)
            self.act(a.StopSaying())

    def leave(self, action: a.Left) -> None:
        self.change(is_over=True, is_asking=False)
        self.act(action)

    def give_up(self) -> None:
        """The flow has failed the caller: somebody must take the call."""
        queue_id = self.session.flow.fallback_queue
        self.leave(a.ToQueue(queue_id) if queue_id else a.Finish("failed"))

    def _prompts(self, item: Spoken) -> tuple[Prompt, ...]:
        language, own = self.session.language, self.session.flow.language
        if item.text.get(language):
            return self._spoken(item.text[language], language)
        if item.value:
            return self._valued(item, language)
        if item.text.get(own):
            return self._spoken(item.text[own], own)
        known = next(((key, text) for key, text in item.text.items() if text), None)
        return self._spoken(known[1], known[0]) if known else ()

    def _valued(self, item: Spoken, language: str) -> tuple[Prompt, ...]:
        match item.kind:
            case "sound":  # named by the flow alone: no caller's text goes into a path
                return (Prompt(item.kind, item.value, language),)
            case "speech":
                return self._spoken(item.value, language)
            case _:
                value = filled(item.value, self.variables)
                return said(item.kind, value, language, filled(item.currency, self.variables))

    def _spoken(self, text: str, language: str) -> tuple[Prompt, ...]:
        spoken = filled(text, self.variables).strip()
        return (Prompt("speech", spoken, language),) if spoken else ()

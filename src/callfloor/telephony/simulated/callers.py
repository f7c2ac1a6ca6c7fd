"""The public: when they call, what they want, which keys they press and how long they wait."""

from collections.abc import Iterator
from random import Random
from typing import Literal

import msgspec

from callfloor.ivr.callback import KEYS
from callfloor.ivr.flow import Callback, Flow, Language, Menu, Queue, targets_of
from callfloor.kit.clock import local
from callfloor.kit.ids import id_at
from callfloor.telephony.port import Prompt
from callfloor.telephony.simulated.scene import HOUR_MS, Scene, about, pick

_GIVEN = (
    "Ana", "Bruno", "Carmen", "David", "Elena", "Farid", "Grace", "Hugo", "Ines", "Jun", "Karim",
    "Lucia", "Mei", "Nora", "Oscar", "Paula", "Qiang", "Rosa", "Samir", "Teresa", "Wei", "Yusuf",
)  # fmt: skip
_FAMILY = (
    "Alvarez", "Baker", "Chen", "Diaz", "Evans", "Fernandez", "Garcia", "Huang", "Ito", "Jimenez",
    "Kim", "Lopez", "Martin", "Novak", "Ortiz", "Perez", "Rossi", "Silva", "Torres", "Wang",
)  # fmt: skip
_AREAS = ("202", "212", "305", "312", "415", "512", "617", "646", "702", "818")


class Caller(msgspec.Struct, kw_only=True):
    """One attempt. `wants` is a queue; `patience_ms` runs from the first music on."""

    contact_id: str
    at_ms: int
    number: str
    caller: str
    caller_name: str
    language: str
    channel: Literal["voice", "web_call"]
    wants: str
    patience_ms: int
    menu_patience_ms: int
    talk_ms: int
    message_ms: int
    slip_share: float


class Ear:
    """Finds the key to press from what is being said: the node of the flow that says it."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._node_of: dict[str, str] = {}
        for name, node in flow.nodes.items():
            if isinstance(node, Menu | Language) and node.prompts:
                last = node.prompts[-1]
                for said in (last.value, *last.text.values()):
                    self._node_of.setdefault(said, name)
            elif isinstance(node, Callback):
                for said in KEYS.values():
                    self._node_of.setdefault(said, name)

    def key(self, caller: Caller, prompts: tuple[Prompt, ...]) -> str:
        """The key that leads towards what the caller wants; empty where none is asked for."""
        node = self._flow.nodes.get(self._node_of.get(prompts[-1].value, "")) if prompts else None
        if isinstance(node, Language):
            wanted = (key for key, language in node.keys.items() if language == caller.language)
            return next(wanted, "")
        if isinstance(node, Callback):
            return "1" if caller.wants == node.queue and caller.caller else "*"
        if isinstance(node, Menu):
            ways = (key for key, target in node.keys.items() if self._leads(target, caller.wants))
            return next(ways, "") or next(iter(node.keys), "")
        return ""

    def _leads(self, name: str, queue_id: str) -> bool:
        """Whether the queue is reached from a node without pressing another wrong key."""
        seen: set[str] = set()
        ahead = [name]
        while ahead:
            at = ahead.pop()
            node = self._flow.nodes.get(at)
            if node is None or at in seen:
                continue
            seen.add(at)
            if isinstance(node, Queue) and node.queue == queue_id:
                return True
            ahead += targets_of(node).values()
        return False


def callers(scene: Scene, rng: Random, from_ms: int, to_ms: int) -> Iterator[Caller]:
    """Arrivals in order of time: a Poisson process whose rate follows the hour and the weekday."""
    total = sum(scene.hour_weights) or 1.0
    most = max(scene.hour_weights) * max(scene.weekday_weights) or 1.0
    rate_max = scene.contacts_per_day * most / total / HOUR_MS
    floor_rate = scene.contacts_per_day * scene.out_of_hours_share / (24 * HOUR_MS)
    at_ms = float(from_ms)
    while True:
        at_ms += rng.expovariate(rate_max + floor_rate)
        if at_ms >= to_ms:
            return
        now = local(int(at_ms), scene.zone)
        weight = scene.hour_weights[now.hour] * scene.weekday_weights[now.weekday()]
        rate = scene.contacts_per_day * weight / total / HOUR_MS
        if rng.random() * (rate_max + floor_rate) > rate + floor_rate:
            continue
        contact_id = id_at(int(at_ms), rng.getrandbits(80))
        yield one_caller(scene, rng, contact_id, int(at_ms))


def one_caller(scene: Scene, rng: Random, contact_id: str, at_ms: int) -> Caller:
    """A person with a number of the range set aside for fiction, a name, and a mind."""
    number, name = _person(rng, scene.repeat_share)
    is_web = rng.random() < scene.web_call_share
    wants = pick(rng, scene.queue_weights)
    return Caller(
        contact_id=contact_id,
        at_ms=at_ms,
        number=rng.choice(lines_to(scene, wants)),
        caller="" if is_web else number,
        caller_name=name if is_web or rng.random() < 0.6 else "",
        language=pick(rng, scene.language_weights),
        channel="web_call" if is_web else "voice",
        wants=wants,
        patience_ms=about(rng, scene.patience_ms, 0.9),
        menu_patience_ms=about(rng, 120_000, 0.5),
        talk_ms=about(rng, scene.caller_talk_ms, 0.6),
        message_ms=about(rng, 20_000, 0.5),
        slip_share=0.04,
    )


def lines_to(scene: Scene, queue_id: str) -> list[str]:
    """The numbers by which a queue is reached; all of them for one that no flow names."""
    named = [
        number
        for number, flow in sorted(scene.flows.items())
        if any(isinstance(n, Queue) and n.queue == queue_id for n in flow.nodes.values())
    ]
    return named or sorted(scene.flows)


def _person(rng: Random, repeat_share: float) -> tuple[str, str]:
    """Some of few regular callers, or one of all."""
    regulars = 60
    everyone = len(_AREAS) * 100
    who = rng.randrange(regulars if rng.random() < repeat_share else everyone)
    area, line = _AREAS[who % len(_AREAS)], 100 + who // len(_AREAS)
    name = f"{_GIVEN[who % len(_GIVEN)]} {_FAMILY[who * 7 % len(_FAMILY)]}"
    return f"+1{area}5550{line}", name

"""All settings of one tenant as one immutable value, in the shapes its readers want."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar, cast

from callfloor.acd.centre import Agent as AcdAgent
from callfloor.acd.centre import CallsOut as AcdCallsOut
from callfloor.acd.centre import Capacity as AcdCapacity
from callfloor.acd.centre import Centre as AcdCentre
from callfloor.acd.centre import Closing as AcdClosing
from callfloor.acd.centre import Queue as AcdQueue
from callfloor.acd.centre import Widening as AcdWidening
from callfloor.centre import known, schemas
from callfloor.centre.calendars import OpeningHours
from callfloor.centre.callers import CallerList, CallerRule
from callfloor.centre.check import Items, flow_of
from callfloor.centre.fields import Said
from callfloor.centre.indicators import IndicatorRules
from callfloor.centre.prompts import RecordedPrompt
from callfloor.centre.schemas import KINDS, ROUTING_ID, Setting
from callfloor.centre.sounds import file_of
from callfloor.ivr.flow import Flow

_S = TypeVar("_S", bound=Setting)


_ALIKE = {
    "priority_step_ms", "urgency_ms", "rejoin_limit_ms", "monitor_announced", "recovery", "recovery_ms",
    "recovery_limit", "recovery_window_ms", "hard_after_ms", "hard_rest_ms",
    "hold_back_ms",
}  # fmt: skip
"""Rules that bear one name in the settings and in routing."""


@dataclass(frozen=True)
class CentreSettings:
    """`items` maps kind → id → setting, `versions` the same ids to their versions."""

    tenant: str
    name: str
    zone: str
    country: str
    language: str
    is_demo: bool
    version: int
    items: Items
    versions: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def of(self, kind: type[_S]) -> Mapping[str, _S]:
        """The settings of one kind by id, in their order."""
        name = next(name for name, known in KINDS.items() if known is kind)
        return cast("Mapping[str, _S]", self.items.get(name, MappingProxyType({})))

    @property
    def indicators(self) -> IndicatorRules:
        """How the figures are counted."""
        return self.of(IndicatorRules).get(ROUTING_ID, IndicatorRules())

    @cached_property
    def acd(self) -> AcdCentre:
        """What routing needs."""
        rules = self.of(schemas.Routing).get(ROUTING_ID, schemas.Routing())
        return AcdCentre(
            tenant=self.tenant,
            version=self.version,
            queues={key: _queue(key, queue) for key, queue in self.of(schemas.Queue).items()},
            agents={
                key: _agent(key, agent, self._capacity(rules, agent))
                for key, agent in self.of(schemas.Agent).items()
            },
            **rules.model_dump(include=_ALIKE),
            calls_out=AcdCallsOut(
                prefixes=tuple(rules.call_prefixes),
                calls_max=rules.calls_out_max,
                shown=next(iter(self.trunk_numbers.values()), ""),
                queue_id=rules.calls_out_queue,
            ),
            closings=self._closings(),
            listed=known.listed_of(self.of(CallerList), self.zone),
            caller_rules=known.rules_of(self.of(CallerRule)),
            language=self.language,
        )

    def _capacity(self, rules: schemas.Routing, agent: schemas.Agent) -> AcdCapacity:
        """The agent's own limits, else the team's, else the centre's."""
        team = self.of(schemas.Team).get(agent.team)

        def limit(name: str) -> int:
            own = (getattr(one, name) for one in (agent, team) if one is not None)
            return int(next((most for most in own if most is not None), getattr(rules, name)))

        return AcdCapacity(
            at_most={
                "chat": limit("chats_max"),
                "email": limit("emails_max"),
                "sms": limit("sms_max"),
            },
            in_all=limit("written_max"),
            alone=tuple(rules.written_alone),
        )

    def _closings(self) -> dict[str, AcdClosing]:
        """What is closed now; of two closings of one queue the first holds."""
        found: dict[str, AcdClosing] = {}
        for closing in self.of(schemas.Closing).values():
            if closing.is_closed:
                for queue_id in closing.queues or [""]:
                    found.setdefault(
                        queue_id,
                        AcdClosing(
                            message=_words(closing.message),
                            ends_with=closing.ends_with,
                            waiting=closing.waiting,
                        ),
                    )
        return found

    @cached_property
    def flows(self) -> dict[str, Flow]:
        versions = self.versions.get("flows", {})
        return {
            key: flow_of(key, flow, versions.get(key, 1))
            for key, flow in self.of(schemas.FlowSetting).items()
        }

    @property
    def numbers(self) -> dict[str, str]:
        """Called number → flow."""
        return {key: number.flow for key, number in self.of(schemas.Number).items()}

    @property
    def web_services(self) -> dict[str, dict[str, Any]]:
        """What flows may ask, by id."""
        return {key: one.model_dump() for key, one in self.of(schemas.WebService).items()}

    @cached_property
    def prompts(self) -> dict[str, dict[str, str]]:
        """Prompt → language → its file below the prompts' folder."""
        return {
            key: {lang: file_of(self.tenant, mark) for lang, mark in prompt.sounds.items()}
            for key, prompt in self.of(RecordedPrompt).items()
        }

    @property
    def watched_trunks(self) -> frozenset[str]:
        """Trunks that are asked whether they are there, or that we register at."""
        trunks = self.of(schemas.Trunk).items()
        return frozenset(key for key, trunk in trunks if trunk.asked or trunk.registers)

    @property
    def trunk_numbers(self) -> dict[str, str]:
        """Trunk → the number that calls out by it show."""
        trunks = self.of(schemas.Trunk).items()
        return {key: trunk.caller_number for key, trunk in trunks if trunk.caller_number}

    @cached_property
    def names(self) -> dict[str, str]:
        """Queue, agent and team ids (`queues.sales`) → what people call them."""
        return {
            f"{kind}.{key}": str(getattr(setting, "name", ""))
            for kind in ("queues", "agents", "teams", "skills")
            for key, setting in self.items.get(kind, {}).items()
        }

    @cached_property
    def _hours(self) -> dict[str, OpeningHours]:
        return {
            key: calendar.hours(self._zone_of(calendar.site))
            for key, calendar in self.of(schemas.Calendar).items()
        }

    def _zone_of(self, site_id: str) -> str:
        site = self.of(schemas.Site).get(site_id)
        return site.zone if site and site.zone else self.zone

    def is_open(self, calendar_id: str, at_ms: int) -> bool:
        """KeyError for an unknown calendar."""
        return self._hours[calendar_id].is_open(at_ms)


def trunk_secret(trunk: schemas.Trunk) -> str:
    """What the named variable of the environment holds; empty where none is named or set."""
    return os.environ.get(trunk.secret_env, "") if trunk.secret_env else ""


def _queue(queue_id: str, queue: schemas.Queue) -> AcdQueue:
    values = queue.model_dump()
    overflow = values.pop("overflow_queue")
    values["widen"] = tuple(
        AcdWidening(after_ms=step.after_ms, needs=dict(step.needs)) for step in queue.widen
    )
    values["overflow_message"] = _words(queue.overflow_message)
    return AcdQueue(queue_id=queue_id, overflow_queue_id=overflow, **values)


def _words(said: Said | None) -> dict[str, str]:
    """Language → text."""
    return said.model_dump() if said else {}


def _agent(agent_id: str, agent: schemas.Agent, capacity: AcdCapacity) -> AcdAgent:
    return AcdAgent(
        agent_id=agent_id,
        name=agent.name,
        team_id=agent.team,
        skills=dict(agent.skills),
        phone=agent.phone,
        address=agent.address,
        is_demo=agent.is_demo,
        capacity=capacity,
    )

"""A busy floor for one person: customers who call the real Asterisk, and agents beside the real one.

The simulated agents are those of the demo centre with a fixed phone, a line that answers and talks.
What such a person does by hand (log in, get ready, wrap up) is done here, as the API would do it.
"""

import asyncio
import random
from collections.abc import Callable
from typing import Any

from callfloor.api.floor_client import FloorClient
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import ConflictError, UnavailableError
from callfloor.telephony.asterisk.originate import DemoCalls, random_caller

CODES = ("other", "wrong_number")
LOOK_EVERY_S = 1.0
WRAP_UP_S = (3, 25)
ACTOR = "demo"
LANGUAGE_KEYS = {"1": 0.45, "2": 0.45, "3": 0.1}
MENU_KEYS = {"1": 0.4, "2": 0.35, "3": 0.15, "4": 0.1}


def _keys(chance: random.Random) -> tuple[tuple[str, int], ...]:
    """A language, then a choice of the menu, each pressed after some seconds."""
    language = chance.choices(list(LANGUAGE_KEYS), list(LANGUAGE_KEYS.values()))[0]
    choice = chance.choices(list(MENU_KEYS), list(MENU_KEYS.values()))[0]
    return ((language, chance.randint(2, 5)), (choice, chance.randint(5, 9)))


class SimulatedAgents:
    """Keeps the agents who are not people at work; `close` sends those home whom it brought."""

    def __init__(self, floor: FloorClient, tenant: str) -> None:
        self._floor = floor
        self._tenant = tenant
        self._brought: set[str] = set()
        self._wrap_up_s: dict[str, float] = {}

    async def run(self) -> None:
        """Look once a second and do what each has to do."""
        while True:
            try:
                for agent in await self._states():
                    await self._attend(agent)
            except UnavailableError:
                pass  # the floor is being started again; the next look finds it
            await asyncio.sleep(LOOK_EVERY_S)

    async def close(self) -> None:
        for agent_id in sorted(self._brought):
            await self._act(agent_id, "logout", {})

    async def _states(self) -> list[dict[str, Any]]:
        state = await self._floor.state()
        tenant = state.get("tenants", {}).get(self._tenant, {})
        return [agent for agent in tenant.get("agents", []) if agent["phone"] == "fixed"]

    async def _attend(self, agent: dict[str, Any]) -> None:
        agent_id, state = agent["id"], agent["state"]
        if state == "logged_out":
            self._brought.add(agent_id)
            await self._act(agent_id, "login", {})
        elif state == "not_ready" and agent["reason"] in {"logged_in", "missed", "phone_failed"}:
            await self._act(agent_id, "ready", {})
        elif state == "wrap_up":
            limit_s = self._wrap_up_s.setdefault(agent_id, random.uniform(*WRAP_UP_S))  # noqa: S311
            if now_ms() - agent["since_ms"] >= limit_s * 1000:
                del self._wrap_up_s[agent_id]
                code = random.choice(CODES)  # noqa: S311
                await self._act(agent_id, "wrap_up", {"code": code, "resolved": "yes"})

    async def _act(self, agent_id: str, action: str, body: dict[str, Any]) -> None:
        try:
            await self._floor.act(self._tenant, agent_id, action, body, actor=ACTOR)
        except (ConflictError, UnavailableError):
            return  # something else happened meanwhile; the next look decides anew


async def place_traffic(
    calls: DemoCalls,
    number: str,
    calls_per_minute: float,
    said: Callable[[str], None],
    seed: int | None = None,
) -> None:
    """Place calls at random (Poisson) moments, until cancelled."""
    chance = random.Random(seed)  # noqa: S311  (callers, not secrets)
    while True:
        await asyncio.sleep(chance.expovariate(calls_per_minute / 60))
        caller = random_caller(number, _keys(chance), chance)
        try:
            await calls.place(caller)
            said(f"{caller.caller_name} calls {number}")
        except UnavailableError as error:
            said(error.message)


async def place_one(calls: DemoCalls, number: str) -> str:
    """One call that chooses English and sales; returns the caller's name."""
    chance = random.Random()  # noqa: S311
    caller = random_caller(number, (("1", 3), ("1", 7)), chance)
    await calls.place(caller)
    return caller.caller_name

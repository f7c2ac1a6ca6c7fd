"""Live traffic for the demo centre."""

import asyncio
from collections.abc import Callable

from callfloor.api.floor_client import FloorClient
from callfloor.centre import demo
from callfloor.demo.traffic import SimulatedAgents, place_traffic
from callfloor.kit.settings import Settings
from callfloor.telephony.asterisk.originate import DemoCalls


def demo_calls(settings: Settings) -> DemoCalls:
    """Customers who call the demo centre; use in `async with`."""
    return DemoCalls(settings, demo.TENANT)


async def run_demo_traffic(
    settings: Settings,
    number: str,
    calls_per_minute: float,
    *,
    with_agents: bool,
    said: Callable[[str], None],
) -> None:
    """Calls and simulated agents until cancelled; the agents it brought go home."""
    floor = FloorClient(settings)
    agents = SimulatedAgents(floor, demo.TENANT)
    try:
        async with demo_calls(settings) as calls, asyncio.TaskGroup() as group:
            if with_agents:
                group.create_task(agents.run())
            group.create_task(place_traffic(calls, number, calls_per_minute, said))
    finally:
        await agents.close()
        await floor.close()

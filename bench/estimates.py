"""How near the estimated wait comes to what then happens, on simulated days of the floor's own engine.

    PYTHONPATH=. .venv/bin/python bench/estimates.py [--days N]

A shop of twelve agents in three queues that share them, three loads. For everyone who had to wait and was
answered, the wait that was estimated on entry (as it stands in `contact_queued`) is held against the
real one, beside what three other ways would have said at the same moment: position × handle time ÷
agents at work (what was told before), the delay of the last one to be answered (LES) and that of the head
of the line (HOL), both of Ibrahim and Whitt 2009. Near is within 50 % or 30 s of the real wait.
"""

import argparse
from random import Random
from statistics import mean, median

from tests.simulation.centre import shop_engine, shop_scene

from callfloor.events import contacts as c
from callfloor.events.fact import Fact
from callfloor.telephony.simulated.day import Simulation
from callfloor.telephony.simulated.scene import HOUR_MS

MONDAY_MS = 1_763_337_600_000
LOADS = (400, 600, 900)
NEAR_MS = 30_000


class Day:
    """The facts of one day, and what each way estimated."""

    def __init__(self, seed: int, per_day: int) -> None:
        self.engine = shop_engine()
        self.entered: dict[str, c.ContactQueued] = {}
        self.told: dict[str, dict[str, float]] = {}
        self.waited: set[str] = set()
        self.last_wait_ms: dict[str, int] = {}
        self.found: list[tuple[dict[str, float], int]] = []
        scene = shop_scene(contacts_per_day=per_day)
        simulation = Simulation(self.engine, scene, Random(seed), self.sink)
        simulation.run(MONDAY_MS, MONDAY_MS + 24 * HOUR_MS)

    def sink(self, fact: Fact) -> None:
        if isinstance(fact, c.ContactQueued):
            self.entered[fact.leg_id] = fact
            self.told[fact.leg_id] = self.estimates(fact)
        elif isinstance(fact, c.ContactOffered):
            if fact.at_ms > self.entered[fact.leg_id].at_ms:
                self.waited.add(fact.leg_id)
        elif isinstance(fact, c.ContactLeftQueue) and fact.outcome == "answered":
            wait_ms = fact.at_ms - self.entered[fact.leg_id].at_ms
            if fact.leg_id in self.waited:
                self.last_wait_ms[fact.queue_id] = wait_ms
                self.found.append((self.told[fact.leg_id], wait_ms))

    def estimates(self, fact: c.ContactQueued) -> dict[str, float]:
        state, queue_id = self.engine.state, fact.queue_id
        run, told = state.queues.get(queue_id), {}
        if fact.wait_estimate_ms is not None:
            told["now"] = float(fact.wait_estimate_ms)
        if run is not None and run.handle_ms:
            at_work = max(1, state.index.busy.get(queue_id, 0))
            told["before"] = len(state.index.queues.get(queue_id, ())) * run.handle_ms / at_work
        if queue_id in self.last_wait_ms:
            told["LES"] = float(self.last_wait_ms[queue_id])
        line = state.index.entered.get(queue_id)
        if line:
            told["HOL"] = float(fact.at_ms - line[0][0])
        return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=4)
    days = parser.parse_args().days
    ways = ("before", "now", "LES", "HOL")
    print(
        f"{'calls a day':>12} {'way':>7} {'waits':>6} {'median error s':>15} {'bias s':>7} {'near %':>7}"
    )
    for per_day in LOADS:
        found = [one for seed in range(days) for one in Day(seed, per_day).found]
        found = [(told, wait_ms) for told, wait_ms in found if all(way in told for way in ways)]
        for way in ways:
            errors = [(told[way] - wait_ms, wait_ms) for told, wait_ms in found]
            near = mean(abs(error) <= max(NEAR_MS, wait_ms / 2) for error, wait_ms in errors)
            middle = median(abs(error) for error, _ in errors) / 1000
            bias = mean(error for error, _ in errors) / 1000
            print(
                f"{per_day:>12} {way:>7} {len(errors):>6} {middle:>15.0f} {bias:>7.0f} {100 * near:>7.0f}"
            )


if __name__ == "__main__":
    main()

"""How fast the routing decides, beside a plain scan over all agents and contacts, in the same run.

    .venv/bin/python bench/acd.py [--quick]

2,014 agents, 50 skills, 200 queues, 10,000 waiting. Two loads: a floor where everybody waits and
each agent who becomes free takes the next contact, and one where agents wait and each contact that
arrives is offered at once. Urgency is on; of the queues some ring all, some widen their needs with
the wait, some choose the most skilled. A decision is an offer. Each step is timed by itself, in
processor time, so that a busy machine does not blur it; nothing is left out of a step (facts are
made, applied, indexed). The naive router below does what many queues do: it looks at everybody.
Exits 1 where the aims are missed: p99 below 1 ms, memory below 200 MB.
"""

import argparse
import gc
import json
import sys
import time
import tracemalloc
from collections.abc import Callable
from random import Random
from typing import Any

import psutil

from callfloor.acd import inputs as i
from callfloor.acd.centre import Agent, Centre, Queue, Strategy, Widening
from callfloor.acd.state import State
from callfloor.acd.step import step
from callfloor.events import contacts as c

AGENTS, SKILLS, QUEUES, WAITING = 2_014, 50, 200, 10_000
P99_MAX_MS, MEMORY_MAX_MB = 1.0, 200.0
STRATEGIES: tuple[Strategy, ...] = (
    "most_skilled", "longest_idle", "ring_all", "least_occupied", "longest_idle", "round_robin",
    "longest_idle", "longest_idle",
)  # fmt: skip
START_MS = 1_700_000_000_000


def big_centre(rng: Random) -> Centre:
    """Queues that need one to three skills, agents who have four to twelve, everybody of some use."""
    skills = [f"skill{at:02}" for at in range(SKILLS)]
    queues = {}
    for at in range(QUEUES):
        needs = {skill: rng.randint(1, 3) for skill in rng.sample(skills, rng.choice((1, 1, 2, 3)))}
        queue_id = f"queue{at:03}"
        queues[queue_id] = Queue(
            queue_id=queue_id,
            name=queue_id,
            needs=needs,
            strategy=STRATEGIES[at % len(STRATEGIES)],
            ring_all_limit=3,
            widen=_rings(needs) if at % 5 == 0 else (),
            service_level_ms=(10_000, 20_000, 60_000)[at % 3],
            wrap_up_limit_ms=None,
            wrap_up_code_required=False,
        )
    agents = {}
    for at in range(AGENTS):
        agent_id = f"agent{at:04}"
        own = {skill: rng.randint(1, 5) for skill in rng.sample(skills, rng.randint(4, 12))}
        agents[agent_id] = Agent(
            agent_id=agent_id, name=agent_id, team_id="t", skills=own, phone="fixed"
        )
    return Centre(tenant="bench", queues=queues, agents=agents, urgency_ms=120_000)


def _rings(needs: dict[str, int]) -> tuple[Widening, ...]:
    """First those who are good at it, then anyone who can, then anyone with the first skill."""
    least = dict.fromkeys(needs, 1)
    first = next(iter(needs))
    return (Widening(after_ms=15_000, needs=least), Widening(after_ms=45_000, needs={first: 1}))


class Timed:
    """Says inputs to the core and keeps how long each took, by what it was."""

    def __init__(self, centre: Centre) -> None:
        self.state = State(centre)
        self.now_ms = START_MS
        self.taken: dict[str, list[int]] = {}
        self.offers = 0
        self.is_on = False

    def say(self, given: i.Input) -> list[Any]:
        begin = time.thread_time_ns()
        facts = step(self.state, given, self.now_ms)
        took = time.thread_time_ns() - begin
        if self.is_on:
            self.taken.setdefault(type(given).__name__, []).append(took)
            self.offers += sum(isinstance(fact, c.ContactOffered) for fact in facts)
        return facts

    def arrive(self, contact_id: str, queue_id: str) -> list[Any]:
        arrived = c.ContactArrived(
            tenant="bench", at_ms=self.now_ms, contact_id=contact_id, channel="voice",
            direction="in", line=contact_id, caller="+15550100", called="900",
        )  # fmt: skip
        self.say(i.Note(arrived))
        return self.say(i.Enqueue(contact_id, queue_id))


def saturated(timed: Timed, rng: Random, rounds: int) -> None:
    """Everybody waits: an agent talks, hangs up, wraps up and takes the next; a contact comes."""
    queues = list(timed.state.centre.queues)
    for at in range(WAITING + AGENTS):
        timed.now_ms += 1
        timed.arrive(f"w{at}", rng.choice(queues))
    for agent_id in timed.state.centre.agents:
        timed.say(i.LogIn(agent_id))
        timed.say(i.GoReady(agent_id))
    timed.is_on = True
    agents = [run.agent_id for run in timed.state.agents.values() if run.state == "reserved"]
    for at in range(rounds):
        timed.now_ms += 3
        agent_id = rng.choice(agents)
        run = timed.state.agents[agent_id]
        contact_id = run.contact_id
        if not contact_id:
            continue
        ring = timed.state.contacts[contact_id].ring
        if ring:
            timed.say(i.RingProgressed(contact_id, ring.ring_id))
            timed.say(i.RingAnswered(contact_id, ring.ring_id))
            timed.say(i.Connected(contact_id, ring.ring_id))
        timed.say(i.HangUp(agent_id))
        timed.say(i.CompleteWrapUp(agent_id, "done"))
        timed.arrive(f"n{at}", rng.choice(queues))
        timed.say(i.Tick())


def idle(timed: Timed, rng: Random, rounds: int) -> None:
    """Agents wait: each contact is offered at once, one in five rings comes to nothing."""
    queues = list(timed.state.centre.queues)
    for agent_id in timed.state.centre.agents:
        timed.now_ms += 1
        timed.say(i.LogIn(agent_id))
        timed.say(i.GoReady(agent_id))
    timed.is_on = True
    for at in range(rounds):
        timed.now_ms += 3
        contact_id = f"c{at}"
        timed.arrive(contact_id, rng.choice(queues))
        ring = timed.state.contacts[contact_id].ring
        if ring is None or rng.random() < 0.2:
            timed.say(i.CustomerGone(contact_id))
            continue
        timed.say(i.RingAnswered(contact_id, ring.ring_id))
        timed.say(i.CustomerGone(contact_id))
        timed.say(i.CompleteWrapUp(ring.agent_id, "done"))


class Naive:
    """A router that scans: all contacts for an agent who is free, all agents for a contact."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.idle: dict[str, int] = {}
        self.waiting: dict[str, tuple[int, str]] = {}

    def meets(self, agent_id: str, queue_id: str) -> bool:
        skills = self.centre.agents[agent_id].skills
        needs = self.centre.queues[queue_id].needs
        return all(skills.get(skill, 0) >= least for skill, least in needs.items())

    def contact_for(self, agent_id: str) -> str:
        fitting = [
            (rank_ms, contact_id)
            for contact_id, (rank_ms, queue_id) in self.waiting.items()
            if self.meets(agent_id, queue_id)
        ]
        return min(fitting)[1] if fitting else ""

    def agent_for(self, queue_id: str) -> str:
        fitting = [
            (since_ms, agent_id)
            for agent_id, since_ms in self.idle.items()
            if self.meets(agent_id, queue_id)
        ]
        return min(fitting)[1] if fitting else ""


def naive_takes(
    centre: Centre, rng: Random, rounds: int, *, is_saturated: bool
) -> tuple[list[int], int]:
    """Only the choice itself is timed, which favours the scan."""
    naive, taken = Naive(centre), []
    queues, agents = list(centre.queues), list(centre.agents)
    for at in range(WAITING if is_saturated else 0):
        naive.waiting[f"w{at}"] = (at, rng.choice(queues))
    for at, agent_id in enumerate(agents):
        naive.idle[agent_id] = at
    for at in range(rounds):
        who: Callable[[str], str] = naive.contact_for if is_saturated else naive.agent_for
        given = rng.choice(agents if is_saturated else queues)
        begin = time.thread_time_ns()
        found = who(given)
        taken.append(time.thread_time_ns() - begin)
        if is_saturated and found:
            del naive.waiting[found]
            naive.waiting[f"n{at}"] = (WAITING + at, rng.choice(queues))
        elif found:
            naive.idle[found] = AGENTS + at
    return taken, rounds


def at_share(taken: list[int], share: float) -> float:
    """Milliseconds."""
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] / 1e6


def measure(name: str, load: Callable[[Timed, Random, int], None], rounds: int) -> dict[str, Any]:
    """One load: its rows, the offers per second of time spent in the core, and the memory it took."""
    rng = Random(1)
    centre = big_centre(rng)
    timed = Timed(centre)
    load(timed, rng, rounds)
    memory_mb = psutil.Process().memory_info().rss / 1e6
    every = [took for rows in timed.taken.values() for took in rows]
    naive, _ = naive_takes(centre, Random(1), min(rounds, 400), is_saturated=load is saturated)
    return {
        "load": name,
        "waiting": len(timed.state.index.waiting),
        "steps": {
            kind: (len(rows), at_share(rows, 0.5), at_share(rows, 0.99), max(rows) / 1e6)
            for kind, rows in timed.taken.items()
        },
        "all": (len(every), at_share(every, 0.5), at_share(every, 0.99), max(every) / 1e6),
        "offers_per_s": timed.offers / (sum(every) / 1e9),
        "memory_mb": memory_mb,
        "naive": (len(naive), at_share(naive, 0.5), at_share(naive, 0.99), max(naive) / 1e6),
        "naive_per_s": len(naive) / (sum(naive) / 1e9),
    }


def show(result: dict[str, Any]) -> None:
    row = "{:<34}{:>9}{:>11.4f}{:>11.4f}{:>11.4f}"
    print(f"\n{result['load']} ({result['waiting']:,} waiting)")
    print(f"{'step':<34}{'count':>9}{'p50 ms':>11}{'p99 ms':>11}{'most ms':>11}")
    for kind, figures in sorted(result["steps"].items()):
        print(row.format(kind, *figures))
    print(row.format("all steps", *result["all"]))
    print(row.format("plain scan, the choice alone", *result["naive"]))
    print(
        f"offers per second of processor: {result['offers_per_s']:,.0f}"
        f" (plain scan, the choice alone: {result['naive_per_s']:,.0f});"
        f" memory of the whole process: {result['memory_mb']:.1f} MB"
    )


def leaves_nothing(rounds: int) -> float:
    """Kilobytes that a thousand finished calls leave behind: memory must stay flat."""
    rng = Random(2)
    timed = Timed(big_centre(rng))
    queues = list(timed.state.centre.queues)
    tracemalloc.start()
    held = []
    for part in range(2):
        for at in range(rounds):
            timed.now_ms += 3
            timed.arrive(f"m{part}.{at}", rng.choice(queues))
            timed.say(i.CustomerGone(f"m{part}.{at}"))
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return (held[1] - held[0]) / 1024 / rounds * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description="Routing decisions per second and their delay.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rounds")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON too")
    options = parser.parse_args()
    rounds = 2_000 if options.quick else 20_000
    print(f"{AGENTS:,} agents, {SKILLS} skills, {QUEUES} queues, {WAITING:,} contacts waiting")
    results = [
        measure("everybody waits", saturated, rounds),
        measure("agents wait", idle, rounds),
    ]
    for result in results:
        show(result)
    left_kb = leaves_nothing(rounds)
    print(f"\nleft behind by 1,000 finished calls: {left_kb:.1f} kB")
    if options.json:
        print(json.dumps(results))
    worst_ms = max(result["all"][2] for result in results)
    most_mb = max(result["memory_mb"] for result in results)
    is_good = worst_ms < P99_MAX_MS and most_mb < MEMORY_MAX_MB
    print(
        f"aims: p99 {worst_ms:.3f} ms (below {P99_MAX_MS}), memory {most_mb:.0f} MB"
        f" (below {MEMORY_MAX_MB:.0f}): {'met' if is_good else 'MISSED'}"
    )
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())

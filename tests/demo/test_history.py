"""The demo's past looks like a centre at work: busy, mostly in time, with everything that goes wrong."""

from collections import Counter
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from callfloor.bootstrap.tenants import tenant_settings
from callfloor.centre import demo, service
from callfloor.demo.history import make_history, scene_of, span
from callfloor.demo.outside import Outside, bring_in
from callfloor.demo.seed import _codes_by_queue
from callfloor.events import agents, contacts
from callfloor.identity.passwords import Passwords
from callfloor.kit.db import Database
from callfloor.metrics.query import Question, ask
from callfloor.metrics.rules import rules_of

SUNDAY_MS = 1_795_564_800_000


@pytest.mark.thorough
async def test_a_week_looks_like_a_centre_at_work(database: Database, tmp_path: Path) -> None:
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    await demo.seed_demo(database, tmp_path, passwords)
    async with database.session(demo.TENANT) as session:
        settings = tenant_settings(await service.load(session, demo.TENANT))
        centre = await service.load(session, demo.TENANT)
    codes = await _codes_by_queue(database)
    history = make_history(settings, codes, SUNDAY_MS, weeks=1)
    facts = [entry.fact for entry in history]

    spent: Counter[str] = Counter()
    last: dict[str, tuple[str, int]] = {}
    for fact in facts:
        if isinstance(fact, agents.AgentStateChanged):
            state, since_ms = last.get(fact.agent_id, ("logged_out", fact.at_ms))
            spent[state] += fact.at_ms - since_ms
            last[fact.agent_id] = (fact.state, fact.at_ms)
    busy_ms = sum(spent[state] for state in ("ringing", "talking", "holding", "wrap_up"))
    assert 0.55 < busy_ms / (busy_ms + spent["ready"]) < 0.85

    queued = {f.leg_id: f.at_ms for f in facts if isinstance(f, contacts.ContactQueued)}
    left = [f for f in facts if isinstance(f, contacts.ContactLeftQueue)]
    in_time = [
        f
        for f in left
        if f.outcome == "answered"
        and f.at_ms - queued[f.leg_id] <= settings.centre.queues[f.queue_id].service_level_ms
    ]
    assert 0.6 < len(in_time) / len(left) < 0.9
    abandoned = sum(f.outcome == "abandoned" for f in left)
    assert 0.02 < abandoned / len(left) < 0.2

    ended = Counter(f.disposition for f in facts if isinstance(f, contacts.ContactEnded))
    assert ended["queue"] > 1_000
    assert ended["voicemail"] > 10
    reasons = Counter(f.reason for f in facts if isinstance(f, contacts.SegmentEnded))
    assert reasons["blind_transfer"] > 10
    assert spent["holding"] > 0

    teams = {agent_id: agent.team_id for agent_id, agent in settings.centre.agents.items()}
    week = span(settings.zone, SUNDAY_MS, 1)
    outside = Outside(facts, scene_of(settings, codes), teams, *week)
    await bring_in(database, centre, outside.files())
    wanted = ("attendance_rate", "cost_per_contact", "quality_score", "schedule_adherence")
    question = Question(
        tenant=demo.TENANT, zone=settings.zone, from_ms=week[0], to_ms=week[1], now_ms=SUNDAY_MS,
        grain="centre", keys=wanted, rules=rules_of(centre),
    )  # fmt: skip
    found = {row.indicator: row for row in await ask(database, question)}
    assert [key for key in wanted if "no_source" in found[key].flags] == []
    assert 90 < (found["attendance_rate"].value or 0) < 100
    assert 80 < (found["quality_score"].value or 0) < 95
    assert 5_000 < found["cost_per_contact"].numerator < 12_000

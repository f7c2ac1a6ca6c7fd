"""Imported facts in the figures: each of the six in its bucket and at its grain, null without facts."""

from collections.abc import Mapping

import pytest
from sqlalchemy import text
from tests.api.sample import day

from callfloor.contacts.projector import projection as contacts_projection
from callfloor.imports.kinds import KINDS
from callfloor.imports.reading import Place
from callfloor.imports.service import Given, bring
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.metrics.periods import Step
from callfloor.metrics.query import Question, Row, ask
from callfloor.metrics.view import ALL, Grain

ZONE = "Europe/Madrid"
PLACE = Place(zone=ZONE, teams={"maria": "north", "liwei": "north", "wang": "south"})
HOUR_MS = 3_600_000
MIDNIGHT_MS = 1_772_406_000_000
"""2026-03-02, a Monday, in Madrid."""
DAY_MS = 24 * HOUR_MS
NOW_MS = MIDNIGHT_MS + 60 * DAY_MS


async def brought(database: Database, kind: str, content: str) -> None:
    given = Given(kind=KINDS[kind], content=content.encode())
    outcome = await bring(database, "demo", PLACE, given, None, mode="import")
    assert (outcome.wrong_count, bool(outcome.import_id)) == (0, True), outcome.wrong


async def rows(
    database: Database,
    key: str,
    grain: Grain = "centre",
    step: Step = "total",
    *,
    days: tuple[int, int] = (0, 1),
    variant: str = "",
    now_ms: int = NOW_MS,
) -> list[Row]:
    question = Question(
        tenant="demo",
        zone=ZONE,
        from_ms=MIDNIGHT_MS + days[0] * DAY_MS,
        to_ms=MIDNIGHT_MS + days[1] * DAY_MS,
        now_ms=now_ms,
        grain=grain,
        step=step,
        keys=(key,),
        variant=variant,
    )
    return await ask(database, question)


async def one(database: Database, key: str, variant: str = "", **more: int) -> Row:
    (row,) = await rows(database, key, variant=variant, **more)  # type: ignore[arg-type]
    return row


async def values(
    database: Database, key: str, grain: Grain, variant: str = ""
) -> Mapping[str, float | None]:
    return {row.grain_key: row.value for row in await rows(database, key, grain, variant=variant)}


async def test_without_facts_there_is_no_value_and_it_is_said_why(database: Database) -> None:
    for key in ("schedule_adherence", "attendance_rate", "cost_per_contact", "quality_score"):
        row = await one(database, key)
        assert (row.value, row.flags) == (None, ("no_source",)), key


async def worked(
    database: Database, agent: str, team: str, *spans: tuple[float, float, str]
) -> None:
    async with database.session("demo") as session:
        for start, end, state in spans:
            await session.execute(
                text(
                    "insert into metrics_spans values ('demo', :agent, :start, :end, :state, :team)"
                ),
                {
                    "agent": agent,
                    "start": MIDNIGHT_MS + round(start * HOUR_MS),
                    "end": MIDNIGHT_MS + round(end * HOUR_MS),
                    "state": state,
                    "team": team,
                },
            )


PLAN = "agent_id,start,end,activity,productive,schedule_version,exception_of,approved_by\n"
MARIA = (
    "maria,2026-03-02 09:00,2026-03-02 13:00,calls,yes,1,,\n"
    "maria,2026-03-02 13:00,2026-03-02 14:00,lunch,no,1,,\n"
    "maria,2026-03-02 14:00,2026-03-02 17:00,calls,yes,1,,\n"
)


async def test_adherence_lays_work_over_the_plan_at_every_grain_and_step(
    database: Database,
) -> None:
    await brought(database, "schedules", PLAN + MARIA)
    await worked(
        database, "maria", "north", (9.5, 13, "ready"), (13, 14, "not_ready"), (14, 18, "talking")
    )
    await worked(database, "wang", "south", (9, 10, "ready"))
    for grain, key in (("agent", "maria"), ("team", "north")):
        found = await values(database, "schedule_adherence", grain)  # type: ignore[arg-type]
        assert found[key] == pytest.approx(100 * 6.5 / 7)
    assert (await one(database, "schedule_adherence")).value == pytest.approx(100 * 6.5 / 7)
    conformance = await values(database, "schedule_adherence", "agent", "conformance")
    assert conformance["maria"] == pytest.approx(100 * 7.5 / 7)
    all_of_it = await values(database, "schedule_adherence", "agent", "all_activities")
    assert all_of_it["maria"] == pytest.approx(100 * 7.5 / 8)
    samples = {
        (grain, row.sample_size, row.flags)
        for grain in ("agent", "team", "centre")
        for row in await rows(database, "schedule_adherence", grain)
        if row.denominator
    }
    assert samples == {
        ("agent", 1, ()),
        ("team", 1, ("low_sample",)),
        ("centre", 1, ("low_sample",)),
    }, "a sample of adherence are agents, and one is enough of one agent"
    halves = await rows(database, "schedule_adherence", "agent", "half_hour")
    own = [row for row in halves if row.grain_key == "maria"]
    assert sum(row.numerator for row in own) == 6.5 * HOUR_MS
    assert sum(row.denominator or 0 for row in own) == 7 * HOUR_MS


async def test_a_running_shift_is_cut_at_now(database: Database) -> None:
    await brought(database, "schedules", PLAN + MARIA)
    await worked(database, "maria", "north", (9.5, 11, "ready"))
    (row,) = await rows(database, "schedule_adherence", "agent", now_ms=MIDNIGHT_MS + 11 * HOUR_MS)
    assert row.status == "provisional"
    assert row.value == pytest.approx(75)


async def test_an_approved_exception_replaces_what_it_covers(database: Database) -> None:
    await brought(database, "schedules", PLAN + MARIA)
    training = "maria,2026-03-02 09:00,2026-03-02 11:00,training,no,1,calls,ana\n"
    await brought(database, "schedules", PLAN + training)
    await worked(database, "maria", "north", (11, 13, "ready"), (14, 17, "ready"))
    assert (await values(database, "schedule_adherence", "agent"))["maria"] == 100


async def test_attendance_counts_shifts_where_they_begin_and_lateness(database: Database) -> None:
    await brought(
        database,
        "shifts",
        "person_id,start,end\n"
        "maria,2026-03-02 22:00,2026-03-03 06:00\n"
        "maria,2026-03-03 22:00,2026-03-04 06:00\n"
        "wang,2026-03-02 09:00,2026-03-02 17:00\n"
        "liwei,2026-03-02 09:00,2026-03-02 17:00\n",
    )
    await brought(
        database,
        "punches",
        "person_id,in,out\n"
        "maria,2026-03-02 22:10,2026-03-03 06:00\n"
        "wang,2026-03-02 08:55,\n"
        "stranger,2026-03-02 09:00,2026-03-02 17:00\n",
    )
    assert (await one(database, "attendance_rate")).value == pytest.approx(100 * 2 / 3)
    assert await values(database, "attendance_rate", "team") == {"north": 50, "south": 100}
    second = await rows(database, "attendance_rate", "agent", days=(1, 2))
    assert [(row.grain_key, row.value) for row in second] == [("maria", 0)]


async def test_costs_are_spread_over_their_days_and_divided_by_handled_contacts(
    database: Database,
) -> None:
    story = day("demo", MIDNIGHT_MS + 15 * HOUR_MS, hours=1)
    await PostgresJournal(database).append(story.entries())
    await contacts_projection(database).catch_up()
    await brought(
        database,
        "costs",
        "id,category,amount,currency,rate,start,end,status,replaces\n"
        "rent,facilities,3100,EUR,,2026-03-01,2026-04-01,actual,\n"
        "guess,telecom,930,EUR,,2026-03-01,2026-04-01,accrued,\n"
        "lines,telecom,620,USD,0.5,2026-03-01,2026-04-01,actual,guess\n",
    )
    row = await one(database, "cost_per_contact")
    assert (row.numerator, row.denominator) == (110, row.denominator)
    assert row.denominator
    assert row.value == pytest.approx(110 / row.denominator)
    by_type = await rows(database, "cost_per_contact", "call_type")
    assert sum(one.numerator for one in by_type) == pytest.approx(110)
    hours = await rows(database, "cost_per_contact", step="hour")
    assert {(one.value, *one.flags) for one in hours if one.numerator == 0} == {(None, "no_source")}
    later = await one(database, "cost_per_contact", days=(40, 41))  # type: ignore[arg-type]
    assert (later.value, later.flags) == (None, ("no_source",))


async def test_while_an_accrual_stands_the_cost_is_provisional(database: Database) -> None:
    head = "id,category,amount,currency,start,end,status\n"
    await brought(database, "costs", head + "x,labour,31,EUR,2026-03-01,2026-04-01,accrued\n")
    row = await one(database, "cost_per_contact")
    assert (row.value, row.numerator, row.status) == (None, 1, "provisional")


async def test_reviews_count_in_the_time_of_their_call_one_vote_each(database: Database) -> None:
    await brought(
        database,
        "evaluations",
        "id,agent_id,call_at,score,status,kind,critical_errors,auto_fail\n"
        "a,maria,2026-03-02 10:00,90,final,recording,,no\n"
        "b,maria,2026-03-02 11:00,70,revised,live,customer,no\n"
        "c,wang,2026-03-02 12:00,80,final,screen,,yes\n"
        "d,wang,2026-03-02 12:30,10,draft,recording,,no\n"
        "e,wang,2026-03-02 13:00,10,final,calibration,,no\n",
    )
    assert (await one(database, "quality_score")).value == pytest.approx(160 / 3)
    assert await values(database, "quality_score", "agent") == {"maria": 80, "wang": 0}
    raw = await values(database, "quality_score", "team", "raw")
    assert raw == {"north": 80, "south": 80}
    accuracy = await values(database, "quality_score", "agent", "error_accuracy")
    assert accuracy == {"maria": 50, "wang": 100}


async def test_turnover_counts_whole_days_of_full_time_agents(database: Database) -> None:
    await brought(
        database,
        "employment",
        "person_id,role,employment,start,last_day,leave_kind\n"
        "maria,agent,full_time,2025-01-01,,\n"
        "liwei,agent,full_time,2025-01-01,2026-03-05,resignation\n"
        "wang,agent,full_time,2026-01-01,,\n"
        "part,agent,part_time,2025-01-01,2026-03-05,resignation\n"
        "boss,supervisor,full_time,2025-01-01,2026-03-05,dismissal\n",
    )
    (row,) = await rows(database, "agent_turnover", days=(0, 7), variant="daily")
    heads = (7 + 7 + 4) / 7
    assert row.value == pytest.approx(100 / heads)
    teams = await rows(database, "agent_turnover", "team", days=(0, 7), variant="closing")
    assert {row.grain_key: row.value for row in teams} == {"north": 100, "south": 0}


HEAD = "at,source,trunk_group,dnis,cause,count\n"


async def test_the_carrier_tells_what_never_arrived_and_silence_is_not_zero(
    database: Database,
) -> None:
    await brought(
        database,
        "attempts",
        HEAD
        + "2026-03-02 10:00,carrier,main,+3491,q850:34,6\n"
        + "2026-03-02 10:30,sbc,main,+3491,sip:503,5\n"
        + "2026-03-02 11:00,sbc,backup,+3491,sip:486,2\n"
        + "2026-03-02 11:30,carrier,main,+3491,q850:16,9\n",
    )
    row = await one(database, "blocked_rate")
    assert (row.numerator, row.value) == (8, 100)
    groups = await rows(database, "total_contacts", "trunk_group")
    assert {row.grain_key: row.value for row in groups} == {"main": 6, "backup": 2}
    silent = await one(database, "blocked_rate", days=(1, 2))  # type: ignore[arg-type]
    assert (silent.value, silent.flags) == (None, ("no_source",))
    await brought(database, "attempts", HEAD + "2026-03-03 00:00,carrier,main,,,0\n")
    told = await one(database, "blocked_rate", days=(1, 2))  # type: ignore[arg-type]
    assert (told.numerator, told.flags) == (0, ())


async def test_surveys_count_where_the_resolution_of_their_contact_counts(
    database: Database,
) -> None:
    story = day("demo", MIDNIGHT_MS + 15 * HOUR_MS, hours=1)
    await PostgresJournal(database).append(story.entries())
    await contacts_projection(database).catch_up()
    async with database.session("demo") as session:
        found = await session.execute(
            text(
                "select id, agent_ids[array_upper(agent_ids, 1)] from contacts"
                " where closed_ms is not null and agent_ids <> '{}' and record->>'direction' = 'in'"
                " and coalesce(wrap_up_code, '') not in ('wrong_number', 'test') order by id limit 2"
            )
        )
        contacts = [(row[0], row[1]) for row in found]
    answers = "".join(
        f"{contact},2026-03-02 16:00,2026-03-02 16:05,{said}\n"
        for (contact, _), said in zip(contacts, ("yes", "no"), strict=True)
    )
    await brought(database, "surveys", "contact_id,sent_at,answered_at,resolved_answer\n" + answers)
    row = await one(database, "fcr", "survey")
    assert (row.numerator, row.denominator) == (1, 2)
    agents = await rows(database, "fcr", "agent", variant="survey")
    assert sum(row.denominator or 0 for row in agents) == 2


async def test_facts_of_another_company_are_in_no_figure(database: Database) -> None:
    given = Given(kind=KINDS["schedules"], content=(PLAN + MARIA).encode())
    await bring(database, "other", PLACE, given, None, mode="import")
    assert (await one(database, "schedule_adherence")).flags == ("no_source",)
    assert (await one(database, "schedule_adherence")).grain_key == ALL


async def test_a_ledger_that_lacks_a_category_of_the_time_before_says_which(
    database: Database,
) -> None:
    await brought(
        database,
        "costs",
        "category,amount,currency,start,end\n"
        "labour,100,EUR,2026-03-01,2026-03-04\ntelecom,10,EUR,2026-03-01,2026-03-02\n",
    )
    gap = ("ledger_gap_telecom",)
    assert (await one(database, "cost_per_contact")).flags == gap, "of the day before there was one"
    (later,) = await rows(database, "cost_per_contact", days=(1, 2))
    assert later.flags == (), "the day before had none of it either"
    (none,) = await rows(database, "cost_per_contact", days=(2, 3))
    assert none.flags == ("no_source", "ledger_gap_labour")


async def test_shifts_and_evaluators_have_rows_of_their_own(database: Database) -> None:
    await brought(
        database,
        "shifts",
        "person_id,start,end,shift\nmaria,2026-03-02 08:00,2026-03-02 14:00,early\n"
        "liwei,2026-03-02 08:00,2026-03-02 14:00,early\nwang,2026-03-02 14:00,2026-03-02 20:00,late\n"
        "anna,2026-03-02 14:00,2026-03-02 20:00,\n",
    )
    await brought(
        database,
        "punches",
        "person_id,in,out\nmaria,2026-03-02 08:00,2026-03-02 14:00\nwang,2026-03-02 15:00,\n",
    )
    assert await values(database, "attendance_rate", "shift") == {"early": 50, "late": 100}
    await brought(
        database,
        "evaluations",
        "agent_id,call_at,evaluator_id,score\nmaria,2026-03-02 09:00,q1,80\n"
        "liwei,2026-03-02 09:00,q1,60\nwang,2026-03-02 09:00,q2,90\n",
    )
    assert await values(database, "quality_score", "evaluator") == {"q1": 70, "q2": 90}

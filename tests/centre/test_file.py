"""The centre as a file: difference first, nothing the second time, lines with every error."""

from pathlib import Path

import pytest
from tests.effort import cases

from callfloor.centre import file, service
from callfloor.centre.file import Plan
from callfloor.events.installation import CentreChanged
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError, NotFoundError

from .conftest import SMALL


async def plan(database: Database, text: str, *, prune: bool = False, tenant: str = "shop") -> Plan:
    async with database.session(tenant) as session:
        return await file.plan(session, text, tenant_id=tenant, prune=prune)


async def apply(
    database: Database, text: str, *, prune: bool = False
) -> list[tuple[str, str, str]]:
    async with database.session("shop") as session:
        planned = await file.apply(session, text, tenant_id="shop", prune=prune)
    return [(change.action, change.kind, change.id) for change in planned.changes]


async def test_a_plan_shows_everything_and_changes_nothing(database: Database) -> None:
    planned = await plan(database, SMALL)
    assert planned.errors == ()
    assert {change.action for change in planned.changes} == {"create"}
    assert [change.kind for change in planned.changes][:3] == ["tenant", "skills", "skills"]
    async with database.session("shop") as session:
        with pytest.raises(NotFoundError):
            await service.load(session, "shop")


async def test_the_second_time_nothing_changes(shop: Database) -> None:
    journal = PostgresJournal(shop)
    assert await apply(shop, SMALL) == []
    facts = [item.fact for item in await journal.read()]
    assert [fact.version for fact in facts if isinstance(fact, CentreChanged)] == [1]


async def test_what_was_applied_is_loaded(shop: Database) -> None:
    async with shop.session("shop") as session:
        settings = await service.load(session, "shop")
    assert settings.numbers == {"0034": "main"}
    assert settings.acd.queues["sales"].needs == {"sales": 1}
    assert settings.acd.priority_step_ms == 20_000
    assert settings.acd.agents["maria"].team_id == "one"
    assert settings.acd.version == settings.version == 1
    assert settings.flows["main"].start == "hours"
    assert (settings.zone, settings.country, settings.language) == ("Europe/Madrid", "ES", "es")
    assert settings.is_open("office", 1_795_424_400_000)  # Monday 2026-11-23 10:00 in Madrid
    with pytest.raises(KeyError):
        settings.is_open("nowhere", 0)


async def test_an_export_is_taken_back_and_changes_nothing(shop: Database) -> None:
    async with shop.session("shop") as session:
        text = file.export(await service.load(session, "shop"))
    assert await apply(shop, text, prune=True) == []
    assert "'0034'" in text
    assert "午餐" in text
    assert "ring_limit_ms" not in text, "what equals the default is left out"


async def test_only_what_differs_is_changed_and_counted_once(shop: Database) -> None:
    text = SMALL.replace("name: Sales\n    needs", "name: Verkauf\n    needs")
    text = text.replace("zone: Europe/Madrid", "zone: Atlantic/Canary")
    planned = await plan(shop, text)
    assert [(c.action, c.kind, c.id) for c in planned.changes] == [
        ("update", "tenant", "shop"),
        ("update", "queues", "sales"),
    ]
    queue = planned.changes[1]
    assert queue.before is not None
    assert queue.after is not None
    assert (queue.before["name"], queue.after["name"]) == ("Sales", "Verkauf")
    await apply(shop, text)
    async with shop.session("shop") as session:
        settings = await service.load(session, "shop")
        assert (settings.version, settings.zone) == (2, "Atlantic/Canary")
        assert settings.versions["queues"]["sales"] == 2


async def test_a_change_of_the_tenant_alone_is_told_too(shop: Database) -> None:
    assert await apply(shop, SMALL.replace("name: Shop", "name: Big shop")) == [
        ("update", "tenant", "shop")
    ]
    async with shop.session("shop") as session:
        settings = await service.load(session, "shop")
    assert (settings.name, settings.version) == ("Big shop", 2)


async def test_removal_only_when_told(shop: Database) -> None:
    text = SMALL.replace(
        "  lunch: {name: {en: Lunch, es: Comida, zh: 午餐}}", "  rest: {name: Rest}"
    )
    assert await apply(shop, text) == [("create", "reasons", "rest")]
    assert await apply(shop, text, prune=True) == [("delete", "reasons", "lunch")]
    assert await apply(shop, text, prune=True) == []


async def test_a_section_that_is_not_there_is_left_alone(shop: Database) -> None:
    only_skills = SMALL.split("skills:")[0] + "skills: {fr: {name: Français}}\n"
    assert await apply(shop, only_skills) == [("create", "skills", "fr")]
    planned = await plan(shop, only_skills, prune=True)
    assert {error.message for error in planned.errors} == {
        "there is no skill 'sales' among the skills",
        "there is no skill 'es' among the skills",
    }


ERRORS = [
    ("queues:\n  sales:\n    nam: Sales", 10, "queues.sales.nam: there is no such field"),
    ("queues:\n  sales: {needs: {sales: 9}, name: S}", 9, "less than or equal to 5"),
    ("queues:\n  sales: {needs: {sales: yes}, name: S}", 9, "valid integer"),
    ("queues:\n  Sales!: {name: S}", 9, "cannot be an id here"),
    ("queues:\n  sales:\n    name: S\n    overflow_queue: lost", 11, "no queue 'lost'"),
    ("queues:\n  sales: {name: S}\n  sales: {name: T}", 10, "stands here twice"),
    ("queues: [sales]", 8, "write each one under its id"),
    ("queues: {sales: {name: S, priority: 11}}", 8, "less than or equal to 10"),
    ("quues: {}", 8, "'quues' is unknown"),
    ("queues: {sales: *anchor}", 8, "undefined alias"),
    ("teams: &a {x: {name: X}}\nskills: *a", 8, "instead of an alias"),
    ("queues: {sales: {name: S", 8, "expected ',' or '}'"),
    ("queues:\n\tsales: {}", 9, "cannot start any token"),
    ("agents:\n  x:\n    name: X\n    team: nobody", 11, "no team 'nobody'"),
    ("agents: {x: {name: X, team: one, phone: fixed}}", 8, "a fixed phone, and no other"),
    ("calendars: {c: {name: C, weekly: {mon: ['9-5']}}}", 8, "write it as 09:00-14:00"),
    ("numbers: {12a: {flow: main}}", 8, "a number has digits"),
    ("numbers: {12: {flow: lost}}", 8, "no flow 'lost'"),
    ("trunks: {t: {}}", 8, "name its host"),
    ("trunks: {t: {host: h, secret_env: PATH}}", 8, "CALLFLOOR_TRUNK_A"),
    (
        "flows:\n  f:\n    start: a\n    fallback_queue: sales\n    nodes:\n      a: {kind: fly}",
        13,
        "fly",
    ),
    (
        "flows:\n  f:\n    start: a\n    fallback_queue: sales\n    nodes:\n"
        "      a: {kind: queue, queue: lost}",
        13,
        "The queue 'lost' does not exist",
    ),
    (
        "flows:\n  f: {start: b, fallback_queue: sales, nodes: {}}",
        9,
        "which is not one of its nodes",
    ),
]
BEGINNING = """\
tenant: {id: shop, name: Shop, zone: Europe/Madrid, country: ES, language: es}




# The errors are below this line.

"""


@pytest.mark.parametrize(("text", "line", "message"), ERRORS)
async def test_errors_come_with_their_line(
    shop: Database, text: str, line: int, message: str
) -> None:
    planned = await plan(shop, BEGINNING + text)
    found = [(error.line, error.message) for error in planned.errors]
    assert any(at == line and message in said for at, said in found), found
    assert planned.changes == ()
    with pytest.raises(InvalidError, match=rf"line {planned.errors[0].line}:"):
        await apply(shop, BEGINNING + text)
    assert await apply(shop, SMALL) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "42",
        "- a",
        "\0",
        "{{{{",
        "a: " + "[" * 200,
        "tenant: 5",
        "tenant: {id: '*'}",
        "\ufeff",
    ],
)
async def test_nonsense_is_refused_and_never_a_crash(shop: Database, text: str) -> None:
    assert (await plan(shop, text)).errors


async def test_a_file_of_another_company_is_refused(shop: Database) -> None:
    planned = await plan(shop, SMALL, tenant="other")
    assert planned.errors[0].line == 1
    assert "for the tenant 'shop'" in planned.errors[0].message
    assert file.tenant_of(SMALL) == "shop"
    with pytest.raises(InvalidError, match="line 1"):
        file.tenant_of("queues: {}")


async def test_a_bomb_of_aliases_is_refused_at_once(shop: Database) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert (await plan(shop, "\n".join(lines))).errors


async def test_two_thousand_agents_are_applied_at_once(shop: Database) -> None:
    number = cases(2000, quick=300)
    agents = "".join(
        f"  agent{n}: {{name: Agent {n}, team: one, skills: {{sales: {n % 5 + 1}}}}}\n"
        for n in range(number)
    )
    changes = await apply(shop, f"{BEGINNING}agents:\n{agents}")
    assert len(changes) == number
    assert await apply(shop, f"{BEGINNING}agents:\n{agents}") == []


async def test_every_example_can_be_applied(database: Database) -> None:
    examples = sorted(Path(__file__).parents[2].joinpath("examples").glob("*.yaml"))
    assert examples
    for example in examples:
        text = example.read_text(encoding="utf-8")
        tenant = file.tenant_of(text)
        assert (await plan(database, text, tenant=tenant)).errors == (), example.name


async def test_what_a_person_has_at_hand_is_the_agents_own_limit_else_the_teams_else_the_centres(
    database: Database,
) -> None:
    limits = SMALL.replace(
        "one: {name: Team one}", "one: {name: Team one, chats_max: 2, written_max: 4}"
    ).replace("    name: María\n", "    name: María\n    chats_max: 5\n")
    rules = "routing: {chats_max: 1, emails_max: 2, written_alone: [email], hold_back_ms: 5000}"
    await apply(database, limits.replace("routing: {priority_step_ms: 20000}", rules))
    async with database.session("shop") as session:
        centre = (await service.load(session, "shop")).acd
    own = centre.agents["maria"].capacity
    assert (own.at_most, own.in_all, own.alone) == (
        {"chat": 5, "email": 2, "sms": 3}, 4, ("email",)
    )  # fmt: skip
    assert centre.hold_back_ms == 5_000

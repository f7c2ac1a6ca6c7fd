"""Single settings: checked as a whole, versioned, audited, brought back, kept apart by tenant."""

import asyncio

import pytest
from argon2 import PasswordHasher

from callfloor.centre import links, service
from callfloor.events.installation import CentreChanged
from callfloor.identity import audit
from callfloor.identity.passwords import Passwords
from callfloor.identity.permissions import permissions_of
from callfloor.identity.principal import Principal
from callfloor.identity.service import UserDraft, create_user, find_user
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.errors import ConflictError, InvalidError, NotFoundError

BOSS = Principal(
    tenant="shop",
    user_id="u1",
    login="boss",
    name="Boss",
    roles=("manager",),
    permissions=permissions_of(["manager"]),
)


async def test_a_setting_is_changed_with_its_author_and_told(shop: Database) -> None:
    async with shop.session("shop") as session:
        change = await service.put(
            session, "shop", "queues", "sales", {"name": "Ventas", "needs": {"es": 2}}, BOSS
        )
    assert change is not None
    assert change.action == "update"
    async with shop.session("shop") as session:
        settings = await service.load(session, "shop")
        assert settings.acd.queues["sales"].name == "Ventas"
        first, *_rest = await service.history(session, "shop", "queues", "sales")
        assert (first.version, first.author, first.author_name) == (2, "user:u1", "Boss")
        trail = await audit.read(session, "shop", subject="queues:sales")
        assert [entry.action for entry in trail] == ["centre.changed", "centre.created"]
        assert trail[0].before is not None
        assert trail[0].before["name"] == "Sales"
    told = [item.fact for item in await PostgresJournal(shop).read(tenant="shop")]
    assert told[-1] == CentreChanged(tenant="shop", at_ms=told[-1].at_ms, version=2)


async def test_the_same_again_is_no_change(shop: Database) -> None:
    async with shop.session("shop") as session:
        assert (
            await service.put(session, "shop", "teams", "one", {"name": "Team one"}, BOSS) is None
        )
        assert (await service.load(session, "shop")).version == 1


async def test_an_earlier_version_is_brought_back_even_after_removal(shop: Database) -> None:
    async with shop.session("shop") as session:
        await service.put(session, "shop", "teams", "two", {"name": "Second"}, BOSS)
        await service.put(session, "shop", "teams", "two", {"name": "Two"}, BOSS)
        await service.remove(session, "shop", "teams", "two", BOSS)
        assert "two" not in (await service.load(session, "shop")).items["teams"]
        await service.restore(session, "shop", "teams", "two", 1, BOSS)
    async with shop.session("shop") as session:
        settings = await service.load(session, "shop")
        assert settings.items["teams"]["two"].model_dump(exclude_defaults=True) == {
            "name": "Second"
        }
        history = await service.history(session, "shop", "teams", "two")
        assert [(row.version, row.body and row.body["name"]) for row in history] == [
            (4, "Second"),
            (3, None),
            (2, "Two"),
            (1, "Second"),
        ]
        with pytest.raises(NotFoundError):
            await service.restore(session, "shop", "teams", "two", 3, BOSS)


async def test_a_setting_changed_meanwhile_is_not_overwritten(shop: Database) -> None:
    async with shop.session("shop") as session:
        await service.put(session, "shop", "teams", "one", {"name": "A"}, BOSS, expected_version=1)
    async with shop.session("shop") as session:
        with pytest.raises(ConflictError, match="meanwhile"):
            await service.put(
                session, "shop", "teams", "one", {"name": "B"}, BOSS, expected_version=1
            )


@pytest.mark.parametrize(
    ("kind", "item_id", "what"),
    [
        ("queues", "sales", "flows.main"),
        ("teams", "one", "agents.maria.team"),
        ("skills", "sales", "queues.sales.needs.sales"),
        ("calendars", "office", "flows.main.nodes.hours"),
        ("flows", "main", "numbers.0034.flow"),
        ("wrap_up_codes", "sold", "queues.sales.wrap_up_code_required"),
    ],
)
async def test_what_others_need_is_not_removed(
    shop: Database, kind: str, item_id: str, what: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        async with shop.session("shop") as session:
            await service.remove(session, "shop", kind, item_id, BOSS)
    assert any(str(error["field"]).startswith(what) for error in refused.value.errors)
    async with shop.session("shop") as session:
        assert (await service.load(session, "shop")).version == 1


@pytest.mark.parametrize(
    ("kind", "item_id", "body"),
    [
        ("queues", "x", {}),
        ("queues", "x", []),
        ("queues", "x", {"name": "X", "surprise": 1}),
        ("queues", "x", {"name": "X", "ring_limit_ms": "20000"}),
        ("queues", "x", {"name": "X", "overflow_queue": "x"}),
        ("queues", "No Slug", {"name": "X"}),
        ("kings", "x", {"name": "X"}),
        ("agents", "x", {"name": "X", "team": "one", "login": "maria"}),
        ("agents", "x", {"name": "X", "team": "one", "phone": "fixed", "address": "a b"}),
        ("wrap_up_codes", "x", {"name": {"en": "", "es": "x"}}),
        ("routing", "other", {}),
        ("numbers", "12", {"flow": "nowhere"}),
        ("teams", "x", {"name": "a\0b"}),
        ("reasons", "x", {"name": {"en": "\ud800"}}),
        ("teams", "x\0", {"name": "X"}),
        (
            "flows",
            "x",
            {
                "start": "a",
                "fallback_queue": "sales",
                "nodes": {"a": {"kind": "end", "prompts": [{"text": {"en": "\0"}}]}},
            },
        ),
    ],
)
async def test_bad_settings_are_refused(
    shop: Database, kind: str, item_id: str, body: object
) -> None:
    with pytest.raises(InvalidError):
        async with shop.session("shop") as session:
            await service.put(session, "shop", kind, item_id, body, BOSS)


async def test_overflow_in_a_circle_is_refused(shop: Database) -> None:
    async with shop.session("shop") as session:
        back = {"name": "B", "overflow_queue": "sales"}
        await service.put(session, "shop", "queues", "back", back, BOSS)
        with pytest.raises(InvalidError, match="circle"):
            await service.put(
                session, "shop", "queues", "sales", {"name": "S", "overflow_queue": "back"}, BOSS
            )


async def test_changes_at_once_wait_for_each_other(shop: Database) -> None:
    async def rename(number: int) -> None:
        async with shop.session("shop") as session:
            await service.put(session, "shop", "teams", f"t{number}", {"name": "T"}, BOSS)

    await asyncio.gather(*(rename(number) for number in range(12)))
    async with shop.session("shop") as session:
        settings = await service.load(session, "shop")
        assert settings.version == 13
        history = await service.history(session, "shop", "teams")
        assert sorted(row.centre_version for row in history) == list(range(1, 14))


async def test_a_removal_and_a_change_that_needs_it_cannot_both_win(shop: Database) -> None:
    async with shop.session("shop") as session:
        await service.put(session, "shop", "teams", "two", {"name": "Two"}, BOSS)

    async def remove() -> None:
        async with shop.session("shop") as session:
            await service.remove(session, "shop", "teams", "two", BOSS)

    async def use() -> None:
        async with shop.session("shop") as session:
            body = {"name": "New", "team": "two"}
            await service.put(session, "shop", "agents", "new", body, BOSS)

    results = await asyncio.gather(remove(), use(), return_exceptions=True)
    assert [type(result) for result in results if result is not None] == [InvalidError]


async def test_another_tenant_sees_nothing(shop: Database) -> None:
    async with shop.session("other") as session:
        with pytest.raises(NotFoundError):
            await service.load(session, "shop")
        assert await service.history(session, "shop") == []


async def test_users_follow_the_agent_that_names_them(shop: Database) -> None:
    passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))

    async def make(login: str) -> None:
        async with shop.session("shop") as session:
            draft = UserDraft(
                login=login,
                name=login,
                roles=("agent",),
                password="correct horse",
                agent_id=await links.agent_with_login(session, "shop", login),
            )
            await create_user(session, "shop", draft, passwords, None)

    async def works_as(login: str) -> str:
        async with shop.session("shop") as session:
            user = await find_user(session, "shop", login)
            assert user is not None
            return user.agent_id

    await make("maria")
    await make("julia")
    assert (await works_as("maria"), await works_as("julia")) == ("maria", "")
    body = {"name": "María", "team": "one", "skills": {"sales": 5}, "login": "julia"}
    async with shop.session("shop") as session:
        await service.put(session, "shop", "agents", "maria", body, BOSS)
    assert (await works_as("maria"), await works_as("julia")) == ("", "maria")
    async with shop.session("shop") as session:
        await service.remove(session, "shop", "agents", "maria", BOSS)
    assert await works_as("julia") == ""


async def test_an_earlier_version_of_a_flow_is_at_hand_for_calls_that_run_in_it(
    shop: Database,
) -> None:
    async with shop.session("shop") as session:
        then = (await service.load(session, "shop")).flows["main"]
        now = {
            "start": "sales",
            "fallback_queue": "sales",
            "nodes": {"sales": {"kind": "queue", "queue": "sales"}},
        }
        await service.put(session, "shop", "flows", "main", now, BOSS)
        assert (await service.load(session, "shop")).flows["main"].version == 2
        assert await service.flow_at(session, "shop", "main", 1) == then
        with pytest.raises(NotFoundError):
            await service.flow_at(session, "shop", "main", 3)

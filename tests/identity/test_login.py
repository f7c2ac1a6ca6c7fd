"""The door: right and wrong passwords, sessions that end, limits, tokens, other tenants."""

import pytest
from sqlalchemy import text, update

from callfloor.identity import audit, service
from callfloor.identity.failures import FailureLimit
from callfloor.identity.login import Door, forget_expired_sessions
from callfloor.identity.models import Session, User
from callfloor.identity.passwords import Passwords
from callfloor.identity.permissions import GRANTED, ROLES, home_of, permissions_of
from callfloor.identity.principal import Principal
from callfloor.identity.service import UserDraft
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    LimitedError,
    NotFoundError,
    UnauthenticatedError,
)

from .conftest import PASSWORD, MakeUser


async def log_in(door: Door, login: str = "maria", tenant: str = "shop") -> Principal:
    return (await door.log_in(tenant, login, PASSWORD, address="127.0.0.1")).principal


async def test_the_right_password_opens_a_session(door: Door, make_user: MakeUser) -> None:
    user = await make_user()
    logged_in = await door.log_in("shop", " Maria ", PASSWORD)
    principal = await door.resolve(logged_in.secret)
    assert principal == logged_in.principal
    assert principal is not None
    assert (principal.tenant, principal.user_id, principal.home) == ("shop", user.id, "desk")
    assert principal.permissions == GRANTED["agent"]
    assert principal.csrf_token not in logged_in.secret


async def test_the_only_tenant_need_not_be_named(door: Door, make_user: MakeUser) -> None:
    await make_user()
    assert (await door.log_in("", "maria", PASSWORD)).principal.tenant == "shop"
    await make_user("maria", "other")
    with pytest.raises(UnauthenticatedError):
        await door.log_in("", "maria", PASSWORD)


@pytest.mark.parametrize(
    ("tenant", "login", "password"),
    [
        ("shop", "maria", "wrong password"),
        ("shop", "nobody", PASSWORD),
        ("other", "maria", PASSWORD),
        ("*", "maria", PASSWORD),
        ("shop' or 1=1", "maria", PASSWORD),
        ("shop", "maria", ""),
        ("shop\0", "maria", PASSWORD),
        ("shop", "maria", "x" * 100_000),
    ],
)
async def test_everything_else_is_refused_in_the_same_words(
    door: Door, make_user: MakeUser, tenant: str, login: str, password: str
) -> None:
    await make_user()
    with pytest.raises(UnauthenticatedError, match="name or the password is not right"):
        await door.log_in(tenant, login, password)


async def test_an_inactive_user_neither_logs_in_nor_stays(
    door: Door, make_user: MakeUser, database: Database
) -> None:
    user = await make_user()
    secret = (await door.log_in("shop", "maria", PASSWORD)).secret
    async with database.session("shop") as session:
        await session.execute(update(User).where(User.id == user.id).values(is_active=False))
    assert await door.resolve(secret) is None
    with pytest.raises(UnauthenticatedError):
        await log_in(door)


async def test_sessions_end_by_log_out_and_by_time(
    door: Door, make_user: MakeUser, database: Database
) -> None:
    await make_user()
    first = await door.log_in("shop", "maria", PASSWORD)
    second = await door.log_in("shop", "maria", PASSWORD)
    await door.log_out(first.principal)
    assert await door.resolve(first.secret) is None
    assert await door.resolve(second.secret) is not None
    async with database.session("shop") as session:
        await session.execute(update(Session).values(expires_at_ms=1))
    assert await door.resolve(second.secret) is None
    await forget_expired_sessions(database)
    async with database.session(EVERY_TENANT) as session:
        left = await session.execute(text("select count(*) from identity_sessions"))
        assert left.scalar_one() == 0


@pytest.mark.parametrize(
    "secret", ["", "x", "shop.", "shop." + "a" * 43, "*." + "a" * 43, "a" * 9999]
)
async def test_an_invented_secret_opens_nothing(
    door: Door, make_user: MakeUser, secret: str
) -> None:
    await make_user()
    assert await door.resolve(secret) is None
    assert await door.resolve_token(secret) is None
    assert await door.resolve_token(f"callfloor_{secret}") is None


async def test_wrong_passwords_are_borne_a_few_times_only(door: Door, make_user: MakeUser) -> None:
    await make_user()
    for _attempt in range(8):
        with pytest.raises(UnauthenticatedError):
            await door.log_in("shop", "maria", "wrong password", address="10.0.0.9")
    with pytest.raises(LimitedError) as limited:
        await door.log_in("shop", "maria", PASSWORD, address="10.0.0.9")
    assert 0 < int(str(limited.value.params["retry_after_s"])) <= 300
    # Somebody else's failures do not lock the person out.
    assert await log_in(door)


def test_failures_are_forgotten_after_five_minutes() -> None:
    limit = FailureLimit(pair_max=2)
    for at_ms in (0, 1000):
        limit.failed("shop", "maria", "a", at_ms)
    with pytest.raises(LimitedError, match="300 seconds"):
        limit.check("shop", "maria", "a", 1000 - 1000)
    limit.check("shop", "maria", "a", 5 * 60_000)
    limit.failed("shop", "maria", "a", 5 * 60_000)
    with pytest.raises(LimitedError):
        limit.check("shop", "maria", "a", 5 * 60_000)
    limit.succeeded("shop", "maria", "a")
    limit.check("shop", "maria", "a", 5 * 60_000)


async def test_a_token_does_what_its_scopes_and_its_maker_may(
    door: Door, make_user: MakeUser, database: Database, passwords: Passwords
) -> None:
    user = await make_user("ines", "shop", "integrator")
    by = await log_in(door, "ines")
    async with database.session("shop") as session:
        with pytest.raises(ForbiddenError):
            await service.create_token(session, by, name="t", scopes=["desk.use"])
        with pytest.raises(InvalidError):
            await service.create_token(session, by, name="", scopes=["fly"], expires_at_ms=1)
        secret, token = await service.create_token(
            session, by, name="CRM", scopes=["contacts.view_all", "settings.view"]
        )
    principal = await door.resolve_token(secret)
    assert principal is not None
    assert principal.permissions == {"contacts.view_all", "settings.view"}
    assert principal.actor == f"token:{token.id}"
    draft = UserDraft(login="ines", name="Ines", roles=("planner",))
    async with database.session("shop") as session:
        await service.change_user(session, "shop", user.id, draft, passwords, None)
    less = await door.resolve_token(secret)
    assert less is not None
    assert less.permissions == {"settings.view"}
    async with database.session("shop") as session:
        await service.delete_token(session, by, token.id)
    assert await door.resolve_token(secret) is None
    async with database.session("shop") as session:
        with pytest.raises(NotFoundError):
            await service.delete_token(session, by, token.id)


async def test_nobody_gives_away_what_he_has_not(
    door: Door, make_user: MakeUser, database: Database, passwords: Passwords
) -> None:
    manager = await make_user("boss", "shop", "manager")
    await make_user("hana", "shop", "hr")
    hr = await log_in(door, "hana")
    async with database.session("shop") as session:
        made = await service.create_user(
            session, "shop", _draft("newcomer", "agent"), passwords, hr
        )
        assert made.roles == ["agent"]
        with pytest.raises(ForbiddenError, match="settings"):
            await service.create_user(session, "shop", _draft("x", "integrator"), passwords, hr)
        with pytest.raises(ForbiddenError):
            await service.change_user(
                session, "shop", manager.id, _draft("boss", "agent"), passwords, hr
            )
        with pytest.raises(ForbiddenError, match="own roles"):
            await service.change_user(
                session, "shop", hr.user_id, _draft("hana", "agent"), passwords, hr
            )
    agent = await log_in(door, "newcomer")
    async with database.session("shop") as session:
        with pytest.raises(ForbiddenError, match=r"users\.manage"):
            await service.create_user(session, "shop", _draft("y", "agent"), passwords, agent)


def _draft(login: str, role: str) -> UserDraft:
    return UserDraft(login=login, name=login, roles=(role,), password=PASSWORD)


async def test_a_login_is_taken_once_in_a_tenant(
    make_user: MakeUser, database: Database, passwords: Passwords
) -> None:
    await make_user("maria", "shop")
    await make_user("maria", "other")
    with pytest.raises(ConflictError):
        await make_user("maria", "shop")


async def test_bad_users_are_refused_with_every_field(
    make_user: MakeUser, database: Database, passwords: Passwords
) -> None:
    draft = UserDraft(
        login="A B", name=" ", roles=("king",), password="x", language="xx", theme="pink"
    )
    async with database.session("shop") as session:
        with pytest.raises(InvalidError) as invalid:
            await service.create_user(session, "shop", draft, passwords, None)
        fields = {error["field"] for error in invalid.value.errors}
        assert fields == {"login", "name", "roles", "language", "theme"}
        with pytest.raises(InvalidError, match="10 to 200"):
            await service.create_user(
                session,
                "shop",
                UserDraft(login="a", name="A", roles=("agent",), password="short"),
                passwords,
                None,
            )


async def test_a_new_password_ends_the_sessions_and_is_in_the_trail_without_itself(
    door: Door, make_user: MakeUser, database: Database, passwords: Passwords
) -> None:
    user = await make_user()
    secret = (await door.log_in("shop", "maria", PASSWORD)).secret
    draft = UserDraft(login="maria", name="Maria", roles=("agent",), password="another one!")
    async with database.session("shop") as session:
        await service.change_user(session, "shop", user.id, draft, passwords, None)
    assert await door.resolve(secret) is None
    assert (await door.log_in("shop", "maria", "another one!")).principal.user_id == user.id
    async with database.session("shop") as session:
        trail = await audit.read(session, "shop", subject=f"user:{user.id}")
        assert [entry.action for entry in trail] == [
            "session.begun",
            "user.changed",
            "session.begun",
            "user.created",
        ]
        assert "another one!" not in str([entry.after for entry in trail])
        page = await audit.read(session, "shop", before_position=trail[1].position, limit=1)
        assert page[0].position == trail[2].position


async def test_everyone_sets_the_own_taste(
    door: Door, make_user: MakeUser, database: Database
) -> None:
    await make_user()
    principal = await log_in(door)
    async with database.session("shop") as session:
        await service.change_own_taste(session, principal, language="zh", theme="dark")
        with pytest.raises(InvalidError):
            await service.change_own_taste(session, principal, language="xx", theme=None)
        with pytest.raises(InvalidError):
            await service.change_own_taste(session, principal, language=None, theme="pink")
    again = await log_in(door)
    assert (again.language, again.theme) == ("zh", "dark")


def test_each_role_has_a_home_and_permissions() -> None:
    assert len(ROLES) == 12
    assert set(GRANTED) == set(ROLES)
    assert {role: home_of(permissions_of([role])) for role in ROLES} == {
        "agent": "desk",
        "supervisor": "floor",
        "quality": "contacts",
        "training": "contacts",
        "performance": "numbers",
        "statistics": "numbers",
        "planner": "numbers",
        "hr": "settings",
        "manager": "floor",
        "department": "numbers",
        "integrator": "settings",
        "host": "settings",
    }
    assert permissions_of(["abolished"]) == frozenset()


def test_a_principal_requires_one_of_the_permissions() -> None:
    principal = Principal(
        tenant="shop",
        user_id="u",
        login="l",
        name="n",
        roles=("agent",),
        permissions=permissions_of(["agent"]),
    )
    principal.require("contacts.view_all", "contacts.view_own")
    with pytest.raises(ForbiddenError, match=r"settings\.change"):
        principal.require("settings.change")

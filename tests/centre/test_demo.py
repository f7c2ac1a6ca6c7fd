"""The demo centre: a login for every role, agents linked to their people, seeded once."""

from pathlib import Path

import pytest
from argon2 import PasswordHasher

from callfloor.centre import demo, service
from callfloor.centre.schemas import Agent, Queue
from callfloor.identity.login import Door
from callfloor.identity.passwords import Passwords
from callfloor.identity.permissions import ROLES
from callfloor.kit.db import Database
from callfloor.kit.settings import Settings


@pytest.fixture
def passwords() -> Passwords:
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


async def test_every_role_has_a_login_that_opens(
    database: Database, tmp_path: Path, passwords: Passwords
) -> None:
    settings = Settings(home=tmp_path)
    assert await demo.seed_demo(database, settings.secrets_folder, passwords)
    logins = demo.demo_logins(settings)
    assert {login.role for login in logins} == set(ROLES)
    assert len({login.password for login in logins}) == 1
    assert (settings.secrets_folder / "demo.json").stat().st_mode & 0o077 == 0
    door = Door(database, passwords)
    for login in logins:
        principal = (await door.log_in("", login.login, login.password)).principal
        assert principal.roles == (login.role,)
        assert bool(principal.agent_id) == (login.role == "agent")


async def test_it_is_seeded_once(database: Database, tmp_path: Path, passwords: Passwords) -> None:
    assert await demo.seed_demo(database, tmp_path, passwords)
    kept = (tmp_path / "demo.json").read_bytes()
    assert not await demo.seed_demo(database, tmp_path, passwords)
    assert (tmp_path / "demo.json").read_bytes() == kept


async def test_the_shop_is_as_promised(
    database: Database, tmp_path: Path, passwords: Passwords
) -> None:
    await demo.seed_demo(database, tmp_path, passwords)
    async with database.session("demo") as session:
        settings = await service.load(session, "demo")
    assert settings.is_demo
    assert list(settings.of(Queue)) == ["sales", "support", "complaints"]
    agents = settings.of(Agent)
    assert len(agents) == 12
    assert len({agent.team for agent in agents.values()}) == 2
    assert len({tuple(sorted(agent.skills.items())) for agent in agents.values()}) == 12
    assert settings.numbers == {"1000": "main", "2000": "office"}
    # One person is enough to try everything, and every language is served in every queue.
    needed = {"en", "es", "zh", "sales", "support", "complaints"}
    assert needed <= set(agents["maria"].skills)
    for queue in settings.of(Queue).values():
        for language in ("en", "es", "zh"):
            assert any(
                language in agent.skills
                and all(agent.skills.get(skill, 0) >= least for skill, least in queue.needs.items())
                for agent in agents.values()
            )


@pytest.mark.parametrize(
    ("host", "public_url", "shown"),
    [
        ("127.0.0.1", None, True),
        ("localhost", "http://localhost:8080", True),
        ("::1", None, True),
        ("0.0.0.0", None, False),
        ("127.0.0.1", "https://calls.example.org", False),
        ("192.0.2.7", None, False),
    ],
)
async def test_logins_are_shown_to_this_machine_only(
    database: Database,
    tmp_path: Path,
    passwords: Passwords,
    host: str,
    public_url: str | None,
    shown: bool,
) -> None:
    settings = Settings(home=tmp_path, host=host, public_url=public_url)
    assert demo.demo_logins(settings) == []
    await demo.seed_demo(database, settings.secrets_folder, passwords)
    assert bool(demo.public_demo_logins(settings)) is shown
    assert demo.demo_logins(settings)

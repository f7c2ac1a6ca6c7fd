"""People for the tests of identity: cheap password hashes, a tenant, and users in it."""

from collections.abc import Awaitable, Callable

import pytest
from argon2 import PasswordHasher

from callfloor.identity import service
from callfloor.identity.login import Door
from callfloor.identity.models import User
from callfloor.identity.passwords import Passwords
from callfloor.identity.service import UserDraft
from callfloor.identity.tenants import put_tenant
from callfloor.kit.db import Database

PASSWORD = "correct horse"
MakeUser = Callable[..., Awaitable[User]]


@pytest.fixture(scope="session")
def hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def passwords(hasher: PasswordHasher) -> Passwords:
    return Passwords(hasher)


@pytest.fixture
def door(database: Database, passwords: Passwords) -> Door:
    return Door(database, passwords)


@pytest.fixture
def make_user(database: Database, passwords: Passwords) -> MakeUser:
    async def make(login: str = "maria", tenant: str = "shop", *roles: str) -> User:
        async with database.session(tenant) as session:
            await put_tenant(
                session, tenant, name=tenant, zone="Europe/Madrid", country="ES", language="es"
            )
            draft = UserDraft(
                login=login, name=login.title(), roles=roles or ("agent",), password=PASSWORD
            )
            return await service.create_user(session, tenant, draft, passwords, None)

    return make

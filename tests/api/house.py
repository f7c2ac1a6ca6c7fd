"""An API in a test: the application over a fresh database, with a fake floor, logins and facts."""

import contextlib
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI
from tests.api.fake_floor import FakeFloor
from tests.api.sample import TENANT

from callfloor.api.app import application, create_app
from callfloor.api.floor_client import FloorClient
from callfloor.api.parts import DemoLogin, Given, Parts, build
from callfloor.centre import file, service
from callfloor.centre.loaded import CentreSettings
from callfloor.floor.settings import TenantSettings
from callfloor.identity.passwords import Passwords
from callfloor.identity.permissions import ROLES
from callfloor.identity.service import UserDraft, create_user
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.settings import Settings

PASSWORD = "a long enough sentence"
TENANTS = (TENANT, "other")

_CENTRE = Path(__file__).with_name("centre.yaml").read_text(encoding="utf-8")


def quick_passwords() -> Passwords:
    """Weak on purpose: tests log in often."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@cache
def the_application() -> FastAPI:
    """One for all houses of this process, which come one after the other."""
    return application(None)


class House:
    """`login(role)` names the user of each role; the agent's user is bound to the agent maria."""

    def __init__(
        self,
        home: Path,
        database: Database,
        console: Path | None = None,
        app: FastAPI | None = None,
    ) -> None:
        """`app` is one that no other house of this process is in just now."""
        self.settings = Settings(home=home)
        self.database = database
        self.living: dict[str, dict[str, str]] = {}
        """Tenant → phase → a contact in that phase just now."""
        self.journal = PostgresJournal(database)
        self.floor = FakeFloor(self.settings.floor_socket, self.journal)
        given = Given(
            settings=self.settings,
            database=database,
            journal=self.journal,
            floor=FloorClient(self.settings),
            load_settings=self._load,
            demo_logins=self._demo_logins,
            centre=self._centre,
            console=console,
        )
        self.app = app or create_app(given)
        if app is not None:
            app.state.parts = build(given)
        self.parts: Parts = self.app.state.parts

    async def seed(self, passwords: Passwords) -> None:
        """Two companies, each with one user for every role."""
        for tenant in TENANTS:
            async with self.database.session(tenant) as session:
                for role in ROLES:
                    agent_id = "maria" if role == "agent" else ""
                    draft = UserDraft(
                        login=role, name=f"{role.capitalize()} of {tenant}", roles=(role,),
                        password=PASSWORD, agent_id=agent_id,
                    )  # fmt: skip
                    await create_user(session, tenant, draft, passwords, None)
                text = _CENTRE.replace("TENANT", tenant)
                await file.apply(session, text, tenant_id=tenant, is_demo=tenant == TENANT)

    async def _demo_logins(self) -> list[DemoLogin]:
        return [
            DemoLogin(role=role, login=role, password=PASSWORD, name=f"{role} of the demo")
            for role in ROLES
        ]

    async def _load(self, tenant: str | None) -> list[TenantSettings]:
        return [
            TenantSettings(
                tenant=loaded.tenant,
                zone=loaded.zone,
                centre=loaded.acd,
                flows=loaded.flows,
                numbers=loaded.numbers,
                is_open=loaded.is_open,
                names=loaded.names,
                indicators=loaded.indicators,
            )
            for loaded in [await self._centre(one) for one in TENANTS if tenant in (None, one)]
        ]

    async def _centre(self, tenant: str) -> CentreSettings:
        async with self.database.session(tenant) as session:
            return await service.load(session, tenant)


@contextlib.asynccontextmanager
async def running(house: House) -> AsyncIterator[House]:
    """The application's work beside the requests, and the fake floor, for the block."""
    await house.floor.start()
    try:
        async with house.app.router.lifespan_context(house.app):
            yield house
    finally:
        await house.floor.stop()

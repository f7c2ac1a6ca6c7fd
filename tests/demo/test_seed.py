"""What a first visitor finds: pages with something on them."""

from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from callfloor.bootstrap.tenants import TenantLoader
from callfloor.bulletins.models import Bulletin
from callfloor.centre import demo, service
from callfloor.centre.alarms import Alarm
from callfloor.centre.callers import CallerList, CallerRule
from callfloor.centre.recordings import RetentionRule
from callfloor.centre.wallboards import Wallboard
from callfloor.demo.seed import seed
from callfloor.identity.passwords import Passwords
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.db import Database
from callfloor.kit.settings import Settings


async def test_the_pages_of_the_lead_and_the_desk_are_not_empty(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(demo, "Passwords", lambda: cheap)
    settings = Settings(home=tmp_path, demo_weeks=0)
    await seed(settings, database, PostgresJournal(database), TenantLoader(database).settings)
    async with database.session(demo.TENANT) as session:
        centre = await service.load(session, demo.TENANT)
        bulletins = (await session.execute(select(Bulletin))).scalars().all()
    assert [one.author_name for one in bulletins] == ["Laura Sanz"]
    kinds = (Alarm, Wallboard, CallerList, CallerRule, RetentionRule)
    assert all(centre.of(kind) for kind in kinds)

"""Bringing the database up to date, and seeding the demo centre on the first start."""

from dataclasses import asdict

from callfloor import migrations
from callfloor.bootstrap.tenants import TenantLoader, database
from callfloor.centre import demo
from callfloor.identity.tenants import all_tenants
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.settings import Settings


async def migrate(settings: Settings) -> None:
    """Bring the tables up to date."""
    assert settings.database_url is not None
    await migrations.migrate(settings.database_url.get_secret_value())


async def seed_demo(settings: Settings) -> None:
    """Make the demo centre with its past, where this installation has no tenant yet."""
    base = database(settings, "seed")
    try:
        if await all_tenants(base):
            return
        # Loaded on the first start only: the simulator is no part of any later one.
        from callfloor.demo.seed import seed

        await seed(settings, base, PostgresJournal(base), TenantLoader(base).settings)
    finally:
        await base.close()


def demo_logins(settings: Settings) -> list[dict[str, str]]:
    """Role, login, password and name of each demo user; empty where there is no demo."""
    return [asdict(one) for one in demo.demo_logins(settings)]

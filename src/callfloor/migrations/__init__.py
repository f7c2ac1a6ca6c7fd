"""The tables, version by version. Each room has its own line of versions (`journal_0001_…`).

`migrate` brings a database up to date without a shell; it is safe to call at every start and from
several processes at once.
"""

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from callfloor.kit.db import Database, is_away, lock_key
from callfloor.kit.errors import UnavailableError


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection, config: Config) -> tuple[str, ...]:
    config.attributes["connection"] = connection
    connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": lock_key("migrate")})
    before = set(MigrationContext.configure(connection).get_current_heads())
    command.upgrade(config, "heads")
    after = MigrationContext.configure(connection).get_current_heads()
    return tuple(sorted(set(after) - before))


async def migrate(database_url: str) -> tuple[str, ...]:
    """Apply what is missing, all or none, and return the names of the newest versions applied."""
    config = await asyncio.to_thread(_config)
    database = Database(database_url, part="callfloor migrate")
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=database.connect, poolclass=NullPool
    )
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(_upgrade, config)
    except Exception as error:
        if is_away(error):
            msg = "PostgreSQL cannot be reached; see that it runs and that its address is right."
            raise UnavailableError(msg, part="postgres") from error
        raise
    finally:
        await engine.dispose()
        await database.close()

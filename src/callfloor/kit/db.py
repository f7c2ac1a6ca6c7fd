"""The way to PostgreSQL: one engine, transactions that see one tenant only, locks and notifications.

Row-level security compares each row's `tenant_id` with the setting `callfloor.tenant`, which
`Database.session` sets for its transaction alone. Without it a connection sees no row at all.
"""

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import asyncpg
from sqlalchemy import MetaData, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

from callfloor.kit import log
from callfloor.kit.errors import InvalidError, UnavailableError

EVERY_TENANT = "*"
"""The tenant name that sees all rows: for the installation's own work, never for a request."""

CLERK = "clerk"
"""The lock of the process that works behind the scenes."""
_IS_LED = text(
    "select exists (select from pg_locks where locktype = 'advisory' and granted and objsubid = 1"
    " and database = (select oid from pg_database where datname = current_database())"
    " and (classid::bigint << 32) | objid::bigint = :key)"
)
_CONNECT_LIMIT_S = 5.0
_RECONNECT_S = 0.5
_logger = log.get("db")


class Record(DeclarativeBase):
    """The root of every table's class; it names keys and indexes alike everywhere."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def is_away(error: BaseException) -> bool:
    """Whether the error means that PostgreSQL cannot be reached, rather than that it said no."""
    if isinstance(error, DBAPIError):
        driver_error = error.orig.__cause__ if error.orig is not None else None
        return error.connection_invalidated or (driver_error is not None and is_away(driver_error))
    return isinstance(
        error,
        ConnectionError
        | PoolTimeoutError
        | asyncpg.InterfaceError
        | asyncpg.PostgresConnectionError
        | asyncpg.OperatorInterventionError
        | asyncpg.TooManyConnectionsError,
    )


def _is_unfit(error: BaseException) -> bool:
    """Whether a value was refused: what a caller sends may hold NUL, or a number without measure."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        return isinstance(error.orig.__cause__, asyncpg.DataError)
    return False


def lock_key(name: str) -> int:
    """A name as the number that advisory locks want; the first half keeps clear of other users."""
    return (0xCA11 << 32) | zlib.crc32(name.encode())


def plain_url(database_url: str) -> str:
    """The address in the form asyncpg reads, whichever driver was named in it."""
    scheme, separator, rest = database_url.partition("://")
    return f"{scheme.partition('+')[0]}{separator}{rest}"


class Database:
    """PostgreSQL at one address. Connections are made when needed; nothing happens on construction."""

    def __init__(
        self,
        url: str,
        *,
        connections_max: int = 10,
        part: str = "callfloor",
        files: Path | None = None,
    ) -> None:
        self.files = files
        """The folder of the flat tables that are made from this database; None: they are not read."""
        self._url = plain_url(url)
        self._part = part
        self._engine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=self.connect,
            pool_size=connections_max,
            max_overflow=0,
            pool_timeout=_CONNECT_LIMIT_S,
            pool_pre_ping=True,
        )
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)

    async def connect(self) -> asyncpg.Connection:
        """A connection outside the pool, for LISTEN and locks that outlive a transaction."""
        try:
            return await asyncpg.connect(
                self._url,
                timeout=_CONNECT_LIMIT_S,
                server_settings={"application_name": self._part, "timezone": "UTC", "jit": "off"},
            )
        except (OSError, TimeoutError) as error:
            # Told apart from errors of files and other waits within a session's block.
            raise ConnectionError(str(error) or "no answer in time") from error

    @contextlib.asynccontextmanager
    async def session(self, tenant: str) -> AsyncIterator[AsyncSession]:
        """A transaction that sees the rows of `tenant` only; committed when the block ends well.

        UnavailableError when PostgreSQL is away; the transaction then left nothing behind, unless
        the commit itself was cut off. InvalidError for a value that no column can hold, as NUL.
        """
        try:
            async with self._sessions.begin() as session:
                await session.execute(
                    text("select set_config('callfloor.tenant', :tenant, true)"), {"tenant": tenant}
                )
                yield session
        except Exception as error:
            if is_away(error):
                msg = "PostgreSQL cannot be reached just now; it is tried again by itself."
                raise UnavailableError(msg, part="postgres") from error
            if _is_unfit(error):
                msg = "A value that was given cannot be kept: a control character, or out of range."
                raise InvalidError(msg) from error
            raise

    @contextlib.asynccontextmanager
    async def listen(self, channel: str) -> AsyncIterator[Callable[[float], Awaitable[None]]]:
        """Gives `wake(limit_s)`: done at a notification, at a reconnection, or when time is up."""
        woken = asyncio.Event()
        keeper = asyncio.create_task(self._keep_listening(channel, woken))

        async def wait(limit_s: float) -> None:
            # Not wait_for: before Python 3.12 it can swallow a cancellation at the moment of waking.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(limit_s):
                    await woken.wait()
            woken.clear()

        try:
            yield wait
        finally:
            keeper.cancel()
            await asyncio.gather(keeper, return_exceptions=True)

    async def _keep_listening(self, channel: str, woken: asyncio.Event) -> None:
        while True:
            try:
                connection = await self.connect()
                try:
                    await self._listen_until_lost(connection, channel, woken)
                finally:
                    connection.terminate()
            except Exception as error:
                # Whatever it is, the reader polls meanwhile; giving up would be silent for ever.
                _logger.warning("notifications are cut off", channel=channel, error=str(error))
            await asyncio.sleep(_RECONNECT_S)

    @staticmethod
    async def _listen_until_lost(
        connection: asyncpg.Connection, channel: str, woken: asyncio.Event
    ) -> None:
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _connection: lost.set())
        await connection.add_listener(channel, lambda *_details: woken.set())
        woken.set()  # something may have been missed while there was no connection
        await lost.wait()

    @contextlib.asynccontextmanager
    async def lead(self, name: str) -> AsyncIterator[asyncio.Event]:
        """Waits until this process alone holds the lock `name`; gives an event that tells of its loss.

        The lock goes with the connection: the process that dies or is cut off loses it.
        """
        lost = asyncio.Event()
        connection = await self._acquire(name)
        connection.add_termination_listener(lambda _connection: lost.set())
        try:
            yield lost
        finally:
            connection.terminate()

    async def _acquire(self, name: str) -> asyncpg.Connection:
        while True:
            try:
                connection = await self.connect()
                try:
                    await connection.execute("select pg_advisory_lock($1)", lock_key(name))
                except BaseException:
                    connection.terminate()
                    raise
                return connection
            except Exception as error:
                if not is_away(error):
                    raise
            await asyncio.sleep(_RECONNECT_S)

    async def is_led(self, name: str) -> bool:
        """Whether some process holds the lock `name` just now."""
        async with self.session(EVERY_TENANT) as session:
            found = await session.execute(_IS_LED, {"key": lock_key(name)})
            return bool(found.scalar_one())

    async def is_up(self) -> bool:
        """Whether a statement is answered now."""
        try:
            async with self.session(EVERY_TENANT) as session:
                await session.execute(text("select 1"))
        except UnavailableError:
            return False
        return True

    async def close(self) -> None:
        await self._engine.dispose()

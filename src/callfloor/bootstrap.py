"""Chooses the real parts and builds each process once. Nothing below this room knows which they are."""

import asyncio
from collections.abc import Callable
from dataclasses import asdict

import uvicorn

from callfloor import migrations
from callfloor.api.app import create_app
from callfloor.api.floor_client import FloorClient
from callfloor.api.parts import DemoLogin, DeskLists, Given
from callfloor.centre import demo, schemas, service
from callfloor.centre.loaded import CentreSettings, trunk_secret
from callfloor.demo.seed import seed
from callfloor.demo.traffic import SimulatedAgents, place_traffic
from callfloor.events.fact import Fact
from callfloor.floor.process import FloorProcess, Parts
from callfloor.floor.settings import TenantSettings
from callfloor.identity.tenants import all_tenants
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit import log
from callfloor.kit.db import Database
from callfloor.kit.errors import NotFoundError
from callfloor.kit.places import project_folder
from callfloor.kit.secret_files import secret
from callfloor.kit.settings import Settings
from callfloor.recording.keys import Keys
from callfloor.recording.sealer import Sealer
from callfloor.recording.store import RecordingStore
from callfloor.telephony.asterisk.adapter import AsteriskTelephony
from callfloor.telephony.asterisk.install import espeak_command
from callfloor.telephony.asterisk.originate import DemoCalls
from callfloor.telephony.asterisk.speech import Espeak
from callfloor.telephony.port import Trunk

_log = log.get("bootstrap")
CONNECTIONS_MAX = 20


def database(settings: Settings, part: str) -> Database:
    """The database that `settings` names; they come from `machine.postgres.connected`."""
    assert settings.database_url is not None
    url = settings.database_url.get_secret_value()
    return Database(url, connections_max=CONNECTIONS_MAX, part=f"callfloor {part}")


async def migrate(settings: Settings) -> None:
    """Bring the tables up to date."""
    assert settings.database_url is not None
    await migrations.migrate(settings.database_url.get_secret_value())


async def seed_demo(settings: Settings) -> None:
    """Make the demo centre with its past, where this installation has no tenant yet."""
    base = database(settings, "seed")
    try:
        await seed(settings, base, PostgresJournal(base), TenantLoader(base).settings)
    finally:
        await base.close()


def demo_logins(settings: Settings) -> list[dict[str, str]]:
    """Role, login, password and name of each demo user; empty where there is no demo."""
    return [asdict(one) for one in demo.demo_logins(settings)]


# -- settings of tenants ------------------------------------------------------------------------


def tenant_settings(loaded: CentreSettings) -> TenantSettings:
    """A tenant's settings in the floor's shape."""
    return TenantSettings(
        tenant=loaded.tenant,
        zone=loaded.zone,
        country=loaded.country,
        centre=loaded.acd,
        flows=loaded.flows,
        numbers=loaded.numbers,
        is_open=loaded.is_open,
        names=loaded.names,
        trunk_numbers=loaded.trunk_numbers,
    )


class TenantLoader:
    """Reads settings from the database whenever asked."""

    def __init__(self, base: Database) -> None:
        self._database = base

    async def centres(self, tenant: str | None = None) -> list[CentreSettings]:
        """All tenants, or one; empty where it does not exist."""
        names = [tenant] if tenant else [t.tenant_id for t in await all_tenants(self._database)]
        found = []
        for name in names:
            async with self._database.session(name) as session:
                try:
                    found.append(await service.load(session, name))
                except NotFoundError:
                    _log.warning("a tenant is not there", tenant=name)
        return found

    async def settings(self, tenant: str | None) -> list[TenantSettings]:
        return [tenant_settings(centre) for centre in await self.centres(tenant)]

    async def trunks(self) -> tuple[Trunk, ...]:
        """The trunks of every tenant, with their secrets from the environment."""
        return tuple(
            Trunk(
                tenant=centre.tenant,
                trunk_id=trunk_id,
                host=trunk.host,
                port=trunk.port,
                transport=trunk.transport,
                matches=tuple(trunk.matches),
                username=trunk.username,
                secret=trunk_secret(trunk),
                registers=trunk.registers,
            )
            for centre in await self.centres()
            for trunk_id, trunk in centre.of(schemas.Trunk).items()
        )

    async def desk_lists(self, tenant: str) -> DeskLists:
        """The reasons and codes that an agent of the tenant chooses from."""
        (centre,) = await self.centres(tenant)
        reasons = centre.of(schemas.Reason).items()
        codes = centre.of(schemas.WrapUpCode).items()
        return DeskLists(
            reasons=[{"id": key, "name": one.name.model_dump()} for key, one in reasons],
            wrap_up_codes=[
                {"id": key, "name": one.name.model_dump(), "queue_ids": list(one.queues)}
                for key, one in codes
            ],
        )


# -- processes ----------------------------------------------------------------------------------


async def run_floor(settings: Settings, stop: asyncio.Event) -> None:
    """The floor on the real Asterisk, until `stop`."""
    base = database(settings, "floor")
    loader = TenantLoader(base)

    def make_sealer(on_fact: Callable[[Fact], None]) -> Sealer:
        store = RecordingStore(settings.recordings_folder, Keys.of(settings))
        return Sealer(settings.raw_recordings_folder, store, on_fact)

    parts = Parts(
        database=base,
        journal=PostgresJournal(base),
        telephony=AsteriskTelephony(settings, Espeak(espeak_command)),
        load_settings=loader.settings,
        load_trunks=loader.trunks,
        spool_folder=settings.spool_folder,
        control_socket=settings.floor_socket,
        phone_key=secret(settings, "phones").encode(),
        sip_domain=settings.sip_host,
        make_sealer=make_sealer,
    )
    try:
        await FloorProcess(parts).run(stop)
    finally:
        await base.close()


def run_api(settings: Settings) -> None:
    """The API with the console, until SIGTERM."""
    base = database(settings, "api")
    loader = TenantLoader(base)
    project = project_folder()
    built = project / "console" / "dist" if project else None

    async def logins() -> list[DemoLogin]:
        return [DemoLogin(**asdict(one)) for one in demo.public_demo_logins(settings)]

    app = create_app(
        Given(
            settings=settings,
            database=base,
            journal=PostgresJournal(base),
            floor=FloorClient(settings),
            load_settings=loader.settings,
            demo_logins=logins,
            desk_lists=loader.desk_lists,
            console=built if built and built.is_dir() else None,
        )
    )
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=3,
        proxy_headers=settings.public_url is not None,
    )


# -- the demonstration --------------------------------------------------------------------------


def demo_calls(settings: Settings) -> DemoCalls:
    """Customers who call the demo centre; use in `async with`."""
    return DemoCalls(settings, demo.TENANT)


async def run_demo_traffic(
    settings: Settings,
    number: str,
    calls_per_minute: float,
    *,
    with_agents: bool,
    said: Callable[[str], None],
) -> None:
    """Calls and simulated agents until cancelled; the agents it brought go home."""
    floor = FloorClient(settings)
    agents = SimulatedAgents(floor, demo.TENANT)
    try:
        async with demo_calls(settings) as calls, asyncio.TaskGroup() as group:
            if with_agents:
                group.create_task(agents.run())
            group.create_task(place_traffic(calls, number, calls_per_minute, said))
    finally:
        await agents.close()
        await floor.close()

"""The database and the settings of tenants, in the shapes that the processes want."""

from pathlib import Path

from callfloor.centre import schemas, service, sounds
from callfloor.centre.loaded import CentreSettings, trunk_secret
from callfloor.centre.prompts import RecordedPrompt
from callfloor.floor.asking import WebService
from callfloor.floor.settings import TenantSettings
from callfloor.identity.tenants import all_tenants
from callfloor.ivr.flow import Flow
from callfloor.kit import log
from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError, NotFoundError
from callfloor.kit.settings import Settings
from callfloor.recording.policy import recording_policy
from callfloor.telephony.port import Trunk

_log = log.get("bootstrap")
CONNECTIONS_MAX = 20
TRUNK_WATCH_S = 20
"""How often a watched trunk is asked whether it is there."""


def database(settings: Settings, part: str) -> Database:
    """The database that `settings` names; they come from `machine.postgres.connected`."""
    assert settings.database_url is not None
    url = settings.database_url.get_secret_value()
    return Database(
        url,
        connections_max=CONNECTIONS_MAX,
        part=f"callfloor {part}",
        files=settings.facts_folder,
    )


def tenant_settings(loaded: CentreSettings) -> TenantSettings:
    """A tenant's settings in the floor's shape."""
    return TenantSettings(
        tenant=loaded.tenant,
        zone=loaded.zone,
        recording=recording_policy(loaded),
        country=loaded.country,
        centre=loaded.acd,
        flows=loaded.flows,
        numbers=loaded.numbers,
        is_open=loaded.is_open,
        names=loaded.names,
        trunk_numbers=loaded.trunk_numbers,
        watched_trunks=loaded.watched_trunks,
        prompts=loaded.prompts,
        indicators=loaded.indicators,
        web_services={
            key: WebService(
                service_id=key,
                url=service["url"],
                headers=service["headers"],
                allow_private=service["allow_private"],
            )
            for key, service in loaded.web_services.items()
        },
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

    async def settings_with_sounds(self, tenant: str | None, folder: Path) -> list[TenantSettings]:
        """As `settings`, once the sounds of the centre's prompts lie below `folder`."""
        found = await self.centres(tenant)
        for centre in found:
            marks = [m for one in centre.of(RecordedPrompt).values() for m in one.sounds.values()]
            if marks:
                async with self._database.session(centre.tenant) as session:
                    await sounds.lay_out(session, centre.tenant, marks, folder)
        return [tenant_settings(centre) for centre in found]

    async def flow(self, tenant: str, flow_id: str, version: int) -> Flow | None:
        """A version of a flow, for the calls that began with it."""
        async with self._database.session(tenant) as session:
            try:
                return await service.flow_at(session, tenant, flow_id, version)
            except (NotFoundError, InvalidError) as error:
                _log.warning("a version of a flow is not to be had", flow=flow_id, error=str(error))
                return None

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
                asked=trunk.asked,
                watch_s=TRUNK_WATCH_S,
            )
            for centre in await self.centres()
            for trunk_id, trunk in centre.of(schemas.Trunk).items()
        )

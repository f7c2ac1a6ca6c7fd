"""The API process with the console."""

from dataclasses import asdict

import uvicorn

from callfloor.api.app import create_app
from callfloor.api.floor_client import FloorClient
from callfloor.api.parts import DemoLogin, Given
from callfloor.bootstrap.tenants import TenantLoader, database
from callfloor.centre import demo
from callfloor.centre.loaded import CentreSettings
from callfloor.journal.postgres import PostgresJournal
from callfloor.kit.places import project_folder
from callfloor.kit.settings import Settings


def run_api(settings: Settings) -> None:
    """The API with the console, until SIGTERM."""
    base = database(settings, "api")
    loader = TenantLoader(base)
    project = project_folder()
    built = project / "console" / "dist" if project else None

    async def logins() -> list[DemoLogin]:
        return [DemoLogin(**asdict(one)) for one in demo.public_demo_logins(settings)]

    async def centre(tenant: str) -> CentreSettings:
        (found,) = await loader.centres(tenant)
        return found

    app = create_app(
        Given(
            settings=settings,
            database=base,
            journal=PostgresJournal(base),
            floor=FloorClient(settings),
            load_settings=loader.settings,
            demo_logins=logins,
            centre=centre,
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

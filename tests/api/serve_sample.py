"""Serves the API with a sample centre, so that pages can be looked at without telephony.

    .venv/bin/python -m tests.api.serve_sample --port 8090

A PostgreSQL of its own in a temporary folder, a fake floor, a day of facts and living contacts.
Facts go on while it runs: every few seconds somebody calls, answers or hangs up.
"""

import argparse
import asyncio
import contextlib
import tempfile
from pathlib import Path
from random import Random

import uvicorn
from tests.api.house import PASSWORD, House, quick_passwords
from tests.api.sample import TENANT, Story, day, now_living
from tests.conftest import PostgresProcess

from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.migrations import migrate

_CONSOLE = Path(__file__).resolve().parents[2] / "console" / "dist"


async def _go_on(house: House) -> None:
    """A call every few seconds that one of two agents takes, so that pages move."""
    random = Random(7)
    while True:
        story, at_ms = Story(TENANT, random.randint(1, 10**6)), now_ms()
        agent_id = random.choice(["pablo", "sofia"])
        story.whole(at_ms, "sales", agent_id, random.choice([4_000, 9_000, 24_000]), 20_000)
        begun_ms = at_ms
        for entry in story.entries():
            await asyncio.sleep(max(0, (entry.fact.at_ms - begun_ms) / 1000))
            begun_ms = entry.fact.at_ms
            await house.journal.append([entry])


async def serve(port: int) -> None:
    log.configure("sample")
    with tempfile.TemporaryDirectory(prefix="callfloor-sample-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        postgres = PostgresProcess(home)
        postgres.start()
        try:
            await postgres.until_ready()
            await postgres.create_role_and_database()
            url = await postgres.create_database("sample")
            await migrate(url)
            database = Database(url)
            house = House(home, database, _CONSOLE if _CONSOLE.is_dir() else None)
            await house.seed(quick_passwords())
            story = day(TENANT, now_ms())
            now_living(story, now_ms())
            await house.journal.append(story.entries())
            await house.floor.start()
            going_on = asyncio.create_task(_go_on(house))
            print(f"http://127.0.0.1:{port} - log in by role name, password: {PASSWORD}")  # noqa: T201
            server = uvicorn.Server(
                uvicorn.Config(house.app, host="127.0.0.1", port=port, log_level="warning")
            )
            with contextlib.suppress(KeyboardInterrupt):
                await server.serve()
            going_on.cancel()
            await house.floor.stop()
            await database.close()
        finally:
            postgres.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8090)
    asyncio.run(serve(parser.parse_args().port))

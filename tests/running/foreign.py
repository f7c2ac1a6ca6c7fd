"""A PostgreSQL and an Asterisk of somebody's own, prepared by the very words of the documentation."""

import re
from pathlib import Path

import asyncpg

from callfloor.machine.postgres import SUPERUSER, EmbeddedPostgres

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "postgres.md"
PASSWORD = "chosen-by-hand"


def statements() -> list[str]:
    """Those of the page's first block of SQL, with a password put in."""
    block = re.search(r"```sql\n(.+?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None, f"{PAGE} has no block of SQL"
    text = block[1].replace("PASSWORD 'choose one'", f"PASSWORD '{PASSWORD}'")
    assert PASSWORD in text
    return [one.strip() for one in text.split(";") if one.strip()]


async def as_the_page_says(server: EmbeddedPostgres) -> str:
    """The address of the database that the page's statements make, for the role that they make."""
    connection = await asyncpg.connect(server.url(SUPERUSER, "postgres"))
    try:
        for statement in statements():
            await connection.execute(statement)
    finally:
        await connection.close()
    host = server.url(SUPERUSER, "callfloor").rpartition("@")[2]
    return f"postgresql://callfloor:{PASSWORD}@{host}"


def trunk_as_the_page_says(name: str, address: str) -> str:
    """The page's endpoint of a trunk, for this name and the address its calls come from."""
    page = DOCS / "telephony.md"
    block = re.search(r"```ini\n(.+?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None, f"{page} has no trunk"
    assert "192.0.2.10" in block[1]
    return block[1].replace("demo.trunk.street", name).replace("192.0.2.10", address)

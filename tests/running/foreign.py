"""A PostgreSQL of somebody's own, prepared by the very statements of its page in the documentation."""

import re
from pathlib import Path

import asyncpg

from callfloor.machine.postgres import SUPERUSER, EmbeddedPostgres

PAGE = Path(__file__).parents[2] / "docs" / "postgres.md"
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

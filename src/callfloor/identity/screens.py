"""Screens without a person: a secret link that shows one wallboard, and may do nothing else.

The secret stands behind the `#` of the link, which browsers send nowhere, so it is in no log.
"""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.identity import audit
from callfloor.identity.models import Screen
from callfloor.identity.passwords import fingerprint, new_secret
from callfloor.identity.principal import Principal
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import ConflictError, InvalidError, NotFoundError
from callfloor.kit.fields import wrong
from callfloor.kit.ids import new_id

PREFIX = "callfloor_screen_"
OF_BOARD_MAX = 100


async def make(
    session: AsyncSession, by: Principal, wallboard_id: str, name: str
) -> tuple[str, Screen]:
    """The secret, shown this once only, and what is kept of it."""
    name = name.strip()
    if not 1 <= len(name) <= 200 or not name.isprintable():
        msg = "Say in at most 200 characters where the screen hangs."
        raise InvalidError(msg, [wrong("name", "name_form", msg, most=200)])
    if len(await listed(session, by.tenant, wallboard_id)) >= OF_BOARD_MAX:
        msg = f"A wallboard has at most {OF_BOARD_MAX} links; take one back first."
        raise ConflictError(msg, most=OF_BOARD_MAX)
    secret = f"{PREFIX}{by.tenant}.{new_secret()}"
    screen = Screen(
        id=new_id(),
        tenant_id=by.tenant,
        wallboard_id=wallboard_id,
        name=name,
        token_hash=fingerprint(secret),
        created_by=by.name,
        created_at_ms=now_ms(),
        last_used_at_ms=None,
    )
    session.add(screen)
    after = {"name": name, "wallboard": wallboard_id}
    audit.record(session, by.tenant, by, "screen.created", f"screen:{screen.id}", after=after)
    await session.flush()
    return secret, screen


async def listed(session: AsyncSession, tenant: str, wallboard_id: str) -> Sequence[Screen]:
    query = select(Screen).where(Screen.tenant_id == tenant, Screen.wallboard_id == wallboard_id)
    return (await session.execute(query.order_by(Screen.id.desc()))).scalars().all()


async def take_back(session: AsyncSession, by: Principal, screen_id: str) -> None:
    """It shows nothing from now on. NotFoundError where there is none."""
    screen = await session.get(Screen, screen_id)
    if screen is None or screen.tenant_id != by.tenant:
        msg = "There is no such link."
        raise NotFoundError(msg, screen_id=screen_id)
    await session.execute(delete(Screen).where(Screen.id == screen_id))
    before = {"name": screen.name, "wallboard": screen.wallboard_id}
    audit.record(session, by.tenant, by, "screen.deleted", f"screen:{screen_id}", before=before)


async def take_all_back(session: AsyncSession, by: Principal, wallboard_id: str) -> None:
    """Those of a wallboard that is no more."""
    for screen in await listed(session, by.tenant, wallboard_id):
        await take_back(session, by, screen.id)

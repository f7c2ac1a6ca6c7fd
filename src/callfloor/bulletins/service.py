"""Bulletins written, read and taken back; each change is a row and a fact in one transaction.

Whom a bulletin is for is looked at anew whenever it is asked: who joins the team later sees it too.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.acd.centre import Agent
from callfloor.bulletins.models import Bulletin, Reading
from callfloor.events.bulletins import (
    Audience,
    BulletinFact,
    BulletinRead,
    BulletinTakenBack,
    BulletinWritten,
)
from callfloor.identity import audit
from callfloor.identity.principal import Principal
from callfloor.journal.port import Entry
from callfloor.journal.postgres import append_in
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import ConflictError, InvalidError, NotFoundError
from callfloor.kit.fields import wrong
from callfloor.kit.ids import new_id

TITLE_MAX = 120
TEXT_MAX = 4_000
DAYS_MAX = 366
_DAY_MS = 24 * 3_600_000

Agents = Mapping[str, Agent]


def readers_of(bulletin: Bulletin, agents: Agents) -> list[str]:
    """The agents it is for, as the settings are now."""
    return sorted(
        agent_id
        for agent_id, agent in agents.items()
        if bulletin.to == "all"
        or (bulletin.to == "team" and agent.team_id == bulletin.to_id)
        or (bulletin.to == "agent" and agent_id == bulletin.to_id)
    )


async def write(
    session: AsyncSession,
    by: Principal,
    agents: Agents,
    *,
    to: Audience,
    to_id: str,
    title: str,
    text: str,
    must_confirm: bool,
    until_ms: int,
) -> Bulletin:
    """InvalidError where nobody would read it, or where its end has passed or is too far away."""
    at_ms = now_ms()
    _check_end(until_ms, at_ms)
    row = Bulletin(
        id=new_id(),
        tenant_id=by.tenant,
        to=to,
        to_id="" if to == "all" else to_id,
        title=title,
        text=text,
        must_confirm=must_confirm,
        written_at_ms=at_ms,
        until_ms=until_ms,
        author=by.actor,
        author_name=by.name,
        taken_back_name="",
    )
    if not readers_of(row, agents):
        msg = {
            "agent": f"There is no agent {to_id!r}; choose one of the centre's agents.",
            "team": f"No agent is in a team {to_id!r}; choose a team that has agents.",
            "all": "The centre has no agents yet; add some in the settings.",
        }[to]
        raise InvalidError(msg, [wrong("to_id", "no_reader", msg)])
    session.add(row)
    after = {"to": to, "to_id": row.to_id, "title": title, "text": text}
    audit.record(session, by.tenant, by, "bulletin.written", f"bulletin:{row.id}", after=after)
    await session.flush()
    await _tell(
        session,
        BulletinWritten(
            tenant=by.tenant,
            at_ms=at_ms,
            bulletin_id=row.id,
            to=to,
            to_id=row.to_id,
            title=title,
            text=text,
            must_confirm=must_confirm,
            until_ms=until_ms,
            by=by.actor,
            by_name=by.name,
        ),
    )
    return row


def _check_end(until_ms: int, at_ms: int) -> None:
    if until_ms <= at_ms:
        msg = "The end has passed already; choose a later one."
        raise InvalidError(msg, [wrong("until", "time_past", msg)])
    if until_ms > at_ms + DAYS_MAX * _DAY_MS:
        msg = f"A bulletin lasts {DAYS_MAX} days at the longest; choose an earlier end."
        raise InvalidError(msg, [wrong("until", "too_late", msg, days=DAYS_MAX)])


async def take_back(session: AsyncSession, by: Principal, bulletin_id: str) -> Bulletin:
    """Nobody sees it at the desk any more; the list keeps it. Once is enough, twice changes nothing."""
    row = await _one(session, by.tenant, bulletin_id, is_locked=True)
    if row.taken_back_at_ms is not None:
        return row
    row.taken_back_at_ms, row.taken_back_name = now_ms(), by.name
    after = {"title": row.title}
    audit.record(session, by.tenant, by, "bulletin.taken_back", f"bulletin:{row.id}", after=after)
    await session.flush()
    await _tell(
        session,
        BulletinTakenBack(
            tenant=by.tenant,
            at_ms=row.taken_back_at_ms,
            bulletin_id=row.id,
            by=by.actor,
            by_name=by.name,
        ),
    )
    return row


async def read(
    session: AsyncSession, by: Principal, agents: Agents, bulletin_id: str
) -> tuple[Bulletin, Reading]:
    """The agent of `by` has read it; the first time counts. NotFoundError for one not meant for them."""
    row = await _one(session, by.tenant, bulletin_id)
    if by.agent_id not in readers_of(row, agents):
        raise _unknown(bulletin_id)
    at_ms = now_ms()
    if not row.is_current(at_ms):
        msg = "This bulletin is over or was taken back; there is nothing to read any more."
        raise ConflictError(msg, bulletin_id=bulletin_id)
    values = {
        "tenant_id": by.tenant,
        "bulletin_id": row.id,
        "agent_id": by.agent_id,
        "reader": by.actor,
        "reader_name": by.name,
        "read_at_ms": at_ms,
    }
    made = insert(Reading).values(values).on_conflict_do_nothing().returning(Reading.agent_id)
    if (await session.execute(made)).scalar_one_or_none() is not None:
        fact = BulletinRead(
            tenant=by.tenant,
            at_ms=at_ms,
            bulletin_id=row.id,
            agent_id=by.agent_id,
            by=by.actor,
            by_name=by.name,
        )
        await _tell(session, fact)
    found = await readings(session, by.tenant, [row.id], agent_id=by.agent_id)
    return row, found[0]


async def page(
    session: AsyncSession,
    tenant: str,
    *,
    before: str = "",
    limit: int = 50,
    is_current: bool | None = None,
    reader: Agent | None = None,
) -> Sequence[Bulletin]:
    """The newest first; ids grow with time, so the last one of a page leads to the next.

    With `reader`, those that are meant for this agent.
    """
    query = select(Bulletin).where(Bulletin.tenant_id == tenant)
    if before:
        query = query.where(Bulletin.id < before)
    current = and_(Bulletin.taken_back_at_ms.is_(None), Bulletin.until_ms > now_ms())
    if is_current is not None:
        query = query.where(current if is_current else ~current)
    if reader is not None:
        query = query.where(
            or_(
                Bulletin.to == "all",
                and_(Bulletin.to == "team", Bulletin.to_id == reader.team_id),
                and_(Bulletin.to == "agent", Bulletin.to_id == reader.agent_id),
            )
        )
    return (await session.execute(query.order_by(Bulletin.id.desc()).limit(limit))).scalars().all()


async def one(session: AsyncSession, tenant: str, bulletin_id: str) -> Bulletin:
    return await _one(session, tenant, bulletin_id)


async def readings(
    session: AsyncSession, tenant: str, bulletin_ids: Sequence[str], *, agent_id: str = ""
) -> Sequence[Reading]:
    query = select(Reading).where(
        Reading.tenant_id == tenant, Reading.bulletin_id.in_(list(bulletin_ids))
    )
    if agent_id:
        query = query.where(Reading.agent_id == agent_id)
    return (await session.execute(query.order_by(Reading.read_at_ms))).scalars().all()


async def counts(session: AsyncSession, tenant: str, bulletin_ids: Sequence[str]) -> dict[str, int]:
    """How many have read each."""
    query = (
        select(Reading.bulletin_id, func.count())
        .where(Reading.tenant_id == tenant, Reading.bulletin_id.in_(list(bulletin_ids)))
        .group_by(Reading.bulletin_id)
    )
    return {row[0]: row[1] for row in await session.execute(query)}


async def _one(
    session: AsyncSession, tenant: str, bulletin_id: str, *, is_locked: bool = False
) -> Bulletin:
    query = select(Bulletin).where(Bulletin.tenant_id == tenant, Bulletin.id == bulletin_id)
    found = await session.execute(query.with_for_update() if is_locked else query)
    row = found.scalar_one_or_none()
    if row is None:
        raise _unknown(bulletin_id)
    return row


def _unknown(bulletin_id: str) -> NotFoundError:
    msg = "There is no such bulletin."
    return NotFoundError(msg, bulletin_id=bulletin_id)


async def _tell(session: AsyncSession, fact: BulletinFact) -> None:
    await append_in(session, [Entry(id=new_id(), fact=fact)])

"""Legal holds: contacts whose recordings no rule removes, until a day or until somebody lets go.

A hold and a removal of one company never overlap: both take `locked` for their transaction. What a
search found when the hold was placed is held; later contacts are not.
"""

import json
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.filters import OWN, Filters, conditions
from callfloor.events.fact import Fact
from callfloor.events.keeping import RecordingHeld, RecordingReleased
from callfloor.identity import audit
from callfloor.identity.principal import Principal
from callfloor.journal.port import Entry
from callfloor.journal.postgres import append_in
from callfloor.kit.db import lock_key
from callfloor.kit.errors import ConflictError, InvalidError, NotFoundError
from callfloor.kit.fields import wrong
from callfloor.kit.ids import new_id

CONTACTS_MAX = 20_000
LISTED_MAX = 500
_NAMED_MAX = 1_000

_SELECT = (
    "select h.id, h.reason, h.until_ms, h.search, h.placed_ms, h.placed_by, h.placed_by_name,"  # noqa: S608
    " h.released_ms, h.released_by, h.released_by_name, h.release_reason,"
    " (select count(*) from contacts_held one where one.tenant_id = h.tenant_id"
    " and one.hold_id = h.id) as contacts from contacts_holds h"
    f" where h.{OWN}"
)


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """`search` is what was sought when it was placed by a search; `contacts` how many it holds."""

    id: str
    reason: str
    until_ms: int | None
    search: dict[str, Any] | None
    placed_ms: int
    placed_by: str
    placed_by_name: str
    released_ms: int | None = None
    released_by: str = ""
    released_by_name: str = ""
    release_reason: str = ""
    contacts: int = 0

    def is_in_force(self, now_ms: int) -> bool:
        return self.released_ms is None and (self.until_ms is None or self.until_ms > now_ms)


async def locked(session: AsyncSession, tenant: str) -> None:
    """Until the transaction ends nobody else places a hold or decides a removal in this company."""
    key = lock_key(f"recordings {tenant}")
    await session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": key})


async def place(
    session: AsyncSession,
    tenant: str,
    by: Principal | None,
    now_ms: int,
    *,
    reason: str,
    until_ms: int | None = None,
    contact_ids: tuple[str, ...] = (),
    search: Filters | None = None,
) -> Hold:
    """Hold the named contacts, or all that a search finds. Refused where there is none to hold."""
    _check(reason, until_ms, now_ms)
    await locked(session, tenant)
    found = await _found(session, contact_ids, search, now_ms)
    hold = Hold(
        id=new_id(),
        reason=reason.strip(),
        until_ms=until_ms,
        search=None if search is None else _told(search),
        placed_ms=now_ms,
        placed_by=by.actor if by else "system",
        placed_by_name=by.name if by else "",
        contacts=len(found),
    )
    values = {name: getattr(hold, name) for name in hold.__struct_fields__}
    values["search"] = None if hold.search is None else json.dumps(hold.search)
    await session.execute(
        text(
            "insert into contacts_holds (tenant_id, id, reason, until_ms, search, placed_ms,"
            " placed_by, placed_by_name) values (:tenant, :id, :reason, :until_ms,"
            " cast(:search as jsonb), :placed_ms, :placed_by, :placed_by_name)"
        ),
        {"tenant": tenant, **values},
    )
    await session.execute(
        text(
            "insert into contacts_held (tenant_id, contact_id, hold_id)"
            " select :tenant, id, :hold from unnest(cast(:ids as text[])) as id"
        ),
        {"tenant": tenant, "hold": hold.id, "ids": found},
    )
    facts: list[Fact] = [
        RecordingHeld(
            tenant=tenant,
            at_ms=now_ms,
            contact_id=one,
            hold_id=hold.id,
            by=hold.placed_by,
            reason=hold.reason,
            until_ms=until_ms,
        )
        for one in found
    ]
    await append_in(session, [Entry(id=new_id(), fact=fact) for fact in facts])
    after = {"reason": hold.reason, "contacts": hold.contacts, "until_ms": until_ms}
    audit.record(session, tenant, by, "recording.held", f"hold:{hold.id}", after=after)
    return hold


async def release(
    session: AsyncSession,
    tenant: str,
    by: Principal | None,
    now_ms: int,
    hold_id: str,
    *,
    reason: str,
) -> Hold:
    """Take a hold off; its contacts may still be under another one."""
    _check(reason, None, now_ms)
    await locked(session, tenant)
    hold = await one(session, hold_id)
    if hold.released_ms is not None:
        msg = "This hold was taken off before."
        raise ConflictError(msg)
    actor, name = (by.actor, by.name) if by else ("system", "")
    await session.execute(
        text(
            "update contacts_holds set released_ms = :now_ms, released_by = :actor,"  # noqa: S608
            f" released_by_name = :name, release_reason = :reason where {OWN} and id = :id"
        ),
        {"now_ms": now_ms, "actor": actor, "name": name, "reason": reason.strip(), "id": hold_id},
    )
    held = await session.execute(
        text(f"select contact_id from contacts_held where {OWN} and hold_id = :id order by 1"),  # noqa: S608
        {"id": hold_id},
    )
    facts: list[Fact] = [
        RecordingReleased(
            tenant=tenant,
            at_ms=now_ms,
            contact_id=contact_id,
            hold_id=hold_id,
            by=actor,
            reason=reason.strip(),
        )
        for contact_id in held.scalars()
    ]
    await append_in(session, [Entry(id=new_id(), fact=fact) for fact in facts])
    after = {"reason": reason.strip(), "contacts": hold.contacts}
    audit.record(session, tenant, by, "recording.released", f"hold:{hold_id}", after=after)
    return await one(session, hold_id)


async def one(session: AsyncSession, hold_id: str) -> Hold:
    found = await session.execute(text(f"{_SELECT} and h.id = :id"), {"id": hold_id})
    row = found.mappings().one_or_none()
    if row is None:
        msg = f"There is no hold {hold_id}."
        raise NotFoundError(msg)
    return Hold(**row)


async def listed(session: AsyncSession, *, contact_id: str = "") -> list[Hold]:
    """The latest first, taken off or not; of one contact where it is named."""
    of_one = (
        " and h.id in (select hold_id from contacts_held one"  # noqa: S608
        f" where one.{OWN} and one.contact_id = :contact_id)"
    )
    query = f"{_SELECT}{of_one if contact_id else ''} order by h.placed_ms desc, h.id limit :limit"
    values = {"limit": LISTED_MAX, **({"contact_id": contact_id} if contact_id else {})}
    rows = (await session.execute(text(query), values)).mappings()
    return [Hold(**row) for row in rows]


def _check(reason: str, until_ms: int | None, now_ms: int) -> None:
    if not reason.strip():
        msg = "Say why: a hold, and its end, need a reason."
        raise InvalidError(msg, [wrong("reason", "reason", msg)])
    if until_ms is not None and until_ms <= now_ms:
        msg = "The day until which it is held has to come yet."
        raise InvalidError(msg, [wrong("until", "time_past", msg)])


async def _found(
    session: AsyncSession, contact_ids: tuple[str, ...], search: Filters | None, now_ms: int
) -> list[str]:
    if (search is None) == (not contact_ids) or len(contact_ids) > _NAMED_MAX:
        msg = f"Name the contacts to hold (at most {_NAMED_MAX}), or a search that finds them."
        raise InvalidError(msg)
    if search is not None:
        where, values = conditions(search, now_ms)
    else:
        where, values = f"{OWN} and id = any(cast(:ids as text[]))", {"ids": list(contact_ids)}
    rows = await session.execute(
        text(f"select id from contacts where {where} order by id limit :limit"),  # noqa: S608
        {**values, "limit": CONTACTS_MAX + 1},
    )
    found = list(rows.scalars())
    missing = sorted(set(contact_ids) - set(found))
    if missing:
        msg = f"There is no contact {missing[0]}."
        raise NotFoundError(msg, id=missing[0])
    if not found:
        msg = "That search finds no contact, so there is nothing to hold."
        raise ConflictError(msg)
    if len(found) > CONTACTS_MAX:
        msg = f"That search finds more than {CONTACTS_MAX} contacts; narrow it."
        raise InvalidError(msg)
    return found


def _told(search: Filters) -> dict[str, Any]:
    """What was sought, without what was left open."""
    given: dict[str, Any] = msgspec.to_builtins(search)
    return {key: value for key, value in given.items() if value not in (None, "", [])}

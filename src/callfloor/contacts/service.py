"""The list of contacts, one contact, and what a caller had before; all within one tenant."""

import base64
import binascii
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.contacts.filters import HELD, OWN, Filters, conditions
from callfloor.contacts.record import Record
from callfloor.contacts.row import read_record
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import InvalidError, NotFoundError
from callfloor.kit.fields import wrong

__all__ = ["Filters", "Page", "brought_as", "history_of", "listed", "one", "with_recording"]

LIMIT_MAX = 200

_LISTED = (
    "id, channel, direction, caller, caller_name, called, language, queue_id, agent_id,"
    " arrived_ms, answered_ms, ended_ms, wait_ms, talk_ms, hold_ms, wrap_up_ms, disposition,"
    " outcome, wrap_up_code, recording_id, recording_state, recording_ms, screen_state, paused_ms,"
    " transfers,"
    f" is_demo, agent_ids, queue_ids, {HELD.format('contacts', 'id')} as is_held"
)


class Page(msgspec.Struct, frozen=True):
    rows: list[dict[str, Any]]
    next_cursor: str | None
    total: int


async def listed(
    session: AsyncSession, filters: Filters, *, cursor: str = "", limit: int = 50
) -> Page:
    """Newest first; `next_cursor` is None at the end. InvalidError for a cursor of another kind."""
    where, values = conditions(filters, now_ms())
    total = await session.execute(
        text(f"select count(*) from contacts where {where}"),  # noqa: S608 - only names of columns
        values,
    )
    before = ""
    if cursor:
        values["cursor_ms"], values["cursor_id"] = _read_cursor(cursor)
        before = " and (arrived_ms, id) < (:cursor_ms, :cursor_id)"
    limit = max(1, min(limit, LIMIT_MAX))
    query = text(
        f"select {_LISTED} from contacts where {where}{before}"  # noqa: S608
        f" order by arrived_ms desc, id desc limit :limit"
    )
    found = await session.execute(query, {**values, "limit": limit + 1, "now_ms": now_ms()})
    rows = [dict(row._mapping) for row in found]  # noqa: SLF001 - SQLAlchemy's own name for it
    more = len(rows) > limit
    rows = rows[:limit]
    next_cursor = _write_cursor(rows[-1]["arrived_ms"], rows[-1]["id"]) if more else None
    return Page(rows, next_cursor, total.scalar_one())


async def one(
    session: AsyncSession, contact_id: str, *, only_agent_id: str | None = None
) -> tuple[dict[str, Any], Record]:
    """A contact's row and its whole record; NotFoundError also where the asker may not see it."""
    query = text(
        f"select {_LISTED}, record::text as record"  # noqa: S608
        f" from contacts where {OWN} and id = :id"
    )
    row = (
        (await session.execute(query, {"id": contact_id, "now_ms": now_ms()}))
        .mappings()
        .one_or_none()
    )
    if row is None or (only_agent_id is not None and only_agent_id not in row["agent_ids"]):
        msg = f"There is no contact {contact_id}."
        raise NotFoundError(msg, id=contact_id)
    values = dict(row)
    return values, read_record(values.pop("record"))


async def with_recording(session: AsyncSession, recording_id: str) -> dict[str, Any] | None:
    """The row of the contact that a recording belongs to."""
    query = text(
        f"select {_LISTED} from contacts"  # noqa: S608
        f" where {OWN} and record -> 'recordings' @> jsonb_build_array(jsonb_build_object("
        "'recording_id', cast(:id as text))) limit 1"
    )
    row = (
        (await session.execute(query, {"id": recording_id, "now_ms": now_ms()}))
        .mappings()
        .one_or_none()
    )
    return dict(row) if row else None


async def brought_as(session: AsyncSession, external_id: str) -> str:
    """The contact that a program brought in under this id of its own; empty for none."""
    query = text(
        f"select id from contacts where {OWN} and external_id = :external_id"  # noqa: S608
        " and external_id <> '' limit 1"
    )
    found = await session.execute(query, {"external_id": external_id})
    return found.scalar_one_or_none() or ""


async def history_of(
    session: AsyncSession, caller: str, *, except_id: str = "", limit: int = 10
) -> list[dict[str, Any]]:
    """Earlier contacts of the same number, newest first; none for a withheld number."""
    if not caller:
        return []
    query = text(
        f"select {_LISTED} from contacts where {OWN} and caller = :caller and id <> :except_id"  # noqa: S608
        " and refused = '' order by arrived_ms desc, id desc limit :limit"
    )
    values = {"caller": caller, "except_id": except_id, "limit": limit, "now_ms": now_ms()}
    return [dict(row) for row in (await session.execute(query, values)).mappings()]


def _write_cursor(arrived_ms: int, contact_id: str) -> str:
    return base64.urlsafe_b64encode(f"{arrived_ms}:{contact_id}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[int, str]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        arrived_ms, _, contact_id = base64.urlsafe_b64decode(padded).decode().partition(":")
        return int(arrived_ms), contact_id
    except (binascii.Error, UnicodeError, ValueError) as error:
        msg = "The cursor is not one of this list; begin again without it."
        raise InvalidError(msg, [wrong("cursor", "bad_cursor", msg)]) from error

"""Imports tried out, made and taken back; each change whole or not at all, in one transaction.

A fact is known by its kind, its source and its id there. The same again changes nothing; the same id
with another content is a correction, which stands until its import is taken back.
"""

import asyncio
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.identity import audit
from callfloor.identity.principal import Principal
from callfloor.imports import history, queue_log, sheets
from callfloor.imports.columns import CellError, Locale, zone_of
from callfloor.imports.kinds import KINDS, Kind
from callfloor.imports.models import Import
from callfloor.imports.reading import Fact, Finding, Findings, Place, Reading, read
from callfloor.journal.marks import DAY_MS, RENEWED, STAMP
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database, lock_key
from callfloor.kit.errors import InvalidError, NotFoundError
from callfloor.kit.fields import FieldError, wrong
from callfloor.kit.ids import new_id

SOURCE_MAX = 60
SHOWN_CHANGES = 20
_CHUNK = 5_000

_LOCK = text("select pg_advisory_xact_lock(:key)")
_STORED = text(
    "select source_id, mark, end_ms from imports_facts"
    " where tenant_id = current_setting('callfloor.tenant', true) and kind = :kind"
    " and source = :source and is_current and source_id = any(cast(:ids as text[]))"
)
_DATA = text(
    "select source_id, data::text from imports_facts"
    " where tenant_id = current_setting('callfloor.tenant', true) and kind = :kind"
    " and source = :source and is_current and source_id = any(cast(:ids as text[]))"
)
_CURRENCY = text(
    "select data->>'currency' from imports_facts"
    " where tenant_id = current_setting('callfloor.tenant', true) and kind = 'costs' and is_current"
    " and data->>'rate' is null limit 1"
)
_RETIRE = text(
    "update imports_facts set is_current = false"
    " where tenant_id = current_setting('callfloor.tenant', true) and kind = :kind"
    " and source = :source and is_current and source_id = any(cast(:ids as text[]))"
)
_INSERT = text(
    "insert into imports_facts (tenant_id, kind, source, source_id, import_id, ingested_at_ms, line,"
    " start_ms, end_ms, subject, team_id, mark, is_current, data)"
    " select current_setting('callfloor.tenant', true), :kind, :source, source_id, :import_id, :at_ms,"
    " line, start_ms, end_ms, subject, team_id, mark, true, data::jsonb"
    " from unnest(cast(:ids as text[]), cast(:lines as int[]), cast(:starts as bigint[]),"
    " cast(:ends as bigint[]), cast(:subjects as text[]), cast(:teams as text[]),"
    " cast(:marks as text[]), cast(:bodies as text[]))"
    " as given (source_id, line, start_ms, end_ms, subject, team_id, mark, data)"
)
_TAKE_BACK = text(
    "update imports_facts set is_current = false"
    " where tenant_id = current_setting('callfloor.tenant', true) and import_id = :import_id"
    " and is_current returning source_id"
)
_RESTORE = text(
    "with latest as (select distinct on (f.source_id) f.source_id, f.import_id from imports_facts f"
    " join imports_made m on m.id = f.import_id and m.taken_back_at_ms is null"
    " where f.tenant_id = current_setting('callfloor.tenant', true) and f.kind = :kind"
    " and f.source = :source and f.source_id = any(cast(:ids as text[]))"
    " order by f.source_id, f.import_id desc)"
    " update imports_facts f set is_current = true from latest"
    " where f.tenant_id = current_setting('callfloor.tenant', true) and f.kind = :kind"
    " and f.source = :source and f.source_id = latest.source_id and f.import_id = latest.import_id"
)
_MARK = text(
    "insert into journal_marks (tenant_id, what, day, mark)"  # noqa: S608 - nothing from outside
    f" select f.tenant_id, f.kind, day, {STAMP} from imports_facts f"
    " left join contacts c on f.kind = 'surveys' and c.tenant_id = f.tenant_id and c.id = f.subject"
    f" cross join lateral generate_series(coalesce(c.arrived_ms, f.start_ms) / {DAY_MS},"
    f" case f.kind when 'queue_log' then f.end_ms else coalesce(c.arrived_ms, f.start_ms) end"
    f" / {DAY_MS}) as day"
    " where f.tenant_id = current_setting('callfloor.tenant', true) and f.kind = :kind"
    " and f.source = :source and f.source_id in (select source_id from imports_facts"
    " where tenant_id = current_setting('callfloor.tenant', true) and import_id = :import_id)"
    f" group by 1, 2, 3 order by 3 {RENEWED}"
)
"""Every day of every version of its facts; a survey counts on the day of its contact, what comes out of
another system's log as long as it lasts."""


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was handed in. `zone` and `locale` hold where a row does not say otherwise.

    Of a log, `renamed` leads from its own names of queues and agents to our ids, and `callback_key`
    is the key by which callers left a queue to be called back.
    """

    kind: Kind
    content: bytes
    file_name: str = ""
    source: str = ""
    zone: str = ""
    locale: Locale = "en"
    renamed: Mapping[str, str] = {}
    callback_key: str = ""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a correction alters: column → before and after."""

    line: int
    source_id: str
    columns: dict[str, tuple[Any, Any]]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """`import_id` is empty where nothing was kept: a preview, something wrong, nothing new."""

    kind: str
    import_id: str
    rows: int
    new: int
    changed: int
    same: int
    wrong_count: int
    wrong: list[Finding]
    warning_count: int
    warnings: list[Finding]
    changes: list[Change]


class _Sorted(msgspec.Struct, frozen=True):
    new: list[Fact]
    changed: list[Fact]
    same: int


async def bring(
    database: Database,
    tenant: str,
    place: Place,
    given: Given,
    by: Principal | None,
    *,
    mode: Literal["preview", "import"],
) -> Outcome:
    """Say what the file would change, and change it unless it is a preview or something is wrong.

    InvalidError where it is no table at all. The file is read in a thread, beside the live floor.
    """
    _check(given)
    at_ms = now_ms()
    found = await asyncio.to_thread(_read, given, place, at_ms)
    async with database.session(tenant) as session:
        await session.execute(_LOCK, {"key": lock_key(f"imports:{tenant}")})
        sorted_ = await _compared(session, given, found.facts, found.wrong, at_ms)
        if given.kind.name == "costs":
            await _check_currency(session, found.facts, found.wrong)
        changes = await _changes(session, given, sorted_.changed[:SHOWN_CHANGES])
        import_id = ""
        if mode == "import" and not found.wrong.count and (sorted_.new or sorted_.changed):
            import_id = await _keep(session, tenant, given, sorted_, by, at_ms)
    return Outcome(
        kind=given.kind.name,
        import_id=import_id,
        rows=found.rows,
        new=len(sorted_.new),
        changed=len(sorted_.changed),
        same=sorted_.same,
        wrong_count=found.wrong.count,
        wrong=sorted(found.wrong.listed, key=lambda one: (one.line, one.column)),
        warning_count=found.warnings.count,
        warnings=found.warnings.listed,
        changes=changes,
    )


def _read(given: Given, place: Place, at_ms: int) -> Reading:
    if given.kind.form == "log":
        return queue_log.read(
            given.content,
            place,
            source=given.source,
            renamed=given.renamed,
            callback_key=given.callback_key,
            now_ms=at_ms,
        )
    sheet = sheets.read(given.content)
    return read(given.kind, sheet, place, zone=given.zone, locale=given.locale, now_ms=at_ms)


def refuse_wrong(outcome: Outcome) -> None:
    """InvalidError that lists what is wrong by line; nothing was imported then."""
    if not outcome.wrong_count:
        return
    first = outcome.wrong[0]
    more = f", and {outcome.wrong_count - 1} more" if outcome.wrong_count > 1 else ""
    msg = f"Nothing was imported. Line {first.line}, {first.column}: {first.message}{more}"
    raise InvalidError(msg, [_field_error(one) for one in outcome.wrong])


def _field_error(one: Finding) -> FieldError:
    return {"line": one.line, **wrong(one.column, one.code, one.message, **one.params)}


def renames(words: Sequence[str]) -> dict[str, str]:
    """From `600=sales, 201=maria` and the like, the log's name before ours; InvalidError else."""
    found = {}
    for word in (part.strip() for one in words for part in one.split(",") if part.strip()):
        theirs, separator, ours = word.rpartition("=")
        if not (separator and theirs.strip() and ours.strip()):
            msg = f"{word!r} renames nothing; write the log's name, = and ours, as 600=sales."
            raise InvalidError(msg, [wrong("rename", "not_a_rename", msg, given=word)])
        found[theirs.strip()] = ours.strip()
    return found


def _check(given: Given) -> None:
    if len(given.source) > SOURCE_MAX:
        msg = f"The name of a source has at most {SOURCE_MAX} characters."
        raise InvalidError(msg, [wrong("source", "too_long", msg, max=SOURCE_MAX)])
    if given.zone:
        try:
            zone_of(given.zone)
        except CellError as error:
            found = wrong("zone", error.code, error.message, **error.params)
            raise InvalidError(error.message, [found]) from error


async def _compared(
    session: AsyncSession, given: Given, facts: Sequence[Fact], findings: Findings, at_ms: int
) -> _Sorted:
    new, changed, same = [], [], 0
    for chunk in _chunks(facts):
        rows = await session.execute(_STORED, {**_of(given), "ids": [f.source_id for f in chunk]})
        stored = {row[0]: (row[1], row[2]) for row in rows}
        for fact in chunk:
            mark, end_ms = stored.get(fact.source_id, ("", 0))
            if not mark:
                new.append(fact)
            elif mark == fact.mark:
                same += 1
            elif _is_over(given.kind, fact, end_ms, at_ms):
                msg = (
                    "This part of the schedule is over; what is changed afterwards is an exception:"
                    " a row of its own with exception_of and approved_by."
                )
                findings.add(fact.line, "", CellError("schedule_over", msg))
            else:
                changed.append(fact)
    return _Sorted(new, changed, same)


def _is_over(kind: Kind, fact: Fact, end_ms: int, at_ms: int) -> bool:
    """The schedule in force when an interval ends is the one that counts (2. of the specification)."""
    return kind.name == "schedules" and end_ms <= at_ms and not fact.data["exception_of"]


async def _check_currency(session: AsyncSession, facts: Sequence[Fact], findings: Findings) -> None:
    """Amounts without a rate are all of one currency, that of what is there already."""
    currency = (await session.execute(_CURRENCY)).scalar_one_or_none()
    for fact in facts:
        if fact.data["rate"] is not None:
            continue
        currency = currency or fact.data["currency"]
        if fact.data["currency"] != currency:
            msg = f"The costs are in {currency}; give the rate at which this one was booked."
            findings.add(fact.line, "rate", CellError("rate_missing", msg, currency=currency))


async def _changes(session: AsyncSession, given: Given, facts: Sequence[Fact]) -> list[Change]:
    if not facts:
        return []
    rows = await session.execute(_DATA, {**_of(given), "ids": [f.source_id for f in facts]})
    stored = {row[0]: json.loads(row[1]) for row in rows}
    return [
        Change(
            line=fact.line,
            source_id=fact.source_id,
            columns={
                name: (stored[fact.source_id].get(name), value)
                for name, value in fact.data.items()
                if stored[fact.source_id].get(name) != value
            },
        )
        for fact in facts
    ]


async def _keep(
    session: AsyncSession,
    tenant: str,
    given: Given,
    sorted_: _Sorted,
    by: Principal | None,
    at_ms: int,
) -> str:
    made = Import(
        id=new_id(),
        tenant_id=tenant,
        kind=given.kind.name,
        source=given.source,
        file_name=given.file_name,
        size_bytes=len(given.content),
        made_at_ms=at_ms,
        author=by.actor if by else "system",
        author_name=by.name if by else "",
        rows_new=len(sorted_.new),
        rows_changed=len(sorted_.changed),
        rows_same=sorted_.same,
    )
    session.add(made)
    await session.flush()
    for chunk in _chunks(sorted_.changed):
        await session.execute(_RETIRE, {**_of(given), "ids": [one.source_id for one in chunk]})
    for chunk in _chunks([*sorted_.new, *sorted_.changed]):
        await session.execute(
            _INSERT, {**_of(given), "import_id": made.id, "at_ms": at_ms, **_columns(chunk)}
        )
    if given.kind.form == "log":
        for chunk in _chunks([*sorted_.new, *sorted_.changed]):
            await history.follow(session, tenant, given.source, [one.source_id for one in chunk])
    await session.execute(_MARK, {**_of(given), "import_id": made.id})
    after = {"kind": made.kind, "source": made.source, "file": made.file_name}
    counts = {"new": made.rows_new, "changed": made.rows_changed, "same": made.rows_same}
    subject = f"import:{made.id}"
    audit.record(session, tenant, by, "import.made", subject, after={**after, **counts})
    return made.id


def _columns(facts: Sequence[Fact]) -> dict[str, list[Any]]:
    return {
        "ids": [one.source_id for one in facts],
        "lines": [one.line for one in facts],
        "starts": [one.start_ms for one in facts],
        "ends": [one.end_ms for one in facts],
        "subjects": [one.subject for one in facts],
        "teams": [one.team_id for one in facts],
        "marks": [one.mark for one in facts],
        "bodies": [json.dumps(one.data, ensure_ascii=False) for one in facts],
    }


def _of(given: Given) -> dict[str, str]:
    return {"kind": given.kind.name, "source": given.source}


def _chunks(facts: Sequence[Fact]) -> Iterator[Sequence[Fact]]:
    for at in range(0, len(facts), _CHUNK):
        yield facts[at : at + _CHUNK]


async def one(session: AsyncSession, tenant: str, import_id: str) -> Import:
    query = select(Import).where(Import.tenant_id == tenant, Import.id == import_id)
    found = (await session.execute(query.with_for_update())).scalar_one_or_none()
    if found is None:
        msg = "There is no such import."
        raise NotFoundError(msg, import_id=import_id)
    return found


async def take_back(session: AsyncSession, by: Principal, made: Import) -> Import:
    """Its facts count no more, what it had corrected counts again. Twice changes nothing."""
    await session.execute(_LOCK, {"key": lock_key(f"imports:{made.tenant_id}")})
    await session.refresh(made)
    if made.taken_back_at_ms is not None:
        return made
    made.taken_back_at_ms, made.taken_back_by = now_ms(), by.actor
    made.taken_back_name = by.name
    await session.flush()
    rows = await session.execute(_TAKE_BACK, {"import_id": made.id})
    ids = [row[0] for row in rows]
    for at in range(0, len(ids), _CHUNK):
        key = {"kind": made.kind, "source": made.source, "ids": ids[at : at + _CHUNK]}
        await session.execute(_RESTORE, key)
        if KINDS[made.kind].form == "log":
            await history.follow(session, made.tenant_id, made.source, ids[at : at + _CHUNK])
    await session.execute(_MARK, {"kind": made.kind, "source": made.source, "import_id": made.id})
    after = {"kind": made.kind, "file": made.file_name, "facts": len(ids)}
    audit.record(session, made.tenant_id, by, "import.taken_back", f"import:{made.id}", after=after)
    return made


async def page(
    session: AsyncSession, tenant: str, kinds: Iterable[str], *, before: str = "", limit: int = 50
) -> Sequence[Import]:
    """The newest first; ids grow with time, so the last one of a page leads to the next."""
    query = select(Import).where(Import.tenant_id == tenant, Import.kind.in_(list(kinds)))
    if before:
        query = query.where(Import.id < before)
    return (await session.execute(query.order_by(Import.id.desc()).limit(limit))).scalars().all()

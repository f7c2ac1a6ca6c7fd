"""Settings read and changed. Each change is checked as a whole, versioned, audited and told as a fact.

All calls work in the caller's transaction, a session of that tenant. Two changes at once wait for
each other, so the check of one always sees the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlalchemy import delete, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.centre import links, sounds
from callfloor.centre.check import Problem, check, flow_of
from callfloor.centre.fields import Setting
from callfloor.centre.loaded import CentreSettings
from callfloor.centre.models import CentreHistory, CentreItem, CentreVersion
from callfloor.centre.schemas import KINDS, FlowSetting, check_id, kind_of
from callfloor.events.installation import CentreChanged
from callfloor.identity import audit
from callfloor.identity.principal import Principal
from callfloor.identity.tenants import get_tenant
from callfloor.ivr.flow import Flow
from callfloor.journal.port import Entry
from callfloor.journal.postgres import append_in
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import ConflictError, InvalidError, NotFoundError
from callfloor.kit.fields import of_pydantic, told, wrong
from callfloor.kit.ids import new_id

_LOCK = text(
    "insert into centre_versions (tenant_id, version) values (:tenant, 0)"
    " on conflict (tenant_id) do update set version = centre_versions.version returning version"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One item made (`before` None), altered, or removed (`after` None)."""

    kind: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def action(self) -> str:
        if self.before is None:
            return "create"
        return "delete" if self.after is None else "update"


async def load(session: AsyncSession, tenant_id: str) -> CentreSettings:
    """NotFoundError where the tenant does not exist."""
    tenant = await get_tenant(session, tenant_id)
    version = await session.scalar(
        select(CentreVersion.version).where(CentreVersion.tenant_id == tenant_id)
    )
    items: dict[str, dict[str, Setting]] = {kind: {} for kind in KINDS}
    versions: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    for row in await _rows(session, tenant_id):
        if row.kind in KINDS:
            items[row.kind][row.id] = KINDS[row.kind].model_validate(row.body)
            versions[row.kind][row.id] = row.version
    return CentreSettings(
        tenant=tenant_id,
        name=tenant.name,
        zone=tenant.zone,
        country=tenant.country,
        language=tenant.language,
        is_demo=tenant.is_demo,
        version=version or 0,
        items=items,
        versions=versions,
    )


async def _rows(session: AsyncSession, tenant_id: str) -> Sequence[CentreItem]:
    query = select(CentreItem).where(CentreItem.tenant_id == tenant_id)
    query = query.order_by(CentreItem.kind, CentreItem.place, CentreItem.id)
    return (await session.execute(query)).scalars().all()


def read_setting(kind: str, item_id: str, body: object) -> Setting:
    """A setting from plain values; InvalidError names each field that does not fit."""
    schema = kind_of(kind)
    wrong_id = check_id(kind, item_id)
    errors: list[dict[str, object]] = [wrong("id", "id_form", wrong_id)] if wrong_id else []
    try:
        setting = schema.model_validate(body)
    except ValidationError as error:
        errors += [
            of_pydantic(item, ".".join(map(str, item["loc"])))
            for item in error.errors(include_url=False, include_input=False)
        ]
    if errors:
        msg = f"This does not fit: {told(errors)}."
        raise InvalidError(msg, errors)
    return setting


def refuse(problems: Sequence[Problem]) -> None:
    """InvalidError with every problem, unless there is none."""
    if problems:
        errors: list[dict[str, object]] = [
            wrong(".".join(map(str, problem.path)), problem.code, problem.message, **problem.params)
            for problem in problems
        ]
        msg = f"The settings would not fit together: {told(errors)}."
        raise InvalidError(msg, errors)


async def lock(session: AsyncSession, tenant_id: str) -> int:
    """Wait for other changes of this tenant to end; the version that holds now."""
    return int((await session.execute(_LOCK, {"tenant": tenant_id})).scalar_one())


async def put(
    session: AsyncSession,
    tenant_id: str,
    kind: str,
    item_id: str,
    body: object,
    by: Principal | None,
    *,
    expected_version: int | None = None,
) -> Change | None:
    """Make or alter one setting; None where it was so already.

    ConflictError where somebody else changed it since `expected_version`.
    """
    setting = read_setting(kind, item_id, body)
    await lock(session, tenant_id)
    now = await load(session, tenant_id)
    _check_version(now, kind, item_id, expected_version)
    before = now.items[kind].get(item_id)
    if before == setting:
        return None
    refuse(check({**now.items, kind: {**now.items[kind], item_id: setting}}))
    shown = before.model_dump(mode="json") if before else None
    change = Change(kind, item_id, shown, setting.model_dump(mode="json"))
    await carry_out(session, tenant_id, [change], by)
    return change


async def remove(
    session: AsyncSession, tenant_id: str, kind: str, item_id: str, by: Principal | None
) -> Change:
    """InvalidError while something still refers to it."""
    kind_of(kind)
    await lock(session, tenant_id)
    now = await load(session, tenant_id)
    before = now.items[kind].get(item_id)
    if before is None:
        msg = f"There is no {item_id!r} among the {kind}."
        raise NotFoundError(msg, kind=kind, id=item_id)
    rest = {key: item for key, item in now.items[kind].items() if key != item_id}
    refuse(check({**now.items, kind: rest}))
    change = Change(kind, item_id, before.model_dump(mode="json"), None)
    await carry_out(session, tenant_id, [change], by)
    return change


def _check_version(
    now: CentreSettings, kind: str, item_id: str, expected_version: int | None
) -> None:
    version = now.versions[kind].get(item_id, 0)
    if expected_version is not None and expected_version != version:
        msg = "Somebody else has changed this meanwhile; look at it again before you save."
        raise ConflictError(msg, version=version, expected_version=expected_version)


async def history(
    session: AsyncSession, tenant_id: str, kind: str = "", item_id: str = "", limit: int = 100
) -> Sequence[CentreHistory]:
    """Every version, newest first: of one setting, of one kind, or of all."""
    query = select(CentreHistory).where(CentreHistory.tenant_id == tenant_id)
    if kind:
        query = query.where(CentreHistory.kind == kind)
    if item_id:
        query = query.where(CentreHistory.id == item_id)
    query = query.order_by(CentreHistory.position.desc()).limit(limit)
    return (await session.execute(query)).scalars().all()


async def authors_of(
    session: AsyncSession, tenant_id: str, kind: str
) -> dict[str, tuple[int, str]]:
    """When each setting of a kind was changed last, and by whom."""
    rows = await _rows(session, tenant_id)
    return {row.id: (row.changed_at_ms, row.author_name) for row in rows if row.kind == kind}


async def restore(
    session: AsyncSession,
    tenant_id: str,
    kind: str,
    item_id: str,
    version: int,
    by: Principal | None,
) -> Change | None:
    """Make a setting what it was at an earlier version, as a new version; None where it is so."""
    body = await body_at(session, tenant_id, kind, item_id, version)
    return await put(session, tenant_id, kind, item_id, body, by)


async def body_at(
    session: AsyncSession, tenant_id: str, kind: str, item_id: str, version: int
) -> dict[str, Any]:
    """What a setting held at a version; NotFoundError where it has none such, or was removed then."""
    query = select(CentreHistory.body).where(
        CentreHistory.tenant_id == tenant_id,
        CentreHistory.kind == kind,
        CentreHistory.id == item_id,
        CentreHistory.version == version,
    )
    body: dict[str, Any] | None = (await session.execute(query)).scalar_one_or_none()
    if body is None:
        msg = f"{item_id!r} of the {kind} has no version {version} to go back to."
        raise NotFoundError(msg, kind=kind, id=item_id, version=version)
    return body


async def flow_at(session: AsyncSession, tenant_id: str, flow_id: str, version: int) -> Flow:
    """A version of a flow. NotFoundError where there is none, InvalidError for one of another form."""
    body = await body_at(session, tenant_id, "flows", flow_id, version)
    setting = read_setting("flows", flow_id, body)
    assert isinstance(setting, FlowSetting)
    return flow_of(flow_id, setting, version)


async def carry_out(
    session: AsyncSession, tenant_id: str, changes: Sequence[Change], by: Principal | None
) -> int:
    """Write changes that were checked, under `lock`; the version of the centre afterwards.

    There may be none, where the tenant itself has changed: readers have to look again all the same.
    """
    named = {one.id: one.after["sounds"] for one in changes if one.kind == "prompts" and one.after}
    await sounds.require(session, tenant_id, named)
    centre_version = await lock(session, tenant_id) + 1
    await session.execute(
        text("update centre_versions set version = :version where tenant_id = :tenant"),
        {"version": centre_version, "tenant": tenant_id},
    )
    await _write(session, tenant_id, changes, centre_version, by)
    await links.follow_agents(session, tenant_id, changes, by)
    fact = CentreChanged(tenant=tenant_id, at_ms=now_ms(), version=centre_version)
    await append_in(session, [Entry(id=new_id(), fact=fact)])
    return centre_version


async def _write(
    session: AsyncSession,
    tenant_id: str,
    changes: Sequence[Change],
    centre_version: int,
    by: Principal | None,
) -> None:
    latest = await _latest_versions(session, tenant_id)
    rows = {(row.kind, row.id): row for row in await _rows(session, tenant_id)}
    place = max((row.place for row in rows.values()), default=0)
    about: dict[str, Any] = {
        "tenant_id": tenant_id,
        "changed_at_ms": now_ms(),
        "author": by.actor if by else "system",
        "author_name": by.name if by else "",
    }
    for change in changes:
        key = (change.kind, change.id)
        version = latest.get(key, 0) + 1
        place += 1
        _record(session, change, version, centre_version, about, by)
        row = rows.get(key)
        if change.after is None:
            # By statement, so that a later removal and creation of one id keep their order.
            await session.execute(delete(CentreItem).where(*_is(tenant_id, *key)))
        elif row is None:
            session.add(
                CentreItem(
                    kind=change.kind,
                    id=change.id,
                    place=place,
                    version=version,
                    body=change.after,
                    **about,
                )
            )
        else:
            row.version, row.body = version, change.after
            row.changed_at_ms = about["changed_at_ms"]
            row.author, row.author_name = about["author"], about["author_name"]
    await session.flush()


def _record(
    session: AsyncSession,
    change: Change,
    version: int,
    centre_version: int,
    about: Mapping[str, Any],
    by: Principal | None,
) -> None:
    session.add(
        CentreHistory(
            kind=change.kind,
            id=change.id,
            version=version,
            centre_version=centre_version,
            body=change.after,
            **about,
        )
    )
    verb = {"create": "created", "update": "changed", "delete": "deleted"}[change.action]
    subject = f"{change.kind}:{change.id}"
    audit.record(
        session,
        about["tenant_id"],
        by,
        f"centre.{verb}",
        subject,
        before=change.before,
        after=change.after,
    )


def _is(tenant_id: str, kind: str, item_id: str) -> tuple[Any, ...]:
    return (
        CentreItem.tenant_id == tenant_id,
        CentreItem.kind == kind,
        CentreItem.id == item_id,
    )


async def _latest_versions(session: AsyncSession, tenant_id: str) -> dict[tuple[str, str], int]:
    """Also of what was removed, so that a version is never given twice."""
    query = (
        select(CentreHistory.kind, CentreHistory.id, func.max(CentreHistory.version))
        .where(CentreHistory.tenant_id == tenant_id)
        .group_by(CentreHistory.kind, CentreHistory.id)
    )
    return {(kind, item_id): top for kind, item_id, top in (await session.execute(query)).all()}

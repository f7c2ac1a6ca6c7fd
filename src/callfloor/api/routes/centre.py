"""Settings of the centre: read whole, changed one by one, applied and exported as one file."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text
from callfloor.centre import file, service
from callfloor.centre.models import CentreHistory
from callfloor.centre.schemas import KINDS
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.kit import log
from callfloor.kit.errors import CallfloorError, InvalidError

router = APIRouter(prefix="/centre", tags=["centre"])

_VIEW: tuple[Permission, ...] = ("settings.view",)
_CHANGE: tuple[Permission, ...] = ("settings.change",)
_YAML = "application/yaml"
_logger = log.get("api")


class TenantShown(Answer):
    id: str
    name: str
    zone: str
    country: str
    language: str
    is_demo: bool


class Centre(Answer):
    """Each setting has its `id`, its `version`, and the fields of its kind, in the file's order."""

    tenant: TenantShown
    version: int
    skills: list[dict[str, Any]]
    sites: list[dict[str, Any]]
    teams: list[dict[str, Any]]
    queues: list[dict[str, Any]]
    agents: list[dict[str, Any]]
    closings: list[dict[str, Any]]
    caller_lists: list[dict[str, Any]]
    caller_rules: list[dict[str, Any]]
    calendars: list[dict[str, Any]]
    reasons: list[dict[str, Any]]
    wrap_up_codes: list[dict[str, Any]]
    web_services: list[dict[str, Any]]
    scripts: list[dict[str, Any]]
    prompts: list[dict[str, Any]]
    flows: list[dict[str, Any]]
    trunks: list[dict[str, Any]]
    numbers: list[dict[str, Any]]
    routing: list[dict[str, Any]]
    recording: list[dict[str, Any]]
    recording_rules: list[dict[str, Any]]
    retention_rules: list[dict[str, Any]]
    indicators: list[dict[str, Any]]
    targets: list[dict[str, Any]]
    reports: list[dict[str, Any]]
    alarms: list[dict[str, Any]]
    wallboards: list[dict[str, Any]]


class ChangeShown(Answer):
    """`action` is create, update or delete."""

    action: str
    kind: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class FileErrorShown(Answer):
    """`code` and `params` are for the console's words; `message` is English."""

    line: int
    column: int
    message: str
    field: str
    code: str
    params: dict[str, Any]


class Applied(Answer):
    """What was changed, or would be with `dry_run`; with errors nothing is changed."""

    changes: list[ChangeShown]
    errors: list[FileErrorShown]


class CentreFile(Shape):
    yaml: str = Field(max_length=file.TEXT_MAX)
    dry_run: bool = False
    prune: bool = False


class VersionShown(Answer):
    kind: str
    id: str
    version: int
    centre_version: int
    body: dict[str, Any] | None
    changed_at: str
    author_name: str


class Versions(Answer):
    items: list[VersionShown]


class Restore(Shape):
    version: int = Field(ge=1, le=2**31 - 1)


_QUEUE = {"name": "Sales", "needs": {"sales": 1}, "service_level_ms": 20_000}
_CHANGE_EXAMPLE = {
    "action": "update",
    "kind": "queues",
    "id": "sales",
    "before": {"name": "Sales", "service_level_ms": 20_000},
    "after": {"name": "Sales", "service_level_ms": 30_000},
}
_APPLIED = {"changes": [_CHANGE_EXAMPLE], "errors": []}
_EXAMPLE = {
    "tenant": {
        "id": "demo",
        "name": "Demo shop",
        "zone": "Europe/Madrid",
        "country": "ES",
        "language": "es",
        "is_demo": True,
    },
    "version": 7,
    **{kind: [] for kind in KINDS},
    "queues": [{"id": "sales", "version": 2, **_QUEUE}],
}


@router.get("", **described("All settings", needs=_VIEW, answer=_EXAMPLE))
async def read(principal: Asking, parts: PartsDep) -> Centre:
    async with parts.database.session(principal.tenant) as session:
        loaded = await service.load(session, principal.tenant)
    kinds = {
        kind: [
            {
                "id": item_id,
                "version": loaded.versions.get(kind, {}).get(item_id, 1),
                **item.model_dump(mode="json"),
            }
            for item_id, item in loaded.items.get(kind, {}).items()
        ]
        for kind in KINDS
    }
    tenant = TenantShown(
        id=loaded.tenant,
        name=loaded.name,
        zone=loaded.zone,
        country=loaded.country,
        language=loaded.language,
        is_demo=loaded.is_demo,
    )
    return Centre(tenant=tenant, version=loaded.version, **kinds)


@router.get(
    "/export",
    response_class=Response,
    **described(
        "The centre as a file",
        needs=_VIEW,
        media=_YAML,
        answer="tenant:\n  id: demo\n  name: Demo shop\n",
    ),
)
async def export(principal: Asking, parts: PartsDep) -> Response:
    async with parts.database.session(principal.tenant) as session:
        loaded = await service.load(session, principal.tenant)
    name = f'attachment; filename="{principal.tenant}.yaml"'
    return Response(file.export(loaded), media_type=_YAML, headers={"Content-Disposition": name})


@router.post(
    "/apply",
    **described(
        "Apply a centre's file, or see what it would change",
        needs=_CHANGE,
        body={"yaml": "queues:\n  sales:\n    name: Sales\n", "dry_run": True, "prune": False},
        answer=_APPLIED,
    ),
)
async def apply(body: CentreFile, principal: Asking, parts: PartsDep) -> Applied:
    """Errors are answered with their lines; a file with errors that is not a dry run is refused."""
    tenant = principal.tenant
    async with parts.database.session(tenant) as session:
        if body.dry_run:
            planned = await file.plan(session, body.yaml, tenant_id=tenant, prune=body.prune)
        else:
            planned = await file.apply(
                session, body.yaml, tenant_id=tenant, prune=body.prune, by=principal
            )
    if planned.changes and not body.dry_run:
        await tell_floor(parts, principal)
    return Applied(
        changes=[_shown(change) for change in planned.changes],
        errors=[
            FileErrorShown(
                line=one.line,
                column=one.column,
                message=one.message,
                field=one.where,
                code=one.code,
                params=one.params,
            )
            for one in planned.errors
        ],
    )


@router.get(
    "/history",
    **described(
        "Earlier versions of settings, newest first",
        needs=_VIEW,
        answer={
            "items": [
                {
                    "kind": "queues",
                    "id": "sales",
                    "version": 2,
                    "centre_version": 7,
                    "body": _QUEUE,
                    "changed_at": "2026-11-22T09:00:00.000Z",
                    "author_name": "Lucía Pérez",
                }
            ]
        },
    ),
)
async def history(
    principal: Asking,
    parts: PartsDep,
    kind: Annotated[str, Query(max_length=40)] = "",
    id: Annotated[str, Query(max_length=100)] = "",  # noqa: A002 - the name in the address
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> Versions:
    async with parts.database.session(principal.tenant) as session:
        rows = await service.history(session, principal.tenant, kind, id, limit)
        return Versions(items=[_version(row) for row in rows])


@router.put(
    "/{kind}/{item_id}",
    **described("Make or change one setting", needs=_CHANGE, body=_QUEUE, answer=_APPLIED),
)
async def put(
    kind: str,
    item_id: str,
    body: dict[str, Any],
    principal: Asking,
    parts: PartsDep,
    version: Annotated[int | None, Query(ge=0, description="Refuse if it is another now")] = None,
) -> Applied:
    try:
        async with parts.database.session(principal.tenant) as session:
            change = await service.put(
                session, principal.tenant, kind, item_id, body, principal, expected_version=version
            )
    except InvalidError as error:
        raise _of_fields(error, kind, item_id) from error
    return await _applied(parts, principal, change)


@router.delete(
    "/{kind}/{item_id}", **described("Remove one setting", needs=_CHANGE, answer=_APPLIED)
)
async def delete(kind: str, item_id: str, principal: Asking, parts: PartsDep) -> Applied:
    async with parts.database.session(principal.tenant) as session:
        change = await service.remove(session, principal.tenant, kind, item_id, principal)
    return await _applied(parts, principal, change)


@router.post(
    "/{kind}/{item_id}/restore",
    **described(
        "Go back to an earlier version", needs=_CHANGE, body={"version": 1}, answer=_APPLIED
    ),
)
async def restore(
    kind: str, item_id: str, body: Restore, principal: Asking, parts: PartsDep
) -> Applied:
    async with parts.database.session(principal.tenant) as session:
        change = await service.restore(
            session, principal.tenant, kind, item_id, body.version, principal
        )
    return await _applied(parts, principal, change)


def _of_fields(error: InvalidError, kind: str, item_id: str) -> InvalidError:
    """Errors of the setting that was sent name its own fields, as a form has them."""
    own = f"{kind}.{item_id}."
    errors = [{**one, "field": str(one.get("field", "")).removeprefix(own)} for one in error.errors]
    return InvalidError(error.message, errors, **error.params)


async def _applied(parts: Parts, principal: Principal, change: service.Change | None) -> Applied:
    if change is None:
        return Applied(changes=[], errors=[])
    await tell_floor(parts, principal)
    return Applied(changes=[_shown(change)], errors=[])


async def tell_floor(parts: Parts, principal: Principal) -> None:
    """The change is kept whatever the floor says; a floor that is away reads it when it starts."""
    try:
        await parts.given.floor.centre_changed(principal.tenant, actor=principal.actor)
    except CallfloorError as error:
        _logger.warning("the floor has not taken new settings yet", error=error.message)


def _shown(change: service.Change) -> ChangeShown:
    return ChangeShown(
        action=change.action,
        kind=change.kind,
        id=change.id,
        before=change.before,
        after=change.after,
    )


def _version(row: CentreHistory) -> VersionShown:
    return VersionShown(
        kind=row.kind,
        id=row.id,
        version=row.version,
        centre_version=row.centre_version,
        body=row.body,
        changed_at=at_text(row.changed_at_ms),
        author_name=row.author_name,
    )

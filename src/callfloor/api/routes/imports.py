"""Files with facts from outside: what they may hold, what one would change, bringing it in, a way back."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from callfloor.api.described import LOGGED_IN, Answer, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text, at_text_or_none
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.imports import service, template
from callfloor.imports.kinds import KINDS, Kind
from callfloor.imports.models import Import
from callfloor.imports.reading import Finding

router = APIRouter(prefix="/imports", tags=["imports"])

_ANY: tuple[Permission, ...] = tuple(dict.fromkeys(kind.permission for kind in KINDS.values()))
_ID = "01M80QQ0PY2FNE64D484KSENYX"


class ColumnShown(Answer):
    """A column of a kind; `choices` are its words where it has only some."""

    name: str
    type: str
    required: bool
    choices: list[str]
    example: str


class KindShown(Answer):
    """A kind that the asker may bring in; `key` is what tells facts apart that have no id."""

    id: str
    columns: list[ColumnShown]
    key: list[str]


class Kinds(Answer):
    items: list[KindShown]


class FindingShown(Answer):
    """`line` of the file (of JSON, the number of the object)."""

    line: int
    column: str
    code: str
    message: str
    params: dict[str, Any]


class ColumnChange(Answer):
    column: str
    before: Any
    after: Any


class CorrectionShown(Answer):
    """A correction of a fact that is there already."""

    line: int
    source_id: str
    columns: list[ColumnChange]


class ImportOutcome(Answer):
    """What a file changes. `import_id` is empty where nothing was kept. At most 1000 lines are listed
    of what is wrong and of what to look at, and 20 of the changes; all are counted.
    """

    kind: str
    import_id: str
    rows: int
    new: int
    changed: int
    same: int
    wrong_count: int
    wrong: list[FindingShown]
    warning_count: int
    warnings: list[FindingShown]
    changes: list[CorrectionShown]


class ImportShown(Answer):
    id: str
    kind: str
    source: str
    file_name: str
    size_bytes: int
    made_at: str
    author: str
    new: int
    changed: int
    same: int
    taken_back_at: str | None
    taken_back_by: str


class ImportPage(Answer):
    items: list[ImportShown]
    next_cursor: str | None


_COLUMN = {
    "name": "amount",
    "type": "decimal",
    "required": True,
    "choices": [],
    "example": "12500.00",
}
_FINDING = {
    "line": 3,
    "column": "amount",
    "code": "not_a_number",
    "message": "'12,5x' is no number.",
    "params": {},
}
_OUTCOME: dict[str, Any] = {
    "kind": "costs",
    "import_id": "",
    "rows": 12,
    "new": 9,
    "changed": 1,
    "same": 1,
    "wrong_count": 1,
    "wrong": [_FINDING],
    "warning_count": 0,
    "warnings": [],
    "changes": [
        {
            "line": 2,
            "source_id": "2026-03-rent",
            "columns": [{"column": "amount", "before": "12000", "after": "12500"}],
        }
    ],
}
_IMPORT: dict[str, Any] = {
    "id": _ID,
    "kind": "costs",
    "source": "",
    "file_name": "march.csv",
    "size_bytes": 2_140,
    "made_at": "2026-11-25T09:00:00.000Z",
    "author": "Lucía Pérez",
    "new": 9,
    "changed": 1,
    "same": 1,
    "taken_back_at": None,
    "taken_back_by": "",
}


def _allowed(principal: Principal) -> list[Kind]:
    return [kind for kind in KINDS.values() if principal.may(kind.permission)]


@router.get(
    "/kinds",
    **described(
        "The kinds of facts that one may bring in, with their columns",
        needs=LOGGED_IN,
        answer={
            "items": [{"id": "costs", "columns": [_COLUMN], "key": ["category", "start", "end"]}]
        },
    ),
)
async def kinds(principal: Asking) -> Kinds:
    return Kinds(items=[_kind(kind) for kind in _allowed(principal)])


@router.get(
    "",
    **described(
        "Imports, the newest first", needs=_ANY, answer={"items": [_IMPORT], "next_cursor": None}
    ),
)
async def listed(
    principal: Asking,
    parts: PartsDep,
    kind: Annotated[str, Query(max_length=40, description="Only of this kind")] = "",
    cursor: Annotated[str, Query(max_length=40)] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ImportPage:
    """Of the kinds that the asker may bring in."""
    names = [one.name for one in _allowed(principal) if kind in ("", one.name)]
    async with parts.database.session(principal.tenant) as session:
        rows = await service.page(session, principal.tenant, names, before=cursor, limit=limit + 1)
    shown = rows[:limit]
    return ImportPage(
        items=[_import(row) for row in shown],
        next_cursor=shown[-1].id if len(rows) > limit else None,
    )


@router.post(
    "/{import_id}/take_back",
    **described(
        "Take an import back as a whole",
        needs=_ANY,
        body={},
        answer={**_IMPORT, "taken_back_at": "2026-11-25T10:00:00.000Z", "taken_back_by": "Ana"},
    ),
)
async def take_back(import_id: str, principal: Asking, parts: PartsDep) -> ImportShown:
    """Its facts count no more; what it had corrected counts again. Twice changes nothing."""
    async with parts.database.session(principal.tenant) as session:
        made = await service.one(session, principal.tenant, import_id)
        principal.require(KINDS[made.kind].permission)
        made = await service.take_back(session, principal, made)
    return _import(made)


def _sending(kind: Kind) -> Callable[..., Awaitable[ImportOutcome]]:
    async def send(
        request: Request,
        principal: Asking,
        parts: PartsDep,
        preview: Annotated[bool, Query(description="Only say what it would change")] = False,
        file_name: Annotated[str, Query(max_length=200)] = "",
        source: Annotated[
            str, Query(max_length=service.SOURCE_MAX, description="The system whose ids these are")
        ] = "",
        zone: Annotated[
            str,
            Query(
                max_length=60, description="Of local times; default: the site's, or the centre's"
            ),
        ] = "",
        locale: Annotated[
            Literal["en", "es", "zh"], Query(description="How numbers are written")
        ] = "en",
    ) -> ImportOutcome:
        given = service.Given(
            kind=kind,
            content=await request.body(),
            file_name=file_name,
            source=source,
            zone=zone,
            locale=locale,
        )
        return await _brought(parts, principal, given, "preview" if preview else "import")

    send.__doc__ = (
        "CSV, XLSX or JSON as the body. All of it or nothing: lines that are wrong are listed, by"
        " `preview=true` as an answer, else as the errors of a problem. The same again changes nothing."
    )
    send.__name__ = f"send_{kind.name}"
    return send


def _templating(kind: Kind) -> Callable[..., Awaitable[Response]]:
    async def give() -> Response:
        headers = {"Content-Disposition": f'attachment; filename="{kind.name}.csv"'}
        return Response(template.csv_of(kind), media_type="text/csv", headers=headers)

    give.__name__ = f"template_{kind.name}"
    return give


for _kind_made in KINDS.values():
    _needs = (_kind_made.permission,)
    router.post(
        f"/{_kind_made.name}",
        **described(
            f"Bring in {_kind_made.name}, or see what that would change",
            needs=_needs,
            takes_bytes=True,
            answer={**_OUTCOME, "kind": _kind_made.name},
        ),
    )(_sending(_kind_made))
    router.get(
        f"/{_kind_made.name}/template",
        response_class=Response,
        **described(
            f"A file of {_kind_made.name} with its headings and one line as an example (CSV)",
            needs=_needs,
            media="text/csv",
            answer=template.csv_of(_kind_made),
        ),
    )(_templating(_kind_made))


async def _brought(
    parts: Parts, principal: Principal, given: service.Given, mode: Literal["preview", "import"]
) -> ImportOutcome:
    centre = await parts.given.centre(principal.tenant)
    outcome = await service.bring(
        parts.database, principal.tenant, service.place_of(centre), given, principal, mode=mode
    )
    if mode == "import":
        service.refuse_wrong(outcome)
    return _outcome(outcome)


def _kind(kind: Kind) -> KindShown:
    return KindShown(
        id=kind.name,
        columns=[
            ColumnShown(
                name=one.name,
                type=one.type,
                required=one.is_required,
                choices=list(one.choices),
                example=one.example,
            )
            for one in kind.columns
        ],
        key=list(kind.key),
    )


def _finding(one: Finding) -> FindingShown:
    return FindingShown(
        line=one.line, column=one.column, code=one.code, message=one.message, params=one.params
    )


def _outcome(one: service.Outcome) -> ImportOutcome:
    return ImportOutcome(
        kind=one.kind,
        import_id=one.import_id,
        rows=one.rows,
        new=one.new,
        changed=one.changed,
        same=one.same,
        wrong_count=one.wrong_count,
        wrong=[_finding(found) for found in one.wrong],
        warning_count=one.warning_count,
        warnings=[_finding(found) for found in one.warnings],
        changes=[
            CorrectionShown(
                line=change.line,
                source_id=change.source_id,
                columns=[
                    ColumnChange(column=name, before=before, after=after)
                    for name, (before, after) in change.columns.items()
                ],
            )
            for change in one.changes
        ],
    )


def _import(row: Import) -> ImportShown:
    return ImportShown(
        id=row.id,
        kind=row.kind,
        source=row.source,
        file_name=row.file_name,
        size_bytes=row.size_bytes,
        made_at=at_text(row.made_at_ms),
        author=row.author_name,
        new=row.rows_new,
        changed=row.rows_changed,
        same=row.rows_same,
        taken_back_at=at_text_or_none(row.taken_back_at_ms),
        taken_back_by=row.taken_back_name,
    )

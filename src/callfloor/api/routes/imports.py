"""Files with facts from outside: what they may hold, what one would change, bringing it in, a way back."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, Query, Request, Response

from callfloor.api.described import LOGGED_IN, described
from callfloor.api.imports_shown import (
    EXAMPLE_COLUMN,
    EXAMPLE_IMPORT,
    EXAMPLE_OUTCOME,
    ImportOutcome,
    ImportPage,
    ImportShown,
    Kinds,
    import_shown,
    kind_shown,
    outcome_shown,
)
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import Asking
from callfloor.identity.permissions import Permission
from callfloor.identity.principal import Principal
from callfloor.imports import service, template
from callfloor.imports.kinds import KINDS, Kind
from callfloor.imports.places import place_of

router = APIRouter(prefix="/imports", tags=["imports"])

_ANY: tuple[Permission, ...] = tuple(dict.fromkeys(kind.permission for kind in KINDS.values()))


def _allowed(principal: Principal) -> list[Kind]:
    return [kind for kind in KINDS.values() if principal.may(kind.permission)]


@router.get(
    "/kinds",
    **described(
        "The kinds of facts that one may bring in, with their columns",
        needs=LOGGED_IN,
        answer={
            "items": [
                {
                    "id": "costs",
                    "form": "table",
                    "columns": [EXAMPLE_COLUMN],
                    "key": ["category", "start", "end"],
                }
            ]
        },
    ),
)
async def kinds(principal: Asking) -> Kinds:
    return Kinds(items=[kind_shown(kind) for kind in _allowed(principal)])


@router.get(
    "",
    **described(
        "Imports, the newest first",
        needs=_ANY,
        answer={"items": [EXAMPLE_IMPORT], "next_cursor": None},
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
        items=[import_shown(row) for row in shown],
        next_cursor=shown[-1].id if len(rows) > limit else None,
    )


@router.post(
    "/{import_id}/take_back",
    **described(
        "Take an import back as a whole",
        needs=_ANY,
        body={},
        answer={
            **EXAMPLE_IMPORT,
            "taken_back_at": "2026-11-25T10:00:00.000Z",
            "taken_back_by": "Ana",
        },
    ),
)
async def take_back(import_id: str, principal: Asking, parts: PartsDep) -> ImportShown:
    """Its facts count no more; what it had corrected counts again. Twice changes nothing."""
    async with parts.database.session(principal.tenant) as session:
        made = await service.one(session, principal.tenant, import_id)
        principal.require(KINDS[made.kind].permission)
        made = await service.take_back(session, principal, made)
    return import_shown(made)


class _Sent(NamedTuple):
    """What every sending gives, whatever it is of."""

    principal: Principal
    parts: Parts
    content: bytes
    file_name: str
    source: str
    mode: Literal["preview", "import"]

    async def bring(self, kind: Kind, **given: Any) -> ImportOutcome:
        """`given` is what this kind is asked beside it."""
        whole = service.Given(
            kind=kind,
            content=self.content,
            file_name=self.file_name,
            source=self.source,
            **given,
        )
        centre = await self.parts.given.centre(self.principal.tenant)
        outcome = await service.bring(
            self.parts.database,
            self.principal.tenant,
            place_of(centre),
            whole,
            self.principal,
            mode=self.mode,
        )
        if self.mode == "import":
            service.refuse_wrong(outcome)
        return outcome_shown(outcome)


async def _sent(
    request: Request,
    principal: Asking,
    parts: PartsDep,
    preview: Annotated[bool, Query(description="Only say what it would change")] = False,
    file_name: Annotated[str, Query(max_length=200)] = "",
    source: Annotated[
        str,
        Query(
            max_length=service.SOURCE_MAX,
            description="The system whose ids these are, or the Asterisk whose log it is",
        ),
    ] = "",
) -> _Sent:
    mode: Literal["preview", "import"] = "preview" if preview else "import"
    return _Sent(principal, parts, await request.body(), file_name, source, mode)


_Sending = Annotated[_Sent, Depends(_sent)]
_HOW = (
    " as the body. All of it or nothing: lines that are wrong are listed, by `preview=true` as an answer,"
    " else as the errors of a problem. The same again changes nothing."
)


def _of_table(kind: Kind) -> Callable[..., Awaitable[ImportOutcome]]:
    async def send(
        sent: _Sending,
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
        return await sent.bring(kind, zone=zone, locale=locale)

    send.__doc__ = f"CSV, XLSX or JSON{_HOW}"
    return send


def _of_log(kind: Kind) -> Callable[..., Awaitable[ImportOutcome]]:
    async def send(
        sent: _Sending,
        rename: Annotated[
            str,
            Query(
                max_length=4_000,
                description="The log's own names of queues and agents, and ours: `600=sales, 201=maria`",
            ),
        ] = "",
        callback_key: Annotated[
            str,
            Query(pattern="^[0-9*#]?$", description="The key by which callers asked to be called"),
        ] = "",
    ) -> ImportOutcome:
        renamed = service.renames([rename])
        return await sent.bring(kind, renamed=renamed, callback_key=callback_key)

    send.__doc__ = f"Asterisk's `queue_log`, calls that are over and agents' time,{_HOW}"
    return send


def _templating(kind: Kind) -> Callable[..., Awaitable[Response]]:
    async def give() -> Response:
        name = template.name_of(kind)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(template.text_of(kind), media_type=template.media_of(kind), headers=headers)

    give.__name__ = f"template_{kind.name}"
    return give


for _kind_made in KINDS.values():
    _needs = (_kind_made.permission,)
    _send = (_of_log if _kind_made.form == "log" else _of_table)(_kind_made)
    _send.__name__ = f"send_{_kind_made.name}"
    router.post(
        f"/{_kind_made.name}",
        **described(
            f"Bring in {_kind_made.name}, or see what that would change",
            needs=_needs,
            takes_bytes=True,
            answer={**EXAMPLE_OUTCOME, "kind": _kind_made.name},
        ),
    )(_send)
    router.get(
        f"/{_kind_made.name}/template",
        response_class=Response,
        **described(
            f"A file of {_kind_made.name} as an example",
            needs=_needs,
            media=template.media_of(_kind_made),
            answer=template.text_of(_kind_made),
        ),
    )(_templating(_kind_made))

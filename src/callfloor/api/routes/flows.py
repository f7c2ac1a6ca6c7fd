"""Flows as they are written: drafts, what is wrong with them, a try-out in writing, publishing."""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query
from pydantic import Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.routes.centre import tell_floor
from callfloor.api.security import Asking
from callfloor.api.times import at_text, ms_of
from callfloor.centre import drafts, service
from callfloor.centre.models import FlowDraft
from callfloor.identity.permissions import Permission
from callfloor.ivr.actions import HttpAnswered, HttpFailure
from callfloor.ivr.problems import Problem
from callfloor.ivr.tryout import NO_KEY, World, try_out
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import InvalidError, NotFoundError
from callfloor.metrics import flows as figures_of_flows

router = APIRouter(prefix="/flows", tags=["flows"])

_VIEW: tuple[Permission, ...] = ("settings.view",)
_CHANGE: tuple[Permission, ...] = ("settings.change",)
_FIGURES: tuple[Permission, ...] = ("settings.view", "indicators.view")
DAY_MS = 86_400_000


class ProblemShown(Answer):
    """`node` is empty for the flow as a whole. A warning hinders nobody from publishing."""

    node: str
    code: str
    message: str
    is_warning: bool


class Draft(Answer):
    """`revision` 0: there is no draft yet, and the body is the flow as it is published."""

    flow: str
    revision: int
    based_on: int
    body: dict[str, Any]
    problems: list[ProblemShown]
    changed_at: str | None
    author_name: str


class DraftRow(Answer):
    flow: str
    revision: int
    changed_at: str
    author_name: str


class Drafts(Answer):
    items: list[DraftRow]


class DraftGiven(Shape):
    """`revision` is the one that was read; another one now is a conflict."""

    body: dict[str, Any]
    revision: int = Field(ge=0, le=2**31 - 2)


class Publish(Shape):
    revision: int = Field(ge=1, le=2**31 - 1)


class Published(Answer):
    """False where the draft was the same as what was published."""

    changed: bool
    version: int


class FakeAnswer(Shape):
    """What a web service answers in a try-out."""

    status: int = Field(200, ge=0, le=599)
    body: Any = None
    failure: HttpFailure = ""


Key = Annotated[str, Field(pattern=f"^([0-9*#]|{NO_KEY})$")]


class TryOut(Shape):
    """A call made in writing. `keys` are what the caller presses; `timeout` is nothing in time.

    `open` None asks the calendars at `at`, else now.
    """

    body: dict[str, Any]
    keys: list[Key] = Field([], max_length=500)
    language: Literal["", "en", "es", "zh"] = ""
    open: bool | None = None
    at: datetime | None = None
    variables: dict[str, Annotated[str, Field(max_length=500)]] = Field({}, max_length=50)
    customer: dict[str, Annotated[str, Field(max_length=500)]] = Field({}, max_length=20)
    http: dict[str, FakeAnswer] = Field({}, max_length=500)


class SaidShown(Answer):
    kind: str
    value: str
    language: str


class LineShown(Answer):
    kind: str
    node: str
    text: str
    detail: dict[str, str]
    prompts: list[SaidShown]


class Tried(Answer):
    lines: list[LineShown]
    node: str
    language: str
    variables: dict[str, str]
    waits_for_key: bool
    is_over: bool


class NodeShown(Answer):
    node: str
    entered: int
    completed: int
    left: int


class QuestionShown(Answer):
    question: str
    answers: int
    mean: float


class Figures(Answer):
    """`completion` is the share of contacts served without an agent; null where nobody came."""

    contacts: int
    completed: int
    completion: float | None
    nodes: list[NodeShown]
    survey: list[QuestionShown]


_BODY = {
    "name": "Main line",
    "language": "en",
    "start": "sales",
    "fallback_queue": "sales",
    "nodes": {"sales": {"kind": "queue", "queue": "sales"}},
    "layout": {"sales": [0, 0]},
}
_DRAFT = {
    "flow": "main",
    "revision": 3,
    "based_on": 2,
    "body": _BODY,
    "problems": [
        {
            "node": "",
            "code": "no_fallback",
            "message": "Name a fallback_queue.",
            "is_warning": False,
        }
    ],
    "changed_at": "2026-11-25T09:00:00.000Z",
    "author_name": "Lucía Pérez",
}
_ROW = {key: _DRAFT[key] for key in ("flow", "revision", "changed_at", "author_name")}
_TRIED = {
    "lines": [
        {
            "kind": "entered",
            "node": "sales",
            "text": "sales",
            "detail": {"kind": "queue", "task_completed": ""},
            "prompts": [],
        }
    ],
    "node": "sales",
    "language": "en",
    "variables": {},
    "waits_for_key": False,
    "is_over": True,
}


@router.get("/drafts", **described("Drafts of flows", needs=_VIEW, answer={"items": [_ROW]}))
async def list_drafts(principal: Asking, parts: PartsDep) -> Drafts:
    async with parts.database.session(principal.tenant) as session:
        found = await drafts.listed(session, principal.tenant)
        rows = [
            DraftRow(
                flow=one.flow_id,
                revision=one.revision,
                changed_at=at_text(one.changed_at_ms),
                author_name=one.author_name,
            )
            for one in found
        ]
    return Drafts(items=rows)


@router.post(
    "/check",
    **described(
        "What is wrong with a flow that is not saved",
        needs=_VIEW,
        body={"body": _BODY, "revision": 0},
        answer={**_DRAFT, "revision": 0, "changed_at": None},
    ),
)
async def check(body: DraftGiven, principal: Asking, parts: PartsDep) -> Draft:
    async with parts.database.session(principal.tenant) as session:
        centre = await service.load(session, principal.tenant)
    _, problems = drafts.examine(centre, "draft", body.body)
    return _shown("", body.body, problems, None, 0)


@router.post(
    "/try",
    **described(
        "Try a flow out in writing",
        needs=_VIEW,
        body={"body": _BODY, "keys": ["1"], "language": "en", "open": True},
        answer=_TRIED,
    ),
)
async def try_flow(body: TryOut, principal: Asking, parts: PartsDep) -> Tried:
    """The session is the very one that callers have; nothing is rung, asked or written."""
    async with parts.database.session(principal.tenant) as session:
        centre = await service.load(session, principal.tenant)
    flow, problems = drafts.examine(centre, "draft", body.body)
    if flow is None:
        raise InvalidError(problems[0].message)
    at_ms = ms_of(body.at, "at") or now_ms()

    def is_open(calendar: str) -> bool:
        try:
            return centre.is_open(calendar, at_ms) if body.open is None else body.open
        except KeyError:  # as on the floor
            return True

    world = World(
        is_open=is_open,
        http={
            node: HttpAnswered(given.status, given.body, given.failure)
            for node, given in body.http.items()
        },
        customer=body.customer,
        variables=body.variables,
        language=body.language,
    )
    return Tried.model_validate(msgspec.to_builtins(try_out(flow, body.keys, world)))


@router.get("/{flow_id}/draft", **described("A flow to be edited", needs=_VIEW, answer=_DRAFT))
async def read_draft(flow_id: str, principal: Asking, parts: PartsDep) -> Draft:
    async with parts.database.session(principal.tenant) as session:
        centre = await service.load(session, principal.tenant)
        draft = await drafts.find(session, principal.tenant, flow_id)
        published = centre.items["flows"].get(flow_id)
        version = centre.versions["flows"].get(flow_id, 0)
        if draft is None and published is None:
            raise NotFoundError(f"There is no flow {flow_id!r}.")
        body = draft.body if draft else published.model_dump(mode="json") if published else {}
        _, problems = drafts.examine(centre, flow_id, body)
        return _shown(flow_id, body, problems, draft, version)


@router.put(
    "/{flow_id}/draft",
    **described(
        "Save a draft, however incomplete",
        needs=_CHANGE,
        body={"body": _BODY, "revision": 2},
        answer=_DRAFT,
    ),
)
async def save_draft(flow_id: str, body: DraftGiven, principal: Asking, parts: PartsDep) -> Draft:
    async with parts.database.session(principal.tenant) as session:
        draft = await drafts.save(
            session, principal.tenant, flow_id, body.body, principal, revision=body.revision
        )
        centre = await service.load(session, principal.tenant)
        _, problems = drafts.examine(centre, flow_id, body.body)
        return _shown(flow_id, draft.body, problems, draft, draft.based_on)


@router.delete("/{flow_id}/draft", **described("Drop a draft", needs=_CHANGE, status=204))
async def drop_draft(flow_id: str, principal: Asking, parts: PartsDep) -> None:
    async with parts.database.session(principal.tenant) as session:
        await drafts.discard(session, principal.tenant, flow_id)


@router.post(
    "/{flow_id}/publish",
    **described(
        "Publish a draft; calls that come from now on are answered by it",
        needs=_CHANGE,
        body={"revision": 3},
        answer={"changed": True, "version": 3},
    ),
)
async def publish(flow_id: str, body: Publish, principal: Asking, parts: PartsDep) -> Published:
    """Refused with every problem while the check has any."""
    async with parts.database.session(principal.tenant) as session:
        change = await drafts.publish(
            session, principal.tenant, flow_id, principal, revision=body.revision
        )
        version = (await service.load(session, principal.tenant)).versions["flows"][flow_id]
    if change is not None:
        await tell_floor(parts, principal)
    return Published(changed=change is not None, version=version)


@router.get(
    "/{flow_id}/figures",
    **described(
        "Who came to each node of a flow, and who was served there",
        needs=_FIGURES,
        answer={
            "contacts": 120,
            "completed": 30,
            "completion": 0.25,
            "nodes": [{"node": "address", "entered": 30, "completed": 30, "left": 30}],
            "survey": [{"question": "service", "answers": 12, "mean": 4.5}],
        },
    ),
)
async def figures(
    flow_id: str,
    principal: Asking,
    parts: PartsDep,
    days: Annotated[int, Query(ge=1, le=92, description="Up to now")] = 7,
) -> Figures:
    now = now_ms()
    async with parts.database.session(principal.tenant) as session:
        found = await figures_of_flows.of_flow(session, flow_id, now - days * DAY_MS, now + 1)
    return Figures(
        contacts=found.contacts,
        completed=found.completed,
        completion=found.completion,
        nodes=[NodeShown(**msgspec.structs.asdict(node)) for node in found.nodes],
        survey=[
            QuestionShown(question=key, answers=answers, mean=mean)
            for key, (answers, mean) in found.survey.items()
        ],
    )


def _shown(
    flow_id: str,
    body: dict[str, Any],
    problems: list[Problem],
    draft: FlowDraft | None,
    version: int,
) -> Draft:
    return Draft(
        flow=flow_id,
        revision=draft.revision if draft else 0,
        based_on=draft.based_on if draft else version,
        body=body,
        problems=[ProblemShown(**msgspec.structs.asdict(problem)) for problem in problems],
        changed_at=at_text(draft.changed_at_ms) if draft else None,
        author_name=draft.author_name if draft else "",
    )

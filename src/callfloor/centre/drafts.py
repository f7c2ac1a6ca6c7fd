"""Drafts of flows: saved however incomplete, published only where the check has nothing to say."""

from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.centre import service
from callfloor.centre.check import known_of
from callfloor.centre.fields import is_clean
from callfloor.centre.loaded import CentreSettings
from callfloor.centre.models import FlowDraft
from callfloor.centre.schemas import check_id
from callfloor.identity.principal import Principal
from callfloor.ivr.draft import read_draft
from callfloor.ivr.flow import Flow
from callfloor.ivr.problems import Problem
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import ConflictError, InvalidError, NotFoundError

SIZE_MAX = 512 * 1024
NODES_MAX = 500


def examine(
    centre: CentreSettings, flow_id: str, body: dict[str, Any]
) -> tuple[Flow | None, list[Problem]]:
    """The flow as far as it can be read, and all that is wrong with it in this centre."""
    return read_draft({**body, "id": flow_id, "version": 0}, known_of(centre.items))


async def find(session: AsyncSession, tenant_id: str, flow_id: str) -> FlowDraft | None:
    query = select(FlowDraft).where(FlowDraft.tenant_id == tenant_id, FlowDraft.flow_id == flow_id)
    return (await session.execute(query)).scalar_one_or_none()


async def listed(session: AsyncSession, tenant_id: str) -> list[FlowDraft]:
    query = select(FlowDraft).where(FlowDraft.tenant_id == tenant_id).order_by(FlowDraft.flow_id)
    return list((await session.execute(query.limit(500))).scalars())


async def save(
    session: AsyncSession,
    tenant_id: str,
    flow_id: str,
    body: dict[str, Any],
    by: Principal,
    *,
    revision: int,
) -> FlowDraft:
    """ConflictError where somebody else saved since `revision` (0: there was no draft yet)."""
    _require_sound(flow_id, body)
    await service.lock(session, tenant_id)
    draft = await find(session, tenant_id, flow_id)
    _require_revision(draft, revision)
    if draft is None:
        centre = await service.load(session, tenant_id)
        draft = FlowDraft(
            tenant_id=tenant_id,
            flow_id=flow_id,
            revision=0,
            based_on=centre.versions["flows"].get(flow_id, 0),
        )
        session.add(draft)
    draft.body = body
    draft.revision += 1
    draft.changed_at_ms = now_ms()
    draft.author, draft.author_name = by.actor, by.name
    await session.flush()
    return draft


async def discard(session: AsyncSession, tenant_id: str, flow_id: str) -> None:
    draft = await find(session, tenant_id, flow_id)
    if draft is None:
        raise NotFoundError(f"The flow {flow_id!r} has no draft.")
    await session.delete(draft)


async def publish(
    session: AsyncSession, tenant_id: str, flow_id: str, by: Principal, *, revision: int
) -> service.Change | None:
    """Make the draft the flow, and drop it. InvalidError with every problem that hinders.

    ConflictError where the flow was changed otherwise since the draft was begun.
    """
    await service.lock(session, tenant_id)
    draft = await find(session, tenant_id, flow_id)
    if draft is None:
        raise NotFoundError(f"The flow {flow_id!r} has no draft to publish.")
    _require_revision(draft, revision)
    centre = await service.load(session, tenant_id)
    _, problems = examine(centre, flow_id, draft.body)
    hindering = [problem for problem in problems if not problem.is_warning]
    if hindering:
        msg = f"The flow cannot be published yet: {hindering[0].message}"
        raise InvalidError(msg, [msgspec.to_builtins(problem) for problem in hindering])
    change = await service.put(
        session, tenant_id, "flows", flow_id, draft.body, by, expected_version=draft.based_on
    )
    await session.delete(draft)
    return change


def _require_revision(draft: FlowDraft | None, revision: int) -> None:
    present = draft.revision if draft is not None else 0
    if present != revision:
        msg = "Somebody else has saved this draft meanwhile; look at it again before you save."
        raise ConflictError(msg, revision=present, expected_revision=revision)


def _require_sound(flow_id: str, body: dict[str, Any]) -> None:
    wrong = check_id("flows", flow_id)
    if wrong:
        raise InvalidError(wrong)
    nodes = body.get("nodes")
    if not isinstance(nodes, dict) or not all(isinstance(node, dict) for node in nodes.values()):
        raise InvalidError("Give the draft's nodes as an object: name → node.")
    if not is_clean(body):
        raise InvalidError("Take the control characters out of the draft.")
    if len(nodes) > NODES_MAX or len(msgspec.json.encode(body)) > SIZE_MAX:
        raise InvalidError(f"A flow has at most {NODES_MAX} nodes and {SIZE_MAX // 1024} kB.")

"""What flows do for callers: who came to each node, and who was served without an agent.

Counted straight from the facts of a period. A contact is served by a flow where it came to a node
marked `task_completed` and never entered a queue afterwards.
"""

from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


class NodeFigures(msgspec.Struct, frozen=True):
    node: str
    entered: int
    completed: int
    """Came here, where the task is done, and needed no agent."""
    left: int
    """Went no further: the last node they were at."""


class FlowFigures(msgspec.Struct, frozen=True):
    """`completion` is completed ÷ contacts; None where nobody came."""

    contacts: int
    completed: int
    completion: float | None
    nodes: list[NodeFigures]
    survey: dict[str, tuple[int, float]]
    """Question → answers, mean score."""


_WALKS = """
    with began as (
      select contact_id, min(at_ms) as at_ms from journal_facts
      where tenant_id = current_setting('callfloor.tenant', true) and type = 'ivr_started'
        and at_ms >= :from_ms and at_ms < :to_ms and data ->> 'flow' = :flow
      group by contact_id
    ), entered as (
      select f.*, (
        select s.data ->> 'flow' from journal_facts s
        where s.tenant_id = f.tenant_id and s.contact_id = f.contact_id
          and s.type = 'ivr_started' and s.position < f.position
        order by s.position desc limit 1
      ) as flow
      from journal_facts f join began using (contact_id)
      where f.tenant_id = current_setting('callfloor.tenant', true)
        and f.type = 'ivr_node_entered'
    )
"""
_NODES = text(
    _WALKS  # noqa: S608 - both are written here
    + """
    , steps as (
      select f.contact_id, f.position, f.data ->> 'node' as node,
             coalesce((f.data ->> 'task_completed')::boolean, false) as is_done,
             not exists (
               select 1 from journal_facts q where q.tenant_id = f.tenant_id
                 and q.contact_id = f.contact_id and q.type = 'contact_queued'
                 and q.position > f.position
             ) as is_served,
             row_number() over (partition by f.contact_id order by f.position desc) = 1 as is_last
      from entered f where f.flow = :flow
    )
    select grouping(node) = 1 as is_total, node,
           count(distinct contact_id) as entered,
           count(distinct contact_id) filter (where is_done and is_served) as completed,
           count(distinct contact_id) filter (where is_last) as ended_here
    from steps group by grouping sets ((node), ()) order by entered desc, node
    """
)
_CONTACTS = text(_WALKS + "select count(*) from began")  # noqa: S608
_SURVEY = text(
    """
    select data ->> 'question' as question, count(*) as answers,
           avg((data ->> 'score')::int) as mean from journal_facts
    where tenant_id = current_setting('callfloor.tenant', true) and type = 'survey_answered'
      and at_ms >= :from_ms and at_ms < :to_ms and data ->> 'flow' = :flow
    group by 1 order by 1
    """
)


async def of_flow(session: AsyncSession, flow: str, from_ms: int, to_ms: int) -> FlowFigures:
    given: dict[str, Any] = {"flow": flow, "from_ms": from_ms, "to_ms": to_ms}
    contacts = int((await session.execute(_CONTACTS, given)).scalar_one())
    rows = (await session.execute(_NODES, given)).all()
    completed = next((row.completed for row in rows if row.is_total), 0)
    answers = (await session.execute(_SURVEY, given)).all()
    return FlowFigures(
        contacts=contacts,
        completed=completed,
        completion=completed / contacts if contacts else None,
        nodes=[
            NodeFigures(row.node, row.entered, row.completed, row.ended_here)
            for row in rows
            if not row.is_total
        ],
        survey={row.question: (row.answers, float(row.mean)) for row in answers},
    )

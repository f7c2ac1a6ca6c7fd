"""`alerts list`, `alerts show`: what missed what is wanted, whose it is, and what was done."""

import asyncio
import json
import sys
from typing import Annotated, Any

import typer

from callfloor.commands.asking import opened, show
from callfloor.kit.clock import local, now_ms

app = typer.Typer(help="Alerts of indicators.", no_args_is_help=True)
TENANT = typer.Option("--tenant", help="The company; needed where there are several.")
JSON = typer.Option("--json", help="Print as JSON.")


@app.command("list")
def list_(
    everything: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    indicator: Annotated[str, typer.Option("--indicator", help="Only of this one.")] = "",
    owner_role: Annotated[str, typer.Option("--owner-role", help="Only of this role.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 50,
    cursor: Annotated[str, typer.Option("--cursor", help="Where the page before ended.")] = "",
    tenant: Annotated[str, TENANT] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Open alerts, the newest first.

    Example: callfloor alerts list --owner-role supervisor --json
    """

    async def work() -> tuple[dict[str, Any], str]:
        from callfloor.alerts import service, values
        from callfloor.api.alerts_shown import shown

        sought = service.Sought(
            is_open=None if everything else True, owner_role=owner_role, indicator=indicator
        )
        async with opened(tenant) as (base, owner, zone), base.session(owner) as session:
            rows = await service.page(session, owner, sought, before=cursor, limit=limit + 1)
            trends = await values.trends(session, rows[:limit], 14)
        at_ms = now_ms()
        items = [shown(one, trends.get(one.id, []), at_ms).model_dump() for one in rows[:limit]]
        return {
            "items": items,
            "next_cursor": rows[limit - 1].id if len(rows) > limit else None,
        }, zone

    page, zone = asyncio.run(work())
    if as_json:
        sys.stdout.write(json.dumps(page, ensure_ascii=False) + "\n")
        return
    show(
        ["alert", "indicator", "where", f"period ({zone})", "value", "wanted", "owner", "state"],
        [_row(one, zone) for one in page["items"]],
    )
    if page["next_cursor"]:
        sys.stdout.write(f"More: --cursor {page['next_cursor']}\n")


@app.command("show")
def show_(
    alert_id: Annotated[str, typer.Argument(help="As `alerts list` shows it.")],
    tenant: Annotated[str, TENANT] = "",
) -> None:
    """One alert with its diagnosis, its history and its effect, as JSON.

    Example: callfloor alerts show 01M80QQ0PY2FNE64D484KSENYX
    """

    async def work() -> dict[str, Any]:
        from callfloor.alerts import service
        from callfloor.api.alerts_shown import whole_of

        async with opened(tenant) as (base, owner, _), base.session(owner) as session:
            return (
                await whole_of(session, await service.one(session, owner, alert_id))
            ).model_dump()

    sys.stdout.write(json.dumps(asyncio.run(work()), ensure_ascii=False, indent=1) + "\n")


def _row(one: dict[str, Any], zone: str) -> list[str]:
    from datetime import datetime

    start = local(round(datetime.fromisoformat(one["start"]).timestamp() * 1000), zone)
    edges = [f"≥ {one['low']:.1f}" if one["low"] is not None else "",
             f"≤ {one['high']:.1f}" if one["high"] is not None else ""]  # fmt: skip
    return [
        one["id"],
        one["indicator"],
        one["scope_name"] or one["scope_id"] or one["grain"],
        f"{one['cadence']} {start:%Y-%m-%d %H:%M}",
        f"{one['value']:.1f}",
        " ".join(edge for edge in edges if edge),
        one["owner_name"] or one["owner_role"],
        "overdue" if one["is_overdue"] else one["state"],
    ]


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="alerts")

"""`recordings …`: what their rules would remove, what is held, what is missing."""

import asyncio
import json
import sys
from typing import Annotated, Any

import msgspec
import typer

from callfloor.commands.asking import moment_ms, opened, show
from callfloor.commands.contacts import JSON, TENANT
from callfloor.kit.clock import local, now_ms

app = typer.Typer(help="Recordings: kept for how long, held, checked.", no_args_is_help=True)
REASON = typer.Option("--reason", help="Why; it stands in the audit trail.")


def _print(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


@app.command("retention")
def retention_(
    dry_run: Annotated[
        bool, typer.Option("--dry-run/--remove", help="Only tell what would go, or remove it now.")
    ] = True,
    tenant: Annotated[str, TENANT] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """What the retention rules remove; by itself the API does it every hour.

    Example: callfloor recordings retention --dry-run
    """

    async def work() -> tuple[dict[str, Any], int | None, str]:
        from callfloor.bootstrap.tenants import TenantLoader
        from callfloor.contacts import retention
        from callfloor.recording.policy import retention_rules
        from callfloor.recording.storage import store_of

        async with opened(tenant) as (base, owner, zone):
            (centre,) = await TenantLoader(base).centres(owner)
            rules = retention_rules(centre)
            async with base.session(owner) as session:
                found = await retention.preview(session, rules, now_ms())
            removed = None
            if not dry_run:
                removed = await retention.remove(base, owner, store_of(), rules, now_ms())
        return msgspec.to_builtins(found), removed, zone

    found, removed, zone = asyncio.run(work())
    if as_json:
        _print({**found, "removed": removed})
        return
    rows = [
        [
            str(one["stored"]["recording_id"]),
            f"{local(int(one['stored']['started_ms']), zone):%Y-%m-%d %H:%M}",
            str(one["term"]["rule_id"]),
            str(one["term"]["days"]),
        ]
        for one in found["items"]
    ]
    show(["recording", f"started ({zone})", "rule", "days"], rows)
    size = f"{found['size_bytes'] / 1e6:.1f} MB"
    typer.echo(f"{found['recordings']} would go ({size}), {found['held']} more are held")
    if removed is not None:
        typer.echo(f"{removed} were removed")


@app.command("check")
def check_(
    read: Annotated[
        bool, typer.Option("--read", help="Read every stored recording and compare its hash.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again where the raw files still lie there.")
    ] = False,
    tenant: Annotated[str, TENANT] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Answered calls without the recording that they should have; exit code 1 where there are any.

    Example: callfloor recordings check --json
    """

    found, count, retried, zone = asyncio.run(_checked(tenant, read=read, retry=retry))
    if as_json:
        _print({"missing": msgspec.to_builtins(found), "read": count, "retried": retried})
    else:
        rows = [
            [
                one.contact_id,
                f"{local(one.arrived_ms, zone):%Y-%m-%d %H:%M}",
                one.queue_id or "-",
                one.agent_id or "-",
                one.kind,
                one.reason,
                "can be tried again" if one.has_raw else "",
            ]
            for one in found
        ]
        show(["contact", f"arrived ({zone})", "queue", "agent", "what", "reason", ""], rows)
        typer.echo(f"{len(found)} recordings are missing, {len(retried)} are tried again")
    if found:
        raise typer.Exit(1)


async def _checked(
    tenant: str, *, read: bool, retry: bool
) -> tuple[list[Any], int | None, list[str], str]:
    """What is missing, how many were read, what is tried again, and the zone."""
    from callfloor.bootstrap.tenants import TenantLoader
    from callfloor.contacts import integrity, projector, repair
    from callfloor.kit.settings import Settings
    from callfloor.recording.policy import recording_policy
    from callfloor.recording.storage import store_of

    settings, count = Settings(), None
    async with opened(tenant) as (base, owner, zone):
        (centre,) = await TenantLoader(base).centres(owner)
        if read:
            count = await integrity.check(
                base, owner, store_of(), now_ms(), again_after_ms=0, limit=1_000_000
            )
            await projector.projection(base).catch_up()
        policy, raw = recording_policy(centre), settings.raw_recordings_folder
        async with base.session(owner) as session:
            found = await repair.listed(session, policy, raw, now_ms())
            found += await repair.screens_listed(session, now_ms())
        retried = await _retried(settings, owner, found) if retry else []
    return found, count, retried, zone


async def _retried(settings: Any, owner: str, found: list[Any]) -> list[str]:
    """The contacts whose raw files the floor takes in now."""
    from callfloor.api.floor_client import FloorClient

    floor, retried = FloorClient(settings), []
    try:
        for one in found:
            if one.has_raw:
                body = {"line": one.line}
                await floor.act_on(
                    owner, "contacts", one.contact_id, "seal_recording", body, actor="system"
                )
                retried.append(one.contact_id)
    finally:
        await floor.close()
    return retried


@app.command("holds")
def holds_(tenant: Annotated[str, TENANT] = "", as_json: Annotated[bool, JSON] = False) -> None:
    """Legal holds, the latest first.

    Example: callfloor recordings holds
    """

    async def work() -> tuple[list[Any], str]:
        from callfloor.contacts import holds

        async with opened(tenant) as (base, owner, zone), base.session(owner) as session:
            return await holds.listed(session), zone

    found, zone = asyncio.run(work())
    if as_json:
        _print(msgspec.to_builtins(found))
        return
    rows = [
        [
            one.id,
            "in force" if one.is_in_force(now_ms()) else "over",
            str(one.contacts),
            f"{local(one.placed_ms, zone):%Y-%m-%d}",
            f"{local(one.until_ms, zone):%Y-%m-%d}" if one.until_ms else "-",
            one.placed_by_name or one.placed_by,
            one.reason,
        ]
        for one in found
    ]
    show(["hold", "", "contacts", f"placed ({zone})", "until", "by", "why"], rows)


@app.command("hold")
def hold_(
    contact_ids: Annotated[list[str] | None, typer.Argument(help="Contacts to hold.")] = None,
    reason: Annotated[str, REASON] = "",
    until: Annotated[str, typer.Option("--until", help="It ends by itself then.")] = "",
    from_: Annotated[str, typer.Option("--from", help="All from this day or moment.")] = "",
    to: Annotated[str, typer.Option("--to", help="All before this day or moment.")] = "",
    queue: Annotated[str, typer.Option("--queue", help="All of this queue.")] = "",
    agent: Annotated[str, typer.Option("--agent", help="All of this agent.")] = "",
    search: Annotated[str, typer.Option("--search", help="All with this number or word.")] = "",
    tenant: Annotated[str, TENANT] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """Hold recordings, by contact or by search: no rule removes them.

    Example: callfloor recordings hold --queue sales --from 2026-11-01 --reason "Case 17/2026"
    """

    async def work() -> Any:
        from callfloor.contacts import holds
        from callfloor.contacts.filters import Filters

        async with opened(tenant) as (base, owner, zone):
            filters = Filters(
                from_ms=moment_ms(from_, zone, "--from"),
                to_ms=moment_ms(to, zone, "--to"),
                queue_id=queue,
                agent_id=agent,
                search=search,
            )
            async with base.session(owner) as session:
                return await holds.place(
                    session,
                    owner,
                    None,
                    now_ms(),
                    reason=reason,
                    until_ms=moment_ms(until, zone, "--until"),
                    contact_ids=tuple(contact_ids or ()),
                    search=None if filters == Filters() else filters,
                )

    hold = asyncio.run(work())
    if as_json:
        _print(msgspec.to_builtins(hold))
    else:
        typer.echo(f"{hold.id} holds {hold.contacts} contacts")


@app.command("release")
def release_(
    hold_id: Annotated[str, typer.Argument(help="The hold's id.")],
    reason: Annotated[str, REASON] = "",
    tenant: Annotated[str, TENANT] = "",
) -> None:
    """Take a hold off.

    Example: callfloor recordings release 01M80RST35NMG2RQ7N43R01CME --reason "The case is closed"
    """

    async def work() -> None:
        from callfloor.contacts import holds

        async with opened(tenant) as (base, owner, _), base.session(owner) as session:
            await holds.release(session, owner, None, now_ms(), hold_id, reason=reason)

    asyncio.run(work())
    typer.echo(f"{hold_id} was taken off")


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="recordings")

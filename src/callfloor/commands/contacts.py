"""`contacts list`, `contacts show`: what customers asked for and what became of it."""

import asyncio
import json
import sys
from typing import Annotated, Any

import typer

from callfloor.commands.asking import moment_ms, opened, show
from callfloor.kit.clock import local
from callfloor.kit.errors import NotFoundError

app = typer.Typer(help="Contacts and their time lines.", no_args_is_help=True)
TENANT = typer.Option("--tenant", help="The company; needed where there are several.")
JSON = typer.Option("--json", help="Print as JSON.")


@app.command("list")
def list_(
    from_: Annotated[str, typer.Option("--from", help="From this day or moment.")] = "",
    to: Annotated[str, typer.Option("--to", help="Before this day or moment.")] = "",
    queue: Annotated[str, typer.Option("--queue", help="Only of this queue.")] = "",
    agent: Annotated[str, typer.Option("--agent", help="Only of this agent.")] = "",
    search: Annotated[str, typer.Option("--search", help="A number, a name, a note.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 20,
    cursor: Annotated[str, typer.Option("--cursor", help="Where the page before ended.")] = "",
    tenant: Annotated[str, TENANT] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """The newest contacts first.

    Example: callfloor contacts list --queue sales --from 2026-11-20 --json
    """

    async def work() -> tuple[dict[str, Any], str]:
        from callfloor.contacts import service

        async with opened(tenant) as (base, owner, zone):
            filters = service.Filters(
                from_ms=moment_ms(from_, zone, "--from"),
                to_ms=moment_ms(to, zone, "--to"),
                queue_id=queue,
                agent_id=agent,
                search=search,
            )
            async with base.session(owner) as session:
                page = await service.listed(session, filters, cursor=cursor, limit=limit)
        return {"items": page.rows, "next_cursor": page.next_cursor, "total": page.total}, zone

    page, zone = asyncio.run(work())
    if as_json:
        sys.stdout.write(json.dumps(page, default=str, ensure_ascii=False) + "\n")
        return
    rows = [
        [
            str(row["id"]),
            f"{local(int(row['arrived_ms']), zone):%Y-%m-%d %H:%M:%S}",
            str(row["caller_name"] or row["caller"] or "-"),
            str(row["queue_id"] or "-"),
            str(row["agent_id"] or "-"),
            str(row["outcome"] or "-"),
        ]
        for row in page["items"]
    ]
    show(["id", f"arrived ({zone})", "customer", "queue", "agent", "outcome"], rows)
    typer.echo(f"{len(rows)} of {page['total']} contacts")


@app.command("show")
def show_(
    contact_id: Annotated[str, typer.Argument(help="The contact's id.")],
    tenant: Annotated[str, TENANT] = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """The time line of one contact, drawn from its facts.

    Example: callfloor contacts show 01M80RST35NMG2RQ7N43R01CME
    """

    async def work() -> tuple[list[dict[str, Any]], str]:
        from callfloor.events.codec import to_dict
        from callfloor.journal.postgres import PostgresJournal

        async with opened(tenant) as (base, owner, zone):
            recorded = await PostgresJournal(base).read_contact(owner, contact_id)
        return [{"position": one.position, **to_dict(one.fact)} for one in recorded], zone

    facts, zone = asyncio.run(work())
    if not facts:
        msg = f"There is no contact {contact_id}."
        raise NotFoundError(msg)
    if as_json:
        sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
        return
    hidden = {"position", "type", "tenant", "at_ms", "contact_id"}
    rows = [
        [
            f"{local(int(fact['at_ms']), zone):%H:%M:%S.%f}"[:-3],
            str(fact["type"]),
            ", ".join(f"{key}={value}" for key, value in fact.items() if key not in hidden),
        ]
        for fact in facts
    ]
    show([f"at ({zone})", "fact", ""], rows)


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="contacts")

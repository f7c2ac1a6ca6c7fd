"""`indicators list`, `indicators query`: the figures and what they mean."""

import asyncio
import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from callfloor.commands.asking import moment_ms, opened, show
from callfloor.kit.clock import local, now_ms
from callfloor.kit.errors import InvalidError

if TYPE_CHECKING:
    from callfloor.kit.db import Database
    from callfloor.metrics.query import Question

app = typer.Typer(help="The indicators: definitions and values.", no_args_is_help=True)
JSON = typer.Option("--json", help="Print as JSON.")
From = Annotated[str, typer.Option("--from", help="From this day or moment.")]
To = Annotated[str, typer.Option("--to", help="Before this day or moment; `now`.")]
Indicators = Annotated[
    list[str] | None, typer.Option("--indicator", help="One of `indicators list`; repeatable.")
]
OneGrain = Annotated[
    str, typer.Option("--grain", help="centre, queue, team, agent, call-type, dnis, channel, …")
]
Tenant = Annotated[
    str, typer.Option("--tenant", help="The company; needed where there are several.")
]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print as CSV.")]


@app.command("list")
def list_(as_json: Annotated[bool, JSON] = False) -> None:
    """The 23 indicators with their units and targets, and the facts from outside that they need.

    Example: callfloor indicators list --json
    """
    import msgspec

    from callfloor.metrics.kpis import INDICATORS

    if as_json:
        sys.stdout.write(json.dumps(msgspec.to_builtins(INDICATORS), ensure_ascii=False) + "\n")
        return
    rows = [[one.key, one.names["en"], one.unit, one.needs or "–"] for one in INDICATORS]
    show(["indicator", "name", "unit", "needs"], rows)


@app.command()
def query(
    from_: From,
    to: To = "now",
    indicator: Indicators = None,
    grain: OneGrain = "centre",
    step: Annotated[
        str, typer.Option("--step", help="quarter-hour, half-hour, hour, day, … year, total.")
    ] = "total",
    variant: Annotated[str, typer.Option("--variant", help="This one, not the one shown.")] = "",
    variants: Annotated[bool, typer.Option("--variants", help="Every variant.")] = False,
    attribution: Annotated[
        str, typer.Option("--attribution", help="default, cohort, event, close or clip.")
    ] = "default",
    tenant: Tenant = "",
    as_json: Annotated[bool, JSON] = False,
    as_csv: AsCsv = False,
) -> None:
    """Values from the recorded facts, with numerator and denominator.

    Example: callfloor indicators query --indicator service_level --grain queue --from 2026-11-16
    """
    from callfloor.metrics.periods import STEPS
    from callfloor.metrics.view import ATTRIBUTIONS, EVERY_GRAIN

    asked = {
        "keys": tuple(indicator or ()),
        "grain": _one_of(grain, EVERY_GRAIN, "--grain"),
        "step": _one_of(step, STEPS, "--step"),
        "variant": variant,
        "variants": variants,
        "attribution": _one_of(attribution, ATTRIBUTIONS, "--attribution"),
    }
    rows, zone, sources = asyncio.run(_ask(tenant, from_, to, asked))
    if as_json:
        told = {"zone": zone, "rows": rows, "sources": sources}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    elif as_csv:
        _write_csv(rows)
    else:
        _show(rows, grain, zone)
        for one in sources:
            where = "the files" if one["of"] == "files" else "the contacts"
            begin, end = (f"{local(one[at], zone):%Y-%m-%d %H:%M}" for at in ("from_ms", "to_ms"))
            typer.echo(f"{begin} to {end}: from {where}")


def _show(rows: list[dict[str, Any]], grain: str, zone: str) -> None:
    show(
        [f"from ({zone})", grain, "indicator", "value", "of"],
        [
            [
                f"{local(row['bucket_ms'], zone):%Y-%m-%d %H:%M}",
                row["name"] or row["grain_key"],
                row["indicator"],
                "–" if row["value"] is None else f"{row['value']:.1f}",
                f"{row['numerator']} / {row['denominator']}",
            ]
            for row in rows
        ],
    )


@app.command()
def details(
    from_: From,
    to: To = "now",
    indicator: Indicators = None,
    grain: OneGrain = "centre",
    tenant: Tenant = "",
    as_json: Annotated[bool, JSON] = False,
    as_csv: AsCsv = False,
) -> None:
    """What values hide: medians, nine in ten, the longest, worst hours, half hours on target.

    Example: callfloor indicators details --indicator avg_handle_time --grain queue --from 2026-11-16
    """
    from callfloor.metrics.view import EVERY_GRAIN

    asked = {"keys": tuple(indicator or ()), "grain": _one_of(grain, EVERY_GRAIN, "--grain")}
    rows, zone = asyncio.run(_ask_details(tenant, from_, to, asked))
    if as_json:
        sys.stdout.write(json.dumps({"zone": zone, "rows": rows}, ensure_ascii=False) + "\n")
    elif as_csv:
        _write_csv(rows)
    else:
        _show_details(rows, grain, zone)


def _show_details(rows: list[dict[str, Any]], grain: str, zone: str) -> None:
    """Only columns that say something."""
    from callfloor.reports.hidden import FIELDS

    names = [name for name in FIELDS if any(row[name] is not None for row in rows)]
    told = [
        [
            row["name"] or row["grain_key"],
            row["indicator"],
            *(_detail(row[name], zone if name == "peak_ms" else "") for name in names),
        ]
        for row in rows
    ]
    show(
        [grain, "indicator", *(f"worst ({zone})" if one == "peak_ms" else one for one in names)],
        told,
    )


def _detail(value: float | None, zone: str) -> str:
    if value is None:
        return ""
    if zone:
        return f"{local(int(value), zone):%Y-%m-%d %H:%M}"
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _write_csv(rows: list[dict[str, Any]]) -> None:
    writer = csv.DictWriter(sys.stdout, list(rows[0]) if rows else ["indicator"])
    writer.writeheader()
    writer.writerows(rows)


@app.command()
def estimates(
    from_: From,
    to: To = "now",
    tenant: Tenant = "",
    as_json: Annotated[bool, JSON] = False,
) -> None:
    """How far the estimated waits lay from what then happened, queue by queue.

    Example: callfloor indicators estimates --from 2026-11-16 --to 2026-11-23 --json
    """
    rows, zone = asyncio.run(_ask_estimates(tenant, from_, to))
    if as_json:
        sys.stdout.write(json.dumps({"zone": zone, "queues": rows}, ensure_ascii=False) + "\n")
        return
    names = ("estimates", "near", "mean_ms", "median_ms", "p90_ms", "bias_ms")
    show(["queue", *names], [[row["queue_id"], *(str(row[one]) for one in names)] for row in rows])


@app.command()
def example(
    file: Annotated[Path, typer.Argument(help="A file of worked examples, as JSON.")],
) -> None:
    """Answer worked examples by the code that serves the reports; prints JSON.

    Example: callfloor indicators example worked-examples.json
    """
    from callfloor.metrics.examples.asking import answers

    if not file.is_file():
        raise InvalidError(f"There is no file {file}; give the path of a file of examples.")
    try:
        document = json.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise InvalidError(f"{file} is not JSON: {error}.") from error
    sys.stdout.write(json.dumps(answers(document), ensure_ascii=False, indent=1) + "\n")


@app.command("document")
def document_() -> None:
    """The definitions as a page in Markdown, as it stands in docs/indicators.md.

    Example: callfloor indicators document > indicators.md
    """
    from callfloor.metrics.document import document

    sys.stdout.write(document())


def _one_of(value: str, allowed: tuple[str, ...], option: str) -> str:
    """As it is named inside; the command line has hyphens."""
    name = value.replace("-", "_")
    if name not in allowed:
        words = ", ".join(one.replace("_", "-") for one in allowed)
        raise typer.BadParameter(f"choose one of {words}", param_hint=option)
    return name


async def _ask(
    tenant: str, from_: str, to: str, asked: dict[str, Any]
) -> tuple[list[dict[str, Any]], str, list[dict[str, Any]]]:
    import msgspec

    from callfloor.metrics.query import answer

    async with opened(tenant) as (base, owner, zone):
        found = await answer(base, await _question(base, owner, zone, from_, to, asked))
    sources = [
        {"from_ms": one.from_ms, "to_ms": one.to_ms, "of": "files" if one.is_filed else "contacts"}
        for one in found.sources
    ]
    return [msgspec.to_builtins(row) for row in found.rows], zone, sources


async def _ask_details(
    tenant: str, from_: str, to: str, asked: dict[str, Any]
) -> tuple[list[dict[str, Any]], str]:
    import msgspec

    from callfloor.metrics.details import details as ask

    async with opened(tenant) as (base, owner, zone):
        found = await ask(base, await _question(base, owner, zone, from_, to, asked))
    return [msgspec.to_builtins(one) for one in found], zone


async def _question(
    base: "Database", owner: str, zone: str, from_: str, to: str, asked: dict[str, Any]
) -> "Question":
    """By the settings and with the names that hold now."""
    from callfloor.centre import service
    from callfloor.metrics.names import named
    from callfloor.metrics.query import Question
    from callfloor.metrics.rules import rules_of

    async with base.session(owner) as session:
        centre = await service.load(session, owner)
    who = await named(base, centre, asked["grain"], centre.language)
    return Question(
        tenant=owner,
        zone=zone,
        from_ms=moment_ms(from_, zone, "--from") or 0,
        to_ms=moment_ms(to, zone, "--to") or now_ms(),
        now_ms=now_ms(),
        names=who.names,
        others=who.others,
        rules=rules_of(centre),
        **asked,
    )


async def _ask_estimates(tenant: str, from_: str, to: str) -> tuple[list[dict[str, Any]], str]:
    import msgspec

    from callfloor.metrics import estimates

    async with opened(tenant) as (base, owner, zone):
        from_ms = moment_ms(from_, zone, "--from") or 0
        to_ms = moment_ms(to, zone, "--to") or now_ms()
        found = await estimates.ask(base, owner, from_ms, to_ms)
    return [msgspec.to_builtins(row) for row in found], zone


def register(parent: typer.Typer) -> None:
    """Add these commands to the command line."""
    parent.add_typer(app, name="indicators")

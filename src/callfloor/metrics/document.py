"""The page of the documentation about the indicators, written from their definitions. Pure."""

from collections.abc import Iterator

from callfloor.metrics.formulas import FORMULAS, Formula
from callfloor.metrics.kpis import INDICATORS, Indicator
from callfloor.metrics.rules import DEFINITIONS
from callfloor.metrics.texts import HELP
from callfloor.metrics.view import EVERY_GRAIN

_HEAD = f"""\
# The 23 indicators

This page is written by `callfloor indicators document` from the definitions that the reports, the
live floor, the API and the console use (`src/callfloor/metrics/`); a test keeps it true. The
definitions have the version {DEFINITIONS}; every value bears it together with the version of the
centre's settings that were in force.

A value is one division of sums: **top ÷ base**, times 100 for per cent; times are counted in
milliseconds and shown in seconds. Where the base is nothing the value is null, never 0. Components
are added up over any span of time, queues or people first; percentages are never averaged. What
each centre sets itself (the profile, thresholds, targets) is told in [centre.md](centre.md).

Each indicator counts by its own rule unless another is asked for: rates and waits belong to the
moment when the contact entered its queue (`cohort`), handle times to the moment when all is over
(`close`), agents' time is cut at the edges of buckets (`clip`); `event` counts everything when it
happened.

What one value hides stands beside it on the page of numbers, in [reports](reports.md) that ask for it, in
`GET /api/indicators/details` and `callfloor indicators details`: of times the median, the ninetieth
percentile (nearest ranks) and the longest; of the blocked rate the worst hour, and callers, where several
attempts within a minute are one; of the service level how many half hours met the target. Medians are read
off the contacts one by one, of at most 200,000.

Calls from another system's log ([imports.md](imports.md)) tell no holds and no after-call work: they are
`untold` below, and in no average of these.
"""


def document() -> str:
    """The whole page as Markdown."""
    return "\n".join([_HEAD, *_table(), *(line for one in INDICATORS for line in _section(one))])


def _table() -> Iterator[str]:
    yield "| indicator | unit | wanted | told |"
    yield "|---|---|---|---|"
    for one in INDICATORS:
        told = ", ".join(one.audience)
        yield f"| [`{one.key}`](#{one.key}) | {one.unit} | {_wanted(one)} | {told} |"
    yield ""


def _wanted(one: Indicator) -> str:
    if one.low is not None and one.high is not None:
        return f"{one.low:g} to {one.high:g}"
    if one.low is not None:
        return f"at least {one.low:g}"
    return "–" if one.high is None else f"at most {one.high:g}"


def _section(one: Indicator) -> Iterator[str]:
    yield f"## {one.key}"
    yield f"**{one.names['en']}** · {one.names['es']} · {one.names['zh']}"
    yield ""
    yield HELP[one.key]["en"]
    if one.needs:
        yield f"It needs facts from outside ({one.needs}); without them it is null."
    yield ""
    yield f"- At: {', '.join(grain.replace('_', ' ') for grain in EVERY_GRAIN if grain in one.variants)}."
    yield f"- Looked at: by {', '.join(cadence.replace('_', ' ') for cadence in one.cadence)}."
    yield f"- Sample: {' + '.join(f'`{name}`' for name in one.sample)}."
    yield ""
    yield "| variant | top | base | shown by |"
    yield "|---|---|---|---|"
    for variant in one.all_variants:
        top, base = _read(FORMULAS[f"{one.key}.{variant}"])
        yield f"| `{variant}` | {top} | {base} | {_shown_by(one, variant)} |"
    yield ""


def _read(formula: Formula) -> tuple[str, str]:
    top = f"({formula.top}) × {formula.times}" if formula.times else formula.top
    base = f"({formula.base}) × {formula.per}" if formula.per else formula.base
    return (f"{formula.factor} × {top}" if formula.factor != 1 else top), base or "–"


def _shown_by(one: Indicator, variant: str) -> str:
    profiles = []
    if variant in one.variants.values():
        profiles.append("standard")
    classic = {grain: one.classic.get(grain, usual) for grain, usual in one.variants.items()}
    if variant in classic.values():
        profiles.append("classic")
    return ", ".join(profiles)

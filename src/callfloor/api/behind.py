"""The contacts behind a figure, for the list of contacts; kept for a moment while its pages are read."""

from collections import OrderedDict
from typing import Annotated, Literal

import msgspec
from fastapi import Query

from callfloor.centre.loaded import CentreSettings
from callfloor.contacts.filters import Filters
from callfloor.kit.clock import now_ms
from callfloor.kit.db import Database
from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong
from callfloor.metrics.behind import Behind, Part, contacts_behind
from callfloor.metrics.query import Question
from callfloor.metrics.rules import rules_of
from callfloor.metrics.view import Grain

KEPT_MS = 60_000
_KEPT_MAX = 20
_Key = tuple[str, str, str, str, str, int, int, str]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """`indicator` empty: the list is of all contacts."""

    indicator: str = ""
    variant: str = ""
    grain: Grain = "centre"
    key: str = ""
    part: Part = "all"


def figure(
    figure: Annotated[
        str, Query(max_length=40, description="An indicator: only the contacts behind it")
    ] = "",
    variant: Annotated[str, Query(max_length=60, description="Of it; else the one shown")] = "",
    grain: Annotated[
        Literal["centre", "queue", "team", "agent", "call_type", "dnis", "channel", "trunk_group"],
        Query(description="Where it was counted"),
    ] = "centre",
    key: Annotated[str, Query(max_length=100, description="Which queue, team … of it")] = "",
    part: Annotated[
        Literal["all", "cases", "rest"],
        Query(description="`cases` count above its fraction, `rest` only below"),
    ] = "all",
) -> Figure:
    """What stands in the address of a figure's link."""
    return Figure(indicator=figure, variant=variant, grain=grain, key=key, part=part)


class FigureCache:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[_Key, tuple[int, Behind]] = OrderedDict()

    async def narrowed(self, filters: Filters, wanted: Figure, centre: CentreSettings) -> Filters:
        """The time of the list is the figure's own: a contact may have arrived before it."""
        if not wanted.indicator:
            return filters
        if filters.from_ms is None or filters.to_ms is None:
            msg = "Say from when to when the figure is: give `from` and `to`."
            raise InvalidError(msg, [wrong("from", "need", msg)])
        rules, at_ms = rules_of(centre), now_ms()
        key = (
            centre.tenant, wanted.indicator, wanted.variant, wanted.grain, wanted.key,
            filters.from_ms, filters.to_ms, rules.version,
        )  # fmt: skip
        kept_ms, found = self._kept.get(key, (0, None))
        if found is None or at_ms - kept_ms > KEPT_MS:
            question = Question(
                tenant=centre.tenant,
                zone=centre.zone,
                from_ms=filters.from_ms,
                to_ms=filters.to_ms,
                now_ms=at_ms,
                grain=wanted.grain,
                keys=(wanted.indicator,),
                entity=wanted.key,
                variant=wanted.variant,
                rules=rules,
            )
            found = await contacts_behind(self._database, question)
            self._kept[key] = at_ms, found
            while len(self._kept) > _KEPT_MAX:
                self._kept.popitem(last=False)
        return msgspec.structs.replace(filters, from_ms=None, to_ms=None, ids=found.of(wanted.part))

"""Wallboards as data: tiles on a grid that fills a screen of any size."""

from itertools import combinations
from typing import Final, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from callfloor.centre.fields import Setting, Slug, Text, Zone

COLUMNS: Final = 12
ROWS: Final = 8
TILES_MAX: Final = 40


class Tile(Setting):
    """`figure` is for figures, `trend` for trends; no queues or teams: all there are."""

    id: Slug
    kind: Literal["figure", "queues", "agents", "trend", "alarms", "clock", "text"]
    x: int = Field(ge=0, lt=COLUMNS)
    y: int = Field(ge=0, lt=ROWS)
    w: int = Field(ge=1, le=COLUMNS)
    h: int = Field(ge=1, le=ROWS)
    title: str = Field("", max_length=100)
    """Empty: what the tile is called in the language of whoever looks."""
    figure: Literal[
        "waiting",
        "longest_wait",
        "service_level",
        "abandonment",
        "offered",
        "answered",
        "agents_ready",
        "agents_talking",
        "agents_logged_in",
    ] = "waiting"
    trend: Literal["service_level", "abandonment", "contacts", "speed_of_answer"] = "service_level"
    queues: list[Slug] = Field([], max_length=200)
    teams: list[Slug] = Field([], max_length=200)
    text: str = Field("", max_length=1000)
    zone: Zone = ""

    def overlaps(self, other: "Tile") -> bool:
        return (
            self.x < other.x + other.w
            and other.x < self.x + self.w
            and self.y < other.y + other.h
            and other.y < self.y + self.h
        )


class Wallboard(Setting):
    """`language` empty: that of the person, on a screen without one that of the company."""

    name: Text
    theme: Literal["system", "light", "dark"] = "dark"
    language: Literal["", "en", "es", "zh"] = ""
    tiles: list[Tile] = Field([], max_length=TILES_MAX)

    @model_validator(mode="after")
    def _fits(self) -> "Wallboard":
        if len({tile.id for tile in self.tiles}) != len(self.tiles):
            raise PydanticCustomError("tile_twice", "each tile has an id of its own")
        if any(tile.x + tile.w > COLUMNS or tile.y + tile.h > ROWS for tile in self.tiles):
            how = "a tile stands outside the grid of {columns} by {rows}"
            raise PydanticCustomError("tile_outside", how, {"columns": COLUMNS, "rows": ROWS})
        for one, other in combinations(self.tiles, 2):
            if one.overlaps(other):
                about = {"one": one.id, "other": other.id}
                raise PydanticCustomError("tile_overlap", "{one} and {other} overlap", about)
        return self

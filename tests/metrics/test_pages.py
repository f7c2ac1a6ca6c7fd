"""Contacts are read page by page, and no more of them than can be looked at one by one."""

from types import SimpleNamespace
from typing import Any

import pytest

from callfloor.kit.errors import InvalidError
from callfloor.metrics import pages
from callfloor.metrics.query import Question


class Session:
    """Has so many contacts, one each millisecond."""

    def __init__(self, count: int) -> None:
        self._count = count

    async def execute(self, _query: Any, given: dict[str, Any]) -> Any:
        first = max(0, given["after_ms"] + (1 if given["after_id"] else 0))
        rows = [
            (at, f"c{at}", str(at))
            for at in range(first, min(self._count, first + given["limit"], given["until_ms"]))
        ]
        return SimpleNamespace(all=lambda: rows)


QUESTION = Question(tenant="t", zone="UTC", from_ms=0, to_ms=10, now_ms=10, grain="centre")


async def read(count: int) -> list[list[str]]:
    return [page async for page in pages.some(Session(count), QUESTION)]  # type: ignore[arg-type]


async def test_every_contact_comes_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_PAGE", 3)
    assert await read(7) == [["0", "1", "2"], ["3", "4", "5"], ["6"]]
    assert await read(6) == [["0", "1", "2"], ["3", "4", "5"], []]


async def test_more_than_can_be_looked_at_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_PAGE", 3)
    monkeypatch.setattr(pages, "RECORDS_MAX", 6)
    assert len(await read(6)) == 3
    with pytest.raises(InvalidError, match="too many contacts"):
        await read(7)

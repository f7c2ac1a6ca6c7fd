"""Legal holds as the API answers them."""

from typing import Any

from callfloor.api.described import Answer
from callfloor.api.times import at_text, at_text_or_none
from callfloor.contacts.holds import Hold

_ID = "01M80QQ0PY2FNE64D484KSENYX"


class HoldShown(Answer):
    """`search` is what was sought when it was placed; `contacts` how many it holds."""

    id: str
    reason: str
    until: str | None
    search: dict[str, Any] | None
    contacts: int
    is_in_force: bool
    placed_at: str
    placed_by: str
    placed_by_name: str
    released_at: str | None
    released_by: str
    released_by_name: str
    release_reason: str


EXAMPLE_HOLD = {
    "id": _ID,
    "reason": "Case 17/2026",
    "until": "2027-12-31T00:00:00.000Z",
    "search": {"queue_id": "sales"},
    "contacts": 42,
    "is_in_force": True,
    "placed_at": "2026-11-25T09:00:00.000Z",
    "placed_by": f"user:{_ID}",
    "placed_by_name": "Elena Ortiz",
    "released_at": None,
    "released_by": "",
    "released_by_name": "",
    "release_reason": "",
}


def hold_shown(hold: Hold, at_ms: int) -> HoldShown:
    return HoldShown(
        id=hold.id,
        reason=hold.reason,
        until=at_text_or_none(hold.until_ms),
        search=hold.search,
        contacts=hold.contacts,
        is_in_force=hold.is_in_force(at_ms),
        placed_at=at_text(hold.placed_ms),
        placed_by=hold.placed_by,
        placed_by_name=hold.placed_by_name,
        released_at=at_text_or_none(hold.released_ms),
        released_by=hold.released_by,
        released_by_name=hold.released_by_name,
        release_reason=hold.release_reason,
    )

"""What narrows the list of contacts, as a condition of SQL: the list and legal holds share it."""

from typing import Any

import msgspec

from callfloor.contacts.words import agent_word, sought

OWN = "tenant_id = current_setting('callfloor.tenant', true)"
"""Row-level security says so already; said again, the indexes that begin with the tenant are used."""
IN_FORCE = "h.released_ms is null and (h.until_ms is null or h.until_ms > :now_ms)"
HELD = (
    "exists (select 1 from contacts_held one join contacts_holds h"  # noqa: S608
    " on h.tenant_id = one.tenant_id and h.id = one.hold_id"
    f" where one.tenant_id = {{0}}.tenant_id and one.contact_id = {{0}}.{{1}} and {IN_FORCE})"
)
"""Whether a row is held at `:now_ms`: format it with the row's table and its column of the contact."""


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Each one narrows the list; empty ones do not. `only_agent_id` is what the asker may see."""

    from_ms: int | None = None
    to_ms: int | None = None
    queue_id: str = ""
    agent_id: str = ""
    channel: str = ""
    disposition: str = ""
    outcome: str = ""
    wrap_up_code: str = ""
    has_recording: bool | None = None
    recording: str = ""
    """What became of it, as `contacts.recordings.state_of` says."""
    screen: str = ""
    """The same of the screens of its agents."""
    recording_min_ms: int | None = None
    recording_max_ms: int | None = None
    was_paused: bool | None = None
    is_held: bool | None = None
    search: str = ""
    agents_named: tuple[str, ...] = ()
    """Agents whose name fits the search; names stand in the settings, not in the rows."""
    only_agent_id: str | None = None
    ids: tuple[str, ...] | None = None
    """Those alone, also such as were refused; None: whichever."""


_WITH_WORD = f"select contact_id from contacts_words where {OWN}"  # noqa: S608
_EQUAL = ("channel", "disposition", "outcome", "wrap_up_code")


def conditions(filters: Filters, now_ms: int) -> tuple[str, dict[str, Any]]:
    """What stands behind `where`, and its values. Holds are looked at as they are `now_ms`."""
    parts = [OWN, "refused = ''"]
    values: dict[str, Any] = {}
    if filters.ids is not None:
        parts[1] = "id = any(cast(:ids as text[]))"
        values["ids"] = list(filters.ids)
    if filters.from_ms is not None:
        parts.append("arrived_ms >= :from_ms")
        values["from_ms"] = filters.from_ms
    if filters.to_ms is not None:
        parts.append("arrived_ms < :to_ms")
        values["to_ms"] = filters.to_ms
    for name in _EQUAL:
        given = getattr(filters, name)
        if given:
            parts.append(f"{name} = :{name}")
            values[name] = given
    for name, given in (
        ("queue_ids", filters.queue_id),
        ("agent_ids", filters.agent_id),
        ("agent_ids", filters.only_agent_id),
    ):
        if given is not None and (given or given is filters.only_agent_id):
            key = f"within_{len(values)}"
            parts.append(f"{name} @> array[cast(:{key} as text)]")
            values[key] = given
    parts += _of_recordings(filters, values, now_ms)
    if filters.search.strip():
        parts.append(_search(filters, values))
    return " and ".join(parts), values


def _of_recordings(filters: Filters, values: dict[str, Any], now_ms: int) -> list[str]:
    parts = []
    if filters.has_recording is not None:
        parts.append(f"recording_id is {'not ' if filters.has_recording else ''}null")
    if filters.recording:
        parts.append("recording_state = :recording_state")
        values["recording_state"] = filters.recording
    if filters.screen:
        parts.append("screen_state = :screen_state")
        values["screen_state"] = filters.screen
    if filters.recording_min_ms is not None:
        parts.append("recording_ms >= :recording_min_ms")
        values["recording_min_ms"] = filters.recording_min_ms
    if filters.recording_max_ms is not None:
        parts.append("recording_ms > 0 and recording_ms <= :recording_max_ms")
        values["recording_max_ms"] = filters.recording_max_ms
    if filters.was_paused is not None:
        parts.append(f"paused_ms {'>' if filters.was_paused else '='} 0")
    if filters.is_held is not None:
        held = HELD.format("contacts", "id")
        parts.append(held if filters.is_held else f"not {held}")
        values["now_ms"] = now_ms
    return parts


def _search(filters: Filters, values: dict[str, Any]) -> str:
    """Every word must be found, or an agent whose name fits must have taken part."""
    found = []
    for group in sought(filters.search):
        ranges = []
        for one in group:
            key = f"{len(values)}"
            ranges.append(f"(word >= :first_{key} and word < :end_{key})")
            values[f"first_{key}"], values[f"end_{key}"] = one.first, one.end
        found.append(f"{_WITH_WORD} and ({' or '.join(ranges)})")
    queries = [f"({' intersect '.join(found)})"] if found else []
    if filters.agents_named:
        values["agents_named"] = [agent_word(one) for one in filters.agents_named]
        queries.append(f"({_WITH_WORD} and word = any(cast(:agents_named as text[])))")
    return f"id in ({' union '.join(queries)})" if queries else "false"

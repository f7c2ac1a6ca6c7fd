"""The worked-example format read into the records and facts that reports count.

The names are those of section 2 of the specification; what an example leaves out (a contact's end,
the segment of a coded contact) follows from what it says.
"""

from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from callfloor.contacts.record import Leg, Record, Ring, Segment
from callfloor.facts.cutting import merged
from callfloor.kit.errors import InvalidError
from callfloor.metrics import outside
from callfloor.metrics.configuration import DAY_MS, Configuration
from callfloor.metrics.examples import ledger
from callfloor.metrics.examples.fields import Row, first, long_ms, moment_of, needed, rows, spans
from callfloor.metrics.view import ANY_QUEUE, Rules, Thresholds

STATES = {
    "AVAILABLE": "ready",
    "RINGING": "ringing",
    "TALK": "talking",
    "HOLD": "holding",
    "ACW": "wrap_up",
    "OUTBOUND_WORK": "outbound",
    "NOT_READY": "not_ready",
    "LOGGED_OUT": "logged_out",
}
_RESULTS = {"no_answer": "missed"}
_YES, _NO = (True, "yes", "resolved", "true"), (False, "no", "unresolved", "false")


class Survey(msgspec.Struct, frozen=True, kw_only=True):
    contact_id: str
    is_answered: bool
    is_resolved: bool


class Example(msgspec.Struct, kw_only=True):
    """One example with its facts; `given` has components that it states instead of facts."""

    example_id: str
    zone: str
    interval_ms: int
    configuration: Configuration
    settings: Row
    rules: Rules
    query: Row
    expected: Any
    kpis: list[int]
    given: Row | None
    agents_given: list[Row]
    records: list[Record]
    states: dict[str, list[outside.State]]
    schedule: dict[str, list[outside.Activity]]
    blocked: list[outside.Blocked]
    surveys: list[Survey]
    outside: ledger.Ledger


def read(row: Row) -> Example:
    """InvalidError says which example and what is wrong with it."""
    example_id = str(row.get("id", ""))
    if not example_id or not isinstance(row.get("input"), dict):
        msg = "Every example needs an id and its input; look at an example of the format."
        raise InvalidError(msg)
    try:
        return _read(example_id, row)
    except InvalidError as error:
        msg = f"{example_id}: {error}"
        raise InvalidError(msg) from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        msg = f"{example_id}: cannot be read: {error!r}."
        raise InvalidError(msg) from error


def _read(example_id: str, row: Row) -> Example:
    settings = row.get("config") or {}
    zone = str(settings.get("tz") or "UTC")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        msg = f"{zone!r} is not a time zone; write it as Europe/Madrid."
        raise InvalidError(msg) from error
    given = row["input"]
    return Example(
        example_id=example_id,
        zone=zone,
        interval_ms=long_ms(settings, "interval") or 1_800_000,
        configuration=_configuration(settings),
        settings=settings,
        rules=_rules(settings),
        query=row.get("query") or {},
        expected=row.get("expected"),
        kpis=list(row.get("kpis") or []),
        given=first(given, "components"),
        agents_given=rows(given, "agent_components"),
        records=_records(given, zone),
        states=_states(given, zone),
        schedule=_schedule(given, zone),
        blocked=[_blocked(one, zone) for one in rows(given, "blocked_attempts", "trunk_attempts")],
        surveys=[_survey(one) for one in rows(given, "surveys")],
        outside=ledger.read(given, zone),
    )


def _configuration(settings: Row) -> Configuration:
    """Keys of section 6; what is spelt in seconds or days there is in milliseconds here."""
    known = {one.name for one in msgspec.structs.fields(Configuration)}
    found = {key: value for key, value in settings.items() if key in known}
    for name in ("ring_cycle", "grace", "acw_adherence_cap"):
        if (value := long_ms(settings, name)) is not None:
            found[f"{name}_ms"] = value
    days = first(settings, "fcr_window_days", "repeat_window_days")
    if days is not None:
        found["fcr_window_ms"] = round(float(days) * DAY_MS)
    for name in ("fcr_ineligible_codes", "transfer_exclude_targets"):
        if name in found:
            found[name] = frozenset(found[name])
    return msgspec.convert(found, Configuration)


def _rules(settings: Row) -> Rules:
    """The site's T and S, and those of a queue where `queues` gives them."""

    def of(row: Row, over: Thresholds) -> Thresholds:
        return Thresholds(
            service_level_ms=_or(long_ms(row, "sl_threshold"), over.service_level_ms),
            short_abandon_ms=_or(long_ms(row, "short_abandon"), over.short_abandon_ms),
        )

    site = of(settings, Thresholds())
    queues = settings.get("queues") or {}
    return {ANY_QUEUE: site, **{key: of(one, site) for key, one in queues.items()}}


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def _records(given: Row, zone: str) -> list[Record]:
    found: dict[str, Record] = {}
    for row in rows(given, "contacts"):
        record = _contact(row, zone)
        found[record.contact_id] = record
    offers = rows(given, "agent_offers")
    for row in rows(given, "queue_legs"):
        leg = _leg(row, offers, zone)
        _of(found, str(row["contact_id"]), leg.entered_ms).legs.append(leg)
    for number, row in enumerate(rows(given, "segments", "agent_segments")):
        segment = _segment(row, f"s{number}", zone)
        _of(found, str(first(row, "contact_id", default=segment.segment_id)),
            segment.answered_ms, str(row.get("direction") or "in")).segments.append(segment)  # fmt: skip
    for row in offers:
        _ring(found, row, zone)
    codes = {str(one["segment_id"]): one for one in rows(given, "wrap_ups") if "segment_id" in one}
    codes |= {str(one["contact_id"]): one for one in rows(given, "wrap_ups") if "contact_id" in one}
    inline = {str(first(one, "id", "contact_id")): one for one in rows(given, "contacts")}
    for record in found.values():
        _complete(record, inline.get(record.contact_id, {}), codes)
    return list(found.values())


def _of(found: dict[str, Record], key: str, at_ms: int, direction: str = "in") -> Record:
    if key not in found:
        found[key] = Record(
            tenant="", contact_id=key, arrived_ms=at_ms, direction=direction, disposition="queue"
        )
    return found[key]


def _contact(row: Row, zone: str) -> Record:
    front_ms = long_ms(row, "front_ring")
    if "first_answered_by" in row and row["first_answered_by"] is None:
        front_ms = None
    return Record(
        tenant="",
        contact_id=str(first(row, "id", "contact_id")),
        arrived_ms=needed(row, zone, "arrived_at", "at", "started_at"),
        channel=str(row.get("channel") or "voice"),
        direction=str(row.get("direction") or "in"),
        called=str(row.get("dnis") or ""),
        trunk=str(row.get("trunk_group") or ""),
        customer_id=str(first(row, "customer_id", "customer", "ani_hash", "caller", default="")),
        call_type=str(first(row, "call_type_initial", "call_type", default="")),
        disposition=str(row.get("disposition") or ""),
        ended_ms=moment_of(row, zone, "ended_at"),
        is_test=bool(row.get("is_test")),
        front_ring_ms=front_ms,
    )


def _leg(row: Row, offers: list[Row], zone: str) -> Leg:
    entered_ms = needed(row, zone, "entered_at")
    exited_ms = moment_of(row, zone, "exited_at")
    leg_id = str(first(row, "id", "leg_id"))
    reserved_ms = moment_of(row, zone, "reserved_at")
    if row.get("queued") is not None:
        reserved_ms = None if row["queued"] else entered_ms
    elif reserved_ms is None and exited_ms is not None:
        rung_ms = sum(
            needed(one, zone, "ring_end") - needed(one, zone, "ring_start")
            for one in offers
            if str(one.get("leg_id")) == leg_id and one.get("ring_end")
        )
        reserved_ms = entered_ms + max(0, exited_ms - entered_ms - rung_ms)
    return Leg(
        leg_id=leg_id,
        queue_id=str(row.get("queue_id") or ""),
        entered_ms=entered_ms,
        offered_ms=reserved_ms,
        exited_ms=exited_ms,
        outcome=str(row.get("outcome") or ""),
        is_post_transfer=bool(row.get("is_post_transfer")),
        callback_connected_ms=moment_of(row, zone, "callback_connected_at"),
    )


def _segment(row: Row, default_id: str, zone: str) -> Segment:
    ended_ms = moment_of(row, zone, "ended_at")
    holds = merged(spans(row.get("holds"), zone) + spans(row.get("consults"), zone))
    wrap_up = row.get("acw")
    starts_ms, ends_ms = moment_of(row, zone, "acw_start"), moment_of(row, zone, "acw_end")
    if wrap_up:
        starts_ms = needed({"acw": wrap_up[0]}, zone, "acw")
        ends_ms = moment_of({"acw": wrap_up[1]}, zone, "acw")
    return Segment(
        segment_id=str(first(row, "id", "segment_id", default=default_id)),
        leg_id=str(first(row, "queue_leg_id", "leg_id", default="")),
        queue_id=str(row.get("queue_id") or ""),
        agent_id=str(row.get("agent_id") or ""),
        team_id=str(row.get("team_id") or ""),
        answered_ms=needed(row, zone, "answered_at"),
        ended_ms=ended_ms,
        end_reason=str(row.get("end_reason") or ""),
        hold_ms=sum(end - start for start, end in holds),
        hold_count=len(holds),
        holds=holds,
        wrap_up_started_ms=starts_ms,
        wrap_up_ended_ms=ends_ms,
        wrap_up_code=str(first(row, "code", "wrap_up_code", default="")),
        resolved=_resolved(row.get("resolved")),
        issue_id=str(first(row, "issue_id", "issue", default="")),
        transfer_to=str(row.get("transfer_to") or ""),
        is_consult=bool(row.get("is_consult")) or row.get("kind") == "consult",
    )


def _resolved(value: Any) -> str:
    word = value.lower() if isinstance(value, str) else value
    if word in _YES:
        return "yes"
    return "no" if value is not None and word in _NO else "n/a"


def _ring(found: dict[str, Record], row: Row, zone: str) -> None:
    for record in found.values():
        leg = record.leg(str(row.get("leg_id")))
        if leg is not None:
            result = str(row.get("result") or "")
            record.rings.append(
                Ring(
                    ring_id=f"{leg.leg_id}.{len(record.rings)}",
                    leg_id=leg.leg_id,
                    queue_id=leg.queue_id,
                    agent_id=str(row.get("agent_id") or ""),
                    offered_ms=needed(row, zone, "ring_start"),
                    ended_ms=moment_of(row, zone, "ring_end"),
                    result=_RESULTS.get(result, result),
                )
            )


def _complete(record: Record, inline: Row, codes: dict[str, Row]) -> None:
    """Segments know their queue and their code; a contact with nothing open has ended."""
    is_coded = record.contact_id in codes or first(
        inline, "resolved", "code", "wrap_up_code", "agent_id", "handled"
    )
    if not record.segments and is_coded:
        at_ms = record.arrived_ms
        record.segments.append(
            Segment(segment_id=f"{record.contact_id}.s", leg_id="", queue_id="",
                    agent_id=str(inline.get("agent_id") or ""), answered_ms=at_ms, ended_ms=at_ms,
                    team_id=str(inline.get("team_id") or ""))
        )  # fmt: skip
    record.legs.sort(key=lambda leg: leg.entered_ms)
    record.segments.sort(key=lambda segment: segment.answered_ms)
    queues = {leg.leg_id: leg.queue_id for leg in record.legs}
    for segment in record.segments:
        segment.queue_id = segment.queue_id or queues.get(segment.leg_id, "")
        is_last = segment is record.segments[-1]
        code = codes.get(segment.segment_id) or (
            codes.get(record.contact_id, inline) if is_last else {}
        )
        if code:
            segment.wrap_up_code = str(
                first(code, "code", "wrap_up_code", default=segment.wrap_up_code)
            )
            if "resolved" in code:
                segment.resolved = _resolved(code["resolved"])
            segment.issue_id = str(first(code, "issue_id", "issue", default=segment.issue_id))
    ends = [leg.exited_ms for leg in record.legs] + [one.ended_ms for one in record.segments]
    if record.ended_ms is None and record.disposition and None not in ends:
        record.ended_ms = max([record.arrived_ms, *(end for end in ends if end is not None)])


def _states(given: Row, zone: str) -> dict[str, list[outside.State]]:
    found: dict[str, list[outside.State]] = {}
    for row in rows(given, "agent_states", "agent_state_intervals"):
        word = str(row.get("state") or "")
        if word not in STATES:
            msg = f"{word!r} is not a state; they are {', '.join(STATES)}."
            raise InvalidError(msg)
        found.setdefault(str(row["agent_id"]), []).append(
            outside.State(
                start_ms=needed(row, zone, "start"),
                end_ms=moment_of(row, zone, "end") or needed(row, zone, "start"),
                state=STATES[word],
            )
        )
    return found


def _schedule(given: Row, zone: str) -> dict[str, list[outside.Activity]]:
    found: dict[str, list[outside.Activity]] = {}
    for row in rows(given, "schedule", "schedule_intervals"):
        found.setdefault(str(row["agent_id"]), []).append(
            outside.Activity(
                start_ms=needed(row, zone, "start"),
                end_ms=needed(row, zone, "end"),
                is_productive=bool(row.get("productive")),
                activity=str(row.get("activity") or ""),
            )
        )
    return found


def _blocked(row: Row, zone: str) -> outside.Blocked:
    return outside.Blocked(
        at_ms=needed(row, zone, "at"),
        source=str(row.get("source") or "carrier"),
        cause=str(row.get("cause") or ""),
        count=int(first(row, "count", default=1)),
        trunk_group=str(row.get("trunk_group") or ""),
        dnis=str(row.get("dnis") or ""),
    )


def _survey(row: Row) -> Survey:
    answer = _resolved(first(row, "resolved_answer", "resolved"))
    is_answered = answer != "n/a" and row.get("answered_at", True) is not None
    return Survey(
        contact_id=str(row.get("contact_id") or ""),
        is_answered=is_answered,
        is_resolved=answer == "yes",
    )

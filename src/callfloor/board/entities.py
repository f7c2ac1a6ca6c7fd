"""How live entities look outside: plain values, as the WebSocket sends and the console draws them."""

from collections import Counter
from typing import Any

import msgspec

from callfloor.board.day import occupied_ms, ready_ms
from callfloor.board.leads import skills_of
from callfloor.board.overdue import overdue
from callfloor.board.parties import LiveParty
from callfloor.board.state import Board, Kind, LiveContact
from callfloor.board.works import works_shown
from callfloor.board.wrap_ups import WrapUp
from callfloor.contacts.record import Record
from callfloor.metrics.formulas import evaluate

Entity = dict[str, Any]
WAITING_SHOWN = 20


def value_of(board: Board, kind: Kind, key: str) -> Entity | None:
    """The entity as it is now; None when it is not (or no longer) on the board."""
    if kind == "agents":
        return _agent(board, key)
    if kind == "alarms":
        alarm = board.alarms.get(key)
        return msgspec.to_builtins(alarm) if alarm is not None else None
    if kind == "trunks":
        trunk = board.trunks.get(key)
        return msgspec.to_builtins(trunk) if trunk is not None else None
    return _queue(board, key) if kind == "queues" else _contact(board, key)


def snapshot(board: Board) -> dict[Kind, dict[str, Entity]]:
    agents = {*board.agents, *board.centre.agents}
    keys: dict[Kind, set[str]] = {
        "agents": agents,
        "queues": {*board.lines, *board.centre.queues},
        "contacts": set(board.contacts),
        "alarms": set(board.alarms),
        "trunks": set(board.trunks),
    }
    return {
        kind: {key: found for key in sorted(names) if (found := value_of(board, kind, key))}
        for kind, names in keys.items()
    }


def _agent(board: Board, agent_id: str) -> Entity | None:
    setting = board.setting(agent_id)
    live = board.agents.get(agent_id)
    if setting is None and (live is None or live.state == "logged_out"):
        return None
    phone = setting.phone if setting is not None else "browser"
    return {
        "id": agent_id,
        "name": setting.name if setting is not None else agent_id,
        "team_id": setting.team_id if setting is not None else (live.team_id if live else ""),
        "state": live.state if live else "logged_out",
        "since_ms": live.since_ms if live else 0,
        "reason": live.reason if live else "",
        "next_state": live.next_state if live else "",
        "next_reason": live.next_reason if live else "",
        "contact_id": live.contact_id if live else "",
        "queue_id": live.queue_id if live else "",
        "reachable": phone == "fixed" or (live.reachable if live else False),
        "phone": phone,
        "skills": skills_of(board, agent_id),
        "moved": msgspec.to_builtins(live.moved) if live and live.moved else None,
        "is_demo": setting.is_demo if setting is not None else False,
        "wrap_up": _wrap_up(live.wrap_up if live else None),
        "works": works_shown(board, live),
        "today": _agent_today(board, agent_id),
    }


def _agent_today(board: Board, agent_id: str) -> Entity:
    totals = board.today("agent", agent_id)
    live = board.agents.get(agent_id)
    times = live.times if live else {}
    return {
        "answered": totals.get("segments_answered", 0),
        "handled": totals.get("segments", 0),
        "missed": totals.get("rings_missed", 0),
        "talk_ms": totals.get("talk_ms", 0),
        "hold_ms": totals.get("hold_ms", 0),
        "wrap_up_ms": totals.get("wrap_up_ms", 0),
        "transfers": totals.get("transfers", 0),
        "avg_handle_ms": _as_ms(
            evaluate(board.figures.formula("avg_handle_time", "agent"), totals).value
        ),
        "occupied_ms": occupied_ms(times),
        "ready_ms": ready_ms(times),
        "lasts_since_ms": max(live.since_ms, board.day_ms) if live else board.day_ms,
    }


def _queue(board: Board, queue_id: str) -> Entity | None:
    setting = board.centre.queues.get(queue_id)
    line = board.lines.get(queue_id)
    if setting is None and not line:
        return None
    waiters = line.first(WAITING_SHOWN) if line is not None else []
    staffing = board.staffing.get(queue_id, Counter())
    return {
        "id": queue_id,
        "name": setting.name if setting is not None else queue_id,
        "needs": dict(setting.needs) if setting is not None else {},
        "waiting": [
            {
                "contact_id": waiter.contact_id,
                "entered_ms": waiter.entered_ms,
                "rank_ms": waiter.rank_ms,
                "position": index + 1,
                "caller": _caller(board, waiter.contact_id),
            }
            for index, waiter in enumerate(waiters)
        ],
        "waiting_count": len(line) if line is not None else 0,
        "oldest_entered_ms": line.oldest_entered_ms() if line is not None else None,
        "agents_ready": staffing["ready"],
        "agents_talking": board.talking[queue_id],
        "agents_logged_in": staffing.total() - staffing["logged_out"],
        "today": _queue_today(board, queue_id),
        "service_level_target_pct": setting.service_level_target_pct if setting else None,
        "abandonment_target_pct": setting.abandonment_target_pct if setting else None,
        "service_level_ms": setting.service_level_ms if setting else None,
    }


def _caller(board: Board, contact_id: str) -> str:
    contact = board.contacts.get(contact_id)
    return contact.record.caller if contact is not None else ""


def _queue_today(board: Board, queue_id: str) -> Entity:
    totals = {**board.today("queue", queue_id), "overdue": overdue(board, queue_id)}
    counts = ("offered", "answered", "answered_in_target", "abandoned", "abandoned_short")
    estimates = ("estimates", "estimates_near", "estimate_error_ms")
    return {
        **{name: totals.get(name, 0) for name in (*counts, "flow_out", *estimates)},
        "service_level": evaluate(board.figures.formula("service_level", "queue"), totals).value,
        "abandonment_rate": evaluate(
            board.figures.formula("abandonment_rate", "queue"), totals
        ).value,
        "avg_speed_of_answer_ms": _as_ms(
            evaluate(board.figures.formula("avg_speed_of_answer", "queue"), totals).value
        ),
    }


def _as_ms(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)


def _contact(board: Board, contact_id: str) -> Entity | None:
    contact = board.contacts.get(contact_id)
    if contact is None:
        return None
    record = contact.record
    segment = record.segment(contact.segment_id)
    return {
        "id": contact_id,
        "channel": record.channel,
        "direction": record.direction,
        "caller": record.caller,
        "caller_name": record.caller_name,
        "called": record.called,
        "language": record.language,
        "arrived_ms": record.arrived_ms,
        "phase": contact.phase,
        "queue_id": contact.queue_id,
        "agent_id": contact.agent_id,
        "agent_ids": sorted(
            {
                contact.agent_id,
                *contact.rings.values(),
                *contact.wrap_ups,
                *(party.agent_id for party in contact.parties.values()),
            }
            - {""}
        ),
        "parties": [_party(board, party) for party in contact.parties.values()],
        "monitors": [msgspec.to_builtins(one) for one in contact.monitors.values()],
        "last_party": _party(board, contact.last_party) if contact.last_party else None,
        "segment_id": contact.segment_id,
        "since_ms": contact.since_ms,
        "queued_ms": contact.queued_ms,
        "answered_ms": segment.answered_ms if segment is not None else None,
        "call_type": record.call_type,
        "listed": [msgspec.to_builtins(one) for one in record.listed],
        "caller_rules": list(record.caller_rules.values()),
        "keys": [[node, digits] for node, digits in record.keys],
        "variables": dict(record.variables),
        "waits": [[leg.queue_id, leg.entered_ms, leg.exited_ms] for leg in record.legs],
        "is_demo": record.is_demo,
        "recording": _recording(record),
        "screens": _screens(record),
        "wrap_up": _latest_wrap_up(contact),
    }


def _party(board: Board, party: LiveParty) -> Entity:
    setting = board.setting(party.agent_id)
    queue = board.centre.queues.get(party.queue_id)
    name = setting.name if setting else party.agent_id
    return {
        "id": party.party_id,
        "agent_id": party.agent_id,
        "number": party.number,
        "supervisor": party.supervisor,
        "queue_id": party.queue_id,
        "name": name or party.number or (queue.name if queue else party.queue_id),
        "place": party.place,
        "since_ms": party.since_ms,
        "reason": party.reason,
    }


def _recording(record: Record) -> Entity | None:
    """`state`: on, paused (until `until_ms`), declined, or failed where a pause could not be made."""
    sounds = (one for one in record.recordings if one.kind != "screen")
    running = next((one for one in sounds if one.status == "running"), None)
    if running is None:
        return None
    pause = running.pause
    state = "paused" if pause is not None else "on"
    if running.declined_ms is not None:
        state = "declined"
    elif running.failure:
        state = "failed"
    return {
        "state": state,
        "until_ms": pause.until_ms if pause is not None else None,
        "reason": pause.reason if pause is not None else "",
        "by": pause.by if pause is not None else running.declined_by,
    }


def _screens(record: Record) -> list[Entity]:
    """Of agents whose screen a rule wants; `failure` says why it is not recorded, if so."""
    return [
        {
            "recording_id": one.recording_id,
            "segment_id": one.segment_id,
            "agent_id": one.agent_id,
            "since_ms": one.started_ms,
            "failure": one.failure,
        }
        for one in record.recordings
        if one.kind == "screen" and one.status == "running"
    ]


def _latest_wrap_up(contact: LiveContact) -> Entity | None:
    newest = max(contact.wrap_ups.values(), key=lambda one: one.started_ms, default=None)
    return _wrap_up(newest)


def _wrap_up(one: WrapUp | None) -> Entity | None:
    if one is None:
        return None
    return {
        "segment_id": one.segment_id,
        "contact_id": one.contact_id,
        "limit_ms": one.limit_ms,
        "started_ms": one.started_ms,
    }

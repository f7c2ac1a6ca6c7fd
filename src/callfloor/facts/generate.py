"""A plausible year in the flat tables, drawn at random from a seed: for measuring, not for learning from.

Every column is drawn as a whole, a day at a time, so that ten million contacts take minutes. What fits
together: the times within one contact, its legs, rings, segments and pieces; the weight of months,
weekdays and hours; busier half hours wait longer. What does not: agents are drawn, not simulated, so
that two contacts may be with one agent at once, and the spans of agents' states are drawn apart from
the contacts. Who wants a true day asks the simulated telephony (`demo`).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from callfloor.facts.contents import day_name
from callfloor.facts.drawing import Array, Columns, ids, names_of, table_of, take
from callfloor.facts.flatten import DAY_MS
from callfloor.facts.generate_outside import outside_of
from callfloor.facts.store import Rebuilt, Store
from callfloor.facts.tables import BROUGHT, SCHEMAS

YEAR, DAYS = 2025, 365
QUEUES = 24
MONTHS = (1.12, 1.02, 1.0, 0.98, 0.97, 0.98, 0.92, 0.85, 1.0, 1.03, 1.1, 1.15)
WEEKDAYS = (1.22, 1.12, 1.06, 1.04, 1.06, 0.5, 0.3)
HOURS = (1, 1, 1, 1, 1, 2, 10, 30, 70, 95, 100, 95, 80, 70, 78, 85, 82, 70, 50, 35, 20, 10, 5, 2)
CODES = ("sold", "not_sold", "answered", "complaint", "order", "invoice", "address", "wrong_number")
CONTACTS_A_SHIFT = 55
_SHIFT_MS = 8 * 3_600_000


def generate(
    root: Path,
    tenant: str,
    *,
    contacts: int,
    seed: int,
    first: str = "",
    last: str = "9999",
    progress: Callable[[str, int, int], None] = lambda _day, _done, _of: None,
) -> Rebuilt:
    """Write the year 2025 of a company into `root`, or the days from `first` to `last` of it.

    The same seed and count give the same rows of each day.
    """
    days = [
        (number, *one)
        for number, one in enumerate(_days(contacts, seed), 1)
        if first <= day_name(one[0]) <= last
    ]
    agents = max(QUEUES, round(contacts / DAYS / CONTACTS_A_SHIFT * 1.5))
    total: dict[str, int] = dict.fromkeys((*SCHEMAS, *BROUGHT), 0)
    with Store(root, tenant).writing() as writer:
        writer.forget_all()
        for done, (number, day_ms, count) in enumerate(days, 1):
            day = Day(np.random.default_rng([seed, number]), day_ms, count, agents)
            tables, brought = day.tables(), outside_of(day, is_first=done == 1)
            writer.put(day_ms, tables, read_ms=days[-1][1] + 7 * DAY_MS)
            writer.bring(day_ms, brought)
            for name, table in (*tables.items(), *brought.items()):
                total[name] += table.num_rows
            progress(day_name(day_ms), done, len(days))
    names = [day_name(day_ms) for _, day_ms, _ in days]
    return Rebuilt(days=len(days), first_day=names[0], last_day=names[-1], rows=total)


def _days(contacts: int, seed: int) -> list[tuple[int, int]]:
    """Each day of the year and how many contacts come on it."""
    first_ms = round(datetime(YEAR, 1, 1, tzinfo=UTC).timestamp() * 1000)
    moments = [first_ms + at * DAY_MS for at in range(DAYS)]
    dates = [datetime.fromtimestamp(at / 1000, UTC) for at in moments]
    chance = np.random.default_rng([seed, 0])
    weights = np.array([MONTHS[one.month - 1] * WEEKDAYS[one.weekday()] for one in dates])
    weights *= chance.normal(1, 0.05, DAYS).clip(0.7, 1.3)
    counts = chance.multinomial(contacts, weights / weights.sum())
    return list(zip(moments, counts.tolist(), strict=True))


class Day:
    """One day's columns. Names of numbers: `n` contacts, `q` those that entered a queue."""

    def __init__(self, chance: np.random.Generator, day_ms: int, count: int, agents: int) -> None:
        self.chance, self.day_ms, self.count, self.agents = chance, day_ms, count, agents

    def tables(self) -> dict[str, pa.Table]:
        contacts, legs, segments = self._journeys()
        found = {
            "contacts": contacts,
            "legs": legs,
            "rings": self._rings(segments),
            "segments": segments,
            "pieces": _pieces(segments),
            "spans": self._spans(),
            "surveys": self._surveys(contacts),
        }
        return {name: table_of(SCHEMAS[name], columns) for name, columns in found.items()}

    def _journeys(self) -> tuple[Columns, Columns, Columns]:
        chance, n = self.chance, self.count
        hours = np.array(HOURS, float)
        minute = chance.choice(1440, n, p=np.repeat(hours, 60) / hours.sum() / 60)
        arrived = self.day_ms + np.sort(minute * 60_000 + chance.integers(0, 60_000, n))
        fate = chance.choice(5, n, p=(0.88, 0.06, 0.03, 0.02, 0.01))
        contacts = _contacts(chance, self.day_ms, arrived, fate)
        q = np.flatnonzero(fate == 0)
        first = self._legs(q, arrived[q] + chance.integers(4_000, 45_000, len(q)))
        over = np.flatnonzero(first["outcome_"] == "overflow")
        second = self._legs(q[over], first["exited_ms"][over], is_last=True)
        second["seq"] = np.ones(len(over), np.int32)
        answered_first = np.flatnonzero(first["outcome_"] == "answered")
        answered_second = np.flatnonzero(second["outcome_"] == "answered")
        legs_answered = _joined(_taken(first, answered_first), _taken(second, answered_second))
        segments = self._segments(legs_answered, np.zeros(len(legs_answered["row"]), np.int32))
        moved = np.flatnonzero(chance.random(len(segments["row"])) < 0.04)
        segments["end_reason"][moved] = chance.choice(
            ["blind_transfer", "attended_transfer"], len(moved), p=(0.6, 0.4)
        )
        third = self._legs(segments["row"][moved], segments["ended_ms"][moved], is_last=True)
        third["seq"], third["is_post_transfer"] = (
            np.full(len(moved), 2, np.int32),
            np.ones(len(moved), bool),
        )
        segments["transfer_to"][moved] = third["queue_id"]
        onwards = _taken(third, np.flatnonzero(third["outcome_"] == "answered"))
        more = self._segments(onwards, np.ones(len(onwards["row"]), np.int32))
        legs = _joined(first, second, third)
        segments = _joined(segments, more)
        _finish(contacts, first, second, over, q, legs, segments)
        for columns in (legs, segments):
            _repeat_contact(columns, contacts)
        return contacts, legs, segments

    def _legs(self, row: Array, entered: Array, *, is_last: bool = False) -> Columns:
        """Legs of the contacts at `row`; `is_last` leaves out that the queue passes them on."""
        chance, n = self.chance, len(row)
        half_hour = (entered - self.day_ms) // 1_800_000 % 48
        busy = np.array(HOURS, float)[half_hour // 2] / 100
        queued = chance.random(n) < 0.15 + 0.6 * busy
        ring = chance.integers(1_500, 9_000, n)
        wait = ring + np.where(queued, chance.exponential(20_000 + 60_000 * busy, n), 0).astype(int)
        shares = (0.91, 0.07, 0.0, 0.02) if is_last else (0.88, 0.075, 0.025, 0.02)
        names = np.array(["answered", "abandoned", "overflow", "callback_requested"])
        outcome = names[chance.choice(4, n, p=shares)]
        queue = np.minimum(chance.geometric(0.12, n) - 1, QUEUES - 1)
        return {
            "row": row,
            "queue_id": np.array([f"queue{at:02}" for at in range(QUEUES)])[queue],
            "entered_ms": entered,
            "offered_ms": np.where(queued, entered + wait - ring, entered),
            "exited_ms": entered + wait,
            "wait_ms": wait,
            "outcome_": outcome,
            "outcome": outcome,
            "queued": queued,
            "estimate_ms": (wait * chance.normal(1, 0.4, n).clip(0.1, 3)).astype(int),
            "seq": np.zeros(n, np.int32),
            "is_post_transfer": np.zeros(n, bool),
        }

    def _segments(self, legs: Columns, seq: Array) -> Columns:
        chance, n = self.chance, len(legs["row"])
        agent = chance.integers(0, self.agents, n)
        answered = legs["exited_ms"]
        talk = (chance.lognormal(5.2, 0.7, n) * 1000).astype(int)
        held = chance.random(n) < 0.18
        hold = np.where(held, chance.integers(5_000, 120_000, n), 0)
        wrap_up = chance.integers(5_000, 90_000, n)
        ended = answered + talk + hold
        return {
            "row": legs["row"],
            "queue_id": legs["queue_id"],
            "leg_seq": legs["seq"],
            "leg_entered_ms": legs["entered_ms"],
            "leg_wait_ms": legs["wait_ms"],
            "ring_from": legs["offered_ms"],
            "agent_id": names_of("agent", self.agents)[agent],
            "team_id": names_of("team", self.agents // 12 + 1)[agent // 12],
            "seq": seq,
            "answered_ms": answered,
            "connected_ms": answered,
            "ended_ms": ended,
            "closed_ms": ended + wrap_up,
            "wrap_up_started_ms": ended,
            "wrap_up_ended_ms": ended + wrap_up,
            "talk_ms": talk,
            "hold_ms": hold,
            "wrap_up_ms": wrap_up,
            "hold_count": held.astype(np.int32),
            "end_reason": chance.choice(
                np.array(["customer_hangup", "agent_hangup"], "<U17"), n, p=(0.7, 0.3)
            ),
            "transfer_to": np.full(n, "", "<U7"),
            "wrap_up_code": np.array(CODES)[chance.integers(0, len(CODES), n)],
            "resolved": np.array(["yes", "no", "n/a"])[chance.choice(3, n, p=(0.7, 0.2, 0.1))],
        }

    def _rings(self, segments: Columns) -> Columns:
        """That of each segment, and before one in twelve that of an agent who did not answer."""
        n = len(segments["row"])
        missed = np.flatnonzero(self.chance.random(n) < 0.08)
        other = names_of("agent", self.agents)[self.chance.integers(0, self.agents, len(missed))]
        row = np.concatenate([np.arange(n), missed])
        found = {
            name: segments[name][row] for name in ("queue_id", "leg_entered_ms", "leg_wait_ms")
        }
        found |= {name: take(segments[name], row) for name in ("contact_id", "channel", "leg_id")}
        found["ring_id"] = ids(found["leg_id"], ".r", np.arange(len(row)))
        found["agent_id"] = np.concatenate([segments["agent_id"], other])
        found["offered_ms"] = segments["ring_from"][row]
        ends = np.minimum(segments["ring_from"] + 20_000, segments["answered_ms"])
        found["ended_ms"] = np.concatenate([segments["answered_ms"], ends[missed]])
        found["result"] = np.repeat(["answered", "missed"], [n, len(missed)])
        return found

    def _spans(self) -> Columns:
        """Two thirds of the agents are there, each for eight hours with a state every few minutes."""
        chance, states = self.chance, 96
        there = np.flatnonzero(chance.random(self.agents) < 0.66)
        n = len(there)
        long = chance.exponential(1, (n, states)) * np.array([1.6, 0.1, 3.0, 0.6] * (states // 4))
        edges = np.cumsum(long / long.sum(axis=1, keepdims=True), axis=1) * _SHIFT_MS
        begin = self.day_ms + chance.integers(6 * 4, 14 * 4, n) * 900_000
        self.there, self.begin = there, begin
        ends = begin[:, None] + edges.astype(int)
        starts = np.concatenate([begin[:, None], ends[:, :-1]], axis=1)
        kinds = np.array(["ready", "ringing", "talking", "wrap_up"] * (states // 4))
        kinds[-1] = "not_ready"
        return {
            "agent_id": np.repeat(names_of("agent", self.agents)[there], states),
            "team_id": np.repeat(names_of("team", self.agents // 12 + 1)[there // 12], states),
            "state": np.tile(kinds, n),
            "start_ms": starts.ravel(),
            "began_ms": starts.ravel(),
            "end_ms": ends.ravel(),
        }

    def _surveys(self, contacts: Columns) -> Columns:
        """What one in thirty of those that were served says afterwards."""
        served = np.flatnonzero(contacts["segments"] > 0)
        row = served[self.chance.random(len(served)) < 0.03]
        n = len(row)
        sent = contacts["ended_ms"][row] + 600_000
        return {
            "source_id": ids(take(contacts["contact_id"], row), ".v", np.arange(n)),
            "contact_id": take(contacts["contact_id"], row),
            "resolved_answer": np.array(["yes", "no"])[self.chance.choice(2, n, p=(0.75, 0.25))],
            "sent_ms": sent,
            "answered_ms": sent + self.chance.integers(30_000, 3_600_000, n),
            "nps": self.chance.integers(0, 11, n),
        }


def _contacts(chance: np.random.Generator, day_ms: int, arrived: Array, fate: Array) -> Columns:
    n = len(arrived)
    names = np.array(["queue", "self_service", "ivr_abandoned", "closed_hours", "queue"])
    ended = arrived + chance.integers(8_000, 90_000, n)
    return {
        "contact_id": ids(day_name(day_ms).replace("-", ""), "-", np.arange(n)),
        "channel": np.array(["voice", "chat", "web"])[chance.choice(3, n, p=(0.9, 0.07, 0.03))],
        "dnis": np.array([f"9001001{at:02}" for at in range(12)])[chance.integers(0, 12, n)],
        "trunk_group": np.array(["north", "south", "mobile"])[chance.integers(0, 3, n)],
        "customer": ids("c", "", chance.integers(0, 4_000_000, n)),
        "call_type": np.array(CODES)[chance.integers(0, len(CODES), n)],
        "disposition": names[fate],
        "fate": np.where(fate == 4, "system_dropped", names[fate]),
        "refused": np.where(fate == 4, "no_capacity", ""),
        "arrived_ms": arrived,
        "entered_ms": arrived.copy(),
        "front_ring_ms": chance.integers(0, 12_000, n),
        "ended_ms": ended,
        "closed_ms": ended.copy(),
        "wait_ms": np.full(n, -1),
        "outcome": np.full(n, "", "<U18"),
        "wait_queue_id": np.full(n, "", "<U7"),
        "queued": np.zeros(n, bool),
        "segments": np.zeros(n, np.int32),
        "talk_ms": np.zeros(n, int),
        "hold_ms": np.zeros(n, int),
        "wrap_up_ms": np.zeros(n, int),
        "wrap_up_code": np.full(n, "", "<U12"),
        "resolved": np.full(n, "n/a", "<U3"),
    }


def _finish(
    contacts: Columns, first: Columns, second: Columns, over: Array, q: Array,
    legs: Columns, segments: Columns,
) -> None:  # fmt: skip
    """What the contact was as a whole, from its legs and segments."""
    contacts["entered_ms"][q] = first["entered_ms"]
    for name, of in (("wait_ms", "wait_ms"), ("outcome", "outcome"), ("queued", "queued"),
                     ("wait_queue_id", "queue_id")):  # fmt: skip
        contacts[name][q] = first[of]
        if name in ("outcome", "wait_queue_id"):
            contacts[name][q[over]] = second[of]
    contacts["wait_ms"][q[over]] += second["wait_ms"]
    contacts["queued"][q[over]] |= second["queued"]
    contacts["ended_ms"][q] = first["exited_ms"]
    np.maximum.at(contacts["ended_ms"], legs["row"], legs["exited_ms"])
    np.maximum.at(contacts["ended_ms"], segments["row"], segments["ended_ms"])
    contacts["closed_ms"][:] = contacts["ended_ms"]
    np.maximum.at(contacts["closed_ms"], segments["row"], segments["closed_ms"])
    np.add.at(contacts["segments"], segments["row"], 1)
    contacts["parts"] = contacts["segments"]
    for name in ("talk_ms", "hold_ms", "wrap_up_ms"):
        np.add.at(contacts[name], segments["row"], segments[name])
    for name in ("wrap_up_code", "resolved"):  # the later ones stand behind the earlier ones
        contacts[name][segments["row"]] = segments[name]
    contacts["last_code"] = contacts["wrap_up_code"]
    has_code = contacts["wrap_up_code"] != ""
    contacts["call_type_initial"] = contacts["call_type"]
    contacts["call_type"] = np.where(has_code, contacts["wrap_up_code"], contacts["call_type"])
    segments["is_last"] = segments["seq"] == contacts["segments"][segments["row"]] - 1


def _repeat_contact(columns: Columns, contacts: Columns) -> None:
    row = columns["row"]
    for name in ("contact_id", "channel", "dnis", "trunk_group", "call_type"):
        columns[name] = take(contacts[name], row)
    seq = columns["leg_seq"] if "leg_seq" in columns else columns["seq"]
    columns["leg_id"] = ids(columns["contact_id"], ".q", seq)
    columns["segment_id"] = ids(columns["contact_id"], ".s", columns["seq"])
    columns["contact_entered_ms"] = contacts["entered_ms"][row]
    columns["contact_closed_ms"] = contacts["closed_ms"][row]


def _pieces(segments: Columns) -> Columns:
    """Half of the talk, the hold, the rest of the talk; one talk where nobody was held."""
    started, ended = segments["answered_ms"], segments["ended_ms"]
    held = np.flatnonzero(segments["hold_ms"] > 0)
    hold_from = started + segments["talk_ms"] // 2
    hold_to = hold_from + segments["hold_ms"]
    every = np.arange(len(started))
    row = np.concatenate([every, held, held, every])
    first_to = np.where(segments["hold_ms"] > 0, hold_from, ended)
    found: Columns = {
        "kind": np.repeat(["talk", "hold", "talk", "wrap_up"],
                          [len(every), len(held), len(held), len(every)]),
        "start_ms": np.concatenate([started, hold_from[held], hold_to[held], ended]),
        "end_ms": np.concatenate([first_to, hold_to[held], ended[held], segments["closed_ms"]]),
        "is_closed": np.ones(len(row), bool),
    }  # fmt: skip
    for name in ("contact_id", "channel", "dnis", "trunk_group", "call_type", "segment_id",
                 "queue_id", "agent_id", "team_id"):  # fmt: skip
        found[name] = take(segments[name], row)
    return found


def _taken(columns: Columns, row: Array) -> Columns:
    return {name: column[row] for name, column in columns.items()}


def _joined(*blocks: Columns) -> Columns:
    return {name: np.concatenate([one[name] for one in blocks]) for name in blocks[0]}

"""What the demo's centre is told from outside: costs, shifts and punches, schedules, heads, reviews, surveys.

Drawn beside the simulated past and brought in by the imports as a person would, each with the source
`demo`, so that it stands in their history and can be taken back. The people came as the past says they
did; what nobody simulates (money, scores, answers) is drawn.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Final

from callfloor.centre.loaded import CentreSettings
from callfloor.events.agents import AgentStateChanged
from callfloor.events.contacts import ContactAnswered
from callfloor.events.fact import Fact
from callfloor.imports.kinds import KINDS, Name
from callfloor.imports.places import place_of
from callfloor.imports.service import Given, bring, refuse_wrong
from callfloor.kit.clock import local
from callfloor.kit.db import Database
from callfloor.telephony.simulated.scene import Scene, Shift

SOURCE: Final = "demo"
SEED: Final = 2027
WEEK_MS: Final = 7 * 86_400_000
PAY_PER_HOUR: Final = 17.5
COSTS: Final = {"telecom": 420, "technology": 610, "facilities": 780, "training": 150, "other": 90}
"""A week's, beside the pay for the hours that were worked."""
ABSENT: Final = 0.05
"""Share of a person's days off on which a shift was planned after all, and nobody came."""
REVIEWS_A_WEEK: Final = 5
SURVEYED, ANSWERS = 0.25, 0.4
RESOLVED: Final = 0.84

Row = dict[str, object]


class Outside:
    """All of it for one past, from its first local midnight to its last."""

    def __init__(
        self,
        facts: Sequence[Fact],
        scene: Scene,
        teams: Mapping[str, str],
        from_ms: int,
        to_ms: int,
    ) -> None:
        self._scene, self._teams = scene, teams
        self._facts, self._from_ms, self._to_ms = facts, from_ms, to_ms
        self._chance = Random(SEED)  # noqa: S311  (a shop's figures, not secrets)
        self._days = [
            local(from_ms, scene.zone) + timedelta(days=number)
            for number in range((to_ms - from_ms + 3_600_000) // 86_400_000)
        ]
        self._worked = self._spans()

    def files(self) -> dict[Name, bytes]:
        """Kind of import → its file."""
        made: dict[Name, Callable[[], Iterator[Row]]] = {
            "costs": self._costs,
            "shifts": self._shifts,
            "punches": self._punches,
            "schedules": self._schedules,
            "employment": self._employment,
            "evaluations": self._evaluations,
            "surveys": self._surveys,
        }
        return {kind: _csv(kind, rows()) for kind, rows in made.items()}

    def _spans(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Agent and local day → from the first login to the last logout."""
        found: dict[tuple[str, str], tuple[int, int]] = {}
        last: dict[str, str] = {}
        for fact in self._facts:
            if not isinstance(fact, AgentStateChanged):
                continue
            before = last.get(fact.agent_id, "logged_out")
            last[fact.agent_id] = fact.state
            if "logged_out" in (before, fact.state):
                key = fact.agent_id, f"{local(fact.at_ms, self._scene.zone):%Y-%m-%d}"
                first, _ = found.get(key, (fact.at_ms, fact.at_ms))
                found[key] = first, fact.at_ms
        return found

    def _planned(self) -> Iterator[tuple[str, datetime, datetime, bool]]:
        """Agent, begin and end of each shift, and whether anybody came."""
        for agent_id, shift in sorted(self._scene.shifts.items()):
            for day in self._days:
                is_on = day.weekday() in shift.weekdays
                if is_on or (day.weekday() < 6 and self._chance.random() < ABSENT):
                    yield agent_id, *_times(day, shift), is_on

    def _shifts(self) -> Iterator[Row]:
        for agent_id, start, end, is_on in self._planned():
            yield {
                "person_id": agent_id, "start": start, "end": end, "shift": f"{start:%H:%M}",
                "absence_reason": "" if is_on else "illness", "team_id": self._teams[agent_id],
            }  # fmt: skip

    def _punches(self) -> Iterator[Row]:
        for (agent_id, _), (in_ms, out_ms) in sorted(self._worked.items()):
            yield {
                "person_id": agent_id, "in": self._at(in_ms - 60_000), "out": self._at(out_ms),
                "terminal": "door",
            }  # fmt: skip

    def _schedules(self) -> Iterator[Row]:
        """Calls, with a break after a third and lunch after two thirds of the shift."""
        reasons = sorted(self._scene.break_reasons.items())
        for agent_id, shift in sorted(self._scene.shifts.items()):
            for day in self._days:
                if day.weekday() not in shift.weekdays:
                    continue
                start, end = _times(day, shift)
                edges = [(start, "calls")]
                for at, (reason, length_ms) in enumerate(reasons, 1):
                    off = start + (end - start) * at / (len(reasons) + 1)
                    edges += [(off, reason), (off + timedelta(milliseconds=length_ms), "calls")]
                for (begin, activity), (finish, _) in pairwise([*edges, (end, "")]):
                    yield {
                        "agent_id": agent_id, "start": begin, "end": finish, "activity": activity,
                        "productive": "yes" if activity == "calls" else "no",
                        "team_id": self._teams[agent_id],
                    }  # fmt: skip

    def _costs(self) -> Iterator[Row]:
        """By weeks from the first day on; the pay is that of the hours worked."""
        for first in self._days[::7]:
            last = min(first + timedelta(days=7), self._days[-1] + timedelta(days=1))
            names = {f"{first + timedelta(days=number):%Y-%m-%d}" for number in range(7)}
            worked_ms = sum(
                out_ms - in_ms for (_, day), (in_ms, out_ms) in self._worked.items() if day in names
            )
            amounts = {"labour": worked_ms / 3_600_000 * PAY_PER_HOUR, **COSTS}
            for category, amount in amounts.items():
                yield {
                    "id": f"{first:%Y-%m-%d}-{category}", "category": category,
                    "amount": f"{amount:.2f}", "currency": "EUR", "start": f"{first:%Y-%m-%d}",
                    "end": f"{last:%Y-%m-%d}",
                }  # fmt: skip

    def _employment(self) -> Iterator[Row]:
        """Everybody since a year and more, and one who has left in the third week."""
        first = self._days[0]
        for at, agent_id in enumerate(sorted(self._scene.shifts)):
            since = first - timedelta(days=400 + 37 * at)
            yield {
                "person_id": agent_id, "start": f"{since:%Y-%m-%d}", "team_id": self._teams[agent_id],
            }  # fmt: skip
        gone = self._days[len(self._days) * 5 // 8]
        yield {
            "person_id": "former-1", "start": f"{first - timedelta(days=500):%Y-%m-%d}",
            "last_day": f"{gone:%Y-%m-%d}", "leave_kind": "resignation",
            "leave_reason_code": "better_offer", "team_id": sorted(set(self._teams.values()))[0],
        }  # fmt: skip

    def _evaluations(self) -> Iterator[Row]:
        """Some calls of everybody in each week; one person is worse at it than the others."""
        of_week: dict[tuple[int, str], list[ContactAnswered]] = defaultdict(list)
        for fact in self._facts:
            if isinstance(fact, ContactAnswered):
                of_week[(fact.at_ms - self._from_ms) // WEEK_MS, fact.agent_id].append(fact)
        worst = sorted(self._scene.shifts)[-1]
        for (_, agent_id), calls in sorted(of_week.items()):
            for call in self._chance.sample(calls, min(REVIEWS_A_WEEK, len(calls))):
                score = self._chance.gauss(76 if agent_id == worst else 89, 6)
                yield {
                    "id": f"review-{call.segment_id}", "agent_id": agent_id,
                    "call_at": self._at(call.at_ms), "evaluator_id": "quality", "kind": "recording",
                    "score": f"{min(100.0, max(40.0, score)):.1f}", "contact_id": call.contact_id,
                    "evaluated_at": self._at(min(call.at_ms + 86_400_000, self._to_ms)),
                    "team_id": call.team_id,
                }  # fmt: skip

    def _surveys(self) -> Iterator[Row]:
        """One for a contact at most, some minutes behind its first answer."""
        asked: set[str] = set()
        for fact in self._facts:
            if not isinstance(fact, ContactAnswered) or fact.contact_id in asked:
                continue
            asked.add(fact.contact_id)
            sent_ms = fact.at_ms + 1_200_000
            if self._chance.random() > SURVEYED or sent_ms + 600_000 > self._to_ms:
                continue
            row: Row = {"contact_id": fact.contact_id, "sent_at": self._at(sent_ms)}
            if self._chance.random() < ANSWERS:
                is_resolved = self._chance.random() < RESOLVED
                row |= {
                    "answered_at": self._at(sent_ms + 300_000),
                    "csat": self._chance.choice((4, 4, 5, 5, 5) if is_resolved else (1, 2, 3)),
                    "nps": self._chance.choice((7, 8, 9, 9, 10) if is_resolved else (2, 4, 5, 6)),
                    "resolved_answer": "yes" if is_resolved else "no",
                }
            yield row

    def _at(self, at_ms: int) -> datetime:
        return local(at_ms, self._scene.zone)


def _times(day: datetime, shift: Shift) -> tuple[datetime, datetime]:
    """By the wall clock, also on a day on which clocks change."""
    start, end = (
        day.replace(hour=int(hour), minute=int(hour % 1 * 60))
        for hour in (shift.start_hour, shift.end_hour)
    )
    return start, end


def _csv(kind: Name, rows: Iterator[Row]) -> bytes:
    columns = [column.name for column in KINDS[kind].columns]
    file = io.StringIO()
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    for row in rows:
        cells = {
            name: one.isoformat() if isinstance(one, datetime) else one for name, one in row.items()
        }
        writer.writerow(cells)
    return file.getvalue().encode("utf-8")


async def bring_in(database: Database, centre: CentreSettings, files: Mapping[Name, bytes]) -> None:
    """As a person does on the page of imports, each file whole or not at all."""
    for kind, content in files.items():
        given = Given(
            kind=KINDS[kind],
            content=content,
            file_name=f"demo-{kind}.csv",
            source=SOURCE,
            zone=centre.zone,
        )
        made = await bring(database, centre.tenant, place_of(centre), given, None, mode="import")
        refuse_wrong(made)

"""Which schedule was in force: at every moment the row of the highest rank, and never two."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from callfloor.imports.kept import Kept
from callfloor.metrics import plans
from callfloor.metrics.adherence import adherence_parts
from callfloor.metrics.configuration import STANDARD
from callfloor.metrics.parts import Scope, Worked

AGENTS = ("maria", "wang")


@st.composite
def rows(draw: st.DrawFn) -> list[Kept]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        start = draw(st.integers(0, 40))
        found.append(
            Kept(
                source_id=str(number),
                subject=draw(st.sampled_from(AGENTS)),
                team_id="",
                start_ms=start,
                end_ms=start + draw(st.integers(1, 15)),
                ingested_at_ms=draw(st.integers(0, 60)),
                data={
                    "productive": draw(st.booleans()),
                    "activity": str(number),
                    "schedule_version": draw(st.integers(1, 3)),
                    "exception_of": draw(st.sampled_from(["", "x"])),
                },
            )
        )
    return found


@st.composite
def spans(draw: st.DrawFn) -> list[Worked]:
    found = []
    for agent in AGENTS:
        at = draw(st.integers(0, 10))
        for _ in range(draw(st.integers(0, 6))):
            end = at + draw(st.integers(1, 12))
            state = draw(st.sampled_from(["ready", "talking", "not_ready", "wrap_up"]))
            found.append(Worked(agent_id=agent, team_id="t", start_ms=at, end_ms=end, state=state))
            at = end + draw(st.integers(0, 4))
    return found


@given(rows())
def test_at_every_moment_the_row_of_the_highest_rank_is_in_force(given_rows: list[Kept]) -> None:
    found = plans.in_force(given_rows)
    for agent in AGENTS:
        for at in range(60):
            planned = [
                one.activity for _, one in found.get(agent, []) if one.start_ms <= at < one.end_ms
            ]
            covering = [
                row
                for row in given_rows
                if row.subject == agent and row.start_ms <= at < row.end_ms
            ]
            wanted = [max(covering, key=plans.rank).data["activity"]] if covering else []
            assert planned == wanted


@given(rows(), spans(), st.integers(1, 9))
def test_parts_of_a_time_add_up_to_the_whole_and_overlap_stays_below_conformance(
    given_rows: list[Kept], worked: list[Worked], step: int
) -> None:
    def totals(buckets: list[tuple[int, int]]) -> dict[str, float]:
        found: dict[str, float] = {}
        scope = Scope(
            grain="centre",
            buckets=buckets,
            zone="UTC",
            now_ms=70,
            configuration=STANDARD,
            handled={},
        )
        for part in adherence_parts(given_rows, worked, scope):
            found[part.component] = found.get(part.component, 0) + part.value
        return found

    whole = totals([(0, 90)])
    edges = [*range(0, 90, step), 90]
    cut = totals(list(itertools.pairwise(edges)))
    assert {name: value for name, value in cut.items() if value} == {
        name: value for name, value in whole.items() if value
    }
    kept = whole.get("adherent_productive_ms", 0)
    assert kept <= min(whole.get("productive_ms", 0), whole.get("sched_productive_ms", 0))

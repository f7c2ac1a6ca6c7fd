"""All components of one scope of an example, by the functions that reports use."""

from collections import Counter
from collections.abc import Callable

import msgspec

from callfloor.contacts.record import Record
from callfloor.facts.whole import entry_ms
from callfloor.metrics import outside
from callfloor.metrics.components import contributions
from callfloor.metrics.configuration import Configuration
from callfloor.metrics.examples.fields import Row, local_day
from callfloor.metrics.examples.reading import Example
from callfloor.metrics.examples.scope import Scope
from callfloor.metrics.formulas import Amount
from callfloor.metrics.resolution import issues, repeats, visits
from callfloor.metrics.view import CONTACT_GRAINS, View

ALIASES = {
    "answered_in_threshold": "answered_in_target",
    "answered_in_T": "answered_in_target",
    "abandoned_in_threshold": "abandoned_in_target",
    "abandoned_in_T": "abandoned_in_target",
    "callback_requested_in_threshold": "callback_in_target",
    "callback_requested_in_T": "callback_in_target",
    "callbacks_requested": "callback_requested",
    "callbacks": "callback_requested",
    "callbacks_connected": "callback_connected",
    "flow_outs": "flow_out",
    "in_progress": "open",
    "open_count": "open",
    "transfers_out": "transfers",
    "acw_ms": "wrap_up_ms",
    "acw_segments": "wrap_up_segments",
    "ring_no_answer": "rings_missed",
    "rings": "rings_heard",
    "ring_ms": "state_ringing",
    "available_ms": "state_ready",
    "scheduled_productive_ms": "sched_productive_ms",
    "actual_productive_ms": "productive_ms",
    "overlap_productive_ms": "adherent_productive_ms",
    "scheduled_all_ms": "sched_all_ms",
    "voluntary": "leavers_voluntary",
    "opening": "headcount_opening",
    "closing": "headcount_closing",
    "total_cost": "cost",
    "labour_cost": "cost_labour",
    "cost_total": "cost",
    "allocated_cost": "cost",
    "week_cost": "cost",
    "resolved": "resolution_yes",
    "resolved_contacts": "resolution_yes",
    "agent_handled": "contacts_handled",
    "handled_by_agent": "contacts_handled",
    "handled": "contacts_handled",
    "handled_contacts": "contacts_handled",
    "self_served": "self_service",
    "outbound": "contacts_outbound",
    "fcr_eligible": "resolution_base",
    "eligible": "resolution_base",
    "coded": "resolution_coded",
    "fcr_coded": "resolution_coded",
    "fcr_coded_resolved": "resolution_yes",
    "fcr_no_repeat": "resolution_no_repeat",
    "fcr_combined": "resolution_combined",
}
"""Words of the specification and of examples → the component's name here."""
_LOGGED_OUT = "logged_out"
_EVER_MS = 1 << 62


def totals(example: Example, scope: Scope, configuration: Configuration) -> dict[str, Amount]:
    """Sums of every component in the scope; what an example states instead of facts comes in too."""
    found: Counter[str] = Counter()
    records = known(example, scope)
    view = View(
        attribution=scope.attribution,
        grains=frozenset({scope.grain}),
        configuration=configuration,
        next_bucket=_edges(scope),
        now_ms=_now(scope),
        repeated=repeats(visits(records, configuration), configuration),
    )
    for record in records:
        for one in contributions(record, example.rules, view):
            if scope.key in (None, one.key) and scope.from_ms <= one.at_ms < scope.end_ms:
                found[one.component] += one.value
    _add_blocked(example, scope, configuration, found)
    if scope.grain in ("centre", "agent", "team"):
        _add_time(example, scope, configuration, found)
    if scope.grain in CONTACT_GRAINS:
        found.update(_of_issues(example, scope, records, configuration))
    result: dict[str, Amount] = dict(found)
    result |= _from_outside(example, scope, configuration)
    for row in _stated(example, scope):
        for name, value in row.items():
            for key, amount in stated(name, value):
                result[key] = result.get(key, 0) + amount
    if example.given is not None and "offered" not in result:
        fates = ("answered", "abandoned", "flow_out", "callback_requested", "open")
        result["offered"] = sum(result.get(name, 0) for name in fates)
    return result


def _edges(scope: Scope) -> Callable[[int], int]:
    """Three buckets: before the scope, the scope, and all after it."""

    def edge(at_ms: int) -> int:
        if at_ms < scope.from_ms:
            return scope.from_ms
        return scope.end_ms if at_ms < scope.end_ms else _EVER_MS

    return edge


def _now(scope: Scope) -> int | None:
    return scope.now_ms if scope.as_of_ms is None else scope.as_of_ms


def known(example: Example, scope: Scope) -> list[Record]:
    """The records as they were known at `as_of`."""
    at_ms = scope.as_of_ms
    if at_ms is None:
        return example.records
    found = []
    for one in msgspec.convert(msgspec.to_builtins(example.records), list[Record]):
        if one.arrived_ms > at_ms:
            continue
        one.legs = [leg for leg in one.legs if leg.entered_ms <= at_ms]
        one.segments = [segment for segment in one.segments if segment.answered_ms <= at_ms]
        for leg in one.legs:
            if leg.exited_ms is not None and leg.exited_ms > at_ms:
                leg.exited_ms, leg.outcome = None, ""
            if leg.callback_connected_ms is not None and leg.callback_connected_ms > at_ms:
                leg.callback_connected_ms = None
        for segment in one.segments:
            if segment.ended_ms is not None and segment.ended_ms > at_ms:
                segment.ended_ms, segment.end_reason = None, ""
            if segment.wrap_up_ended_ms is not None and segment.wrap_up_ended_ms > at_ms:
                segment.wrap_up_ended_ms = None
        if one.ended_ms is not None and one.ended_ms > at_ms:
            one.ended_ms = None
        found.append(one)
    return found


def _add_blocked(
    example: Example, scope: Scope, configuration: Configuration, found: Counter[str]
) -> None:
    for one in outside.blocked(example.blocked, configuration):
        key = {"trunk_group": one.trunk_group, "dnis": one.dnis}.get(scope.grain)
        is_here = scope.grain == "centre" or (key is not None and scope.key in (None, key))
        if is_here and scope.from_ms <= one.at_ms < scope.end_ms:
            found["blocked"] += one.count


def _add_time(
    example: Example, scope: Scope, configuration: Configuration, found: Counter[str]
) -> None:
    wanted = {*example.states, *example.schedule}
    if scope.grain == "agent" and scope.key is not None:
        wanted &= {scope.key}
    within = (scope.from_ms, scope.end_ms)
    for agent_id in sorted(wanted):
        states = example.states.get(agent_id, [])
        for one in states:
            long_ms = max(0, min(one.end_ms, within[1]) - max(one.start_ms, within[0]))
            found[f"state_{one.state}"] += long_ms
            if one.state != _LOGGED_OUT:
                found["logged_in_ms"] += long_ms
        kept = outside.adherence(states, example.schedule.get(agent_id, []), within, configuration)
        for name, value in kept.items():
            found[name] += int(value)


def _of_issues(
    example: Example, scope: Scope, records: list[Record], configuration: Configuration
) -> dict[str, int]:
    inside = [one for one in records if scope.from_ms <= entry_ms(one) < scope.end_ms]
    surveyed = {one.contact_id: one for one in example.surveys if one.is_answered}
    answered = [surveyed[one.contact_id] for one in inside if one.contact_id in surveyed]
    if not example.records:
        answered = list(surveyed.values())
    return {
        **issues(inside, configuration),
        "survey_answered": len(answered),
        "survey_resolved": sum(one.is_resolved for one in answered),
    }


def _from_outside(
    example: Example, scope: Scope, configuration: Configuration
) -> dict[str, Amount]:
    ledger, found = example.outside, {}
    shifts = [one for name, one in ledger.shifts if scope.shift in ("", name)]
    if shifts:
        found.update(outside.attendance(shifts, ledger.punches, configuration))
    evaluations = [
        one
        for name, one in ledger.evaluations
        if scope.evaluation in ("", name)
        and (scope.grain != "agent" or scope.key in (None, one.agent_id))
    ]
    if evaluations:
        found.update(outside.quality(evaluations, configuration))
    if scope.until_ms is not None:
        first, after = local_day(scope.from_ms, example.zone), local_day(scope.end_ms, example.zone)
        if ledger.costs:
            found.update(outside.costs(ledger.costs, first, after))
        if ledger.spells:
            found.update(outside.turnover(ledger.spells, first, after))
    return found


def _stated(example: Example, scope: Scope) -> list[Row]:
    """Components that the example gives: of the scope's agent, or of all agents together."""
    found: list[Row] = []
    if example.given is not None:
        found.append(example.given)
    if example.outside.counts and example.outside.costs:
        found.append(example.outside.counts)
    found += [
        {key: value for key, value in row.items() if key != "agent_id"}
        for row in example.agents_given
        if scope.grain != "agent" or scope.key in (None, str(row.get("agent_id")))
    ]
    return found


def stated(name: str, value: Amount) -> list[tuple[str, Amount]]:
    """A stated component in the names and units of here. Time at work not told apart is talk."""
    if name == "segments":
        return [("segments", value), ("segments_answered", value)]
    spoken = {"occupied_s": "state_talking", "handle_s": "talk_ms"}
    if name in spoken:
        return [(spoken[name], round(value * 1000))]
    if name.endswith("_s"):
        name, value = f"{name[:-2]}_ms", round(value * 1000)
    return [(ALIASES.get(name, name), value)]

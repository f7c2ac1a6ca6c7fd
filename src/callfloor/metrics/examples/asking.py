"""The keys that an example expects, each with its value: one walk over the labels of `expected`.

Keys are `indicator.variant`, an indicator alone (its standard variant), a component, or one of the
few words of `_SPECIAL`. A key that means nothing here is left out and named in `not_understood`.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import msgspec

from callfloor.kit.errors import InvalidError
from callfloor.metrics import outside
from callfloor.metrics.configuration import Configuration
from callfloor.metrics.examples import counting, reading
from callfloor.metrics.examples.reading import Example
from callfloor.metrics.examples.scope import Scope, half_hours, narrowed, of_query
from callfloor.metrics.formulas import FORMULAS, Amount, evaluate
from callfloor.metrics.kpis import BY_KEY, INDICATORS

_INDICATORS = {
    "adherence": "schedule_adherence",
    "attendance": "attendance_rate",
    "turnover": "agent_turnover",
    "utilisation": "occupancy",
}
_VARIANTS = {
    "occupancy.handle_ring_occupied": "occupancy.handle",
    "occupancy.handle_over_logged_in": "occupancy.utilisation",
    "occupancy.handle_over_paid": "occupancy.utilisation",
    "agent_turnover.voluntary.daily": "agent_turnover.voluntary",
    "agent_turnover.voluntary.daily_annualised": "agent_turnover.voluntary_annualised",
    "voluntary.daily": "agent_turnover.voluntary",
    "voluntary.daily_annualised": "agent_turnover.voluntary_annualised",
    "code_coverage": "fcr.code_coverage",
    "error_accuracy": "quality_score.error_accuracy",
}
_MISSING = object()


def answers(document: Any) -> dict[str, Any]:
    """`results` by example, as its `expected` nests them, and `not_understood` where keys are."""
    if not isinstance(document, dict) or not isinstance(document.get("examples"), list):
        msg = "The file has no list of examples; it must be an object with `examples`."
        raise InvalidError(msg)
    results: dict[str, Any] = {}
    lost: dict[str, list[str]] = {}
    for row in document["examples"]:
        if not isinstance(row, dict):
            msg = "Every example must be an object with id, input and query."
            raise InvalidError(msg)
        example = reading.read(row)
        asked = Asking(example)
        results[example.example_id] = asked.all()
        if asked.lost:
            lost[example.example_id] = asked.lost
    return {"results": results} | ({"not_understood": lost} if lost else {})


class Asking:
    """`lost` names the keys that could not be computed."""

    def __init__(self, example: Example) -> None:
        self._example = example
        self._totals: dict[tuple[Scope, Configuration], dict[str, Amount]] = {}
        self.lost: list[str] = []

    def all(self) -> Any:
        scope = of_query(self._example, self._example.query)
        expected = self._example.expected
        if not isinstance(expected, dict):
            return self._everything(scope)
        return self._walk(expected, scope, "")

    def _everything(self, scope: Scope) -> dict[str, Any]:
        """Without keys to answer: all components and all values that have a base."""
        found: dict[str, Any] = {k: _plain(v) for k, v in sorted(self._sums(scope).items())}
        values = {name: evaluate(name, self._sums(scope)) for name in FORMULAS}
        return found | {
            name: one.value for name, one in values.items() if one.denominator or one.value
        }

    def _walk(self, expected: dict[str, Any], scope: Scope, path: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for label, value in expected.items():
            at = f"{path}/{label}" if path else label
            if isinstance(value, dict) and not self._is_days(label):
                metric = self._metric(label.removesuffix("_by_bucket"))
                below = narrowed(self._example, scope, label)
                if metric:
                    below = msgspec.structs.replace(below, metric=metric)
                found[label] = self._walk(value, below, at)
                continue
            answer = self._days(value) if self._is_days(label) else self._answer(label, scope)
            if answer is _MISSING:
                self.lost.append(at)
            else:
                found[label] = answer
        return found

    def _is_days(self, label: str) -> bool:
        return label == "half_hours_in_day"

    def _days(self, value: Any) -> dict[str, int | None]:
        return {label: half_hours(label) for label in value}

    def _sums(self, scope: Scope, configuration: Configuration | None = None) -> dict[str, Amount]:
        configuration = configuration or self._example.configuration
        key = (msgspec.structs.replace(scope, metric=""), configuration)
        if key not in self._totals:
            self._totals[key] = counting.totals(self._example, scope, configuration)
        return self._totals[key]

    def _metric(self, label: str) -> str:
        name = _INDICATORS.get(label, label)
        if name in BY_KEY:
            return name
        return counting.ALIASES.get(label, "") if label == "ring_no_answer" else ""

    def _answer(self, key: str, scope: Scope) -> Any:
        if key in _SPECIAL:
            return _SPECIAL[key](self, scope)
        for pattern, special in _PATTERNS:
            if match := pattern.fullmatch(key):
                return special(self, scope, *match.groups())
        value = self._named(key, scope)
        if value is not _MISSING:
            return value
        return self._below(key, scope)

    def _below(self, key: str, scope: Scope) -> Any:
        """A key under a metric: a label, a variant of the metric, or both with a dot between."""
        if scope.metric:
            if f"{scope.metric}.{key}" in FORMULAS:
                return self.value(f"{scope.metric}.{key}", scope)
            label, _, variant = key.partition(".")
            below = narrowed(self._example, scope, label)
            name = f"{scope.metric}.{variant}" if variant else scope.metric
            return self._named(name, below)
        name, _, label = key.partition(".")
        if label and (metric := self._metric(name)):
            below = narrowed(self._example, scope, label)
            if below != scope:
                return self._named(metric, below)
        return _MISSING

    def _named(self, key: str, scope: Scope) -> Any:
        """An indicator with or without its variant, or a component."""
        key = _VARIANTS.get(key, key)
        name, _, variant = key.partition(".")
        name = _INDICATORS.get(name, name)
        if name in BY_KEY:
            variant = variant or self._standard(name, scope)
            full = _VARIANTS.get(f"{name}.{variant}", f"{name}.{variant}")
            full = _spelt(full, scope)
            return self.value(full, scope) if full in FORMULAS else _MISSING
        return self._component(key, scope)

    def _standard(self, name: str, scope: Scope) -> str:
        if name == "avg_handle_time" and not self._sums(scope).get("contacts_handled"):
            return "segment"
        return BY_KEY[name].standard(scope.grain)

    def value(self, name: str, scope: Scope) -> float | None:
        return evaluate(self._switched(name), self._sums(scope)).value

    def _switched(self, name: str) -> str:
        """The name under the switches that the example's configuration sets (5.21, 5.13)."""
        settings = self._example.configuration
        if name.startswith("service_level.") and not name.endswith((".answered_only", ".attempts")):
            switches = (
                ("_no_flow_outs", not settings.sl_include_flow_outs),
                ("_callbacks_at_request", settings.sl_callbacks == "at_request"),
                ("_callbacks_virtual_wait", settings.sl_callbacks == "virtual_wait"),
                ("_overdue_waiting", settings.sl_count_overdue_waiting),
            )
            for switch, is_on in switches:
                is_said = switch in name or ("_callbacks_" in switch and "_callbacks_" in name)
                if is_on and not is_said:
                    name = _with_switch(name, switch)
        if name == "occupancy.handle" and settings.ring_counts_as != "occupied":
            return f"occupancy.handle_ring_{settings.ring_counts_as}"
        return name

    def _component(self, key: str, scope: Scope) -> Any:
        totals, name, scale = self._sums(scope), key, 1
        if key.endswith("_s"):
            name, scale = f"{key[:-2]}_ms", 1000
        if name == "handle_ms":
            parts = ("talk_ms", "hold_ms", "wrap_up_ms")
            return _plain(Fraction(sum(totals.get(one, 0) for one in parts)) / scale)
        name = counting.ALIASES.get(name, name)
        if name not in totals and name not in _COUNTED:
            return _MISSING
        return _plain(Fraction(totals.get(name, 0)) / scale)

    def status(self, scope: Scope) -> str:
        totals = self._sums(scope)
        now_ms = scope.now_ms if scope.as_of_ms is None else scope.as_of_ms
        has_ended = now_ms is None or scope.until_ms is None or scope.until_ms <= now_ms
        is_final = has_ended and not totals.get("open") and not totals.get("cost_accrued")
        return "final" if is_final else "provisional"

    def is_below_target(self, scope: Scope) -> bool | None:
        value = self.value("schedule_adherence.overlap", scope)
        least = float(self._example.settings.get("adherence_target", 92.0))
        return None if value is None else value < least

    def late(self, scope: Scope) -> list[str]:
        ledger = self._example.outside
        return [
            one.person
            for name, one in ledger.shifts
            if scope.shift in ("", name)
            and outside.attendance([one], ledger.punches).get("late_count")
        ]

    def unscheduled(self, _scope: Scope) -> list[str]:
        ledger = self._example.outside
        planned = {one.person for _, one in ledger.shifts}
        return sorted({one.person for one in ledger.punches} - planned)

    def in_band(self, scope: Scope, low: str, high: str) -> bool | None:
        numbers = self._example.kpis
        name = scope.metric or (INDICATORS[numbers[0] - 1].key if numbers else "")
        value = self._named(name, scope) if name else None
        return None if value in (None, _MISSING) else float(low) <= value <= float(high)

    def rings_of_cycle(self, scope: Scope, cycle_s: str) -> float | None:
        cycle_ms = round(float(cycle_s) * 1000)
        changed = msgspec.structs.replace(self._example.configuration, ring_cycle_ms=cycle_ms)
        return evaluate("avg_rings.rings", self._sums(scope, changed)).value

    def heads(self, scope: Scope, kind: str) -> Any:
        totals = {key: Fraction(value) for key, value in self._sums(scope).items()}
        if not totals.get("calendar_days"):
            return None
        if kind == "daily":
            return _plain(totals["headcount_days"] / totals["calendar_days"])
        return _plain((totals["headcount_opening"] + totals["headcount_closing"]) / 2)

    def less(self, scope: Scope, whole: str, part: str) -> Any:
        totals = self._sums(scope)
        return _plain(Fraction(totals.get(whole, 0)) - Fraction(totals.get(part, 0)))

    def callback_wait(self, scope: Scope) -> Any:
        """Request to conversation, of those callbacks that came about; in seconds."""
        totals = self._sums(scope)
        connected = totals.get("callback_connected", 0)
        wait_ms = Fraction(totals.get("callback_wait_ms", 0))
        return _plain(wait_ms / connected / 1000) if connected else None

    def total_share(self, scope: Scope, category: str) -> Any:
        return _plain(self._sums(scope).get(f"cost_{category}", 0))


def _with_switch(name: str, switch: str) -> str:
    """Switches stand in one order in a name: flow-outs, callbacks, overdue."""
    order = (
        "_no_flow_outs",
        "_callbacks_at_request",
        "_callbacks_virtual_wait",
        "_overdue_waiting",
    )
    found = {one for one in order if one in name} | {switch}
    for one in order:
        name = name.replace(one, "")
    return name + "".join(one for one in order if one in found)


def _spelt(name: str, scope: Scope) -> str:
    """The same formula under another spelling: other words for a switch, or what a grain calls it."""
    if name in FORMULAS:
        return name
    for word in ("_count_overdue_waiting", "_with_overdue_waiting", "_with_overdue", "_overdue"):
        name = name.replace(word, "_overdue_waiting") if name.endswith(word) else name
    for word in ("at_request", "virtual_wait"):
        if f"_{word}" in name and "_callbacks_" not in name:
            name = name.replace(f"_{word}", f"_callbacks_{word}")
    if name in ("avg_handle_time.default", "avg_handle_time.talk_hold_acw"):
        return "avg_handle_time.contact" if scope.grain == "centre" else "avg_handle_time.segment"
    return name


def _plain(value: Amount) -> int | float:
    exact = Fraction(value)
    return exact.numerator if exact.denominator == 1 else float(exact)


_COUNTED = frozenset(
    name
    for formula in FORMULAS.values()
    for name in f"{formula.top} {formula.base} {formula.times} {formula.per}".split()
) | frozenset(
    {"open", "hold_count", "transfers_blind", "transfers_attended", "rings_missed", "overdue",
     "callback_requested", "wait_ms", "headcount_opening", "headcount_closing", "late_count",
     "late_ms", "unscheduled"}
)  # fmt: skip
_SPECIAL: dict[str, Callable[[Asking, Scope], Any]] = {
    "abandoned_long": lambda asking, scope: asking.less(scope, "abandoned", "abandoned_short"),
    "callbacks_failed": lambda asking, scope: asking.less(
        scope, "callback_requested", "callback_connected"
    ),
    "avg_callback_wait": Asking.callback_wait,
    "status": Asking.status,
    "below_adherence_target": Asking.is_below_target,
    "late": Asking.late,
    "unscheduled_present": Asking.unscheduled,
    "sample_size": lambda asking, scope: asking.less(scope, "offered", ""),
}
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[..., Any]], ...] = (
    (re.compile(r"(?:in_band|in_target)_(\d+)_to_(\d+)"), Asking.in_band),
    (re.compile(r"avg_rings\.cycle_([\d.]+)s"), Asking.rings_of_cycle),
    (re.compile(r"avg_headcount\.(daily|simple)"), Asking.heads),
    (re.compile(r"cost\.(\w+)"), Asking.total_share),
)

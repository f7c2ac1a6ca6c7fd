"""How long an agent has been in each state today: the time behind the own occupancy. Pure."""

from callfloor.metrics.formulas import evaluate

Times = dict[str, int]
"""By component, as the indicators name it: `state_ready`, `state_talking`, …"""


def spend(times: Times, state: str, from_ms: int, to_ms: int, day_ms: int) -> None:
    """Count a span that is over, as far as it lies in the day that began at `day_ms`."""
    spent_ms = to_ms - max(from_ms, day_ms)
    if state != "logged_out" and spent_ms > 0:
        key = f"state_{state}"
        times[key] = times.get(key, 0) + spent_ms


def occupied_ms(times: Times) -> int:
    """Time at work with contacts, the same as in the indicator occupancy."""
    return int(evaluate("occupancy.handle", times).numerator)


def ready_ms(times: Times) -> int:
    return times.get("state_ready", 0)

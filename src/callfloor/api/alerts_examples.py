"""Examples of alerts for the description of the API."""

from typing import Any, Final

from callfloor.alerts.checks import CHECKS
from callfloor.api.deliveries_shown import example as delivery
from callfloor.metrics.kpis import BY_KEY

_BAND: Final = {"low": None, "high": 5.0}
EXAMPLE: Final[dict[str, Any]] = {
    "id": "01M80QQ0PY2FNE64D484KSENYX",
    "state": "open",
    "indicator": "abandonment_rate",
    "name": BY_KEY["abandonment_rate"].names,
    "variant": "offered_net_short",
    "unit": "percent",
    "grain": "queue",
    "scope_id": "sales",
    "scope_name": "Sales",
    "cadence": "month",
    "start": "2026-09-30T22:00:00.000Z",
    "end": "2026-10-31T23:00:00.000Z",
    "value": 8.4,
    "numerator": 84.0,
    "denominator": 1000.0,
    "sample_size": 1012,
    **_BAND,
    "basis": "target",
    "before_value": 4.1,
    "owner_role": "manager",
    "owner_id": "",
    "owner_name": "",
    "opened_at": "2026-10-31T23:00:00.000Z",
    "due_at": "2026-11-07T23:00:00.000Z",
    "is_overdue": True,
    "well_since": None,
    "acted_at": None,
    "closed_at": None,
    "close_reason": "",
    "trend": [
        {"start": "2026-09-30T22:00:00.000Z", "value": 8.4, **_BAND, "verdict": "bad"},
    ],
}
_CHECK: Final = CHECKS["peak"]
WHOLE: Final[dict[str, Any]] = {
    **EXAMPLE,
    "is_gathered": True,
    "checks": [
        {
            **_CHECK._asdict(),
            "finding": "yes",
            "evidence": [
                {
                    "kind": "hours",
                    "what": "abandoned",
                    "finding": "yes",
                    "unit": "count",
                    "grain": "",
                    "value": None,
                    "before": None,
                    "low": None,
                    "high": None,
                    "bars": [{"key": "9", "value": 40.0, "sample": 120, "before": None}],
                    "missing": "",
                }
            ],
        }
    ],
    "history": [
        {
            "at": "2026-11-02T08:30:00.000Z",
            "kind": "commented",
            "by": "Laura Sanz",
            "text": "It began with the new price list",
            "check": "",
            "due_at": None,
        }
    ],
    "effect": None,
    "contacts": {
        "start": "2026-09-30T22:00:00.000Z",
        "end": "2026-10-31T23:00:00.000Z",
        "figure": "abandonment_rate",
        "queue_id": "sales",
        "agent_id": "",
        "outcome": "abandoned",
    },
    "deliveries": [delivery("opened")],
}
PERSON: Final = {"id": "01M80QQ0PY2FNE64D484KSENYX", "name": "Laura Sanz", "roles": ["supervisor"]}
PLAYBOOK: Final = {
    "indicator": "abandonment_rate",
    "checks": [{**_CHECK._asdict(), "evidence": ["hours:abandoned"]}],
}

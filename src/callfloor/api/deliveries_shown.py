"""Messages as the API shows them, whatever they tell of."""

from typing import Any, Literal

from callfloor.api.described import Answer
from callfloor.api.times import at_text
from callfloor.deliveries.models import Delivery


class DeliveryShown(Answer):
    """`state`: waiting, sent, or failed for good; `error` says why it did not go yet."""

    event: str
    way: Literal["email", "webhook"]
    target: str
    state: Literal["waiting", "sent", "failed"]
    attempts: int
    error: str
    changed_at: str


def delivery_shown(one: Delivery) -> DeliveryShown:
    names = ("event", "way", "target", "state", "attempts", "error")
    return DeliveryShown(
        **{name: getattr(one, name) for name in names}, changed_at=at_text(one.changed_at_ms)
    )


def example(event: str) -> dict[str, Any]:
    return {
        "event": event, "way": "email", "target": "lead@example.org", "state": "sent", "attempts": 1,
        "error": "", "changed_at": "2026-11-25T09:00:01.000Z",
    }  # fmt: skip

"""A transfer to an outside number that comes to nothing gives the customer back."""

import pytest
from tests.acd.floor import Bench

from callfloor.acd import inputs as i
from callfloor.events import contacts as c
from callfloor.events.returns import TransferFailed

NUMBER = "+34910000000"


def sent_outside() -> tuple[Bench, str]:
    bench = Bench()
    bench.ready("maria")
    contact_id = bench.call()
    bench.talk(contact_id)
    bench.say(i.Transfer("maria", to_number=NUMBER))
    assert bench.contact(contact_id).phase == "outside"
    return bench, contact_id


@pytest.mark.parametrize(
    ("q850", "reason"),
    [(17, "busy"), (19, "no_answer"), (21, "rejected"), (1, "unknown_number"), (3, "no_route"),
     (34, "failed"), (0, "failed")],
)  # fmt: skip
def test_a_number_that_cannot_be_reached_gives_the_customer_back_first_in_line(
    q850: int, reason: str
) -> None:
    bench, contact_id = sent_outside()
    urgent = bench.call(priority=10)
    assert bench.say(i.OutsideFailed(contact_id, q850, 486)) == [
        "transfer_failed",
        "contact_queued",
    ]
    (failed,) = [fact for fact in bench.facts if isinstance(fact, TransferFailed)]
    assert (failed.queue_id, failed.reason, failed.cause) == ("sales", reason, q850)
    queued = [fact for fact in bench.facts if isinstance(fact, c.ContactQueued)][-1]
    assert (queued.contact_id, queued.queue_id, queued.returned) == (contact_id, "sales", True)
    assert [one.contact_id for one in bench.state.waiting_in("sales")] == [contact_id, urgent]
    bench.ready("omar")
    assert bench.ringing(contact_id) == "omar"
    bench.check_replay()


def test_the_news_of_a_failure_counts_once() -> None:
    bench, contact_id = sent_outside()
    bench.say(i.OutsideFailed(contact_id, 17))
    assert bench.say(i.OutsideFailed(contact_id, 17)) == []
    assert bench.say(i.OutsideFailed("nobody", 17)) == []


def test_a_customer_who_hung_up_meanwhile_is_not_queued() -> None:
    bench, contact_id = sent_outside()
    bench.say(i.CustomerGone(contact_id))
    assert bench.say(i.OutsideFailed(contact_id, 17)) == []


def test_a_leg_that_ended_while_no_floor_was_there_gives_the_customer_back() -> None:
    bench, contact_id = sent_outside()
    alive: dict[str, dict[str, bool]] = {contact_id: {}}
    outside = frozenset({contact_id})
    assert bench.say(i.Reconcile(alive, outside=outside)) == []
    assert bench.say(i.Reconcile(alive)) == ["transfer_failed", "contact_queued"]
    assert bench.contact(contact_id).phase == "queued"
    bench.check_replay()

"""Customer-based routing: who calls decides whether, how fast, where, and with whom."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.acd.floor import START_MS, Bench, small_centre
from tests.effort import cases

from callfloor.acd import inputs as i
from callfloor.acd.callers import About, CallerRule, Listed, Treatment, plain_number, treat
from callfloor.acd.centre import Centre
from callfloor.events import contacts as c
from callfloor.events.callers import CallerMatched
from callfloor.events.routing import ContactDismissed, CustomerServed

VIP = Listed(list_id="vip", list_name="Important", kind="vip", name="Rosa Gil", note="Order 4711")
OPEN = Listed(
    list_id="open", list_name="Complaints", kind="complaint", owner="omar", until_ms=START_MS + 1000
)
BARRED = Listed(list_id="barred", list_name="Barred", kind="do_not_serve")
ROSA, ANGRY, RUDE = "+34600000001", "+34600000002", "+34600000003"
LISTED = {
    plain_number(ROSA): (VIP,),
    plain_number(ANGRY): (OPEN,),
    plain_number(RUDE): (VIP, BARRED),
}
REFUSE = CallerRule(
    rule_id="no", name="Barred", lists=("barred",), is_refused=True, message={"en": "No."}
)
FAST = CallerRule(rule_id="fast", name="Important first", lists=("vip",), priority=9)
OWNED = CallerRule(
    rule_id="owned", name="To the owner", lists=("open",), prefer="owner", prefer_wait_ms=15_000
)


def knowing(*rules: CallerRule, **changes: Any) -> Centre:
    return small_centre(listed=LISTED, caller_rules=rules, **changes)


def arrive(bench: Bench, caller: str, language: str = "", called: str = "900") -> str:
    contact_id = f"a{len(bench.facts)}"
    arrived = c.ContactArrived(
        tenant="demo", at_ms=bench.now_ms, contact_id=contact_id, channel="voice",
        direction="in", line="l", caller=caller, called=called, language=language,
    )  # fmt: skip
    bench.say(i.Note(arrived))
    bench.say(i.Admit(contact_id))
    return contact_id


def test_pain_17_who_is_not_served_hears_a_sentence_and_is_counted_as_such() -> None:
    bench = Bench(knowing(REFUSE, FAST))
    contact_id = arrive(bench, RUDE)
    assert bench.contact(contact_id).phase == "dismissed"
    dismissed = bench.last(ContactDismissed)
    assert (dismissed.reason, dismissed.message) == ("do_not_serve", {"en": "No."})
    assert bench.last(CallerMatched).refused
    bench.say(i.Depart(contact_id))
    assert bench.last(c.ContactEnded).disposition == "do_not_serve"
    assert bench.state.contacts == {}


def test_a_refusal_ends_the_rules_and_one_behind_another_rule_comes_too() -> None:
    found = treat(LISTED, [FAST, REFUSE, OWNED], About(caller=RUDE), START_MS)
    assert [rule.rule_id for rule in found.rules] == ["fast", "no"]
    assert found.refused is REFUSE


def test_an_important_customer_goes_before_those_who_have_waited_longer() -> None:
    bench = Bench(knowing(FAST))
    bench.call()
    bench.wait(60_000)
    rosa = bench.call(caller=ROSA)
    bench.ready("maria")
    assert bench.ringing(rosa) == "maria"
    told = bench.last(CallerMatched)
    assert told.rules == {"fast": "Important first"}
    assert told.listed[0].note == "Order 4711"


def test_an_open_complaint_waits_for_its_owner_and_then_goes_to_anyone_in_its_place() -> None:
    bench = Bench(knowing(OWNED))
    bench.ready("omar")
    other = bench.call("sales")
    assert bench.ringing(other) == "omar"
    bench.ready("maria")
    angry = bench.call("sales", caller=ANGRY)
    assert bench.contact(angry).phase == "queued"
    assert bench.last(CallerMatched).agent_id == "omar"
    bench.wait(15_000)
    assert bench.ringing(angry) == "maria"


def test_an_owner_who_is_not_there_holds_nobody_up() -> None:
    bench = Bench(knowing(OWNED))
    bench.ready("maria")
    assert bench.ringing(bench.call("sales", caller=ANGRY)) == "maria"
    assert bench.last(CallerMatched).agent_id == ""


def test_a_complaint_that_is_over_counts_no_more() -> None:
    about = About(caller=ANGRY)
    assert treat(LISTED, [OWNED], about, START_MS + 999).agent_id == "omar"
    assert treat(LISTED, [OWNED], about, START_MS + 1000) == Treatment()


def test_who_served_a_caller_last_is_remembered_where_a_rule_asks_for_it() -> None:
    rule = CallerRule(rule_id="last", name="Last", prefer="last_agent", prefer_wait_ms=0)
    bench = Bench(knowing(rule))
    bench.ready("maria")
    first = bench.call(caller=ROSA)
    bench.talk(first)
    bench.say(i.CustomerGone(first))
    assert bench.last(CustomerServed).agent_id == "maria"
    bench.ready("omar")
    bench.say(i.CompleteWrapUp("maria", code="x"))
    again = bench.call(caller=ROSA)
    assert bench.ringing(again) == "maria", "omar is idle for longer"


def test_a_language_is_spoken_from_the_door_on_and_the_callers_own_choice_stands() -> None:
    rule = CallerRule(rule_id="zh", name="Chinese", called=("901",), language="zh")
    bench = Bench(knowing(rule))
    contact_id = arrive(bench, ROSA, called="901")
    assert bench.contact(contact_id).language == "zh"
    chosen = c.LanguageChosen(
        tenant="demo", at_ms=bench.now_ms, contact_id=contact_id, language="es"
    )
    bench.say(i.Note(chosen))
    bench.say(i.Enqueue(contact_id, "sales"))
    assert bench.contact(contact_id).language == "es"


def test_a_rule_sends_a_caller_to_another_queue_than_the_flow() -> None:
    rule = CallerRule(
        rule_id="es", name="Spanish", queues=("sales",), languages=("es",), queue_id="support"
    )
    bench = Bench(knowing(rule))
    moved = bench.call("sales", language="es")
    assert bench.contact(moved).leg.queue_id == "support"  # type: ignore[union-attr]
    stays = bench.call("sales", language="en")
    assert bench.contact(stays).leg.queue_id == "sales"  # type: ignore[union-attr]


def test_rules_say_once_what_they_said_at_the_door_already() -> None:
    bench = Bench(knowing())
    contact_id = arrive(bench, ROSA)
    bench.say(i.Enqueue(contact_id, "sales"))
    assert sum(isinstance(fact, CallerMatched) for fact in bench.facts) == 1


def test_a_transferred_call_is_not_judged_anew() -> None:
    bench = Bench(knowing(REFUSE))
    bench.ready("maria")
    contact_id = bench.call(caller="+34911")
    bench.talk(contact_id)
    bench.say(i.Transfer("maria", to_queue_id="support"))
    assert bench.contact(contact_id).phase in ("queued", "ringing")


def test_one_form_of_a_number_is_every_form() -> None:
    assert {plain_number(n) for n in ("+34 600-1", "0034600 1", "346001")} == {"346001"}
    assert treat({}, [CallerRule(rule_id="r", name="R", priority=1)], About(caller=""), 0).rules


def test_settings_that_name_what_is_gone_hold_nobody_up() -> None:
    rule = CallerRule(rule_id="r", name="R", queue_id="gone", prefer="agent", agent_id="nobody")
    bench = Bench(knowing(rule))
    bench.ready("maria")
    assert bench.ringing(bench.call("sales")) == "maria"


RULES = st.builds(
    CallerRule,
    rule_id=st.sampled_from("abcdef"),
    name=st.just("R"),
    lists=st.sampled_from([(), ("vip",), ("open",), ("barred",)]),
    prefixes=st.sampled_from([(), ("+34",), ("+1", "0034600")]),
    languages=st.sampled_from([(), ("es",)]),
    queues=st.sampled_from([(), ("sales",)]),
    is_refused=st.booleans(),
    priority=st.sampled_from([None, 0, 9]),
    queue_id=st.sampled_from(["", "support"]),
    prefer=st.sampled_from(["", "owner", "last_agent"]),
)


@settings(max_examples=cases(300, quick=60), deadline=None)
@given(
    st.lists(RULES, max_size=8),
    st.sampled_from([ROSA, ANGRY, RUDE, ""]),
    st.sampled_from(["", "es"]),
    st.sampled_from(["", "sales"]),
)
def test_the_first_rule_that_sets_a_thing_has_set_it_and_what_does_not_fit_changes_nothing(
    rules: list[CallerRule], caller: str, language: str, queue_id: str
) -> None:
    about = About(caller=caller, language=language, queue_id=queue_id)
    found = treat(LISTED, rules, about, START_MS)
    assert found == treat(LISTED, found.rules, about, START_MS), "a rule that does not fit counted"
    assert all(not rule.is_refused for rule in found.rules[:-1])
    going = [rule for rule in found.rules if not rule.is_refused]
    priorities = [rule.priority for rule in going if rule.priority is not None]
    assert found.priority == (priorities[0] if priorities else None)
    assert found.queue_id == next((rule.queue_id for rule in going if rule.queue_id), "")
    longer = treat(LISTED, [*found.rules, *rules], about, START_MS)
    assert (longer.priority, longer.queue_id) == (found.priority, found.queue_id)


def test_new_rules_take_effect_with_the_next_call() -> None:
    bench = Bench(knowing())
    waiting = bench.call(caller=RUDE)
    changed = msgspec.structs.replace(bench.state.centre, version=1, caller_rules=(REFUSE,))
    bench.say(i.Configure(changed))
    assert bench.contact(waiting).phase == "queued"
    assert bench.contact(arrive(bench, RUDE)).phase == "dismissed"

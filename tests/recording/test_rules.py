"""Which calls are kept: the first rule that fits, and a draw that anybody can repeat."""

from hypothesis import given
from hypothesis import strategies as st

from callfloor.kit.ids import new_id
from callfloor.recording.rules import Policy, Rule, Verdict, decide, draw

IDS = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=26, max_size=26)
QUEUES = st.lists(st.sampled_from(["sales", "support", "debt"]), max_size=3)
DIRECTIONS = st.sampled_from(["in", "out", "internal", "callback"])
RULES = st.builds(
    Rule,
    rule_id=st.sampled_from(["a", "b", "c"]),
    queues=QUEUES.map(tuple),
    directions=st.lists(DIRECTIONS, max_size=2).map(tuple),
    percent=st.integers(0, 100),
)
POLICIES = st.builds(Policy, rules=st.lists(RULES, max_size=4).map(tuple))


def test_without_rules_every_call_is_kept() -> None:
    assert decide(Policy(), new_id(), "in") == Verdict(keep=True)


def test_the_first_rule_that_fits_decides() -> None:
    policy = Policy(
        rules=(
            Rule(rule_id="no-debt", queues=("debt",), percent=0),
            Rule(rule_id="no-internal", directions=("internal",), percent=0),
            Rule(rule_id="all"),
        )
    )
    assert decide(policy, "C", "in", ["debt"]) == Verdict(keep=False, rule="no-debt")
    assert decide(policy, "C", "internal", ["sales"]) == Verdict(keep=False, rule="no-internal")
    assert decide(policy, "C", "out", ["sales"]) == Verdict(keep=True, rule="all")
    assert decide(policy, "C", "in") == Verdict(keep=True, rule="all")
    assert decide(policy, "C", "in", ["debt", "sales"]) == Verdict(keep=True, rule="all")


@given(POLICIES, IDS, DIRECTIONS, QUEUES)
def test_the_same_call_always_gets_the_same_answer(
    policy: Policy, contact_id: str, direction: str, queues: list[str]
) -> None:
    verdict = decide(policy, contact_id, direction, queues)
    assert verdict == decide(policy, contact_id, direction, queues)
    assert verdict.keep == decide(policy, contact_id, direction, queues[::-1]).keep
    assert verdict.rule in {"", *(rule.rule_id for rule in policy.rules)}


@given(IDS, st.integers(0, 100), st.integers(0, 100))
def test_a_smaller_share_lies_within_a_larger_one(contact_id: str, one: int, other: int) -> None:
    small, large = sorted((one, other))
    kept = [
        decide(Policy(rules=(Rule(rule_id="r", percent=share),)), contact_id, "in").keep
        for share in (small, large)
    ]
    assert kept[1] or not kept[0]


def test_a_share_is_that_share_of_many_calls() -> None:
    policy = Policy(rules=(Rule(rule_id="some", percent=30),))
    ids = [f"01KA9Q0V3M8K6Z2X4C5B{number:06d}" for number in range(4_000)]
    kept = sum(decide(policy, one, "in").keep for one in ids)
    assert abs(kept / len(ids) - 0.30) < 0.03
    assert {draw(one) < 10_000 for one in ids} == {True}

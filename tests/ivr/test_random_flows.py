"""Any flow that the check lets through ends within bounds, whatever a caller does or does not do."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import cases

from callfloor.ivr import step as ivr
from callfloor.ivr.check import check
from callfloor.ivr.flow import read_flow

NAMES = ("a", "b", "c", "d", "e", "f")
SAY = ({"value": "x"},)
node_name = st.sampled_from(NAMES)


def made(kind: str, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"kind": st.just(kind), **fields})


condition = st.fixed_dictionaries({"variable": st.just("x"), "value": st.sampled_from(["1", "2"])})
case = st.fixed_dictionaries(
    {"all": st.lists(condition, min_size=1, max_size=2), "next": node_name}
)
question = st.fixed_dictionaries({"id": st.sampled_from(["p", "q"]), "prompts": st.just(SAY)})
nodes = st.one_of(
    made("play", prompts=st.just(SAY), next=node_name),
    made("say", text=st.just({"en": "{x}"}), next=node_name),
    made("menu", prompts=st.just(SAY), on_failure=node_name,
         keys=st.dictionaries(st.sampled_from("123"), node_name, min_size=1)),
    made("collect", prompts=st.just(SAY), variable=st.just("x"), confirm=st.booleans(),
         max_digits=st.integers(1, 4), next=node_name, on_failure=node_name),
    made("survey", questions=st.lists(question, min_size=1, max_size=2), next=node_name),
    made("branch", cases=st.lists(case, min_size=1, max_size=2), otherwise=node_name),
    made("set", variables=st.just({"x": "{x}1"}), next=node_name),
    made("http", service=st.just("crm"), answer=st.just({"x": "x"}), next=node_name,
         on_failure=node_name),
    made("customer", found=node_name, not_found=node_name),
    made("hours", calendar=st.just("office"), open=node_name, closed=node_name),
    made("queue", queue=st.just("sales")),
    made("transfer", number=st.just("123")),
    made("end"),
)  # fmt: skip
flows = st.fixed_dictionaries(dict.fromkeys(NAMES, nodes))
inputs = st.one_of(
    st.sampled_from("0123456789*#").map(ivr.Digit),
    st.just(ivr.Played()),
    st.just(ivr.TimedOut()),
    st.booleans().map(lambda is_open: ivr.HoursKnown(open=is_open)),
    st.sampled_from([200, 404, 500]).map(lambda status: ivr.HttpAnswered(status, {"x": 1})),
    st.sampled_from([{}, {"x": "2"}]).map(ivr.CustomerKnown),
)
HINDERING = {"loop", "dead_end", "bad_question"}


@settings(max_examples=cases(400, quick=60), deadline=None)
@given(flows, st.lists(inputs, min_size=1, max_size=30))
def test_any_flow_that_passes_the_check_ends_for_any_keys(
    data: dict[str, Any], given_: list[ivr.Input]
) -> None:
    flow = read_flow({"id": "f", "start": "a", "fallback_queue": "sales", "nodes": data})
    if HINDERING & {problem.code for problem in check(flow)}:
        return
    session, actions = ivr.start(flow)
    turns = 0
    while not session.is_over:
        assert turns < 40_000, "a caller is kept in the flow for ever"
        before = session
        session, more = ivr.step(session, given_[turns % len(given_)])
        actions = more or actions
        if session == before:  # an input that does not fit: what the floor would say next
            session, more = ivr.step(session, _answer(session))
            actions = more or actions
        turns += 1
    assert isinstance(actions[-1], ivr.ToQueue | ivr.ToVoicemail | ivr.ToNumber | ivr.Finish)


def _answer(session: ivr.Session) -> ivr.Input:
    """What the floor says by itself in the end: whoever is asked always answers, if only in vain."""
    if session.is_saying:
        return ivr.Played()
    answers: dict[str, ivr.Input] = {
        "Hours": ivr.HoursKnown(open=True),
        "Http": ivr.HttpAnswered(failure="timeout"),
        "Customer": ivr.CustomerKnown(),
    }
    return answers.get(type(session.flow.nodes[session.node]).__name__, ivr.TimedOut())

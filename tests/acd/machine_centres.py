"""Settings between which the state machine changes at any moment: each has something of its own."""

import msgspec
from tests.acd.floor import small_centre, with_queue

from callfloor.acd.callers import CallerRule, Listed
from callfloor.acd.centre import Agent, CallsOut, Capacity, Centre, Closing, Widening


def centres() -> list[Centre]:
    plain = small_centre(calls_out=CallsOut(prefixes=("+34", "1"), calls_max=2, shown="+34900"))
    tight = with_queue(
        with_queue(plain, "sales", wait_limit_ms=20_000, overflow_queue_id="support"),
        "support",
        length_limit=1,
        strategy="most_skilled",
        announce="wait",
        wrap_up_limit_ms=0,
        callback="offer",
        callback_offer_position=1,
        callback_attempts_max=2,
        callback_after_abandon_ms=60_000,
    )
    hasty = with_queue(
        with_queue(plain, "sales", no_agent="unstaffed", overflow_queue_id="support"),
        "support",
        no_agent="none_ready",
        overflow_number="+34911",
    )
    shut = msgspec.structs.replace(
        with_queue(plain, "sales", no_agent="unstaffed", overflow_message={"en": "No."}),
        closings={"support": Closing(waiting="leave"), "sales": Closing(ends_with="voicemail")},
    )
    mixed = with_queue(
        with_queue(plain, "sales", strategy="ring_all", ring_all_limit=2, prefer="last_agent"),
        "support",
        strategy="least_occupied",
        needs={"support": 4},
        widen=(
            Widening(after_ms=5_000, needs={"support": 3}),
            Widening(after_ms=31_000, needs={}),
        ),
    )
    mixed = msgspec.structs.replace(
        with_queue(mixed, "sales", is_hard=True), recovery="give", hard_after_ms=60_000
    )
    mixed = msgspec.structs.replace(mixed, agents=narrow(mixed), hold_back_ms=0)
    turns = with_queue(mixed, "support", strategy="round_robin", prefer="last_agent")
    few = {id_: agent for id_, agent in plain.agents.items() if id_ != "omar"}
    maria = msgspec.structs.replace(plain.agents["maria"], skills={"support": 5}, phone="fixed")
    return [
        plain,
        picky(plain),
        hasty,
        mixed,
        msgspec.structs.replace(turns, version=5),
        shut,
        tight,
        msgspec.structs.replace(plain, version=2, agents=few),
        msgspec.structs.replace(tight, version=3, agents={**plain.agents, "maria": maria}),
        msgspec.structs.replace(plain, version=4, queues={"support": plain.queues["support"]}),
    ]


def narrow(centre: Centre) -> dict[str, Agent]:
    """Two chats at most, an e-mail only with empty hands; li takes calls alone."""
    little = Capacity(at_most={"chat": 2, "email": 1}, in_all=3, alone=("email",))
    none = Capacity(at_most={"chat": 3}, in_all=0)
    return {
        agent_id: msgspec.structs.replace(agent, capacity=none if agent_id == "li" else little)
        for agent_id, agent in centre.agents.items()
    }


def picky(plain: Centre) -> Centre:
    """Rules over callers, and urgency."""
    return msgspec.structs.replace(
        plain,
        urgency_ms=120_000,
        listed={"34911": (Listed(list_id="v", list_name="V", kind="vip", owner="omar"),)},
        caller_rules=(
            CallerRule(rule_id="1", name="1", lists=("v",), prefer="owner", prefer_wait_ms=5_000),
            CallerRule(rule_id="2", name="2", priority=8, queue_id="support", queues=("sales",)),
            CallerRule(rule_id="3", name="3", prefixes=("1",), is_refused=True),
        ),
    )


CENTRES = centres()

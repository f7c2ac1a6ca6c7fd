"""Each call that was placed held against the journal: once in it, or explained, or lost. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bench.sip_times import Times

NEAR_S = 10.0
"""So near to a kill of the floor a lost call is told to be."""
_NAMED_MAX = 5


def account(
    times: Times, callers: Iterable[str], kills_s: Sequence[float]
) -> tuple[dict[str, int], list[str]]:
    """What is explained (why → calls), and what is wrong, in sentences.

    `callers`: the customers of the journal's arrivals and refusals, each as often as it is there.
    """
    seen, explained, wrong = Counter(callers), Counter[str](), list[str]()
    twice = sorted(one for one, count in seen.items() if count > 1)
    if twice:
        wrong.append(f"{len(twice)} calls are journalled more than once: {twice[:_NAMED_MAX]}")
    strange = sorted(set(seen) - set(times.called))
    if strange:
        wrong.append(f"{len(strange)} are journalled but never placed: {strange[:_NAMED_MAX]}")
    lost = []
    for customer in sorted(set(times.called) - set(seen)):
        why = _unheard(times, customer)
        if why:
            explained[why] += 1
        else:
            lost.append(_told(times, customer, kills_s))
    if lost:
        first = "; ".join(lost[:_NAMED_MAX])
        wrong.append(f"{len(lost)} of {len(times.called)} calls are lost: {first}")
    return dict(explained), wrong


def _unheard(times: Times, customer: str) -> str:
    """Why nobody of ours can have heard of a call; empty where somebody must have.

    Asterisk says 100 to an INVITE before anything else, and our dialplan notes a call before it does
    anything with it: one that was answered, or was being worked at, was ours to count.
    """
    if customer in times.answered:
        return ""
    code = times.codes.get(customer)
    if code is not None:
        return f"turned away by Asterisk with {code}"
    return "" if customer in times.tried else "no answer to the INVITE"


def _told(times: Times, customer: str, kills_s: Sequence[float]) -> str:
    called_s = times.called[customer]
    told = [customer]
    for what, table in (("answered", times.answered), ("hung up", times.hung_up)):
        if customer in table:
            told.append(f"{what} after {table[customer] - called_s:.2f} s")
    near = [f"{one - called_s:+.2f} s" for one in kills_s if abs(one - called_s) < NEAR_S]
    told.append(f"the floor was killed at {', '.join(near)}" if near else "no kill was near")
    return ", ".join(told)

"""When each step of each call happened, as SIPp's two sides wrote it down, and what follows from that."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass
class Times:
    """Seconds since 1970 by customer: called, answered, ended by whoever ends it; and agents' rings."""

    called: dict[str, float] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)
    """Customers whom the switch said that it is at work (100)."""
    codes: dict[str, int] = field(default_factory=dict)
    """Customer → the SIP answer by which the call was turned away."""
    answered: dict[str, float] = field(default_factory=dict)
    hung_up: dict[str, float] = field(default_factory=dict)
    rings: list[tuple[float, str, str]] = field(default_factory=list)
    """(when, agent, customer), in order."""
    handled: set[str] = field(default_factory=set)
    """Customers whose agent leg came up and ended in order."""
    gave_up: set[str] = field(default_factory=set)
    refused: set[tuple[str, str]] = field(default_factory=set)
    """(agent, customer) of rings that were refused."""

    def ring_delays_ms(self) -> list[float]:
        """Customer's INVITE sent → agent's INVITE received."""
        first: dict[str, float] = {}
        for at_s, _, customer in self.rings:
            first.setdefault(customer, at_s)
        return [1000 * (at_s - self.called[c]) for c, at_s in first.items() if c in self.called]

    def gaps_ms(self) -> list[float]:
        """Customer hangs up → the same agent's phone is rung for the next one."""
        by_agent: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for at_s, agent, customer in self.rings:
            by_agent[agent].append((at_s, customer))
        return [
            1000 * (later[0] - self.hung_up[earlier[1]])
            for rings in by_agent.values()
            for earlier, later in pairwise(rings)
            if earlier[1] in self.hung_up
        ]

    def lags_ms(self) -> list[float]:
        """The later of the customer's call and the agent's freedom → the ring: what was needless.

        A ring after a refusal does not count: when that agent was free again is not known.
        """
        free_since: dict[str, float | None] = {}
        first: set[str] = set()
        lags = []
        for at_s, agent, customer in self.rings:
            free_s = free_since.get(agent, 0.0)
            if customer not in first and customer in self.called and free_s is not None:
                lags.append(1000 * (at_s - max(self.called[customer], free_s)))
            first.add(customer)
            refused = (agent, customer) in self.refused
            free_since[agent] = None if refused else self.hung_up.get(customer)
        return lags

    def _waits(self, customer: str, at_s: float) -> bool:
        """Still there to be rung for at that time."""
        return customer not in self.gave_up or self.hung_up.get(customer, at_s) >= at_s

    def settled(self) -> int:
        """Calls that went through all their steps, or were given up by the customer."""
        return len((self.handled & set(self.hung_up)) | self.gave_up)

    def out_of_order(self) -> int:
        """Rings for a customer while somebody who had called earlier was still unrung."""
        unrung = sorted(self.called, key=lambda c: self.called[c])
        waiting = dict.fromkeys(unrung)
        count = 0
        for at_s, _, customer in self.rings:
            if customer not in waiting:
                continue
            first = next((c for c in waiting if self._waits(c, at_s)), customer)
            # Two INVITEs within 5 ms may be read in either order by the switch: that is no defect.
            if first != customer and self.called[first] < self.called[customer] - 0.005:
                count += self.called[first] < at_s
            del waiting[customer]
        return count

"""What dials by itself dials for an agent who is on the line already: in every order of events."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.acd.test_outbound import bench
from tests.effort import cases

from callfloor.acd import inputs as i
from callfloor.acd.errors import Refused
from callfloor.events import outbound as o

AGENTS = ("maria", "omar")
_ACTS = (
    "ask", "call", "ready", "break", "out", "agent_answers", "agent_rejects", "agent_drops",
    "customer_answers", "customer_fails", "customer_leaves", "connected", "hang_up", "wait",
    "restart",
)  # fmt: skip


class Dialling:
    """A floor with callbacks; after each step it looks at what was dialled, and who heard what."""

    def __init__(self) -> None:
        self.floor = bench(
            callback_attempts_max=3, callback_retry_ms=60_000, wrap_up_limit_ms=5_000
        )
        self._asked = 0
        self._seen = 0
        self.dialled = 0

    def act(self, act: str, at: int) -> None:
        floor, agent_id = self.floor, AGENTS[at % len(AGENTS)]
        contacts = [one for one in floor.state.contacts.values() if one.phase != "ended"]
        contact = contacts[at % len(contacts)] if contacts else None
        match act:
            case "ask":
                self._asked += 1
                number = f"+3491{self._asked:03}"
                self._say(i.RequestCallback("", number, "sales"))
            case "call":
                floor.call(caller=f"+3492{at:03}")
            case "ready" if floor.agent(agent_id) == "logged_out":
                floor.ready(agent_id)
            case "ready":
                self._say(i.GoReady(agent_id))
            case "break":
                self._say(i.GoNotReady(agent_id, "lunch"))
            case "out":
                self._say(i.LogOut(agent_id))
            case "hang_up":
                self._say(i.HangUp(agent_id))
            case "wait":
                floor.wait(10_000 * (at + 1))
            case "restart":
                self._say(i.Reconcile({}, restarted=True))
            case _ if contact is not None:
                self._of_contact(act, contact)
        self.look()

    def _of_contact(self, act: str, contact: Any) -> None:
        contact_id, ring, segment = contact.contact_id, contact.ring, contact.segment
        match act:
            case "agent_answers" if ring:
                self._say(i.RingAnswered(contact_id, ring.ring_id))
            case "agent_rejects" if ring:
                self._say(i.RingFailed(contact_id, ring.ring_id, "rejected"))
            case "agent_drops" if segment:
                self._say(i.AgentLegEnded(contact_id, segment.ring_id, by_phone=True))
            case "customer_answers":
                self._say(i.CustomerAnswered(contact_id, contact.line))
            case "customer_fails":
                self._say(i.CustomerFailed(contact_id, contact.line, "busy"))
            case "customer_leaves":
                self._say(i.CustomerGone(contact_id, line=contact.line))
            case "connected" if segment:
                self._say(i.Connected(contact_id, segment.ring_id))

    def _say(self, asked: i.Input) -> None:
        try:
            self.floor.say(asked, after_ms=50)
        except Refused:
            return

    def look(self) -> None:
        """Whoever is dialled, or has answered, has an agent of their own on the line."""
        new, self._seen = self.floor.facts[self._seen :], len(self.floor.facts)
        self.dialled += sum(isinstance(fact, o.CustomerDialled) for fact in new)
        answered = {fact.contact_id for fact in new if isinstance(fact, o.CustomerAnswered)}
        for contact in self.floor.state.contacts.values():
            answered.discard(contact.contact_id)
            if contact.phase == "ended":
                continue
            is_alone = contact.segment is None
            if contact.direction == "callback" and contact.phase == "dialling":
                assert not is_alone, "dialled with no agent"
            if contact.direction == "callback" and contact.customer == "here":
                assert not is_alone, "answered, and nobody there"
            if contact.segment is not None and contact.direction == "callback":
                run = self.floor.state.agents[contact.segment.agent_id]
                assert run.contact_id == contact.contact_id, "the agent has another call"
                assert run.state in ("talking", "holding")
        assert not answered, "answered, and forgotten"


@given(st.lists(st.tuples(st.sampled_from(_ACTS), st.integers(0, 5)), min_size=10, max_size=45))
@settings(max_examples=cases(60, quick=15), deadline=None)
def test_pain_16_nobody_is_dialled_without_an_agent_on_the_line_in_any_order(
    acts: list[tuple[str, int]],
) -> None:
    one = Dialling()
    one.act("ask", 0)
    for act, at in acts:
        one.act(act, at)
    one.floor.check_replay()


def test_pain_16_no_call_is_placed_while_no_agent_is_free() -> None:
    one = Dialling()
    for _ in range(20):
        one.act("ask", 0)
    one.floor.wait(3_600_000)
    one.look()
    assert one.dialled == 0, "nobody is there"
    one.floor.ready("maria", "omar")
    one.floor.say(i.GoNotReady("omar", "lunch"))
    one.look()
    assert one.dialled == 0, "the agent's own phone has not been answered"
    for said in range(1, 4):
        ringing = next(c for c in one.floor.state.contacts.values() if c.ring)
        one.act("agent_answers", list(one.floor.state.contacts).index(ringing.contact_id))
        assert one.dialled == said
        line = one.floor.contact(ringing.contact_id).line
        one.floor.say(i.CustomerFailed(ringing.contact_id, line, "busy"))
        one.look()
    assert one.dialled == 3, "one free agent is one call at a time"


def test_pain_16_an_agent_who_goes_while_it_is_dialled_takes_the_dialling_along() -> None:
    one = Dialling()
    one.floor.ready("maria")
    one.act("ask", 0)
    one.act("agent_answers", 0)
    (callback,) = one.floor.state.contacts
    line = one.floor.contact(callback).line
    one.act("agent_drops", 0)
    dropped = one.floor.last(o.CustomerNotReached)
    assert (dropped.line, dropped.result) == (line, "agent_cancelled")
    assert one.floor.say(i.CustomerAnswered(callback, line)) == [], "too late: the line is let go"
    one.look()
    one.floor.check_replay()


def test_a_customer_of_two_promises_has_them_in_one_order_whatever_came_back_when() -> None:
    one = Dialling()
    calls = [one.floor.call(caller="+34911"), one.floor.call(caller="+34911")]
    for contact_id in calls:
        one.floor.say(i.RequestCallback(contact_id), after_ms=1_000)
        one.floor.say(i.Finish(contact_id, "queue", "callback_requested"))
    promised = one.floor.state.index.promised["+34911"]
    one.floor.ready("maria")
    one.act("agent_answers", 0)
    first = next(iter(one.floor.state.contacts.values()))
    one.floor.say(i.CustomerFailed(first.contact_id, first.line, "busy"))
    assert one.floor.state.index.promised["+34911"] == promised

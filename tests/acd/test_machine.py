"""Anything at all may be said to the core, in any order: a Hypothesis state machine holds it to its word.

After every step the invariants hold, and what was folded from the facts alone equals the live state.
"""

import copy
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tests.acd.floor import START_MS
from tests.acd.machine_centres import CENTRES
from tests.effort import cases

from callfloor.acd import inputs as i
from callfloor.acd import lead_inputs as li
from callfloor.acd import written_inputs as w
from callfloor.acd.errors import Refused
from callfloor.acd.invariants import violations
from callfloor.acd.state import State, apply
from callfloor.acd.step import step
from callfloor.acd.transitions import AGENT_NEXT
from callfloor.events import contacts as c
from callfloor.events.agents import AgentStateChanged
from callfloor.events.fact import Fact

AGENTS = st.sampled_from(["maria", "omar", "li", "nobody"])
QUEUES = st.sampled_from(["sales", "support", "none"])
RESULTS = st.sampled_from(["missed", "rejected", "busy", "failed", "cancelled"])
MOMENTS = st.sampled_from([0, 1, 200, 5_000, 20_000, 31_000, 65_000])
WHICH = st.integers(0, 5)


class Floor(RuleBasedStateMachine):
    """Draws inputs; contacts and rings are mostly real ones, sometimes old or unknown."""

    def __init__(self) -> None:
        super().__init__()
        self.now_ms = START_MS
        self.state = State(CENTRES[0])
        self.facts: list[Fact] = []
        self.contacts: list[str] = []
        self.agents: dict[str, str] = {}

    @initialize()
    def everybody_comes(self) -> None:
        for agent_id in ("maria", "omar", "li"):
            self.say(i.PhoneChanged(agent_id, reachable=True, registration="r0"))
            self.say(i.LogIn(agent_id))
            self.say(i.GoReady(agent_id))

    def say(self, given: i.Input) -> None:
        before = copy.deepcopy(self.state._parts())
        refusal: Refused | None = None
        decided: list[Fact] = []
        try:
            decided = step(self.state, given, self.now_ms)
        except Refused as refused:
            refusal = refused
        if refusal is not None:
            assert refusal.code
            assert refusal.message.endswith(".")
            assert self.state._parts() == before, "refused, and yet something changed"
        for fact in decided:
            if isinstance(fact, AgentStateChanged):
                was = self.agents.get(fact.agent_id, "logged_out")
                assert fact.state in AGENT_NEXT[was]  # type: ignore[index]
                self.agents[fact.agent_id] = fact.state
            if isinstance(fact, c.ContactOffered):
                self.check_capacity(fact)
        self.facts += decided

    def check_capacity(self, offer: c.ContactOffered) -> None:
        """Whoever was just offered something has no more of it at hand than the settings permit;
        of another medium there may be more, accepted under settings of before."""
        run, agent = self.state.agents[offer.agent_id], self.state.settings_of(offer.agent_id)
        assert agent is not None
        held = [work.medium for work in run.works]
        assert not (held and run.contact_id), "a call excludes all else"
        assert not held or len(held) <= agent.capacity.in_all
        offered = [work.medium for work in run.works if work.contact_id == offer.contact_id]
        for medium in offered:
            assert held.count(medium) <= agent.capacity.at_most.get(medium, 0)
        for medium in set(held):
            assert medium not in agent.capacity.alone or len(held) == 1

    def pick(self, which: int) -> str:
        """One of the last contacts, or one that nobody knows."""
        return self.contacts[-1 - which] if which < len(self.contacts) else "unknown"

    def ring_of(self, contact_id: str, which: int) -> str:
        contact = self.state.contacts.get(contact_id)
        if contact is None or which == 5:
            return f"{contact_id}.r1"
        if which == 3 and contact.monitors:
            return contact.monitors[0].ring_id
        if which in (1, 2) and contact.parties:
            return contact.parties[-which % len(contact.parties)].ring_id
        if contact.segment:
            return contact.segment.rejoin_ring_id or contact.segment.ring_id
        rings = contact.ringing
        return rings[which % len(rings)].ring_id if rings else f"{contact_id}.r1"

    def party_of(self, agent_id: str) -> str:
        contact = (
            self.state.contacts.get(self.state.agents[agent_id].contact_id)
            if (agent_id in self.state.agents)
            else None
        )
        return contact.parties[0].party_id if contact and contact.parties else "none"

    @rule(queue=QUEUES, language=st.sampled_from(["", "en", "zh"]), agent=AGENTS, direct=WHICH)
    def call(self, queue: str, language: str, agent: str, direct: int) -> None:
        contact_id = f"c{len(self.contacts)}"
        self.contacts.append(contact_id)
        fields: dict[str, Any] = {"channel": "voice", "direction": "in", "called": "9"}
        arrived = c.ContactArrived(
            tenant="demo", at_ms=self.now_ms, contact_id=contact_id, line=contact_id,
            caller=f"10{direct % 3}", language=language, **fields,
        )  # fmt: skip
        self.say(i.Note(arrived))
        self.say(i.Enqueue(contact_id, queue, agent_id=agent if direct == 0 else ""))

    @rule(queue=QUEUES, medium=st.sampled_from(["chat", "chat", "email", "sms"]), agent=AGENTS)
    def customer_writes(self, queue: str, medium: Any, agent: str) -> None:
        contact_id = f"c{len(self.contacts)}"
        self.contacts.append(contact_id)
        arrived = c.ContactArrived(
            tenant="demo", at_ms=self.now_ms, contact_id=contact_id, line="", channel=medium,
            direction="in", caller="100", called="", language="en",
        )  # fmt: skip
        self.say(i.Note(arrived))
        self.say(i.Admit(contact_id))
        self.say(i.Enqueue(contact_id, queue, agent_id="" if agent == "maria" else agent))

    @rule(which=WHICH, queue=QUEUES, other=AGENTS, what=st.integers(0, 9), own=st.booleans())
    def agent_writes(self, which: int, queue: str, other: str, what: int, own: bool) -> None:
        """Mostly what is at hand somewhere; else anything."""
        held = [(a, one) for a, run in self.state.agents.items() for one in run.works]
        agent_id, work = held[which % len(held)] if held and own else (other, None)
        about: dict[str, Any] = {
            "agent_id": agent_id, "contact_id": work.contact_id if work else self.pick(which)
        }  # fmt: skip
        segment_id = work.segment_id if work else "old.s1"
        self.say(
            [
                w.TakeContact(**about),
                w.TakeContact(**about),
                w.TakeContact(**about),
                w.DeclineContact(**about),
                w.CloseContact(**about),
                w.CloseContact(**about),
                w.HandOn(to_queue_id=queue, **about),
                w.HandOn(to_agent_id=other, **about),
                i.CompleteWrapUp(agent_id, "x", segment_id=segment_id),
                i.ExtendWrapUp(agent_id, 5_000, segment_id=segment_id),
            ][what]
        )

    @rule(ms=MOMENTS)
    def time_passes(self, ms: int) -> None:
        self.now_ms += ms
        for _ in range(1_000):
            due_ms = self.state.next_deadline_ms
            if due_ms is None or due_ms > self.now_ms:
                return
            self.say(i.Tick())
        raise AssertionError("the clock spins")

    @rule(which=WHICH, of=WHICH)
    def ring_progresses(self, which: int, of: int) -> None:
        contact_id = self.pick(which)
        self.say(i.RingProgressed(contact_id, self.ring_of(contact_id, of)))

    @rule(which=WHICH, of=WHICH)
    def ring_is_answered(self, which: int, of: int) -> None:
        contact_id = self.pick(which)
        ring_id = self.ring_of(contact_id, of)
        self.say(i.RingAnswered(contact_id, ring_id))
        self.say(i.Connected(contact_id, ring_id))

    @rule(which=WHICH, of=WHICH, result=RESULTS)
    def ring_fails(self, which: int, of: int, result: Any) -> None:
        contact_id = self.pick(which)
        self.say(i.RingFailed(contact_id, self.ring_of(contact_id, of), result))

    @rule(which=WHICH, of=WHICH, by_phone=st.booleans())
    def leg_ends(self, which: int, of: int, by_phone: bool) -> None:
        contact_id = self.pick(which)
        self.say(i.AgentLegEnded(contact_id, self.ring_of(contact_id, of), by_phone))

    @rule(which=WHICH, cause=st.sampled_from(["normal", "telephony_lost"]))
    def customer_goes(self, which: int, cause: str) -> None:
        self.say(i.CustomerGone(self.pick(which), cause))

    @rule(which=WHICH)
    def it_was_told_everything(self, which: int) -> None:
        self.say(i.Depart(self.pick(which)))

    @rule(which=WHICH)
    def the_centre_ends_it(self, which: int) -> None:
        self.say(i.Finish(self.pick(which), "voicemail"))

    @rule(agent=AGENTS, reachable=st.booleans(), registration=st.sampled_from(["r1", "r2"]))
    def phone_changes(self, agent: str, reachable: bool, registration: str) -> None:
        self.say(i.PhoneChanged(agent, reachable, registration if reachable else ""))

    @rule(agent=AGENTS, other=AGENTS, queue=QUEUES, which=st.integers(0, 29))
    def agent_acts(self, agent: str, other: str, queue: str, which: int) -> None:
        self.say(
            [
                i.LogIn(agent),
                i.LogOut(agent),
                i.GoReady(agent),
                i.GoReady(agent),
                i.GoNotReady(agent, "lunch"),
                i.HangUp(agent),
                i.HoldCall(agent),
                i.ResumeCall(agent),
                i.Transfer(agent, to_queue_id=queue),
                i.Transfer(agent, to_agent_id=other),
                i.Transfer(agent, to_number="+34600000000"),
                i.CompleteWrapUp(agent, "x"),
                i.CompleteWrapUp(agent),
                i.ExtendWrapUp(agent, 5_000),
                i.Consult(agent, to_queue_id=queue),
                i.Consult(agent, to_agent_id=other),
                i.Consult(agent, to_number="+34600000000"),
                i.Consult(agent, to_agent_id="li"),
                i.Swap(agent),
                i.CompleteTransfer(agent),
                i.Conference(agent),
                i.CancelConsult(agent),
                i.LeaveCall(agent),
                i.RemoveParty(agent, self.party_of(agent)),
                i.MonitorCall(agent, phone_id="sv-1", by="user:1"),
                i.MonitorCall(agent, mode="barge", phone_id="sv-1", by="user:1"),
                i.StopMonitor(agent, by="user:1"),
                i.TakeOver(agent, by="user:1"),
                i.FlagHard(agent),
                i.TakeRecovery(agent),
            ][which]
        )

    @rule(agent=AGENTS, other=AGENTS, to=st.integers(0, 4))
    def agent_calls(self, agent: str, other: str, to: int) -> None:
        contact_id = f"c{len(self.contacts)}"
        self.contacts.append(contact_id)
        if to < 2:
            self.say(i.CallOut(agent, contact_id, to_agent_id=other))
        else:
            number = ["100", "101", "+999"][to - 2]
            abandoned_id = next(iter(self.state.abandoned), "") if to == 2 else ""
            self.say(i.CallOut(agent, contact_id, to_number=number, abandoned_id=abandoned_id))

    def dialled(self, which: int) -> tuple[str, str]:
        found = [one for one in self.state.contacts.values() if one.customer != "here"]
        contact = found[which % len(found)] if found else None
        return (contact.contact_id, contact.line) if contact else (self.pick(which), "old.c1")

    @rule(which=WHICH, what=st.integers(0, 5), connects=st.booleans())
    def customer_is_dialled(self, which: int, what: int, connects: bool) -> None:
        contact_id, line = self.dialled(which)
        results: list[Any] = ["busy", "no_answer", "rejected", "failed"]
        if what == 0:
            self.say(i.CustomerProgressed(contact_id, line))
        elif what < 5:
            self.say(i.CustomerFailed(contact_id, line, results[what - 1]))
        else:
            self.say(i.CustomerAnswered(contact_id, line))
            if connects:
                self.say(i.Connected(contact_id, self.ring_of(contact_id, 0)))

    @rule(which=WHICH, queue=QUEUES, number=st.sampled_from(["", "101", "+9"]), later=MOMENTS)
    def callback_is_asked_for(self, which: int, queue: str, number: str, later: int) -> None:
        contact_id = "" if which == 5 else self.pick(which)
        due_ms = self.now_ms + later if later > 1_000 else 0
        self.say(i.RequestCallback(contact_id, number, queue, due_ms=due_ms))
        known = [one for one in self.state.contacts.values() if one.direction == "callback"]
        self.contacts += [one.contact_id for one in known if one.contact_id not in self.contacts]

    @rule(which=WHICH, later=st.sampled_from([None, 5_000]), is_open=st.booleans())
    def callback_is_changed(self, which: int, later: int | None, is_open: bool) -> None:
        contact_id, _ = self.dialled(which)
        self.say(i.ChangeCallback(contact_id, None if later is None else self.now_ms + later))
        self.say(i.CallbackHours({"sales": is_open}))

    @rule(which=WHICH, what=st.sampled_from(["claim", "release", "dismiss"]))
    def abandoned_is_seen_to(self, which: int, what: Any) -> None:
        listed = sorted(self.state.abandoned)
        contact_id = listed[which % len(listed)] if listed else "unknown"
        self.say(i.SeeToAbandoned(contact_id, what, "maria"))

    @rule(which=WHICH, agent=AGENTS, queue=QUEUES, what=st.integers(0, 8), level=st.integers(0, 5))
    def lead_acts(self, which: int, agent: str, queue: str, what: int, level: int) -> None:
        author: dict[str, Any] = {"by": "user:1", "by_name": "Lead", "reason": "why"}
        contact_id = self.pick(which)
        skills: dict[str, Any] = {"agent_id": agent, "for_ms": 60_000 * (level + 1), **author}
        self.say(
            [
                li.MoveUp(contact_id=contact_id, **author),
                li.MoveUp(contact_id=contact_id, priority=level * 2, **author),
                li.MoveToQueue(contact_id=contact_id, queue_id=queue, **author),
                li.GiveToAgent(contact_id=contact_id, agent_id=agent, **author),
                li.CutCall(contact_id=contact_id, **author),
                li.EndWrapUp(agent_id=agent, **author),
                li.MoveSkills(queue_ids=(queue,), **skills),
                li.MoveSkills(changes={"support": level, "zh": 5 - level}, **skills),
                li.ReturnSkills(agent_id=agent, by="user:1"),
            ][what]
        )

    @rule(which=st.integers(0, len(CENTRES) - 1))
    def settings_change(self, which: int) -> None:
        self.say(i.Configure(CENTRES[which]))

    @rule(alive=st.sets(WHICH), answered=st.booleans(), restarted=st.booleans())
    def telephony_is_back(self, alive: set[int], answered: bool, restarted: bool) -> None:
        there: dict[str, dict[str, bool]] = {}
        for which in sorted(alive):
            contact_id = self.pick(which)
            rings = {self.ring_of(contact_id, of): answered for of in (0, 1, 2)}
            there[contact_id] = rings if which % 2 else {}
        self.say(i.Reconcile({} if restarted else there, {}, restarted))

    @invariant()
    def all_is_well(self) -> None:
        assert violations(self.state) == []

    @invariant()
    def facts_alone_give_the_same_state(self) -> None:
        again = State(self.state.centre)
        for fact in self.facts:
            apply(again, fact)
        assert again == self.state

    def teardown(self) -> None:
        """Whatever was left open ends by time alone, once the customers are gone."""
        for agent_id in ("maria", "omar", "li"):
            self.say(i.GoNotReady(agent_id, "over"))
        for contact in list(self.state.contacts.values()):
            if contact.direction == "callback":
                self.say(i.ChangeCallback(contact.contact_id))
            self.say(i.CustomerGone(contact.contact_id))
        self.say(i.Reconcile({}, restarted=True))
        self.time_passes(24 * 3_600_000)
        for contact_id in [k for k, one in self.state.contacts.items() if one.customer == "away"]:
            self.say(i.ChangeCallback(contact_id))  # those that a lost call put back in line
        open_wrap_ups = [run for run in self.state.agents.values() if run.wrap_up]
        assert len(self.state.contacts) == len({run.contact_id for run in open_wrap_ups})
        assert all(run.wrap_up and run.wrap_up.limit_ms is None for run in open_wrap_ups)


Floor.TestCase.settings = settings(
    max_examples=cases(150, quick=20), stateful_step_count=40, deadline=None
)
TestAnything = Floor.TestCase

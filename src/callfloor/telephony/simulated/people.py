"""The agents: they come and go by their shifts, answer, talk, hold, transfer, wrap up and pause.

They see what a person sees, the facts of their own calls, and do what a person does: the actions of
the floor. Each action is checked against what the agent is doing by the time it is due.
"""

import heapq
from collections.abc import Callable
from random import Random

from callfloor.acd import inputs
from callfloor.events import contacts as c
from callfloor.events import parties as p
from callfloor.events.agents import AgentStateChanged
from callfloor.events.fact import Fact
from callfloor.kit.clock import local
from callfloor.telephony.simulated.legs import RingPlan
from callfloor.telephony.simulated.scene import DAY_MS, HOUR_MS, Manner, Scene, about, pick

Act = Callable[[], inputs.Input | None]

BY_RULE = ("no_answer", "rejected", "phone_busy", "phone_failed", "phone_lost")


class Person:
    """What one agent knows of the own work."""

    __slots__ = ("agent_id", "is_on_shift", "manner", "reason", "segment_id", "state")

    def __init__(self, agent_id: str, manner: Manner) -> None:
        self.agent_id = agent_id
        self.manner = manner
        self.is_on_shift = False
        self.state = "logged_out"
        self.reason = ""
        self.segment_id = ""


class People:
    """`register` and `unregister` plug a phone in and out (phone id, time)."""

    def __init__(
        self,
        scene: Scene,
        rng: Random,
        register: Callable[[str, int], None],
        unregister: Callable[[str, int], None],
    ) -> None:
        self._scene = scene
        self._rng = rng
        self._register = register
        self._unregister = unregister
        self._heap: list[tuple[int, int, Act]] = []
        self._sequence = 0
        self._segments: dict[str, str] = {}
        self._queue_of: dict[str, str] = {}
        usual = Manner()
        self.persons = {
            agent_id: Person(agent_id, scene.manners.get(agent_id, usual))
            for agent_id in sorted(scene.shifts)
        }

    # -- time -----------------------------------------------------------------------------------

    @property
    def next_at_ms(self) -> int | None:
        return self._heap[0][0] if self._heap else None

    def take(self) -> tuple[int, inputs.Input | None]:
        """What the next person does now; None where it has lost its point meanwhile."""
        at_ms, _, act = heapq.heappop(self._heap)
        return at_ms, act()

    def _later(self, at_ms: int, act: Act) -> None:
        self._sequence += 1
        heapq.heappush(self._heap, (at_ms, self._sequence, act))

    # -- shifts ---------------------------------------------------------------------------------

    def plan(self, from_ms: int, to_ms: int) -> None:
        """Put all shifts that begin in this time into the diary."""
        day_ms = from_ms
        while day_ms < to_ms:
            for agent_id, person in self.persons.items():
                self._plan_day(agent_id, person, day_ms, from_ms, to_ms)
            day_ms += DAY_MS

    def _plan_day(
        self, agent_id: str, person: Person, day_ms: int, from_ms: int, to_ms: int
    ) -> None:
        shift = self._scene.shifts[agent_id]
        now = local(day_ms, self._scene.zone)
        if now.weekday() not in shift.weekdays:
            return
        midnight_ms = day_ms - ((now.hour * 60 + now.minute) * 60 + now.second) * 1000
        start_ms = midnight_ms + int(shift.start_hour * HOUR_MS) - about(self._rng, 120_000, 0.4)
        end_ms = midnight_ms + int(shift.end_hour * HOUR_MS) + about(self._rng, 60_000, 0.6)
        start_ms = max(start_ms, from_ms)
        if start_ms >= min(end_ms, to_ms):
            return
        self._register(f"{self._scene.tenant}.{agent_id}", start_ms)
        self._later(start_ms + 2_000, lambda: self._come(person))
        self._later(start_ms + 8_000, lambda: inputs.GoReady(agent_id))
        self._later(end_ms, lambda: self._leave(person))
        reasons = self._scene.break_reasons
        for at, (reason, length_ms) in enumerate(sorted(reasons.items()), 1):
            usual_ms = start_ms + (end_ms - start_ms) * at // (len(reasons) + 1)
            off_ms = usual_ms + self._rng.randrange(-900_000, 900_000)
            back_ms = off_ms + about(self._rng, length_ms, 0.15)
            if start_ms + 600_000 < off_ms and back_ms < end_ms - 600_000:
                self._later(off_ms, lambda r=reason: self._pause(person, r))  # type: ignore[misc]
                self._later(back_ms, lambda r=reason: self._resume(person, r))  # type: ignore[misc]

    def _come(self, person: Person) -> inputs.Input:
        person.is_on_shift = True
        return inputs.LogIn(person.agent_id)

    def _leave(self, person: Person) -> inputs.Input:
        person.is_on_shift = False
        return inputs.LogOut(person.agent_id)

    def _pause(self, person: Person, reason: str) -> inputs.Input | None:
        return inputs.GoNotReady(person.agent_id, reason) if person.is_on_shift else None

    def _resume(self, person: Person, reason: str) -> inputs.Input | None:
        """Back from a break, unless something else happened since."""
        is_off = person.state == "not_ready" and person.reason == reason
        return inputs.GoReady(person.agent_id) if person.is_on_shift and is_off else None

    # -- rings ----------------------------------------------------------------------------------

    def ring_plan(self, phone_id: str, is_rejoin: bool) -> RingPlan:
        """What the person does when the phone rings; a page in a call answers by itself."""
        person = self.persons.get(phone_id.partition(".")[2])
        manner = person.manner if person else Manner()
        if is_rejoin:
            return RingPlan("answered", 300)
        chance = self._rng.random()
        if chance < manner.miss_share:
            return RingPlan("missed", HOUR_MS)
        after_ms = about(self._rng, manner.answer_ms, 0.45)
        is_rejected = chance < manner.miss_share + manner.reject_share
        return RingPlan("rejected" if is_rejected else "answered", after_ms)

    def was_refused(self, given: inputs.Input, at_ms: int) -> None:
        """Who could not become ready (the phone was away) tries again."""
        if isinstance(given, inputs.GoReady) and given.agent_id in self.persons:
            person = self.persons[given.agent_id]
            reason = person.reason
            self._later(at_ms + 30_000, lambda: self._resume(person, reason))

    # -- what they see --------------------------------------------------------------------------

    def observe(self, fact: Fact) -> None:
        """A fact of the floor, right after it happened."""
        match fact:
            case AgentStateChanged():
                self._saw_state(fact)
            case c.ContactAnswered():
                self._segments[fact.segment_id] = fact.agent_id
                self._queue_of[fact.segment_id] = fact.queue_id
                if fact.agent_id in self.persons:
                    self.persons[fact.agent_id].segment_id = fact.segment_id
            case c.ContactConnected():
                self._saw_connected(fact)
            case p.PartyJoined() if fact.segment_id:
                self._saw_joined(fact)
            case p.PartyLeft() if fact.segment_id:
                self._segments.pop(fact.segment_id, None)
                if fact.agent_id in self.persons:
                    self.persons[fact.agent_id].segment_id = ""
            case c.SegmentEnded():
                agent_id = self._segments.pop(fact.segment_id, "")
                if agent_id in self.persons:
                    self.persons[agent_id].segment_id = ""
            case c.WrapUpStarted():
                self._saw_wrap_up(fact)
            case c.WrapUpCompleted():
                self._queue_of.pop(fact.segment_id, None)

    def _saw_state(self, fact: AgentStateChanged) -> None:
        person = self.persons.get(fact.agent_id)
        if person is None:
            return
        person.state, person.reason = fact.state, fact.reason
        agent_id = fact.agent_id
        if fact.state == "logged_out":
            self._unregister(f"{self._scene.tenant}.{agent_id}", fact.at_ms + 3_000)
        elif fact.state == "not_ready" and fact.by in BY_RULE:
            reason = fact.reason
            at_ms = fact.at_ms + about(self._rng, 30_000, 0.5)
            self._later(at_ms, lambda: self._resume(person, reason))

    def _saw_connected(self, fact: c.ContactConnected) -> None:
        agent_id = self._segments.get(fact.segment_id, "")
        person = self.persons.get(agent_id)
        if person is None:
            return
        rng, manner, segment_id = self._rng, person.manner, fact.segment_id

        def when_in_call(given: inputs.Input) -> Act:
            return lambda: given if person.segment_id == segment_id else None

        talk_ms = about(rng, manner.talk_ms, 0.55)
        end: inputs.Input = inputs.HangUp(agent_id)
        if rng.random() < manner.transfer_share and self._scene.transfer_queues:
            queue_id = rng.choice(self._scene.transfer_queues)
            if queue_id != self._queue_of.get(segment_id):
                end, talk_ms = inputs.Transfer(agent_id, to_queue_id=queue_id), talk_ms // 3
        elif rng.random() < manner.hold_share:
            at_ms = fact.at_ms + talk_ms // 3
            hold_ms = about(rng, manner.hold_ms, 0.5)
            self._later(at_ms, when_in_call(inputs.HoldCall(agent_id)))
            self._later(at_ms + hold_ms, when_in_call(inputs.ResumeCall(agent_id)))
            talk_ms += hold_ms
        if manner.consult_share and rng.random() < manner.consult_share:
            self._consult(agent_id, fact.at_ms + talk_ms // 3, when_in_call)
            talk_ms += 160_000
        self._later(fact.at_ms + talk_ms, when_in_call(end))

    def _saw_joined(self, fact: p.PartyJoined) -> None:
        """Called in by a colleague: leaves after a while, if the call has not ended before."""
        self._segments[fact.segment_id] = fact.agent_id
        self._queue_of[fact.segment_id] = fact.queue_id
        person = self.persons.get(fact.agent_id)
        if person is None:
            return
        person.segment_id = fact.segment_id
        end = inputs.HangUp(fact.agent_id)
        at_ms = fact.at_ms + about(self._rng, person.manner.talk_ms, 0.5)
        self._later(at_ms, lambda: end if person.segment_id == fact.segment_id else None)

    def _consult(
        self, agent_id: str, at_ms: int, when_in_call: Callable[[inputs.Input], Act]
    ) -> None:
        """Ask, swap, and hand over, join or go back; what has no point by then is refused."""
        rng, queues = self._rng, self._scene.transfer_queues
        asked: inputs.Input = inputs.Consult(agent_id, to_number="+12025550199")
        if queues and rng.random() < 0.75:
            asked = inputs.Consult(agent_id, to_queue_id=rng.choice(queues))
        ends = (
            inputs.CompleteTransfer(agent_id),
            inputs.Conference(agent_id),
            inputs.CancelConsult(agent_id),
        )
        steps = (asked, inputs.Swap(agent_id), rng.choice(ends), inputs.LeaveCall(agent_id))
        for number, step in enumerate(steps):
            self._later(at_ms + number * about(rng, 20_000, 0.5), when_in_call(step))
        self._later(at_ms + 150_000, when_in_call(inputs.CancelConsult(agent_id)))
        self._later(at_ms + 151_000, when_in_call(inputs.ResumeCall(agent_id)))

    def _saw_wrap_up(self, fact: c.WrapUpStarted) -> None:
        person = self.persons.get(fact.agent_id)
        if person is None:
            return
        codes = self._scene.wrap_up_codes.get(fact.queue_id, {"done": 1.0})
        given = inputs.CompleteWrapUp(
            fact.agent_id,
            pick(self._rng, codes),
            "",
            "yes" if self._rng.random() < person.manner.resolved_share else "no",
        )

        def complete() -> inputs.Input | None:
            is_open = fact.segment_id in self._queue_of and person.state == "wrap_up"
            return given if is_open else None

        self._later(fact.at_ms + about(self._rng, person.manner.wrap_up_ms, 0.5), complete)

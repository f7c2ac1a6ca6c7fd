"""The recordings of a tenant's live calls: announced, silenced, and at the end kept or not. Pure.

A fold of facts beside the acd's state: `follow` alone changes it, live and on replay, so a restarted
floor knows what is paused, until when, and what was decided. What a person asks for and may not have
is answered with `Refused`.
"""

import msgspec

from callfloor.acd.errors import Refused
from callfloor.acd.inputs import Input
from callfloor.events import contacts as facts
from callfloor.events import parties
from callfloor.events import recordings as rec
from callfloor.events.captures import SCREEN, ScreenWanted
from callfloor.events.fact import ContactFact, Fact
from callfloor.events.recordings import PauseReason
from callfloor.floor.recorded import said
from callfloor.ivr import step as ivr
from callfloor.recording.rules import Policy, Verdict, decide, wants_screen
from callfloor.telephony import port

LIMIT_MIN_MS = 1_000
LIMIT_MAX_MS = 3_600_000


class RecordingAction(Input, frozen=True, kw_only=True):
    """What is asked for the recording of a call, named by itself or by the agent who is in it."""

    contact_id: str = ""
    agent_id: str = ""
    by: str = "agent"


class PauseRecording(RecordingAction, frozen=True, kw_only=True):
    """Silence on both sides until it is resumed, at the longest for `limit_ms` or the centre's limit."""

    reason: PauseReason = "other"
    limit_ms: int | None = None


class ResumeRecording(RecordingAction, frozen=True, kw_only=True):
    pass


class DeclineRecording(RecordingAction, frozen=True, kw_only=True):
    """The customer does not want it: silent from now on, and not kept."""


class Taker(msgspec.Struct, frozen=True):
    """An agent who takes part from now on."""

    segment_id: str
    agent_id: str
    queue_id: str


class Run(msgspec.Struct, kw_only=True):
    """One live call's recording. `queues` are those it was answered in, or else waited in."""

    direction: str
    recording_id: str = ""
    waited_in: list[str] = []
    answered_in: list[str] = []
    was_announced: bool = False
    is_declined: bool = False
    has_failed: bool = False
    until_ms: int | None = None
    """Set while it is paused."""
    was_touched: bool = False
    takers: list[Taker] = []
    """Whose screen was not decided on yet."""

    @property
    def is_silent(self) -> bool:
        return self.is_declined or self.until_ms is not None


class Recordings:
    """Facts go in by `follow`; the actions and `due` answer with the facts that should follow."""

    def __init__(self, tenant: str, policy: Policy) -> None:
        self._tenant = tenant
        self.policy = policy
        self.runs: dict[str, Run] = {}

    @property
    def next_due_ms(self) -> int | None:
        due = (run.until_ms for run in self.runs.values() if run.until_ms is not None)
        return min(due, default=None)

    # -- what is decided ------------------------------------------------------------------------

    def act(self, action: RecordingAction, contact_id: str, now_ms: int) -> list[Fact]:
        """Raises Refused where the call is not there or is not recorded."""
        run = self.runs.get(contact_id)
        if run is None or not run.recording_id:
            msg = "There is no call that is being recorded now; look whether it is over."
            raise Refused("not_recorded", msg)
        match action:
            case DeclineRecording():
                return [] if run.is_declined else self.decline(contact_id, action.by, now_ms)
            case ResumeRecording() if run.until_ms is not None:
                return [self._resumed(contact_id, run, action.by, now_ms)]
            case PauseRecording():
                return self._pause(action, contact_id, run, now_ms)
        return []

    def in_flow(self, action: ivr.ForRecording, contact_id: str, now_ms: int) -> list[Fact]:
        """What a flow asks for; where nothing is recorded there is nothing to do."""
        match action.do:
            case "pause":
                asked: RecordingAction = PauseRecording(
                    by="flow", reason="card_data", limit_ms=action.limit_ms
                )
            case "resume":
                asked = ResumeRecording(by="flow")
            case _:
                asked = DeclineRecording(by="flow")
        try:
            return self.act(asked, contact_id, now_ms)
        except Refused:
            return []

    def _pause(self, action: PauseRecording, contact_id: str, run: Run, now_ms: int) -> list[Fact]:
        if run.is_declined:
            msg = "This call is not recorded any more: the customer did not want it."
            raise Refused("declined", msg)
        limit_ms = self.policy.pause_limit_ms if action.limit_ms is None else action.limit_ms
        limit_ms = max(LIMIT_MIN_MS, min(limit_ms, LIMIT_MAX_MS))
        return [
            rec.RecordingPaused(
                tenant=self._tenant,
                at_ms=now_ms,
                contact_id=contact_id,
                recording_id=run.recording_id,
                by=action.by,
                reason=action.reason,
                until_ms=now_ms + limit_ms,
            )
        ]

    def decline(self, contact_id: str, by: str, now_ms: int) -> list[Fact]:
        return [
            rec.RecordingDeclined(tenant=self._tenant, at_ms=now_ms, contact_id=contact_id, by=by)
        ]

    def due(self, now_ms: int) -> list[Fact]:
        """Pauses whose time is over."""
        return [
            self._resumed(contact_id, run, "limit", now_ms)
            for contact_id, run in self.runs.items()
            if run.until_ms is not None and run.until_ms <= now_ms
        ]

    def could_not_silence(self, contact_id: str, now_ms: int) -> list[Fact]:
        """Telephony failed to make it silent: nobody may believe that it is."""
        run = self.runs.get(contact_id)
        if run is None or not run.is_silent:
            return []
        failed = rec.RecordingPauseFailed(
            tenant=self._tenant,
            at_ms=now_ms,
            contact_id=contact_id,
            recording_id=run.recording_id,
        )
        return [failed]

    def must_announce(self, contact_id: str, queue_id: str) -> bool:
        """Whether this customer has still to be told before the queue: only who will be kept."""
        run = self.runs.get(contact_id)
        return (
            run is not None
            and bool(self.policy.announcement and run.recording_id)
            and not (run.was_announced or run.is_declined)
            and decide(self.policy, contact_id, run.direction, (queue_id,)).keep
        )

    def announcement(self, wanted: str) -> tuple[port.Prompt, ...]:
        """What is said, with time for the key behind it."""
        known = self.policy.announcement
        language = next((one for one in (wanted, "en", *known) if one in known), "")
        pause = (port.Prompt("sound", "silence/2", "en"),) if self.policy.decline_key else ()
        return (said(known[language], language), *pause)

    def _resumed(self, contact_id: str, run: Run, by: str, now_ms: int) -> Fact:
        return rec.RecordingResumed(
            tenant=self._tenant,
            at_ms=now_ms,
            contact_id=contact_id,
            recording_id=run.recording_id,
            by=by,
        )

    def _verdict(self, contact_id: str, run: Run) -> Verdict:
        if run.is_declined:
            return Verdict(keep=False, rule="declined")
        if run.has_failed:
            return Verdict(keep=False, rule="not_silenced")
        queues = run.answered_in or run.waited_in
        verdict = decide(self.policy, contact_id, run.direction, queues)
        must_know = bool(self.policy.announcement) and run.direction == "in"
        if verdict.keep and must_know and not run.was_announced:
            return Verdict(keep=False, rule="not_announced")
        return verdict

    # -- the fold -------------------------------------------------------------------------------

    def follow(self, fact: Fact) -> list[Fact]:
        """Take a fact in; the facts that it leads to (on a replay they are recorded already)."""
        if isinstance(fact, facts.ContactArrived):
            self.runs[fact.contact_id] = Run(direction=fact.direction)
            return []
        run = self.runs.get(fact.contact_id) if isinstance(fact, ContactFact) else None
        if run is None or not isinstance(fact, ContactFact):
            return []
        if isinstance(fact, facts.ContactEnded):
            return self._ended(fact, run)
        self._change(run, fact)
        return self._screens(fact.contact_id, run, fact.at_ms)

    def _screens(self, contact_id: str, run: Run, at_ms: int) -> list[Fact]:
        """Of those who have come to take part with a desk, once the call is recorded."""
        if not run.recording_id:
            return []
        takers, run.takers = run.takers, []
        return [
            ScreenWanted(
                tenant=self._tenant,
                at_ms=at_ms,
                contact_id=contact_id,
                recording_id=f"{one.segment_id}{SCREEN}",
                segment_id=one.segment_id,
                agent_id=one.agent_id,
                rule=wanted.rule,
            )
            for one in takers
            if (wanted := wants_screen(self.policy, contact_id, run.direction, one.queue_id)).keep
            and not run.is_declined
        ]

    def _change(self, run: Run, fact: ContactFact) -> None:
        match fact:
            case facts.RecordingStarted():
                run.recording_id = fact.recording_id
            case facts.ContactQueued() if fact.queue_id not in run.waited_in:
                run.waited_in.append(fact.queue_id)
            case facts.ContactAnswered():
                if fact.queue_id not in run.answered_in:
                    run.answered_in.append(fact.queue_id)
                run.takers.append(Taker(fact.segment_id, fact.agent_id, fact.queue_id))
            case parties.PartyJoined() if fact.segment_id and fact.agent_id:
                queue_id = fact.queue_id or next(reversed(run.answered_in), "")
                run.takers.append(Taker(fact.segment_id, fact.agent_id, queue_id))
            case rec.RecordingAnnounced():
                run.was_announced = True
            case rec.RecordingDeclined():
                run.is_declined, run.was_touched, run.until_ms = True, True, None
            case rec.RecordingPaused():
                run.until_ms, run.was_touched = fact.until_ms, True
            case rec.RecordingResumed():
                run.until_ms = None
            case rec.RecordingPauseFailed():
                run.until_ms, run.has_failed = None, True

    def _ended(self, fact: facts.ContactEnded, run: Run) -> list[Fact]:
        del self.runs[fact.contact_id]
        if not run.recording_id:
            return []
        verdict = self._verdict(fact.contact_id, run)
        return [
            rec.RecordingDecided(
                tenant=self._tenant,
                at_ms=fact.at_ms,
                contact_id=fact.contact_id,
                recording_id=run.recording_id,
                keep=verdict.keep,
                rule=verdict.rule,
            )
        ]

    # -- towards telephony ----------------------------------------------------------------------

    def commands(self, fact: Fact) -> list[port.Command]:
        match fact:
            case rec.RecordingPaused() | rec.RecordingDeclined():
                silent = True
            case rec.RecordingResumed():
                silent = False
            case _:
                return []
        return [
            port.SilenceRecording(tenant=fact.tenant, contact_id=fact.contact_id, silent=silent)
        ]

    def restore(self, contact_id: str) -> list[port.Command]:
        """What brings telephony in line after either was away: a resume may have got lost too."""
        run = self.runs.get(contact_id)
        if run is None or not run.was_touched:
            return []
        about = {"tenant": self._tenant, "contact_id": contact_id}
        return [port.SilenceRecording(**about, silent=run.is_silent)]

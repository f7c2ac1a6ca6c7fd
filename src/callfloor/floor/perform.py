"""From what was decided to what telephony must do. Pure: a fact in, commands out.

A fact that needs nothing done has no entry. All commands are idempotent, so that performing a
fact again after a restart does no harm.
"""

from collections.abc import Callable

from callfloor.acd.centre import Centre
from callfloor.acd.state import State
from callfloor.events import callbacks, outbound, parties, routing
from callfloor.events import contacts as facts
from callfloor.events.fact import ContactFact, Fact
from callfloor.floor import announcements
from callfloor.floor.parties import RING_NET_MS, monitor_commands, party_commands, party_restore
from callfloor.telephony import port

REJOIN_RING_MS = 15_000


class Performer:
    """Needs the state after the fact was applied, and the settings; remembers each segment's ring."""

    def __init__(self, state: State, centre: Callable[[], Centre]) -> None:
        self._state = state
        self._centre = centre
        self._ring_of_segment: dict[str, str] = {}
        self._words_of: dict[str, dict[str, str]] = {}
        """What dismissed contacts are told."""
        self._written: set[str] = set()
        """Contacts that telephony knows nothing of."""

    def apply(self, fact: Fact) -> None:
        """Keep track of which ring carries a segment (on replay too)."""
        match fact:
            case facts.ContactArrived() if fact.channel in facts.WRITTEN:
                self._written.add(fact.contact_id)
            case facts.ContactAnswered() | facts.AgentRejoined():
                self._ring_of_segment[fact.segment_id] = fact.ring_id
            case routing.ContactDismissed():
                self._words_of[fact.contact_id] = fact.message
            case parties.ContactHandedOver(segment_id=segment_id, ring_id=ring_id) if segment_id:
                self._ring_of_segment[segment_id] = ring_id

    def forget(self, fact: Fact) -> None:
        if isinstance(fact, facts.SegmentEnded):
            self._ring_of_segment.pop(fact.segment_id, None)
        elif isinstance(fact, facts.ContactEnded):
            self._words_of.pop(fact.contact_id, None)
            self._written.discard(fact.contact_id)

    def ring_of(self, segment_id: str) -> str:
        """The ring that carries a segment, also just after the segment ended."""
        return self._ring_of_segment.get(segment_id, "")

    def commands(self, fact: Fact) -> list[port.Command]:
        """What telephony must do now that `fact` holds."""
        self.apply(fact)
        is_written = isinstance(fact, ContactFact) and fact.contact_id in self._written
        found = [] if is_written else self._commands(fact)
        self.forget(fact)
        return found

    def _commands(self, fact: Fact) -> list[port.Command]:  # noqa: C901  (one table, one line a fact)
        match fact:
            case facts.ContactQueued():
                is_here = self._is_here(fact)
                return [self._hold_in_queue(fact, fact.queue_id)] if is_here else []
            case outbound.CallOutPlaced():
                return [self._ring(fact, fact.ring_id, fact.agent_id, rejoin=True)]
            case outbound.CustomerDialled():
                return [self._dial_customer(fact)]
            case outbound.CustomerAnswered():
                return [port.Connect(**_about(fact), ring_id=self._ring_at_hand(fact))]
            case outbound.CustomerNotReached():
                return [port.DropCustomer(**_about(fact), line=fact.line)]
            case callbacks.CallbackOffered() if fact.asked:
                return self._offer_callback(fact)
            case facts.ContactOffered():
                return [self._ring(fact, fact.ring_id, fact.agent_id, rejoin=False)]
            case facts.AgentRejoining():
                return [self._ring(fact, fact.ring_id, fact.agent_id, rejoin=True)]
            case facts.RingEnded():
                return [port.CancelRing(**_about(fact), ring_id=fact.ring_id)]
            case facts.ContactAnswered() if not self._is_here(fact):
                return []
            case facts.ContactAnswered():
                return [port.Connect(**_about(fact), ring_id=fact.ring_id)]
            case facts.AgentRejoined():
                connect = port.Connect(**_about(fact), ring_id=fact.ring_id)
                contact = self._state.contacts[fact.contact_id]
                return [connect, *monitor_commands(contact, fact.tenant)]
            case facts.AgentLegLost():
                held = port.HoldInQueue(**_about(fact))
                return [port.ReleaseAgent(**_about(fact), ring_id=fact.ring_id), held]
            case facts.ContactHeld():
                return [port.Hold(**_about(fact), ring_id=self.ring_of(fact.segment_id))]
            case facts.ContactResumed():
                return [port.Connect(**_about(fact), ring_id=self.ring_of(fact.segment_id))]
            case facts.SegmentEnded():
                return [port.ReleaseAgent(**_about(fact), ring_id=self.ring_of(fact.segment_id))]
            case facts.ContactTransferred(kind="attended"):
                return []
            case facts.ContactTransferred() | routing.ContactSentOut() if fact.to_number:
                return [self._dial_out(fact)]
            case routing.ContactDismissed():
                return self._dismiss(fact)
            case facts.WaitAnnounced():
                return self._announce(fact)
            case facts.ContactLeftQueue() if fact.outcome == "voicemail":
                return self._voicemail(fact)
            case facts.ContactLeftQueue() if fact.outcome == "callback_requested":
                is_known = fact.contact_id in self._state.contacts
                return [self._say_goodbye(fact.contact_id, "callback", {})] if is_known else []
            case facts.ContactEnded():
                return [port.EndCall(tenant=fact.tenant, contact_id=fact.contact_id)]
        return party_commands(fact, self._state, self._centre())

    def restore(self, contact_id: str) -> list[port.Command]:
        """What brings telephony in line with a contact as it stands, after a restart."""
        contact = self._state.contacts[contact_id]
        return [
            *self._restore(contact_id),
            *party_restore(contact, self._centre().tenant),
        ]

    def _restore(self, contact_id: str) -> list[port.Command]:
        contact = self._state.contacts[contact_id]
        about = {"tenant": self._centre().tenant, "contact_id": contact_id}
        if contact.customer != "here":
            return []
        match contact.phase:
            case "queued" | "ringing" if contact.leg:
                return [port.HoldInQueue(**about, music=self._music(contact.leg.queue_id))]
            case "talking" if contact.segment:
                return [port.Connect(**about, ring_id=contact.segment.ring_id)]
            case "holding" if contact.segment:
                return [port.Hold(**about, ring_id=contact.segment.ring_id)]
            case "rejoining":
                return [port.HoldInQueue(**about)]
            case "dismissed":
                words = self._words_of.get(contact_id, {})
                return [self._say_goodbye(contact_id, contact.dismissal, words)]
            case "voicemail" | "ivr":  # its end may have passed unheard: ask for the message again
                return voicemail_commands(
                    self._centre().tenant, contact_id, self.language_of(contact.contact_id)
                )
        return []

    def rings_of(self, contact_id: str) -> set[str]:
        """The rings of a contact that the state knows."""
        contact = self._state.contacts[contact_id]
        segment = contact.segment
        known = {ring.ring_id for ring in contact.ringing}
        known |= {party.ring_id for party in contact.parties}
        known |= {monitor.ring_id for monitor in contact.monitors}
        return known | ({segment.ring_id, segment.rejoin_ring_id} if segment else set())

    def language_of(self, contact_id: str) -> str:
        """The caller's; the centre's own where it is not known."""
        contact = self._state.contacts.get(contact_id)
        return (contact.language if contact else "") or self._centre().language

    def _music(self, queue_id: str) -> str:
        queue = self._centre().queues.get(queue_id)
        return queue.music if queue else "default"

    def _hold_in_queue(self, fact: ContactFact, queue_id: str) -> port.Command:
        return port.HoldInQueue(**_about(fact), music=self._music(queue_id))

    def _ring(
        self, fact: ContactFact, ring_id: str, agent_id: str, *, rejoin: bool
    ) -> port.Command:
        agent = self._centre().agents[agent_id]
        contact = self._state.contacts[fact.contact_id]
        ring = contact.ring_with(ring_id)
        limit_ms = ring.limit_ms if ring and not rejoin else REJOIN_RING_MS
        return port.RingPhone(
            **_about(fact),
            ring_id=ring_id,
            phone_id=f"{fact.tenant}.{agent_id}",
            phone=agent.phone,
            address=agent.address,
            caller=contact.caller,
            caller_name=contact.caller_name,
            limit_ms=limit_ms + RING_NET_MS,
            rejoin=rejoin,
            alone=contact.customer != "here",
        )

    def _is_here(self, fact: ContactFact) -> bool:
        """Whether there is a customer's call; else the centre has to dial one first."""
        contact = self._state.contacts.get(fact.contact_id)
        return contact is None or contact.customer == "here"

    def _ring_at_hand(self, fact: ContactFact) -> str:
        contact = self._state.contacts.get(fact.contact_id)
        return contact.segment.ring_id if contact and contact.segment else ""

    def _dial_customer(self, fact: outbound.CustomerDialled) -> port.Command:
        agents = self._centre().agents
        other, own = agents.get(fact.to_agent_id), agents.get(fact.agent_id)
        return port.DialCustomer(
            **_about(fact),
            line=fact.line,
            number=fact.to_number,
            shown=fact.shown,
            phone_id=f"{fact.tenant}.{fact.to_agent_id}" if fact.to_agent_id else "",
            phone=other.phone if other else "browser",
            address=other.address if other else "",
            caller_name=own.name if own and fact.to_agent_id else "",
            alone=False,
            limit_ms=fact.limit_ms + RING_NET_MS,
        )

    def _offer_callback(self, fact: callbacks.CallbackOffered) -> list[port.Command]:
        contact = self._state.contacts.get(fact.contact_id)
        leg = contact.leg if contact else None
        if contact is None or leg is None:
            return []
        key = self._state.queue(leg.queue_id).callback_key
        prompts = announcements.offer_prompts(key, self.language_of(contact.contact_id))
        return [port.PlayPrompts(**_about(fact), play_id=f"{leg.leg_id}.cb", prompts=prompts)]

    def _dial_out(self, fact: facts.ContactTransferred | routing.ContactSentOut) -> port.Command:
        contact = self._state.contacts.get(fact.contact_id)
        shown = contact.called if contact else ""
        return port.DialOut(**_about(fact), number=fact.to_number, caller=shown)

    def _announce(self, fact: facts.WaitAnnounced) -> list[port.Command]:
        contact = self._state.contacts[fact.contact_id]
        language = self.language_of(contact.contact_id)
        prompts = (
            announcements.position_prompts(fact.position, language)
            if fact.wait_estimate_ms is None
            else announcements.wait_prompts(fact.wait_estimate_ms, language)
        )
        play_id = f"{fact.leg_id}.w{fact.at_ms}"
        return [port.PlayPrompts(**_about(fact), play_id=play_id, prompts=prompts)]

    def _dismiss(self, fact: routing.ContactDismissed) -> list[port.Command]:
        said = self._say_goodbye(fact.contact_id, fact.reason, fact.message)
        if fact.ends_with == "hangup":
            return [said]
        message = port.TakeVoicemail(
            tenant=fact.tenant, contact_id=fact.contact_id, recording_id=f"{fact.contact_id}.vm"
        )
        return [said, message]

    def _say_goodbye(self, contact_id: str, reason: str, words: dict[str, str]) -> port.Command:
        centre = self._centre()
        language = self.language_of(contact_id)
        return port.PlayPrompts(
            tenant=centre.tenant,
            contact_id=contact_id,
            play_id=goodbye_of(contact_id),
            prompts=announcements.dismissal_prompts(reason, words, language),
        )

    def _voicemail(self, fact: facts.ContactLeftQueue) -> list[port.Command]:
        contact = self._state.contacts[fact.contact_id]
        return voicemail_commands(
            fact.tenant, fact.contact_id, self.language_of(contact.contact_id)
        )


def goodbye_of(contact_id: str) -> str:
    """The play after which a dismissed contact ends."""
    return f"{contact_id}.bye"


def voicemail_commands(tenant: str, contact_id: str, language: str) -> list[port.Command]:
    """Say that nobody can answer, then take a message; the recording bears the contact's id."""
    return [
        port.PlayPrompts(
            tenant=tenant,
            contact_id=contact_id,
            play_id=f"{contact_id}.vm",
            prompts=announcements.voicemail_prompts(language),
        ),
        port.TakeVoicemail(tenant=tenant, contact_id=contact_id, recording_id=f"{contact_id}.vm"),
    ]


def _about(fact: ContactFact) -> dict[str, str]:
    return {"tenant": fact.tenant, "contact_id": fact.contact_id}

"""Customers who are being told, before the queue, that their call may be recorded. Pure.

Who is told is not written down until it was said: after a restart the flow's node says it again.
"""

from callfloor.events import recordings as rec
from callfloor.floor.menus import Turn
from callfloor.floor.recordings import Recordings
from callfloor.ivr import step as ivr
from callfloor.telephony import port


class Announcing:
    """`begin` takes who is on the way to a queue; the turn of `hear` sends them on."""

    def __init__(self, tenant: str, recordings: Recordings) -> None:
        self._tenant = tenant
        self._recordings = recordings
        self._told: dict[str, tuple[ivr.ToQueue, str]] = {}
        """Where they go then, and the language they are told in."""
        self._unsaid: set[str] = set()
        """Whom it could not be said to: they go on, and are not kept."""

    def begin(self, contact_id: str, left: ivr.ToQueue, language: str) -> list[port.Command]:
        """What tells the customer; nothing where there is nothing to tell."""
        if contact_id in self._unsaid:
            return []
        if not self._recordings.must_announce(contact_id, left.queue_id):
            return []
        self._told[contact_id] = (left, language)
        return self.again(contact_id)

    def again(self, contact_id: str) -> list[port.Command]:
        """The same once more, where telephony was away meanwhile."""
        if contact_id not in self._told:
            return []
        prompts = self._recordings.announcement(self._told[contact_id][1])
        about = {"tenant": self._tenant, "contact_id": contact_id}
        return [port.PlayPrompts(**about, play_id=_play(contact_id), prompts=prompts)]

    def drop(self, contact_id: str) -> None:
        self._told.pop(contact_id, None)
        self._unsaid.discard(contact_id)

    def hear(self, event: port.TelephonyEvent, now_ms: int) -> tuple[str, Turn] | None:
        """What follows for whom; None for an event that is not about the announcement."""
        match event:
            case port.DigitPressed() if event.contact_id in self._told:
                return event.contact_id, self._key(event, now_ms)
            case port.PlayEnded() if event.contact_id in self._told:
                return event.contact_id, self._said(event, now_ms)
            case port.SilenceFailed() if event.silent:
                failed = self._recordings.could_not_silence(event.contact_id, now_ms)
                return event.contact_id, Turn(facts=failed)
        return None

    def _key(self, event: port.DigitPressed, now_ms: int) -> Turn:
        if event.digit != self._recordings.policy.decline_key:
            return Turn()
        about = {"tenant": self._tenant, "contact_id": event.contact_id}
        return Turn(
            facts=self._recordings.decline(event.contact_id, "customer", now_ms),
            commands=[port.StopPlay(**about, play_id=_play(event.contact_id))],
        )

    def _said(self, event: port.PlayEnded, now_ms: int) -> Turn:
        contact_id = event.contact_id
        if event.play_id != _play(contact_id):
            return Turn()
        left, language = self._told.pop(contact_id)
        turn = Turn(left=left)
        if event.ok:
            said = rec.RecordingAnnounced(
                tenant=self._tenant, at_ms=now_ms, contact_id=contact_id, language=language
            )
            turn.facts.append(said)
        else:
            self._unsaid.add(contact_id)
        return turn


def _play(contact_id: str) -> str:
    return f"{contact_id}.rec"

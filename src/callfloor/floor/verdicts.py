"""Whether the recording of a call that is over is kept: as decided here, else as the journal says."""

from collections import OrderedDict

from callfloor.events.fact import Fact
from callfloor.events.recordings import RecordingDecided, RecordingDeclined
from callfloor.floor import recovery
from callfloor.kit.db import Database
from callfloor.recording.rules import Verdict

KEPT_MAX = 20_000


class Verdicts:
    """Follows the floor's facts; what passed before this process is read from the journal."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: OrderedDict[str, Verdict] = OrderedDict()

    def follow(self, fact: Fact) -> None:
        if isinstance(fact, RecordingDecided):
            self._known[fact.contact_id] = Verdict(fact.keep, fact.rule)
            while len(self._known) > KEPT_MAX:
                self._known.popitem(last=False)

    async def of(self, tenant: str, contact_id: str) -> Verdict:
        """Kept where nothing was decided and nobody declined. UnavailableError without a database."""
        known = self._known.get(contact_id)
        if known is not None:
            return known
        verdict = Verdict(keep=True)
        for fact in await recovery.facts_of(self._database, tenant, contact_id):
            match fact:
                case RecordingDeclined():
                    verdict = Verdict(keep=False, rule="declined")
                case RecordingDecided():
                    verdict = Verdict(fact.keep, fact.rule)
        return verdict

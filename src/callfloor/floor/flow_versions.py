"""The versions of flows that callers may still be in: what holds now, and what running calls need."""

from collections.abc import Iterable

from callfloor.events.contacts import ContactEnded, IvrEnded, IvrStarted
from callfloor.events.fact import Fact
from callfloor.ivr.flow import Flow

KEPT = 20


class FlowVersions:
    """By id and version. A version that is not there is stood in for by the one that holds now."""

    def __init__(self) -> None:
        self._now: dict[str, Flow] = {}
        self._all: dict[tuple[str, int], Flow] = {}

    def configure(self, flows: dict[str, Flow]) -> None:
        """What holds now; sessions that run hold their own version themselves."""
        self._now = flows
        for flow in flows.values():
            self.keep(flow)
            versions = sorted(v for f, v in self._all if f == flow.id)
            for old in versions[:-KEPT]:
                del self._all[flow.id, old]

    def keep(self, flow: Flow) -> None:
        self._all[flow.id, flow.version] = flow

    def find(self, flow_id: str, version: int) -> Flow | None:
        return self._all.get((flow_id, version)) or self._now.get(flow_id)

    def missing(self, recorded: Iterable[Fact]) -> list[tuple[str, int]]:
        """(id, version) that callers among these facts are in, and that are not here."""
        inside: dict[str, tuple[str, int]] = {}
        for fact in recorded:
            match fact:
                case IvrStarted():
                    inside[fact.contact_id] = (fact.flow, fact.flow_version)
                case IvrEnded() | ContactEnded():
                    inside.pop(fact.contact_id, None)
        return sorted(set(inside.values()) - set(self._all))

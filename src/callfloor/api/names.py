"""Names of queues, agents and teams beside their ids, from the settings that the live floor holds."""

from typing import NamedTuple

from callfloor.acd.centre import Centre
from callfloor.api.parts import Parts


class Names(NamedTuple):
    centre: Centre

    def queue(self, queue_id: str) -> str:
        found = self.centre.queues.get(queue_id)
        return found.name if found is not None else queue_id

    def agent(self, agent_id: str) -> str:
        found = self.centre.agents.get(agent_id)
        return found.name if found is not None else agent_id

    def agents_named(self, search: str) -> tuple[str, ...]:
        """Agents whose name has every word of the search in it."""
        words = search.casefold().split()
        if not words:
            return ()
        return tuple(
            agent_id
            for agent_id, agent in self.centre.agents.items()
            if all(word in agent.name.casefold() for word in words)
        )


def names_of(parts: Parts, tenant: str) -> Names:
    """UnavailableError while the live floor is being built."""
    return Names(parts.live.board(tenant).centre)

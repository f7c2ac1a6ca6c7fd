"""Facts about who calls, as the centre's lists and rules know it."""

import msgspec

from callfloor.events.fact import ContactFact


class ListedCaller(msgspec.Struct, frozen=True, kw_only=True):
    """The caller as a list knew it then."""

    list_id: str
    list_name: str
    kind: str
    name: str = ""
    owner: str = ""
    note: str = ""


class CallerMatched(ContactFact, frozen=True, kw_only=True, tag="caller_matched"):
    """Lists know the caller, or rules fit: at the door (`queue_id` empty), or on the way to a queue.

    `rules` maps the rules that fit to their names, in their order. The other fields are what they
    made of the call; empty where they left it as it was.
    """

    queue_id: str = ""
    listed: tuple[ListedCaller, ...] = ()
    rules: dict[str, str] = {}
    refused: bool = False
    priority: int | None = None
    to_queue_id: str = ""
    agent_id: str = ""
    agent_limit_ms: int | None = None
    language: str = ""

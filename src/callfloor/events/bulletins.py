"""Facts of bulletins: a lead wrote one, an agent has read it, it was taken back."""

from typing import Literal

from callfloor.events.fact import Fact

Audience = Literal["agent", "team", "all"]


class BulletinFact(Fact, frozen=True, kw_only=True):
    """Something that happened to one bulletin."""

    bulletin_id: str


class BulletinWritten(BulletinFact, frozen=True, kw_only=True, tag="bulletin_written"):
    """`to_id` is the agent or the team; empty for all. `by` is `user:<id>` or `token:<id>`."""

    to: Audience
    to_id: str = ""
    title: str
    text: str
    must_confirm: bool = False
    """Whether each reader has to confirm it by name."""
    until_ms: int
    by: str
    by_name: str


class BulletinRead(BulletinFact, frozen=True, kw_only=True, tag="bulletin_read"):
    """An agent has seen it, or confirmed it where that was asked for; once an agent."""

    agent_id: str
    by: str
    by_name: str


class BulletinTakenBack(BulletinFact, frozen=True, kw_only=True, tag="bulletin_taken_back"):
    by: str
    by_name: str

"""What every fact has in common, and how it is written and read.

A fact says what has happened, in the past tense, once. It is never changed; a later fact corrects
it. A field may be added with a default; anything else is a new version with an upcast in `journal`.
"""

from typing import ClassVar

import msgspec


class Fact(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True, gc=False
):
    """`tenant` is the company it belongs to (`*` for the installation), `at_ms` UTC milliseconds."""

    VERSION: ClassVar[int] = 1

    tenant: str
    at_ms: int


class ContactFact(Fact, frozen=True, kw_only=True):
    """Something that happened to one contact."""

    contact_id: str


class AgentFact(Fact, frozen=True, kw_only=True):
    """Something that happened to one agent outside a contact."""

    agent_id: str

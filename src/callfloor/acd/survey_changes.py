"""What a survey after the talk changes of a contact; as `transitions`, of which it is a part."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callfloor.acd.entities import Contact, Phase
from callfloor.events.fact import ContactFact, Fact
from callfloor.events.ivr import SurveyBegun

if TYPE_CHECKING:
    from callfloor.acd.state import State

PHASES: dict[type[Fact], frozenset[Phase]] = {SurveyBegun: frozenset({"routing"})}


def _begun(_: State, contact: Contact, fact: SurveyBegun) -> bool:
    contact.is_surveyed = True
    contact.phase, contact.since_ms = "ivr", fact.at_ms
    return True


OF_CONTACT: dict[type[ContactFact], Callable[[State, Contact, Any], bool]] = {SurveyBegun: _begun}

"""What flows change of a contact, beside its phase: whether one has served it, and the survey after the
talk; as `transitions`, of which it is a part.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from callfloor.acd.entities import Contact, Phase
from callfloor.events.contacts import IvrNodeEntered
from callfloor.events.fact import ContactFact, Fact
from callfloor.events.ivr import SurveyBegun

if TYPE_CHECKING:
    from callfloor.acd.state import State

PHASES: dict[type[Fact], frozenset[Phase]] = {SurveyBegun: frozenset({"routing"})}


def _node_entered(_: State, contact: Contact, fact: IvrNodeEntered) -> bool:
    contact.is_served = fact.task_completed
    return True


def _begun(_: State, contact: Contact, fact: SurveyBegun) -> bool:
    contact.is_surveyed = True
    contact.phase, contact.since_ms = "ivr", fact.at_ms
    return True


OF_CONTACT: dict[type[ContactFact], Callable[[State, Contact, Any], bool]] = {
    IvrNodeEntered: _node_entered,
    SurveyBegun: _begun,
}

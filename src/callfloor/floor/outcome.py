"""What one input led to: facts to record, commands to send, questions to ask. Pure."""

import msgspec

from callfloor.events.fact import Fact
from callfloor.floor.asking import Ask
from callfloor.telephony import port


class Outcome(msgspec.Struct):
    """What one input led to, in order."""

    facts: list[Fact] = []
    commands: list[port.Command] = []
    asks: list[Ask] = []

    def add(self, other: "Outcome") -> None:
        self.facts.extend(other.facts)
        self.commands.extend(other.commands)
        self.asks.extend(other.asks)

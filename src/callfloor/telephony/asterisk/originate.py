"""Simulated customers on the real Asterisk: Local channels that play, listen and press keys.

They come in by a context of their own, so that every call of theirs is labelled as a demonstration.
"""

import random
from dataclasses import dataclass

from callfloor.kit.errors import InvalidError, UnavailableError
from callfloor.kit.ids import new_id
from callfloor.kit.settings import Settings
from callfloor.telephony.asterisk.client import AriClient, path_of
from callfloor.telephony.asterisk.config import ari_url
from callfloor.telephony.asterisk.dialplan import DEMO_CALLERS, DEMO_INBOUND, LOCAL_FORMATS
from callfloor.telephony.asterisk.translate import caller_id

_FIRST_NAMES = ("Ana", "Bruno", "Chen", "Dana", "Emil", "Fatma", "Gita", "Hugo", "Ines", "Jun")
_LAST_NAMES = ("Adams", "Blanco", "Costa", "Duarte", "Evans", "Fischer", "Gao", "Haas", "Ito", "Li")


@dataclass(frozen=True)
class DemoCaller:
    """`keys` are pressed in order, each some seconds after the one before: (key, seconds before)."""

    number: str
    caller: str
    caller_name: str = ""
    keys: tuple[tuple[str, int], ...] = ()
    patience_s: int = 240
    """Hangs up after this much time in all."""


def random_caller(
    number: str, keys: tuple[tuple[str, int], ...], chance: random.Random
) -> DemoCaller:
    """A person with a made-up name and a number of the range kept for fiction."""
    name = f"{chance.choice(_FIRST_NAMES)} {chance.choice(_LAST_NAMES)}"
    return DemoCaller(
        number=number,
        caller=f"+1202555{chance.randrange(100, 200):04d}",
        caller_name=name,
        keys=keys,
        patience_s=chance.choice((45, 120, 180, 240, 300)),
    )


class DemoCalls:
    """Places calls; use in `async with`."""

    def __init__(self, settings: Settings, tenant: str) -> None:
        self._client = AriClient(ari_url(settings), ())
        self._tenant = tenant

    async def __aenter__(self) -> "DemoCalls":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def place(self, caller: DemoCaller) -> str:
        """Begin one call; returns its line. UnavailableError where Asterisk does not take it."""
        if not caller.number.removeprefix("+").isalnum():
            msg = f"{caller.number!r} is not a number that can be called."
            raise InvalidError(msg, number=caller.number)
        channel_id = f"demo-{new_id()}"
        variables = {
            "CALLFLOOR_TENANT": self._tenant,
            "CALLFLOOR_KEYS": "&".join(f"{key}@{after_s}" for key, after_s in caller.keys),
            "CALLFLOOR_PATIENCE_S": str(caller.patience_s),
        }
        answer = await self._client.post(
            path_of("channels", channel_id),
            {"variables": variables},
            endpoint=f"Local/{caller.number}@{DEMO_INBOUND}/n",
            context=DEMO_CALLERS,
            extension="call",
            priority=1,
            callerId=caller_id(caller.caller_name, caller.caller),
            formats=LOCAL_FORMATS,
            timeout=120,
        )
        if not answer.ok:
            msg = f"Asterisk did not take the demo call (status {answer.status}); is it running?"
            raise UnavailableError(msg)
        return f"{channel_id};2"

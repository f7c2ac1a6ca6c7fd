"""Whom telephony knows: the peers that bring and take calls, and the phones that log in; who is there."""

from typing import Literal

import msgspec

from callfloor.telephony.words import TelephonyEvent


class Trunk(msgspec.Struct, frozen=True, kw_only=True):
    """A peer that brings calls in and takes calls out. `matches` are its addresses, else `host`."""

    tenant: str
    trunk_id: str
    host: str = ""
    """Where calls out go to; empty for a trunk that only brings calls in."""
    port: int = 0
    transport: Literal["udp", "tcp"] = "udp"
    matches: tuple[str, ...] = ()
    """Addresses or networks (`198.51.100.0/24`) whose calls are this trunk's."""
    username: str = ""
    secret: str = ""
    registers: bool = False
    asked: tuple[str, ...] = ()
    """Addresses that are asked, every `watch_s` seconds, whether they are there."""
    watch_s: int = 0


class PhoneAccount(msgspec.Struct, frozen=True, kw_only=True):
    """How an agent's phone logs in to SIP. The secret is short-lived for browsers."""

    phone_id: str
    user: str
    secret: str
    kind: Literal["browser", "sip", "web_call"]
    number: str = ""
    """For `web_call`: the only number it may call; with the caller's `name` and `language`."""
    name: str = ""
    language: str = ""
    """Spoken to whoever uses it; of an agent's phone, the agent's."""


class PhoneReachable(TelephonyEvent, frozen=True, kw_only=True):
    """`registration` changes with every new registration, so that a reloaded page is told apart."""

    phone_id: str
    reachable: bool
    registration: str = ""


TrunkState = Literal["reachable", "away", "refused"]
"""`away`: none of its addresses answers. `refused`: it does not accept our registration."""


class TrunkChanged(TelephonyEvent, frozen=True, kw_only=True):
    """How a watched trunk is now. Calls out by one that is away fail at once."""

    tenant: str
    trunk_id: str
    state: TrunkState

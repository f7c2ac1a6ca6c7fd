"""Phone accounts: who may register, with which secret, and for how long.

A SIP phone's secret is stable and derived from the installation's key, so that it need not be
stored; a browser's is new at each login; a web caller's lives for minutes and reaches one number.
"""

import hashlib
import hmac
import secrets
from collections import deque
from typing import Literal

import msgspec

from callfloor.kit.clock import now_ms
from callfloor.kit.errors import LimitedError
from callfloor.kit.ids import new_id
from callfloor.telephony.port import PhoneAccount, Telephony

BROWSER_SECRET_LIFETIME_MS = 12 * 3_600_000
WEB_CALL_LIFETIME_MS = 10 * 60_000
WEB_CALLS_WAITING_MAX = 500
"""Web-call accounts at once; one more is refused, so that a flood of visits fills nothing."""


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone needs to register. `ws_path` is on the console's own address."""

    user: str
    secret: str
    expires_at_ms: int
    sip_uri: str
    realm: str = "callfloor"
    ws_path: str = "/ws"
    target: str = ""


class Phones:
    """Hands out accounts and takes them back when their time is over."""

    def __init__(self, telephony: Telephony, key: bytes, sip_domain: str) -> None:
        self._telephony = telephony
        self._key = key
        self._domain = sip_domain
        self._web_calls: deque[tuple[int, str]] = deque()

    async def issue(
        self, phone_id: str, kind: Literal["browser", "sip"], language: str = ""
    ) -> Credentials:
        """An account for an agent's phone. Browser: a fresh secret that replaces the one before.

        `language` is that of the person, in which the echo test speaks.
        """
        secret = secrets.token_urlsafe(24) if kind == "browser" else self._stable_secret(phone_id)
        account = PhoneAccount(
            phone_id=phone_id, user=phone_id, secret=secret, kind=kind, language=language
        )
        await self._telephony.put_phone(account)
        lifetime_ms = BROWSER_SECRET_LIFETIME_MS if kind == "browser" else 0
        return Credentials(
            user=phone_id,
            secret=secret,
            expires_at_ms=now_ms() + lifetime_ms if lifetime_ms else 0,
            sip_uri=f"sip:{phone_id}@{self._domain}",
        )

    async def issue_web_call(self, number: str, name: str, language: str) -> Credentials:
        """A short-lived account that may call `number` and nothing else."""
        await self.expire(now_ms())
        if len(self._web_calls) >= WEB_CALLS_WAITING_MAX:
            raise LimitedError(
                "Too many web calls at once. Try again in a minute.", retry_after_s=60
            )
        user = f"web.{new_id().lower()}"
        secret = secrets.token_urlsafe(24)
        account = PhoneAccount(
            phone_id=user,
            user=user,
            secret=secret,
            kind="web_call",
            number=number,
            name=name,
            language=language,
        )
        await self._telephony.put_phone(account)
        expires_at_ms = now_ms() + WEB_CALL_LIFETIME_MS
        self._web_calls.append((expires_at_ms, user))
        return Credentials(
            user=user,
            secret=secret,
            expires_at_ms=expires_at_ms,
            sip_uri=f"sip:{user}@{self._domain}",
            target=f"sip:{number}@{self._domain}",
        )

    async def expire(self, at_ms: int) -> None:
        """Take back web-call accounts whose time is over; a call that is up goes on."""
        while self._web_calls and self._web_calls[0][0] <= at_ms:
            _, user = self._web_calls.popleft()
            await self._telephony.remove_phone(user)

    def _stable_secret(self, phone_id: str) -> str:
        return hmac.new(self._key, phone_id.encode(), hashlib.sha256).hexdigest()[:32]

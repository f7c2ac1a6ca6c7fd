"""Passwords (argon2id) and secrets of sessions and tokens (SHA-256 of 256 random bits)."""

import asyncio
import hashlib
import secrets
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong

PASSWORD_MIN = 10
PASSWORD_MAX = 200
_AT_ONCE = 2


class Passwords:
    """Hashes off the loop, few at a time: each takes 64 MiB and tens of milliseconds by design."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turn = asyncio.Semaphore(_AT_ONCE)

    @cached_property
    def _nobody(self) -> str:
        """Compared with where no such user exists, so that both cases take the same time."""
        return self._hasher.hash(secrets.token_urlsafe())

    async def hash(self, password: str) -> str:
        """InvalidError when it is too short or too long to be a password."""
        if not PASSWORD_MIN <= len(password) <= PASSWORD_MAX:
            msg = f"A password has {PASSWORD_MIN} to {PASSWORD_MAX} characters."
            limits = {"least": PASSWORD_MIN, "most": PASSWORD_MAX}
            raise InvalidError(msg, [wrong("password", "password_length", msg, **limits)])
        async with self._turn:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def fits(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is right; as slow for None (no such user) as for a wrong one."""
        async with self._turn:
            fits = await asyncio.to_thread(
                self._verify, password_hash, password[: PASSWORD_MAX + 1]
            )
        return fits and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Whether it was made with weaker parameters than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    def _verify(self, password_hash: str | None, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """What is kept of a secret that has 256 random bits: no salt and no slowness needed."""
    return hashlib.sha256(secret.encode()).hexdigest()

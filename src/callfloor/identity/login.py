"""The door: a password becomes a session, and a session's or a token's secret a principal.

A secret names its tenant (`<tenant>.<random>`), so that even looking it up sees one tenant only.
"""

import re
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.identity import audit, screens
from callfloor.identity.failures import FailureLimit
from callfloor.identity.models import ApiToken, Screen, Session, Tenant, User
from callfloor.identity.passwords import Passwords, fingerprint, new_secret
from callfloor.identity.permissions import ON_SCREENS, permissions_of
from callfloor.identity.principal import Principal
from callfloor.identity.tenants import is_tenant_id
from callfloor.kit.clock import now_ms
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.errors import UnauthenticatedError
from callfloor.kit.ids import new_id

SESSION_IDLE_MS = 12 * 3_600_000
SESSION_MAX_MS = 7 * 24 * 3_600_000
TOKEN_PREFIX = "callfloor_"  # noqa: S105 - makes a leaked token easy to find, no secret itself
_TOUCH_MS = 60_000
_SECRET = re.compile(r"([a-z0-9][a-z0-9-]{0,30})\.([A-Za-z0-9_-]{20,100})")


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """`secret` goes into the cookie and nowhere else."""

    secret: str
    principal: Principal


class Door:
    """One for a process: it remembers the failures of the last minutes."""

    def __init__(self, database: Database, passwords: Passwords | None = None) -> None:
        self.passwords = passwords or Passwords()
        self._database = database
        self._failures = FailureLimit()

    async def log_in(
        self, tenant: str, login: str, password: str, *, address: str = "", browser: str = ""
    ) -> LoggedIn:
        """UnauthenticatedError in the same words whatever was wrong; LimitedError after too many.

        An empty `tenant` means the only one there is.
        """
        at_ms, login = now_ms(), login.strip().lower()
        tenant = tenant.strip().lower() or await self.sole_tenant()
        self._failures.check(tenant, login, address, at_ms)
        user = None
        if is_tenant_id(tenant):
            async with self._database.session(tenant) as session:
                user = await _active_user(session, tenant, login)
        known_hash = user.password_hash if user else None
        if not await self.passwords.fits(known_hash, password) or user is None:
            self._failures.failed(tenant, login, address, at_ms)
            msg = "The name or the password is not right."
            raise UnauthenticatedError(msg)
        self._failures.succeeded(tenant, login, address)
        async with self._database.session(tenant) as session:
            values: dict[str, object] = {"last_login_at_ms": at_ms}
            if self.passwords.is_outdated(user.password_hash):
                values["password_hash"] = await self.passwords.hash(password)
            await session.execute(update(User).where(User.id == user.id).values(values))
            return self._begin(session, user, at_ms, address, browser)

    async def sole_tenant(self) -> str:
        """The tenant of an installation that has only one; else empty, and it must be named."""
        async with self._database.session(EVERY_TENANT) as session:
            found = list((await session.execute(select(Tenant.tenant_id).limit(2))).scalars())
        return found[0] if len(found) == 1 else ""

    def _begin(
        self, session: AsyncSession, user: User, at_ms: int, address: str, browser: str
    ) -> LoggedIn:
        secret = f"{user.tenant_id}.{new_secret()}"
        begun = Session(
            id=new_id(),
            tenant_id=user.tenant_id,
            user_id=user.id,
            token_hash=fingerprint(secret),
            csrf_token=new_secret(),
            created_at_ms=at_ms,
            last_used_at_ms=at_ms,
            expires_at_ms=at_ms + SESSION_IDLE_MS,
            address=address[:100],
            browser=browser[:300],
        )
        session.add(begun)
        principal = _of_session(user, begun)
        audit.record(
            session, user.tenant_id, principal, "session.begun", f"user:{user.id}", address=address
        )
        return LoggedIn(secret, principal)

    async def resolve(self, secret: str) -> Principal | None:
        """Who a cookie's secret belongs to; None when it is unknown, over or its user inactive."""
        tenant = _tenant_of(secret)
        if tenant is None:
            return None
        at_ms = now_ms()
        async with self._database.session(tenant) as session:
            found = (
                await session.execute(
                    select(Session, User)
                    .join(User, User.id == Session.user_id)
                    .where(Session.token_hash == fingerprint(secret), User.is_active)
                )
            ).one_or_none()
            if found is None or found.Session.expires_at_ms <= at_ms:
                return None
            begun: Session = found.Session
            if at_ms - begun.last_used_at_ms > _TOUCH_MS:
                begun.last_used_at_ms = at_ms
                begun.expires_at_ms = min(
                    at_ms + SESSION_IDLE_MS, begun.created_at_ms + SESSION_MAX_MS
                )
            return _of_session(found.User, begun)

    async def resolve_token(self, secret: str) -> Principal | None:
        """Who an API token acts for: its scopes, cut to what its maker may do now."""
        if secret.startswith(screens.PREFIX):
            return await self.resolve_screen(secret)
        tenant = _tenant_of(secret.removeprefix(TOKEN_PREFIX))
        if tenant is None or not secret.startswith(TOKEN_PREFIX):
            return None
        at_ms = now_ms()
        async with self._database.session(tenant) as session:
            found = (
                await session.execute(
                    select(ApiToken, User)
                    .join(User, User.id == ApiToken.user_id)
                    .where(ApiToken.token_hash == fingerprint(secret), User.is_active)
                )
            ).one_or_none()
            if found is None or (found.ApiToken.expires_at_ms or at_ms + 1) <= at_ms:
                return None
            token: ApiToken = found.ApiToken
            if at_ms - (token.last_used_at_ms or 0) > _TOUCH_MS:
                token.last_used_at_ms = at_ms
            return _of_token(found.User, token)

    async def resolve_screen(self, secret: str) -> Principal | None:
        """The screen that a link belongs to; None where the link was taken back."""
        tenant = _tenant_of(secret.removeprefix(screens.PREFIX))
        if tenant is None:
            return None
        at_ms = now_ms()
        async with self._database.session(tenant) as session:
            query = select(Screen).where(Screen.token_hash == fingerprint(secret))
            screen = (await session.execute(query)).scalar_one_or_none()
            if screen is None:
                return None
            if at_ms - (screen.last_used_at_ms or 0) > _TOUCH_MS:
                screen.last_used_at_ms = at_ms
            return Principal(
                tenant=tenant,
                user_id="",
                login="",
                name=screen.name,
                roles=(),
                permissions=ON_SCREENS,
                via="screen",
                via_id=screen.id,
                wallboard_id=screen.wallboard_id,
            )

    async def log_out(self, principal: Principal) -> None:
        """End this session; nothing happens when it is over already."""
        async with self._database.session(principal.tenant) as session:
            await session.execute(delete(Session).where(Session.id == principal.via_id))
            subject = f"user:{principal.user_id}"
            audit.record(session, principal.tenant, principal, "session.ended", subject)


async def end_sessions(session: AsyncSession, user_id: str, *, except_id: str = "") -> None:
    """Log a user out everywhere, as after a new password."""
    await session.execute(
        delete(Session).where(Session.user_id == user_id, Session.id != except_id)
    )


async def forget_expired_sessions(database: Database) -> None:
    """Remove what no longer opens anything; to be called now and then."""
    async with database.session(EVERY_TENANT) as session:
        await session.execute(delete(Session).where(Session.expires_at_ms <= now_ms()))


async def _active_user(session: AsyncSession, tenant: str, login: str) -> User | None:
    query = select(User).where(User.tenant_id == tenant, User.login == login, User.is_active)
    return (await session.execute(query)).scalar_one_or_none()


def _tenant_of(secret: str) -> str | None:
    parts = _SECRET.fullmatch(secret)
    return parts[1] if parts else None


def _of_session(user: User, begun: Session) -> Principal:
    return Principal(
        tenant=user.tenant_id,
        user_id=user.id,
        login=user.login,
        name=user.name,
        roles=tuple(user.roles),
        permissions=permissions_of(user.roles),
        agent_id=user.agent_id,
        language=user.language,
        theme=user.theme,
        via="session",
        via_id=begun.id,
        csrf_token=begun.csrf_token,
    )


def _of_token(user: User, token: ApiToken) -> Principal:
    return Principal(
        tenant=user.tenant_id,
        user_id=user.id,
        login=user.login,
        name=token.name,
        roles=(),
        permissions=permissions_of(user.roles).intersection(token.scopes),
        agent_id=user.agent_id,
        language=user.language,
        via="token",
        via_id=token.id,
    )

"""What is done with users and API tokens. Each call works in the caller's transaction and is audited.

Nobody gives away an administrative permission without having it, or changes a user who has one
that the changer lacks; `by=None` is the system itself (the command line, a seed).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.identity import audit
from callfloor.identity.login import TOKEN_PREFIX, end_sessions
from callfloor.identity.models import ApiToken, User
from callfloor.identity.passwords import Passwords, fingerprint, new_secret
from callfloor.identity.permissions import (
    ADMINISTRATIVE,
    PERMISSIONS,
    ROLES,
    permissions_of,
)
from callfloor.identity.principal import Principal
from callfloor.identity.tenants import LANGUAGES
from callfloor.kit.clock import now_ms
from callfloor.kit.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from callfloor.kit.fields import told, wrong
from callfloor.kit.ids import new_id

THEMES = ("system", "light", "dark")
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,99}")
_EMAIL = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]{1,189}")


@dataclass(frozen=True, slots=True, kw_only=True)
class UserDraft:
    """What a user is to be; `password` empty keeps the one there is."""

    login: str
    name: str
    roles: tuple[str, ...]
    password: str = field(default="", repr=False)
    email: str = ""
    agent_id: str = ""
    language: str = "en"
    theme: str = "system"
    is_active: bool = True


def _check(draft: UserDraft) -> None:
    errors: list[dict[str, object]] = []
    if not _LOGIN.fullmatch(draft.login):
        message = "use small letters, digits and . _ @ + -"
        errors.append(wrong("login", "login_form", message))
    if not 1 <= len(draft.name.strip()) <= 200 or not draft.name.isprintable():
        errors.append(wrong("name", "name_form", "give a name of at most 200 characters", most=200))
    if draft.email and not _EMAIL.fullmatch(draft.email):
        errors.append(wrong("email", "email_form", "write one address as lead@example.org"))
    unknown = [role for role in draft.roles if role not in ROLES]
    if unknown or not draft.roles:
        message = f"choose one or more of {', '.join(ROLES)}"
        errors.append(wrong("roles", "choose_some", message))
    if draft.language not in LANGUAGES:
        message = f"choose one of {', '.join(LANGUAGES)}"
        errors.append(wrong("language", "choose_one", message, of=", ".join(LANGUAGES)))
    if draft.theme not in THEMES:
        message = f"choose one of {', '.join(THEMES)}"
        errors.append(wrong("theme", "choose_one", message, of=", ".join(THEMES)))
    if errors:
        msg = f"The user cannot be kept like this: {told(errors)}."
        raise InvalidError(msg, errors)


def _check_reach(by: Principal | None, *role_lists: Sequence[str]) -> None:
    """Whoever changes users holds each administrative permission that is touched."""
    if by is None:
        return
    by.require("users.manage")
    for roles in role_lists:
        beyond = (permissions_of(list(roles)) & ADMINISTRATIVE) - by.permissions
        if beyond:
            wanted = ", ".join(sorted(beyond))
            msg = f"This user has or would get {wanted}, which only someone with the same may give."
            raise ForbiddenError(msg, permissions=sorted(beyond))


def _shown(user: User) -> dict[str, Any]:
    return {
        "login": user.login,
        "name": user.name,
        "email": user.email,
        "roles": list(user.roles),
        "agent_id": user.agent_id,
        "language": user.language,
        "theme": user.theme,
        "is_active": user.is_active,
    }


async def get_user(session: AsyncSession, tenant: str, user_id: str) -> User:
    found = await session.get(User, user_id)
    if found is None or found.tenant_id != tenant:
        msg = "There is no such user."
        raise NotFoundError(msg, user_id=user_id)
    return found


async def find_user(session: AsyncSession, tenant: str, login: str) -> User | None:
    query = select(User).where(User.tenant_id == tenant, User.login == login.strip().lower())
    return (await session.execute(query)).scalar_one_or_none()


async def list_users(session: AsyncSession, tenant: str) -> list[User]:
    query = select(User).where(User.tenant_id == tenant).order_by(User.name, User.id)
    return list((await session.execute(query)).scalars())


async def create_user(
    session: AsyncSession,
    tenant: str,
    draft: UserDraft,
    passwords: Passwords,
    by: Principal | None,
) -> User:
    """ConflictError where the login is taken."""
    _check(draft)
    _check_reach(by, draft.roles)
    if await find_user(session, tenant, draft.login) is not None:
        msg = f"Somebody logs in as {draft.login!r} already; choose another name."
        raise ConflictError(msg, login=draft.login)
    user = User(
        id=new_id(),
        tenant_id=tenant,
        login=draft.login,
        name=draft.name.strip(),
        email=draft.email,
        password_hash=await passwords.hash(draft.password),
        roles=list(draft.roles),
        language=draft.language,
        theme=draft.theme,
        agent_id=draft.agent_id,
        is_active=draft.is_active,
        created_at_ms=now_ms(),
        last_login_at_ms=None,
    )
    session.add(user)
    audit.record(session, tenant, by, "user.created", f"user:{user.id}", after=_shown(user))
    await session.flush()
    return user


async def change_user(
    session: AsyncSession,
    tenant: str,
    user_id: str,
    draft: UserDraft,
    passwords: Passwords,
    by: Principal | None,
) -> User:
    """A new password, other roles or an end of activity log the user out everywhere."""
    _check(draft)
    user = await get_user(session, tenant, user_id)
    _check_reach(by, user.roles, draft.roles)
    before = _shown(user)
    if by is not None and by.user_id == user.id and sorted(user.roles) != sorted(draft.roles):
        msg = "Nobody changes the own roles; ask another manager of users."
        raise ForbiddenError(msg)
    other = await find_user(session, tenant, draft.login)
    if other is not None and other.id != user.id:
        msg = f"Somebody logs in as {draft.login!r} already; choose another name."
        raise ConflictError(msg, login=draft.login)
    if draft.password:
        user.password_hash = await passwords.hash(draft.password)
    user.login, user.name, user.roles = draft.login, draft.name.strip(), list(draft.roles)
    user.email, user.language, user.theme = draft.email, draft.language, draft.theme
    user.agent_id, user.is_active = draft.agent_id, draft.is_active
    after = _shown(user)
    if draft.password or not user.is_active or before["roles"] != after["roles"]:
        await end_sessions(session, user.id, except_id=by.via_id if by else "")
    if before != after or draft.password:
        note = {**after, **({"password": "changed"} if draft.password else {})}
        subject = f"user:{user.id}"
        audit.record(session, tenant, by, "user.changed", subject, before=before, after=note)
    return user


async def change_own_taste(
    session: AsyncSession, principal: Principal, *, language: str | None, theme: str | None
) -> User:
    """The language and the look of the console, which everyone sets without asking."""
    user = await get_user(session, principal.tenant, principal.user_id)
    if language is not None and language not in LANGUAGES:
        msg = f"Choose one of {', '.join(LANGUAGES)}."
        raise InvalidError(msg, [wrong("language", "choose_one", msg, of=", ".join(LANGUAGES))])
    if theme is not None and theme not in THEMES:
        msg = f"Choose one of {', '.join(THEMES)}."
        raise InvalidError(msg, [wrong("theme", "choose_one", msg, of=", ".join(THEMES))])
    user.language = language or user.language
    user.theme = theme or user.theme
    return user


async def list_tokens(session: AsyncSession, tenant: str) -> list[ApiToken]:
    query = select(ApiToken).where(ApiToken.tenant_id == tenant).order_by(ApiToken.id.desc())
    return list((await session.execute(query)).scalars())


async def create_token(
    session: AsyncSession,
    by: Principal,
    *,
    name: str,
    scopes: Sequence[str],
    expires_at_ms: int | None = None,
) -> tuple[str, ApiToken]:
    """The secret, shown this once only, and what is kept of it."""
    by.require("tokens.manage")
    errors: list[dict[str, object]] = []
    if not 1 <= len(name.strip()) <= 200 or not name.isprintable():
        errors.append(wrong("name", "name_form", "give a name of at most 200 characters", most=200))
    if not scopes or any(scope not in PERMISSIONS for scope in scopes):
        message = f"choose one or more of {', '.join(PERMISSIONS)}"
        errors.append(wrong("scopes", "choose_some", message))
    if expires_at_ms is not None and expires_at_ms <= now_ms():
        errors.append(wrong("expires_at", "time_past", "choose a time to come"))
    if errors:
        msg = f"The token cannot be made like this: {told(errors)}."
        raise InvalidError(msg, errors)
    beyond = sorted(set(scopes) - by.permissions)
    if beyond:
        msg = f"You cannot give a token what you may not do yourself: {', '.join(beyond)}."
        raise ForbiddenError(msg, permissions=beyond)
    secret = f"{TOKEN_PREFIX}{by.tenant}.{new_secret()}"
    token = ApiToken(
        id=new_id(),
        tenant_id=by.tenant,
        user_id=by.user_id,
        name=name.strip(),
        token_hash=fingerprint(secret),
        scopes=sorted(set(scopes)),
        created_at_ms=now_ms(),
        last_used_at_ms=None,
        expires_at_ms=expires_at_ms,
    )
    session.add(token)
    after = {"name": token.name, "scopes": token.scopes, "expires_at_ms": expires_at_ms}
    audit.record(session, by.tenant, by, "token.created", f"token:{token.id}", after=after)
    await session.flush()
    return secret, token


async def delete_token(session: AsyncSession, by: Principal, token_id: str) -> None:
    """It opens nothing from now on. NotFoundError where there is none."""
    by.require("tokens.manage")
    token = await session.get(ApiToken, token_id)
    if token is None or token.tenant_id != by.tenant:
        msg = "There is no such token."
        raise NotFoundError(msg, token_id=token_id)
    await session.execute(delete(ApiToken).where(ApiToken.id == token_id))
    before = {"name": token.name, "scopes": token.scopes}
    audit.record(session, by.tenant, by, "token.deleted", f"token:{token_id}", before=before)

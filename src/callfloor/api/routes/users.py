"""The people who log in, as those with `users.manage` see and change them."""

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text, at_text_or_none
from callfloor.centre import links
from callfloor.identity import service
from callfloor.identity.models import User
from callfloor.identity.permissions import Permission
from callfloor.identity.service import UserDraft

router = APIRouter(prefix="/users", tags=["users"])

_NEEDS: tuple[Permission, ...] = ("users.manage",)


class UserShown(Answer):
    id: str
    login: str
    name: str
    email: str
    roles: list[str]
    agent_id: str
    language: str
    theme: str
    is_active: bool
    created_at: str
    last_login_at: str | None


class UserPage(Answer):
    items: list[UserShown]
    next_cursor: str | None = None
    total: int


class NewUser(Shape):
    login: str = Field(max_length=100)
    name: str = Field(max_length=200)
    password: str = Field(max_length=200)
    email: str = Field("", max_length=254)
    roles: list[str] = Field(max_length=20)
    agent_id: str = Field("", max_length=100)
    language: str = "en"


class UserChange(Shape):
    """What is left out stays as it is."""

    login: str | None = Field(None, max_length=100)
    name: str | None = Field(None, max_length=200)
    password: str | None = Field(None, max_length=200)
    email: str | None = Field(None, max_length=254)
    roles: list[str] | None = Field(None, max_length=20)
    agent_id: str | None = Field(None, max_length=100)
    language: str | None = None
    is_active: bool | None = None


_EXAMPLE: dict[str, Any] = {
    "id": "01JZ3J0Q8ZC5N6W0J5R1T2V3X4",
    "login": "lucia",
    "name": "Lucía Pérez",
    "email": "lucia@example.org",
    "roles": ["supervisor"],
    "agent_id": "",
    "language": "es",
    "theme": "system",
    "is_active": True,
    "created_at": "2026-11-01T08:00:00.000Z",
    "last_login_at": None,
}


@router.get(
    "",
    **described(
        "All users", needs=_NEEDS, answer={"items": [_EXAMPLE], "next_cursor": None, "total": 1}
    ),
)
async def listed(principal: Asking, parts: PartsDep) -> UserPage:
    async with parts.database.session(principal.tenant) as session:
        users = await service.list_users(session, principal.tenant)
    return UserPage(items=[_shown(user) for user in users], total=len(users))


@router.post(
    "",
    **described(
        "Add a user",
        needs=_NEEDS,
        status=201,
        body={
            "login": "lucia",
            "name": "Lucía Pérez",
            "password": "a long enough sentence",
            "roles": ["supervisor"],
            "language": "es",
        },
        answer=_EXAMPLE,
    ),
)
async def create(body: NewUser, principal: Asking, parts: PartsDep) -> UserShown:
    login = body.login.lower()
    async with parts.database.session(principal.tenant) as session:
        named = await links.agent_with_login(session, principal.tenant, login)
        draft = UserDraft(
            login=login,
            name=body.name,
            roles=tuple(body.roles),
            password=body.password,
            email=body.email.strip(),
            agent_id=body.agent_id or named,
            language=body.language,
        )
        user = await service.create_user(
            session, principal.tenant, draft, parts.door.passwords, principal
        )
        return _shown(user)


@router.patch(
    "/{user_id}",
    **described(
        "Change a user", needs=_NEEDS, body={"roles": ["supervisor", "quality"]}, answer=_EXAMPLE
    ),
)
async def change(user_id: str, body: UserChange, principal: Asking, parts: PartsDep) -> UserShown:
    given = body.model_dump(exclude_none=True)
    async with parts.database.session(principal.tenant) as session:
        user = await service.get_user(session, principal.tenant, user_id)
        draft = UserDraft(
            login=str(given.get("login", user.login)).lower(),
            name=given.get("name", user.name),
            roles=tuple(given.get("roles", user.roles)),
            password=given.get("password", ""),
            email=str(given.get("email", user.email)).strip(),
            agent_id=given.get("agent_id", user.agent_id),
            language=given.get("language", user.language),
            theme=user.theme,
            is_active=given.get("is_active", user.is_active),
        )
        changed = await service.change_user(
            session, principal.tenant, user_id, draft, parts.door.passwords, principal
        )
        return _shown(changed)


def _shown(user: User) -> UserShown:
    return UserShown(
        id=user.id,
        login=user.login,
        name=user.name,
        email=user.email,
        roles=list(user.roles),
        agent_id=user.agent_id,
        language=user.language,
        theme=user.theme,
        is_active=user.is_active,
        created_at=at_text(user.created_at_ms),
        last_login_at=at_text_or_none(user.last_login_at_ms),
    )

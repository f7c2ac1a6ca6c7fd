"""Logging in and out, and what a page must know of the person who has."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import Field

from callfloor.api.described import LOGGED_IN, PUBLIC, Answer, Shape, described
from callfloor.api.parts import Parts, PartsDep
from callfloor.api.security import COOKIE, Asking, address_of
from callfloor.identity.login import SESSION_MAX_MS
from callfloor.identity.principal import Principal
from callfloor.identity.service import change_own_taste, get_user
from callfloor.identity.tenants import get_tenant
from callfloor.kit.clock import now_ms

router = APIRouter(prefix="/session", tags=["session"])

Language = Literal["en", "es", "zh", "zh-CN"]
Theme = Literal["light", "dark", "system"]


class LogIn(Shape):
    """`tenant` may be left out where the installation has only one."""

    tenant: str = Field("", max_length=63)
    login: str = Field(min_length=1, max_length=200)
    password: str = Field(min_length=1, max_length=1000)


class Preferences(Shape):
    language: Language | None = None
    theme: Theme | None = None


class UserShown(Answer):
    id: str
    name: str
    login: str
    language: str
    theme: str


class TenantShown(Answer):
    id: str
    name: str
    zone: str
    country: str
    is_demo: bool


class Session(Answer):
    """`csrf_token` goes into the header X-CSRF-Token of every request that changes something."""

    user: UserShown
    tenant: TenantShown
    roles: list[str]
    permissions: list[str]
    agent_id: str | None
    csrf_token: str
    home: str


EXAMPLE = {
    "user": {
        "id": "01JZ3J0Q8ZC5N6W0J5R1T2V3X4",
        "name": "María García",
        "login": "maria",
        "language": "es",
        "theme": "system",
    },
    "tenant": {
        "id": "demo",
        "name": "Demo shop",
        "zone": "Europe/Madrid",
        "country": "ES",
        "is_demo": True,
    },
    "roles": ["agent"],
    "permissions": ["contacts.view_own", "desk.use", "recordings.listen_own"],
    "agent_id": "maria",
    "csrf_token": "yXk0…",
    "home": "desk",
}


@router.post(
    "",
    **described(
        "Log in",
        needs=PUBLIC,
        body={"login": "maria", "password": "correct horse battery"},
        answer=EXAMPLE,
    ),
)
async def log_in(body: LogIn, request: Request, response: Response, parts: PartsDep) -> Session:
    address = address_of(request)
    parts.login_limit.take(address, now_ms())
    logged_in = await parts.door.log_in(
        body.tenant,
        body.login,
        body.password,
        address=address,
        browser=request.headers.get("user-agent", ""),
    )
    response.set_cookie(
        COOKIE,
        logged_in.secret,
        max_age=SESSION_MAX_MS // 1000,
        httponly=True,
        samesite="lax",
        secure=parts.is_https,
        path="/",
    )
    response.headers["Cache-Control"] = "no-store"
    return await _shown(parts, logged_in.principal)


@router.get("", **described("The session of this browser", needs=LOGGED_IN, answer=EXAMPLE))
async def read(principal: Asking, response: Response, parts: PartsDep) -> Session:
    response.headers["Cache-Control"] = "no-store"
    return await _shown(parts, principal)


@router.patch(
    "",
    **described(
        "Change one's own language or theme",
        needs=LOGGED_IN,
        body={"language": "es", "theme": "dark"},
        answer=EXAMPLE,
    ),
)
async def change(body: Preferences, principal: Asking, parts: PartsDep) -> Session:
    language = "zh" if body.language == "zh-CN" else body.language
    async with parts.database.session(principal.tenant) as session:
        await change_own_taste(session, principal, language=language, theme=body.theme)
    return await _shown(parts, principal)


@router.delete("", **described("Log out", needs=LOGGED_IN, status=204))
async def log_out(principal: Asking, response: Response, parts: PartsDep) -> None:
    await parts.door.log_out(principal)
    response.delete_cookie(COOKIE, path="/")


async def _shown(parts: Parts, principal: Principal) -> Session:
    async with parts.database.session(principal.tenant) as session:
        tenant = await get_tenant(session, principal.tenant)
        user = await get_user(session, principal.tenant, principal.user_id)
    return Session(
        user=UserShown(
            id=user.id,
            name=user.name,
            login=user.login,
            language=user.language,
            theme=user.theme,
        ),
        tenant=TenantShown(
            id=tenant.tenant_id,
            name=tenant.name,
            zone=tenant.zone,
            country=tenant.country,
            is_demo=tenant.is_demo,
        ),
        roles=list(principal.roles),
        permissions=sorted(principal.permissions),
        agent_id=principal.agent_id or None,
        csrf_token=principal.csrf_token,
        home=principal.home,
    )

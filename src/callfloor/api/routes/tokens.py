"""Keys for programs; the secret is shown once, when it is made."""

from datetime import datetime

from fastapi import APIRouter
from pydantic import Field

from callfloor.api.described import Answer, Shape, described
from callfloor.api.parts import PartsDep
from callfloor.api.security import Asking
from callfloor.api.times import at_text, at_text_or_none, ms_of
from callfloor.identity import service
from callfloor.identity.models import ApiToken
from callfloor.identity.permissions import Permission

router = APIRouter(prefix="/tokens", tags=["tokens"])

_NEEDS: tuple[Permission, ...] = ("tokens.manage",)


class TokenShown(Answer):
    id: str
    name: str
    scopes: list[str]
    created_at: str
    last_used_at: str | None
    expires_at: str | None


class TokenMade(TokenShown):
    """`token` is shown this once only."""

    token: str


class TokenPage(Answer):
    items: list[TokenShown]
    next_cursor: str | None = None
    total: int


class NewToken(Shape):
    """`scopes` are permissions that the maker has."""

    name: str = Field(max_length=200)
    scopes: list[str] = Field(max_length=50)
    expires_at: datetime | None = None


_EXAMPLE = {
    "id": "01JZ3J0Q8ZC5N6W0J5R1T2V3X4",
    "name": "Reporting",
    "scopes": ["contacts.view_all", "indicators.view"],
    "created_at": "2026-11-01T08:00:00.000Z",
    "last_used_at": None,
    "expires_at": "2027-11-01T08:00:00.000Z",
}


@router.get(
    "",
    **described(
        "All API tokens",
        needs=_NEEDS,
        answer={"items": [_EXAMPLE], "next_cursor": None, "total": 1},
    ),
)
async def listed(principal: Asking, parts: PartsDep) -> TokenPage:
    async with parts.database.session(principal.tenant) as session:
        tokens = await service.list_tokens(session, principal.tenant)
    return TokenPage(items=[TokenShown(**_shown(token)) for token in tokens], total=len(tokens))


@router.post(
    "",
    **described(
        "Make an API token",
        needs=_NEEDS,
        status=201,
        body={"name": "Reporting", "scopes": ["contacts.view_all", "indicators.view"]},
        answer={**_EXAMPLE, "token": "callfloor_demo.…"},
    ),
)
async def create(body: NewToken, principal: Asking, parts: PartsDep) -> TokenMade:
    async with parts.database.session(principal.tenant) as session:
        secret, token = await service.create_token(
            session,
            principal,
            name=body.name,
            scopes=body.scopes,
            expires_at_ms=ms_of(body.expires_at, "expires_at"),
        )
        return TokenMade(token=secret, **_shown(token))


@router.delete("/{token_id}", **described("Take a token back", needs=_NEEDS, status=204))
async def delete(token_id: str, principal: Asking, parts: PartsDep) -> None:
    async with parts.database.session(principal.tenant) as session:
        await service.delete_token(session, principal, token_id)


def _shown(token: ApiToken) -> dict[str, object]:
    return {
        "id": token.id,
        "name": token.name,
        "scopes": list(token.scopes),
        "created_at": at_text(token.created_at_ms),
        "last_used_at": at_text_or_none(token.last_used_at_ms),
        "expires_at": at_text_or_none(token.expires_at_ms),
    }

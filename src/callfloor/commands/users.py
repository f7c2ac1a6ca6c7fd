"""`users add | list | password`: people from the command line, as the first one of a company must be."""

import asyncio
import json
import secrets
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from callfloor.kit import log
from callfloor.kit.errors import InvalidError, NotFoundError
from callfloor.kit.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

_T = TypeVar("_T")
_TENANT = Annotated[str, typer.Option(help="Whose; may be left out where there is one company.")]
_JSON = Annotated[bool, typer.Option("--json", help="Print as JSON.")]

users = typer.Typer(
    help="People who log in.", no_args_is_help=True, rich_markup_mode=None, add_completion=False
)


@users.command()
def add(
    login: Annotated[str, typer.Argument(help="What the person types to log in.")],
    role: Annotated[list[str], typer.Option(help="A role; repeat it for several.")],
    name: Annotated[str, typer.Option(help="The person's name; else the login.")] = "",
    email: Annotated[str, typer.Option(help="Where alerts reach the person.")] = "",
    tenant: _TENANT = "",
    language: Annotated[str, typer.Option(help="en, es or zh.")] = "en",
    as_json: _JSON = False,
) -> None:
    """Make a user with a new password, which is shown this once.

    Example: callfloor users add boss --role manager --name "Ada Boss"
    """
    from callfloor.centre import links
    from callfloor.identity import service
    from callfloor.identity.passwords import Passwords

    password = secrets.token_urlsafe(12)

    async def work(session: "AsyncSession", owner: str) -> str:
        draft = service.UserDraft(
            login=login,
            name=name or login,
            roles=tuple(role),
            password=password,
            email=email,
            language=language,
            agent_id=await links.agent_with_login(session, owner, login),
        )
        await service.create_user(session, owner, draft, Passwords(), None)
        return owner

    owner = _run(tenant, work)
    shown = {"tenant": owner, "login": login, "password": password}
    _print(shown, as_json, f"{login} of {owner} has the password {password}")


@users.command(name="list")
def list_(tenant: _TENANT = "", as_json: _JSON = False) -> None:
    """Print the users of a company.

    Example: callfloor users list --json
    """
    from callfloor.identity import service

    async def work(session: "AsyncSession", owner: str) -> list[dict[str, Any]]:
        return [
            {
                "login": user.login,
                "name": user.name,
                "email": user.email,
                "roles": list(user.roles),
                "agent_id": user.agent_id,
                "is_active": user.is_active,
            }
            for user in await service.list_users(session, owner)
        ]

    found = _run(tenant, work)
    lines = [f"{u['login']:<20} {', '.join(u['roles']):<20} {u['name']}" for u in found]
    _print(found, as_json, "\n".join(lines) or "There are no users yet; callfloor users add.")


@users.command()
def password(
    login: Annotated[str, typer.Argument(help="Whose password.")],
    tenant: _TENANT = "",
    as_json: _JSON = False,
) -> None:
    """Give a user a new password, which is shown this once, and end the sessions there are.

    Example: callfloor users password boss
    """
    from callfloor.identity import service
    from callfloor.identity.passwords import Passwords

    new = secrets.token_urlsafe(12)

    async def work(session: "AsyncSession", owner: str) -> str:
        user = await service.find_user(session, owner, login)
        if user is None:
            msg = f"Nobody logs in as {login!r}; callfloor users list shows who there is."
            raise NotFoundError(msg, login=login)
        draft = service.UserDraft(
            login=user.login,
            name=user.name,
            roles=tuple(user.roles),
            password=new,
            email=user.email,
            agent_id=user.agent_id,
            language=user.language,
            theme=user.theme,
            is_active=user.is_active,
        )
        await service.change_user(session, owner, user.id, draft, Passwords(), None)
        return owner

    owner = _run(tenant, work)
    shown = {"tenant": owner, "login": login, "password": new}
    _print(shown, as_json, f"{login} of {owner} has the password {new}")


def _run(tenant: str, work: "Callable[[AsyncSession, str], Awaitable[_T]]") -> _T:
    from callfloor.identity.login import Door
    from callfloor.identity.tenants import get_tenant, is_tenant_id
    from callfloor.kit.db import Database
    from callfloor.machine.postgres import connected

    settings = connected(Settings())
    log.configure("users", form=settings.log_format, level=settings.log_level)
    assert settings.database_url is not None
    url = settings.database_url.get_secret_value()

    async def run() -> _T:
        database = Database(url, part="callfloor users")
        try:
            owner = tenant or await Door(database).sole_tenant()
            if not is_tenant_id(owner):
                msg = "Name the company with --tenant: there is not exactly one, or no such one."
                raise InvalidError(msg)
            async with database.session(owner) as session:
                await get_tenant(session, owner)
                return await work(session, owner)
        finally:
            await database.close()

    return asyncio.run(run())


def _print(value: object, as_json: bool, text: str) -> None:
    sys.stdout.write((json.dumps(value, ensure_ascii=False) if as_json else text) + "\n")


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(users, name="users")

"""The demo centre: its settings, and one login for every role, with a password made at the seed.

The password stands in `secrets/demo.json` of the installation. It is shown on the login page only
where the console is reached from this machine alone.
"""

import ipaddress
import json
import os
import secrets
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.centre import file
from callfloor.centre.schemas import Agent
from callfloor.centre.service import load
from callfloor.identity import service
from callfloor.identity.passwords import Passwords
from callfloor.identity.permissions import Role
from callfloor.identity.service import UserDraft
from callfloor.kit.db import Database
from callfloor.kit.settings import Settings

TENANT = "demo"
_FILE = "demo.json"

STAFF: tuple[tuple[Role, str, str], ...] = (
    ("supervisor", "supervisor", "Laura Sanz"),
    ("quality", "quality", "Quinn Parker"),
    ("training", "training", "Teresa Vidal"),
    ("performance", "performance", "Peter Hughes"),
    ("statistics", "statistics", "Silvia Ramos"),
    ("planner", "planner", "Pilar Ortega"),
    ("hr", "hr", "Hugo Prieto"),
    ("manager", "manager", "Marta Iglesias"),
    ("department", "department", "Daniel Reyes"),
    ("integrator", "integrator", "Irene Costa"),
    ("host", "host", "Hannah Scott"),
)
"""Role, login and name of everyone who is no agent."""


@dataclass(frozen=True, slots=True)
class DemoLogin:
    role: str
    login: str
    password: str
    name: str


def demo_file() -> str:
    """The demo centre as YAML: also the first example of a centre's file."""
    return files("callfloor.centre").joinpath("demo.yaml").read_text(encoding="utf-8")


async def seed_demo(
    database: Database, secrets_folder: Path, passwords: Passwords | None = None
) -> bool:
    """Make the demo tenant with its centre and people; False where it is there already."""
    passwords = passwords or Passwords()
    async with database.session(TENANT) as session:
        planned = await file.plan(session, demo_file(), tenant_id=TENANT)
        if not any(change.kind == "tenant" and change.before is None for change in planned.changes):
            return False
        password = f"demo-{secrets.token_hex(5)}"
        await file.apply(session, demo_file(), tenant_id=TENANT, is_demo=True)
        logins = await _make_people(session, passwords, password)
        _keep(secrets_folder / _FILE, logins)
    return True


async def _make_people(
    session: AsyncSession, passwords: Passwords, password: str
) -> list[DemoLogin]:
    agents = (await load(session, TENANT)).of(Agent)
    people: list[tuple[Role, str, str, str]] = [
        ("agent", agent.login, agent.name, agent_id) for agent_id, agent in agents.items()
    ]
    people += [(role, login, name, "") for role, login, name in STAFF]
    for role, login, name, agent_id in people:
        draft = UserDraft(
            login=login, name=name, roles=(role,), password=password, agent_id=agent_id
        )
        await service.create_user(session, TENANT, draft, passwords, None)
    return [DemoLogin(role, login, password, name) for role, login, name, _agent_id in people]


def _keep(path: Path, logins: list[DemoLogin]) -> None:
    """Written before the commit: a login nobody knows the password of would be worse than none."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump([asdict(login) for login in logins], out, ensure_ascii=False, indent=2)
    part.replace(path)


def demo_logins(settings: Settings) -> list[DemoLogin]:
    """The demo's logins for the terminal of this machine; empty where there is no demo."""
    try:
        kept = json.loads((settings.secrets_folder / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [DemoLogin(**login) for login in kept]


def public_demo_logins(settings: Settings) -> list[DemoLogin]:
    """The same for the login page: nothing where another machine could reach it."""
    reached_by = urlsplit(settings.public_url or "").hostname
    if not _is_loopback(settings.host) or (reached_by and not _is_loopback(reached_by)):
        return []
    return demo_logins(settings)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""What the API is built from, made once by `bootstrap` and reached by every route."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from callfloor.alarms.watcher import Watcher
from callfloor.api.behind import FigureCache
from callfloor.api.clerk_seen import ClerkSeen
from callfloor.api.floor_client import FloorClient
from callfloor.api.frame import Metrics
from callfloor.api.limits import RateLimit
from callfloor.api.live import Live, LoadSettings
from callfloor.api.phone_proxy import PhoneProxy
from callfloor.centre.loaded import CentreSettings
from callfloor.contacts.captures import Binder
from callfloor.contacts.keeper import Keeper
from callfloor.contacts.projector import projection as contacts_projection
from callfloor.identity.login import Door
from callfloor.journal.postgres import PostgresJournal
from callfloor.journal.projection import Projection
from callfloor.kit.db import Database
from callfloor.kit.settings import Settings
from callfloor.metrics.presence import projection as spans_projection
from callfloor.recording.captures import Captures
from callfloor.recording.policy import retention_rules
from callfloor.recording.proof import Proofs
from callfloor.recording.retention import RetentionRule
from callfloor.recording.storage import store_of
from callfloor.recording.store import RecordingStore


@dataclass(frozen=True, kw_only=True)
class DemoLogin:
    """A login that a demo installation shows on its login page."""

    role: str
    login: str
    password: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Given:
    """What comes from outside. `console` is the folder of the built console, if there is one."""

    settings: Settings
    database: Database
    journal: PostgresJournal
    floor: FloorClient
    load_settings: LoadSettings
    demo_logins: Callable[[], Awaitable[list[DemoLogin]]]
    centre: Callable[[str], Awaitable[CentreSettings]]
    """The settings of one tenant as they are now."""
    console: Path | None = None


@dataclass(frozen=True)
class Parts:
    """Everything of one API process."""

    given: Given
    door: Door
    live: Live
    phone_proxy: PhoneProxy
    projections: tuple[Projection, ...]
    recordings: RecordingStore
    keeper: Keeper
    captures: Captures
    binder: Binder
    alarms: Watcher
    clerk: ClerkSeen
    figures: FigureCache
    proofs: Proofs
    metrics: Metrics = field(default_factory=Metrics)
    login_limit: RateLimit = field(
        default_factory=lambda: RateLimit(burst=30, refill_ms=2_000, what="logins")
    )
    capture_limit: RateLimit = field(
        default_factory=lambda: RateLimit(burst=120, refill_ms=500, what="pieces of a screen")
    )
    web_call_limit: RateLimit = field(
        default_factory=lambda: RateLimit(burst=5, refill_ms=12_000, what="calls")
    )
    web_call_limit_all: RateLimit = field(
        default_factory=lambda: RateLimit(burst=60, refill_ms=1_000, what="calls")
    )

    @property
    def database(self) -> Database:
        return self.given.database

    def projection_errors(self) -> dict[str, str]:
        """By projection, why it does not get on; an empty sentence where it does."""
        return {one.name: one.error for one in self.projections}

    @property
    def is_https(self) -> bool:
        return (self.given.settings.public_url or "").startswith("https://")


def build(given: Given) -> Parts:
    live = Live(given.database, given.journal, given.floor, given.load_settings)
    proxy = PhoneProxy(given.settings)
    store = store_of(given.settings)
    captures = Captures.of(given.settings)

    async def rules(tenant: str) -> tuple[RetentionRule, ...]:
        return retention_rules(await given.centre(tenant))

    projections = (contacts_projection(given.database), spans_projection(given.database))
    return Parts(
        given=given,
        door=Door(given.database),
        live=live,
        phone_proxy=proxy,
        projections=projections,
        recordings=store,
        keeper=Keeper(given.database, store, rules),
        captures=captures,
        binder=Binder(given.database, captures, store),
        alarms=Watcher(given.database, live.boards, given.centre, lambda: live.is_telephony_up),
        clerk=ClerkSeen(given.database),
        figures=FigureCache(given.database),
        proofs=Proofs(store),
    )


def parts_of(connection: HTTPConnection) -> Parts:
    parts: Parts = connection.app.state.parts
    return parts


PartsDep = Annotated[Parts, Depends(parts_of)]

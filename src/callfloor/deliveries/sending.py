"""Sends what is lined up, e-mail and signed webhooks, until it is taken or given up.

A message is taken with a lease: who dies while sending leaves it to be tried again, so it may come
twice and bears its id. One that hangs keeps its own place only, and no other message waits for it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from email.message import EmailMessage
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from callfloor.centre.loaded import CentreSettings
from callfloor.deliveries.models import Delivery
from callfloor.deliveries.webhook import post
from callfloor.floor.web import Web
from callfloor.kit import log
from callfloor.kit.clock import now_ms
from callfloor.kit.db import EVERY_TENANT, Database
from callfloor.kit.errors import NotFoundError, UnavailableError
from callfloor.kit.mail import CannotSendError, send
from callfloor.kit.settings import Settings
from callfloor.kit.tasks import end

WAITS_MS = (10_000, 60_000, 300_000, 1_800_000, 7_200_000, 14_400_000)
"""After each attempt that failed; behind the last the message is given up."""
PLACES = 20
"""So many messages are on their way at once."""
_LEASE_MS = 120_000
_logger = log.get("deliveries")


class Letter(Protocol):
    """What is told, written in the form that the way wants; both may take a while and block.

    `url` is where the console is reached, empty where that is not known.
    """

    def email(self, centre: CentreSettings, delivery: Delivery, url: str) -> EmailMessage: ...

    def body(self, centre: CentreSettings, delivery: Delivery) -> bytes: ...


FindLetter = Callable[[AsyncSession, str], Awaitable[Letter | None]]
"""By the id of what is told of; None where it is there no more."""
LoadCentre = Callable[[str], Awaitable[CentreSettings]]


class Sender:
    """`letters` has for each `Delivery.about` where its letters come from."""

    def __init__(
        self,
        database: Database,
        load_centre: LoadCentre,
        settings: Settings,
        web: Web,
        letters: Mapping[str, FindLetter],
    ) -> None:
        self._database, self._load = database, load_centre
        self._settings, self._web, self._letters = settings, web, letters
        self._under_way: set[asyncio.Task[None]] = set()

    async def look(self) -> int:
        """Begin to send what is due, as far as there are places; how many messages that were."""
        begun = 0
        while (free := PLACES - len(self._under_way)) > 0:
            taken = await self._take(free)
            if not taken:
                break
            begun += len(taken)
            for one in taken:
                task = asyncio.create_task(self._send(one), name=f"delivery {one.id}")
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)
        return begun

    async def settled(self) -> None:
        """When nothing is under way any more."""
        await asyncio.gather(*self._under_way)

    async def close(self) -> None:
        """Leave what is under way to its lease."""
        await end(self._under_way)

    async def _take(self, count: int) -> list[Delivery]:
        at_ms = now_ms()
        async with self._database.session(EVERY_TENANT) as session:
            query = (
                select(Delivery)
                .where(Delivery.state == "waiting", Delivery.due_at_ms <= at_ms)
                .order_by(Delivery.due_at_ms)
                .limit(count)
                .with_for_update(skip_locked=True)
            )
            taken = list((await session.execute(query)).scalars())
            for one in taken:
                one.attempts += 1
                one.due_at_ms = at_ms + _LEASE_MS
        return taken

    async def _send(self, one: Delivery) -> None:
        try:
            state, error, due_at_ms = await self._tried(one)
            async with self._database.session(one.tenant_id) as session:
                kept = await session.get(Delivery, one.id)
                if kept is not None:
                    kept.state, kept.error, kept.due_at_ms = state, error, due_at_ms
                    kept.changed_at_ms = now_ms()
        except UnavailableError as error:
            # Whether it went is not kept: its lease ends, and it is sent again.
            _logger.warning("a message waits", delivery=one.id, error=error.message)

    async def _tried(self, one: Delivery) -> tuple[str, str, int]:
        """State, what hinders it, and when it is due next."""
        try:
            await self._hand_over(one)
        except UnavailableError:
            raise
        except Exception as failure:
            is_over, why = one.attempts > len(WAITS_MS), _why(failure)
            _logger.warning(
                "a message was not sent", delivery=one.id, about=one.about, way=one.way,
                attempts=one.attempts, error=why, over=is_over,
            )  # fmt: skip
            if is_over:
                return "failed", why, now_ms()
            return "waiting", why, now_ms() + WAITS_MS[one.attempts - 1]
        return "sent", "", one.due_at_ms

    async def _hand_over(self, one: Delivery) -> None:
        try:
            centre = await self._load(one.tenant_id)
        except NotFoundError as error:
            msg = "The company is not there any more."
            raise CannotSendError(msg) from error
        async with self._database.session(one.tenant_id) as session:
            letter = await self._letters[one.about](session, one.about_id)
        if letter is None:
            msg = "What it tells of is not there any more."
            raise CannotSendError(msg)
        if one.way == "email":
            url = (self._settings.public_url or "").rstrip("/")
            message = await asyncio.to_thread(letter.email, centre, one, url)
            message["To"], message["Message-ID"] = one.target, f"<{one.id}@callfloor>"
            await send(self._settings, message)
        else:
            raw = await asyncio.to_thread(letter.body, centre, one)
            await post(self._web, centre, one.target, one.id, raw)


def _why(failure: Exception) -> str:
    """For whoever runs the centre; of what we did not foresee the kind alone, for it may quote anything."""
    if isinstance(failure, CannotSendError):
        return str(failure)
    return f"It could not be written or handed over: {type(failure).__name__}."

"""What recording a prompt by phone needs done beside the loop: the sound converted, kept, or thrown away.

A sound is converted once, as that of a file that is sent in; what is kept is what was played back.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from pathlib import Path

from callfloor.centre import prompt_sounds, sounds
from callfloor.floor.asking import Ask, KeepTake, PrepareTake, TakeKept, TakePrepared
from callfloor.identity.principal import Principal
from callfloor.kit import log
from callfloor.kit.db import Database
from callfloor.kit.errors import CallfloorError, InvalidError

_log = log.get("floor.studio")
FOLDER = "takes"
LIMIT_S = 10
"""Less than `takes.ANSWER_MS`: nothing is kept after the person was told that it was not."""

KeepSound = Callable[[str, KeepTake, bytes], Awaitable[TakeKept]]
"""(tenant, what, sound) → the prompt's new version."""


class Studio:
    """`raw_folder` is where telephony records, `prompts_folder` where it plays from."""

    def __init__(self, raw_folder: Path, prompts_folder: Path, keep: KeepSound) -> None:
        self._raw = raw_folder
        self._prompts = prompts_folder
        self._keep = keep

    async def answer(self, ask: Ask) -> TakePrepared | TakeKept:
        """Never raises, and ends by itself."""
        what = ask.what
        failed = TakeKept if isinstance(what, KeepTake) else TakePrepared
        try:
            async with asyncio.timeout(LIMIT_S):
                if isinstance(what, PrepareTake):
                    return await asyncio.to_thread(self._prepare, what.recording_id)
                assert isinstance(what, KeepTake)
                content = await asyncio.to_thread(self._path(what.recording_id).read_bytes)
                return await self._keep(ask.tenant, what, content)
        except InvalidError as error:
            code = error.errors[0].get("code", error.code) if error.errors else error.code
            return failed(error=str(code))
        except (CallfloorError, OSError, TimeoutError) as error:
            _log.warning("a prompt recorded by phone was not kept", error=str(error))
            return failed(error="unavailable")

    def _path(self, recording_id: str) -> Path:
        return self._prompts / FOLDER / f"{recording_id}.wav"

    def _prepare(self, recording_id: str) -> TakePrepared:
        raw = self._raw / f"{recording_id}.wav"
        content = sounds.to_telephone(raw.read_bytes())
        path = self._path(recording_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        raw.unlink(missing_ok=True)
        return TakePrepared(file=str(path.relative_to(self._prompts)))

    def clear(self, alive: Collection[str]) -> None:
        """Throw away what calls that are over have left, kept or not; also those of an earlier floor."""
        left = [*self._raw.glob("*.h1.t*.wav"), *(self._prompts / FOLDER).glob("*.h1.t*.wav")]
        for path in left:
            if path.name.partition(".")[0] not in alive:
                path.unlink(missing_ok=True)


def keeper(database: Database, reload: Callable[[str], Awaitable[None]]) -> KeepSound:
    """Into the database, as a new version by whom it was recorded; the floor says it from now on."""

    async def keep(tenant: str, what: KeepTake, content: bytes) -> TakeKept:
        by = _author(tenant, what)
        async with database.session(tenant) as session:
            taken = await prompt_sounds.take(
                session, tenant, what.prompt, what.language, content, by
            )
        await reload(tenant)
        return TakeKept(sound=taken.sound, version=taken.version)

    return keep


def _author(tenant: str, what: KeepTake) -> Principal:
    """Who may record was asked before; here it is only named."""
    kind, _, name_id = what.actor.partition(":")
    return Principal(
        tenant=tenant,
        user_id=name_id,
        login="",
        name=what.actor_name,
        roles=(),
        permissions=frozenset(),
        via="session" if kind == "user" else kind,
        via_id=name_id,
    )

"""Who is registered or answers, asked of Asterisk: ARI lists no contacts, but tells when one changes.

A channel that does nothing lets the functions be read that know of them.
"""

import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from callfloor.kit.log import get
from callfloor.telephony.asterisk.client import AriClient, path_of
from callfloor.telephony.asterisk.dialplan import PHONES_APP, PROBE
from callfloor.telephony.asterisk.wire import decode_variable

LOST = frozenset({"Removed", "Unreachable"})
"""States of a contact that cannot be called."""
_SOURCES_AT_ONCE = 50

log = get("phones")


class Probe:
    """The channel, while it is there; `id` is empty where there is none, and nothing is found."""

    def __init__(self, client: AriClient, channel_id: str) -> None:
        self._client = client
        self.id = channel_id

    async def contacts(self, aor: str) -> dict[str, str]:
        """URI → status of each contact of an address of record."""
        found: dict[str, str] = {}
        names = await self._read(f"PJSIP_AOR({aor},contact)")
        for name in filter(None, names.split(",")):
            status = await self._read(f"PJSIP_CONTACT({name},status)")
            uri = await self._read(f"PJSIP_CONTACT({name},uri)")
            if uri:
                found[uri] = status
        return found

    async def _read(self, function: str) -> str:
        if not self.id:
            return ""
        answer = await self._client.get(path_of("channels", self.id, "variable"), variable=function)
        return decode_variable(answer.body).value if answer.ok else ""


@asynccontextmanager
async def probing(client: AriClient) -> AsyncIterator[Probe]:
    name = f"probe-{time.monotonic_ns()}"
    made = await client.post(
        "/channels/create", endpoint=f"Local/s@{PROBE}", app=PHONES_APP, channelId=name
    )
    try:
        yield Probe(client, name if made.ok else "")
    finally:
        if made.ok:
            await client.delete(path_of("channels", name))


async def watch(client: AriClient, endpoints: Iterable[str]) -> None:
    """Have ContactStatusChange told of these endpoints; again is no harm."""
    names = list(endpoints)
    for start in range(0, len(names), _SOURCES_AT_ONCE):
        sources = ",".join(
            f"endpoint:PJSIP/{one}" for one in names[start : start + _SOURCES_AT_ONCE]
        )
        answer = await client.post(
            path_of("applications", PHONES_APP, "subscription"), eventSource=sources
        )
        if not answer.ok:
            log.warning("endpoints are not watched", status=answer.status, sources=sources[:200])

"""Phones: their SIP accounts in Asterisk's memory, and which of them are reachable now.

A registration is told apart by its contact URI: a reloaded page comes with another one. Accounts are
put in again whenever Asterisk lost them.
"""

import asyncio
from collections.abc import Callable

from ulid import ULID

from callfloor.kit.clock import now_ms
from callfloor.kit.errors import UnavailableError
from callfloor.kit.log import get
from callfloor.telephony import port
from callfloor.telephony.asterisk.client import AriClient, path_of
from callfloor.telephony.asterisk.dialplan import PHONES_APP
from callfloor.telephony.asterisk.probing import LOST, Probe, probing, watch
from callfloor.telephony.asterisk.sip import phone_objects
from callfloor.telephony.asterisk.wire import (
    Event,
    decode_endpoints,
    decode_fields,
)

_WEB_ACCOUNT_MS = 60 * 60_000
_AT_ONCE = 8
_LOOK_AGAIN_S = (1.0, 4.0)
"""After a phone seems gone: a page that was opened again may have been told first."""

log = get("phones")


def _is_web(name: str) -> bool:
    return name.startswith("web.") or ".web." in name


class Phones:
    """`emit` gets a PhoneReachable for every change, never the same twice."""

    def __init__(self, client: AriClient, emit: Callable[[port.PhoneReachable], None]) -> None:
        self._client = client
        self._emit = emit
        self._accounts: dict[str, port.PhoneAccount] = {}
        self._contacts: dict[str, dict[str, bool]] = {}
        """Phone → contact URI → reachable, the newest last."""
        self._told: dict[str, str] = {}
        self._doubts: dict[str, asyncio.Task[None]] = {}
        self.up = False

    @property
    def reachable(self) -> dict[str, str]:
        """Phone id → registration, of those that can be rung."""
        return dict(self._told)

    async def put(self, account: port.PhoneAccount) -> None:
        if self._accounts.get(account.phone_id) == account:
            return
        self._accounts[account.phone_id] = account
        if self.up:
            await self._push(account)

    async def remove(self, phone_id: str) -> None:
        account = self._accounts.pop(phone_id, None)
        if self.up:
            kinds = ("endpoint", "aor", "auth") if account is None else _kinds(account)
            await self._unsubscribe(phone_id)
            for kind in kinds:
                await self._client.delete(_object_path(kind, phone_id))
        self._contacts.pop(phone_id, None)
        self._settle(phone_id)

    async def _push(self, account: port.PhoneAccount) -> None:
        for kind, fields in phone_objects(account):
            body = {"fields": [{"attribute": key, "value": value} for key, value in fields.items()]}
            answer = await self._client.put(_object_path(kind, account.phone_id), body)
            if not answer.ok:
                said = answer.body.decode(errors="replace")[:200]
                msg = f"Asterisk refused the {kind} of phone {account.phone_id}: {said}"
                raise UnavailableError(msg)
        if account.kind != "web_call":
            await watch(self._client, [account.phone_id])

    async def _unsubscribe(self, phone_id: str) -> None:
        """Else an account put in again under this name would not be heard."""
        source = f"endpoint:PJSIP/{phone_id}"
        await self._client.delete(
            path_of("applications", PHONES_APP, "subscription"), eventSource=source
        )

    async def synchronise(self) -> list[str]:
        """After (re)connecting: put in what is missing, and see who is registered.

        Returns the phones that are in Asterisk and not known here, to `learn`.
        """
        there = {
            one.resource
            for one in decode_endpoints((await self._client.get("/endpoints/PJSIP")).body)
        }
        self.up = True
        self._drop_old_web_accounts()
        limit = asyncio.Semaphore(_AT_ONCE)

        async def push(account: port.PhoneAccount) -> None:
            async with limit:
                await self._push(account)

        missing = [one for name, one in self._accounts.items() if name not in there]
        await asyncio.gather(*(push(one) for one in missing))
        ids = {one for one in self._accounts if not _is_web(one)}
        unknown = sorted(name for name in there if _is_phone(name) and name not in ids)
        ids |= set(unknown)
        await watch(self._client, sorted(ids))
        await self._read_contacts(sorted(ids))
        return unknown

    async def learn(self, phone_ids: list[str]) -> None:
        """Accounts that an earlier controller put in: were Asterisk to lose them, they come back."""
        for phone_id in phone_ids:
            auth = await self._client.get(_object_path("auth", phone_id))
            endpoint = await self._client.get(_object_path("endpoint", phone_id))
            if not (auth.ok and endpoint.ok) or phone_id in self._accounts:
                continue
            known = {one.attribute: one.value for one in decode_fields(auth.body)}
            media = {one.attribute: one.value for one in decode_fields(endpoint.body)}
            self._accounts[phone_id] = port.PhoneAccount(
                phone_id=phone_id,
                user=known.get("username", phone_id),
                secret=known.get("password", ""),
                kind="browser" if media.get("webrtc") in ("yes", "true") else "sip",
                language=media.get("language", ""),
            )

    def _drop_old_web_accounts(self) -> None:
        """Accounts of web calls are for once; the old ones are not put in again."""
        oldest_ms = now_ms() - _WEB_ACCOUNT_MS
        for name in [one for one in self._accounts if _is_web(one)]:
            made = name.rsplit(".", 1)[-1].upper()
            if len(made) != 26 or ULID.from_str(made).milliseconds < oldest_ms:
                del self._accounts[name]

    async def _read_contacts(self, phone_ids: list[str]) -> None:
        self._contacts.clear()
        if phone_ids:
            async with probing(self._client) as probe:
                limit = asyncio.Semaphore(_AT_ONCE)
                await asyncio.gather(*(self._read_one(probe, one, limit) for one in phone_ids))
        for phone_id in set(phone_ids) | set(self._told):
            self._settle(phone_id)

    async def _read_one(self, probe: Probe, phone_id: str, limit: asyncio.Semaphore) -> None:
        async with limit:
            for uri, status in (await probe.contacts(phone_id)).items():
                self._contacts.setdefault(phone_id, {})[uri] = status not in LOST

    def on_event(self, event: Event) -> None:
        info = event.contact_info
        if event.type != "ContactStatusChange" or info is None:
            return
        phone_id = info.aor or (event.endpoint.resource if event.endpoint else "")
        contacts = self._contacts.setdefault(phone_id, {})
        if info.contact_status == "Removed":
            contacts.pop(info.uri, None)
        else:
            contacts[info.uri] = info.contact_status not in LOST
        self._settle(phone_id)
        if phone_id not in self._told and phone_id not in self._doubts:
            doubt = asyncio.get_running_loop().create_task(self._look_again(phone_id))
            self._doubts[phone_id] = doubt
            doubt.add_done_callback(lambda _done: self._doubts.pop(phone_id, None))

    async def _look_again(self, phone_id: str) -> None:
        """Ask Asterisk itself: an agent whose page is open must not stay unreachable (pain 5)."""
        for wait_s in _LOOK_AGAIN_S:
            await asyncio.sleep(wait_s)
            if not self.up or phone_id in self._told or phone_id not in self._accounts:
                return
            try:
                async with probing(self._client) as probe:
                    if probe.id:
                        self._contacts.pop(phone_id, None)
                        await self._read_one(probe, phone_id, asyncio.Semaphore(1))
            except UnavailableError:
                return  # the synchronisation after the reconnection looks anyway
            self._settle(phone_id)

    def stop(self) -> None:
        for doubt in self._doubts.values():
            doubt.cancel()

    def _settle(self, phone_id: str) -> None:
        contacts = self._contacts.get(phone_id, {})
        registration = next((uri for uri in reversed(contacts) if contacts[uri]), "")
        if self._told.get(phone_id, "") == registration:
            return
        if registration:
            self._told[phone_id] = registration
        else:
            self._told.pop(phone_id, None)
        self._emit(
            port.PhoneReachable(
                at_ms=now_ms(),
                phone_id=phone_id,
                reachable=bool(registration),
                registration=registration,
            )
        )


def _is_phone(name: str) -> bool:
    """`<tenant>.<agent_id>`: neither a trunk's endpoint nor a web caller's."""
    return name.count(".") == 1 and not _is_web(name)


def _object_path(kind: str, phone_id: str) -> str:
    return path_of("asterisk", "config", "dynamic", "res_pjsip", kind, phone_id)


def _kinds(account: port.PhoneAccount) -> tuple[str, ...]:
    return tuple(kind for kind, _ in reversed(phone_objects(account)))

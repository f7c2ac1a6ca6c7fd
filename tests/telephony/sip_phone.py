"""A phone in a few lines: registers with digest over a WebSocket or UDP, answers OPTIONS, and can
answer a call as a browser or a desk phone would, without media of its own.
"""

import asyncio
import contextlib
import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

_CRLF = "\r\n"


def _header(text: str, name: str) -> str:
    found = re.search(rf"^{name}:\s*(.*?)\s*$", text, re.MULTILINE | re.IGNORECASE)
    return found[1] if found else ""


def _digest(challenge: str, method: str, uri: str, user: str, secret: str) -> str:
    fields = dict(re.findall(r'(\w+)="?([^",]+)"?', challenge))

    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    first = md5(f"{user}:{fields['realm']}:{secret}")
    second = md5(f"{method}:{uri}")
    cnonce = secrets.token_hex(4)
    middle = f"{fields['nonce']}:00000001:{cnonce}:auth" if "qop" in fields else fields["nonce"]
    answer = md5(f"{first}:{middle}:{second}")
    line = (
        f'Digest username="{user}", realm="{fields["realm"]}", nonce="{fields["nonce"]}", '
        f'uri="{uri}", response="{answer}", algorithm=MD5'
    )
    if "qop" in fields:
        line += f', qop=auth, nc=00000001, cnonce="{cnonce}"'
    if "opaque" in fields:
        line += f', opaque="{fields["opaque"]}"'
    return line


class WebPhone:
    """One page: each new one has a contact address of its own, as JsSIP gives it."""

    _via = "WS x.invalid"
    _socket: "aiohttp.ClientWebSocketResponse | UdpSocket"

    def __init__(self, port: int, user: str, secret: str) -> None:
        self._url = f"ws://127.0.0.1:{port}/ws"
        self._sip_port = port
        self.user = user
        self._secret = secret
        self._contact = f"sip:{secrets.token_hex(4)}@{secrets.token_hex(6)}.invalid;transport=ws"
        self._sequence = 0
        self._tag = secrets.token_hex(4)
        self._call_id = secrets.token_hex(8)
        self._answers: asyncio.Queue[str] = asyncio.Queue()
        self.on_invite: Callable[[str], None] = lambda _invite: None
        self.invites: list[str] = []

    async def open(self) -> None:
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(self._url, protocols=("sip",))
        self._reading = asyncio.create_task(self._read())

    async def close(self) -> None:
        """The page is gone: no BYE, no unregistering."""
        self._reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reading
        await self._socket.close()
        await self._session.close()

    async def register(self, expires: int = 120) -> int:
        """The final status of the registration."""
        uri = "sip:127.0.0.1"
        extra = [f"Contact: <{self._contact}>;expires={expires}"]
        return await self._request("REGISTER", uri, f"sip:{self.user}@127.0.0.1", extra)

    async def call(self, number: str) -> int:
        """The final status of an INVITE to a number; the media is plain RTP that never comes."""
        uri = f"sip:{number}@127.0.0.1"
        extra = [f"Contact: <{self._contact}>", "Content-Type: application/sdp"]
        return await self._request("INVITE", uri, uri, extra, sdp())

    async def _request(
        self, method: str, uri: str, to: str, extra: list[str], body: str = ""
    ) -> int:
        authorization = ""
        while True:
            self._sequence += 1
            lines = [
                f"{method} {uri} SIP/2.0",
                f"Via: SIP/2.0/{self._via};branch=z9hG4bK{secrets.token_hex(6)}",
                "Max-Forwards: 70",
                f"From: <sip:{self.user}@127.0.0.1>;tag={self._tag}",
                f"To: <{to}>",
                f"Call-ID: {self._call_id}",
                f"CSeq: {self._sequence} {method}",
                *extra,
            ]
            if authorization:
                lines.append(f"Authorization: {authorization}")
            lines.append(f"Content-Length: {len(body)}")
            await self._socket.send_str(_CRLF.join(lines) + _CRLF * 2 + body)
            answer = await self._final(method)
            status = int(answer.split(" ", 2)[1])
            if method == "INVITE":
                await self._acknowledge(uri, lines, answer)
            if status != 401 or authorization:
                return status
            challenge = _header(answer, "WWW-Authenticate")
            authorization = _digest(challenge, method, uri, self.user, self._secret)

    async def _acknowledge(self, uri: str, sent: list[str], answer: str) -> None:
        lines = [
            f"ACK {uri} SIP/2.0",
            sent[1],
            "Max-Forwards: 70",
            sent[3],
            f"To: {_header(answer, 'To')}",
            sent[5],
            f"CSeq: {self._sequence} ACK",
            "Content-Length: 0",
        ]
        await self._socket.send_str(_CRLF.join(lines) + _CRLF * 2)

    async def _final(self, method: str) -> str:
        """The final answer to this request; one to an earlier BYE is not it."""
        async with asyncio.timeout(20):
            while True:
                answer = await self._answers.get()
                is_final = int(answer.split(" ", 2)[1]) >= 200
                if is_final and _header(answer, "CSeq").endswith(method):
                    return answer

    async def reply(self, request: str, status: str, body: str = "") -> None:
        to = _header(request, "To")
        if ";tag=" not in to and not status.startswith("100"):
            to += f";tag={self._tag}"
        lines = [
            f"SIP/2.0 {status}",
            *re.findall(r"^Via:.*?(?=\r?$)", request, re.MULTILINE | re.IGNORECASE),
            f"From: {_header(request, 'From')}",
            f"To: {to}",
            f"Call-ID: {_header(request, 'Call-ID')}",
            f"CSeq: {_header(request, 'CSeq')}",
            f"Contact: <{self._contact}>",
        ]
        if body:
            lines.append("Content-Type: application/sdp")
        lines.append(f"Content-Length: {len(body)}")
        await self._socket.send_str(_CRLF.join(lines) + _CRLF * 2 + body)

    async def hang_up(self, invite: str) -> None:
        """BYE the call that this INVITE began."""
        contact = re.search(r"<([^>]+)>", _header(invite, "Contact"))
        assert contact is not None
        lines = [
            f"BYE {contact[1]} SIP/2.0",
            f"Via: SIP/2.0/{self._via};branch=z9hG4bK{secrets.token_hex(6)}",
            "Max-Forwards: 70",
            f"From: {_header(invite, 'To')};tag={self._tag}",
            f"To: {_header(invite, 'From')}",
            f"Call-ID: {_header(invite, 'Call-ID')}",
            "CSeq: 1000 BYE",
            "Content-Length: 0",
        ]
        await self._socket.send_str(_CRLF.join(lines) + _CRLF * 2)

    async def _read(self) -> None:
        async for message in self._socket:
            text = message.data if isinstance(message.data, str) else message.data.decode()
            if text.startswith("SIP/2.0"):
                self._answers.put_nowait(text)
            elif text.startswith("INVITE"):
                self.invites.append(text)
                await self.reply(text, "180 Ringing")
                self.on_invite(text)
            elif not text.startswith("ACK"):
                await self.reply(text, "200 OK")


@dataclass(frozen=True)
class Datagram:
    data: str


class UdpSocket(asyncio.DatagramProtocol):
    """A UDP socket that is spoken to as a WebSocket is."""

    def __init__(self) -> None:
        self._heard: asyncio.Queue[Datagram] = asyncio.Queue()
        self.transport: asyncio.DatagramTransport | None = None

    async def open(self, sip_port: int) -> int:
        """The own port."""
        loop = asyncio.get_running_loop()
        self.transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=("127.0.0.1", 0), remote_addr=("127.0.0.1", sip_port)
        )
        return int(self.transport.get_extra_info("sockname")[1])

    def datagram_received(self, data: bytes, addr: object) -> None:
        self._heard.put_nowait(Datagram(data.decode()))

    async def send_str(self, text: str) -> None:
        assert self.transport is not None
        self.transport.sendto(text.encode())

    async def close(self) -> None:
        assert self.transport is not None
        self.transport.close()

    def __aiter__(self) -> "UdpSocket":
        return self

    async def __anext__(self) -> Datagram:
        return await self._heard.get()


class UdpPhone(WebPhone):
    """A desk phone: the same over UDP."""

    async def open(self) -> None:
        self._socket = udp = UdpSocket()
        own_port = await udp.open(self._sip_port)
        self._via = f"UDP 127.0.0.1:{own_port}"
        self._contact = f"sip:{self.user}@127.0.0.1:{own_port}"
        self._reading = asyncio.create_task(self._read())

    async def close(self) -> None:
        """Pulled out: no BYE, no unregistering."""
        self._reading.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._reading
        await self._socket.close()


def sdp(port: int = 40_000) -> str:
    lines = (
        "v=0",
        "o=phone 1 1 IN IP4 127.0.0.1",
        "s=-",
        "c=IN IP4 127.0.0.1",
        "t=0 0",
        f"m=audio {port} RTP/AVP 0",
        "a=rtpmap:0 PCMU/8000",
    )
    return _CRLF.join(lines) + _CRLF

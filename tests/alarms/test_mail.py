"""What goes to a mail server, and over what: a real server on this machine, with and without TLS."""

import asyncio
import base64
import contextlib
import datetime as dt
import ipaddress
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Literal

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from callfloor.kit.mail import CannotSendError, deliver, send
from callfloor.kit.settings import Settings

Way = Literal["plain", "starttls", "smtps"]


@dataclass
class MailServer:
    """Just enough of RFC 5321, 3207 and 4954; `said` is what came, with whether it came over TLS."""

    way: Way
    context: ssl.SSLContext
    said: list[tuple[str, bool]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    is_refusing: bool = False
    """It refuses the password, and quotes the line that it refuses."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_tls = self.way == "smtps"
        writer.write(b"220 here\r\n")
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            while line := (await reader.readline()).decode().strip():
                self.said.append((line, is_tls))
                word = line.split()[0].upper()
                if word == "EHLO":
                    offers = ["STARTTLS"] if self.way == "starttls" and not is_tls else []
                    told = ["here", *offers, "AUTH PLAIN"]
                    dashes = ["-"] * (len(told) - 1) + [" "]
                    lines = zip(dashes, told, strict=True)
                    writer.write("".join(f"250{dash}{one}\r\n" for dash, one in lines).encode())
                elif word == "STARTTLS":
                    writer.write(b"220 go on\r\n")
                    await writer.start_tls(self.context)
                    is_tls = True
                elif word == "DATA":
                    writer.write(b"354 go on\r\n")
                    self.bodies.append((await reader.readuntil(b"\r\n.\r\n")).decode())
                    writer.write(b"250 taken\r\n")
                elif word == "AUTH" and self.is_refusing:
                    writer.write(f"535 not so: {line}\r\n".encode())
                else:
                    codes = {"AUTH": b"235 yes\r\n", "QUIT": b"221 bye\r\n"}
                    writer.write(codes.get(word, b"250 yes\r\n"))
        writer.close()


def certificate(folder: Path) -> ssl.SSLContext:
    """For 127.0.0.1, signed by itself; `folder/cert.pem` is what trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = dt.datetime.now(dt.UTC)
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(host, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


@contextlib.asynccontextmanager
async def serving(way: Way, folder: Path) -> AsyncIterator[tuple[MailServer, str]]:
    """The server, and its address with a name and a password."""
    server = MailServer(way, certificate(folder))
    socket = await asyncio.start_server(
        server.serve, "127.0.0.1", 0, ssl=server.context if way == "smtps" else None
    )
    port = socket.sockets[0].getsockname()[1]
    scheme = "smtps" if way == "smtps" else "smtp"
    async with socket:
        yield server, f"{scheme}://lead:open%20sesame@127.0.0.1:{port}"


def message() -> EmailMessage:
    made = EmailMessage()
    made["To"], made["Subject"] = "lead@x.org", "Somebody waits"
    made.set_content("For two minutes.")
    return made


@pytest.mark.parametrize("way", ["starttls", "smtps"])
async def test_name_and_password_go_over_tls(
    way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(way, tmp_path) as (server, url):
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        await asyncio.to_thread(deliver, url, message())
    (login,) = [(line, is_tls) for line, is_tls in server.said if line.startswith("AUTH")]
    assert base64.b64decode(login[0].split()[-1]) == b"\0lead\0open sesame"
    assert login[1], "over TLS"
    assert "For two minutes." in server.bodies[0]


async def test_no_password_is_said_in_the_clear(tmp_path: Path) -> None:
    async with serving("plain", tmp_path) as (server, url):
        with pytest.raises(CannotSendError, match="offers no TLS"):
            await asyncio.to_thread(deliver, url, message())
        assert not [line for line, _ in server.said if line.startswith("AUTH")]
        await asyncio.to_thread(deliver, url.replace("lead:open%20sesame@", ""), message())
    assert len(server.bodies) == 1, "without a password there is nothing to hide"


@pytest.mark.parametrize("way", ["starttls", "smtps"])
async def test_a_certificate_that_nobody_trusts_gets_neither_password_nor_message(
    way: Way, tmp_path: Path
) -> None:
    async with serving(way, tmp_path) as (server, url):
        with pytest.raises(ssl.SSLCertVerificationError):
            await asyncio.to_thread(deliver, url, message())
    assert not [line for line, _ in server.said if line.startswith(("AUTH", "MAIL"))]
    assert server.bodies == []


async def test_a_refused_password_is_not_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving("smtps", tmp_path) as (server, url):
        server.is_refusing = True
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        with pytest.raises(CannotSendError) as refused:
            await send(Settings(home=tmp_path, smtp_url=SecretStr(url)), message())
    assert [line for line, _ in server.said if line.startswith("AUTH")]
    assert str(refused.value) == (
        "The mail server refused the name or password (535): correct CALLFLOOR_SMTP_URL and start "
        "the centre again."
    )

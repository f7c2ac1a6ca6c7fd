"""A mail server for tests."""

import asyncio
import email
import email.policy
from email.message import EmailMessage

from pydantic import SecretStr

from callfloor.kit.settings import Settings


class Mailbox:
    """A mail server that takes everything."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                raw = await reader.readuntil(b"\r\n.\r\n")
                parsed = email.message_from_bytes(raw[:-3], policy=email.policy.default)
                self.messages.append(parsed)
                writer.write(b"250 taken\r\n")
            elif word == b"QUIT":
                writer.write(b"221 bye\r\n")
                await writer.drain()
                break
            else:
                writer.write(b"250 ok\r\n")
        writer.close()

    def used_by(self, settings: Settings) -> Settings:
        """The settings of an installation that sends its mail here."""
        url = SecretStr(f"smtp://127.0.0.1:{self.port}")
        return settings.model_copy(update={"smtp_url": url, "smtp_from": "cf@example.org"})

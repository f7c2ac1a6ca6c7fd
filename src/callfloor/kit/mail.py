"""Mail on its way: handed to the mail server that the installation names, or why it was not."""

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from callfloor.kit.settings import Settings

TIMEOUT_MS = 10_000


class CannotSendError(Exception):
    """Why a message could not be sent, in words for whoever runs the centre."""


async def send(settings: Settings, message: EmailMessage) -> None:
    """Hand it over; the sender is set here. CannotSendError says why it did not go."""
    url = settings.smtp_url
    if url is None:
        msg = "No mail server is set: set CALLFLOOR_SMTP_URL and start the centre again."
        raise CannotSendError(msg)
    message["From"] = settings.smtp_from
    try:
        await asyncio.to_thread(deliver, url.get_secret_value(), message)
    except ssl.SSLCertVerificationError as error:
        msg = (
            f"The mail server's certificate is not trusted ({error.verify_message}): name the server "
            "as its certificate does, or add who signed it to this machine's trusted ones."
        )
        raise CannotSendError(msg) from error
    except smtplib.SMTPAuthenticationError as error:
        # Its words are not told: a server may quote the line it refused, with the password in it.
        msg = (
            f"The mail server refused the name or password ({error.smtp_code}): "
            "correct CALLFLOOR_SMTP_URL and start the centre again."
        )
        raise CannotSendError(msg) from None
    except (OSError, smtplib.SMTPException) as error:
        msg = f"The mail server did not take it: {type(error).__name__}: {error}"[:300]
        raise CannotSendError(msg) from error


def deliver(url: str, message: EmailMessage) -> None:
    """Hand one message to the mail server; blocks. smtps is TLS from the start, smtp where offered.

    A password goes over TLS only: who can read the line can also take the offer out of it.
    """
    parts = urlsplit(url)
    host, is_tls = parts.hostname or "localhost", parts.scheme == "smtps"
    timeout_s = TIMEOUT_MS / 1000
    context = ssl.create_default_context()
    client: smtplib.SMTP
    if is_tls:
        client = smtplib.SMTP_SSL(host, parts.port or 465, timeout=timeout_s, context=context)
    else:
        client = smtplib.SMTP(host, parts.port or 25, timeout=timeout_s)
    with client:
        if not is_tls:
            client.ehlo()
            if client.has_extn("starttls"):
                client.starttls(context=context)
                client.ehlo()
            elif parts.username:
                msg = (
                    "The mail server offers no TLS, so the password is not sent to it: use smtps://, or "
                    "a server with STARTTLS, or one that asks for no password."
                )
                raise CannotSendError(msg)
        if parts.username:
            client.login(unquote(parts.username), unquote(parts.password or ""))
        client.send_message(message)

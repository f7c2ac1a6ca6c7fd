"""Other programs told of what has happened: a signed body to a web service of the centre."""

import hashlib
import hmac

from callfloor.centre.loaded import CentreSettings
from callfloor.floor.asking import WebService
from callfloor.floor.web import Web, secret_of
from callfloor.kit.clock import now_ms
from callfloor.kit.mail import TIMEOUT_MS, CannotSendError

SECRET = "WEBHOOK"  # noqa: S105 - a variable's name, not what it holds


async def post(
    web: Web, centre: CentreSettings, service_id: str, delivery_id: str, raw: bytes
) -> None:
    """Send a JSON body; CannotSendError where nobody took it. Who gets it twice knows by its id."""
    service = centre.web_services.get(service_id)
    if service is None:
        msg = f"There is no web service {service_id!r} any more."
        raise CannotSendError(msg)
    variable, secret = secret_of(centre.tenant, SECRET)
    if not secret:
        msg = f"Set {variable}: without it the message cannot be signed."
        raise CannotSendError(msg)
    answer = await web.post(
        centre.tenant,
        WebService(
            service_id=service_id,
            url=service["url"],
            headers=service["headers"],
            allow_private=service["allow_private"],
        ),
        raw,
        {
            "Content-Type": "application/json",
            "X-Callfloor-Delivery": delivery_id,
            "X-Callfloor-Signature": signature(secret, now_ms() // 1000, raw),
        },
        TIMEOUT_MS,
    )
    if not 200 <= answer.status < 300:
        msg = f"The web service did not take it: {answer.failure or answer.status}."
        raise CannotSendError(msg)


def signature(secret: str, at_s: int, raw: bytes) -> str:
    """`t=<unix seconds>,v1=<hex>`: the HMAC-SHA256 of `<t>.<body>`, so an old one cannot be replayed."""
    told = hmac.new(secret.encode(), b"%d." % at_s + raw, hashlib.sha256).hexdigest()
    return f"t={at_s},v1={told}"

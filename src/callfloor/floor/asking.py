"""Questions of a flow that somebody other than the caller answers: they are asked beside the loop.

The engine gives an `Ask` out as it gives commands out; its `Answered` comes back as an event does.
An answer that never comes is made up for by the flow's own time-out.
"""

from collections.abc import Awaitable, Callable

import msgspec

from callfloor.ivr.actions import AskCustomer, AskHttp, CustomerKnown, HttpAnswered


class WebService(msgspec.Struct, frozen=True, kw_only=True):
    """A service that flows of one tenant may ask; nothing else is ever asked.

    `headers` may hold `{secret:NAME}`, which is put in when the request is made and nowhere else.
    """

    service_id: str
    url: str
    headers: dict[str, str] = {}
    allow_private: bool = False


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    tenant: str
    contact_id: str
    ask_id: str
    what: AskHttp | AskCustomer
    service: WebService | None = None


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    tenant: str
    contact_id: str
    ask_id: str
    answer: HttpAnswered | CustomerKnown


Answerer = Callable[[Ask], Awaitable[HttpAnswered | CustomerKnown]]
"""Never raises and ends by itself."""
FindCustomer = Callable[[str, str], Awaitable[dict[str, str]]]
"""(tenant, number) → variables; empty where the caller is not known."""

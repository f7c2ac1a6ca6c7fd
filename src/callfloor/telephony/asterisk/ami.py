"""What ARI cannot and Asterisk's manager interface can: silence a recording, tell of registrations.

It is asked over HTTP at the address of ARI, on this machine only, as a user who hears no events. While a
recording is silent the sound goes on to both people; the recorder writes silence meanwhile, so the time
line stays. A mute outlives this process and ends with the channel.
"""

import re
from http import HTTPStatus

import aiohttp
from yarl import URL

from callfloor.kit.errors import UnavailableError
from callfloor.kit.log import get
from callfloor.kit.secret_files import secret
from callfloor.kit.settings import Settings

USER = "callfloor"
_REGISTRATION = re.compile(
    r"^ObjectType: registration\r?\n(?:[^\r\n]+\r?\n)*?ObjectName: ([^\r\n]+)\r?\n"
    r"(?:[^\r\n]+\r?\n)*?Status: (\w+)",
    re.MULTILINE,
)
_TIMEOUT = aiohttp.ClientTimeout(total=4, connect=2)

log = get("asterisk")


def manager_address(settings: Settings) -> str:
    """Asterisk opens a plain door beside the web one and none can be left out: it gets a loopback
    address of its own, so that several Asterisks on one machine never meet there.
    """
    high, low = divmod(settings.asterisk_http_port, 256)
    return f"127.38.{high}.{low}"


def manager_conf(settings: Settings) -> str:
    """One user, who may act on calls and ask how registrations are, and hears nothing by itself."""
    return (
        "[general]\nenabled = yes\nwebenabled = yes\ndisplayconnects = no\n"
        f"bindaddr = {manager_address(settings)}\nport = 5038\nallowmultiplelogin = yes\n"
        f"\n[{USER}]\nsecret = {secret(settings, 'manager')}\n"
        "deny = 0.0.0.0/0.0.0.0\npermit = 127.0.0.0/255.0.0.0\nread =\nwrite = call,reporting\n"
    )


class Manager:
    """`url` is ARI's. Each request logs in anew when its session is over."""

    def __init__(self, settings: Settings, url: str) -> None:
        self._url = URL(url).with_user(None).with_password(None).with_path("/rawman")
        self._secret = secret(settings, "manager")
        self._session: aiohttp.ClientSession | None = None
        self._cookie = ""

    async def mute_recording(self, channel_id: str, *, muted: bool) -> bool:
        """Whether the recording of this channel is silent (or sounds again) now. False where the
        channel has none any more; UnavailableError where Asterisk does not answer.
        """
        state = "1" if muted else "0"
        action = {"Action": "MixMonitorMute", "Channel": channel_id, "Direction": "both"}
        said = await self._ask({**action, "State": state})
        if "Success" not in said:
            log.info("Asterisk refused", what="mute", channel=channel_id, said=said.strip()[:200])
        return "Success" in said

    async def registrations(self) -> dict[str, str]:
        """Registration of ours → what Asterisk says of it. Raises UnavailableError where it does not say.

        `Rejected` is any answer but success, and none at all; it goes on trying.
        """
        said = await self._ask({"Action": "PJSIPShowRegistrationsOutbound"})
        if "Permission denied" in said:
            msg = (
                f"Asterisk's manager denies it: the user {USER} of manager.conf needs `reporting`."
            )
            raise UnavailableError(msg, part="asterisk")
        return dict(_REGISTRATION.findall(said))

    async def _ask(self, action: dict[str, str]) -> str:
        said = await self._post(action) if self._cookie else "Permission denied"
        if "Permission denied" in said:
            await self._log_in()
            said = await self._post(action)
        return said

    async def _log_in(self) -> None:
        login = {"Action": "Login", "Username": USER, "Secret": self._secret}
        if "Success" not in await self._post(login):
            msg = (
                "Asterisk's manager refused the login: give manager.conf `webenabled = yes` and the"
                f" user {USER} with the secret of secrets/manager."
            )
            raise UnavailableError(msg, part="asterisk")

    async def _post(self, action: dict[str, str]) -> str:
        if self._session is None:
            jar = aiohttp.DummyCookieJar()
            self._session = aiohttp.ClientSession(cookie_jar=jar, timeout=_TIMEOUT)
        headers = {"Cookie": self._cookie} if self._cookie else {}
        try:
            async with self._session.post(self._url, data=action, headers=headers) as response:
                if response.status != HTTPStatus.OK:
                    msg = f"Asterisk's manager answered {response.status}."
                    raise UnavailableError(msg, part="asterisk")
                given = response.cookies.get("mansession_id")
                if given is not None:
                    self._cookie = f"mansession_id={given.value}"
                return await response.text()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            msg = f"Asterisk's manager does not answer ({type(error).__name__})."
            raise UnavailableError(msg, part="asterisk") from error

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

"""What a browser window shows and has said, for whoever reads of a failure."""

import time
from collections import deque

from playwright.sync_api import Error, Page, WebSocket

_LINES = 40
_SHOWN_CHARS = 1_500

_open: list["Window"] = []


class Window:
    """Notes what a page says on its console and its phone over SIP, with the seconds since it opened."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        self._page = page
        self._began = time.monotonic()
        self._lines: deque[str] = deque(maxlen=_LINES)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self._note(f"{line.type}: {line.text}"))
        page.on("websocket", self._follow)
        _open.append(self)

    def close(self) -> None:
        _open.remove(self)

    def tells(self) -> str:
        """Its last lines, and the page as screen readers read it."""
        try:
            shown = self._page.locator("body").aria_snapshot(timeout=2_000)
        except Error as error:
            shown = f"does not answer: {error}"
        return "\n".join([self._page.url, *self.faults, *self._lines, shown[:_SHOWN_CHARS]])

    def _note(self, line: str) -> None:
        self._lines.append(f"{time.monotonic() - self._began:8.3f} {line[:300]}")

    def _follow(self, socket: WebSocket) -> None:
        if not socket.url.endswith("/ws"):
            return
        socket.on("framesent", lambda frame: self._note(f"> {_title(frame)}"))
        socket.on("framereceived", lambda frame: self._note(f"< {_title(frame)}"))
        socket.on("close", lambda _: self._note("the phone's line is closed"))


def open_windows() -> str:
    """What each window that is open tells."""
    return "\n\n".join(one.tells() for one in _open)


def _title(frame: str | bytes) -> str:
    """The first line of a SIP message, and which transaction it belongs to."""
    lines = (frame if isinstance(frame, str) else frame.decode(errors="replace")).splitlines()
    turn = next((line for line in lines if line.lower().startswith("cseq:")), "")
    return f"{lines[0] if lines else 'keep-alive'} {turn}"

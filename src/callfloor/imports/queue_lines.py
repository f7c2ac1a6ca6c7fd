"""Asterisk's `queue_log`, line by line: what each line says, and what is wrong with it. Pure.

The form is `time|callid|queue|agent|event|data1|…`, times in seconds since 1970, one line an event.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from callfloor.imports.columns import CellError
from callfloor.imports.reading import Findings
from callfloor.kit.errors import InvalidError
from callfloor.kit.fields import wrong

LINES_MAX = 1_000_000
BYTES_MAX = 256 * 1024 * 1024
_SKEW_MS = 300_000
_FIRST_MS, _LAST_MS = 946_684_800_000, 4_102_444_800_000
"""The years 2000 to 2099."""
FIELD_MAX = 200

NUMBERS: Final[dict[str, tuple[int, ...]]] = {
    "CONNECT": (0,),
    "ABANDON": (2,),
    "COMPLETEAGENT": (0, 1),
    "COMPLETECALLER": (0, 1),
    "RINGNOANSWER": (0,),
    "RINGCANCELED": (0,),
}
"""By event, which of its data are times that it needs; those of others stand where versions differ."""
OF_CALLS: Final = frozenset(
    {
        *NUMBERS, "ENTERQUEUE", "DID", "EXITWITHTIMEOUT", "EXITEMPTY", "EXITWITHKEY", "BLINDTRANSFER",
        "ATTENDEDTRANSFER", "TRANSFER", "AGENTDUMP", "SYSCOMPAT",
    }
)  # fmt: skip
OF_AGENTS: Final = frozenset(
    {
        "ADDMEMBER", "REMOVEMEMBER", "PAUSE", "UNPAUSE", "PAUSEALL", "UNPAUSEALL", "AGENTLOGIN",
        "AGENTLOGOFF", "AGENTCALLBACKLOGIN", "AGENTCALLBACKLOGOFF",
    }
)  # fmt: skip
RESTART: Final = "QUEUESTART"
_UNPRINTED: Final = {code: None for code in range(32) if code not in (10, 13)}
_TELLING_NOTHING: Final = frozenset(
    {"CONFIGRELOAD", "PENALTY", "RINGINUSE", "INFO", "HOLD", "UNHOLD"}
)


class Entry(NamedTuple):
    """`data` are the fields behind the event, as they stand there."""

    line: int
    at_ms: int
    call_id: str
    queue: str
    agent: str
    event: str
    data: tuple[str, ...]

    def number(self, at: int) -> int:
        """A whole number among the data; 0 where there is none."""
        text = self.data[at] if -len(self.data) <= at < len(self.data) else ""
        return int(text) if _is_whole(text) else 0


def entries(content: bytes, found: Findings, notes: Findings, now_ms: int) -> list[Entry]:
    """In the order of their times; what is no entry stands in `found`, what is odd in `notes`."""
    text = _text(content)
    read: list[Entry] = []
    seen: set[tuple[str, ...]] = set()
    latest_ms = 0
    for line, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip():
            continue
        if line > LINES_MAX:
            msg = f"A log has at most {LINES_MAX:,} lines; bring it in day by day."
            raise InvalidError(msg, [wrong("file", "too_many_rows", msg)])
        fields = tuple(raw.rstrip("\r").split("|"))
        try:
            entry = _entry(line, fields, now_ms)
        except _LineError as error:
            found.add(line, error.column, error.cause)
            continue
        if fields in seen:
            notes.add(line, "", CellError("line_twice", "This line stands there already."))
            continue
        seen.add(fields)
        if entry.at_ms < latest_ms:
            msg = "This line is older than the one before; it is put where it belongs."
            notes.add(line, "time", CellError("out_of_order", msg))
        latest_ms = max(latest_ms, entry.at_ms)
        if entry.event not in _TELLING_NOTHING:
            _note_unknown(entry, notes)
            read.append(entry)
    return sorted(read, key=lambda one: one.at_ms)


def _text(content: bytes) -> str:
    if len(content) > BYTES_MAX:
        msg = f"A log has at most {BYTES_MAX // 1024 // 1024} MB; bring it in day by day."
        raise InvalidError(msg, [wrong("file", "file_too_large", msg)])
    if not content.strip():
        msg = "The log is empty; give Asterisk's queue_log, from /var/log/asterisk."
        raise InvalidError(msg, [wrong("file", "log_empty", msg)])
    # Names of callers are in it as the phones sent them, in whatever letters.
    return content.decode("utf-8-sig", errors="replace").translate(_UNPRINTED)


class _LineError(Exception):
    def __init__(self, column: str, cause: CellError) -> None:
        super().__init__(cause.message)
        self.column, self.cause = column, cause


def _entry(line: int, fields: tuple[str, ...], now_ms: int) -> Entry:
    if len(fields) < 5:
        msg = "A line has a time, a call, a queue, an agent and an event, with | between them."
        raise _LineError("", CellError("not_a_log_line", msg))
    if any(len(one) > FIELD_MAX for one in fields[:5]):
        msg = f"At most {FIELD_MAX} characters fit here."
        raise _LineError("", CellError("too_long", msg, max=FIELD_MAX))
    at_ms = _moment_ms(fields[0].strip())
    if at_ms > now_ms + _SKEW_MS:
        msg = "This lies in the future; only what has happened belongs here."
        raise _LineError("time", CellError("in_future", msg))
    event = fields[4].strip().upper()
    for at in NUMBERS.get(event, ()):
        _check_time(at, fields[5 + at].strip() if len(fields) > 5 + at else "")
    data = tuple(one.strip() for one in fields[5:])
    return Entry(line, at_ms, fields[1].strip(), fields[2].strip(), fields[3].strip(), event, data)


def _moment_ms(text: str) -> int:
    whole, _, part = text.partition(".")
    if _is_whole(whole) and (not part or _is_whole(part)):
        at_ms = int(whole) * 1000 + int((part + "000")[:3])
        if _FIRST_MS <= at_ms < _LAST_MS:
            return at_ms
    msg = f"{text[:40]!r} is no time; a queue_log has seconds since 1970, as 1772442010."
    raise _LineError("time", CellError("not_a_log_time", msg, given=text[:40]))


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 12


def _check_time(at: int, text: str) -> None:
    column = f"data{at + 1}"
    if text.startswith("-") and _is_whole(text[1:]):
        raise _LineError(column, CellError("negative_time", "A time is never below 0."))
    if not _is_whole(text) or len(text) > 9:
        raise _LineError(column, CellError("not_a_number", f"{text[:40]!r} is no number."))


def _note_unknown(entry: Entry, notes: Findings) -> None:
    if entry.event not in OF_CALLS and entry.event not in OF_AGENTS and entry.event != RESTART:
        msg = f"The event {entry.event[:40]!r} is not known; the line is passed over."
        notes.add(entry.line, "event", CellError("unknown_event", msg, event=entry.event[:40]))


def by_call(log: list[Entry]) -> Iterator[Entry]:
    """What tells of calls, a restart of Asterisk included."""
    for one in log:
        if one.event in OF_CALLS or one.event == RESTART:
            yield one

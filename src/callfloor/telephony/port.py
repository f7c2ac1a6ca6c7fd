"""What the floor asks of telephony (commands) and hears from it (events).

Every command is idempotent, and none raises for a call that has gone: what happened comes back as
an event. Per contact, events arrive in order. `contact_id` and `ring_id` are the product's own ids;
`phone_id` is `<tenant>.<agent_id>`, one phone for one agent.
"""

from collections.abc import Callable, Collection
from typing import Literal, Protocol

import msgspec

from callfloor.telephony.accounts import PhoneAccount as PhoneAccount
from callfloor.telephony.accounts import PhoneReachable as PhoneReachable
from callfloor.telephony.accounts import Trunk as Trunk
from callfloor.telephony.accounts import TrunkChanged as TrunkChanged
from callfloor.telephony.accounts import TrunkState as TrunkState
from callfloor.telephony.words import Command as Command
from callfloor.telephony.words import Prompt as Prompt
from callfloor.telephony.words import TelephonyEvent as TelephonyEvent

EndCause = Literal[
    "normal", "busy", "no_answer", "rejected", "failed", "congestion", "telephony_lost",
    "unknown_number",
]  # fmt: skip


class AnswerCall(Command, frozen=True, kw_only=True):
    """Pick up the customer's call. Idempotent."""


class PlayPrompts(Command, frozen=True, kw_only=True):
    """Play in order, answering first if need be; ends with `PlayEnded` (also after StopPlay)."""

    play_id: str
    prompts: tuple[Prompt, ...]


class StopPlay(Command, frozen=True, kw_only=True):
    play_id: str


class HoldInQueue(Command, frozen=True, kw_only=True):
    """Answer if need be and give the customer the queue's music until connected: a class, or `file:<path
    below the prompts' folder>`."""

    music: str = "default"


class RingPhone(Command, frozen=True, kw_only=True):
    """Ring an agent. The floor keeps its own ring limit; `limit_ms` is the telephony's safety net."""

    ring_id: str
    phone_id: str
    phone: Literal["browser", "sip", "fixed"]
    address: str = ""
    caller: str = ""
    caller_name: str = ""
    limit_ms: int
    rejoin: bool = False
    """A browser phone answers by itself: the agent is in this call already, or asked for it."""
    alone: bool = False
    """There is no customer's call yet: it begins with this ring, and `DialCustomer` follows."""


class CancelRing(Command, frozen=True, kw_only=True):
    ring_id: str


class Connect(Command, frozen=True, kw_only=True):
    """Bridge the customer and an answered ring, ending music or hold. `Connected` follows."""

    ring_id: str


class Hold(Command, frozen=True, kw_only=True):
    """The customer hears music; the agent's leg stays up."""

    ring_id: str
    music: str = "default"


class JoinLeg(Command, frozen=True, kw_only=True):
    """Bring an answered leg to the agent, and to the customer where both are connected.

    Whoever is in there hears each other; the customer is not where `Hold` or `HoldInQueue` put it
    on music. Idempotent.
    """

    ring_id: str


class HoldLeg(Command, frozen=True, kw_only=True):
    """An answered leg hears music; the customer and the agent stay where they are."""

    ring_id: str
    music: str = "default"


class Monitor(Command, frozen=True, kw_only=True):
    """Let an answered leg hear another one's call; sent again to change how.

    `listen`: unheard. `whisper`: heard by `heard_ring_id` alone. `barge`: heard by all. It ends with
    `ReleaseAgent`, or by itself with the leg that is heard.
    """

    ring_id: str
    heard_ring_id: str
    mode: Literal["listen", "whisper", "barge"]


class ReleaseAgent(Command, frozen=True, kw_only=True):
    """Hang up the agent's leg; the customer stays (with music)."""

    ring_id: str


class TakeVoicemail(Command, frozen=True, kw_only=True):
    """Beep and record the customer until silence, `#`, hang-up or the limit; `VoicemailEnded` follows."""

    recording_id: str
    limit_ms: int = 120_000


class StopVoicemail(Command, frozen=True, kw_only=True):
    """End a message that is being taken, as the hash does."""

    recording_id: str


class SilenceRecording(Command, frozen=True, kw_only=True):
    """Both sides silent in the call's recording, or heard in it again; the time line goes on.

    Idempotent. `SilenceFailed` follows where it could not be done; the call itself hears nothing.
    """

    silent: bool


class DialOut(Command, frozen=True, kw_only=True):
    """Hand the customer on to an outside number through the tenant's trunk (a blind transfer out)."""

    number: str
    caller: str


class DialCustomer(Command, frozen=True, kw_only=True):
    """Call the customer of a contact whose agent is on the phone, on a line of the chosen name.

    `CustomerAnswered` or `CustomerFailed` follows; an answered line is recorded, and ends by `CallEnded`.
    With `phone_id` a colleague's phone is dialled, and not the trunk.
    """

    line: str
    number: str = ""
    shown: str = ""
    phone_id: str = ""
    phone: Literal["browser", "sip", "fixed"] = "browser"
    address: str = ""
    caller_name: str = ""
    limit_ms: int
    alone: bool = False
    """A call of this person with the centre alone, which begins here: it is no contact and not
    recorded, and a browser answers by itself."""


class EchoBack(Command, frozen=True, kw_only=True):
    """Whoever is on the line hears the own voice, until `EndCall` or ten minutes have gone."""


class DropCustomer(Command, frozen=True, kw_only=True):
    line: str


class EndCall(Command, frozen=True, kw_only=True):
    """Hang up the customer and every leg of the contact."""

    cause: EndCause = "normal"


class CallArrived(TelephonyEvent, frozen=True, kw_only=True):
    """`number` is what was called; `trunk` the peer it came by, empty for phones and web calls.

    `tenant` is whose trunk, web page or demonstration it came by; empty where none is known.
    """

    contact_id: str
    line: str
    tenant: str = ""
    caller: str
    caller_name: str = ""
    number: str
    trunk: str = ""
    channel: Literal["voice", "web_call"] = "voice"
    language: str = ""
    is_demo: bool = False


class PhoneCalled(TelephonyEvent, frozen=True, kw_only=True):
    """A phone calls a number of the centre's own (`*43`). It is no contact; `contact_id` names the call.

    `language` is the one that the phone's account was given.
    """

    contact_id: str
    line: str
    phone_id: str
    number: str
    language: str = ""


class CallRefused(TelephonyEvent, frozen=True, kw_only=True):
    """A call was refused at the edge before it was answered; nothing else follows for it."""

    contact_id: str
    line: str
    tenant: str = ""
    caller: str
    number: str
    trunk: str = ""
    cause: Literal["admission", "rate"]


class CallerWasAlone(TelephonyEvent, frozen=True, kw_only=True):
    """A call that came and ended while the controller was away; its raw files are named by `line`."""

    contact_id: str
    line: str
    tenant: str = ""
    caller: str
    caller_name: str = ""
    number: str
    trunk: str = ""
    arrived_ms: int
    message_ms: int
    """How long a message was left; 0 where none was."""


class DialOutEnded(TelephonyEvent, frozen=True, kw_only=True):
    """The leg to an outside number is over; the customer, if still there, is on music."""

    contact_id: str
    answered: bool
    q850: int = 16
    sip_code: int = 0


class DigitPressed(TelephonyEvent, frozen=True, kw_only=True):
    contact_id: str
    digit: str


class PlayEnded(TelephonyEvent, frozen=True, kw_only=True):
    contact_id: str
    play_id: str
    ok: bool = True


class CallEnded(TelephonyEvent, frozen=True, kw_only=True):
    """The customer's channel is gone, whoever ended it. `line` is told of a dialled one."""

    contact_id: str
    line: str = ""
    cause: EndCause = "normal"
    q850: int = 16


class CustomerProgressed(TelephonyEvent, frozen=True, kw_only=True):
    contact_id: str
    line: str


class CustomerAnswered(TelephonyEvent, frozen=True, kw_only=True):
    contact_id: str
    line: str


class CustomerFailed(TelephonyEvent, frozen=True, kw_only=True):
    contact_id: str
    line: str
    result: Literal["busy", "no_answer", "rejected", "failed"]
    q850: int = 0
    sip_code: int = 0


class RingProgressed(TelephonyEvent, frozen=True, kw_only=True):
    contact_id: str
    ring_id: str


class RingAnswered(TelephonyEvent, frozen=True, kw_only=True):
    contact_id: str
    ring_id: str


class RingFailed(TelephonyEvent, frozen=True, kw_only=True):
    """The ring ended unanswered. Also follows CancelRing, with `cancelled`."""

    contact_id: str
    ring_id: str
    result: Literal["missed", "rejected", "busy", "failed", "cancelled"]
    q850: int = 0
    sip_code: int = 0


class AgentLegEnded(TelephonyEvent, frozen=True, kw_only=True):
    """An answered agent leg is gone. `by_phone`: the phone hung up; else lost (network, reload)."""

    contact_id: str
    ring_id: str
    by_phone: bool


class Connected(TelephonyEvent, frozen=True, kw_only=True):
    contact_id: str
    ring_id: str


class VoicemailEnded(TelephonyEvent, frozen=True, kw_only=True):
    contact_id: str
    recording_id: str
    duration_ms: int


class SilenceFailed(TelephonyEvent, frozen=True, kw_only=True):
    """The recording could not be silenced (or heard again, `silent` false); the call goes on."""

    contact_id: str
    silent: bool


class RecordingFinished(TelephonyEvent, frozen=True, kw_only=True):
    """The raw files of a call's recording are complete below the raw folder, named by `line`."""

    contact_id: str
    line: str


class TelephonyDown(TelephonyEvent, frozen=True, kw_only=True):
    """The connection is lost; calls may still be alive."""

    detail: str = ""


class LiveCall(msgspec.Struct, frozen=True, kw_only=True):
    """A customer's call that is up, with its agent legs: ring id → answered.

    `line` is empty where the customer is still to be dialled; `answered` False while it is dialled.
    """

    contact_id: str
    line: str
    answered: bool
    rings: dict[str, bool] = {}
    connected_ring_id: str = ""
    outside: bool = False
    """A leg to an outside number, called by DialOut, is up."""


class TelephonyUp(TelephonyEvent, frozen=True, kw_only=True):
    """Connected (again). What is alive now; whatever the floor knows beside it has ended meanwhile.

    `restarted` where the telephony process is another one than before. `arrived` are the lines of
    new calls that waited for the floor: each also comes as CallArrived afterwards.
    """

    restarted: bool
    calls: tuple[LiveCall, ...]
    arrived: tuple[str, ...] = ()
    reachable: dict[str, str] = {}
    """Phone id → registration."""
    trunks: dict[str, TrunkState] = {}
    """`<tenant>.<trunk_id>` → how it is, of those where it is known."""


class Telephony(Protocol):
    """The port. `start` connects and keeps connecting; every event goes to the sink, in order."""

    async def start(self, sink: Callable[[TelephonyEvent], None]) -> None: ...

    def noted(self) -> dict[str, int]:
        """Calls remembered for a floor that may not know them: line → when noted, ms of the epoch."""

    def adopt(self, lines: dict[str, str], known: Collection[str] = ()) -> None:
        """Before start: line → contact id of live customers; `known`: whom of `noted` the journal has."""

    def recorded(self, contact_id: str) -> None:
        """The arrival of this contact is durable: nobody else need remember that it came."""

    def send(self, command: Command) -> None:
        """Queue a command; commands of one contact are carried out in order. Never blocks."""

    async def put_trunks(self, trunks: tuple[Trunk, ...]) -> None:
        """All trunks of the installation; what is not among them is no trunk any more."""

    async def put_phone(self, account: PhoneAccount) -> None: ...

    async def remove_phone(self, phone_id: str) -> None: ...

    async def stop(self) -> None: ...

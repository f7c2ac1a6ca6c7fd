"""ARI's JSON as typed structures: only the fields that are used, every one optional but the type."""

import msgspec


class CallerId(msgspec.Struct, frozen=True):
    name: str = ""
    number: str = ""


class Dialplan(msgspec.Struct, frozen=True):
    context: str = ""
    exten: str = ""
    app_name: str = ""
    app_data: str = ""


class Channel(msgspec.Struct, frozen=True):
    id: str
    name: str = ""
    state: str = ""
    caller: CallerId = CallerId()
    dialplan: Dialplan = Dialplan()
    language: str = ""


class Bridge(msgspec.Struct, frozen=True):
    id: str
    bridge_type: str = ""
    channels: list[str] = []


class Playback(msgspec.Struct, frozen=True):
    id: str
    state: str = ""
    target_uri: str = ""


class Recording(msgspec.Struct, frozen=True):
    name: str
    target_uri: str = ""


class Endpoint(msgspec.Struct, frozen=True):
    technology: str = ""
    resource: str = ""
    state: str | None = None


class ContactInfo(msgspec.Struct, frozen=True):
    uri: str = ""
    contact_status: str = ""
    aor: str = ""


class Field(msgspec.Struct, frozen=True):
    attribute: str
    value: str = ""


class RtpStatistics(msgspec.Struct, frozen=True):
    rxcount: int = 0


class Status(msgspec.Struct, frozen=True):
    startup_time: str = ""


class Info(msgspec.Struct, frozen=True):
    status: Status = Status()


class Variable(msgspec.Struct, frozen=True):
    value: str = ""


class Event(msgspec.Struct, frozen=True):
    """Any event; `type` says which fields are set."""

    type: str
    application: str = ""
    args: list[str] = []
    channel: Channel | None = None
    cause: int = 0
    tech_cause: int = 0
    soft: bool = False
    digit: str = ""
    playback: Playback | None = None
    recording: Recording | None = None
    endpoint: Endpoint | None = None
    contact_info: ContactInfo | None = None


decode_event = msgspec.json.Decoder(Event).decode
decode_channels = msgspec.json.Decoder(list[Channel]).decode
decode_bridges = msgspec.json.Decoder(list[Bridge]).decode
decode_endpoints = msgspec.json.Decoder(list[Endpoint]).decode
decode_fields = msgspec.json.Decoder(list[Field]).decode
decode_rtp_statistics = msgspec.json.Decoder(RtpStatistics).decode
decode_info = msgspec.json.Decoder(Info).decode
decode_variable = msgspec.json.Decoder(Variable).decode

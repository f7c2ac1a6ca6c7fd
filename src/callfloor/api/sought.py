"""What the list of contacts is narrowed by, as query parameters and as a body."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field

from callfloor.api.described import Shape
from callfloor.api.names import Names
from callfloor.api.times import ms_of
from callfloor.contacts.filters import Filters

RecordingState = Literal["", "stored", "missing", "damaged", "removed", "not_kept", "open", "none"]


class Sought(Shape):
    """Each one narrows; what is left out does not."""

    from_: datetime | None = Field(None, alias="from")
    to: datetime | None = None
    queue: str = Field("", max_length=100)
    agent: str = Field("", max_length=100)
    channel: str = Field("", max_length=20)
    disposition: str = Field("", max_length=40)
    outcome: str = Field("", max_length=40)
    wrap_up_code: str = Field("", max_length=100)
    has_recording: bool | None = None
    recording: RecordingState = ""
    screen: RecordingState = ""
    recording_min_ms: int | None = Field(None, ge=0, le=86_400_000)
    recording_max_ms: int | None = Field(None, ge=0, le=86_400_000)
    paused: bool | None = None
    held: bool | None = None
    q: str = Field("", max_length=200)

    def filters(self, names: Names) -> Filters:
        """Names are looked up as they are now: agents are found by their names too."""
        search = self.q.replace("\0", "")
        return Filters(
            from_ms=ms_of(self.from_, "from"),
            to_ms=ms_of(self.to, "to"),
            queue_id=self.queue,
            agent_id=self.agent,
            channel=self.channel,
            disposition=self.disposition,
            outcome=self.outcome,
            wrap_up_code=self.wrap_up_code,
            has_recording=self.has_recording,
            recording=self.recording,
            screen=self.screen,
            recording_min_ms=self.recording_min_ms,
            recording_max_ms=self.recording_max_ms,
            was_paused=self.paused,
            is_held=self.held,
            search=search,
            agents_named=names.agents_named(search),
        )


def sought(
    from_: Annotated[
        datetime | None, Query(alias="from", description="Arrived at or after")
    ] = None,
    to: Annotated[datetime | None, Query(description="Arrived before")] = None,
    queue: Annotated[str, Query(max_length=100)] = "",
    agent: Annotated[str, Query(max_length=100)] = "",
    channel: Annotated[str, Query(max_length=20)] = "",
    disposition: Annotated[str, Query(max_length=40)] = "",
    outcome: Annotated[str, Query(max_length=40)] = "",
    wrap_up_code: Annotated[str, Query(max_length=100)] = "",
    has_recording: bool | None = None,
    recording: Annotated[
        RecordingState, Query(description="What has become of its recordings")
    ] = "",
    screen: Annotated[
        RecordingState, Query(description="What has become of its agents' screens")
    ] = "",
    recording_min_ms: Annotated[int | None, Query(ge=0, le=86_400_000)] = None,
    recording_max_ms: Annotated[int | None, Query(ge=0, le=86_400_000)] = None,
    paused: Annotated[bool | None, Query(description="Paused while it was recorded")] = None,
    held: Annotated[bool | None, Query(description="Under a legal hold now")] = None,
    q: Annotated[str, Query(max_length=200, description="Number, name, id, note or agent")] = "",
) -> Sought:
    """The same as query parameters."""
    return Sought.model_construct(
        from_=from_,
        to=to,
        queue=queue,
        agent=agent,
        channel=channel,
        disposition=disposition,
        outcome=outcome,
        wrap_up_code=wrap_up_code,
        has_recording=has_recording,
        recording=recording,
        screen=screen,
        recording_min_ms=recording_min_ms,
        recording_max_ms=recording_max_ms,
        paused=paused,
        held=held,
        q=q,
    )

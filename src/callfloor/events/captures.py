"""Facts of the screen of an agent's desk, recorded by the browser beside the sound of a call.

The recording of a screen is named `<segment>.screen`; stored, removed, held and damaged it is told as
every recording (`recording_stored` with the kind `screen`). Its time line begins with `screen_wanted`.
"""

from typing import Literal

from callfloor.events.fact import ContactFact

SCREEN = ".screen"
"""What the name of every screen's recording ends with."""
Surface = Literal["monitor", "window", "browser", ""]
"""What the agent let be seen: a whole screen, one window, one tab; empty where a browser is silent."""
WhyNoScreen = Literal["refused", "unsupported", "lost", "not_kept_up"]
"""Nobody allowed it; the browser cannot; it was ended from outside; it came faster than it could go."""


class ScreenWanted(ContactFact, frozen=True, kw_only=True, tag="screen_wanted"):
    """A rule wants the screen of the agent who has just answered."""

    recording_id: str
    segment_id: str
    agent_id: str
    rule: str = ""


class ScreenStarted(ContactFact, frozen=True, kw_only=True, tag="screen_started"):
    """The desk's browser records from now on."""

    recording_id: str
    agent_id: str
    surface: Surface = ""


class ScreenNotRecorded(ContactFact, frozen=True, kw_only=True, tag="screen_not_recorded"):
    """The desk's browser does not record, or no longer; the call goes on."""

    recording_id: str
    agent_id: str
    reason: WhyNoScreen

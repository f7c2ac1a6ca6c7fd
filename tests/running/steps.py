"""Whether a recording holds both voices in the right channels, in step with what was heard.

Both ends of the comparison are the caller's: when its bursts left, when the agent's came in. The
recording is made of the very same frames, so that the distance between a burst on the left and one
on the right must be the distance that the caller lived through.
"""

from dataclasses import dataclass

import numpy as np
from tests.running.media import Line
from tests.running.tones import AGENT_HZ, CALLER_HZ, RATE_HZ, channels, level, nearest, onsets

_SAME_S = 0.08
_NEAR_S = 0.5

Bursts = list[float]
"""When bursts began, in seconds."""


@dataclass(frozen=True)
class Steps:
    """`errors_s`: for each burst of the agent, how far it lies from where the caller heard it."""

    caller_bursts: int
    agent_bursts: int
    errors_s: list[float]

    @property
    def median_error_s(self) -> float:
        return float(np.median(np.abs(self.errors_s)))

    @property
    def worst_error_s(self) -> float:
        return float(np.max(np.abs(self.errors_s)))


def steps_of(recording: bytes, line: Line, sent_onsets_s: list[float]) -> Steps:
    """`sent_onsets_s` are the onsets within the sound that the caller played once."""
    left, right = channels(recording)
    sent_s = [line.sent_at_s(int(onset_s * RATE_HZ)) for onset_s in sent_onsets_s]
    on_left_s = onsets(left, CALLER_HZ)
    assert len(on_left_s) >= 3, f"the caller's tone is not on the left: {on_left_s}"
    to_recording_s = shift_s(sent_s, on_left_s)
    first_s, heard = line.sound_heard()
    heard_s = [first_s + onset_s for onset_s in onsets(heard, AGENT_HZ)]
    on_right_s = onsets(right, AGENT_HZ)
    assert len(on_right_s) >= 3, f"the agent's tone is not on the right: {on_right_s}"
    # The first and the last may be cut by the beginning and the end of the talk.
    errors_s = [
        nearest(one + to_recording_s, on_right_s) - one - to_recording_s for one in heard_s[1:-1]
    ]
    assert errors_s, "the caller heard no burst of the agent"
    return Steps(len(on_left_s), len(on_right_s), errors_s)


def shift_s(sent_s: Bursts, recorded_s: Bursts, about_s: float | None = None) -> float:
    """What is to be added to a moment of the clock to get its place in the recording.

    `about_s` is where it is looked for, where the same row of bursts was sent more than once.
    """

    def fitting(shift: float) -> Bursts:
        gaps = [nearest(one + shift, recorded_s) - one - shift for one in sent_s]
        return [gap for gap in gaps if abs(gap) < _SAME_S]

    tries = [there - here for here in sent_s for there in recorded_s]
    if about_s is not None:
        tries = [one for one in tries if abs(one - about_s) < _NEAR_S]
    assert tries, "no burst is in the recording where it should be"
    best = max(tries, key=lambda shift: len(fitting(shift)))
    found = fitting(best)
    assert len(found) >= 3, "the bursts are not in the recording in their order"
    return best + float(np.median(found))


def leak_db(recording: bytes) -> float:
    """How loud the caller's tone is on the agent's side, against its own side."""
    left, right = channels(recording)
    own = np.percentile(level(left, CALLER_HZ), 95)
    other = np.percentile(level(right, CALLER_HZ), 95)
    return float(20 * np.log10(max(other, 1e-6) / max(own, 1e-6)))

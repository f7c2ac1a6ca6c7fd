"""What a customer hears on the line: the agent's tone, music, or neither."""

import time

import numpy as np
from tests.running.media import Line
from tests.running.tones import AGENT_HZ, RATE_HZ, level, onsets
from tests.running.waiting import until

_LISTEN_S = 2.5
"""Longer than the longest pause between two bursts of the agent."""


def hears_agent(line: Line, limit_s: float = 20) -> float:
    """Wait until the agent is heard from now on; how long that took, in seconds."""
    began_s = time.monotonic()
    until(
        lambda: len(onsets(line.sound_heard(began_s)[1], AGENT_HZ)) >= 2,
        limit_s,
        "the customer hears the agent",
    )
    return time.monotonic() - began_s


def hears_no_agent(line: Line, limit_s: float = 20) -> None:
    """Wait for a stretch in which the agent is not heard, though packets come."""

    def silent() -> bool:
        since_s = time.monotonic() - _LISTEN_S
        _, sound = line.sound_heard(max(since_s, began_s))
        return len(sound) > (_LISTEN_S - 0.3) * RATE_HZ and not onsets(sound, AGENT_HZ)

    began_s = time.monotonic()
    until(silent, limit_s, "the customer does not hear the agent any more")


def hears_music(line: Line, limit_s: float = 20) -> None:
    """Wait for a stretch of sound in which the agent's tone is not."""

    def music() -> bool:
        _, sound = line.sound_heard(max(time.monotonic() - _LISTEN_S, began_s))
        if len(sound) < (_LISTEN_S - 0.3) * RATE_HZ:
            return False
        loud = float(np.sqrt(np.mean(sound**2)))
        return loud > 0.01 and float(np.mean(level(sound, AGENT_HZ))) < loud / 2

    began_s = time.monotonic()
    until(music, limit_s, "the customer hears music")

"""Sound files as people send them."""

import io
import wave

import numpy as np


def tone(seconds: float = 1.0, rate: int = 44_100, channels: int = 2, hertz: float = 440) -> bytes:
    """A WAV file of 16 bit."""
    at = np.arange(int(seconds * rate)) / rate
    samples = (np.sin(2 * np.pi * hertz * at) * 12_000).astype("<i2")
    out = io.BytesIO()
    with wave.open(out, "wb") as target:
        target.setnchannels(channels)
        target.setsampwidth(2)
        target.setframerate(rate)
        target.writeframes(np.repeat(samples, channels).tobytes())
    return out.getvalue()

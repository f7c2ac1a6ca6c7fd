"""The floor is away, and nobody starts it: a caller is told so and leaves a message."""

import time

import httpx
import pytest
from tests.running.figures import tell
from tests.running.installation import Installation
from tests.running.media import Media
from tests.running.sipp import Street
from tests.running.tones import CALLER_HZ, channels, level, steady
from tests.running.waiting import until

pytestmark = pytest.mark.real

NUMBER = "34600666001"


def _voicemail(client: httpx.Client) -> list[dict[str, object]]:
    rows = client.get("/contacts", params={"q": NUMBER}).json()["items"]
    return [row for row in rows if row["disposition"] == "voicemail" and row["recording_id"]]


def test_a_caller_is_told_and_leaves_a_message(
    centre: Installation, media: Media, street: Street
) -> None:
    lead = centre.client("quality")
    line = media.open()
    line.play(steady(CALLER_HZ, 1.0), loops=True)
    with centre.held():
        centre.kill("floor")
        began_s = time.monotonic()
        caller = street.call([(line.port, NUMBER, "1005")])
        until(lambda: line.packets_heard > 100, 30, "the caller is told something")
        tell(f"floor away: the caller heard the message after {line.first_heard_s - began_s:.1f} s")
        raw = centre.settings.raw_recordings_folder
        until(
            lambda: any(f.stat().st_size > 40_000 for f in raw.glob("*-message.wav")),
            60,
            "the message is being recorded",
        )
        caller.hang_up()
        assert caller.wait(10) == 0, caller.trouble
    until(centre.floor_answers, 40, "the floor is back")
    row = until(lambda: _voicemail(lead), 30, "the message is in the list")[0]
    assert row["called"] == "1005"
    audio = lead.get(f"/recordings/{row['recording_id']}/audio")
    assert audio.status_code == 200, audio.text
    assert max(float(level(one, CALLER_HZ).max()) for one in channels(audio.content)) > 0.1

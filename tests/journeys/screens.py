"""A desk's screen in the journeys: a patch on it changes its colour at known times, and is looked for
in the film that the contact's page plays beside the sound.
"""

import time
from datetime import datetime
from typing import Any

import httpx
from playwright.sync_api import Page, expect
from tests.journeys.pages import SLOW_MS, Desk, recordings_of
from tests.running.tones import CALLER_HZ, channels, nearest, onsets
from tests.running.waiting import until

_FLIPS = 5
_ASK_FOR_TAB = """() => {
  const media = navigator.mediaDevices, ask = media.getDisplayMedia.bind(media);
  media.getDisplayMedia = ({ video: { frameRate } }) =>
    ask({ video: { frameRate }, preferCurrentTab: true });
}"""
"""A headless browser has no screen: of all that could be shared there is this very tab."""
_FLIP = """async (count) => {
  const patch = document.createElement('div');
  patch.style =
    'position:fixed;right:0;bottom:0;width:320px;height:320px;z-index:9999;pointer-events:none';
  document.body.append(patch);
  const times = [];
  for (let n = 0; n <= count; n += 1) {
    patch.style.background = n % 2 ? 'rgb(0,0,255)' : 'rgb(255,0,0)';
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    if (n) times.push(Date.now());
    await new Promise((done) => setTimeout(done, 1000 + 50 * n));
  }
  patch.remove();
  return times;
}"""
_HEAR = """() => {
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () {
    if (!(this instanceof HTMLVideoElement)) window.callSound = this;
    return play.call(this);
  };
}"""
_WATCH = """async (until_s) => {
  const film = document.querySelector('video');
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const times = [];
  let last = '';
  while (window.callSound.currentTime < until_s) {
    await new Promise(requestAnimationFrame);
    const { videoWidth: w, videoHeight: h } = film;
    canvas.drawImage(film, w * 0.9, h * 0.85, w * 0.05, h * 0.05, 0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    const colour = g > 120 ? '' : r > 180 ? 'red' : b > 180 ? 'blue' : '';
    if (last && colour && colour !== last) times.push(window.callSound.currentTime);
    if (colour) last = colour;
  }
  return times;
}"""


def share(desk: Desk) -> None:
    """The one thing that the agent is asked for, once a login."""
    desk.page.evaluate(_ASK_FOR_TAB)
    desk.sees("Some of your calls are recorded with your screen")
    desk.page.get_by_role("button", name="Share my screen").first.click()
    expect(desk.page.get_by_text("Some of your calls are recorded with your screen")).to_be_hidden(
        timeout=SLOW_MS
    )


def flip(page: Page) -> list[float]:
    """When the patch changed, in seconds since 1970: seconds apart, each time a little more."""
    return [at_ms / 1000 for at_ms in page.evaluate(_FLIP, _FLIPS)]


def epoch_s(monotonic_s: float) -> float:
    return monotonic_s - time.monotonic() + time.time()


def film_of(client: httpx.Client, contact_id: str) -> dict[str, Any]:
    return until(lambda: recordings_of(client, contact_id).get("screen"), 20, "the film is there")


def started_s(recording: dict[str, Any]) -> float:
    return datetime.fromisoformat(recording["started_at"]).timestamp()


def spans_in(sound: dict[str, Any], film: dict[str, Any]) -> list[tuple[float, float]]:
    """What was recorded of the screen, in seconds of the sound."""
    behind_s = started_s(film) - started_s(sound)
    return [
        (from_ms / 1000 + behind_s, to_ms / 1000 + behind_s) for from_ms, to_ms in film["spans"]
    ]


def behind_sound(desk: Desk, flipped: list[float], tone_s: float, sound: bytes) -> list[float]:
    """How far each change of the patch lies behind its place in the sound, in seconds.

    `flipped` counts from when a tone began, which lies near `tone_s` of the sound.
    """
    heard_s = nearest(tone_s, onsets(channels(sound)[0], CALLER_HZ))
    wanted = [heard_s + one for one in flipped]
    expect(desk.page.locator("video")).to_have_count(1, timeout=SLOW_MS)
    seen = _seen_flips(desk.page, wanted[0], wanted[-1])
    return [nearest(one, seen) - one for one in wanted]


def _seen_flips(page: Page, first_s: float, last_s: float) -> list[float]:
    """At which seconds of the sound the patch changes in the film."""
    page.evaluate(_HEAR)
    wave = page.get_by_role("slider", name="Position").first
    wave.focus()
    wave.press("Home")
    for _ in range(int(max(0.0, first_s - 1) // 5)):
        wave.press("ArrowRight")
    return list(page.evaluate(_WATCH, last_s + 1))

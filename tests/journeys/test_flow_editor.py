"""A prompt is sent in and a flow is drawn, published and called: the caller hears it and is led on."""

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from tests.journeys.pages import SLOW_MS, Console, until_at_node
from tests.running.installation import Installation
from tests.running.media import Line, Media
from tests.running.sipp import Street
from tests.running.tones import AGENT_HZ, bursts, irregular_onsets, onsets, to_wav
from tests.running.waiting import until

pytestmark = pytest.mark.real

NUMBER = "1090"


def _choose(page: Page, label: str, option: str) -> None:
    """One of the options of a list, by its words."""
    page.get_by_role("combobox", name=label, exact=True).first.click()
    shown = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
    shown.locator(".ant-select-item-option").get_by_text(option, exact=True).first.click()


def _add(page: Page, kind: str) -> None:
    page.get_by_role("button", name="Add a node").click()
    page.get_by_role("menuitem", name=re.compile(rf"\b{kind}$")).click()


def _send_prompt(console: Console, name: str, wav: Path) -> None:
    page = console.page
    console.open("/settings/prompts")
    page.get_by_role("textbox", name="ID", exact=True).fill(name)
    page.get_by_role("button", name="Add a prompt").click()
    english = page.get_by_role("region", name="English")
    english.locator("input[type=file]").set_input_files(wav)
    console.sees("English: the new sound is in use.")
    expect(english.locator("audio")).to_be_visible(timeout=SLOW_MS)


def _draw_flow(console: Console, name: str, prompt: str) -> None:
    """A menu that says the prompt, and leads to the crowd by its key and without one."""
    page = console.page
    console.open("/settings/flows")
    page.get_by_role("textbox", name="ID", exact=True).fill(name)
    page.get_by_role("button", name="New: flow").click()
    _choose(page, "Fallback queue", "Crowd")
    _add(page, "Menu")
    page.get_by_role("button", name="Add a prompt").first.click()
    _choose(page, "Kind of prompt", "Recorded sound")
    page.get_by_role("combobox", name="Name of the sound").fill(f"prompt:{prompt}")
    page.keyboard.press("Escape")
    _choose(page, "Add a key", "1")
    _add(page, "Queue")
    _choose(page, "Queue", "Crowd")
    page.locator(".react-flow__node", has_text="menu").first.click()
    _choose(page, "Leads on: otherwise", "queue")
    publish = page.get_by_role("button", name="Publish")
    expect(publish).to_be_enabled(timeout=SLOW_MS)
    publish.click()
    console.sees("Version 1 answers calls from now on.")


def test_a_flow_drawn_in_the_editor_answers_a_call_with_a_prompt_of_ones_own(
    centre: Installation,
    street: Street,
    media: Media,
    console: Callable[[str], Console],
    quality: httpx.Client,
    tmp_path: Path,
) -> None:
    wav = tmp_path / "hello.wav"
    said = irregular_onsets(0.3, 6)
    wav.write_bytes(to_wav(bursts(AGENT_HZ, said, 6.0, 44_100), 44_100))
    manager = console("manager")
    _send_prompt(manager, "hello", wav)
    _draw_flow(manager, "drawn", "hello")
    answer = centre.client("manager").put(f"/centre/numbers/{NUMBER}", json={"flow": "drawn"})
    assert answer.status_code == 200, answer.text

    line: Line = media.open(keeps=True)
    caller = street.call([(line.port, "34600111090", NUMBER)])
    found = until(lambda: centre.contacts(phase="ivr"), 20, "the call is in the menu")
    contact_id = str(found[0]["id"])
    until_at_node(quality, contact_id, "menu")
    until(
        lambda: len(onsets(line.sound_heard()[1], AGENT_HZ)) >= 3, 20, "the caller hears the prompt"
    )
    line.press("1")
    until(
        lambda: centre.contacts(phase="queued", queue_id="crowd"), 20, "the caller is in the queue"
    )
    caller.hang_up()
    assert caller.wait(10) == 0, caller.trouble
    assert manager.faults == []

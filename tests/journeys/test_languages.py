"""The main pages in three languages: every text is there, and no page breaks."""

import re

import pytest
from playwright.sync_api import Browser, expect
from tests.journeys.pages import SLOW_MS, Console
from tests.running.installation import Installation

pytestmark = pytest.mark.real

LANGUAGES = {"en": "English", "es": "Español", "zh-CN": "简体中文"}
PAGES = {
    "manager": ["/floor", "/wallboard", "/contacts", "/numbers", "/settings"],
    "ann": ["/desk"],
}
# What a text looks like that was looked up in vain: `desk:now.ready`, or `now.ready` on its own.
_RAW = re.compile(
    r"\b(app|common|contacts|desk|floor|numbers|phone|problem|range|settings|webcall):[a-z]\w*"
    r"|^[a-z]\w*(\.[a-z_]\w*)+$",
    re.MULTILINE,
)


def test_a_raw_key_would_be_found() -> None:
    assert _RAW.search("Floor\ndesk:now.ready")
    assert _RAW.search("one\nwrapUp.codeNeeded\ntwo")
    assert not _RAW.search("Ready\n3:04 p.m.\nsales@example.org\nmaria")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_shows_a_raw_key(language: str, centre: Installation, browser: Browser) -> None:
    for login, paths in PAGES.items():
        one = Console(browser, centre.url)
        try:
            one.page.goto(centre.url)
            one.page.get_by_text(LANGUAGES[language], exact=True).click()
            expect(one.page.locator("html")).to_have_attribute("lang", language)
            one.enter(login)
            for path in paths:
                one.open(path)
                expect(one.page.locator("main").first).to_be_visible(timeout=SLOW_MS)
                one.page.wait_for_load_state("networkidle")
                text = one.page.locator("body").inner_text()
                assert len(text) > 100, f"{path} in {language} is empty: {text!r}"
                assert _RAW.findall(text) == [], f"{path} in {language}"
                assert one.faults == [], path
        finally:
            one.close()

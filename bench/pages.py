"""How long the console takes: the first page of a browser that knows nothing, then each page by its menu.

    .venv/bin/python -m bench.pages --login manager --password … [--address http://localhost:8080]

A page is there when its requests are answered and what is drawn has not changed for 100 ms, which are
not counted. Each is opened three times; shown is the middle one, in ms. Aims: 2,000 for the first,
200 for the others.
"""

import argparse
import statistics
from collections.abc import Callable

from playwright.sync_api import Browser, Page, sync_playwright

from callfloor.machine import testing_tools

TIMES = 3
_SETTLED = """async (click) => {
  const begun = performance.now();
  let changed = begun;
  const watch = new MutationObserver(() => { changed = performance.now(); });
  watch.observe(document.body, {childList: true, subtree: true, characterData: true});
  document.querySelector(click).click();
  const busy = () => document.querySelector('.ant-spin-spinning, .ant-skeleton-active');
  while (changed === begun || performance.now() - changed < 100 || busy()) {
    await new Promise((done) => setTimeout(done, 10));
    if (performance.now() - begun > 10000) break;
  }
  watch.disconnect();
  return changed - begun;
}"""
"""Clocks that tick change a page for ever; they change attributes and texts once a second only."""


def log_in(page: Page, address: str, tenant: str, login: str, password: str) -> None:
    page.goto(f"{address}/login")
    body = {"tenant": tenant, "login": login, "password": password}
    answer = page.context.request.post(
        f"{address}/api/session", data=body, headers={"Origin": address}
    )
    if not answer.ok:
        raise SystemExit(f"The login was refused ({answer.status}): {answer.text()[:200]}")


def first_load(browser: Browser, enter: Callable[[Page], None], address: str) -> float:
    """From the address to the heading of the page, with nothing in the browser's cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    enter(page)
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    page.wait_for_selector("h1")
    shown = float(page.evaluate("performance.now()"))
    context.close()
    return shown


def changes(page: Page, paths: list[str]) -> dict[str, float]:
    """By path, the middle of what the change to it took."""
    took: dict[str, list[float]] = {path: [] for path in paths}
    for _ in range(TIMES):
        for path in paths:
            took[path].append(float(page.evaluate(_SETTLED, f'a[href="{path}"]')))
    return {path: statistics.median(each) for path, each in took.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--address", default="http://localhost:8080")
    parser.add_argument("--tenant", default="demo")
    parser.add_argument("--login", default="manager")
    parser.add_argument("--password", required=True)
    told = parser.parse_args()

    def enter(page: Page) -> None:
        log_in(page, told.address, told.tenant, told.login, told.password)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(testing_tools.chromium()), args=["--no-sandbox"]
        )
        first = statistics.median(first_load(browser, enter, told.address) for _ in range(TIMES))
        print(f"{'first load':<20} {first:7.0f} ms")
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        enter(page)
        page.goto(told.address)
        page.wait_for_selector("nav a")
        paths = page.eval_on_selector_all("nav a", "all => all.map(a => a.getAttribute('href'))")
        for path, ms in changes(page, [one for one in dict.fromkeys(paths) if one]).items():
            print(f"{path:<20} {ms:7.0f} ms")
        browser.close()


if __name__ == "__main__":
    main()

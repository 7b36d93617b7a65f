"""A page that was used is as new for the next test."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser

from .conftest import NARROW
from .reused import ReusedPages

FOUND = """async () => ({
  kept: [localStorage.length, sessionStorage.length, document.cookie,
         (await caches.keys()).length, (await indexedDB.databases()).length],
  seen: [innerWidth, innerHeight, matchMedia("print").matches, devicePixelRatio,
         matchMedia("(prefers-color-scheme: dark)").matches,
         matchMedia("(prefers-reduced-motion: reduce)").matches,
         matchMedia("(forced-colors: active)").matches],
  worker: "serviceWorker" in navigator,
  left: window.left,
  title: document.title,
})"""

LEAVE = """async () => {
  localStorage.a = sessionStorage.a = document.cookie = "a=b";
  window.left = "something";
  await caches.open("a");
  await new Promise((done) => { indexedDB.open("a").onsuccess = done; });
}"""


def test_nothing_that_a_test_leaves_is_found_by_the_next(
    browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    pages = ReusedPages(browser)
    lent = pages.of(browser_context_args)
    page = lent.clear()
    page.goto("privacy/")
    new = page.evaluate(FOUND)
    page.evaluate(LEAVE)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.emulate_media(
        media="print", color_scheme="dark", reduced_motion="reduce", forced_colors="active"
    )
    page.route("**/privacy/", lambda route: route.fulfill(body="<title>Another</title>"))
    lent.context.new_page().goto("privacy/")
    assert page.evaluate(FOUND) != new

    again = pages.of(browser_context_args).clear()
    assert again == page
    assert len(lent.context.pages) == 1
    again.goto("privacy/")
    assert again.evaluate(FOUND) == new
    pages.close()

"""Pages that tests use one after the other, each as if new: half of what a new one costs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Frame, Page

AS_STARTED: dict[str, Any] = dict.fromkeys(
    ("media", "color_scheme", "reduced_motion", "forced_colors", "contrast"), "null"
)
NO_WORKER = "delete Navigator.prototype.serviceWorker"
"""A script that keeps pages from having a service worker."""
OUTSIDE = (-1, -1)
"""Where the mouse points at nothing."""


class ReusedPage:
    """A page of Chromium, without a service worker, which would outlive its test.

    Scripts and functions that a test adds to every page cannot be taken away again, nor can a clock
    that it sets: such a test needs a context of its own.
    """

    def __init__(self, browser: Browser, options: dict[str, Any]) -> None:
        """The options are those of a context."""
        self.options = options
        self.context = browser.new_context(**options)
        self.context.add_init_script(NO_WORKER)
        self.page = self.context.new_page()
        self._size = self.page.viewport_size
        self._visited: set[str] = set()
        self.page.on("framenavigated", self._remember)

    def clear(self) -> Page:
        """The page, as if nobody had used it or kept anything."""
        for other in self.context.pages:
            if other != self.page:
                other.close()
        self.page.unroute_all()
        self.context.unroute_all()
        self._forget_session()
        self.page.goto("about:blank")
        self._forget()
        self.context.clear_permissions()
        self.page.emulate_media(**AS_STARTED)
        if self._size and self._size != self.page.viewport_size:
            self.page.set_viewport_size(self._size)
        self.page.mouse.move(*OUTSIDE)
        return self.page

    def _forget_session(self) -> None:
        """What only scripts of the page itself can clear."""
        clear = "try { sessionStorage.clear() } catch {}"
        try:
            self.page.evaluate(clear)
        except Error:  # a preview loads its page anew by itself, maybe at this very moment
            self.page.wait_for_load_state()
            self.page.evaluate(clear)

    def _forget(self) -> None:
        tools = self.context.new_cdp_session(self.page)
        for origin in self._visited:
            everything = {"origin": origin, "storageTypes": "all"}
            tools.send("Storage.clearDataForOrigin", everything)
        tools.detach()  # while it is attached, a page is printed otherwise
        self._visited.clear()

    def _remember(self, frame: Frame) -> None:
        address = urlsplit(frame.url)
        if address.scheme in ("http", "file"):
            self._visited.add(f"{address.scheme}://{address.netloc}")


class ReusedPages:
    """One page for each set of options, of the site that is tested at the moment."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: list[ReusedPage] = []

    def of(self, options: dict[str, Any]) -> ReusedPage:
        site = options["base_url"]
        if any(one.options["base_url"] != site or one.page.is_closed() for one in self._kept):
            self.close()
        for one in self._kept:
            if one.options == options:
                return one
        self._kept.append(ReusedPage(self._browser, options))
        return self._kept[-1]

    def close(self) -> None:
        for one in self._kept:
            one.context.close()
        self._kept.clear()

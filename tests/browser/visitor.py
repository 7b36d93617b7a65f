"""A learner in any browser that speaks one of the two classic driver protocols.

Playwright's own Firefox and WebKit aren't browsers that people have, and can't be installed from
packages. So these visitors use Mozilla's client for Firefox, and Selenium for WebKit.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol
from urllib.parse import urljoin

from tests.support import engines

PATIENCE = 20.0
"""Seconds to wait for something to be on a page."""

PHONE = (360, 740)

IN_SIGHT = """(css, text) => [...document.querySelectorAll(css)].filter((one) =>
  one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
  one.getClientRects().length > 0 && one.innerText.includes(text))"""
"""Asked of the page at once: the drivers take much longer to ask each element."""


class Found(Protocol):
    """An element in either client."""

    def click(self) -> None: ...

    def send_keys(self, *text: str) -> None: ...


class Visitor:
    """What a learner does, the same in each engine."""

    def __init__(
        self, client: Any, goto: Callable[[str], None], base_url: str, gone: type[Exception]
    ) -> None:
        self._client = client
        self._goto = goto
        self._base_url = base_url
        self._gone = gone  # what the client raises about an element of the page before

    def goto(self, path: str) -> None:
        """Open a page by its path from the site's root, or by its whole address."""
        self._goto(urljoin(self._base_url, path))

    def reload(self) -> None:
        self._client.refresh()

    def find(self, css: str, text: str = "") -> Found:
        """The first element in sight that matches and contains a text, once there is one."""
        found: Found = _until(lambda: next(iter(self.all(css, text)), None), f"{css} “{text}”")
        return found

    def all(self, css: str, text: str = "") -> list[Found]:
        """The elements in sight that match and contain a text."""
        try:
            found: list[Found] = self.evaluate(
                f"({IN_SIGHT})({json.dumps(css)}, {json.dumps(text)})"
            )
        except self._gone:
            return []
        return found

    def press(self, css: str, text: str = "") -> None:
        """Click on something, once it is in sight."""
        self.find(css, text).click()

    def write(self, css: str, text: str) -> None:
        self.find(css).send_keys(text)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression of JavaScript in the page."""
        return self._client.execute_script(f"return {expression}")

    def wait_for(self, expression: str) -> None:
        """Wait until an expression of JavaScript is true."""
        _until(lambda: self.evaluate(expression) or None, expression)

    def sees(self, css: str) -> bool:
        """Whether the top of an element is within the window, once the page has come to rest."""
        self.find(css)
        at = f"document.querySelector({css!r}).getBoundingClientRect().top"
        time.sleep(0.3)
        return bool(0 <= self.evaluate(at) < self.evaluate("innerHeight"))


def _until(look: Callable[[], Any], what: str) -> Any:
    """What `look` finds, once it isn't None."""
    end = time.monotonic() + PATIENCE
    while (found := look()) is None:
        assert time.monotonic() < end, f"not on the page: {what}"
        time.sleep(0.05)
    return found


@contextmanager
def firefox(base_url: str) -> Iterator[Visitor]:
    from marionette_driver.errors import StaleElementException
    from marionette_driver.marionette import Marionette

    # The client replaces its log by a new file: it must not be a device.
    with TemporaryDirectory() as folder:
        log = str(Path(folder) / "gecko.log")
        client = Marionette(bin=engines.firefox(), headless=True, gecko_log=log)
        client.start_session()
        try:
            client.set_window_rect(width=PHONE[0], height=PHONE[1])
            yield Visitor(client, client.navigate, base_url, StaleElementException)
        finally:
            client.quit()


@contextmanager
def webkit(base_url: str) -> Iterator[Visitor]:
    from selenium import webdriver
    from selenium.common.exceptions import StaleElementReferenceException
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    found = engines.webkit()
    assert found
    driver, browser = found
    options = Options()
    options.binary_location = browser
    options.add_argument("--automation")
    with _screen() as display:
        # Its sandbox can't be used as root, and there is no graphics card.
        more = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
        service = Service(driver, env=os.environ | more | {"DISPLAY": display})
        client = webdriver.WebKitGTK(options=options, service=service)
        try:
            client.set_window_size(*PHONE)
            yield Visitor(client, client.get, base_url, StaleElementReferenceException)
        finally:
            client.quit()


@contextmanager
def _screen() -> Iterator[str]:
    """A screen that nobody sees; gives its name."""
    xvfb = shutil.which("Xvfb")
    assert xvfb
    number, tell = os.pipe()
    command = [xvfb, "-displayfd", str(tell), "-screen", "0", "1280x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[tell], stderr=subprocess.DEVNULL)
    os.close(tell)
    try:
        with os.fdopen(number) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


ENGINES = {"firefox": firefox, "webkit": webkit}


def is_installed(engine: str) -> bool:
    return (engines.firefox() if engine == "firefox" else engines.webkit()) is not None

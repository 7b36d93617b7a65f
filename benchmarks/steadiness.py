"""How much pages move, and how long they are busy, at a quarter of this machine's speed.

    python benchmarks/steadiness.py [--site site] [--visits 3]

Opens each kind of page of the shipped course in Chromium, on a phone and on a desk, walks through
a scenario and starts a quiz, and prints two figures for each: the layout shifts that no press of
the learner caused (https://web.dev/articles/cls), and the longest task in milliseconds, during
which a press would have waited. Of several visits the largest shift counts, and the shortest of
the longest tasks: a task may have waited for other work of the machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests.browser.conftest import CHROMIUM_ARGS, NO_BROWSER, build  # noqa: E402
from tests.browser.server import SiteServer  # noqa: E402
from tests.support.chromium import find  # noqa: E402

SLOWER = 4
SIZES = {"phone": (360, 740), "desk": (1280, 800)}
SHIFT = 0.05
TASK = 200
"""Milliseconds."""
PAUSE = 400
"""Milliseconds after a press."""
SETTLED = 1500
"""Milliseconds after which a page has done what it does on arrival."""
KINDS = (
    *("", "scenarios/", "modules/{module}/", "quiz/{module}/", "assessment/", "progress/"),
    *("review/", "own-scenario/", "certificate/", "cards/", "workshop/", "workshop-guide/"),
    *("whats-new/", "how-to-use/", "accountability/", "no-such-page/"),
)

WATCH = """
  window.seen = { shift: 0, task: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.task = Math.max(seen.task, duration);
  }).observe({ type: "longtask", buffered: true });
"""


def arrive(page: Page) -> None:
    """Nothing but the arrival."""


def walk(page: Page) -> None:
    """All steps of a scenario, with a reply of one's own, an answer and a comparison."""
    page.locator("own-reply textarea").press_sequentially("I see to it.")
    press(page, "Show the replies")
    page.locator(".an-quiz input[type=radio]:visible").first.check()
    press(page, "Check my answer")
    press(page, "Compare the replies")
    press(page, "Show why")
    while (onward := page.get_by_role("link", name="Continue", exact=True)).count():
        onward.first.click()
        page.wait_for_timeout(PAUSE)


def take(page: Page) -> None:
    """The first three questions of a quiz."""
    press(page, "Start")
    for _ in range(3):
        page.locator("scenario-quiz input:visible").first.check()
        press(page, "Next")


def press(page: Page, name: str) -> None:
    """Press a button or a link of that name, and wait until the page is at rest."""
    found = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
    found.locator("visible=true").first.click()
    page.wait_for_timeout(PAUSE)


def visit(
    browser: Browser, address: str, size: tuple[int, int], act: Callable[[Page], None]
) -> tuple[float, float]:
    """Layout shift and longest task (ms) of one visit by somebody new."""
    width, height = size
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_timeout(SETTLED)
    act(page)
    page.wait_for_timeout(PAUSE)
    seen: dict[str, float] = page.evaluate("seen")
    page.context.close()
    return seen["shift"], seen["task"]


def journeys(site: Path) -> dict[str, tuple[str, Callable[[Page], None]]]:
    """What is visited: a name, a path, and what is done there."""
    scenario = min(path.parent.name for path in site.glob("scenarios/*/index.html"))
    module = min(path.parent.name for path in site.glob("modules/*/index.html"))
    paths = [kind.format(module=module) for kind in KINDS]
    return {path or "home": (path, arrive) for path in paths} | {
        "a scenario, all steps": (f"scenarios/{scenario}/", walk),
        "a quiz, three questions": (f"quiz/{module}/", take),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("--visits", type=int, default=3)
    options = parser.parse_args()
    if find() is None:
        sys.exit(NO_BROWSER)
    row = "{:<28} {:<6} {:>7} {:>8}"
    print(row.format("page", "on a", "shift", "task ms"))
    server = SiteServer()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server.folder = options.site or build(Path(folder), site_url=server.url)
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_ARGS)
        worst_shift = worst_task = 0.0
        with server.running():
            for name, (path, act) in journeys(server.folder).items():
                for device, size in SIZES.items():
                    address = server.url + path
                    seen = [visit(browser, address, size, act) for _ in range(options.visits)]
                    shift = max(one for one, _ in seen)
                    task = min(one for _, one in seen)
                    worst_shift, worst_task = max(worst_shift, shift), max(worst_task, task)
                    print(row.format(name, device, f"{shift:.3f}", f"{task:.0f}"), flush=True)
        browser.close()
    print(f"worst: {worst_shift:.3f} and {worst_task:.0f} ms at {SLOWER} times slower")
    print(f"aims: below {SHIFT} and below {TASK} ms")


if __name__ == "__main__":
    main()

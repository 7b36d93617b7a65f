"""From a press to the next paint, at a quarter of this machine's speed, with ten items on a page.

    python benchmarks/interaction.py [--site site] [--page PATH] [--visits 5]

Opens a page in Chromium with its processor slowed down four times, copies its quiz until there are
ten, writes a reply, answers each item, searches and opens the menu, and prints what the browser
itself measured for each kind of event (Event Timing: https://www.w3.org/TR/event-timing/), in
milliseconds, which it rounds to 8; and each visit's interaction to next paint: the worst of its
interactions, but one of every fifty (https://web.dev/articles/inp). Of several visits the median
counts: a single event may have waited for other work of the machine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.browser.conftest import CHROMIUM_ARGS, NO_BROWSER, build  # noqa: E402
from tests.browser.server import SiteServer  # noqa: E402
from tests.support.chromium import find  # noqa: E402

ITEMS = 10
SLOWER = 4
LIMIT = 100
"""Milliseconds."""
PAUSE = 200
"""Milliseconds between two presses: a quick person."""

WATCH = """() => {
  window.events = [];
  new PerformanceObserver((list) => {
    for (const { name, duration, interactionId } of list.getEntries())
      if (interactionId) window.events.push({ name, duration, interactionId });
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
}"""
TEN = """(count) => {
  const quiz = document.querySelector("scenario-quiz");
  const details = document.getElementById(quiz.dataset.reveal);
  for (let n = document.querySelectorAll("scenario-quiz").length; n < count; n += 1) {
    const [copy, answer] = [quiz.cloneNode(true), details.cloneNode(true)];
    const parts = [copy, answer].flatMap((one) => [one, ...one.querySelectorAll("*")]);
    for (const one of parts)
      for (const name of ["id", "for", "name"])
        if (one.hasAttribute(name)) one.setAttribute(name, `${one.getAttribute(name)}-${n}`);
    copy.dataset.reveal = answer.id;
    copy.dataset.item = `${quiz.dataset.item}-${n}`;
    details.after(copy, answer);
  }
}"""


def learn(page: Page) -> None:
    """Write a reply, answer all items, wrongly or not, search for a word and open the menu."""
    page.locator("own-reply textarea").first.click()
    page.keyboard.type("I see to it.", delay=PAUSE)
    quizzes = page.locator('scenario-quiz[data-type="choice"], scenario-quiz:not([data-type])')
    for number in range(quizzes.count()):
        quiz = quizzes.nth(number)
        quiz.locator("input[type=radio]").first.check()
        page.wait_for_timeout(PAUSE)
        quiz.locator("button[type=submit]").click()
        page.wait_for_timeout(PAUSE)
    page.keyboard.press("Control+k")
    page.wait_for_timeout(PAUSE)
    page.keyboard.type("parcel", delay=PAUSE)
    page.wait_for_timeout(1000)
    page.keyboard.press("Escape")
    page.wait_for_timeout(PAUSE)
    page.get_by_role("button", name="Menu").click()
    page.wait_for_timeout(1000)


def measured(site: Path, path: str) -> list[dict[str, Any]]:
    """Name and duration (ms) of each event of a learner's visit to one page."""
    server = SiteServer()
    server.folder = site
    with server.running(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_ARGS)
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        page.goto(server.url + path, wait_until="networkidle")
        page.evaluate(TEN, ITEMS)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.evaluate(WATCH)
        learn(page)
        events: list[dict[str, Any]] = page.evaluate("window.events")
        browser.close()
    return events


def to_next_paint(visit: list[dict[str, Any]]) -> int:
    """Interaction to next paint of a visit, in milliseconds, of the interactions listed."""
    worst: dict[int, int] = {}
    for event in visit:
        worst[event["interactionId"]] = max(event["duration"], worst.get(event["interactionId"], 0))
    return sorted(worst.values(), reverse=True)[len(worst) // 50]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("--page", help="path of a scenario page; the first one if left out")
    parser.add_argument("--visits", type=int, default=5)
    options = parser.parse_args()
    if find() is None:
        sys.exit(NO_BROWSER)
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or build(Path(folder), site_url="http://127.0.0.1:8000/course/")
        first = min(path.parent.name for path in site.glob("scenarios/*/index.html"))
        path = options.page or f"scenarios/{first}/"
        visits = [measured(site, path) for _ in range(options.visits)]
    row = "{:<14} {:>6} {:>10} {:>10}"
    print(row.format("event", "count", "median ms", "worst ms"))
    for name in sorted({event["name"] for visit in visits for event in visit}):
        durations = [[e["duration"] for e in visit if e["name"] == name] for visit in visits]
        every = [duration for visit in durations for duration in visit]
        worst = median(max(visit, default=0) for visit in durations)
        print(row.format(name, len(every), f"{median(every):.0f}", f"{worst:.0f}"))
    visited = median(to_next_paint(visit) for visit in visits)
    print(f"interaction to next paint: {visited:.0f} ms at {SLOWER} times slower")
    print(f"aim: below {LIMIT} ms; below 16 ms nothing is listed")


if __name__ == "__main__":
    main()

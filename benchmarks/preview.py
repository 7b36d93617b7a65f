"""From saving a scenario to seeing it in the preview, on the shipped course, in a real browser.

Run: python benchmarks/preview.py [saves]

A copy of the shipped course is previewed with `answerable serve`, and a scenario's page is open in
Chromium. Each save writes new words into the scenario. Measured is the time until the page shows
them, as the page itself sees it: reload and first paint are part of it.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.preview import running_preview  # noqa: E402
from tests.support.chromium import find  # noqa: E402

SCENARIO = "scenarios/make-it-easy/browser-order.yml"
PAGE = "scenarios/browser-order/"
TITLE = "title: The button that does nothing"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main(saves: int) -> None:
    """Print the median and the slowest of so many saves."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("content", "scenarios"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        taken = measure(folder, saves)
    print(f"from saving to seeing, {saves} saves on the shipped course:")
    print(f"median {statistics.median(taken):.2f} s, slowest {max(taken):.2f} s")


def measure(folder: Path, saves: int) -> list[float]:
    """Seconds that each save took to show."""
    file = folder / SCENARIO
    text = file.read_text(encoding="utf-8")
    assert TITLE in text
    with running_preview(folder) as preview, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(preview.url + PAGE)
        page.wait_for_selector("h1")
        taken = []
        for number in range(saves):
            time.sleep(4)  # a person reads before saving again; other languages are built meanwhile
            begun = time.monotonic()
            file.write_text(text.replace(TITLE, f"title: Save {number}"), encoding="utf-8")
            page.wait_for_selector(f"h1:text-is('Save {number}')")
            taken.append(time.monotonic() - begun)
        browser.close()
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10)

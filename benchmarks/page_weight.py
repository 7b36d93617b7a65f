"""What a page costs at the first visit: every file that a browser fetches, compressed.

    python benchmarks/page_weight.py [--site site]

Builds the shipped course unless a built site is named, opens pages of each kind in Chromium with
nothing cached and without the service worker, and prints the bytes by kind of file, each compressed
as a web server does it (gzip, level 6), beside the limits that this project sets itself.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Response, sync_playwright  # noqa: E402

from tests.browser.conftest import CHROMIUM_ARGS, NO_BROWSER, build  # noqa: E402
from tests.browser.server import SiteServer  # noqa: E402
from tests.support.chromium import find  # noqa: E402

LIMITS = {"all": 110_000, "our scripts": 25_000, "our styles": 8_000}
"""Bytes of a scenario page, compressed."""


def kind(path: str) -> str:
    """What a file is, by its address."""
    for ending, name in (
        ("assets/answerable.js", "our scripts"),
        ("assets/answerable-course.js", "our scripts"),
        ("assets/answerable.css", "our styles"),
        (".js", "scripts of the theme"),
        (".css", "styles of the theme"),
        (".json", "search"),
        ("/", "page"),
        (".html", "page"),
    ):
        if path.endswith(ending):
            return name
    return "the rest"


def fetched(site: Path, pages: list[str]) -> dict[str, dict[str, int]]:
    """Compressed bytes by kind of file, for each of the pages at these addresses."""
    server = SiteServer()
    server.folder = site
    with server.running(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_ARGS)
        weights = {}
        for page in pages:
            sizes: defaultdict[str, int] = defaultdict(int)

            def note(response: Response, sizes: defaultdict[str, int] = sizes) -> None:
                if response.ok:
                    size = len(gzip.compress(response.body(), 6))
                    sizes[kind(urlsplit(response.url).path)] += size

            tab = browser.new_context(service_workers="block").new_page()
            tab.on("response", note)
            tab.goto(server.url + page, wait_until="networkidle")
            weights[page] = sizes
        browser.close()
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help="a site that is built already")
    options = parser.parse_args()
    if find() is None:
        sys.exit(NO_BROWSER)
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or build(Path(folder), site_url="http://127.0.0.1:8000/course/")
        scenario = min(path.parent.name for path in site.glob("scenarios/*/index.html"))
        pages = [f"scenarios/{scenario}/", "", "scenarios/", "review/", "progress/", "assessment/"]
        weights = fetched(site, pages)
    row = "{:<22}" + " {:>10}" * (len(pages) + 1)
    names = ("scenario", *(page.strip("/") or "home" for page in pages[1:]))
    print(row.format("bytes", *names, "limit"))
    for name in sorted(weights[pages[0]], key=lambda one: -weights[pages[0]][one]):
        print(row.format(name, *(weights[page][name] for page in pages), LIMITS.get(name, "")))
    print(row.format("all", *(sum(weights[page].values()) for page in pages), LIMITS["all"]))


if __name__ == "__main__":
    main()

"""What a scenario page costs at the first visit: every file that a browser fetches, compressed.

    python benchmarks/page_weight.py [--site site]

Builds the shipped course unless a built site is named, opens a scenario page in Chromium with
nothing cached and without the service worker, and prints the bytes by kind, each file compressed as
a web server does it (gzip, level 6), beside the limits that this project sets itself.
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
sys.path.insert(0, str(ROOT / "tests"))

from playwright.sync_api import Response, sync_playwright  # noqa: E402

from browser.conftest import CHROMIUM_ARGS, NO_BROWSER, build  # noqa: E402
from browser.server import SiteServer  # noqa: E402
from chromium import find  # noqa: E402

LIMITS = {"all": 110_000, "our script": 25_000, "our styles": 8_000}
"""Bytes, compressed."""


def kind(path: str) -> str:
    """What a file is, by its address."""
    for ending, name in (
        ("assets/answerable.js", "our script"),
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


def fetched(site: Path, page: str) -> dict[str, int]:
    """Compressed bytes of each file that the page at this address makes a browser fetch."""
    server = SiteServer()
    server.folder = site
    sizes: dict[str, int] = {}

    def note(response: Response) -> None:
        if response.ok:
            sizes[urlsplit(response.url).path] = len(gzip.compress(response.body(), 6))

    with server.running(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_ARGS)
        context = browser.new_context(service_workers="block")
        tab = context.new_page()
        tab.on("response", note)
        tab.goto(server.url + page, wait_until="networkidle")
        browser.close()
    return sizes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help="a site that is built already")
    options = parser.parse_args()
    if find() is None:
        sys.exit(NO_BROWSER)
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or build(Path(folder), site_url="http://127.0.0.1:8000/course/")
        pages = sorted(path.parent.name for path in site.glob("scenarios/*/index.html"))
        sizes = fetched(site, f"scenarios/{pages[0]}/")
    row = "{:<24} {:>8} {:>8}"
    print(row.format("", "bytes", "limit"))
    kinds: defaultdict[str, int] = defaultdict(int)
    for path, size in sizes.items():
        kinds[kind(path)] += size
    for name, size in sorted(kinds.items(), key=lambda entry: -entry[1]):
        print(row.format(name, size, LIMITS.get(name, "")))
    print(row.format("all", sum(kinds.values()), LIMITS["all"]))


if __name__ == "__main__":
    main()

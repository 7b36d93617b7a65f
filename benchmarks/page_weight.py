"""What a page costs at the first visit: every file that a browser fetches, compressed.

    python benchmarks/page_weight.py [--site site]
    python benchmarks/page_weight.py --scenarios 10000 [--modules 20 200]

Builds the shipped course unless a built site is named, opens pages of each kind in Chromium with
nothing cached and without the service worker, and prints the bytes by kind of file, each compressed
as a web server does it (gzip, level 6), beside the limits that this project sets itself.

With `--scenarios` it builds made-up courses of that size, and prints what must not grow with them
beside its targets: a scenario's HTML, the largest other page, the work that it is at a quarter of
the speed, what the service worker loads unasked, and the largest first load.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Response, sync_playwright  # noqa: E402

from benchmarks.scale import write_ours  # noqa: E402
from tests.browser.conftest import CHROMIUM_ARGS, NO_BROWSER, build  # noqa: E402
from tests.browser.server import SiteServer  # noqa: E402
from tests.support.chromium import find  # noqa: E402

TARGETS = {
    "HTML of a scenario page, as it is": 16_384,
    "HTML of the largest other page": 100_000,
    "milliseconds of work until it is ready, at a quarter of the speed": 1_000,
    "what the service worker loads unasked": 300_000,
    "the largest first load of a page, without pictures": 110_000,
    "the largest first load of a page": 110_000,
}
"""Of any course, in bytes, compressed unless something else is said."""

OPENED = ("", "scenarios/", "tags/", "review/", "progress/", "assessment/", "whats-new/")

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
        (".png", "pictures"),
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


def compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


def unasked(site: Path) -> tuple[int, str]:
    """Bytes of the service worker and all that it keeps with the first page in a language: the
    most in any language, and the folder of that one.
    """
    worker = site / "sw.js"
    found = re.match(r"const BUILD = (.*);", worker.read_text("utf-8"))
    assert found
    build = json.loads(found[1])
    folders = [folder for folder in build["editions"] if folder]
    sizes: defaultdict[str, int] = defaultdict(int)
    for path in build["shell"]:
        folder = "assets/" if path.startswith("assets/") else ""
        folder = next((one for one in folders if path.startswith(one)), folder)
        file = f"{path}index.html" if path == "" or path[-1] == "/" else path
        sizes[folder] += compressed(site / file)
    shared = compressed(worker) + sizes.pop("assets/")
    return max((shared + size, folder or "/") for folder, size in sizes.items())


def work(site: Path, page: str) -> float:
    """Milliseconds that the browser works on a page until it is loaded and its elements work, at a
    quarter of this machine's speed: processor time, so that other programs make no difference. The
    median of five visits with nothing cached.
    """
    server = SiteServer()
    server.folder = site
    with server.running(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_ARGS)
        times: list[float] = []
        for _ in range(5):
            tab = browser.new_context(service_workers="block").new_page()
            client = tab.context.new_cdp_session(tab)
            client.send("Performance.enable", {"timeDomain": "threadTicks"})
            tab.goto(server.url + page, wait_until="load")
            metrics = client.send("Performance.getMetrics")["metrics"]
            times += [one["value"] * 4_000 for one in metrics if one["name"] == "TaskDuration"]
            tab.close()
        browser.close()
    return statistics.median(times)


def measured(site: Path) -> dict[str, tuple[float, str]]:
    """What is measured for each target, and where."""
    pages = [file for file in site.rglob("*.html") if file.name == "index.html"]
    scenarios = [one for one in pages if one.parent.parent.name == "scenarios"]
    longest = max(scenarios, key=lambda file: file.stat().st_size)
    others = [one for one in pages if one not in set(scenarios)]
    large = sorted(others, key=lambda file: file.stat().st_size)[-50:]
    largest = max(large, key=compressed)

    def name(file: Path) -> str:
        return file.parent.relative_to(site).as_posix().removeprefix(".") + "/"

    kinds = {one.relative_to(site).parts[0]: name(one) for one in others if one.parent != site}
    opened = dict.fromkeys([*OPENED, name(longest), name(largest), *kinds.values()])
    loads = fetched(site, list(opened))
    bare = {page: sum(sizes.values()) - sizes["pictures"] for page, sizes in loads.items()}
    whole = {page: sum(sizes.values()) for page, sizes in loads.items()}
    values = (
        (longest.stat().st_size, name(longest)),
        (compressed(largest), name(largest)),
        (work(site, name(largest)), name(largest)),
        unasked(site),
        *((max(one.values()), max(one, key=lambda page: one[page])) for one in (bare, whole)),
    )
    return dict(zip(TARGETS, values, strict=True))


def print_targets(site: Path, course: str) -> None:
    print(f"\n{course}")
    for name, (value, where) in measured(site).items():
        target = TARGETS[name]
        outcome = "met" if value <= target else "missed"
        print(f"{name:<66}{value:>9,.0f} of {target:>7,}: {outcome:<7} {where}")


def made_up(folder: Path, scenarios: int, modules: int) -> Path:
    """Build a course of this size. Returns the site's folder."""
    write_ours(folder, scenarios, modules)
    command = [sys.executable, "-m", "answerable", "build"]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "XDG_CACHE_HOME": str(folder / "cache")}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return folder / "site"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("--scenarios", type=int, help="of made-up courses")
    parser.add_argument("--modules", type=int, nargs="+", default=[20, 200])
    options = parser.parse_args()
    if find() is None:
        sys.exit(NO_BROWSER)
    if options.scenarios:
        for modules in options.modules:
            with tempfile.TemporaryDirectory() as folder:
                site = made_up(Path(folder), options.scenarios, modules)
                print_targets(site, f"{options.scenarios:,} scenarios in {modules} modules")
        return
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

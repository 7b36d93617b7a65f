"""What the search costs: building its index, and a learner's queries at a quarter of the speed.

    python benchmarks/search.py [--scenarios 10000]

The course is made up: English words as often as people use them, 250 a scenario, in 20 modules. The
pages around it are those of the shipped course. Queries are asked one after the other on one page,
in one go or letter by letter, and again on other pages. Printed are, with their targets: CPU
seconds of building the index, from nothing and after one edit; bytes that queries load, compressed;
the time from a key to the first results, the worst query's median; the heap of a page. And how many
queries of `tests/cases/search` find the right page.
"""

from __future__ import annotations

import argparse
import dataclasses
import gzip
import itertools
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import CDPSession, Page, Response, sync_playwright  # noqa: E402
from spellchecker import SpellChecker  # noqa: E402

from answerable.site.search import Findable, SearchText  # noqa: E402
from answerable.site.search.index import search_files  # noqa: E402
from answerable.source.storage.kept import kept_value  # noqa: E402
from tests.browser.conftest import CHROMIUM_ARGS, NO_BROWSER, build  # noqa: E402
from tests.browser.server import SiteServer  # noqa: E402
from tests.site.search.asked import asked_cases  # noqa: E402
from tests.support.chromium import find  # noqa: E402

SLOWER = 4
WORDS = 250
VOCABULARY = 30_000
QUERIES = ("customer", "broken window", "the late delivery", "re", "refnud", "where is my order")
PAGES = 5
"""How many pages the queries are asked on, as a computer does other things, too."""

WATCH = """() => {
  const field = document.querySelector(".an-search input");
  const list = document.querySelector(".an-search");
  window.waits = [];
  let since = null;
  field.addEventListener("input", () => { since = performance.now(); }, { capture: true });
  new MutationObserver(() => {
    if (since === null || !list.querySelector("li a")) return;
    window.waits.push(performance.now() - since);
    since = null;
  }).observe(list, { childList: true, subtree: true, characterData: true });
}"""


def made_up(count: int) -> list[tuple[str, Findable]]:
    """Pages of a course with this many scenarios, the same each time."""
    known = SpellChecker(language="en").word_frequency.dictionary
    often = sorted(((n, word) for word, n in known.items() if word.isalpha()), reverse=True)
    words = [word for _, word in often[:VOCABULARY]]
    weights = list(itertools.accumulate(n for n, _ in often[:VOCABULARY]))
    chance = random.Random(1)  # noqa: S311  # not a secret
    telling = words[200:4_000]
    departments = [f"Department {number}" for number in range(12)]
    topics = ("promises", "follow-up", "delivery", "billing", "repairs", "handover", "stock")

    def scenario(number: int) -> tuple[str, Findable]:
        text = chance.choices(words, cum_weights=weights, k=WORDS)
        rare = chance.choices(telling, k=5)
        name = f"{rare[0]}-{rare[1]}-{number}"
        texts = (text[5:20], text[20:120], text[120:160], text[160:])
        parts = ("text", "text", "lesson", "solutions")
        found = Findable(
            " ".join(rare[:3] + text[:2]).capitalize(),
            tuple(
                SearchText(part, f"{' '.join(one).capitalize()}.")  # type: ignore[arg-type]
                for part, one in zip(parts, texts, strict=True)
            ),
            keywords=tuple(rare[3:]),
            scenario=name,
            module=f"Module number {number * 20 // count}",
            department=chance.choice(departments),
            channel=chance.choice(("Phone", "Chat", "E-mail", "Counter")),
            difficulty=chance.choice("123"),
            topics=tuple(chance.sample(topics, 2)),
        )
        return f"scenarios/{name}/", found

    return [scenario(number) for number in range(count)]


def indexed(pages: Sequence[tuple[str, Findable]]) -> tuple[dict[str, bytes], float]:
    """The files of the search, and CPU seconds."""
    since = time.process_time()
    files = search_files(pages, "en", kept=partial(kept_value, "search"))
    return files, time.process_time() - since


def edited(pages: Sequence[tuple[str, Findable]]) -> list[tuple[str, Findable]]:
    """The same pages, with one more sentence in the middle one."""
    middle = len(pages) // 2
    address, page = pages[middle]
    more = (*page.passages, SearchText("text", "A zebra crossing was painted overnight."))
    return [
        *pages[:middle],
        (address, dataclasses.replace(page, passages=more)),
        *pages[middle + 1 :],
    ]


def heap(session: CDPSession) -> float:
    """Megabytes that the page's scripts hold."""
    session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize") / 1e6


@dataclass
class Cost:
    """What a query cost: bytes, and milliseconds to the first results of each letter."""

    loaded: int
    waits: list[float]


def costs(site: Path, *, typed: bool) -> Iterator[tuple[list[Cost], int, float]]:
    """For each page: what each query cost, the bytes that the page loads before, and by how many
    megabytes its heap is larger in the end.
    """
    server = SiteServer()
    server.folder = site
    loaded: list[int] = []

    def note(response: Response) -> None:
        path = response.url.removeprefix(server.url).partition("?")[0]
        if "search" in path:
            loaded.append(len(gzip.compress((site / path).read_bytes(), 6)))

    with server.running(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_ARGS)
        for _ in range(PAGES):
            context = browser.new_context(service_workers="block")
            page = context.new_page()
            page.on("response", note)
            page.goto(server.url, wait_until="networkidle")
            session = context.new_cdp_session(page)
            session.send("Performance.enable")
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            before, at_load = heap(session), sum(loaded)
            page.keyboard.press("Control+k")
            page.wait_for_selector(".an-search input")
            page.wait_for_timeout(1_000)  # as long as it takes to put one's fingers on the keys
            page.evaluate(WATCH)
            asked = []
            for query in QUERIES:
                waits = ask(page, query, typed=typed)
                asked.append(Cost(sum(loaded), waits))
                loaded.clear()
            yield asked, at_load, heap(session) - before
            context.close()
        browser.close()


def ask(page: Page, query: str, *, typed: bool) -> list[float]:
    """The milliseconds from each letter of a query, or from all at once, to the first results."""
    page.evaluate("window.waits = []")
    page.keyboard.press("Control+a")
    if typed:
        page.keyboard.type(query, delay=400)
    else:
        page.keyboard.insert_text(query)
    page.wait_for_timeout(1_500)
    waits: list[float] = page.evaluate("window.waits")
    return waits


def row(what: str, value: float, unit: str, target: float) -> None:
    """Print what was measured, and whether it is as good as it should be."""
    met = "met" if value <= target else "missed"
    print(f"{what:<62} {value:>7.3g} {unit:<2}   target {target:>3g}: {met}")


def print_costs(site: Path, *, typed: bool) -> None:
    """Rows for the queries, in one go or letter by letter."""
    how = "letter by letter" if typed else "in one go"
    pages = list(costs(site, typed=typed))
    of_queries = [[page[place] for page, _, _ in pages] for place in range(len(QUERIES))]
    for query, those in zip(QUERIES, of_queries, strict=True):
        waits = [wait for one in those for wait in one.waits]
        print(f"  {query}: {those[0].loaded / 1e3:.1f} kB, {median(waits):.0f} ms")
    loaded = [max(one.loaded for one in those) / 1e3 for those in of_queries]
    slowest = max(median(wait for one in those for wait in one.waits) for those in of_queries)
    row("bytes that a page loads before anybody searches", max(page[1] for page in pages), "B", 0)
    row(f"the first query, {how}", loaded[0], "kB", 60)
    row(f"further queries, {how}, the largest", max(loaded[1:]), "kB", 40)
    row(f"from a key to results, {how}, median of the slowest query", slowest, "ms", 100)
    row(f"more heap after all queries, {how}", max(page[2] for page in pages), "MB", 60)


def print_queries(folder: Path) -> None:
    """The row for what the search finds."""
    asked, missed = asked_cases(folder)
    row(f"of {asked} queries, those that don't find the right page", len(missed), "", asked // 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenarios", type=int, default=10_000)
    options = parser.parse_args()
    if find() is None:
        sys.exit(NO_BROWSER)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        print_queries(folder / "cases")
        pages = made_up(options.scenarios)
        files, cold = indexed(pages)
        _, edit = indexed(edited(pages))
        size = sum(map(len, files.values())) / 1e6
        print(f"index of {len(pages):,} scenarios: {len(files):,} files, {size:.1f} MB")
        row("building the index from nothing, CPU", cold, "s", 4)
        row("building it after one edit, CPU", edit, "s", 0.2)
        site = build(folder, site_url="http://127.0.0.1:8000/course/")
        shutil.rmtree(site / "search", ignore_errors=True)
        for path, content in files.items():
            (site / path).parent.mkdir(exist_ok=True)
            (site / path).write_bytes(content)
        for typed in (False, True):
            print_costs(site, typed=typed)


if __name__ == "__main__":
    main()

"""What the search costs: building its index, and a learner's queries at a quarter of the speed.

    python benchmarks/search.py [--scenarios 10000]

The course is made up: English words as often as people use them, 250 a scenario, in 20 modules. The
pages around it are those of the shipped course. Printed are CPU seconds of building the index, from
nothing and after one edit. Then, for queries one after the other on one page, in one go and letter
by letter: bytes that they load, compressed; milliseconds from a letter to its results; megabytes
of the page's heap.
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
from tests.support.chromium import find  # noqa: E402

SLOWER = 4
WORDS = 250
VOCABULARY = 30_000
QUERIES = ("customer", "broken window", "the late delivery", "re", "refnud", "where is my order")
AIMS = "aims at 10,000: 4 s and 0.2 s; 60 kB, then 40 kB; 100 ms; 60 MB more"

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


def asked(page: Page, query: str, *, typed: bool) -> list[float]:
    """The milliseconds from each letter of a query, or from all at once, to the results."""
    page.evaluate("window.waits = []")
    page.keyboard.press("Control+a")
    if typed:
        page.keyboard.type(query, delay=400)
    else:
        page.keyboard.insert_text(query)
    page.wait_for_timeout(1_500)
    waits: list[float] = page.evaluate("window.waits")
    return waits


def queries(site: Path, *, typed: bool) -> Iterator[tuple[str, int, list[float], float]]:
    """Each query with the bytes that it loads, its waits, and the page's heap after it."""
    server = SiteServer()
    server.folder = site
    loaded: list[int] = []

    def note(response: Response) -> None:
        if "search" in response.url:
            loaded.append(len(gzip.compress(response.body(), 6)))

    with server.running(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=CHROMIUM_ARGS)
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        page.on("response", note)
        page.goto(server.url, wait_until="networkidle")
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield "(page)", sum(loaded), [], heap(session)
        page.keyboard.press("Control+k")
        page.wait_for_selector(".an-search input")
        page.evaluate(WATCH)
        for query in QUERIES:
            waits = asked(page, query, typed=typed)
            yield query, sum(loaded), waits, heap(session)
            loaded.clear()
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scenarios", type=int, default=10_000)
    options = parser.parse_args()
    if find() is None:
        sys.exit(NO_BROWSER)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        pages = made_up(options.scenarios)
        files, cold = indexed(pages)
        _, edit = indexed(edited(pages))
        size = sum(map(len, files.values())) / 1e6
        print(f"index of {len(pages):,} scenarios: {len(files):,} files, {size:.1f} MB")
        print(f"CPU: {cold:.1f} s from nothing, {edit:.1f} s after one edit")
        site = build(folder, site_url="http://127.0.0.1:8000/course/")
        shutil.rmtree(site / "search", ignore_errors=True)
        for path, content in files.items():
            (site / path).parent.mkdir(exist_ok=True)
            (site / path).write_bytes(content)
        row = "{:<20} {:>9} {:>10} {:>10} {:>8}"
        for typed in (False, True):
            print("letter by letter" if typed else "in one go")
            print(row.format("query", "kB loaded", "median ms", "worst ms", "heap MB"))
            for query, loaded, waits, used in queries(site, typed=typed):
                middle, worst = (
                    f"{value:.0f}" for value in (median(waits or [0]), max(waits or [0]))
                )
                print(row.format(query, f"{loaded / 1e3:.1f}", middle, worst, f"{used:.1f}"))
    print(AIMS)


if __name__ == "__main__":
    main()

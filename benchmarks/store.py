"""What a store with 5,000 answered items costs in a browser: time to load, to save, and its size.

    .venv-test/bin/python benchmarks/store.py

The processor is slowed down four times, as on a cheap phone. Loading is what a page does first:
finding, reading and checking every record; planning replays each of them for the review. `first` is
the first time on a fresh page, before the browser has compiled anything; `again` follows on the
same page. Saving is one checked answer. The items belong to scenarios of four, or, as the worst
case, of one. `CPU` is what the first time costs the thread of the page, unthrottled and times four:
other work on the machine does not count in it; planning has the loading before it in it. Nothing is
asserted: times depend on the machine.
"""

from __future__ import annotations

import functools
import http.server
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.chromium import find  # noqa: E402  # the tests' own search for a browser

ITEMS = 5000
SLOWDOWN = 4
ROUNDS = 7

ENTRY = """
import { checked } from "../src/attempt.js";
import { answersOf } from "../src/progress.js";
import { asAnswer } from "../src/records.js";
import { dueAt } from "../src/schedule.js";
import { Store, recordKey } from "../src/store.js";

const COURSE = "accountability-in-customer-service";
const open = () => new Store(() => localStorage, Date.now);
const IDS = ["which-reply", "which-lesson", "first-solution"];
let each = 4;
const key = (n) =>
  recordKey(COURSE, `a-scenario-of-mine-${Math.floor(n / each)}`, IDS[n % each]);
const answer = (store, n, at) => {
  const check = { rev: "1a2b3c4d", seed: 4e9 - n, answer: "3fa9b7c1", score: n % 3 ? 1 : 0 };
  store.update(key(n), asAnswer, (before) => checked(before, check, at));
};
const timed = (work) => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

window.fill = (n, items) => {
  each = items;
  localStorage.clear();
  const store = open();
  for (let i = 0; i < n; i += 1) answer(store, i, Date.now() - i * 6e5);
};
window.load = () => timed(() => answersOf(open(), COURSE));
window.plan = () => {
  const answers = answersOf(open(), COURSE);
  return timed(() => { for (const [path, { log }] of answers) dueAt(path, log, null); });
};
window.save = () => {
  const store = open();
  return timed(() => answer(store, 7, Date.now()));
};
window.size = () =>
  Object.entries(localStorage).reduce((sum, [k, v]) => sum + k.length + v.length, 0);
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the numbers are the output."""


def bundle(folder: Path) -> None:
    """The store as a page would run it."""
    frontend = ROOT / "frontend"
    with tempfile.TemporaryDirectory(dir=frontend) as work:
        entry = Path(work) / "entry.js"
        entry.write_text(ENTRY, encoding="utf-8")
        esbuild = frontend / "node_modules" / ".bin" / "esbuild"
        command = [esbuild, entry, "--bundle", "--minify", "--target=es2020"]
        subprocess.run([*command, f"--outfile={folder / 'store.js'}"], check=True)
    page = '<!doctype html><title>Store</title><script src="store.js"></script>'
    (folder / "index.html").write_text(page, encoding="utf-8")


def again(page: Page, what: str) -> tuple[float, float]:
    """Milliseconds on a fresh page, and as the median of some more times on it."""
    page.reload()
    first, *later = (float(page.evaluate(f"{what}()")) for _ in range(ROUNDS))
    return first, statistics.median(later)


def cpu(page: Page, session: CDPSession, what: str) -> float:
    """Milliseconds of CPU that the first time on a fresh page takes, as on a slow processor."""

    def spent() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")

    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    page.reload()
    page.evaluate("0")
    before = spent()
    page.evaluate("0")
    asking = spent() - before
    page.evaluate(f"{what}()")
    taken = spent() - before - 2 * asking
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    return taken * SLOWDOWN


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        bundle(folder)
        handler = functools.partial(Quiet, directory=folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=find(), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        print(f"{ITEMS} items, processor slowed down {SLOWDOWN} times, medians of {ROUNDS}")
        for items in (4, 1):
            page.evaluate("([n, items]) => fill(n, items)", [ITEMS, items])
            size = page.evaluate("size()") / 1e6
            print(f"{items} to a scenario: {size:.2f} MB of characters")
            for what in ("load", "plan", "save"):
                times = [again(page, what) for _ in range(ROUNDS)]
                first, later = (statistics.median(column) for column in zip(*times, strict=True))
                busy = statistics.median(cpu(page, session, what) for _ in range(ROUNDS))
                print(
                    f"  {what:5} first {first:6.1f} ms   again {later:6.1f} ms   CPU {busy:6.1f} ms"
                )
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()

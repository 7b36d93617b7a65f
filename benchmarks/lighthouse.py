"""Lighthouse's four scores on a phone: the median of five runs for some pages of a built site.

    npm install --prefix benchmarks
    python benchmarks/lighthouse.py [--site site] [--runs 5]

Lighthouse and its version stand in package.json beside this file. It drives the system's Chromium
with a slow phone simulated, as its defaults say; the pages come from a server that sends what the
build wrote for servers: the policy, and compressed files.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import CHROMIUM_ARGS, NO_BROWSER, build  # noqa: E402
from tests.browser.server import SiteServer, published_policy  # noqa: E402
from tests.support.chromium import find  # noqa: E402

LIGHTHOUSE = Path(__file__).with_name("node_modules") / ".bin" / "lighthouse"
COMPRESSED = frozenset({".html", ".js", ".css", ".json", ".svg"})
LIMITS = {"performance": 90, "accessibility": 100, "best-practices": 100, "seo": 100}


class Compressing(SiteServer):
    """Sends compressed files, as servers of the web do."""

    def __init__(self) -> None:
        super().__init__()
        plain = self.RequestHandlerClass

        class Handler(plain):  # type: ignore[misc, valid-type]
            def do_GET(self) -> None:  # noqa: N802  (the name that http.server calls)
                path = Path(self.translate_path(self.path))
                path = path / "index.html" if path.is_dir() else path
                if path.suffix not in COMPRESSED or not path.is_file():
                    return super().do_GET()
                body = gzip.compress(path.read_bytes(), 6)
                self.send_response(200)
                self.send_header("Content-Type", SimpleHTTPRequestHandler.guess_type(self, path))
                self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                return self.wfile.write(body)

        self.RequestHandlerClass = Handler


def scores(address: str) -> dict[str, float]:
    """One run: the score of each category, 0 to 100."""
    done = subprocess.run(
        [
            LIGHTHOUSE,
            address,
            "--output=json",
            "--quiet",
            f"--only-categories={','.join(LIMITS)}",
            f"--chrome-flags=--headless=new {' '.join(CHROMIUM_ARGS)}",
        ],
        env=os.environ | {"CHROME_PATH": str(find())},
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(done.stdout)
    for name, audit in report["audits"].items():
        if audit["score"] is not None and audit["score"] < 0.9 and "--explain" in sys.argv:
            print(f"    {name}: {audit.get('displayValue', audit['title'])}")
    return {name: 100 * found["score"] for name, found in report["categories"].items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--site", type=Path, help="a site that is built already")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--explain", action="store_true", help="name what costs points")
    options = parser.parse_args()
    if find() is None:
        sys.exit(NO_BROWSER)
    if not LIGHTHOUSE.exists():
        sys.exit("Lighthouse is missing. Run: npm install --prefix benchmarks")
    server = Compressing()
    with tempfile.TemporaryDirectory() as folder, server.running():
        server.folder = options.site or build(Path(folder), site_url=server.url)
        server.policy = published_policy(server.folder)
        scenario = min(path.parent.name for path in server.folder.glob("scenarios/*/index.html"))
        row = "{:<32}" + " {:>15}" * len(LIMITS)
        print(row.format("page", *LIMITS))
        for path in ("", f"scenarios/{scenario}/", "scenarios/"):
            runs = [scores(server.url + path) for _ in range(options.runs)]
            medians = (statistics.median(run[name] for run in runs) for name in LIMITS)
            print(row.format(path or "home", *(f"{score:.0f}" for score in medians)))
        print(row.format("aim", *LIMITS.values()))


if __name__ == "__main__":
    main()

"""Take the pictures of README and manual from the built course: make site, then this program."""

from __future__ import annotations

import functools
import http.server
import io
import json
import shutil
import sys
import threading
from pathlib import Path
from typing import get_args

import typst
from PIL import Image
from playwright.sync_api import sync_playwright

from answerable.handouts.typeset.fonts import TYPEFACES, family_of, regular
from answerable.model import Brand
from answerable.model.course_file import Typeface
from answerable.site import brand_styles

ROOT = Path(__file__).parent.parent
SITE = ROOT / "site"
PICTURES = ROOT / "docs/pages/images"
PAGE = "scenarios/wrong-address/"
SIZE = {"width": 1240, "height": 900}
HOME = {"width": 1000, "height": 620}

WEAR = """(styles) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [sheet];
}"""

sys.path.insert(0, str(ROOT))
from tests.support.chromium import find  # noqa: E402  # the tests know where the browser is

SPECIMEN = """
#set page(width: 540pt, height: auto, margin: 14pt)
#set text(size: 15pt)
#grid(columns: (auto, 1fr), gutter: 12pt, ..json(bytes(sys.inputs.families)).map(family => (
  text(font: family, strong(family)),
  text(font: family)[Whoever hears of a problem _owns_ it.],
)).flatten())
"""


def specimen() -> bytes:
    """A picture of all ready typefaces."""
    folders = [TYPEFACES / name for name in get_args(Typeface)]
    png = typst.compile(
        SPECIMEN.encode(),
        format="png",
        ppi=144,
        font_paths=[str(folder) for folder in folders],
        ignore_system_fonts=True,
        sys_inputs={"families": json.dumps([family_of(regular(one)) for one in folders])},
    )
    target = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("L").quantize(16).save(target, "PNG", optimize=True)
    return target.getvalue()


def main() -> None:
    (PICTURES / "typefaces.png").write_bytes(specimen())
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=SITE)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, device_scale_factor=1)
        page.goto(f"http://127.0.0.1:{server.server_port}/{PAGE}")
        page.get_by_role("link", name="Show the replies").click()
        quiz = page.locator("scenario-quiz").first
        right = page.locator(".an-compare [data-right=true]").get_attribute("data-choice")
        quiz.locator(f'input[value="{right}"]').check()
        quiz.get_by_role("button", name="Check my answer").click()
        page.wait_for_timeout(500)  # until it has scrolled
        page.screenshot(path=PICTURES / "scenario.png")
        page = browser.new_page(viewport=HOME, device_scale_factor=1)
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        page.screenshot(path=PICTURES / "home.png")
        page.evaluate(WEAR, brand_styles(Brand(look="graphite")))
        page.screenshot(path=PICTURES / "home-graphite.png")
        browser.close()
    shutil.copyfile(SITE / "cards/card.svg", PICTURES / "card.svg")


if __name__ == "__main__":
    main()

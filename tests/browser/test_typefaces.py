"""The typeface and the logo of a course on its pages: under its policy, in a package, without a
jump, and on a phone.
"""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from answerable import cli
from answerable.model import Brand
from answerable.model.course_file import Look
from answerable.site import brand_styles
from tests.support.courses import COURSE_FILES, LIGHT_AND_DARK, write_project
from tests.support.pictured import LOGOS, draw_logos
from tests.support.quick import replace_handouts

from .conftest import NARROW, NO_CONNECTION, Guard, build_quickly
from .learner import open_drawer
from .server import SiteServer, under_own_policy
from .test_axe import SIZES, WHOLE, Colours, choose, violations
from .test_brand import WEAR
from .test_offline import keeps, worker_ready

LOADED = """async () => {
  await document.fonts.ready;
  return [...document.fonts].filter((one) => one.status === "loaded" && one.family === "Brand")
    .map((one) => `${one.style} ${one.weight}`);
}"""
FONTS = """() => performance.getEntriesByType("resource").map((one) => one.name)
  .filter((one) => one.endsWith(".woff2"))"""
SHIFT = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((seen) => { for (const one of seen.getEntries()) sum += one.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => tell(sum), 200);
})"""
NO_SHIFT = 0.05
"""Half of what counts as good: https://web.dev/articles/cls."""


FILES = COURSE_FILES | {
    "course.yml": COURSE_FILES["course.yml"] | {"brand": {"typeface": "literata", **LOGOS}}
}


@pytest.fixture(scope="session")
def config_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typeface")
    draw_logos(folder / "scenarios")
    return write_project(folder, FILES, theme=LIGHT_AND_DARK)


@pytest.fixture(scope="session")
def site(config_file: Path) -> Iterator[SiteServer]:
    """A course in Literata with logos, under its own policy."""
    with under_own_policy(lambda _: build_quickly(config_file)) as server:
        yield server


@pytest.fixture(scope="session")
def base_url(site: SiteServer) -> str:
    return site.url


def test_every_page_is_set_in_it_and_loads_what_it_shows(page: Page) -> None:
    sizes: list[int] = []
    page.on("response", lambda it: sizes.append(len(it.body())) if "woff2" in it.url else None)
    page.goto("")
    assert {"normal 400", "normal 700"} <= set(page.evaluate(LOADED))
    for one in ("body", "h1", "button"):
        font = page.locator(one).first.evaluate("(it) => getComputedStyle(it).fontFamily")
        assert font.startswith("Brand,")
    assert sum(sizes) < 65_000


def test_nothing_jumps_when_it_arrives(page: Page, site: SiteServer) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    with site.late(".woff2"):
        page.goto("scenarios/", wait_until="domcontentloaded")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "normal 400" in page.evaluate(LOADED)
    assert page.evaluate(SHIFT) < NO_SHIFT


@pytest.mark.parametrize("address", ["", "scenarios/", "scenarios/lost-key/"])
def test_everything_can_be_hit_in_it_with_any_look(page: Page, address: str) -> None:
    """The colours of each look are those of `test_brand`."""
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto(address)
    page.evaluate("document.fonts.ready")
    found = []
    for look in get_args(Look):
        page.evaluate(WEAR, brand_styles(Brand(look=look)))
        found += [f"[{look}] {one}" for one in violations(page, SIZES, WHOLE)]
    assert found == []


@pytest.mark.parametrize(
    ("colours", "logo"), [("light", "brand-logo.webp"), ("dark", "brand-logo-dark.webp")]
)
def test_the_logo_is_on_a_phone_too(page: Page, colours: Colours, logo: str) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto("")
    choose(page, colours)
    parts = [
        page.locator(f".md-header {one}").locator("visible=true").first.bounding_box()
        for one in ("label.md-icon, .md-header button", ".md-logo img", ".md-header__topic span")
    ]
    for before, after in itertools.pairwise(filter(None, parts)):
        assert before["x"] + before["width"] <= after["x"]
    assert parts[-1] is not None
    assert parts[-1]["width"] > 100
    open_drawer(page)
    for place in (".md-header", ".md-sidebar--primary"):
        shown = page.locator(f"{place} .md-logo img").locator("visible=true")
        expect(shown).to_have_count(1)
        expect(shown).to_have_attribute("src", re.compile(rf"/{logo}$"))
        assert shown.evaluate("(it) => it.naturalWidth") > 0


def test_it_is_in_a_package_too(
    page: Page, config_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_handouts(monkeypatch.setattr)
    packed = tmp_path / "course.zip"
    assert cli.main(["build", "-f", str(config_file), "--offline-zip", str(packed)]) == 0
    shutil.unpack_archive(packed, tmp_path / "unpacked")
    [root] = (tmp_path / "unpacked").iterdir()
    page.goto((root / "index.html").as_uri())
    assert {"normal 400", "normal 700"} <= set(page.evaluate(LOADED))


@pytest.mark.usefixtures("service_worker")
def test_it_stays_without_a_connection(
    context: BrowserContext, site: SiteServer, guard: Guard
) -> None:
    guard.allow(NO_CONNECTION)
    page = context.new_page()
    page.goto("")
    worker_ready(page)
    page.evaluate(LOADED)
    for font in page.evaluate(FONTS):
        keeps(page, font)
    site.gone = True
    page.goto("")
    assert {"normal 400", "normal 700"} <= set(page.evaluate(LOADED))
    site.gone = False

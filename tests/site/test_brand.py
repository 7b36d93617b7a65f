"""What a brand adds to the site and to what is printed: a logo in all its places."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from answerable.build.publish.offline import manifest
from answerable.handouts.cards.decks.cover import cover_cards
from answerable.handouts.cards.make import make_deck, make_picture
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.slides import make_slides
from answerable.handouts.typeset.blocks import Shown
from answerable.model import Brand, Course
from answerable.site import ICONS, LOGO, LOGO_DARK, SHARE_PICTURE
from answerable.site.brand import brand_files, brand_styles
from answerable.source.read.load import load_course
from tests.support.built import run_mkdocs
from tests.support.courses import ADDRESS, MINIMAL, load, write_course, write_project
from tests.support.pictured import LOGOS, draw_logos

THEMES_ICON = "assets/images/favicon.png"
BRAND = {"colour": "8a1538", **LOGOS}


def files(**brand: Any) -> dict[str, Any]:
    return {"course.yml": {"id": "tiny", "title": "Tiny", "brand": brand}, "desk/one.yml": MINIMAL}


@pytest.fixture(scope="module")
def branded(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("branded")
    draw_logos(folder)
    return load(write_course(folder, files(**BRAND)))


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGBA")


def test_a_logo_becomes_pictures_for_each_place(branded: Course) -> None:
    made = brand_files(branded)
    for side, path in ICONS.items():
        assert opened(made[path]).size == (side, side)
        assert opened(made[path]).getpixel((0, 0)) == (0, 0, 0, 0)
    shared = opened(made[SHARE_PICTURE])
    assert shared.size == (1200, 630)
    white, claret = (shared.getpixel(at) for at in ((5, 5), (600, 315)))
    assert white == (255, 255, 255, 255)
    assert claret != white
    assert {LOGO, LOGO_DARK} < made.keys()


def test_pages_show_and_name_it(tmp_path: Path) -> None:
    draw_logos(tmp_path / "scenarios")
    site = run_mkdocs(write_project(tmp_path, files(**BRAND)))
    html = LexborHTMLParser((site / "scenarios/one/index.html").read_text(encoding="utf-8"))

    def value(css: str, name: str) -> list[str | None]:
        return [one.attributes[name] for one in html.css(css)]

    assert value(".md-logo img", "src") == [f"../../{LOGO}", f"../../{LOGO_DARK}"]
    assert value('link[rel="icon"]', "href") == [f"../../{ICONS[48]}"]
    assert value('link[rel="apple-touch-icon"]', "href") == [f"../../{ICONS[180]}"]
    assert value('meta[property="og:image"]', "content") == [ADDRESS + SHARE_PICTURE]
    assert value('meta[property="og:title"]', "content") == ["The lost key"]
    home = LexborHTMLParser((site / "index.html").read_text(encoding="utf-8"))
    assert home.css_first('meta[property="og:title"]').attributes["content"] == "Tiny"
    for path in (LOGO, LOGO_DARK, SHARE_PICTURE, *ICONS.values()):
        assert (site / path).is_file()


@pytest.mark.parametrize("page", ["# Hello\n", "# Hello\n\n![](assets/mark.png)\n"])
def test_the_logo_that_it_replaces_is_published_only_if_a_page_shows_it(
    page: str, tmp_path: Path
) -> None:
    draw_logos(tmp_path / "scenarios")
    config = write_project(tmp_path, files(**BRAND))
    theme = {"name": "material", "logo": "assets/mark.png", "favicon": "assets/mark.png"}
    settings = yaml.safe_load(config.read_text("utf-8"))
    config.write_text(yaml.safe_dump(settings | {"theme": theme}), encoding="utf-8")
    (tmp_path / "content/assets").mkdir(parents=True)
    (tmp_path / "content/index.md").write_text(page, encoding="utf-8")
    Image.new("RGB", (48, 48), "#0f5c63").save(tmp_path / "content/assets/mark.png")
    site = run_mkdocs(config)
    assert (site / "assets/mark.png").exists() == ("mark" in page)
    assert not (site / THEMES_ICON).exists()


@pytest.mark.parametrize("own", [{}, {"favicon": "assets/mark.png"}])
def test_the_icon_of_the_theme_is_published_only_without_another(
    own: dict[str, str], tmp_path: Path
) -> None:
    config = write_project(tmp_path, files())
    settings = yaml.safe_load(config.read_text("utf-8"))
    theme = {"name": "material", **own}
    config.write_text(yaml.safe_dump(settings | {"theme": theme}), encoding="utf-8")
    assert (run_mkdocs(config) / THEMES_ICON).exists() == (not own)


def emblems(course: Course) -> list[Shown]:
    title, *_ = cover_cards(course, plan(CardOptions()).style)
    return [one for one in title.faces[0].blocks if isinstance(one, Shown)]


def test_in_dark_mode_a_logo_made_for_white_is_on_white() -> None:
    assert ".md-logo img" in brand_styles(Brand(logo="a.png"))
    assert brand_styles(Brand(logo="a.png", logo_dark="b.png")) == brand_styles(Brand()) == ""


def test_without_a_logo_there_is_nothing_of_it(tmp_path: Path) -> None:
    course = load(write_course(tmp_path, files()))
    assert brand_files(course) == {}
    assert 'class="logo"' not in make_slides(course)
    assert emblems(course) == []


def test_the_manifest_has_an_icon_of_each_size(branded: Course) -> None:
    made = json.loads(manifest(branded, {path: f"{side}x{side}" for side, path in ICONS.items()}))
    assert [one["sizes"] for one in made["icons"]] == ["48x48", "180x180", "512x512"]


def test_it_is_on_the_title_slide_and_the_title_card(branded: Course) -> None:
    slides = make_slides(branded)
    assert slides.count('<img class="logo" src="data:image/webp;base64,') == 1
    (emblem,) = emblems(branded)
    assert emblem.picture.original == branded.logo


def test_a_logo_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    report = load_course(write_course(tmp_path, files(logo="media/logo.png")))
    (problem,) = (one for one in report.diagnostics if one.code == "AN122")
    assert "media/logo.png" in problem.message
    assert problem.hint == "put it next to course.yml, or into `media/` there"
    assert problem.location.path.endswith("course.yml")


def test_cards_and_slides_have_the_corners_of_the_brand(tmp_path: Path) -> None:
    """The path of a box with round corners has curves, `c`, and with square corners none."""
    curves: dict[str, int] = {}
    rules: dict[str, set[str | None]] = {}
    for corners in ("round", "soft", "square"):
        course = load(write_course(tmp_path / corners, files(corners=corners)))
        drawn = make_picture(course).svg.decode()
        clips = re.findall(r'<clipPath id="\w+"><path d="([^"]+)"', drawn)
        assert clips
        curves[corners] = max(len(re.findall("c", clip)) for clip in clips)
        deck = make_deck("scenarios", course, course.scenarios, plan(CardOptions()))
        for html in (make_slides(course), deck.html):
            found = re.search(r":root\{--roundness:([\d.]+)\}", html)
            rules.setdefault(corners, set()).add(found and found[1])
    assert curves == {"round": 4, "soft": 4, "square": 0}
    assert rules == {"round": {None}, "soft": {"0.4"}, "square": {"0"}}


def test_a_black_module_is_seen_on_dark_pages() -> None:
    styles = brand_styles(Brand(colour="000000", module_colours=("000000", "336b37")))
    rules = re.findall(r"^(.*?)[.\w-]+ \.an-hue-(\d){--an-hue:#(\w+)}$", styles, re.M)
    slate = '[data-md-color-scheme="slate"] '
    (dark,) = (colour for scheme, place, colour in rules if (scheme, place) == (slate, "0"))
    assert [rule for rule in rules if rule[2] != dark] == [("", "0", "000000"), ("", "1", "336b37")]
    assert int(dark[:2], 16) > 0x40

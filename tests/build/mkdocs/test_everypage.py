"""What course.yml says about every page: the name of the site, its notice, and the links below."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from answerable.build.mkdocs.content import check_pages
from answerable.build.mkdocs.everypage import on_every_page
from answerable.build.mkdocs.project import load_project
from answerable.diagnostics import Severity
from answerable.model import CourseFile
from tests.support.built import run_mkdocs, search_index
from tests.support.courses import MINIMAL, write_project

DOCS = {
    "index.md": "Welcome.\n",
    "imprint.md": "---\nunlisted: yes\n---\n\n# Imprint & more\n\nThe publisher’s bicycle.\n",
}
COURSE: dict[str, Any] = {
    "id": "tiny",
    "title": "Tiny & new",
    "banner": "**New:** [six](tags.md#desk) [scenarios](scenarios/umbrella.md).",
    "footer": [
        "imprint.md",
        {"link": "mailto:us@example.com", "title": "Contact"},
        "https://example.com/legal/",
        "scenarios/umbrella.md",
    ],
    "checks": {"ignore": ["AN017"]},  # three times the same scenario
    "modules": [
        {"folder": "desk", "title": "Desk"},
        {"folder": "later", "title": "Later", "status": "draft"},
        {"folder": "street", "title": "Street"},
    ],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {
        "course.yml": COURSE,
        **{f"{name}/{name}.yml": MINIMAL for name in ("desk", "later", "street")},
        "street/umbrella.yml": MINIMAL | {"title": "A umbrella"},
    }
    folder = tmp_path_factory.mktemp("every")
    return run_mkdocs(write_project(folder, files, docs=DOCS, site_name="{title}", nav=None))


def page(site: Path, path: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / path / "index.html").read_text(encoding="utf-8"))


def text(html: LexborHTMLParser, css: str) -> str:
    (found,) = html.css(css)
    return " ".join(found.text().split())


def test_the_name_of_the_course_is_the_name_of_the_site(site: Path) -> None:
    for path in ("", "scenarios/desk", "imprint"):
        html = page(site, path)
        assert text(html, ".md-header__topic:first-child") == "Tiny & new"
        assert text(html, "title").endswith("Tiny & new")
    assert text(page(site, ""), "h1") == "Tiny & new"


def test_a_notice_and_links_are_on_every_page(site: Path) -> None:
    for path, up in (("", "./"), ("scenarios/desk", "../../"), ("imprint", "../")):
        html = page(site, path)
        assert text(html, ".md-banner") == "New: six scenarios."
        assert [one.attributes["href"] for one in html.css(".md-banner a")] == [
            f"{up}tags/#desk",
            f"{up}scenarios/umbrella/",
        ]
        links = [(one.attributes["href"], one.text()) for one in html.css(".an-site-links a")]
        assert links == [
            (f"{up}imprint/", "Imprint & more"),
            ("mailto:us@example.com", "Contact"),
            ("https://example.com/legal/", "example.com/legal"),
            (f"{up}scenarios/umbrella/", "A umbrella"),
        ]


def test_an_unlisted_page_is_found_by_its_links_alone(site: Path) -> None:
    html = page(site, "imprint")
    assert html.css_first('meta[name="robots"][content="noindex"]')
    assert "imprint" not in (site / "sitemap.xml").read_text()
    assert not [one for one in search_index(site) if "bicycle" in str(one)]


@pytest.mark.parametrize("value", ["maybe", "'yes'", "", "1 # or 2"])
def test_a_page_is_unlisted_or_not(value: str, tmp_path: Path) -> None:
    for said, wrong in (("No # yet", False), ("yes", False), (value, True)):
        docs = DOCS | {"imprint.md": f"---\nunlisted: {said}\n---\n\n# Imprint\n"}
        project = load_project(write_project(tmp_path, {"desk/one.yml": MINIMAL}, docs=docs))
        found = check_pages(project, ["en"], (), ())
        assert [(one.code, one.location.line) for one in found] == [("AN427", 2)] * wrong


def test_a_draft_module_is_nowhere_and_the_next_one_keeps_its_letter_and_colour(site: Path) -> None:
    assert not (site / "modules/later").exists()
    assert not (site / "scenarios/later").exists()
    kicker = page(site, "scenarios/street").css_first(".an-kicker")
    assert "an-hue-2" in str(kicker.attributes["class"])
    assert text(page(site, "scenarios/street"), ".an-kicker .an-code") == "C1"


def test_another_name_in_mkdocs_yml_is_told_and_pages_must_exist(tmp_path: Path) -> None:
    course = CourseFile.model_validate(COURSE | {"footer": ["imprint.md", "gone.md", "tags.md"]})
    files = {"course.yml": COURSE | {"footer": ["imprint.md", "gone.md"]}, "desk/one.yml": MINIMAL}
    project = load_project(write_project(tmp_path, files, docs=DOCS, site_name="Other"))
    note, broken, *others = on_every_page(project, course)
    assert [one.message for one in others] == [
        "the link to `scenarios/umbrella.md` at the top of every page is broken"
    ]
    assert (note.code, note.severity) == ("AN431", Severity.NOTE)
    assert (broken.code, broken.severity, broken.location.line) == ("AN414", Severity.ERROR, 7)
    course = course.model_copy(update={"brand": course.brand.model_copy(update={"name": "Other"})})
    assert [one.code for one in on_every_page(project, course, (), ["umbrella"])] == ["AN414"]


@pytest.mark.parametrize(
    "link", ["imprint.html", "../imprint.md", "/imprint.md", "javascript:alert(1)", "a b.md", "x"]
)
def test_other_links_are_refused(link: str) -> None:
    with pytest.raises(ValueError, match="neither a page nor an address"):
        CourseFile.model_validate({"footer": [link]})

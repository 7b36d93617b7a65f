"""What `build` refuses to publish: one good site, spoilt in one way after the other."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.build.publish.pages import read_pages
from answerable.build.publish.verify import verify_site
from answerable.diagnostics import Diagnostic, Severity
from answerable.items.items import which_reply
from answerable.model import Course
from answerable.site.search import SEARCH, TEXTS
from tests.support.built import BuiltSite, run_mkdocs
from tests.support.courses import load, write_project

PAGE = "scenarios/lost-key/index.html"
REPLY = "I am on my way with a spare key, ten minutes from now."
WHY = "She knows that somebody is coming, and exactly when."


@pytest.fixture
def copied(built: BuiltSite, tmp_path: Path) -> Path:
    return shutil.copytree(built.folder, tmp_path / "site")


def _edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, "the site has changed: adapt this test"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _add(html: str, page: str = "index.html") -> Callable[[Path], None]:
    return lambda folder: _edit(folder, page, "</article>", f"{html}</article>")


def _texts_of_lost_key(folder: Path) -> Path:
    files = (folder / SEARCH).glob(TEXTS)
    return next(file for file in files if '"lost-key",[' in file.read_text(encoding="utf-8"))


def _leak(text: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = _texts_of_lost_key(folder)
        before = '"lost-key",['
        _edit(folder, str(path.relative_to(folder)), before, before + json.dumps(text) + ",")

    return spoil


def _remove_radio(folder: Path) -> None:
    path = folder / PAGE
    before, _, after = path.read_text(encoding="utf-8").partition('<div class="an-choice"')
    path.write_text(before + after.partition("</div>")[2], encoding="utf-8")


MISSING = {
    "its page is gone": (lambda folder: (folder / PAGE).unlink(), {"AN411", "AN414"}),
    "its quiz is gone": (
        lambda folder: _edit(folder, PAGE, "scenario-quiz", "no-quiz"),
        {"AN412"},
    ),
    "a reply is gone from its quiz": (_remove_radio, {"AN412"}),
    "it holds another quiz": (
        lambda folder: shutil.copy(folder / "scenarios/no-room/index.html", folder / PAGE),
        {"AN412"},
    ),
    "its radios are no radios": (
        lambda folder: _edit(folder, PAGE, 'type="radio"', 'type="text"'),
        {"AN412"},
    ),
}
LEAKS = {
    "the right reply": _leak(REPLY),
    "a reason": _leak(WHY),
    "with other spaces and cases": _leak(REPLY.upper().replace(" ", "\n&nbsp;")),
    "with other quotes": _leak(REPLY.replace(",", "’ “")),
}
LINKS = {
    "to no page": _add('<a href="scenarios/never/">x</a>'),
    "to no file": _add('<a href="cards/never.pdf">x</a>'),
    "to no heading": _add('<a href="scenarios/lost-key/#never">x</a>'),
    "to no heading of its own": _add('<a href="#never">x</a>'),
    "from a page further down": _add('<a href="../../never/">x</a>', PAGE),
    "to a picture": _add('<img src="assets/never.svg">'),
    "to a script": _add('<script src="assets/never.js"></script>'),
    "to a style": _add('<link rel="stylesheet" href="assets/never.css">'),
    "to a file that was there": lambda folder: (folder / "assets/answerable.js").unlink(),
}
FOREIGN = {
    "a script": _add('<script src="https://cdn.example.com/x.js"></script>'),
    "a script without a scheme": _add('<script src="//cdn.example.com/x.js"></script>'),
    "a style": _add('<link rel="stylesheet" href="https://fonts.example.com/css">'),
    "a connection made early": _add('<link rel="preconnect" href="https://fonts.example.com">'),
    "a name looked up": _add('<link rel="DNS-Prefetch" href="//fonts.example.com">'),
    "a picture": _add('<img src="HTTPS://example.com/beacon.gif">'),
    "a picture for sharp screens": _add('<img srcset="a.png 1x, https://example.com/b.png 2x">'),
    "a frame": _add('<iframe src="https://video.example.com/x"></iframe>'),
    "a form": _add('<form action="https://example.com/answers"></form>'),
    "a button": _add('<form><button formaction="https://example.com/x">x</button></form>'),
    "a drawing": _add('<svg><image href="https://example.com/x.png"/></svg>'),
    "a style on an element": _add('<p style="background:url(//example.com/x.png)">x</p>'),
    "a style in the page": _add("<style>@import 'https://example.com/x.css';</style>"),
    "another base": _add('<base href="https://example.com/">'),
    "an import": lambda folder: (folder / "assets/answerable.css").write_text(
        '@import"https://example.com/x.css";'
    ),
    "a font": lambda folder: (folder / "assets/answerable.css").write_text(
        "@font-face{src:url( 'https://example.com/f.woff2')}"
    ),
}


def _problems(
    folder: Path, course: Course, *, directory_urls: bool = True
) -> tuple[Diagnostic, ...]:
    pages = read_pages(folder)
    return verify_site(folder, pages, {"": course}, directory_urls=directory_urls)


def _codes(folder: Path, course: Course) -> set[str]:
    """The codes of what is wrong. All are errors, but for an image without a description."""
    found = _problems(folder, course)
    assert all(problem.message and problem.location.path for problem in found)
    warned = {problem.code for problem in found if problem.severity is not Severity.ERROR}
    assert warned <= {"AN418"}
    return {problem.code for problem in found}


def test_a_good_site_passes(built: BuiltSite) -> None:
    assert _problems(built.folder, built.course) == ()


@pytest.mark.parametrize(("spoil", "codes"), MISSING.values(), ids=MISSING)
def test_a_scenario_without_its_quiz_is_found(
    copied: Path, built: BuiltSite, spoil: Callable[[Path], None], codes: set[str]
) -> None:
    spoil(copied)
    assert _codes(copied, built.course) == codes


@pytest.mark.parametrize("spoil", LEAKS.values(), ids=LEAKS)
def test_an_answer_in_the_search_index_is_found(
    copied: Path, built: BuiltSite, spoil: Callable[[Path], None]
) -> None:
    spoil(copied)
    assert _codes(copied, built.course) == {"AN413"}


@pytest.mark.parametrize("spoil", LINKS.values(), ids=LINKS)
def test_a_broken_link_is_found(
    copied: Path, built: BuiltSite, spoil: Callable[[Path], None]
) -> None:
    spoil(copied)
    assert _codes(copied, built.course) - {"AN418"} == {"AN414"}


@pytest.mark.parametrize("spoil", FOREIGN.values(), ids=FOREIGN)
def test_a_request_to_somebody_else_is_found(
    copied: Path, built: BuiltSite, spoil: Callable[[Path], None]
) -> None:
    spoil(copied)
    assert _codes(copied, built.course) - {"AN414", "AN418"} == {"AN415"}


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.com/">x</a>',
        '<a href="mailto:a@example.com">x</a>',
        '<a href="scenarios/lost-key/#quiz">x</a>',
        '<a href="scenarios/?tag=keys">x</a>',
        '<a href="#__tabbed_1">x</a>',
        '<link rel="canonical" href="https://inn.example/course/">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="Nothing">',
    ],
)
def test_these_are_fine(copied: Path, built: BuiltSite, html: str) -> None:
    _add(html)(copied)
    assert _codes(copied, built.course) == set()


def test_what_every_page_loads_from_elsewhere_is_told_once(copied: Path, built: BuiltSite) -> None:
    link = '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Roboto">'
    pages = sorted(copied.rglob("*.html"))
    for page in pages:
        page.write_text(page.read_text("utf-8").replace("</head>", f"{link}</head>"), "utf-8")
    [found] = _problems(copied, built.course)
    assert found.code == "AN415"
    assert f"and so do {len(pages) - 1} more files" in found.message
    assert "`font: false`" in found.hint


def test_every_problem_is_told_at_once(copied: Path, built: BuiltSite) -> None:
    _add('<a href="never/">x</a><img src="//example.com/x.png">')(copied)
    _remove_radio(copied)
    _leak(REPLY)(copied)
    assert _codes(copied, built.course) == {"AN412", "AN413", "AN414", "AN415", "AN418"}


def test_a_site_with_files_for_addresses_passes(tmp_path: Path) -> None:
    folder = run_mkdocs(write_project(tmp_path, use_directory_urls=False))
    course = load(tmp_path / "scenarios")
    assert _problems(folder, course, directory_urls=False) == ()
    (choice, *_) = which_reply(course.scenarios[0]).choices
    _leak(choice.text)(folder)
    assert [d.code for d in _problems(folder, course, directory_urls=False)] == ["AN413"]
    shutil.rmtree(folder / SEARCH)
    assert _problems(folder, course, directory_urls=False) == ()


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ('<img src="assets/images/favicon.png">', {"AN418"}),
        ('<img src="assets/images/favicon.png" alt="">', {"AN418"}),
        ('<img src="assets/images/favicon.png" alt="A key">', set()),
        ('<img src="assets/images/favicon.png" alt="" role="presentation">', set()),
    ],
)
def test_an_image_in_the_text_needs_a_description(
    image: str, expected: set[str], copied: Path, built: BuiltSite
) -> None:
    page = copied / "index.html"
    before, found, after = page.read_text(encoding="utf-8").partition("</article>")
    assert found
    page.write_text(before + image + found + after, encoding="utf-8")
    assert _codes(copied, built.course) == expected

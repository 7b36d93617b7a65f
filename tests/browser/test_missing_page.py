"""An address that leads nowhere: the answer is in the language of its folder."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import Guard
from .learner import MISSING_PAGE
from .server import SiteServer
from .test_axe import violations_in

GERMAN, ENGLISH = "Diese Seite gibt es hier nicht", "Page not found"
SPANISH, FRENCH = "Esta página no está aquí", "Cette page n’est pas ici"


@pytest.fixture(autouse=True)
def it_is_known(guard: Guard) -> None:
    guard.allow(MISSING_PAGE)


@pytest.mark.parametrize(
    ("path", "heading", "home"),
    [
        ("nothing/", ENGLISH, "./"),
        ("scenarios/nothing/at/all", ENGLISH, "./"),
        ("demonstration/", ENGLISH, "./"),
        ("de/nothing/", GERMAN, "./de/"),
        ("de/scenarios/nothing/?a=1", GERMAN, "./de/"),
        ("de/404.html", GERMAN, "./de/"),  # what some servers choose by themselves
    ],
)
def test_the_language_is_that_of_the_folder(
    page: Page, base_url: str, path: str, heading: str, home: str
) -> None:
    page.goto(path)
    expect(page.locator("main h1")).to_have_text([heading])
    link = page.locator("main").get_by_role("link").first
    link.click()
    expect(page).to_have_url(base_url + home.removeprefix("./"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_page_of_a_folder_is_whole(page: Page) -> None:
    page.goto("de/404.html")
    assert page.evaluate("document.documentElement.lang") == "de"
    assert page.evaluate("getComputedStyle(document.body).getPropertyValue('--an-paper')")
    assert page.evaluate("Boolean(customElements.get('scenario-quiz'))")


def test_without_a_script_all_languages_are_told_apart(
    scriptless: Page,
) -> None:
    page = scriptless
    page.goto("de/nothing/")
    expect(page.locator("main h1")).to_have_text([ENGLISH, GERMAN, SPANISH, FRENCH])
    expect(page.locator("main [lang=de] h1")).to_have_text(GERMAN)


def test_axe_finds_nothing(page: Page) -> None:
    for path in ("nothing/", "de/nothing/", "de/404.html"):
        page.goto(path)
        assert violations_in(page) == [], path


def test_netlify_is_told_which_page_answers_for_a_folder(server: SiteServer) -> None:
    assert server.folder is not None
    assert (server.folder / "_redirects").read_text().splitlines() == [
        "/de/* /de/404.html 404",
        "/es/* /es/404.html 404",
        "/fr/* /fr/404.html 404",
    ]
    assert (server.folder / "de/404.html").is_file()

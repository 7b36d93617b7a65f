"""Search finds a scenario by all that it may know of it, and by nothing that gives it away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pytest
from playwright.sync_api import Page, expect

from answerable.items.items import which_reply
from answerable.model import Course, Scenario, markup
from tests.support.built import search_index
from tests.support.courses import ROOT
from tests.support.languages import ARABIC, german_files, write_german_project

from .conftest import build_quickly
from .learner import path_of, search_for
from .server import SiteServer

THEME = {"name": "material", "font": False, "features": ["search.highlight"]}

STATUS = ".an-search .an-search-status > [role=status]"

WORD = re.compile(r"[^\W\d_]{6,}")


def words(text: str) -> list[str]:
    return WORD.findall(markup.plain(text).casefold())


@pytest.fixture(scope="module")
def indexed(server: SiteServer) -> set[str]:
    """Every word that the search index knows."""
    assert server.folder is not None
    texts = (f"{entry['title']} {entry['text']}" for entry in search_index(server.folder))
    return {word for text in texts for word in re.findall(r"\w+", text.casefold())}


def rarest(text: str, course: Course) -> str:
    """The word of a text that the fewest scenarios and pages have, the longest of these."""
    everything = [repr(scenario).casefold() for scenario in course.scenarios]
    everything += [page.read_text("utf-8").casefold() for page in ROOT.glob("content/*.md")]
    return min(words(text), key=lambda w: (sum(w in one for one in everything), -len(w)))


def found(page: Page, query: str) -> list[str]:
    """The titles of what a query finds, in order. The query comes in one go, without a key."""
    return search_for(page, query).all_inner_texts()


def finds(page: Page, query: str, *expected: Scenario) -> None:
    """One of these scenarios is among the results; the first, if it has the word alone."""
    titles = found(page, query)[: 1 if len(expected) == 1 else None]
    assert {scenario.title for scenario in expected} & set(titles), (query, titles)


def test_every_field_that_may_be_known(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[0]
    page.goto("")
    for text in (
        scenario.title,
        scenario.situation,
        scenario.solutions[0].do,
        scenario.solutions[-1].when,
        scenario.lesson,
    ):
        assert text
        word = rarest(text, shipped)
        finds(page, word, *(one for one in shipped.scenarios if word in repr(one).casefold()))
    for keyword in scenario.keywords:
        finds(page, keyword, scenario)
    for tag in scenario.tags:
        finds(page, tag, *(one for one in shipped.scenarios if tag in one.tags))
    alike = [one for one in shipped.scenarios if one.department == scenario.department]
    finds(page, scenario.department or "", *alike)


def test_either_apostrophe(page: Page, shipped: Course) -> None:
    everything = "".join(repr(scenario) for scenario in shipped.scenarios)
    scenario, word = next(
        (one, word)
        for one in shipped.scenarios
        for word in re.findall(r"\w{6,}’s", markup.plain(one.situation))
        if everything.count(word.removesuffix("’s")) == 1
    )
    page.goto("")
    for apostrophe in ("'", "’"):
        finds(page, word.replace("’", apostrophe), scenario)


def secrets(scenario: Scenario, indexed: Iterable[str]) -> list[str]:
    """One word a reply and a reason that stands there, and of which no form is indexed."""

    def is_hidden(word: str) -> bool:
        return not any(one.startswith(word[: max(3, len(word) // 2)]) for one in indexed)

    found = []
    for choice in which_reply(scenario).choices:
        for text in (choice.text, choice.why):
            hidden = [word for word in words(text or "") if is_hidden(word)]
            if hidden:
                found.append(max(hidden, key=len))
    return found


def test_no_reply_and_no_reason(page: Page, shipped: Course, indexed: set[str]) -> None:
    scenarios = [one for one in shipped.scenarios if one.other_replies]
    hidden = [word for scenario in scenarios for word in secrets(scenario, indexed)]
    assert len(hidden) > len(scenarios) // 2
    page.goto("")
    for word in hidden[::3]:
        if found(page, word):
            expect(page.locator(STATUS), word).to_contain_text("Showing results for")


def test_a_result_leads_to_its_page_without_a_reload(page: Page, shipped: Course) -> None:
    scenario = shipped.scenarios[3]
    page.goto(path_of(shipped.scenarios[0]))
    page.evaluate("window.same = true")
    links = search_for(page, rarest(scenario.situation, shipped))
    links.and_(page.locator(f'[href*="/{scenario.id}/"]')).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(scenario.title)
    expect(page.locator("details#answer")).not_to_have_attribute("open", "")
    assert page.evaluate("window.same"), "the page was loaded anew: instant navigation is off"


# ---- Forms of words ---------------------------------------------------------------------------


FORMS = {
    "": (
        ("parcel", ["parcels", "Parcels"], 3),
        ("explain", ["explaini", "explainin", "explaining"], 5),  # letter by letter
    ),
    "de/": (
        ("Paket", ["Pakete", "Pakets"], 3),
        ("Rückruf", ["Ruckruf", "Rueckruf", "Rückrufe", "ruckr", "rueckr"], 1),
    ),
}
"""Words of each language, their forms, and how many results they have at least; more of them are in
`tests/cases/search`.
"""


@pytest.mark.parametrize("home", FORMS)
def test_inflected_forms_find_it_too(page: Page, home: str) -> None:
    page.goto(home)
    for plain, forms, least in FORMS[home]:
        expected = found(page, plain)
        assert len(expected) >= least, plain
        for form in forms:
            assert expected[0] in found(page, form)[:3], form


def test_the_very_word_comes_first_and_what_stands_there_is_marked(page: Page) -> None:
    page.goto("")
    found(page, "refunded")
    marks = [one.locator("mark").all_inner_texts() for one in page.locator(".an-hits > li").all()]
    assert any(mark.casefold().startswith("refund") for mark in marks[0])
    exact = [any(mark.casefold() == "refunded" for mark in one) for one in marks]
    assert exact == sorted(exact, reverse=True)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A small course in English, German and Arabic, built and served. Gives its address."""
    files = german_files() | ARABIC
    files["at-the-door/lost-key.yml"]["situation"] = (
        "A naïve guest left it at the café, by the Wi-Fi."
    )
    files["at-the-table/cold-soup.yml"]["situation"] = "A follow-up in the Kaiserstraße, an opt-in."
    site = SiteServer()
    config_file = write_german_project(
        tmp_path_factory.mktemp("small"), files, site_url=site.url, theme=THEME
    )
    site.folder = build_quickly(config_file)
    with site.running():
        yield site.url


@pytest.mark.parametrize(
    ("home", "finds"),
    [
        (
            "",
            {
                "The lost key": "cafe, Café, CAFES, naive, wifi, Wi-Fi, wi fi, caf",
                "A cold soup & a “hot” guest": (
                    "followup, follow-ups, followups, optin, kaiserstrasse, kaiserstr"
                ),
            },
        ),
        ("ar/", {"المفتاح الضائع": "مطر, المطر, الأقفال, اقفال, مفتاحا"}),
    ],
    ids=["latin", "arabic"],
)
def test_accents_hyphens_and_other_scripts(
    page: Page, small: str, home: str, finds: dict[str, str]
) -> None:
    page.goto(small + home)
    for title, queries in finds.items():
        for query in queries.split(", "):
            assert title in found(page, query), query


def test_what_has_a_meaning_of_its_own_stays_as_it_is(page: Page, small: str) -> None:
    page.goto(small)
    assert found(page, "soup soups SOUP") == found(page, "soup")
    assert found(page, '"soup" "pot"')
    assert found(page, "~ ^ * soup")
    assert found(page, "quite-certainly-nowhere") == []

"""The author's page: what it counts, where it is, and where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from answerable import cli
from answerable.authoring.overview import overview
from answerable.authoring.overview.cards import DeckReport, sizes
from answerable.build.languages import translation_statuses
from answerable.build.mkdocs.project import load_project
from answerable.checks.check import check_course
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.handouts.cards.forecast import forecast
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.model import Course
from answerable.site import AUTHOR, Site, author_page, render_pages
from tests.support.built import search_index
from tests.support.courses import (
    COURSE_FILES,
    MINIMAL,
    TINY,
    TODAY,
    course,
    load,
    scenario,
    write_course,
)
from tests.support.courses import write_project as project
from tests.support.each import each
from tests.support.hostile import HOSTILE
from tests.support.languages import GERMAN, write_german_project


@pytest.fixture(scope="module")
def inn(tmp_path_factory: pytest.TempPathFactory) -> Course:
    files: dict[str, Any] = dict(COURSE_FILES)
    files["course.yml"] = files["course.yml"] | {
        "objectives": ["You can help.", {"id": "at-once", "text": "You can help a guest at once."}]
    }
    path = "at-the-door/wet-dog.yml"
    files[path] = files[path] | {"serves": ["at-once"], "review_by": "2026-10-30"}
    return load(write_course(tmp_path_factory.mktemp("inn"), files))


def _page(value: Course) -> LexborHTMLParser:
    return LexborHTMLParser(str(author_page(Site(value), (), (), (), TODAY).html))


class TestOverview:
    def test_scenarios_are_counted_by_what_they_have_in_common(self, inn: Course) -> None:
        found = overview.spreads(inn)
        channels = {group.value: len(group.scenarios) for group in found["Channel"]}
        assert channels == {"Phone": 1, "At the desk": 1, "At the table": 1, None: 2}
        assert [group.value for group in found["Channel"]][-1] is None
        assert [group.value for group in found["External or internal"]] == ["External", "Internal"]
        for groups in found.values():
            assert sum(len(group.scenarios) for group in groups) == len(inn.scenarios)

    def test_a_course_without_anybody_of_the_same_house_does_not_count_them(self) -> None:
        assert "External or internal" not in overview.spreads(course(scenario()))

    def test_objectives_with_an_id_are_looked_after(self, inn: Course) -> None:
        found = overview.aims(inn)
        assert [(aim.id, len(aim.scenarios)) for aim in found] == [
            (None, 0),
            ("at-once", 1),
            (None, 0),
        ]
        assert found[-1].module == "At the door"

    def test_items_have_a_chance_level(self) -> None:
        free = {"id": "x", "type": "free", "question": "And you?", "answer": "I go."}
        value = course(scenario(items=[free | {"checklist": ["Says who goes."]}]))
        found = {kind.type: kind for kind in overview.kinds(value)}
        assert (found["choice"].number, found["choice"].chance) == (1, 0.5)
        assert (found["free"].number, found["free"].chance) == (1, None)

    def test_tells_are_counted(self) -> None:
        longer = {"reply": "word " * 30, "why": "x"}
        value = course(scenario(), scenario(id="b", accountable=longer))
        longest = next(t for t in overview.cues(value) if t.name == "It is the longest")
        assert [s.id for s in longest.scenarios] == ["b"]
        right, wrong = overview.words_of_replies(value)
        assert right > wrong

    def test_an_empty_course_is_no_obstacle(self) -> None:
        assert overview.words_of_replies(course()) == (0, 0)
        assert "The course names none" in _page(course()).text()


LONG = "Words that fill a card come one after the other. " * 20
TOO_LONG = {
    "situation": LONG * 2,
    "card": {"situation": "Short."},
    "lesson": LONG,
    "accountable": {"reply": LONG * 2, "why": "x"},
}


class TestCards:
    def test_sizes_are_sorted_by_what_they_ask_of_the_author(self) -> None:
        value = course(scenario(), scenario(id="b", code="A2", **TOO_LONG))
        found = sizes(value, forecast(value, "a4"))
        unfit, *others = found
        assert not unfit.fits
        assert [side.scenario.id for side in unfit.backs] == ["b"]
        assert all(size.fits for size in others)
        assert [s.points for s in others] == sorted(s.points for s in others)
        fronts = {side.scenario.id: side.shorter for size in others for side in size.fronts}
        assert fronts == {value.scenarios[0].id: False, "b": True}

    def test_a_forecast_is_near_what_is_printed(self) -> None:
        words = "Nobody knows why the dog is wet. "
        value = course(
            *(
                scenario(id=f"s{n}", code=f"A{n}", situation=words * n, lesson=words * n)
                for n in (1, 9, 18, 27)
            )
        )
        printed = make_deck("scenarios", value, value.scenarios, plan(CardOptions()))
        expected = {(one.code, one.name): one.scale for one in printed.faces}
        for one in forecast(value, "a4"):
            assert abs(one.scale - expected[one.code, one.name]) < 0.051, one

    def test_the_page_says_what_is_reckoned_and_what_was_set(self) -> None:
        value = course(scenario(), scenario(id="b", code="A2", **TOO_LONG))
        decks = {
            reckoned: DeckReport("Cards on A4", forecast(value, "a4"), reckoned=reckoned)
            for reckoned in (True, False)
        }
        texts = {
            reckoned: author_page(Site(value), (), (deck,), (), TODAY).html
            for reckoned, deck in decks.items()
        }
        assert "will probably not fit" in texts[True]
        assert "answerable cards --report" in texts[True]
        assert "does not fit" in texts[False]
        assert "A preview sets no cards" not in texts[False]
        assert "(shorter)" in texts[False]


class TestPage:
    def test_it_tells_what_is_due(self, inn: Course) -> None:
        text = " ".join(_page(inn).text().split())
        assert "2 days overdue" in text
        assert "Without a date, so that nobody is reminded: A1, A2, B2." in text

    def test_it_tells_what_the_check_says(self, tmp_path: Path) -> None:
        bare = MINIMAL | {"accountable": "I am on my way."}
        report = check_course(write_course(tmp_path, {"a/one.yml": bare}), TODAY)
        assert report.course is not None
        page = LexborHTMLParser(
            str(author_page(Site(report.course), report.diagnostics, (), (), TODAY).html)
        )
        assert "no `why`" in page.text()
        assert "one.yml:" in page.text()

    @each("text", HOSTILE.values())
    def test_hostile_texts_stay_texts(self, text: str) -> None:
        value = course(
            scenario(title=text, department=text, owner=text, review_by="2026-01-01"),
            title=text,
            objectives=(text,),
        )
        page = _page(value)
        assert not page.css("script, img, style, iframe, form, input, svg, object, base, link")
        links = {node.attributes["href"] for node in page.css("a")}
        assert all(str(link).startswith(("../scenarios/", "https://a.example/")) for link in links)

    def test_no_search_is_led_there(self, inn: Course) -> None:
        page = author_page(Site(inn), (), (), (), TODAY)
        assert page.metadata["robots"] == "noindex"
        assert page.metadata["search"] == {"exclude": True}
        assert AUTHOR not in {one.kind for one in render_pages(Site(inn))}


class TestLanguages:
    def test_each_says_what_it_lacks(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        config_file = write_german_project(tmp_path)
        assert cli.main(["i18n", "confirm", "lost-key", "index.md", "de"]) == 0
        original = tmp_path / "scenarios/at-the-door/lost-key.yml"
        original.write_text(original.read_text().replace("brings the key", "brings a key"))
        report = check_course(tmp_path / "scenarios", TODAY)
        assert report.course is not None
        found = translation_statuses(load_project(config_file), report)
        page = LexborHTMLParser(str(author_page(Site(report.course), (), (), found, TODAY).html))
        (section,) = (node.parent for node in page.css("#languages"))
        assert section is not None
        assert [node.text() for node in section.css("h3")] == ["Deutsch"]
        assert "1 of 8 parts are complete." in " ".join(section.text().split())
        assert [" ".join(node.text().split()) for node in section.css("li")] == [
            "Outdated, since the original has changed: A1",
            "Does not say which text it was made from: course.yml, B1",
            "Not translated yet: A2, A3, B2, rules.md",
            "Words without a translation under terms: Reception, Booking, At the desk, "
            "Dining room, At the table, kitchen, temperature",
        ]

    def test_one_language_is_no_matter(self, inn: Course) -> None:
        assert not _page(inn).css("#languages")


class TestBuild:
    @pytest.mark.usefixtures("quick_cards")
    def test_learners_get_none(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        project(tmp_path, {"a/one.yml": MINIMAL})
        monkeypatch.chdir(tmp_path)
        assert cli.main(["build"]) == 0
        assert not (tmp_path / "site/author").exists()

    def test_it_can_be_asked_for(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        project(tmp_path, TINY)
        monkeypatch.chdir(tmp_path)
        assert cli.main(["build", "--author", "--offline-zip", "x.zip"]) == 2
        assert cli.main(["build", "--author"]) == 0
        page = (tmp_path / "site/author/index.html").read_text(encoding="utf-8")
        assert 'name="robots" content="noindex"' in page
        assert "Cards on US Letter" in page
        assert "A preview sets no cards" not in page
        assert not [e for e in search_index(tmp_path / "site") if "author" in e["location"]]
        assert "author/" not in (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8")

    @pytest.mark.usefixtures("quick_cards")
    def test_it_leads_to_no_other_language(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        project(tmp_path, {**COURSE_FILES, **GERMAN})
        monkeypatch.chdir(tmp_path)
        assert cli.main(["build", "--author"]) == 0
        page = LexborHTMLParser((tmp_path / "site/author/index.html").read_text(encoding="utf-8"))
        assert page.css('[href$="de/author/"]') == []
        assert (tmp_path / "site/de/index.html").exists()


def test_long_lists_are_cut_and_say_so() -> None:
    value = course(*(scenario(id=f"s-{number}") for number in range(400)))
    found = [
        Diagnostic("AN001", Severity.WARNING, "is too long", Location(f"m/s-{number}.yml"))
        for number in range(400)
    ]
    page = author_page(Site(value), found, (), (), TODAY)
    assert str(page.html).count("is too long") == 100
    assert " and 300 more, which <code>answerable check</code> lists" in page.html
    assert len(page.html) < 150_000

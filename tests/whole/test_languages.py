"""A course in several languages: the words change, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, ClassVar

import feedparser
import pytest

from answerable import cli
from answerable.build.languages import translation_statuses
from answerable.build.mkdocs.project import load_project
from answerable.build.packages import SITE
from answerable.build.site import build_course
from answerable.checks.check import check_course
from answerable.items import pool
from answerable.items.dialogues import dialogue_of
from answerable.items.items import of_scenario
from answerable.model import Course, Scenario
from answerable.site import Site
from answerable.site.news import atom, news_of, news_page
from answerable.source.read.load import Report, load_course
from tests.support.courses import ADDRESS, ROOT, TODAY, write_course, write_project
from tests.support.languages import GERMAN, german_files, write_german_course
from tests.support.pages import parse


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return load_course(write_german_course(tmp_path_factory.mktemp("inn") / "scenarios"))


@pytest.fixture(scope="module")
def german(report: Report) -> Course:
    assert report.course is not None, report.diagnostics
    (translation,) = report.translations
    return translation.course


def _by_id(course: Course) -> dict[str, Scenario]:
    return {scenario.id: scenario for scenario in course.scenarios}


def test_the_original_is_as_it_was(report: Report) -> None:
    assert report.course is not None
    assert report.course.language == "en"
    assert all(one.original is one and one.language == "en" for one in report.course.scenarios)


def test_words_are_translated_and_identity_stays(german: Course, report: Report) -> None:
    assert report.course is not None
    assert (german.id, german.language) == (report.course.id, "de")
    assert german.title == GERMAN["course.de.yml"]["title"]
    assert german.original == report.course
    key, original = _by_id(german)["lost-key"], _by_id(report.course)["lost-key"]
    assert key.title == "Der verlorene Schlüssel"
    assert (key.id, key.code, key.module_id) == (original.id, original.code, original.module_id)
    assert (key.language, key.path) == ("de", "at-the-door/lost-key.de.yml")
    assert key.original == original
    # Facts come from the original, in the words of the course's terms.
    assert (key.difficulty, key.channel, key.tags) == (1, "Telefon", ("Schlüssel",))
    # Debrief questions of no course of its own are in its language.
    assert german.coaching != report.course.coaching


def test_what_is_not_translated_stays_in_the_original(german: Course, report: Report) -> None:
    assert report.course is not None
    assert [one.id for one in german.scenarios] == [one.id for one in report.course.scenarios]
    dog = _by_id(german)["wet-dog"]
    assert (dog.language, dog.title) == ("en", "The wet dog")
    translated = [one.id for one in german.translated.scenarios]
    assert translated == ["lost-key", "cold-soup"]
    assert [module.id for module in german.translated.modules] == ["at-the-door", "at-the-table"]


def test_answers_count_in_every_language(german: Course, report: Report) -> None:
    """The same ids and revisions, so that what was answered in one is answered in the other."""
    assert report.course is not None
    for one, original in zip(german.scenarios, report.course.scenarios, strict=True):
        for item, same in zip(of_scenario(one), of_scenario(original), strict=True):
            assert (item.id, item.revision) == (same.id, same.revision)
            assert item.entry_ids == same.entry_ids
        talk, same_talk = dialogue_of(one), dialogue_of(original)
        assert (talk and talk.revision) == (same_talk and same_talk.revision)
    drawn = pool.of_course(german)
    originals = pool.of_course(report.course)
    assert [(p.key, p.item.revision) for p in drawn] == [
        (p.key, p.item.revision) for p in originals
    ]


def test_an_item_speaks_one_language(german: Course) -> None:
    for pooled in pool.of_course(german):
        together = {pooled.scenario.language, *(one.language for one in pooled.others)}
        assert pooled.language == ("de" if together == {"de"} else "en")
    first = of_scenario(_by_id(german)["lost-key"])[0]
    assert first.question == "Wählen Sie die Antwort, die das Anliegen zur eigenen Sache macht."


def _in_german(folder: Path, changes: list[dict[str, str]]) -> Report:
    files = {"cold-soup.de.yml": GERMAN["at-the-table/cold-soup.de.yml"] | {"changes": changes}}
    write_german_course(folder)
    return load_course(write_course(folder / "at-the-table", files).parent)


class TestChanges:
    OF_THAT_DAY: ClassVar = {"date": "2026-09-30", "text": "Der Koch kostet jetzt jeden Topf."}

    def test_they_are_told_in_the_words_of_the_translation(self, tmp_path: Path) -> None:
        (found,) = _in_german(tmp_path, [self.OF_THAT_DAY]).translations
        (news,) = news_of(found.course)
        assert news.change.text == self.OF_THAT_DAY["text"]
        assert news.language == "de"
        assert news.original.text == "The chef tastes every pot now."

    def test_what_is_not_translated_yet_is_told_in_the_original(self, german: Course) -> None:
        (news,) = news_of(german)
        assert (news.scenario.language, news.language) == ("de", "en")
        page = news_page(Site(german)).html
        assert '<span lang="en" dir="ltr">The chef tastes every pot now.</span>' in page

    def test_a_feed_says_what_is_in_another_language(self, german: Course) -> None:
        feed = atom(Site(german, base_url=ADDRESS)).decode()
        assert '<summary xml:lang="en">The chef tastes every pot now.</summary>' in feed
        assert "<title xml:lang" not in feed

    def test_a_feed_in_other_words_has_the_same_entries(self, tmp_path: Path) -> None:
        report = _in_german(tmp_path, [self.OF_THAT_DAY])
        assert report.course is not None
        feeds = [
            feedparser.parse(atom(Site(one, base_url=ADDRESS)))
            for one in (report.course, report.translations[0].course)
        ]
        assert feeds[0].entries[0].id == feeds[1].entries[0].id
        assert feeds[0].feed.id != feeds[1].feed.id
        assert feeds[1].entries[0].summary == self.OF_THAT_DAY["text"]

    def test_one_that_the_original_has_not_is_named(self, tmp_path: Path) -> None:
        report = _in_german(tmp_path, [self.OF_THAT_DAY, self.OF_THAT_DAY | {"text": "Noch eine."}])
        (problem,) = report.diagnostics
        assert problem.code == "AN333"
        assert "no change dated 2026-09-30" in problem.message
        assert problem.location.excerpt == "- date: '2026-09-30'"

    def test_a_new_one_makes_the_translation_outdated(self, report: Report) -> None:
        assert report.course is not None
        soup = _by_id(report.course)["cold-soup"]
        assert soup.model_copy(update={"changes": ()}).text_revision != soup.text_revision


def test_a_revision_changes_with_the_words_alone(report: Report) -> None:
    assert report.course is not None
    key = _by_id(report.course)["lost-key"]
    changes: dict[str, Any] = {"tags": ("door",), "minutes": 9, "owner": "Me", "code": "Z9"}
    assert key.model_copy(update=changes).text_revision == key.text_revision
    assert key.model_copy(update={"lesson": "Another."}).text_revision != key.text_revision
    assert report.course.model_copy(update={"title": "X"}).text_revision != (
        report.course.text_revision
    )


def test_files_are_named_after_their_original(tmp_path: Path) -> None:
    """Also where the original's id is not its file's name."""
    folder = write_german_course(tmp_path / "scenarios")
    door = folder / "at-the-door"
    (door / "lost-key.yml").rename(door / "key-one.yml")
    with (door / "key-one.yml").open("a", encoding="utf-8") as file:
        file.write("id: lost-key\n")
    (door / "lost-key.de.yml").rename(door / "key-one.de.yml")
    report = load_course(folder)
    assert report.course is not None, report.diagnostics
    assert _by_id(report.translations[0].course)["lost-key"].language == "de"


SHIPPED = ROOT / "scenarios"
NAMED = {"wrong-address", "wrong-department", "browser-order", "dispatch-error"}
NAMED |= {"customer-mistake", "handed-over-ticket"}


def test_the_shipped_course_has_its_named_scenarios_in_four_languages() -> None:
    translated = {one.course.language: one.course for one in load_course(SHIPPED).translations}
    assert list(translated) == ["de", "es", "fr"]
    found = {
        name: {one.id for one in course.translated.scenarios} for name, course in translated.items()
    }
    assert found["de"] >= NAMED
    assert found["es"] == found["fr"] == NAMED
    assert [name for name, course in translated.items() if course.partial] == ["es", "fr"]


@pytest.mark.parametrize("language", ["es", "fr"])
def test_what_the_shipped_course_says_in_a_language_is_translated(language: str) -> None:
    project = load_project(SHIPPED.parent / "mkdocs.yml")
    report = check_course(SHIPPED, TODAY)
    status = next(one for one in translation_statuses(project, report) if one.language == language)
    assert status.terms == ()
    assert status.of_state("missing") == status.of_state("unconfirmed") == ()


def test_french_marks_are_not_parted_from_their_words() -> None:
    files = [*SHIPPED.rglob("*.fr.*"), *(SHIPPED.parent / "content").glob("*.fr.md")]
    parted = re.compile(r"\u202f|\w [:;?!»%](?![\w(])|« |^ *[:;?»]", re.MULTILINE)
    assert [(one.name, parted.findall(one.read_text("utf-8"))) for one in files] == [
        (one.name, []) for one in files
    ]


class TestNames:
    """A language gives a folder its name, which has to be one of its own on every computer."""

    @pytest.mark.parametrize("other", ["course.pt-br.yml", "course.pt-BR.yaml"])
    def test_two_translations_into_one_language_are_refused(
        self, tmp_path: Path, other: str
    ) -> None:
        files = german_files()
        files["course.pt-BR.yml"] = files[other] = files["course.de.yml"]
        found = load_course(write_german_course(tmp_path, files)).diagnostics
        doubled = [one.location.path for one in found if one.code == "AN337"]
        assert len(doubled) == 1
        assert Path(doubled[0]).name.lower() in ("course.pt-br.yml", "course.pt-br.yaml")

    def test_the_language_of_the_course_is_the_same_in_capitals(self, tmp_path: Path) -> None:
        files = german_files()
        files["course.yml"] = files["course.yml"] | {"language": "de-AT"}
        files["course.de-at.yml"] = files["course.de.yml"]
        found = load_course(write_german_course(tmp_path, files)).diagnostics
        assert "AN335" in {one.code for one in found}

    @pytest.mark.parametrize("name", ["con", "aux", f"en-{'a' * 40}"])
    def test_what_can_be_no_folder_is_no_language(self, tmp_path: Path, name: str) -> None:
        files = german_files()
        files[f"course.{name}.yml"] = files["course.de.yml"]
        report = load_course(write_german_course(tmp_path, files))
        assert "AN305" in {one.code for one in report.diagnostics}

    def test_a_scenario_may_be_called_course(self, tmp_path: Path) -> None:
        files = german_files()
        files["at-the-door/course.yml"] = files.pop("at-the-door/lost-key.yml")
        files["at-the-door/course.de.yml"] = files.pop("at-the-door/lost-key.de.yml")
        report = load_course(write_german_course(tmp_path, files))
        assert report.course is not None, report.diagnostics
        (german,) = report.translations
        assert german.course.title == files["course.de.yml"]["title"]
        assert _by_id(german.course)["course"].language == "de"


@pytest.mark.usefixtures("quick_cards")
def test_pages_say_what_of_a_translation_nobody_has_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config_file = write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in ("course", "lost-key", "index.md"):
        assert cli.main(["i18n", "add", name, "de"]) == 0
    site, _ = build_course(config_file, SITE, today=TODAY, progress=lambda _: None)

    def shown(path: str, selector: str) -> tuple[str, str | None]:
        page = parse((site / path / "index.html").read_text(encoding="utf-8"))
        node = page.css_first(selector)
        assert node is not None, selector
        return node.text(), node.attributes.get("lang")

    for path in ("de", "de/scenarios/lost-key"):
        assert "noch nicht übersetzt" in shown(path, ".an-untranslated")[0]
    for selector in ("h1", ".an-lead", ".an-objectives ul"):
        assert shown("de/modules/at-the-door", selector)[1] == "en"
    assert shown("de/scenarios", ".an-group h2 a") == ("At the door", "en")
    assert shown("scenarios", ".an-group h2 a") == ("At the door", None)


def test_texts_of_the_course_that_are_not_written_are_those_of_the_original(tmp_path: Path) -> None:
    files = german_files()
    (door, table) = files["course.de.yml"]["modules"]
    door["title"], door["objectives"] = "…", ["…"]
    files["course.de.yml"]["description"] = "..."
    report = load_course(write_course(tmp_path / "scenarios", files))
    (translation,) = report.translations
    assert report.course is not None
    course = translation.course
    assert (course.title, course.texts_language) == (GERMAN["course.de.yml"]["title"], "de")
    assert course.description == report.course.description
    assert course.modules[0].title == "At the door"
    assert course.modules[0].objectives == report.course.modules[0].objectives
    assert course.modules[0].summary == door["summary"]
    assert course.modules[1].title == table["title"]


def test_words_of_a_courses_own_are_on_the_cards_of_its_translations(tmp_path: Path) -> None:
    """The check makes these cards for a long text, to see whether it fits."""
    files = german_files()
    files["at-the-door/lost-key.de.yml"]["situation"] = "Sie steht im Regen. " * 60
    forms = {"one": "Dachdecker", "the": "der Dachdecker", "dative": "dem Dachdecker"}
    files["course.de.yml"] |= {"label_words": {"roofer": forms}}
    files["course.yml"] |= {
        "labels": {"person": "roofer"},
        "label_words": {"roofer": {"one": "roofer", "many": "roofers"}},
    }
    found = check_course(write_course(tmp_path, files), TODAY).diagnostics
    assert "lost-key.de.yml" in " ".join(one.location.path for one in found if one.code == "AN018")

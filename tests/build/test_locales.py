"""The site in several languages: one folder each, led across page by page, sharing what it can."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from answerable.build.packages import SITE, ZIP
from answerable.build.site import build_course
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.cards.calibration import make_calibration
from answerable.handouts.cards.catalogue import DECKS
from answerable.handouts.cards.decks.common import NOWHERE
from answerable.handouts.cards.imposition import Duplex
from answerable.handouts.cards.make import make_picture
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.kit import make_kit
from answerable.handouts.sheets.make import SHEETS
from answerable.handouts.sheets.order import Order
from answerable.handouts.slides import make_slides
from answerable.handouts.workshop.plan import plan_workshop
from answerable.i18n import translator
from answerable.model import Course
from answerable.site import with_languages
from tests.support.built import run_mkdocs, search_index
from tests.support.courses import MINIMAL, TODAY, write_project
from tests.support.languages import german_files, write_german_project
from tests.support.pages import parse
from tests.support.quick import replace_handouts


class Unknown(NullTranslations):
    """Collects what a catalogue is asked for and does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()

    def gettext(self, message: str) -> str:
        self.texts.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.texts.add(msgid1)
        return msgid1 if n == 1 else msgid2


@pytest.fixture(scope="module")
def unknown() -> Iterator[Unknown]:
    """What is missing in German, from the first use of this fixture on."""
    collected = Unknown()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(translator("de"), "_fallback", collected)
        yield collected


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, unknown: Unknown) -> Path:
    """The site, with handouts that are no more than the titles of the scenarios in them."""
    config_file = write_german_project(tmp_path_factory.mktemp("inn"))
    with pytest.MonkeyPatch.context() as patch:
        replace_handouts(patch.setattr)
        published, _ = build_course(
            config_file, SITE, strict=True, today=TODAY, progress=lambda _: None
        )
    return published


def _page(folder: Path, path: str) -> LexborHTMLParser:
    return parse((folder / path / "index.html").read_text(encoding="utf-8"))


def _text(page: LexborHTMLParser, selector: str) -> str:
    node = page.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())


def _attribute(page: LexborHTMLParser, selector: str, name: str) -> str:
    node = page.css_first(selector)
    assert node is not None, selector
    return node.attributes[name] or ""


def test_each_language_has_its_folder(folder: Path) -> None:
    for path, language, title in (
        ("scenarios/lost-key", "en", "The lost key"),
        ("de/scenarios/lost-key", "de", "Der verlorene Schlüssel"),
    ):
        page = _page(folder, path)
        assert _attribute(page, "html", "lang") == language
        assert _text(page, "h1") == title
    assert {p.relative_to(folder / "de") for p in (folder / "de").rglob("index.html")} == {
        p.relative_to(folder)
        for p in folder.rglob("index.html")
        if not p.is_relative_to(folder / "de")
    }


@pytest.mark.usefixtures("quick_cards")
def test_a_language_may_begin_with_its_course_alone(tmp_path: Path) -> None:
    files = german_files()
    begun = {name: files[name] for name in files if "/" not in name or ".de." not in name}
    config_file = write_german_project(tmp_path, begun)
    site, _ = build_course(config_file, SITE, today=TODAY, progress=lambda _: None)
    guide = _page(site, "de/workshop-guide")
    assert "noch nicht übersetzt" in _text(guide, ".an-untranslated")
    assert _attribute(guide, ".an-untranslated + div", "lang") == "en"


@pytest.mark.usefixtures("quick_cards")
@pytest.mark.parametrize(
    ("language", "direction", "word"),
    [("gsw", "ltr", "Header"), ("pt-br", "ltr", "Cabeçalho"), ("ckb", "rtl", "Header")],
)
def test_a_page_is_in_the_language_of_its_course_whatever_the_theme_speaks(
    tmp_path: Path, language: str, direction: str, word: str
) -> None:
    """The theme knows no Swiss German and no Kurdish in this form, and writes pt-BR."""
    files = {"course.yml": {"id": "inn", "title": "Inn", "language": language}}
    files["desk/one.yml"] = MINIMAL
    config_file = write_project(tmp_path, files)
    site, _ = build_course(config_file, SITE, today=TODAY, progress=lambda _: None)
    page = _page(site, "scenarios/one")
    assert _attribute(page, "html", "lang") == language
    assert _attribute(page, "body", "dir") == direction
    assert _attribute(page, ".md-header nav", "aria-label") == word


@pytest.mark.usefixtures("folder")
def test_no_word_of_the_interface_was_forgotten(shipped: Course, unknown: Unknown) -> None:
    """Neither in the pages of a build, nor in all that is printed."""
    german = shipped.model_copy(update={"language": "de"})
    how = plan(CardOptions())
    workshop = plan_workshop(german, 60, 4)
    make_kit(german, workshop, make_slides(german, workshop.scenarios[:1]).encode())
    make_picture(german)
    for deck in DECKS.values():
        deck.make(german, german.scenarios, NOWHERE, how.style)
    for sheet in SHEETS.values():
        sheet.make(Order(german, german.scenarios, plan_workshop(german)))
    assert isinstance(how.printing, Duplex)
    make_calibration(how.printing, "de")
    assert not unknown.texts


def test_the_interface_and_the_navigation_speak_the_language(folder: Path) -> None:
    page = _page(folder, "de/scenarios/lost-key")
    assert _text(page, "#situation") == "Die Situation"
    assert _text(page, ".an-facts") == "ReceptionTelefonSchwierigkeit 1 von 3"
    tabs = [" ".join(node.text().split()) for node in page.css(".md-tabs__link, .md-nav__link")]
    assert "Start" in tabs
    assert "Home" not in tabs
    assert _text(page, ".md-header__topic") == "Ein Gasthof, der sich kümmert"


def test_pages_lead_to_themselves_in_the_other_language(folder: Path) -> None:
    page = _page(folder, "de/scenarios/lost-key")
    links = {
        node.attributes["hreflang"]: node.attributes for node in page.css(".an-languages a[href]")
    }
    assert links["en"]["href"] == "../../../scenarios/lost-key/"
    assert "aria-current" not in links["en"]
    assert (links["de"]["aria-current"], links["de"]["lang"]) == ("true", "de")
    alternates = {
        node.attributes["hreflang"]: node.attributes["href"] for node in page.css("link[hreflang]")
    }
    assert alternates == {
        "en": "https://inn.example/course/scenarios/lost-key/",
        "de": "https://inn.example/course/de/scenarios/lost-key/",
    }
    assert _attribute(page, "link[rel=canonical]", "href") == alternates["de"]
    home = _page(folder, "")
    assert _attribute(home, ".an-languages a[hreflang=de]", "href") == "de/"


def test_what_is_not_translated_is_shown_with_its_language(folder: Path) -> None:
    page = _page(folder, "de/scenarios/wet-dog")
    assert "noch nicht übersetzt" in _text(page, ".an-untranslated")
    original = page.css_first(".md-content [lang=en] h1")
    assert original is not None
    assert original.text() == "The wet dog"
    assert page.css_first(".md-content [lang=en] #situation") is not None
    catalogue = _page(folder, "de/scenarios")
    titles = {node.text(): node.attributes.get("lang") for node in catalogue.css(".an-entry a")}
    assert titles["The wet dog"] == "en"
    assert titles["Der verlorene Schlüssel"] is None


def test_titles_around_a_page_say_their_language(folder: Path) -> None:
    page = _page(folder, "de/scenarios/wet-dog")
    titles = {
        node.text().strip(): node.attributes.get("lang")
        for node in page.css(".md-header .md-ellipsis, .md-nav--primary .md-ellipsis")
    }
    assert titles["The wet dog"] == titles["Rules"] == "en"
    assert titles["Ein Gasthof, der sich kümmert"] is None
    assert titles["An der Tür"] is titles["Start"] is titles["Alle Szenarien"] is None
    original = _page(folder, "scenarios/wet-dog")
    assert not original.css(".md-header .md-ellipsis[lang]")


def test_words_without_a_translation_say_their_language(folder: Path) -> None:
    topics = _page(folder, "de/tags")
    tags = {node.text(): node.attributes.get("lang") for node in topics.css("a.an-tag, h2")}
    assert (tags["kitchen"], tags["Schlüssel"]) == ("en", None)
    catalogue = _page(folder, "de/scenarios")
    facts = {node.text(): node.attributes.get("lang") for node in catalogue.css(".an-facts li")}
    assert (facts["Reception"], facts["Telefon"]) == ("en", None)
    options = {node.text(): node.attributes.get("lang") for node in catalogue.css("option")}
    assert (options["Reception"], options["Telefon"], options["kitchen"]) == ("en", None, "en")
    assert not _page(folder, "scenarios").css(".an-facts [lang], option[lang]")


def test_a_title_says_its_language_wherever_the_theme_sets_it() -> None:
    page = (
        '<a class="md-tabs__link" href="x">\n Rules &amp; more\n</a><label class="md-nav__title" '
        'for="n"><span class="md-nav__icon md-icon"></span>\nRules &amp; more</label>'
        '<span class="md-ellipsis">Regeln</span><p>Rules &amp; more</p>'
    )
    said = with_languages(page, {"Rules & more"}, "en")
    assert said.count('lang="en" dir="ltr"') == 2
    assert said.replace(' lang="en" dir="ltr"', "") == page


class TestPartialLanguage:
    """A language with only the scenarios that are translated: one of five, in the second module."""

    @pytest.fixture(scope="class")
    @staticmethod
    def partial(tmp_path_factory: pytest.TempPathFactory) -> Path:
        files = german_files()
        del files["at-the-door/lost-key.de.yml"]
        files["course.de.yml"]["partial"] = True
        files["course.yml"]["banner"] = "New: [a dog](scenarios/wet-dog.md)"
        config_file = write_german_project(tmp_path_factory.mktemp("partial"), files)
        german = config_file.parent / "content/index.de.md"
        text = german.read_text(encoding="utf-8")
        more = "[Hund](scenarios/wet-dog.md)\n\n<!-- answerable: quote no-room -->\n\n"
        german.write_text(f"{text}\n{more}<!-- answerable: modules -->\n", encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            replace_handouts(patch.setattr)
            published, _ = build_course(
                config_file, SITE, strict=True, today=TODAY, progress=lambda _: None
            )
        return published

    def test_lists_and_menu_have_what_is_translated(self, partial: Path) -> None:
        catalogue = _page(partial, "de/scenarios")
        assert [one.text() for one in catalogue.css(".an-entry-title a")] == [
            "Eine kalte Suppe & ein „heißer“ Gast"
        ]
        for path in ("de", "de/progress"):
            text = _page(partial, path).text()
            assert "Am Tisch" in text
            assert "An der Tür" not in text

    def test_it_says_where_the_others_are(self, partial: Path) -> None:
        for path, title, to in (
            ("de/scenarios", "All scenarios", "../../scenarios/"),
            ("de/modules/at-the-door", "At the door", "../../../modules/at-the-door/"),
        ):
            (link,) = _page(partial, path).css(".an-note a[hreflang]")
            assert (link.text(), link.attributes["href"]) == (title, to)
            assert link.attributes["lang"] == "en"
        assert not _page(partial, "scenarios").css(".an-note a[hreflang]")

    def test_search_and_questions_are_in_the_language(self, partial: Path) -> None:
        assert "wet-dog" not in str(search_index(partial / "de"))
        assert "at-the-door" not in str(search_index(partial / "de"))
        assessment = _page(partial, "de/assessment-sheet")
        assert assessment.css_first(".an-asked legend") is not None
        assert assessment.css_first("[lang=en] legend") is None

    def test_other_scenarios_have_their_page_for_those_who_are_led_there(
        self, partial: Path
    ) -> None:
        page = _page(partial, "de/scenarios/wet-dog")
        assert "noch nicht übersetzt" in _text(page, ".an-untranslated")
        assert _attribute(page, "meta[name=robots]", "content") == "noindex"
        assert _attribute(page, ".an-pager-next", "href") == "../"
        assert page.css_first(".an-languages a[hreflang=en]") is not None
        quoted = _page(partial, "de").css_first("[lang=en] ~ figcaption a, .an-quote a")
        assert quoted is not None
        assert quoted.attributes["href"] == "scenarios/no-room/"

    def test_only_quizzes_that_it_has_are_offered_there(self, partial: Path) -> None:
        assert not (partial / "de/quiz/at-the-door").exists()
        assert not _page(partial, "quiz/at-the-door").css(".an-languages a[hreflang=de]")
        assert _page(partial, "de/quiz/at-the-table").css(".an-languages a[hreflang=en]")

    def test_cards_are_those_of_its_scenarios(self, partial: Path) -> None:
        assert (partial / "de/cards/inn-a4.pdf").read_text("utf-8").splitlines() == [
            "Eine kalte Suppe & ein „heißer“ Gast"
        ]


def test_items_are_asked_in_one_language(folder: Path) -> None:
    page = _page(folder, "de/assessment-sheet")
    for asked in page.css(".an-asked"):
        legend = asked.css_first("legend")
        assert legend is not None
        english = asked.css_first("[lang=en] legend") is not None
        assert legend.text().isascii() or not english  # German quotes and umlauts are not in it
    assert page.css_first("[lang=en] legend") is not None
    assert page.css_first(".an-asked > .an-quiz legend") is not None


def test_hand_written_pages_are_chosen_by_language(folder: Path) -> None:
    assert _text(_page(folder, ""), "h1") == "Welcome"
    german = _page(folder, "de")
    assert _text(german, "h1") == "Willkommen"
    assert _attribute(german, ".md-content a[href*=rules]", "href") == "rules/"
    assert "Mit dem ersten Szenario beginnen" in _text(german, ".an-start")
    rules = _page(folder, "de/rules")
    assert "noch nicht übersetzt" in _text(rules, ".an-untranslated")
    assert rules.css_first("[lang=en] h1") is not None
    assert not (folder / "index.de").exists()


def test_locales_share_script_and_styles(folder: Path) -> None:
    """The script keeps progress by the site's root, which it reads off its own address."""
    page = _page(folder, "de/scenarios/lost-key")
    own = "../../../assets/answerable.js"
    assert page.css_first(f'script[src^="{own}?"]') is not None
    assert not (folder / "de/assets/answerable.js").exists()
    assert not list((folder / "de/assets").rglob("*.css"))


def test_each_language_has_a_search_of_its_own(folder: Path) -> None:
    german, english = search_index(folder / "de"), search_index(folder)
    assert "Schlüssel" in str(german)
    assert "Schlüssel" not in str(english)
    assert '"language":"de"' in (folder / "de/search/head.js").read_text(encoding="utf-8")


def test_cards_are_made_of_what_is_translated(folder: Path) -> None:
    german, english = (
        (folder / cards / "inn-a4.pdf").read_text("utf-8").splitlines()
        for cards in ("de/cards", "cards")
    )
    assert german == ["Der verlorene Schlüssel", "Eine kalte Suppe & ein „heißer“ Gast"]
    assert len(english) == 5
    assert "Karten auf A4" in _text(_page(folder, "de/cards"), ".an-downloads")


@pytest.mark.usefixtures("quick_cards")
def test_the_archive_holds_all_languages(tmp_path: Path) -> None:
    config_file = write_german_project(tmp_path)
    content, _ = build_course(config_file, ZIP, today=TODAY, progress=lambda _: None)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        page = parse(archive.read("inn/de/scenarios/lost-key.html").decode())
    assert {"inn/search/head.js", "inn/de/search/head.js"} <= names
    assert page.css_first('script[src="../../assets/answerable.js"]') is not None
    assert (
        _attribute(page, ".an-languages a[hreflang=en]", "href") == "../../scenarios/lost-key.html"
    )


def test_mkdocs_alone_builds_the_original(tmp_path: Path) -> None:
    folder = run_mkdocs(write_german_project(tmp_path))
    assert not (folder / "de").exists()
    assert not (folder / "index.de").exists()
    assert _page(folder, "").css_first(".an-languages") is None


def test_a_mistake_in_a_translation_stops_the_build(tmp_path: Path) -> None:
    files = german_files()
    del files["at-the-door/lost-key.de.yml"]["lesson"]
    config_file = write_german_project(tmp_path, files)
    with pytest.raises(BuildFailed) as failed:
        build_course(config_file, SITE, today=TODAY, progress=lambda _: None)
    (found,) = failed.value.diagnostics[:1]
    assert (found.code, found.location.path.endswith("lost-key.de.yml")) == ("AN202", True)
    assert not (tmp_path / "site").exists()

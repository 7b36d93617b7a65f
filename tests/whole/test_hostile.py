"""Scenario text is untrusted: whatever it holds, pages, search and cards show it as words.

Every hostile text stands in every text field of a scenario of its own, all in one course that is
read from files, built with MkDocs and printed. The same course with harmless words shows what
elements the site has by itself.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlsplit

import pypdfium2
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from answerable.build.languages import locales_of
from answerable.build.mkdocs.job import Job
from answerable.checks.check import check_course
from answerable.diagnostics import Diagnostic, Severity
from answerable.handouts.typeset.typesetting import PrintError
from answerable.model import Course, ScenarioFile, markup
from answerable.site import PARTS, SCENARIO, site_path
from answerable.site.search import SEARCH
from answerable.source.read.fields import check
from answerable.source.read.source import parse
from tests.support.built import BuiltSite, html_files, question_files, run_job, run_mkdocs
from tests.support.courses import MINIMAL, TODAY, load, write_course, write_project
from tests.support.each import each
from tests.support.hostile import (
    HOSTILE,
    HOSTILE_UNPRINTABLE,
    fields_of,
    files_of,
    german_of,
    id_of,
)
from tests.support.pages import squeezed
from tests.support.printed import make_pdf

EVERYTHING = HOSTILE | HOSTILE_UNPRINTABLE
ITEM_TYPES = {"choice", "multiple", "sort", "order", "match", "fill", "free"}
SCHEMES = {"http", "https", "mailto", "tel", ""}
ACTIVE = (
    *("script", "style", "link", "meta", "base", "iframe", "frame", "object", "embed", "applet"),
    *("form", "input", "button", "select", "textarea", "img", "svg", "math", "video", "audio"),
    *("source", "template", "details", "title", "body", "html", "noscript", "portal", "marquee"),
)
ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href")
ADDRESSED = "[" + "],[".join(ADDRESSES).replace(":", "\\:") + "]"


def _build(folder: Path, texts: Mapping[str, str]) -> BuiltSite:
    docs = {"index.md": "# Hi\n\n<!-- answerable: start -->\n\n<!-- answerable: modules -->\n"}
    config_file = write_project(folder, files_of(texts), docs=docs)
    course = load(folder / "scenarios")
    return BuiltSite(run_mkdocs(config_file, strict=False), course)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    return _build(tmp_path_factory.mktemp("hostile"), EVERYTHING)


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The same course, with words instead: no two alike, as the hostile texts are not."""
    return _build(
        tmp_path_factory.mktemp("harmless"), {name: f"Word {name}" for name in EVERYTHING}
    )


Pages = Mapping[str, LexborHTMLParser]


@pytest.fixture(scope="module")
def pages(hostile: BuiltSite) -> Pages:
    """The pages with the hostile texts, by path."""
    return dict(html_files(hostile.folder))


@pytest.fixture(scope="module")
def expected(harmless: BuiltSite) -> Pages:
    """The same pages with words instead."""
    return dict(html_files(harmless.folder))


def _each(measure: Callable[[LexborHTMLParser], object], pages: Pages) -> dict[str, object]:
    return {path: measure(html) for path, html in pages.items()}


def _active(html: LexborHTMLParser) -> Counter[str]:
    return Counter({tag: len(found) for tag in ACTIVE if (found := html.css(tag))})


def _attributes(html: LexborHTMLParser) -> set[str]:
    return {name.lower() for node in html.css("*") for name in node.attributes}


def put_by_scripts(folder: Path) -> LexborHTMLParser:
    """What scripts put into the pages of a locale."""
    call = (folder / PARTS).read_text(encoding="utf-8")
    (found,) = re.findall(r'insertAdjacentHTML\("beforebegin", (".*")\);\n$', call)
    # As a parser's fragment, so that what is in a template counts as well.
    return LexborHTMLParser(re.sub(r"<(/?)template", r"<\1div", json.loads(found)))


def _scripts(html: LexborHTMLParser) -> list[str]:
    """What runs on a page: the addresses of its scripts, and how inline ones begin."""
    return [node.attributes.get("src") or node.text()[:12] for node in html.css("script")]


def _refused_addresses(nodes: list[LexborNode]) -> list[str]:
    found = []
    for node in nodes:
        for name in ADDRESSES:
            address = (node.attributes.get(name) or "").strip()
            # Browsers drop tabs and line breaks before they look for a scheme.
            scheme = urlsplit(re.sub(r"[\t\r\n]", "", address)).scheme.lower()
            if scheme not in SCHEMES:
                found.append(address)
    return found


def test_there_are_enough_of_them() -> None:
    assert len(EVERYTHING) >= 40
    assert len(set(EVERYTHING.values())) == len(EVERYTHING)


class TestPages:
    def test_no_element_comes_from_a_text(self, pages: Pages, expected: Pages) -> None:
        assert _each(_active, pages) == _each(_active, expected)

    def test_no_script_but_those_of_the_theme(self, pages: Pages, expected: Pages) -> None:
        assert _each(_scripts, pages) == _each(_scripts, expected)

    def test_no_attribute_comes_from_a_text(self, pages: Pages, expected: Pages) -> None:
        for path, html in pages.items():
            found = _attributes(html)
            assert found <= _attributes(expected[path]), path
            assert not [name for name in found if name.startswith("on")]

    def test_no_address_runs(self, pages: Pages) -> None:
        for path, html in pages.items():
            refused = _refused_addresses(html.css(ADDRESSED))
            assert not [address for address in refused if not address.startswith("data:image/")]
            assert not [a for a in refused if a.startswith("data:") and path != "404.html"], path

    def test_questions_for_the_review_hold_no_more(
        self, hostile: BuiltSite, harmless: BuiltSite
    ) -> None:
        expected = dict(question_files(harmless.folder))
        found = dict(question_files(hostile.folder))
        assert found.keys() == expected.keys()
        assert len(found) == len(EVERYTHING)
        for path, html in found.items():
            assert _active(html) == _active(expected[path]), path
            assert not html.css("script")
            assert _attributes(html) <= _attributes(expected[path]), path
            assert not _refused_addresses(html.css(ADDRESSED)), path

    def test_nothing_is_fetched_from_elsewhere(self, pages: Pages) -> None:
        for html in pages.values():
            for node in html.css("[src], [srcset], form[action], link[rel=stylesheet]"):
                for name in ("src", "srcset", "action", "href"):
                    assert "evil" not in (node.attributes.get(name) or "")

    @each("name", EVERYTHING)
    def test_the_text_is_there_to_be_read(self, hostile: BuiltSite, name: str) -> None:
        text = EVERYTHING[name]
        html = hostile.page(f"scenarios/{id_of(name)}/")
        scenario = next(s for s in hostile.course.scenarios if s.id == id_of(name))
        assert squeezed(html.css_first("h1").text()) == squeezed(text)
        whole = f"{text} - {hostile.course.title}"
        assert squeezed(html.css_first("title").text()) == squeezed(whole)
        description = html.css_first('meta[name="description"]').attributes["content"] or ""
        # A description may be cut between two words.
        assert squeezed(text).startswith(squeezed(description).removesuffix("…"))
        shown = squeezed(html.css_first("article").text())
        for field in (scenario.situation, scenario.accountable.reply, scenario.lesson):
            assert squeezed(markup.plain(field)) in shown
        assert squeezed(html.css_first(".an-tag").text()) == squeezed(text)
        assert squeezed(html.css_first(".an-facts li").text()) == squeezed(text)
        assert squeezed(html.css_first(".an-debrief li").text()) == squeezed(text)
        assert len(html.css('[data-item="which-reply"] .an-choice input')) == 3
        assert {node.attributes["data-type"] for node in html.css("scenario-quiz")} == ITEM_TYPES
        assert not html.css("article input[checked]")

    @each("name", EVERYTHING)
    def test_titles_of_modules_are_there_to_be_read(self, hostile: BuiltSite, name: str) -> None:
        text = squeezed(EVERYTHING[name])
        html = hostile.page(f"modules/m-{id_of(name)}/")
        assert squeezed(html.css_first("h1").text()) == text
        links = hostile.page("modules/").css("article a")
        assert [link for link in links if squeezed(link.text()) == text]
        titles = hostile.page("").css(".an-module-card h3")
        assert [title for title in titles if squeezed(title.text()) == text]


class TestTranslations:
    """A theme takes what mkdocs.yml says for HTML; a translation says it in words of the course."""

    TEXTS: ClassVar = {
        name: HOSTILE[name]
        for name in (
            *("script", "attribute broken out of", "attribute in single quotes", "frame"),
            *("title closed", "style closed", "comment", "entities", "jinja", "right choice"),
        )
    }

    @classmethod
    def build(cls, folder: Path, texts: Mapping[str, str]) -> Path:
        """A course of harmless words and its German locale, which has the texts in every field;
        returns the folder of that locale.
        """
        words = {name: f"Word {name}" for name in texts}
        files = files_of(texts)
        terms = dict.fromkeys(("Ours", "Dark"), files["course.yml"]["title"])
        terms |= {words[name]: text for name, text in texts.items()}
        config_file = write_project(
            folder,
            files_of(words) | german_of(files, terms),
            nav=[
                {"Home": "index.md"},
                *({words[name]: [f"modules/m-{id_of(name)}.md"]} for name in texts),
            ],
            copyright="Ours",
            theme={
                "name": "material",
                "font": False,
                "features": ["navigation.tabs", "navigation.footer"],
                "palette": [
                    {
                        "scheme": "slate",
                        "toggle": {"icon": "fontawesome/solid/moon", "name": "Dark"},
                    }
                ],
            },
        )
        report = check_course(folder / "scenarios", TODAY)
        (_, original), (locale, translated) = locales_of(report).items()
        assert original.languages == ("en", "de")
        run_job(config_file, Job(translated), folder / "site")
        return folder / "site" / locale.folder

    @pytest.fixture(scope="class")
    @classmethod
    def hostile(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return cls.build(tmp_path_factory.mktemp("hostile-de"), cls.TEXTS)

    @pytest.fixture(scope="class")
    @classmethod
    def harmless(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        texts = {name: f"Wort {name}" for name in cls.TEXTS}
        return cls.build(tmp_path_factory.mktemp("harmless-de"), texts)

    def test_nothing_but_words_comes_from_a_text(self, hostile: Path, harmless: Path) -> None:
        expected = dict(html_files(harmless))
        found = dict(html_files(hostile))
        assert found.keys() == expected.keys()
        for path, html in found.items():
            assert _active(html) == _active(expected[path]), path
            assert _scripts(html) == _scripts(expected[path]), path
            assert _attributes(html) <= _attributes(expected[path]), path
            assert not _refused_addresses(html.css(ADDRESSED)), path
        assert _active(put_by_scripts(hostile)) == _active(put_by_scripts(harmless))
        assert _attributes(put_by_scripts(hostile)) <= _attributes(put_by_scripts(harmless))

    def test_words_of_the_theme_read_as_they_were_typed(self, hostile: Path) -> None:
        html = dict(html_files(hostile))["index.html"]
        title = squeezed("; ".join(self.TEXTS.values())[:190])
        assert squeezed(html.css_first(".md-header__topic").text()) == title
        assert squeezed(html.css_first(".md-copyright__highlight").text()) == title
        for selector, name in (
            (".md-header .md-logo", "aria-label"),
            ("meta[name=description]", "content"),
            ("[data-md-color-scheme=slate][aria-label]", "aria-label"),
        ):
            assert squeezed(html.css_first(selector).attributes[name] or "") == title, selector
        tabs = [squeezed(node.text()) for node in html.css(".md-tabs__link")]
        assert tabs[1:] == [squeezed(text) for text in self.TEXTS.values()]


class TestSearch:
    """A page runs the search's files as scripts, and shows what is in them as words."""

    def test_its_files_hand_over_data_and_nothing_else(self, hostile: BuiltSite) -> None:
        call = re.compile(r'answerableSearch\("[a-z0-9-]+","[0-9a-f]{8}",(.*)\);\n', re.DOTALL)
        files = set((hostile.folder / SEARCH).glob("*.js"))
        files.remove(hostile.folder / SEARCH / "stemmer.js")
        for file in files:
            found = call.fullmatch(file.read_text(encoding="utf-8"))
            assert found, file
            json.loads(found[1])
        assert len(files) > 5

    def test_titles_and_tags_read_as_they_were_typed(self, hostile: BuiltSite) -> None:
        by_location = {entry["location"]: entry for entry in hostile.index()}
        for scenario in hostile.course.scenarios:
            path = site_path(SCENARIO.uri(scenario.id), directory_urls=True)
            entry = by_location[path]
            assert entry["title"] == scenario.title
            assert scenario.tags[0] in entry["text"]


# A word too long for a card is an error of its own, tested below.
PRINTED = {name: text for name, text in HOSTILE.items() if max(map(len, text.split())) < 30}


def _letters(text: str) -> str:
    """A text as a PDF gives it back: words may be broken by hyphens, and ligatures are apart."""
    return re.sub(r"[\s\u00ad\ufffe\u2010-]", "", unicodedata.normalize("NFKC", text))


class TestCards:
    @pytest.fixture(scope="class")
    @classmethod
    def printed(cls, tmp_path_factory: pytest.TempPathFactory) -> str:
        """All text of the cards with the hostile texts on them."""
        folder = write_course(tmp_path_factory.mktemp("cards"), files_of(PRINTED))
        pdf = make_pdf(load(folder), paper="a4", base_url="https://inn.example/")
        document = pypdfium2.PdfDocument(pdf)
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        return _letters(text)

    def test_most_of_them_can_be_printed(self) -> None:
        assert len(PRINTED) >= 40

    @each("name", PRINTED)
    def test_the_text_is_there_to_be_read(self, printed: str, name: str) -> None:
        raw = _letters(PRINTED[name])
        rendered = _letters(markup.plain(PRINTED[name]))
        assert raw in printed, "as a title"
        # Both sides: the situation, two replies, two solutions, a condition and the lesson.
        assert printed.count(rendered) >= 7

    @each("name", sorted(EVERYTHING.keys() - PRINTED.keys()))
    def test_others_are_printed_too_or_refused_by_name(self, hostile: BuiltSite, name: str) -> None:
        [module] = (one for one in hostile.course.modules if one.id == f"m-{id_of(name)}")
        refused: tuple[Diagnostic, ...] = ()
        pdf = b""
        try:
            pdf = make_pdf(hostile.course.model_copy(update={"modules": (module,)}))
        except PrintError as error:
            refused = error.diagnostics
        assert pdf.startswith(b"%PDF-") or refused
        assert {diagnostic.code for diagnostic in refused} <= {"AN401"}
        assert all(diagnostic.location.path for diagnostic in refused)

    @pytest.mark.parametrize("name", ["emoji", "right to left"])
    def test_other_writings_are_printed(self, name: str, tmp_path: Path) -> None:
        assert make_pdf(load(write_course(tmp_path, files_of({name: EVERYTHING[name]}))))


@pytest.mark.parametrize("field", ["id", "customer", "difficulty", "minutes", "review_by"])
def test_where_no_text_belongs_it_is_refused(field: str) -> None:
    words = fields_of("Harmless words.")
    words.pop(field, None)
    others = yaml.safe_dump(words)
    for name, text in EVERYTHING.items():
        written = others + yaml.safe_dump({field: text})
        model, found = check(parse(written, f"desk/{id_of(name)}.yml"), ScenarioFile)
        assert model is None, name
        errors = [one for one in found if one.severity is Severity.ERROR]
        assert errors, name
        assert all(one.location.line for one in errors), name


@each("name", EVERYTHING)
def test_ids_of_the_course_are_refused(name: str, tmp_path: Path) -> None:
    files = {"course.yml": {"id": EVERYTHING[name]}, "desk/one.yml": MINIMAL}
    assert check_course(write_course(tmp_path, files), TODAY).course is None


def test_texts_survive_the_way_through_a_file(hostile: BuiltSite, tmp_path: Path) -> None:
    texts = {scenario.id: scenario.situation for scenario in hostile.course.scenarios}
    assert texts == {id_of(name): text for name, text in EVERYTHING.items()}
    assert yaml.safe_load(yaml.safe_dump(texts)) == texts


def test_a_course_full_of_them_is_a_course(hostile: BuiltSite) -> None:
    assert isinstance(hostile.course, Course)
    assert len(hostile.course.scenarios) == len(EVERYTHING)

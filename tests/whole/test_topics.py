"""What a new course on another topic prints and shows: nothing in it speaks of service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pypdfium2
import pytest

from answerable.authoring.scaffold import new
from answerable.authoring.scaffold.topics import TOPICS
from answerable.handouts.kit import make_kit
from answerable.handouts.sheets.make import SHEETS
from answerable.handouts.sheets.order import Order
from answerable.handouts.slides.document import make_slides
from answerable.handouts.typeset.texts import Text
from answerable.handouts.workshop.plan import plan_workshop
from answerable.i18n import SOURCE_LANGUAGE, catalogue_languages
from answerable.model import Course
from answerable.site import Site, render_pages
from answerable.source.read.load import load_course
from tests.support.courses import ROOT, TODAY
from tests.support.service import service_words

OTHERS = [topic for topic in TOPICS if topic != "accountability"]


@pytest.fixture(scope="module", params=OTHERS)
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp(request.param)
    answers = new.Answers("A course", topic=request.param)
    new.create(folder, new.course_files(answers, TODAY, None))
    made = load_course(folder / "scenarios").course
    assert made is not None
    return made


def test_its_guide_has_texts_of_its_own(course: Course) -> None:
    assert set(course.guide) == {"objections", "observation-form", "opening"}


def test_its_kit_says_nothing_of_service(course: Course) -> None:
    kit = make_kit(course, plan_workshop(course), make_slides(course).encode())
    for file in kit.files:
        text = _printed(file.content) if file.name.endswith(".pdf") else file.content.decode()
        assert service_words(text, SOURCE_LANGUAGE) == [], file.name


def test_its_site_says_nothing_of_service(course: Course) -> None:
    for page in render_pages(Site(course)):
        assert service_words(str(page.html), SOURCE_LANGUAGE) == [], page.src_uri


@pytest.mark.parametrize("language", catalogue_languages())
def test_its_sheets_say_nothing_of_service_in_any_language(course: Course, language: str) -> None:
    """The texts of its own are English, so those of every course take their place."""
    spoken = course.model_copy(update={"language": language, "guide": {}})
    order = Order(spoken, spoken.scenarios, plan_workshop(spoken))
    for name, sheet in SHEETS.items():
        text = "\n".join(_texts(sheet.make(order)))
        assert text
        assert "%(" not in text
        assert service_words(text, language) == [], name


def test_the_topic_of_the_shipped_course_has_its_texts() -> None:
    made = new.course_files(new.Answers("A course"), TODAY, None)
    for path in (path for path in made if path.startswith("scenarios/guide/")):
        assert made[path] == (ROOT / path).read_text("utf-8")


def _printed(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = (document[number].get_textpage().get_text_range() for number in range(len(document)))
    return " ".join(" ".join(pages).split())


def _texts(value: Any) -> Iterator[str]:
    """All texts within a sheet."""
    if isinstance(value, Text):
        yield value.plain
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))

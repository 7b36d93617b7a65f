"""The labels of a scenario and of a module reach every output: the course's are in none of them."""

from __future__ import annotations

import io
import re
import shutil
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import resources

import pypdfium2
import pytest

from answerable.exchange.questions.formats import FORMATS
from answerable.exchange.questions.question import questions
from answerable.handouts.cards.make import make_deck
from answerable.handouts.cards.options import CardOptions, plan
from answerable.handouts.slides import make_slides
from answerable.model import Course
from answerable.site import Site, render_pages
from tests.support.courses import ROOT, load

KINDS = {
    "person": "people",
    "actor": "people",
    "verdicts": "verdicts",
    "lesson": "lessons",
    "excuse": "excuses",
}
OF_COURSE = {
    "person": "passenger",
    "actor": "salesperson",
    "verdicts": "convincing",
    "lesson": "principle",
    "excuse": "pretext",
}
NEAREST = {
    "person": "patient",
    "actor": "nurse",
    "verdicts": "safe",
    "lesson": "rule",
    "excuse": "objection",
}


@pytest.fixture(scope="module", params=["en", "de", "ar"])
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """One module has the nearest labels, and so have the scenarios of the other one."""
    folder = tmp_path_factory.mktemp("labels") / "scenarios"
    shutil.copytree(ROOT / "tests/cases/site/full/scenarios", folder)
    text = (folder / "course.yml").read_text("utf-8").replace("language: en", "")
    text = text.replace("- folder: second", f"- folder: second\n    labels: {NEAREST}")
    labelled = f"{text}\nlanguage: {request.param}\nlabels: {OF_COURSE}\n"
    (folder / "course.yml").write_text(labelled, encoding="utf-8")
    for file in folder.glob("first/*.yml"):
        file.write_text(f"{file.read_text('utf-8')}\nlabels: {NEAREST}\n", encoding="utf-8")
    return load(folder)


def said_in(text: str, labels: dict[str, str], language: str) -> set[str]:
    """The forms of these words that a text has."""
    table = resources.files("answerable.i18n").joinpath("terminology.toml").read_text("utf-8")
    words = tomllib.loads(table)
    forms = {form for name, word in labels.items() for form in words[KINDS[name]][word][language]}
    return {form for form in forms if re.search(rf"(?<!\w){form}(?!\w)", text, re.IGNORECASE)}


def outputs(course: Course) -> Iterator[tuple[str, str]]:
    """Everything that is made from scenarios, with its name, as text."""
    for page in render_pages(Site(course)):
        if page.src_uri.startswith(("scenarios/", "quiz/")) and "index" not in page.src_uri:
            yield page.src_uri, str(page.html)
    yield "slides", re.sub(r"<(script|style).*?</\1>", "", make_slides(course), flags=re.DOTALL)
    asked = questions(course, course.scenarios)
    for name, form in FORMATS.items():
        fitting = [one for one in asked if form.fits(one)]
        written = form.write(course, fitting, {one.key: 0 for one in fitting})
        yield name, "\n".join(_unpacked(written))
    for name in ("role-play", "sorting", "matching"):
        deck = make_deck(name, course, course.scenarios, plan(CardOptions()))
        yield name, " ".join(_printed(deck.pdf))


def test_the_nearest_labels_are_in_every_output(course: Course) -> None:
    seen = set()
    for name, text in outputs(course):
        assert said_in(text, OF_COURSE, course.language) == set(), name
        if said_in(text, NEAREST, course.language):
            seen.add(name)
    assert {"slides", *FORMATS, "role-play"} <= seen


def _unpacked(content: bytes) -> Iterator[str]:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode("utf-8")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            yield package.read(name).decode("utf-8", "ignore")


def _printed(pdf: bytes) -> Iterator[str]:
    for page in pypdfium2.PdfDocument(pdf):
        yield from page.get_textpage().get_text_range().split()

"""Every word of an author arrives in other programs, with the blanks around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from anki.collection import Collection, ImportAnkiPackageRequest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from answerable import cli
from answerable.exchange.questions.formats import FORMATS
from answerable.exchange.scenarios.gift.read import read_gift
from answerable.model import markup
from tests.support.courses import ROOT, write_project

CASES = ROOT / "tests/cases/questions"
NAMES = ("stress", "inline-space")
NO_WORDS = frozenset(("id", "type", "quality", "right", "channel", "customer", "department"))
"""Fields that no question shows."""


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the only scenario in the project in the working folder."""
    text = CASES.joinpath(f"{request.param}.yml").read_text(encoding="utf-8")
    settings = "id: c\ntitle: C\nlanguage: de\n"
    files = {"course.yml": settings, f"a/{request.param}.yml": text}
    write_project(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    return str(request.param)


def texts_of(value: object, *, without: frozenset[str] = NO_WORDS) -> Iterator[str]:
    """All texts of an author in a scenario, as they were written."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value:
            yield from texts_of(entry, without=without)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in without:
                yield from texts_of(inner, without=without)


def written(name: str, *without: str) -> list[str]:
    """The lines that a reader of the scenario sees, one a paragraph, with single blanks."""
    value = yaml.safe_load(CASES.joinpath(f"{name}.yml").read_text(encoding="utf-8"))
    lines = []
    for text in texts_of(value, without=NO_WORDS | {"summary", "tags", *without}):
        for run, _ in markup.paragraphs(markup.nodes(text)):
            lines += re.split("___", run)
    return [bare for line in lines if (bare := " ".join(line.split()))]


def shown(html: str) -> str:
    return " ".join(HTMLParser(html).text(separator="").split())


def missing(lines: list[str], found: str) -> list[str]:
    return [line for line in lines if line not in found]


def test_moodle_gets_every_word(name: str) -> None:
    assert cli.main(["questions", "moodle"]) == 0
    root = ET.fromstring(Path("questions.xml").read_bytes())  # noqa: S314  # our own
    found = []
    for element in root.iter():
        text = element.findtext("text") or ""
        is_html = element.get("format") == "html"
        found.append(shown(text) if is_html else text)
    # In a gap, signs that mean something there have a backslash before them.
    answers = [re.sub(r"\\(.)", r"\1", one) for one in found if "SHORTANSWER" in one]
    assert missing(written(name), "\n".join([*found, *answers])) == []


def test_gift_comes_back_with_every_word(name: str) -> None:
    assert cli.main(["questions", "gift"]) == 0
    back = read_gift(Path("questions.gift").read_bytes(), "questions.gift")
    value = [draft.source.value for draft in back.drafts]
    lines = [run for text in texts_of(value) for run, _ in markup.paragraphs(markup.nodes(text))]
    found = "\n".join(" ".join(line.split()) for line in lines)
    two_gaps = {"Fill two gaps", "I’ll call", "four, {with} or ~", '"news" = #1.', "before", "by"}
    two_gaps |= {"bis/um ~#}", "A time ~ } #.", "without", 'ohne <x> & "y"'}
    lost = missing(written(name, "hints"), found)
    assert set(lost) <= two_gaps, "GIFT has no question with several gaps"


def test_anki_shows_every_word(name: str, tmp_path: Path) -> None:
    assert cli.main(["questions", "anki"]) == 0
    collection = Collection(str(tmp_path / "collection.anki2"))
    package = ImportAnkiPackageRequest(package_path=str(Path("questions.apkg").resolve()))
    collection.import_anki_package(package)
    notes = [collection.get_note(note) for note in collection.find_notes("")]
    found = [shown(card.answer()) for note in notes for card in note.cards()]
    lines = written(name, "hints", "title")  # a card has no name
    assert missing(lines, "\n".join(found)) == []


GAPS = (
    "Compared letter by letter, because the format has no other way; gaps accept the usual dashes, "
    "quotation marks and punctuation at the end, but not everything that the site accepts: {}."
)
PLACES = "Changed to the position of each step, because the format can't ask for an order: 1."
HINTS = "Left out, because the format has no place for hints: 2."
TAGS = "Left out, because the format has no place for tags: 24."
LEFT_OUT = {
    "moodle": [PLACES, GAPS.format(2)],
    "gift": [
        "Left out, because the format has no equivalent: "
        "A1 Stress: Ärger & <b>Ösen</b> {1} ~ = # :: $x$: Fill two gaps",
        PLACES,
        "Changed to boxes to tick, because the format can't give reasons for pairs: 1.",
        GAPS.format(1),
        HINTS,
    ],
    "cartridge": [
        "Split into a question for each pair or step, because the format has neither pairs nor "
        "order: 3.",
        "Split into a question for each gap, because the format allows one per question: 1.",
        "Right or wrong as a whole, with the reason for one choice, because the format gives no "
        "partial credit for several choices: 1.",
        GAPS.format(2),
        HINTS,
        TAGS,
    ],
    "qti": [GAPS.format(2), HINTS, TAGS],
    "anki": [HINTS],
}
TALK = """\
- {id: own, type: free, question: Wie sagen Sie es?, answer: So., checklist: [Klar?]}
dialogue:
  - id: start
    customer: Wo ist es?
    choices:
      - {reply: Ich sehe nach., why: Jemand sucht., quality: accountable, next: found}
      - {reply: Bitte warten., why: Bis wann?, quality: poor, next: angry}
  - {id: found, customer: Danke!, ending: good}
  - {id: angry, customer: Ich gehe., ending: poor}
"""


@pytest.mark.parametrize("kind", FORMATS)
def test_what_a_format_cannot_hold_is_named(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = CASES.joinpath("stress.yml").read_text(encoding="utf-8")
    files = {"course.yml": "title: C\nlanguage: de\n", "a/stress.yml": text + TALK}
    write_project(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["questions", kind]) == 0
    told = capsys.readouterr().err.splitlines()
    dialogues = "Left out, because the format has no place for dialogues: 1."
    own_words = "Left out, because no program can mark free text: 1."
    first = next(place for place, row in enumerate(told) if row.startswith("Wrote "))
    names = [] if kind == "anki" else [told.pop(first + 1)]
    assert all(re.search("by “Fassung [0-9a-f]{6}”", line) for line in names)
    assert told[first + 1 :] == [*LEFT_OUT[kind], dialogues, own_words]

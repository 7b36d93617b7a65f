"""The manual builds, tells of all there is, and its commands do what it says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest
import yaml
from pydantic import BaseModel

from answerable.checks.documentation import documentation
from answerable.cli import cli, main
from answerable.cli.common import EPILOG
from answerable.exchange.questions.formats import FORMATS, STAYS
from answerable.handouts import kit
from answerable.handouts.cards.catalogue import DECKS
from answerable.handouts.sheets.make import SHEETS
from answerable.model import CourseFile, ScenarioFile
from answerable.model.course_file import CourseTranslation
from answerable.model.fieldnametable import FIELD_NAMES
from answerable.source.read import fields
from answerable.source.read.source import parse
from tests.support.built import build_manual
from tests.support.courses import MINIMAL, ROOT

PAGES = ROOT / "docs" / "pages"
BLOCK = re.compile(r'^( *)```(\w+)(?: title="([^"]+)")?\n(.*?)^\1```', re.MULTILINE | re.DOTALL)

# These install, or go on until somebody stops them.
NOT_RUN = ("python -m pip install", "answerable serve", "answerable studio")

# These end with exit code 1 where they have something to tell, and here they have: most of the
# course is not translated yet.
TELLS = {"answerable i18n status"}


@pytest.fixture(scope="module")
def manual(common: Path) -> Path:
    return build_manual(common)


def _blocks(page: Path) -> list[tuple[str, str, str]]:
    """Language, file name and text of each block, without the indentation of a list."""
    return [
        (language, title, re.sub(f"^{indent}", "", text, flags=re.MULTILINE))
        for indent, language, title, text in BLOCK.findall(page.read_text("utf-8"))
    ]


def _read(manual: Path, name: str) -> str:
    return (manual / "reference" / name / "index.html").read_text("utf-8")


def test_the_reference_names_every_field(manual: Path) -> None:
    models: dict[str, type[BaseModel]] = {
        "scenario": ScenarioFile,
        "course": CourseFile,
        "translation": CourseTranslation,
    }
    for page, model in models.items():
        text = _read(manual, page)
        assert set(re.findall(r'<h2 id="(\w+)"><code>\1</code>', text)) == set(model.model_fields)
        for name, group in model.model_json_schema()["$defs"].items():
            inner = next((one for one in group.get("anyOf", ()) if "properties" in one), group)
            part = text.partition(f'id="{name.lower()}-group"')[2].partition("<h3")[0]
            named = set(re.findall(r"<dt><code>(\w+)</code>", part))
            assert named == set(inner.get("properties", ())), name


def test_the_reference_explains_every_code(manual: Path) -> None:
    assert set(re.findall(r'<h3 id="(an\d{3})"', _read(manual, "codes"))) == {
        code.lower() for code in documentation()
    }


def test_the_reference_shows_every_sentence_with_words_for_several_topics(manual: Path) -> None:
    page = re.sub("<[^>]+>", "", unescape(_read(manual, "labels")))
    for shown in (
        "Which reply is accountable?",
        "Which reply is safe?",
        "Welche Antwort ist konstruktiv?",
        "Was brauchte die Patientin oder der Patient",
        "C’est la meilleure pour la patiente ou le patient.",
        "¿Con qué se fue el miembro del equipo?",
        "ما المطلوب منك في تلك اللحظة في نظر المريض؟",
    ):
        assert shown in page
    assert "%(" not in page


def test_the_reference_lists_every_name_of_a_field(manual: Path) -> None:
    page = unescape(_read(manual, "fieldnames"))
    for languages in FIELD_NAMES.values():
        for language, names in languages.items():
            part = page.partition(f'id="{language}"')[2].partition("<h2")[0]
            for phrase in (*names.phrases, *names.beside):
                assert phrase in part, (language, phrase)


def test_the_reference_says_what_each_format_of_questions_does_not_hold(manual: Path) -> None:
    shown = unescape(_read(manual, "formats"))
    for one in FORMATS.values():
        for text in (one.unfit, *(limitation.text for limitation in one.limitations), *STAYS):
            assert text in shown


def test_the_reference_lists_every_deck_and_sheet(manual: Path) -> None:
    page = re.sub("<[^>]+>", "", unescape(_read(manual, "printed")))
    abouts = {name: deck.about for name, deck in DECKS.items()}
    for name, about in (abouts | {name: sheet.about for name, sheet in SHEETS.items()}).items():
        assert name in page
        assert about[1:].replace("`", "") in page


def test_the_reference_shows_every_command_with_its_options(manual: Path) -> None:
    page = unescape(_read(manual, "commands"))
    parts = dict(
        re.findall(r'<h[34] id="(answerable-[\w-]+)">(.*?)(?=<h[234]|\Z)', page, re.DOTALL)
    )
    commands = dict(_commands("answerable", cli))
    assert parts.keys() == commands.keys()
    for name, command in commands.items():
        options = [option for one in command.params for option in one.opts if option[:2] == "--"]
        assert [option for option in options if option not in parts[name]] == [], name
        assert isinstance(command, click.Group) or "Writes " in parts[name], name


def _commands(name: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    for inner, command in group.commands.items():
        yield f"{name}-{inner}", command
        if isinstance(command, click.Group):
            yield from _commands(f"{name}-{inner}", command)


def test_the_reference_tells_the_exit_codes(manual: Path) -> None:
    page = unescape(_read(manual, "commands"))
    assert " ".join(EPILOG.replace("\b", "").split()) in " ".join(page.split())


def test_every_page_has_a_title_and_a_description_of_its_own(manual: Path) -> None:
    title, about = r"<title>([^<]+)</title>", r'<meta name="description" content="([^"]{20,}\.)"'
    texts = [page.read_text("utf-8") for page in manual.rglob("index.html")]
    heads = [(re.search(part, text) or [""] * 2)[1] for text in texts for part in (title, about)]
    assert "" not in heads
    assert len(set(heads)) == len(heads)


def test_nothing_is_asked_of_other_servers(manual: Path) -> None:
    for page in manual.rglob("*.html"):
        loaded = re.findall(
            r'<(?:script|link|img)[^>]+(?:src|href)="(https?:[^"]+)', page.read_text()
        )
        assert loaded == []


@pytest.fixture
def one_kit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make only the first kit: others differ in what the plan says, and take as long again."""
    made: list[kit.Kit] = []
    make = kit.make_kit

    def make_once(*args: Any, **options: Any) -> kit.Kit:
        if not made:
            made.append(make(*args, **options))
        return made[0]

    monkeypatch.setattr(kit, "make_kit", make_once)


@pytest.mark.usefixtures("quick_cards", "one_kit")
@pytest.mark.parametrize(
    "page", [PAGES / "tutorial.md", *sorted((PAGES / "how-to").glob("*.md"))], ids=lambda p: p.stem
)
def test_the_commands_of_a_page_work_one_after_the_other(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if page.stem != "tutorial":
        assert main(["new", "my-course", "--title", "Good service", "--owner", "Me"]) == 0
        monkeypatch.chdir(tmp_path / "my-course")
    for language, title, text in _blocks(page):
        if title:
            Path(title).parent.mkdir(parents=True, exist_ok=True)
            Path(title).write_text(text, encoding="utf-8")
        if language == "sh":
            _run(text, monkeypatch)


def _fill_in(workbook: Path) -> None:
    """What a person does between two commands: writes a scenario over the template's example."""
    book = openpyxl.load_workbook(workbook)
    sheet: Any = book["Scenarios"]
    sheet["A2"], sheet["C2"] = "first-words", "The late bus"
    book.save(workbook)


def _run(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in block.splitlines():
        program, *arguments = shlex.split(line)
        if line.startswith(NOT_RUN):
            continue
        if program == "cd":
            monkeypatch.chdir(Path.cwd() / arguments[0])
        else:
            assert program == "answerable"
            assert main(arguments) == (1 if line in TELLS else 0), line
        if arguments[0] == "template":
            _fill_in(Path(arguments[-1]))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(text, id=f"{page.stem}-{text.split(':')[0]}")
        for page in sorted(PAGES.rglob("*.md"))
        for language, title, text in _blocks(page)
        if language == "yaml" and not title
    ],
)
def test_samples_hold_fields_that_there_are(text: str) -> None:
    named = set(yaml.safe_load(text))
    if named <= set(ScenarioFile.model_fields) - {"title"}:
        source, model = parse(yaml.safe_dump(MINIMAL) + text, "sample.yml"), ScenarioFile
        assert fields.check(source, model)[1] == ()
    elif "terms" not in named:  # a translation, which the page's commands have made
        assert fields.check(parse(text, "course.yml"), CourseFile)[1] == ()


def test_the_hooks_that_are_named_exist() -> None:
    there = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    (sample,) = (t for _, title, t in _blocks(PAGES / "how-to/check.md") if "pre-commit" in title)
    (local,) = yaml.safe_load(sample)["repos"]
    entries = {hook["id"]: hook["entry"] for hook in local["hooks"]}
    assert entries == {hook["id"]: hook["entry"] for hook in there}

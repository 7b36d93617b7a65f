"""README, CONTRIBUTING and the course's own pages say what is so."""

from __future__ import annotations

import itertools
import re
import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from answerable.checks.check import check_course
from answerable.cli import cli
from answerable.handouts.cards.options import OFFERED
from answerable.i18n.documents import guide_names
from answerable.model import Course, ScenarioFile
from answerable.source.read import consistency, fields
from answerable.source.read.source import parse
from tests.support.courses import MINIMAL, ROOT, TODAY, write_course

README = ROOT / "README.md"
MANUAL = sorted((ROOT / "docs" / "pages").rglob("*.md"))
WRITE = ROOT / "docs" / "pages" / "how-to" / "write.md"
CARDS = ROOT / "docs" / "pages" / "how-to" / "cards.md"
WORKSHOP = ROOT / "docs" / "pages" / "how-to" / "workshop.md"
DOCUMENTS = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "content").glob("*.md")), *MANUAL]
FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _code(path: Path) -> Iterator[str]:
    """Lines of code blocks, and inline code."""
    text = _text(path)
    for _, language, block in FENCE.findall(text):
        if language in ("", "sh", "bash", "console"):
            yield from (line.strip() for line in block.splitlines())
    # In a table a bar within code is written with a backslash.
    yield from (
        found.replace("\\|", "|") for found in re.findall(r"`([^`\n]+)`", FENCE.sub("", text))
    )


def _commands() -> Iterator[tuple[str, str]]:
    for path in DOCUMENTS:
        for line in _code(path):
            found = re.match(r"(?:[A-Z_]+=\S+ )*(?:\S*/)?answerable ([a-z].*)$", line)
            if found:
                yield path.name, found[1].partition(" #")[0].strip()


def _variants(usage: str) -> Iterator[list[str]]:
    """`check [--format a|b]` as the command lines that it stands for."""
    usage = re.sub(r"[\[\]]", " ", usage).replace("…", "x").replace("HOST:PORT", "localhost:8000")
    words = shlex.split(usage)
    yield from (list(chosen) for chosen in itertools.product(*(w.split("|") for w in words)))


COMMANDS = sorted(set(_commands()))
TARGETS = set(re.findall(r"^([a-z-]+):", _text(ROOT / "Makefile"), re.MULTILINE))


def test_a_page_of_the_manual_shows_each_command_in_use() -> None:
    pages = {path.name for path in MANUAL}
    shown = {usage.split()[0] for name, usage in COMMANDS if name in pages}
    assert set(cli.commands) - shown == set()


def test_readme_is_short_and_in_order() -> None:
    lines = _text(README).splitlines()
    assert len(lines) <= 120
    assert [line[3:] for line in lines if line.startswith("## ")] == [
        "Install",
        "Three commands to a course of your own",
        "What you get",
        "The manual",
        "Development",
        "Licence",
    ]


@pytest.mark.parametrize(("document", "usage"), COMMANDS)
def test_commands_are_understood_as_they_are_written(document: str, usage: str) -> None:
    for words in _variants(usage):
        name, *arguments = words
        whole = cli.make_context("answerable", list(words))
        assert cli.commands[name].make_context(name, arguments, parent=whole).params is not None


def test_make_targets_exist() -> None:
    used = {
        (path.name, target)
        for path in DOCUMENTS
        for line in _code(path)
        for target in re.findall(r"(?:^|\s)make ([a-z][\w-]*)", line)
    }
    assert {target for _, target in used} >= {"site", "test"}
    assert [(name, target) for name, target in used if target not in TARGETS] == []


def _samples() -> list[tuple[str, str]]:
    return [
        (path.name, re.sub(rf"^{indent}", "", block, flags=re.MULTILINE))
        for path in DOCUMENTS
        for indent, language, block in FENCE.findall(_text(path))
        if language in ("yaml", "yml") and "situation:" in block
    ]


@pytest.mark.parametrize(("document", "sample"), _samples())
def test_samples_are_scenarios_without_a_finding(
    document: str, sample: str, tmp_path: Path
) -> None:
    report = check_course(write_course(tmp_path, {"desk/sample.yml": sample}), TODAY)
    assert report.course is not None, report.diagnostics
    assert [d for d in report.diagnostics if d.location.path.endswith("sample.yml")] == []


def test_the_page_on_writing_names_every_field() -> None:
    named = set(re.findall(r"`(\w+)`", _text(WRITE)))
    (sample, *_) = (yaml.safe_load(text) for name, text in _samples() if name == WRITE.name)
    required = {name for name, field in ScenarioFile.model_fields.items() if field.is_required()}
    assert required <= set(sample)
    # `id` is for the rare case; the file's name is the rule.
    assert set(ScenarioFile.model_fields) - {"id"} - set(sample) <= named


def test_readme_counts_right(shipped: Course) -> None:
    text = " ".join(_text(README).split())
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    assert f"{len(shipped.scenarios)} scenarios" in text
    modules = len(shipped.modules)
    assert re.search(rf"\b({modules}|{words[modules]}) modules", text)


@pytest.mark.parametrize("path", [README, ROOT / "CONTRIBUTING.md"], ids=lambda path: path.name)
def test_links_and_pictures_are_there(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", FENCE.sub("", _text(path)))
    files = [target for target in targets if "://" not in target]
    assert [target for target in files if not (path.parent / target).exists()] == []


def test_the_readme_leads_to_every_page_of_the_manual() -> None:
    linked = set(re.findall(r"\]\((docs/pages/[^)#]+\.md)", _text(README)))
    assert linked == {path.relative_to(ROOT).as_posix() for path in MANUAL} - {
        "docs/pages/index.md"
    }


def test_the_maps_of_the_repository_are_true() -> None:
    folders = re.findall(r"`([\w./-]+/)`", _text(README))
    assert len(folders) >= 5
    assert [name for name in folders if not (ROOT / name).exists()] == ["build/manual/"]
    folder = ROOT / "generator" / "answerable"
    (tree,) = (
        block
        for _, _, block in FENCE.findall(_text(ROOT / "CONTRIBUTING.md"))
        if "generator/answerable/" in block
    )
    listed = set(re.findall(r"(?<=[\s])(\w+\.py|\w+/)(?=\s)", tree)) - {"generator/", "frontend/"}
    at_the_top = {f"{p.name}/" if p.is_dir() else p.name for p in folder.iterdir()}
    hidden = {"__init__.py", "__pycache__/", "py.typed"}
    assert listed <= {f"{p.name}/" if p.is_dir() else p.name for p in folder.rglob("*")}
    assert at_the_top - hidden - listed <= {"failure.py"}


def test_pages_name_parts_of_the_screen_as_they_are(shipped: Course) -> None:
    # The home page counts on both markers.
    assert {"start", "modules"} <= set(
        re.findall(r"<!-- answerable: (\w+) -->", _text(ROOT / "content" / "index.md"))
    )


def test_the_page_on_cards_names_the_papers_of_the_build() -> None:
    shown = set(re.findall(r"\w+", _text(CARDS).lower()))
    assert OFFERED.keys() <= shown


def test_the_page_on_workshops_names_each_text_that_a_course_replaces() -> None:
    rows = re.findall(r"^\| (`[a-z`, -]+`) \|", WORKSHOP.read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"`([a-z-]+)`", " ".join(rows))) >= set(guide_names())


def test_the_page_on_writing_has_each_type_of_item() -> None:
    items = ScenarioFile.model_json_schema()["properties"]["items"]["items"]
    shown = re.findall(r"^\| `(\w+)` \|", _text(WRITE), re.MULTILINE)
    assert set(shown) == set(items["discriminator"]["mapping"])


def test_the_items_and_the_dialogue_of_the_page_on_writing_are_right() -> None:
    parts = [
        textwrap.dedent(block)
        for _, language, block in FENCE.findall(_text(WRITE))
        if language == "yaml" and re.match(r"(items|dialogue):", block)
    ]
    assert len(parts) == 4
    for part in parts:
        source = parse(yaml.safe_dump(MINIMAL) + part, WRITE.name)
        scenario, found = fields.check(source, ScenarioFile)
        assert found == ()
        assert scenario is not None
        assert consistency.check(scenario, source) == ()

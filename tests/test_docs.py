"""README, CONTRIBUTING and the course's own pages say what is so."""

from __future__ import annotations

import itertools
import re
import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from answerable.cards.options import OFFERED
from answerable.checks.check import check_course
from answerable.cli import cli
from answerable.model import Course, ScenarioFile
from answerable.reading import consistency, fields
from answerable.reading.source import parse
from support.courses import MINIMAL, ROOT, TODAY, write_course

README = ROOT / "README.md"
MANUAL = sorted((ROOT / "docs" / "pages").rglob("*.md"))
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
TARGETS = set(re.findall(r"^([a-z]+):", _text(ROOT / "Makefile"), re.MULTILINE))


def test_there_is_something_to_test() -> None:
    assert {name for name, _ in COMMANDS} >= {"README.md"}
    shown = {usage.split()[0] for name, usage in COMMANDS if name == "README.md"}
    assert shown >= set(cli.commands), "README leaves a command out"


@pytest.mark.parametrize(("document", "usage"), COMMANDS)
def test_commands_are_understood_as_they_are_written(document: str, usage: str) -> None:
    for words in _variants(usage):
        name, *arguments = words
        whole = cli.make_context("answerable", list(words))
        assert cli.commands[name].make_context(name, arguments, parent=whole).params is not None


def test_readme_shows_every_option() -> None:
    shown = " ".join(usage for name, usage in COMMANDS if name == "README.md")
    missing = {
        f"{name} {parameter.opts[-1]}"
        for name, command in cli.commands.items()
        for parameter in command.params
        if isinstance(parameter, click.Option)
        and not {"-f"} & set(parameter.opts)
        and not any(re.search(rf"{re.escape(option)}\b", shown) for option in parameter.opts)
    }
    assert missing == set()


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


def test_readme_has_a_sample_of_a_scenario() -> None:
    assert [name for name, _ in _samples() if name == "README.md"]


@pytest.mark.parametrize(("document", "sample"), _samples())
def test_samples_are_scenarios_without_a_finding(
    document: str, sample: str, tmp_path: Path
) -> None:
    report = check_course(write_course(tmp_path, {"desk/sample.yml": sample}), TODAY)
    assert report.course is not None, report.diagnostics
    assert [d for d in report.diagnostics if d.location.path.endswith("sample.yml")] == []


def test_readme_names_every_field() -> None:
    named = set(re.findall(r"`(\w+)`", _text(README)))
    (sample, *_) = (yaml.safe_load(text) for name, text in _samples() if name == "README.md")
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
    rows = re.findall(r"^\| `([\w./-]+)` \|", _text(README), re.MULTILINE)
    assert len(rows) >= 5
    assert [name for name in rows if not (ROOT / name).exists()] == []
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


def test_exit_codes_are_told_alike() -> None:
    text = " ".join(_text(README).split())
    for code in (
        "0 done",
        "1 the course or the build has problems",
        "2 the command line",
        "3 a defect",
    ):
        assert code in text


def test_papers_of_the_readme_are_those_of_the_build() -> None:
    assert all(paper in _text(README) for paper in OFFERED)


def test_the_readmes_items_and_dialogue_are_right() -> None:
    parts = [
        textwrap.dedent(block)
        for _, language, block in FENCE.findall(_text(README))
        if language == "yaml" and re.match(r"(items|dialogue):", block)
    ]
    assert len(parts) == 2
    for part in parts:
        source = parse(yaml.safe_dump(MINIMAL) + part, "README.md")
        scenario, found = fields.check(source, ScenarioFile)
        assert found == ()
        assert scenario is not None
        assert consistency.check(scenario, source) == ()

"""Reading YAML: the text that the author typed, its place, and never a crash."""

from __future__ import annotations

import codecs
import itertools
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Any, get_origin

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from answerable.diagnostics import Severity, render_text
from answerable.items.types import TYPES
from answerable.model import CourseFile, ScenarioFile
from answerable.source.read import source as reading
from answerable.source.read.fields import check
from answerable.source.read.modelpath import short_form
from answerable.source.read.positions import Source
from answerable.source.read.source import MAX_BYTES, MAX_PROBLEMS, parse, read
from answerable.source.read.structure import NAMES_OF_TEXTS
from answerable.source.read.syntax import MAX_DEPTH
from tests.support.courses import ROOT
from tests.support.each import each

CASES = sorted((ROOT / "tests/cases/diagnostics").rglob("*.y*ml"))
LOADERS = (yaml.CSafeLoader, yaml.SafeLoader)


def codes(source: Source) -> list[str]:
    return [diagnostic.code for diagnostic in source.diagnostics]


def value(text: str) -> Any:
    source = parse(text, "a.yml")
    assert source.diagnostics == ()
    return source.value


@pytest.mark.parametrize(
    "typed",
    [
        "No",
        "yes",
        "1:30",
        "012",
        "0x1F",
        "1_000",
        "2027-01-01",
        "~",
        "null",
        ".inf",
        "1e3",
        "=",
        "<<",
    ],
)
def test_plain_scalars_stay_what_was_typed(typed: str) -> None:
    assert value(f"a: {typed}\nb: [{typed}]\n{typed}x: 1\n") == {
        "a": typed,
        "b": [typed],
        f"{typed}x": "1",
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None),
        ("  # nobody yet", None),
        ('""', ""),
        ("''", ""),
        ("one\n  two", "one two"),
        (">-\n  one\n  two\n\n  three", "one two\nthree"),
        ("|\n  one\n  two\n", "one\ntwo\n"),
        ('"a\\tb \\u00e9"', "a\tb é"),
        ("'it''s'", "it's"),
    ],
)
def test_kinds_of_scalars(typed: str, meant: str | None) -> None:
    assert value(f"a: {typed}\n") == {"a": meant}


def test_places_of_keys_and_values() -> None:
    source = parse(
        "# comment\ntitle: Löst 荷  # why\nsolutions:\n  - do: Find it\n    when: 'now'\n"
        "  - >-\n    Send\n    a new one\ntags: [a, bc]\n",
        "a.yml",
    )

    def place(keys: tuple[str | int, ...], *, key: bool = False) -> tuple[int, int, int]:
        location = source.key(*keys) if key else source.at(*keys)
        return location.line, location.column, location.end_column

    assert place(("title",), key=True) == (2, 1, 6)
    assert place(("title",)) == (2, 8, 14)
    assert place(("solutions",), key=True) == (3, 1, 10)
    assert place(("solutions", 0)) == (4, 5, 16)
    assert place(("solutions", 0, "when"), key=True) == (5, 5, 9)
    assert place(("solutions", 0, "when")) == (5, 11, 16)
    assert place(("solutions", 1)) == (6, 5, 7)
    assert place(("tags",)) == (9, 7, 14)
    assert place(("tags", 1)) == (9, 11, 13)
    assert place(("tags", 1), key=True) == (9, 11, 13)
    assert source.at("title").excerpt == "title: Löst 荷  # why"


def test_what_is_not_in_the_file_stands_where_its_parent_stands() -> None:
    source = parse("accountable: Yes\n", "a.yml")
    assert source.at("accountable", "reply") == source.at("accountable")
    assert source.key("accountable", "why") == source.at("accountable")
    assert source.at("lesson") == source.whole()
    assert (source.whole().line, source.whole().path) == (0, "a.yml")


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_editors_count_them(line_break: str) -> None:
    source = parse(line_break.join(["a: x", "", "b: y", ""]), "a.yml")
    assert source.at("b").line == 3
    assert source.at("b").excerpt == "b: y"


def test_an_alias_stands_where_it_is_written() -> None:
    source = parse("a: &x\n  reply: no\nb: *x\n", "a.yml")
    assert source.value == {"a": {"reply": "no"}, "b": {"reply": "no"}}
    assert source.at("b", "reply").line == 3


def test_byte_order_mark_is_tolerated() -> None:
    source = parse(codecs.BOM_UTF8 + "title: é".encode(), "a.yml")
    assert source.value == {"title": "é"}
    assert source.key("title").column == 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_named(encoding: str) -> None:
    source = parse("title: The parcel\nlesson: Own it\n".encode(encoding), "a.yml")
    assert codes(source) == ["AN103"]
    assert "UTF-16" in source.diagnostics[0].message
    assert "Notepad" in source.diagnostics[0].hint


@pytest.mark.parametrize(
    ("before", "line", "column"), [(b"", 1, 1), (b"a: \xc3\xa9", 1, 5), (b"a: b\r\nc: d\n\n", 4, 1)]
)
def test_the_first_byte_that_is_not_utf8_is_pointed_at(
    before: bytes, line: int, column: int
) -> None:
    (diagnostic,) = parse(codecs.BOM_UTF8 + before + b"\xe9t\xe9\nx: y", "a.yml").diagnostics
    assert diagnostic.code == "AN103"
    assert (diagnostic.location.line, diagnostic.location.column) == (line, column)
    assert diagnostic.location.excerpt.endswith("été")


def test_files_over_one_megabyte_are_not_parsed(tmp_path: Path) -> None:
    file = tmp_path / "big.yml"
    file.write_bytes(b"a: " + b"x" * (MAX_BYTES - 3))
    assert codes(read(file, "big.yml")) == []
    with file.open("ab") as stream:
        stream.write(b"x")
    assert codes(read(file, "big.yml")) == ["AN102"]


def test_a_huge_file_is_not_even_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.yml"
    file.touch()
    os.truncate(file, 10**12)  # a sparse file: it takes no room on the disk
    assert codes(read(file, "huge.yml")) == ["AN102"]


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    source = read(tmp_path / "gone.yml", "gone.yml")
    assert codes(source) == ["AN101"]
    assert "No such file" in source.diagnostics[0].message


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000,
        "{" * 500_000,
        "a: " + "[" * 500_000,
        "{a: " * 200_000,
        "- " * 400_000,
        "? " * 400_000,
        "\n".join(" " * depth + "a:" for depth in range(1_000)),
        "&a [" * 200_000,
    ],
    ids=lambda text: text[:6].strip(),
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_nesting_cannot_crash_the_process(text: str, loader: str, tmp_path: Path) -> None:
    # In a process of its own: an overflow in C would end this one without a word.
    file = tmp_path / "deep.yml"
    file.write_text(text)
    program = (
        "import sys, yaml; from pathlib import Path; "
        "from answerable.source.read.source import parse;"
        "text = Path(sys.argv[1]).read_text();"
        "print(*{d.code for d in parse(text, 'x', loader=getattr(yaml, sys.argv[2])).diagnostics})"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, str(file), loader],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.strip() in ("AN119", "AN118")


def test_nesting_may_be_as_deep_as_promised() -> None:
    def lists(depth: int) -> str:
        return "a: " + "[" * depth + "x" + "]" * depth

    assert codes(parse(lists(MAX_DEPTH - 1), "a.yml")) == []
    assert codes(parse(lists(MAX_DEPTH), "a.yml")) == ["AN119"]


def test_aliases_cannot_go_deeper_than_nesting() -> None:
    rows = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, MAX_DEPTH + 5)]
    assert "AN119" in codes(parse("\n".join(rows), "a.yml"))


def test_an_alias_bomb_takes_no_memory() -> None:
    rows = ["a0: &a0 [lol, lol, lol]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20)]
    tracemalloc.start()
    source = parse("\n".join(rows), "a.yml")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "AN116" in codes(source)
    assert peak < 5_000_000


def test_long_texts_cannot_be_multiplied() -> None:
    text = "a: &a " + "x" * 100_000 + "\nb: [" + ", ".join(["*a"] * 11) + "]\n"
    assert codes(parse(text, "a.yml")) == ["AN116"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("{" + "a: 1," * 50_000 + "}", "AN200"),
        ("{" + "é: 1," * 40_000 + "}", "AN200"),
        ("t: [" + "!x a," * 50_000 + "]", "AN200"),
        ("- a #c\n" * 140_000, "AN102"),
        ("t: [" + "a," * 490_000 + "]", "AN102"),
        ("t: [" + "{}," * 330_000 + "]", "AN102"),
        ("".join(f"a{number}: x\n" for number in range(90_000)), "AN102"),
        ("".join(f"a{number}: x\n" for number in range(15_000)), "AN200"),
    ],
    ids=["twice", "twice, not ASCII", "tags", "comments", "entries", "groups", "fields", "unknown"],
)
def test_a_megabyte_of_slips_is_told_shortly(
    text: str, last: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And soon: none of them costs a look at all others."""
    if last == "AN102":
        monkeypatch.setattr(reading, "MAX_EVENTS", 10_000)
    source = parse(text, "a.yml")
    _, problems = check(source, ScenarioFile)
    found = (*source.diagnostics, *problems)
    assert found[-1].code == last
    assert len(found) <= MAX_PROBLEMS + 1
    assert len(render_text(found)) < 1_000 * len(found)


def test_every_duplicate_is_reported_with_both_places() -> None:
    source = parse("a: 1\nb:\n  c: 1\n  c: 2\na: {c: 3}\nb:\n  c: 4\n", "a.yml")
    found = [(item.code, item.location.line, item.hint) for item in source.diagnostics]
    assert [(code, line) for code, line, _ in found] == [("AN114", 4), ("AN114", 5), ("AN114", 6)]
    assert ["line 3" in found[0][2], "line 1" in found[1][2], "line 2" in found[2][2]] == [True] * 3
    assert source.value == {"a": "1", "b": {"c": "1"}}


@each("case", CASES)
def test_both_parsers_say_the_same_about_the_golden_cases(case: Path) -> None:
    fast, slow = (parse(case.read_bytes(), "a.yml", loader=loader) for loader in LOADERS)
    assert fast == slow


def inside(source: Source) -> bool:
    places = [diagnostic.location for diagnostic in source.diagnostics]
    places += [source.locate(span) for span in (*source.keys.values(), *source.values.values())]
    return all(
        place.line == 0
        or (
            1 <= place.column <= len(place.excerpt) + 1
            and place.column < place.end_column
            and (not source.lines or source.lines[place.line - 1] == place.excerpt)
        )
        for place in places
    )


# Pieces that YAML cares about, so that random files get past the first line.
# fmt: off
YAML_PIECES = st.sampled_from([
    "a: ", "b:", "\n", "  ", "\n  ", "\n- ", "- ", "[", "]", "{", "}", ", ", "#", " #x", "'", '"',
    "|", ">-", "\n---\n", "...", "&x ", "*x", "!t ", "!", "%", "@", "`", "? ", ": ", ":", "\t",
    "word", "1:30", "é", "荷", "\\", "\u00a0", "\ufeff", "\r", "\x07", "<<: ", "~", "“", "\\x00",
])
# fmt: on
YAML_LIKE = st.lists(YAML_PIECES, max_size=30).map("".join)


@given(st.binary() | st.text() | YAML_LIKE)
@example("a: &a [*a]")
@example("\ud800")
@example('a: "\\ud800"')
@example('a: "\\U99999999"')
@example("%YAML " + "9" * 5000 + "\n---\na: b")
@example("a: '")
@example("? ")
@example("- - ]\n")
@settings(max_examples=600, deadline=None)
def test_any_content_gives_values_or_diagnostics(content: bytes | str) -> None:
    for loader in LOADERS:
        source = parse(content, "a.yml", loader=loader)
        errors = [item for item in source.diagnostics if item.severity is Severity.ERROR]
        assert source.value is not None or errors
        assert inside(source)


@given(YAML_LIKE.filter(lambda text: "\t" not in text))
@settings(max_examples=600, deadline=None)
def test_both_parsers_agree(text: str) -> None:
    fast, slow = (parse(text, "a.yml", loader=loader) for loader in LOADERS)
    if fast.value is not None and slow.value is not None:
        assert fast == slow
    # Where one of them is stricter, the other must not be lenient about what both can say.
    assert (fast.value is None) == (slow.value is None)


TEXTS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"
    )
)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
        TEXTS | st.lists(TEXTS) | st.dictionaries(st.just("reply"), TEXTS),
        min_size=1,
    ),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.booleans(),
    st.sampled_from(LOADERS),
)
@settings(max_examples=100)
def test_texts_survive_being_written_and_read(
    values: dict[str, Any], style: str | None, flow: bool, loader: Any
) -> None:
    text = yaml.safe_dump(
        values, default_style=style, default_flow_style=flow, allow_unicode=True, width=60
    )
    source = parse(text, "a.yml", loader=loader)
    assert source.value == values
    assert not [item for item in source.diagnostics if item.severity is Severity.ERROR]


def test_places_point_at_what_they_name() -> None:
    names = [f"field_{number}" for number in range(20)]
    rows = list(itertools.chain.from_iterable((f"{name}:", f"  - {name}") for name in names))
    source = parse("\n".join(rows), "a.yml")
    for name in names:
        for place in (source.key(name), source.at(name, 0)):
            assert place.excerpt[place.column - 1 : place.end_column - 1] == name


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("[[[[", 1, 4), ("a: {b: {", 1, 8), ("x: 1\na: [\n", 2, 4), ("x: 1\na: [ # c\n\n", 2, 4)],
)
def test_an_opening_bracket_with_nothing_behind_it_is_shown(
    text: str, line: int, column: int, loader: Any
) -> None:
    (problem,) = parse(text, "a.yml", loader=loader).diagnostics
    assert problem.code == "AN110"
    assert (problem.location.line, problem.location.column) == (line, column)
    assert f"The “{text.splitlines()[line - 1][column - 1]}” opens" in problem.message


def test_entries_that_are_texts_stand_for_the_field_that_a_hint_names() -> None:
    models: list[type[BaseModel]] = [ScenarioFile, CourseFile, *TYPES.values()]
    found = {
        field: short_form(model, field)
        for model in models
        for field, known in model.model_fields.items()
        if get_origin(known.annotation) is tuple and short_form(model, field)
    }
    assert found == NAMES_OF_TEXTS

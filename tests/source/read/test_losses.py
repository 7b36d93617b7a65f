"""Texts of which YAML takes something away without a word: what is found, and what is mended."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.checks.fix import apply_edits, chosen
from answerable.diagnostics import Severity
from answerable.model import CourseFile, ScenarioFile, markup
from answerable.source.read.draft import Draft, validate
from answerable.source.read.fields import check
from answerable.source.read.linewise import kinds
from answerable.source.read.losses import lists_joined, losses
from answerable.source.read.source import parse, read
from answerable.source.write.folder import tidy_files
from answerable.source.write.tidy import tidy
from tests.support.courses import ROOT
from tests.support.scenarios import scenario_files

REST = """\
title: The missing certificate
situation: A man needs a passport by Friday.
not_accountable:
  reply: We cannot start without the certificate.
  why: He has lost a morning.
accountable:
  reply: I will ask the other office and ring you by four.
  why: Somebody else now does the looking.
solutions:
  - Ask the other office directly.
  - do: Issue a temporary passport.
    when: The paper does not come by Thursday.
lesson: Ask for the paper yourself.
"""


def with_field(name: str, rows: str) -> str:
    """The scenario with other lines for one of its fields on the top level, or a further one."""
    groups: list[list[str]] = []
    for row in REST.splitlines():
        if row[0] != " ":
            groups.append([])
        groups[-1].append(row)
    kept = [row for group in groups if group[0].partition(":")[0] != name for row in group]
    return "\n".join([*kept, rows.rstrip("\n")]) + "\n"


def draft(text: str) -> Draft:
    folder = Path("scenarios")
    return validate(folder, "desk", folder / "desk/one.yml", parse(text, "one.yml"))


def found(text: str) -> list[tuple[str, Severity, int]]:
    return [(one.code, one.severity, one.location.line) for one in draft(text).diagnostics]


def fixed(text: str) -> str:
    """A text after the edits of its findings."""
    edits = chosen(draft(text).diagnostics)
    return apply_edits(text, edits["one.yml"]) if edits else text


def lesson_of(text: str) -> str:
    scenario = draft(text).scenario
    assert scenario is not None
    return scenario.lesson


class TestNumberSigns:
    @pytest.mark.parametrize(
        ("name", "rows", "whole"),
        [
            ("lesson", "lesson: Form # 12 is the one.", "Form # 12 is the one."),
            ("lesson", "lesson: Order #12 first.", "Order #12 first."),
            ("lesson", "lesson: 'Say: ' # 12\n", None),
            ("lesson", 'lesson: Say "now" on form # 12.', 'Say "now" on form # 12.'),
            ("lesson", "lesson: It's form # 12.", "It's form # 12."),
            ("lesson", "lesson: Ask for\n  form # 12 today.", "Ask for form # 12 today."),
            ("lesson", "lesson: # 12 is the form.", "# 12 is the form."),
        ],
    )
    def test_a_number_behind_it_belongs_to_the_text(
        self, name: str, rows: str, whole: str | None
    ) -> None:
        text = with_field(name, rows)
        if whole is None:  # quotes end where they end
            assert found(text) == []
            return
        assert "AN120" in [code for code, _, _ in found(text)]
        assert lesson_of(fixed(text)) == whole
        assert found(fixed(text)) == []

    def test_it_is_found_in_lists_and_in_groups(self) -> None:
        listed = with_field("solutions", "solutions:\n  - Use form # 12.\n  - do: Form #13.\n")
        assert [code for code, _, _ in found(listed)] == ["AN120", "AN120"]
        scenario = draft(fixed(listed)).scenario
        assert scenario is not None
        assert [one.do for one in scenario.solutions] == ["Use form # 12.", "Form #13."]
        titled = with_field("title", "title: Parcel # 12")
        assert found(titled)[0][0] == "AN120"

    def test_in_brackets_it_is_told_and_left_to_the_author(self) -> None:
        text = with_field("tags", "tags: [\n  Form # 12,\n  b ]")
        codes = [code for code, _, _ in found(text)]
        assert set(codes) & {"AN110", "AN120"}
        assert fixed(text) == text
        (problem,) = draft(with_field("tags", "tags: [Form # 12, other]")).diagnostics
        assert (problem.code, problem.location.column) == ("AN110", 13)
        assert "comment" in problem.message

    def test_a_line_that_is_left_over_is_not_blamed(self) -> None:
        text = with_field("lesson", "lesson: Ask for\n  form # 12 today\n  and bring it.")
        (problem,) = draft(text).diagnostics
        assert problem.location.line == len(text.splitlines()) - 1
        assert "quotes" in problem.hint

    def test_a_whole_line_may_be_lost(self) -> None:
        text = with_field("lesson", "lesson: Ask for form\n  # 12 and go.")
        assert found(text) == [("AN120", Severity.WARNING, len(text.splitlines()))]

    @pytest.mark.parametrize(
        ("name", "rows"),
        [
            ("lesson", "lesson: Ask for the paper yourself. # check with Ann"),
            ("lesson", "lesson: Ask for the paper yourself.  # Ann wants it shorter."),
            ("lesson", "lesson: Ask for the paper yourself # to do"),
            ("lesson", "lesson: Ask yourself # answerable: ignore[AN005] no other way."),
            ("lesson", "lesson: Ask yourself #answerable: ignore[AN005]"),
            ("lesson", "lesson: Ask.\n# 12 of them are left"),
            ("title", "title: The paper # working title"),
            ("owner", "owner: Training team # ask Mia"),
            ("difficulty", "difficulty: 2 # 3 would be too much"),
            ("review_by", "review_by: 2030-01-31 # 2nd look"),
            ("status", "status: draft # 2 texts missing"),
            ("tags", "tags: # the first one counts\n  - passport # main topic"),
            ("summary", "summary: # later"),
            ("lesson", "lesson: >-\n  Form # 12 is the one."),
            ("lesson", "lesson: 'Form # 12 is the one.' # see 12"),
        ],
    )
    def test_a_note_is_a_note(self, name: str, rows: str) -> None:
        assert [one for one in found(with_field(name, rows)) if one[0] == "AN120"] == []

    def test_where_a_text_and_a_note_look_alike_both_remedies_are_named(self) -> None:
        text = with_field("lesson", "lesson: Press # to talk")
        (problem,) = draft(text).diagnostics
        assert (problem.code, problem.severity, problem.fix) == ("AN120", Severity.NOTE, ())
        assert "quotes" in problem.hint
        assert "line of its own" in problem.hint
        assert found(with_field("lesson", "lesson: The form # of the day is gone."))[0][:2] == (
            "AN120",
            Severity.WARNING,
        )

    @pytest.mark.parametrize(
        "rows",
        ["lesson: Ask first. # 3 words", "lesson: Ask first. #ann", "lesson: Ask.\n  # 12 agreed"],
    )
    def test_a_note_with_a_number_may_follow_a_finished_sentence(self, rows: str) -> None:
        text = with_field("lesson", rows)
        (problem,) = draft(text).diagnostics
        assert (problem.code, problem.severity, problem.fix) == ("AN120", Severity.NOTE, ())

    def test_it_is_found_in_course_yml(self) -> None:
        source = parse("title: Desk # 12\nobjectives:\n  - Use form #3\n", "course.yml")
        assert [one.code for one in losses(source, CourseFile)] == ["AN120", "AN120"]


LISTS = {
    "folded": "lesson: >-\n  Two wishes:\n  - a quiet room\n  - a call at six\n  The house is full",
    "folded with an end": "lesson: >\n  Two wishes:\n  - a quiet room\n  - a call at six\n",
    "plain": "lesson: Two wishes:-)\n  - a quiet room\n  - a call at six",
    "in quotes": 'lesson: "Two wishes:\n  - a quiet room\n  - a call at six"',
    "numbers": "lesson: >-\n  1. a quiet room\n  2. a call at six",
    "numbers from two": "lesson: >-\n  It goes on:\n  2. a quiet room\n  3. a call at six",
    "bullets": "lesson: >-\n  Two wishes:\n  • a quiet room\n  • a call at six",
    "bullets kept as lines": "lesson: |-\n  Two wishes:\n  • a quiet room\n  • a call at six",
    "dashes": "lesson: >-\n  Two wishes:\n  – a quiet room\n  – a call at six",
    "ticks": "lesson: >-\n  ✅ a quiet room\n  ✅ a call at six",
    "numbers in brackets": "lesson: >-\n  Two wishes:\n  (1) a quiet room\n  (2) a call at six",
    "letters": "lesson: >-\n  She wants\n  a) a quiet room\n  b) a call at six",
    "capitals kept as lines": "lesson: |-\n  Wishes\n  A) a quiet room\n  B) a call at six",
    "Roman numerals": "lesson: >-\n  (i) a quiet room\n  (ii) a call at six",
    "entries that go on": "lesson: >-\n  Two wishes:\n  - a quiet\n  room\n  - a call at six",
}


class TestLists:
    @pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
    def test_a_list_is_found_and_becomes_one_again(self, rows: str) -> None:
        text = with_field("lesson", rows)
        before = lesson_of(text)
        assert [code for code, _, _ in found(text)] == ["AN121"]
        after = lesson_of(fixed(text))
        assert found(fixed(text)) == []
        html = str(markup.html(after))
        assert html.count("<li>") == 2
        assert [word for word in after.split() if word.isalpha()] == [
            word for word in before.split() if word.isalpha()
        ]
        if "The house" in rows:
            assert "<p>The house is full</p>" in html

    def test_a_block_of_code_stays_one(self) -> None:
        text = with_field("lesson", "lesson: >-\n  She writes:\n\n  ```\n  room 12\n  wet\n  ```")
        assert [code for code, _, _ in found(text)] == ["AN121"]
        assert "room 12\nwet" in lesson_of(fixed(text))

    @pytest.mark.parametrize(
        "rows",
        [
            "lesson: >-\n  The guest waits in the rain\n  - wet and tired - and nobody comes.",
            "lesson: >-\n  She comes back in the year\n  2030. Nobody knows her.",
            "lesson: >-\n  One wish\n\n  - a room\n\n  - a call",
            "lesson: |-\n  Two wishes:\n  - a room\n  - a call",
            "lesson: >-\n  He says\n  “no”, and then\n  “yes”.",
            "lesson: >-\n  The guest – she is\n  – as we know – late,\n  and cold.",
            "lesson: >-\n  She stays from the\n  12. of May to the\n  13. of May.",
            "lesson: >-\n  Choose File\n  > Open\n  > Guests.",
            "lesson: >-\n  See the rules (part 2,\n  (b) and the notes) and\n  (c) below.",
            "lesson: >-\n  Ask for\n  J. Smith or\n  K. Smith.",
            "lesson: |-\n  She writes:\n  > a quiet room\n  > a call at six",
        ],
    )
    def test_prose_is_no_list(self, rows: str) -> None:
        assert found(with_field("lesson", rows)) == []

    def test_a_quotation_stays_one(self) -> None:
        text = with_field("lesson", "lesson: >-\n  She writes:\n  > a quiet room\n  > by six")
        assert [code for code, _, _ in found(text)] == ["AN121"]
        assert lesson_of(fixed(text)) == "She writes:\n> a quiet room\n> by six"

    def test_where_a_paragraph_may_as_well_be_an_entry_nothing_is_done(self) -> None:
        long = "- a quiet room that looks on the garden and has no lift beside it at all"
        text = with_field("lesson", f"lesson: >-\n  Wishes:\n  {long}\n  {long}\n  Zimmer frei.")
        (problem,) = draft(text).diagnostics
        assert (problem.code, problem.fix) == ("AN121", ())
        assert "`|`" in problem.hint

    def test_fmt_leaves_it_alone(self, tmp_path: Path) -> None:
        file = tmp_path / "one.yml"
        file.write_text(with_field("lesson", LISTS["folded"]), encoding="utf-8")
        changes, _, notes = tidy_files([file])
        assert (changes, [note.code for note in notes]) == ([], ["AN501"])


LINES = {
    "an address": (
        "lesson: >-\n  Send it to:\n  Ada Long\n  12 Mill Lane\n  York YO1 7HH\n  It is late.",
        ["Send it to:", "Ada Long", "12 Mill Lane", "York YO1 7HH", "It is late."],
    ),
    "an address alone": (
        "lesson: Ada Long\n  Bahnhofstr. 12\n  12345 Neustadt",
        ["Ada Long", "Bahnhofstr. 12", "12345 Neustadt"],
    ),
    "an address in quotes": (
        'lesson: "Ada Long\n  12 Mill Lane\n  York"',
        ["Ada Long", "12 Mill Lane", "York"],
    ),
    "an address in prose": (
        "lesson: >\n  The parcel is for\n  Ada Long\n  12 Mill Lane\n  York YO1 7HH\n"
        "  and she has been waiting for it since Monday.",
        [
            "The parcel is for",
            "Ada Long",
            "12 Mill Lane",
            "York YO1 7HH and she has been waiting for it since Monday.",
        ],
    ),
    "indented lines": (
        "lesson: >\n  Send it to:\n    Ada Long\n    12 Mill Lane\n    York",
        ["Send it to:", "Ada Long", "12 Mill Lane", "York"],
    ),
    "lines under a bar": (
        "lesson: |-\n  Menu:\n  Soup\n  Fish\n  Ice",
        ["Menu:", "Soup", "Fish", "Ice"],
    ),
    "a letter": (
        "lesson: >\n  Dear Mr Brown,\n  I have seen your letter.\n\n  Yours sincerely,\n  Ada Long",
        ["Dear Mr Brown,", "I have seen your letter.", "Yours sincerely,", "Ada Long"],
    ),
    "a dialogue": (
        "lesson: >\n  Guest: Where is my key? I have been waiting here for more than an\n"
        "  hour.\n  You: I have it.\n  The guest is glad.",
        [
            "Guest: Where is my key? I have been waiting here for more than an hour.",
            "You: I have it.",
            "The guest is glad.",
        ],
    ),
    "a dialogue in bold": (
        "lesson: |-\n  **Ada (angry):** Where is it?\n  **You:** Here.",
        ["Ada (angry): Where is it?", "You: Here."],
    ),
    "a dialogue in quotes": (
        'lesson: "Gast: Wo ist er?\n  Sie: Hier."',
        ["Gast: Wo ist er?", "Sie: Hier."],
    ),
    "a dialogue in Arabic": (
        "lesson: >\n  الضيف: أين مفتاحي؟\n  أنت: هنا.",
        ["الضيف: أين مفتاحي؟", "أنت: هنا."],
    ),
    "a dialogue in Chinese": (
        "lesson: >\n  客人：钥匙在哪里？\n  你：在这里。",
        ["客人：钥匙在哪里？", "你：在这里。"],
    ),
    "a quoted dialogue": (
        "lesson: |-\n  > Guest: Where?\n  > You: Here.",
        ["Guest: Where?", "You: Here."],
    ),
    "times": (
        "lesson: >-\n  9:00 The guest comes.\n  9:15 p.m. Nobody is there.",
        ["9:00 The guest comes.", "9:15 p.m. Nobody is there."],
    ),
    "a form": ("lesson: >-\n  Name: Ada\n  Room: 12", ["Name: Ada", "Room: 12"]),
    "a table": (
        "lesson: >-\n  The hours:\n\n  | Day | Hours |\n  |---|---|\n  | Mon | 9 to 5 |\n"
        "  None else.",
        ["The hours:", "| Day | Hours |", "|---|---|", "| Mon | 9 to 5 |", "None else."],
    ),
    "a table without a frame": (
        "lesson: |-\n  Day | Hours\n  --- | ---\n  Mon | 9 to 5",
        ["Day | Hours", "--- | ---", "Mon | 9 to 5"],
    ),
    "a paragraph right below a list": (
        "lesson: |-\n  Two wishes:\n  - a room\n  - a call\n  The house is full.",
        ["Two wishes:", "a room", "a call", "The house is full."],
    ),
    "a paragraph right below an entry alone": (
        "lesson: >-\n  Wishes\n\n  - a room\n\n  - a call\n  The house is full.",
        ["Wishes", "a room", "a call", "The house is full."],
    ),
    "a list that begins with two": (
        "lesson: |-\n  It goes on:\n  2. a room\n  3. a call",
        ["It goes on:", "a room", "a call"],
    ),
}


def lines_of(text: str) -> list[str]:
    """The lines that a reader sees."""
    shown = re.split(r"<br>|</p>|</?li>|</?[ou]l[^>]*>|</?pre>|&#10;", markup.html(text))
    return [line for row in shown if (line := re.sub(r"<[^>]*>", "", row).strip())]


class TestLines:
    @pytest.mark.parametrize(("rows", "expected"), LINES.values(), ids=LINES)
    def test_lines_that_stand_by_themselves_are_found_and_kept(
        self, rows: str, expected: list[str]
    ) -> None:
        text = with_field("lesson", rows)
        assert [code for code, _, _ in found(text)] == ["AN121"]
        assert lines_of(lesson_of(fixed(text))) == expected
        assert found(fixed(text)) == []

    @pytest.mark.parametrize(
        "rows",
        [
            "lesson: |-\n  Ada Long  \n  12 Mill Lane\\\n  York",
            "lesson: >-\n  She met\n  Ada Long and\n  Ben Short in\n  York.",
            "lesson: >-\n  Sie wartet eine Stunde auf\n  Herrn Müller und seine\n  Kollegen.",
            "lesson: >-\n  The guest waits.\n  Nobody comes.\n  She leaves.",
            "lesson: >-\n  With your experience,\n  I’d have expected more than that.",
            "lesson: >-\n  We say one thing: that it is not so, and then it goes on for long,\n"
            "  Anna: she does it.",
        ],
    )
    def test_prose_is_no_group_of_lines(self, rows: str) -> None:
        assert found(with_field("lesson", rows)) == []

    @pytest.mark.parametrize("width", range(24, 100, 15))
    def test_no_text_of_the_shipped_course_is_taken_for_lines(self, width: int) -> None:
        """However its paragraphs are broken."""
        for paragraph in _paragraphs():
            assert not any(kinds(textwrap.wrap(paragraph, width)))


@cache
def _paragraphs() -> list[str]:
    """Those of all files of the shipped course."""
    files = ROOT.joinpath("scenarios").rglob("*.yml")
    values = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in files)
    return [part for value in values for text in _texts(value) for part in text.split("\n\n")]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


SIGNS = st.sampled_from(
    [
        "-",
        "Ada:",
        "|",
        "9:15",
        "",
        "Ben",
        "*",
        "•",
        "–",
        "1.",
        "2)",
        "(1)",
        "b)",
        "✅",
        ">",
        "a",
        "The",
        "```",
    ]
)
PARTS = st.sampled_from(
    ["a quiet room", "by six:", "x", "York", "12345 Neustadt", "| b |", "--- |"]
)
LINE = st.builds(" ".join, st.tuples(SIGNS, PARTS))
STYLE = st.sampled_from([">", ">-", "|", "|-"])


def _words(text: str) -> list[str]:
    """All words of the lesson, but for the backslash that breaks a line."""
    bare = [word.removesuffix("\\") for word in lesson_of(text).split()]
    return [word for word in bare if word.isalnum()]


@given(STYLE, st.lists(LINE | st.just(""), min_size=1, max_size=6))
def test_a_fix_keeps_every_word_of_a_block(style: str, lines: list[str]) -> None:
    rows = "\n".join(f"  {line}" if line else "" for line in lines)
    text = with_field("lesson", f"lesson: {style}\n{rows}\n")
    if draft(text).scenario is None:
        return
    after = fixed(text)
    assert _words(after) == _words(text)
    assert all(one.code == "AN121" for one in draft(text).diagnostics)


@given(STYLE, st.lists(LINE | st.just(""), min_size=1, max_size=6))
def test_fmt_keeps_values_and_the_lines_of_lists(style: str, lines: list[str]) -> None:
    rows = "\n".join(f"  {line}" if line else "" for line in lines)
    source = parse(with_field("lesson", f"lesson: {style}\n{rows}\n"), "one.yml")
    if source.value is None or lists_joined(source, ScenarioFile):
        return
    text = tidy(source, ScenarioFile)
    assert text is not None
    again = parse(text, "one.yml")
    assert again.value == source.value
    assert not lists_joined(again, ScenarioFile)


ODD: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(max_size=20)
    | st.binary(max_size=6)
    | st.sampled_from(["…", "NaN", "9" * 400, "1e999", "\0", "-", "[", "type", "yes"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "id", "do", "reply", "text", "x"]), inner)
    ),
    max_leaves=8,
)


@given(st.sampled_from([ScenarioFile, CourseFile]), st.data())
def test_any_value_in_any_field_gives_findings_and_no_crash(
    model: Any, data: st.DataObject
) -> None:
    fields = st.sampled_from([*model.model_fields, "unknown"])
    values = data.draw(st.dictionaries(fields, ODD, min_size=1, max_size=4))
    text = yaml.safe_dump(values, allow_unicode=data.draw(st.booleans()))
    source = parse(text, "a.yml")
    value, problems = check(source, model)
    assert value is not None or source.diagnostics or problems
    assert all(one.message and one.hint for one in (*problems, *losses(source, model)))
    assert all(isinstance(one.location.line, int) for one in problems)


def test_a_problem_that_is_not_known_gets_words_too() -> None:
    from typing import Annotated

    from pydantic import AfterValidator, BaseModel

    def refuse(value: str) -> str:
        raise ValueError("never")

    class Made(BaseModel):
        title: Annotated[str, AfterValidator(refuse)]

    _, (problem,) = check(parse("\ntitle: x\n", "a.yml"), Made)
    assert (problem.code, problem.location.line) == ("AN215", 2)


@given(
    scenario_files(),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.sampled_from([20, 60, 1000]),
)
@settings(max_examples=20)  # each takes a twentieth of a second
def test_a_fix_and_fmt_keep_the_words_of_any_scenario(
    scenario: ScenarioFile, style: str | None, width: int
) -> None:
    """However it is written. Blanks and the signs before entries may become others."""
    values = scenario.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    shown = yaml.safe_dump(values, default_style=style, width=width, allow_unicode=True)
    text = re.sub(r"!!\w+ ", "", shown)
    source = parse(text, "one.yml")
    if source.diagnostics:
        return
    problems = losses(source, ScenarioFile)
    edits = chosen(problems)
    after = parse(apply_edits(text, edits["one.yml"]) if edits else text, "one.yml")
    assert after.diagnostics == ()
    assert _letters(after.value) == _letters(source.value)
    if not lists_joined(after, ScenarioFile) and (laid_out := tidy(after, ScenarioFile)):
        again = parse(laid_out, "one.yml")
        assert again.value == after.value
        assert tidy(again, ScenarioFile) == laid_out
        assert not lists_joined(again, ScenarioFile)


def _letters(value: Any) -> list[str]:
    """All letters of all texts, in order."""
    return [sign for text in _texts(value) for sign in text if sign.isalpha()]


@pytest.mark.parametrize(
    "line", ["colour: #8a1538", "accent: #abc  # our blue", "module_colours:\n  - #8a1538"]
)
def test_a_colour_behind_a_number_sign_is_no_comment(tmp_path: Path, line: str) -> None:
    file = tmp_path / "course.yml"
    file.write_text("brand:\n  " + line.replace("\n", "\n  ") + "\n", encoding="utf-8")
    (found,) = losses(read(file, file.name), CourseFile)
    assert (found.code, found.severity) == ("AN120", Severity.ERROR)


def test_a_note_behind_a_colour_is_one(tmp_path: Path) -> None:
    file = tmp_path / "course.yml"
    file.write_text("brand:\n  colour: 8a1538 #claret\n  accent: # none yet\n", encoding="utf-8")
    assert losses(read(file, file.name), CourseFile) == ()

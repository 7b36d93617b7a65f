"""Texts in the form of articles: labels in all their forms, and nothing made up."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.exchange.scenarios.markdown.written import as_written
from answerable.exchange.scenarios.result import ImportResult
from answerable.exchange.scenarios.texts.article import from_lines, read_lines
from answerable.exchange.scenarios.texts.lines import TextLine
from answerable.exchange.scenarios.texts.plaintext import read_text
from answerable.exchange.scenarios.texts.titled import with_titles
from answerable.exchange.scenarios.texts.word import read_word
from answerable.model import ScenarioFile, markup
from answerable.source.read.fields import check
from tests.support import office
from tests.support.courses import ROOT

EXPECTED: list[dict[str, Any]] = [
    {
        "title": "Wrong address",
        "situation": "A customer calls. The parcel is next door.",
        "not_accountable": {"reply": "That is the courier’s fault."},
        "accountable": {"reply": "I will find it and call you by four."},
        "solutions": [{"do": "Ask the courier."}, {"do": "Bring another one."}],
        "lesson": "The parcel is ours.",
    },
    {
        "title": "The cold soup",
        "situation": "A guest says that the soup is cold.",
        "not_accountable": {"reply": "It was the kitchen.", "why": "He hears two people."},
        "accountable": {"reply": "A hot one is here soon.", "why": "He gets a time."},
        "solutions": [{"do": "Bring a hot one."}, {"do": "Offer another starter."}],
        "lesson": "Guests see one restaurant.",
    },
]

RUN_ON = """\
Example 1: “Wrong address” Scenario: A customer calls. The parcel is next door. Not Accountable: \
“That is the courier’s fault.” Accountable: “I will find it and call you by four.” Solutions: \
(i) Ask the courier. (ii) Bring another one. Lesson: The parcel is ours.
Example 2: “The cold soup” Scenario: A guest says that the soup is cold. Not Accountable: “It was \
the kitchen.” Why: He hears two people. Accountable: “A hot one is here soon.” Why: He gets a \
time. Solutions: (a) Bring a hot one. (b) Offer another starter. Lesson: Guests see one restaurant.
"""

HEADINGS = """\
## Example 1: Wrong address

### Scenario
A customer calls.
The parcel is next door.

### Not accountable
> That is the courier’s fault.

### Accountable
> I will find it and call you by four.

### Solutions
1. Ask the courier.
2. Bring another one.

### Lesson learned
The parcel is ours.

## Example 2 – “The cold soup”

**Situation:** A guest says that the soup is cold.

- **Non-accountable response:** "It was the kitchen."
- **Why:** He hears two people.
- **Accountable response:** "A hot one is here soon."
- **Why:** He gets a time.

**Possible solutions:**
* Bring a hot one.
* Offer another
  starter.

*Lesson* — Guests see one restaurant.
"""

TITLED = """\
# Wrong address

SCENARIO: A customer calls. The parcel is next door.
NOT ACCOUNTABLE: That is the courier’s fault.
ACCOUNTABLE: I will find it and call you by four.
SOLUTION 1: Ask the courier.
SOLUTION 2: Bring another one.
TAKEAWAY: The parcel is ours.

# The cold soup

Scenario - A guest says that the soup is cold.
Unaccountable - It was the kitchen.
Accountable - A hot one is here soon.
Accountable: why: He gets a time.
Not accountable: why: He hears two people.
Solutions
• Bring a hot one.
• Offer another starter.
Lesson
Guests see one restaurant.
"""

NOT_NUMBERED = RUN_ON.replace("Example 1:", "Example:").replace("Example 2:", "Case study:")

ARTICLES = {
    "run on": RUN_ON,
    "headings": HEADINGS,
    "titled": TITLED,
    "not numbered": NOT_NUMBERED,
}


def values(found: ImportResult) -> list[dict[str, Any]]:
    assert [one for one in found.diagnostics if one.severity > 1] == []
    return [dict(draft.source.value or {}) for draft in found.drafts]


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_forms(text: str, line_break: str) -> None:
    found = read_text(text.replace("\n", line_break).encode(), "a.md")
    assert values(found) == EXPECTED
    for draft in found.drafts:
        assert check(draft.source, ScenarioFile)[1] == ()


@pytest.mark.parametrize(
    "line",
    [
        "Example 3. The wet floor",
        "**Example 3.** The wet floor",
        "## Example #3: The wet floor",
        "Example Three – “The wet floor”",
        "Example C: The wet floor",
        "### Scenario III: The wet floor",
        "Case no. 3) The wet floor",
    ],
)
def test_numberings_of_examples(line: str) -> None:
    text = RUN_ON.replace("Example 2: “The cold soup”", f"{line}\n")
    wrong, wet = values(read_text(text.encode(), "a.md"))
    assert wrong == EXPECTED[0]
    assert wet == EXPECTED[1] | {"title": "The wet floor"}


def test_an_example_within_a_text_stays_there() -> None:
    lesson = "Name a time. Example: “You hear from me by four.”"
    text = RUN_ON.replace("Guests see one restaurant.", lesson)
    found = read_text(text.encode(), "a.md")
    assert (found.drafts[1].source.value or {})["lesson"] == lesson
    assert [one.code for one in found.diagnostics] == ["AN521"]  # It might end the article.


def test_remarks_on_labels_are_left_out_and_told() -> None:
    text = TITLED.replace("SOLUTION 1:", "SOLUTION 1 (the best first):")
    text = text.replace("Unaccountable -", "Unaccountable (an excuse) -")
    found = read_text(text.encode(), "a.md")
    assert [dict(draft.source.value or {}) for draft in found.drafts] == EXPECTED
    told = [(one.code, one.location.line) for one in found.diagnostics]
    assert told == [("AN522", 6), ("AN522", 13)]
    assert "the best first" in found.diagnostics[0].message


def document(text: str) -> bytes:
    """The text as somebody might type it in a word processor, with real headings and lists."""
    word = docx.Document()
    for line in text.splitlines():
        if line.startswith("#"):
            word.add_heading(line.lstrip("# "), level=2)
        elif line.startswith(("1. ", "2. ")):
            word.add_paragraph(line[3:], style="List Number")
        elif line.startswith("• "):
            word.add_paragraph(line[2:], style="List Bullet")
        elif label := line.partition(":")[1]:
            before, _, after = line.partition(":")
            paragraph = word.add_paragraph()
            paragraph.add_run(before + label).bold = True
            paragraph.add_run(after)
        else:
            word.add_paragraph(line)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


@pytest.mark.parametrize("text", [RUN_ON, TITLED], ids=["run on", "titled"])
def test_word(text: str) -> None:
    assert values(read_word(document(text), "a.docx")) == EXPECTED


@pytest.mark.skipif(office.find() is None, reason=office.MISSING)
def test_word_as_libreoffice_saves_it(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(document(TITLED))
    saved = office.convert(office.convert(file, "odt", tmp_path), "docx", tmp_path)
    assert values(read_word(saved.read_bytes(), "a.docx")) == EXPECTED


def test_a_table_in_word_is_read_cell_by_cell() -> None:
    word = docx.Document()
    table = word.add_table(rows=0, cols=2)
    for label, text in zip(
        ("Example 1:", "Scenario:", "Not accountable:", "Accountable:", "Solutions:", "Lesson:"),
        ("At the door", "It rains.", "No.", "Yes.", "Open the door.", "Rain is ours."),
        strict=True,
    ):
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = label, text
    held = io.BytesIO()
    word.save(held)
    (one,) = values(read_word(held.getvalue(), "a.docx"))
    assert (one["title"], one["lesson"]) == ("At the door", "Rain is ours.")


def test_paragraphs_in_word_stay_apart() -> None:
    typed = RUN_ON.splitlines()[0].replace("calls. The", "calls.\nThe")
    typed = typed.replace("(i) ", "\n").replace(" (ii) ", "\n") + "\nSo far the examples."
    found = read_word(document(typed.replace(" \n", "\n")), "a.docx")
    (one,) = found.drafts
    assert one.source.value == EXPECTED[0] | {
        "situation": "A customer calls.\n\nThe parcel is next door.",
    }
    assert [(told.code, told.location.line) for told in found.diagnostics] == [("AN521", 5)]


def test_tracked_changes_are_not_guessed() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Example 1: One")
    paragraph._p.append(
        parse_xml('<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>')
    )
    held = io.BytesIO()
    word.save(held)
    assert [one.code for one in read_word(held.getvalue(), "a.docx").diagnostics] == ["AN524"]


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"{\\rtf1}"])
def test_what_is_no_document(data: bytes) -> None:
    assert [one.code for one in read_word(data, "a.docx").diagnostics] == ["AN510"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Just words.\n", "AN520", 0),
        ("Intro.\n\n" + RUN_ON, "AN522", 1),
        ("Example 1: A\nLesson: One.\n\nAnd on we go.\n", "AN521", 4),
        ("Example 1: A\nLesson: One.\nLesson: Two.\n", "AN523", 3),
        ("Example 1: A\nLesson: One\x07.\n", "AN104", 2),
    ],
)
def test_what_is_not_understood_is_said(text: str, code: str, line: int) -> None:
    found = [
        (one.code, one.location.line) for one in from_lines(text.split("\n"), "a.md").diagnostics
    ]
    assert (code, line) in found


def test_ordinary_words_are_no_labels() -> None:
    text = "Why me, she asks. The lesson of today: none. Accountable people\nsolutions say: wait."
    lines = f"Example 1: A\nScenario: {text}\nLesson: One.\n".split("\n")
    (one,) = values(from_lines(lines, "a.md"))
    assert one["situation"] == text.replace("\n", " ")


# fmt: off
PIECES = st.sampled_from([
    "Example 1:", "Scenario:", "**Lesson**", "Why:", "(i) ", "(ii) ", "# ", "- ", "\n", "\n\n",
    "“", "”", "Not Accountable:", "Accountable -", "Solutions:", "words. ", "Tags: a", "1) ",
])
# fmt: on


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(), st.booleans())
def test_any_text_is_scenarios_or_explained(text: str, as_bytes: bool) -> None:
    found = read_text(text.encode(), "a.txt") if as_bytes else from_lines(text.split("\n"), "a.txt")
    assert found.drafts or found.diagnostics
    for draft in found.drafts:
        for keys in draft.source.values:
            place = draft.source.at(*keys)
            assert 1 <= place.column <= len(place.excerpt) + 1
        check(draft.source, ScenarioFile)


OWN = (ROOT / "tests/cases/brought/article-own-form/brought.txt").read_text("utf-8")
LABEL = r"(?m)^\W*(Scenario|Not Accountable|Accountable|Accountable Solutions|Lesson): +"
VARIANTS = {
    "bullets as text": OWN.replace("  – ", "• "),
    "bullets of Word’s font": OWN.replace("  – ", "\uf0b7\t"),
    "inner bullets of Word": OWN.replace("  – ", "o\t"),
    "bullets in the line": re.sub(r"\n+  – ", " • ", OWN),
    "blanks of a web page": OWN.replace(" ", "\u00a0"),
    "soft breaks": re.sub(r"\n\n(?=Acc|Les|Sce|  –)", "\u2028", OWN).replace("\n  –", "\u2028–"),
    "no empty lines": re.sub(r"\n\n+", "\n", OWN),
    "capitals": re.sub(r"(?m)^(\W*[A-Z][A-Za-z ]+?:)", lambda found: found[1].upper(), OWN),
    "headings": re.sub(LABEL, r"### \1\n\n", re.sub(r"(?m)^(Example)", r"## \1", OWN)),
    "dashes": re.sub(LABEL, r"\1 – ", OWN),
    "labels alone": re.sub(LABEL, r"\1\n", OWN),
    "bold": re.sub(LABEL, r"- **\1:** ", OWN),
    "bold without a colon": re.sub(LABEL, r"**\1** ", OWN),
    "French colons": OWN.replace(": ", " : "),
    "rules": OWN.replace("Example 2", "---\n\nExample 2").replace("We hope", "***\n\nWe hope"),
    "invisible signs": OWN.replace("Scenario", "\u200bScenario").replace("Les", "\ufeffLes"),
    "quoted": "".join(f"> {line}\n" for line in OWN.splitlines()),
    "no colon before the title": re.sub(r"(Example \d):", r"\1", OWN),
    "qualifiers": OWN.replace("Accountable Solutions", "Possible solutions").replace(
        "Lesson:", "Key lesson:"
    ),
    "other words": OWN.replace("Not Accountable", "Bad answer").replace("Lesson", "Takeaway"),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_an_article_in_any_layout(name: str) -> None:
    found = read_text(VARIANTS[name].encode(), "a.md")
    expected = read_text(OWN.encode(), "a.md")
    assert [one.source.value for one in found.drafts] == [
        one.source.value for one in expected.drafts
    ]
    assert {one.code for one in found.diagnostics} == {"AN521", "AN522"}


@pytest.mark.parametrize("parting", [r"(?=Example \d)", "x^"])
def test_an_article_run_together_by_a_converter(parting: str) -> None:
    parts = [" ".join(part.split()) for part in re.split(parting, OWN)]
    found = read_text("\n\n".join(parts).encode(), "a.txt")
    expected = [dict(one.source.value or {}) for one in read_text(OWN.encode(), "a.md").drafts]
    closing = " We hope that these examples help your team. Have a good week!"
    expected[1]["lesson"] = f"{expected[1]['lesson']}{closing}"
    assert [one.source.value for one in found.drafts] == expected
    assert {one.code for one in found.diagnostics} == {"AN521", "AN522"}


@pytest.mark.parametrize(
    ("behind", "taken"),
    [
        ("\n\nThe end.\n", "One."),
        ("\nThe end.\n", "One."),
        ("\nand two.\n", "One. and two."),
        ("\n\n- Two.\n", "One.\n\n- Two."),
        (" Both:\n\nTwo.\n\nThe end.\n", "One. Both:\n\nTwo."),
        ("\n\nTwo.\n\nNot accountable: No.\n", "One.\n\nTwo."),
        ("\n\n# More\n\nThe end.\n", "One."),
        ("\n\n***\n\nThe end.\n", "One."),
    ],
)
def test_what_belongs_to_a_lesson(behind: str, taken: str) -> None:
    found = read_text(f"Example 1: A\nScenario: S.\nLesson: One.{behind}".encode(), "a.md")
    (draft,) = found.drafts
    assert (draft.source.value or {})["lesson"] == taken
    assert ("The end." in behind) == bool({"AN521", "AN522"} & {o.code for o in found.diagnostics})


def test_a_table_of_scenarios() -> None:
    text = (
        "Intro.\n\n| Title | Scenario | Bad reply | Good reply | Solutions | Lesson |\n"
        "|---|:-:|---|---|---|---|\n| A | S. | No. | “Yes.” | (i) call; or (ii) pay. | L. |\n"
        "| B | S. | a \\| b | Yes. | Call.<br>If it rains, pay. | M. |\n\nThe end.\n"
    )
    found = read_text(text.encode(), "a.md")
    first, second = (dict(one.source.value or {}) for one in found.drafts)
    assert first["title"] == "A"
    assert first["accountable"] == {"reply": "Yes."}
    assert first["solutions"] == [{"do": "Call."}, {"do": "Pay."}]
    assert second["not_accountable"] == {"reply": "a | b"}
    assert second["solutions"] == [{"do": "Call."}, {"do": "Pay.", "when": "It rains."}]
    assert second["lesson"] == "M."
    assert [(o.code, o.location.line) for o in found.diagnostics] == [("AN521", 8), ("AN522", 1)]


@st.composite
def articles(draw: st.DrawFn) -> str:
    """An article made of words that are all different, its labels written in many ways."""
    words = iter(range(1000))

    def text() -> str:
        return " ".join(f"w{next(words):03d}" for _ in range(draw(st.integers(1, 3)))) + "."

    def label(*names: str) -> str:
        name = draw(st.sampled_from(names))
        form = draw(st.sampled_from(["{}: ", "**{}:** ", "- {}: ", "## {}\n\n", "• {}: ", "{}\n"]))
        return str(form.format(name))

    lines = [f"{text()}\n\n" for _ in range(draw(st.integers(0, 2)))]
    for number in range(1, draw(st.integers(2, 3))):
        lines.append(f"Example {number}: {text()}\n\n")
        parts = [
            label("Scenario", "Situation") + draw(st.sampled_from(["", "“"])) + text(),
            label("Not accountable", "Bad reply", "Poor answer") + text(),
            label("Accountable", "Good reply") + f"“{text()}”",
            label("Solutions", "Possible solutions")
            + draw(
                st.sampled_from(["{}", "(i) {}; or (ii) {}", "\n- {}\n- {}", "{} if {}"])
            ).format(text(), text()),
            label("Lesson", "Key lesson") + text(),
        ]
        for part in draw(st.permutations(parts)) if draw(st.booleans()) else parts:
            lines.append(part + draw(st.sampled_from(["\n", "\n\n", " ", "\n\nNote: x999\n"])))
            lines += [f"\n\n{text()}\n\n"] if draw(st.integers(0, 5)) == 0 else []
        lines.append("\n\n")
    lines += [f"{text()}\n\n" for _ in range(draw(st.integers(0, 2)))]
    return "".join(lines)


@given(articles())
@settings(max_examples=60)
def test_every_word_is_in_one_field_or_in_a_finding(text: str) -> None:
    found = read_text(text.encode(), "a.md")
    taken = re.findall(r"w\d{3}", " ".join(str(one.source.value) for one in found.drafts).lower())
    assert len(taken) == len(set(taken))
    named = " ".join(f"{one.message} {one.location.excerpt}" for one in found.diagnostics)
    lines = text.split("\n")
    for first, last in re.findall(r"(?:lines? |, )(\d+)(?:–(\d+))?(?=[,).])", named):
        named += " ".join(lines[int(first) - 1 : int(last or first)])
    lost = set(re.findall(r"w\d{3}", text)) - set(taken) - set(re.findall(r"w\d{3}", named))
    assert not lost or any(one.code == "AN523" for one in found.diagnostics)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.txt", r"1\. Mai ist 5\*3\*2"),
        ("a.docx.txt", r"1\. Mai ist 5\*3\*2"),
        ("a.md", "1. Mai ist 5*3*2"),
    ],
)
def test_signs_of_markdown_are_signs_in_a_plain_text(name: str, written: str) -> None:
    text = "Example 1: The tap\nScenario:\n1. Mai ist 5*3*2\nLesson: Go.\n"
    (draft,) = read_text(text.encode(), name).drafts
    assert (draft.source.value or {})["situation"] == written


def test_a_number_sign_before_a_number_begins_no_heading() -> None:
    text = (
        "Example 1: The tap\nScenario: He asks for room\n# 12 on the ground floor.\nLesson: Go.\n"
    )
    (draft,) = read_text(text.encode(), "a.txt").drafts
    situation = (draft.source.value or {})["situation"]
    assert markup.plain(str(situation)) == "He asks for room # 12 on the ground floor."


@given(
    st.text(
        st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" *_#1.`[]()<>&\\~"),
        max_size=40,
    )
)
@settings(max_examples=100)
def test_any_line_is_shown_as_it_is_written(text: str) -> None:
    line = " ".join(text.split())
    blocks = markup.nodes(as_written(line))
    assert "".join(map(markup.inline_text, blocks)) == line
    assert [block["t"] for block in blocks] == (["p"] if line else [])
    assert all(leaf["t"] == "text" for block in blocks for leaf in block["c"])


PARTS = "Situation: He waits.\nNot accountable: No.\nAccountable: Yes.\nSolutions: Go.\nLesson: Be."


@pytest.mark.parametrize("line", ["{}) {}", "{}. {}", "Scenario {} – {}", "1\u20e3 Case {}: {}"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_titles_with_numbers_begin_scenarios(line: str, gap: str) -> None:
    heads = [line.format(number, title) for number, title in ((3, "The key"), (4, "The dog"))]
    found = from_lines("\n\n".join(f"{head}{gap}{PARTS}" for head in heads).split("\n"), "a.txt")
    assert [(one.source.value or {})["title"] for one in found.drafts] == ["The key", "The dog"]
    assert [(one.source.value or {})["lesson"] for one in found.drafts] == ["Be.", "Be."]
    assert not found.diagnostics


def test_a_list_at_the_end_of_a_lesson_has_no_title_in_it() -> None:
    text = f"Example 1: A\n{PARTS}\n1. Come\n2. Stay\n\n{PARTS}"
    found = from_lines(text.split("\n"), "a.txt")
    first, second = found.drafts
    assert "Stay" in (first.source.value or {})["lesson"]
    assert "title" not in (second.source.value or {})


def test_pictures_before_labels_are_left_out_and_others_stay() -> None:
    text = f"\U0001f4e6 Example 1: A\n{PARTS}".replace("Not", "\u274c Not")
    text = text.replace("\nAcc", "\n\u2705\ufe0f Acc")
    text = text.replace("Lesson:", "\U0001f4cc **Lesson:**").replace("He waits", "\u260e He waits")
    (draft,) = read_text(text.encode(), "a.md").drafts
    assert draft.source.value == {
        "title": "A",
        "situation": "\u260e He waits.",
        "not_accountable": {"reply": "No."},
        "accountable": {"reply": "Yes."},
        "solutions": [{"do": "Go."}],
        "lesson": "Be.",
    }


TITLE_ROW = ["Title", "Situation", "Not accountable", "Accountable", "Solutions", "Lesson"]
DOG = ["The dog", "It is wet.", "No.", "Yes.", "A towel.", "Dry."]
MERGED = {
    "a title above": [["All the cases"], TITLE_ROW, DOG],
    "two titles above": [["All the cases"], ["Spring", ""], TITLE_ROW, DOG],
    "a note below": [TITLE_ROW, DOG, ["More to come"]],
}


@pytest.mark.parametrize("name", MERGED)
def test_a_table_with_merged_rows_is_read_row_by_row(name: str) -> None:
    rows = MERGED[name]
    lines = with_titles([[[TextLine(at, text)] for text in row] for at, row in enumerate(rows, 1)])
    found = read_lines(lines, tuple(" ".join(row) for row in rows), "a.docx")
    (draft,) = found.drafts
    assert (draft.source.value or {})["title"] == "The dog"
    assert (draft.source.value or {})["lesson"] == "Dry."
    told = " ".join(one.message for one in found.diagnostics)
    assert ("All the cases" if rows[0] != TITLE_ROW else "More to come") in told


def test_a_list_may_stand_in_one_line_below_its_label() -> None:
    lines = ["Example 1: A", "Solutions:", "1) bring it 2)send it 3) pay if it is late"]
    (draft,) = from_lines(lines, "a.txt").drafts
    assert draft.source.value == {
        "title": "A",
        "solutions": [
            {"do": "Bring it"},
            {"do": "Send it"},
            {"do": "Pay", "when": "It is late"},
        ],
    }


@pytest.mark.parametrize("above", ["Replies:", "Responses", "**Antworten**", "### Réponses"])
def test_a_heading_of_both_replies_is_passed_over(above: str) -> None:
    lines = ["# A", "Situation: B.", above, "- Bad reply: C.", "- Good reply: D.", "Lesson: E."]
    found = read_text("\n".join(lines).encode(), "a.md")
    assert found.diagnostics == []
    assert values(found) == [
        {
            "title": "A",
            "situation": "B.",
            "not_accountable": {"reply": "C."},
            "accountable": {"reply": "D."},
            "lesson": "E.",
        }
    ]


def test_what_ends_one_of_several_articles_in_a_file_is_left_out() -> None:
    lines = ["# One", "## Example 1: A", "Lesson: B.", "", "Have a good week!", "", "# Two"]
    lines += ["## Example 2: C", "Lesson: D."]
    found = read_text("\n".join(lines).encode(), "a.md")
    lessons = [(one.source.value or {})["lesson"] for one in found.drafts]
    assert lessons == ["B.", "D."]
    assert sorted(one.location.line for one in found.diagnostics) == [1, 5, 7]


@pytest.mark.parametrize(
    "inner", ["\t\ta.\tcall", "\t\t-\tcall", "        (i) call", "    1. call"]
)
def test_a_list_within_a_solution_stays_with_it(inner: str) -> None:
    lines = ["Example 1: A", "Solutions", "\t1.\tFind it", inner, "\t2.\tPay"]
    lines = [line.replace("\t", "  ", 1) if inner.startswith("    1") else line for line in lines]
    (one,) = values(from_lines(lines, "a.txt"))
    assert one["solutions"] == [{"do": "Find it\n- call"}, {"do": "Pay"}]

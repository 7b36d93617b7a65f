"""GIFT, Moodle's plain text for questions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable import cli
from answerable.exchange.scenarios.gift.read import read_gift
from answerable.exchange.scenarios.result import ImportedScenario, ImportResult
from answerable.model import markup
from tests.support.built import contents
from tests.support.courses import write_course

FILE = r"""// A comment. [id:wrong-address] [tag:delivery] [tag:phone]
$CATEGORY: $course$/top/Follow through

::Wrong address::The parcel \{small\} is next door\: what now?{
  =I will find it \= promised. #She knows who looks.
  ~Ask the courier. #She is alone.
  ~I will look. #Until when?
  ####The parcel is ours.
}

::Soup::[html]<p>The soup is <b>cold</b> &amp; late.</p><p>He waits.</p>{=Here is a hot one.
~The kitchen.}

// Others are left out.
::True?::Is it so?{T}

::Number::How many?{#3}

::Several::Which?{~%50%One ~%50%Two ~Three}

::Match::Match{=a -> b =c -> d}

An essay.{}
"""


def codes(found: ImportResult) -> list[tuple[str, int]]:
    return [(one.code, one.location.line) for one in found.diagnostics]


def test_questions() -> None:
    found = read_gift(FILE.encode(), "a.gift")
    first, second, *items = found.drafts
    expected: dict[str, Any] = {
        "id": "wrong-address",
        "title": "Wrong address",
        "situation": "The parcel {small} is next door: what now?",
        "not_accountable": {"reply": "Ask the courier.", "why": "She is alone."},
        "accountable": {"reply": "I will find it = promised.", "why": "She knows who looks."},
        "other_replies": [{"reply": "I will look.", "why": "Until when?"}],
        "lesson": "The parcel is ours.",
        "tags": ["delivery", "phone"],
    }
    assert first.source.value == expected
    assert (first.module, first.where.line) == ("Follow through", 4)
    assert second.source.value == {
        "title": "Soup",
        "situation": "The soup is **cold** & late.\n\nHe waits.",
        "not_accountable": {"reply": "The kitchen."},
        "accountable": {"reply": "Here is a hot one."},
    }
    kinds = [values(draft)["items"][0]["type"] for draft in items]
    assert kinds == ["choice", "fill", "multiple", "match"]
    assert codes(found) == [("AN526", 23)]
    assert "asks for an essay" in found.diagnostics[0].message


@pytest.mark.parametrize("text", ["", "// nothing", "no question"])
def test_nothing_found(text: str) -> None:
    assert [code for code, _ in codes(read_gift(text.encode(), "a.gift"))] in (["AN520"], ["AN526"])


def values(draft: ImportedScenario) -> Any:
    """What stands in the file that it would become."""
    return draft.source.value


def item(text: str) -> Any:
    (draft,) = read_gift(text.encode(), "a.gift").drafts
    return values(draft)["items"][0]


def test_other_kinds_become_items() -> None:
    assert item("::T::So?{FALSE#no#yes}")["choices"] == [
        {"text": "True", "why": "no"},
        {"text": "False", "right": "yes", "why": "yes"},
    ]
    assert item("::N::How many?{#=3#three}")["blanks"] == [{"accept": ["3"], "why": "three"}]
    assert item("::M::Match{=a -> b =c -> d -> e}")["pairs"] == [
        {"excuse": "a", "lesson": "b"},
        {"excuse": "c", "lesson": "d -> e"},
    ]
    filled = item("Say this:\\n\\nI {=ring =call} you.")
    assert filled["phrase"] == "I ___ you."
    assert (filled["question"], filled["blanks"]) == ("Say this:", [{"accept": ["ring", "call"]}])
    ticked = item("::S::Which?{~%33.33333%a ~%33.33333%b ~%33.33333%c ~%-100%d}")
    assert [one.get("right") for one in ticked["choices"]] == ["yes", "yes", "yes", None]


def test_an_item_joins_the_scenario_with_its_title() -> None:
    text = "::Tap::It drips.{=Now. ~Later.}\n\n::Tap::Who goes?{=I ~You ~He ~She ~It ~They}"
    (draft,) = read_gift(text.encode(), "a.gift").drafts
    assert draft.source.value["accountable"] == {"reply": "Now."}
    assert [one["type"] for one in values(draft)["items"]] == ["choice"]


def test_an_item_joins_its_scenario_wherever_it_stands() -> None:
    text = "::Tap::Who goes?{T}\n\n::Tap::It drips.{=Now. ~Later.}"
    (draft,) = read_gift(text.encode(), "a.gift").drafts
    assert draft.source.value["accountable"] == {"reply": "Now."}
    assert [one["type"] for one in values(draft)["items"]] == ["choice"]


def test_true_and_false_in_the_language_of_the_course() -> None:
    (draft,) = read_gift(b"::T::So?{T}", "a.gift", "de").drafts
    (item,) = values(draft)["items"]
    assert [one["text"] for one in item["choices"]] == ["Richtig", "Falsch"]


@pytest.mark.parametrize(
    "shown", ['<img src="a.png">', "<img src=a.png alt=x>", "<video src='a.png'></video>"]
)
def test_pictures_are_named(shown: str) -> None:
    shown = escaped(shown)
    found = read_gift(f"::A::[html]<p>Look\\: {shown}</p>{{=Now. ~No.}}".encode(), "a.gift")
    (told,) = found.diagnostics
    assert (told.code, told.location.line) == ("AN526", 1)
    assert told.message.endswith("aren't imported: a.png")


@pytest.mark.parametrize("text", ["<p", "<", "<div>", "<p>a", "<td>x", "<!--", "<a href=", "&"])
def test_any_amount_of_markup_is_read(text: str) -> None:
    """Each would take minutes or the whole stack if it were read in a costlier way."""
    (draft,) = read_gift(f"::A::[html]{escaped(text) * 15_000}{{=a ~b}}".encode(), "a.gift").drafts
    assert draft.source.value["accountable"] == {"reply": "a"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("::Late::Is it so? {F}\n\n::Word::Whoever takes it also ____ it. {=closes =ends}", 2),
        ("::Essay::Tell us. {}\n\n::Description::Just a text.", 2),
    ],
)
def test_a_file_of_which_nothing_can_be_taken(
    text: str,
    number: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    write_course(tmp_path / "scenarios")
    Path("a.gift").write_text(text)
    before = contents(tmp_path)
    assert cli.main(["import", "a.gift", "--module", "at-the-door"]) == 1
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert last == f"0 of {number} imported. Nothing was changed."
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("::A::Tell {} more", "essay"),
        ("::A::Just a text.", "no answers"),
        ("::A::How many?{#1:5}", "range"),
        ("::A::How many?{#1..5}", "range"),
        ("::A::Who?{=I ~You", "never closed"),
        ("::A::Who?{=I ~You} and {=he ~she}", "more than one pair"),
        ("::A::Which?{~%40%a ~%40%b ~c}", "80 %"),
        ("::A::Which?{~a ~b}", "none of its answers"),
        ("::A::Which?{some =a ~b}", "isn't a GIFT answer"),
        ("::A::Match{=a -> =b -> c}", "no counterpart"),
        ("{=a ~b}", "asks nothing"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_reason(text: str, reason: str) -> None:
    found = read_gift(text.encode(), "a.gift")
    assert not found.drafts
    assert codes(found) == [("AN526", 1)]
    assert reason in found.diagnostics[0].message


def test_markup_keeps_its_lines_and_blanks() -> None:
    html = "<p>The <b>cold</b> <i>soup</i>&nbsp;is<br>late.</p><ul><li>one</li><li>two</li></ul>"
    (draft,) = read_gift(f"::A::[html]{html}{{=Now. ~No.}}".encode(), "a.gift").drafts
    expected = "The **cold** *soup* is\\\nlate.\n\n- one\n- two"
    assert draft.source.value["situation"] == expected


WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1).map(
    lambda text: f"a{text}z"
)


def escaped(text: str) -> str:
    return re.sub(r"([~=#{}:\\])", r"\\\1", text)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS), max_size=4), st.booleans())
def test_no_word_is_lost(questions: list[tuple[str, ...]], apart: bool) -> None:
    """Whatever the signs in them, with or without a blank line between the questions."""
    texts = [tuple(map(escaped, question)) for question in questions]
    written = ("\n\n" if apart else "\n").join(
        f"::T{number}::{stem}[plain]{{={right}#{told} ~{wrong} ####{lesson}\n}}"
        for number, (stem, right, told, wrong, lesson) in enumerate(texts)
    )
    found = read_gift(written.encode(), "a.gift")
    assert len(found.drafts) == len(questions)
    for draft, (stem, right, told, wrong, lesson) in zip(found.drafts, questions, strict=True):
        values: Any = draft.source.value
        got = [
            values["situation"].removesuffix("[plain]"),
            values["accountable"]["reply"],
            values["accountable"]["why"],
            values["not_accountable"]["reply"],
            values["lesson"],
        ]
        for text, expected in zip(got, (stem, right, told, wrong, lesson), strict=True):
            shown, words = (re.findall(r"\w+", one) for one in (markup.plain(text), expected))
            # A word with something like a tag in it is one word, as in a browser.
            joined = "<" in expected and "".join(shown) == "".join(words)
            assert shown == words or text == expected or joined


PIECES = PIECES = st.sampled_from(
    ["::", "a", "{", "}", "=", "~", "#", "####", "\\", "\n", "\n\n", "//", "[html]", "<b>", "%50%"]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text())
def test_any_text_is_questions_or_explained(text: str) -> None:
    found = read_gift(text.encode(), "a.gift")
    assert found.drafts or found.diagnostics


def test_a_title_may_end_on_the_line_of_its_question() -> None:
    """As in the pattern that Moodle's manual gives."""
    found = read_gift(
        b"::The coat\n:: What now?{\n=Dry it\n~Not me\n}\n::Next:: And?{=a~b}", "a.gift"
    )
    assert [one.source.value["title"] for one in found.drafts if one.source.value] == [
        "The coat",
        "Next",
    ]
    assert found.diagnostics == []

"""Rules: each finds what it says, at its limit and not before, and points at the place."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.checks.outline import outline
from answerable.checks.rule import Setting, Subject
from answerable.checks.rules import COURSE_RULES, SCENARIO_RULES, check_outlines, check_scenario
from answerable.diagnostics import Diagnostic, Severity, in_order
from answerable.model import CourseFile, Scenario
from answerable.source.read.load import COURSE_FILE
from answerable.source.read.positions import Source
from tests.support.scenarios import shows_words

TODAY = datetime.date(2030, 1, 1)


def words(count: int, start: int = 0) -> str:
    return " ".join(f"w{number}" for number in range(start, start + count))


def scenario(number: int = 1, **fields: Any) -> Scenario:
    values: dict[str, Any] = {
        "title": "The lost parcel",
        "situation": words(90, start=1000 * number),  # in no other one
        "not_accountable": {"reply": "Ask your neighbours, please.", "why": "Left alone."},
        "accountable": {"reply": "My search starts right now.", "why": "Not alone."},
        "solutions": ["Find it.", "Send another."],
        "lesson": "Keep the problem.",
        "id": f"parcel-{number}",
        "module_id": "delivery",
        "path": f"delivery/parcel-{number}.yml",
        "code": f"A{number}",
    }
    return Scenario.model_validate(values | fields)


def found(
    *scenarios: Scenario, words: frozenset[str] | None = None, **fields: Any
) -> list[Diagnostic]:
    """What the rules say about a course with these scenarios."""
    file = CourseFile.model_validate(fields)
    paths = {item.id: item.path for item in scenarios} | {COURSE_FILE: "c.yml"}
    sources = {name: Source(path) for name, path in paths.items()}
    setting = Setting(file.language, file.checks, words)
    outlines = [outline(one, one.id, one.module_id, file.language) for one in scenarios]
    diagnostics = [
        *(found for one in scenarios for found in check_scenario(one, sources[one.id], setting)),
        *check_outlines(Subject(file, outlines, TODAY), sources, paths),
    ]
    return list(in_order(diagnostics))


def codes(*scenarios: Scenario, **fields: Any) -> list[str]:
    return [diagnostic.code for diagnostic in found(*scenarios, **fields)]


def reply(text: str) -> dict[str, str]:
    return {"reply": text, "why": "So."}


def test_a_good_scenario_is_fine() -> None:
    assert found(scenario()) == []


def test_an_empty_course_is_fine() -> None:
    assert found() == []


def test_rules_have_codes_of_their_own() -> None:
    """Two functions may look for the same: one in scenarios, one in course.yml."""
    for rules in (SCENARIO_RULES, COURSE_RULES):
        assert len({rule.code for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    "fields",
    [
        {"not_accountable": "Ask your neighbours, please."},
        {"accountable": {"reply": "My search starts right now."}},
        {"other_replies": ["Somebody will call."]},
    ],
)
def test_missing_why(fields: dict[str, Any]) -> None:
    assert codes(scenario(**fields)) == ["AN001"]


@pytest.mark.parametrize(("length", "expected"), [(80, []), (120, []), (121, ["AN002"])])
def test_right_reply_sticks_out(length: int, expected: list[str]) -> None:
    texts: dict[str, Any] = {
        "not_accountable": reply("a" * 100),
        "accountable": reply("b" * length),
    }
    assert codes(scenario(**texts)) == expected


def test_right_reply_is_measured_against_the_longest_other_one() -> None:
    texts: dict[str, Any] = {
        "not_accountable": reply("a" * 50),
        "accountable": reply("b" * 110),
        "other_replies": [reply("c" * 100)],
    }
    assert codes(scenario(**texts)) == []


def test_percent_is_that_of_the_longest_other_reply() -> None:
    texts: dict[str, Any] = {"not_accountable": reply("a" * 40), "accountable": reply("b" * 60)}
    assert "50% longer" in found(scenario(**texts))[0].message


@pytest.mark.parametrize(
    ("total", "longer", "expected"),
    [(4, 4, []), (5, 3, []), (5, 4, ["AN003"]), (9, 5, []), (9, 6, ["AN003"])],
)
def test_right_reply_often_longest(total: int, longer: int, expected: list[str]) -> None:
    scenarios = [
        scenario(
            number,
            not_accountable=reply("a" * 100),
            accountable=reply("b" * (101 if number < longer else 100)),
        )
        for number in range(total)
    ]
    assert codes(*scenarios) == expected


def test_right_reply_often_longest_is_said_once_about_the_course() -> None:
    scenarios = [scenario(number, accountable=reply("b" * 30)) for number in range(9)]
    (diagnostic,) = [item for item in found(*scenarios) if item.code == "AN003"]
    assert diagnostic.location.path == "c.yml"
    assert "9 of 9" in diagnostic.message


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (words(8) + " x8 x9", ["AN004"]),  # 8 of 10 in common
        (words(7) + " x7 x8 x9", []),
        (words(10).upper().replace(" w1", ", w1"), ["AN004"]),  # only written differently
        (" ".join(reversed(words(10).split())), []),  # the same words in another order
    ],
)
def test_replies_nearly_equal(right: str, expected: list[str]) -> None:
    texts: dict[str, Any] = {"not_accountable": reply(words(10)), "accountable": reply(right)}
    assert codes(scenario(**texts)) == expected


def test_every_other_reply_is_compared_with_the_right_one() -> None:
    same = reply("My search starts right now!")
    source = Source("delivery/parcel-1.yml")
    assert [item.location for item in found(scenario(other_replies=[same]))] == [source.whole()]
    assert codes(scenario(not_accountable=reply("x " * 20), other_replies=[same, same])) == [
        "AN004"
    ]


def test_few_solutions() -> None:
    assert codes(scenario(solutions=["Find it."])) == ["AN005"]


@pytest.mark.parametrize(("count", "expected"), [(60, []), (61, ["AN006"])])
def test_long_lesson(count: int, expected: list[str]) -> None:
    assert codes(scenario(lesson=words(count))) == expected


@pytest.mark.parametrize(
    ("date", "expected"), [("2029-12-31", ["AN007"]), ("2030-01-01", []), ("2031-01-01", [])]
)
def test_review_overdue(date: str, expected: list[str]) -> None:
    assert codes(scenario(review_by=date)) == expected


def test_review_names_the_owner() -> None:
    (diagnostic,) = found(scenario(review_by="2029-12-31", owner="Training team"))
    assert "Training team" in diagnostic.hint


@pytest.mark.parametrize(
    ("field", "usual", "other"),
    [
        ("department", "Customer care", "customer  Care"),
        ("channel", "E-mail", "email"),
        ("channel", "On site", "on-site"),
    ],
)
def test_other_spelling(field: str, usual: str, other: str) -> None:
    scenarios = [scenario(number, **{field: usual}) for number in (2, 3)]
    (diagnostic,) = found(scenario(1, **{field: other}), *scenarios)
    assert (diagnostic.code, diagnostic.location.path) == ("AN008", "delivery/parcel-1.yml")
    assert f"“{usual}”" in diagnostic.message


def test_the_first_spelling_counts_if_both_are_as_frequent() -> None:
    (diagnostic,) = found(scenario(1, tags=["late"]), scenario(2, tags=["x", "Late"]))
    assert diagnostic.location.path == "delivery/parcel-2.yml"


def test_other_words_are_no_other_spelling() -> None:
    assert codes(scenario(1, tags=["late"]), scenario(2, tags=["later"])) == []


def test_a_department_may_be_spelled_unlike_a_tag() -> None:
    assert codes(scenario(1, department="Billing", tags=["billing"])) == []


BAD_TEXTS = ["See <b>here</b>.", "[x](javascript:alert(1))", "![parcel](parcel.png)", "<data:x>"]


@pytest.mark.parametrize("text", BAD_TEXTS)
@pytest.mark.parametrize(
    "field",
    ["situation", "lesson", "accountable", "not_accountable", "solutions", "sources"],
)
def test_shown_as_plain_text(field: str, text: str) -> None:
    values: dict[str, Any] = {
        "accountable": reply(text + " " + words(3)),
        "not_accountable": reply(text + " " + words(4, start=9)),
        "solutions": ["Find it.", {"do": "Send another.", "when": text}],
        "sources": ["A book", text],
    }
    assert "AN009" in codes(scenario(**{field: values.get(field, text)}))


def test_texts_of_the_course_are_looked_at() -> None:
    modules = ({"folder": "a", "title": "A", "summary": "<i>", "objectives": ("x", "<u>")},)
    diagnostics = found(modules=modules, description="<b>", objectives=("<s>",))
    assert [item.location.path for item in diagnostics] == ["c.yml"] * 4
    assert [tag for tag in "iubs" if f"`<{tag}>`" in str(diagnostics)] == ["i", "u", "b", "s"]


@pytest.mark.parametrize(
    "text", ["2 < 3 and [x]", "[x](https://a.example)", "<mailto:a@b.example>", "**bold** `<b>`"]
)
def test_allowed_texts(text: str) -> None:
    assert codes(scenario(situation=text)) == []


@given(st.lists(st.text(min_size=1).filter(shows_words), min_size=3, max_size=3))
def test_rules_take_any_text(texts: list[str]) -> None:
    first, second, third = (text[:8000] for text in texts)
    checked = scenario(
        accountable=reply(first), not_accountable=reply(second), lesson=third, situation=third
    )
    known = {"AN002", "AN004", "AN009", "AN016", "AN018", "AN027", "AN402"}
    assert known >= set(codes(checked))


class TestPaper:
    """What no font can print, and what no card can hold."""

    def test_signs_are_named_by_field(self) -> None:
        one, other = found(scenario(title="Thanks 🎉", lesson="Keep it 🤷🎉."))
        assert {one.code, other.code} == {"AN402"}
        assert "“🎉” U+1F389 PARTY POPPER" in one.message
        assert "“🤷” U+1F937 SHRUG, “🎉” U+1F389 PARTY POPPER" in other.message
        assert {finding.severity for finding in (one, other)} == {Severity.WARNING}

    def test_a_writing_is_named_once(self) -> None:
        [finding] = found(scenario(title="日本", lesson="ひらがな カタカナ"))
        assert "Japanese: “ひ” U+3072" in finding.message
        assert " and 4 more" in finding.message
        assert "Noto Sans JP" in finding.hint

    @pytest.mark.parametrize(
        "fields",
        [{"keywords": ["🎉"]}, {"sources": ["The 🎉 book"]}, {"owner": "🎉"}],
    )
    def test_what_is_not_printed_may_hold_any_sign(self, fields: dict[str, Any]) -> None:
        assert "AN402" not in codes(scenario(**fields))

    @pytest.mark.parametrize("text", ["Привет", "שלום", "مرحبا", "→ ✓ ₺", "x̌", "naïve"])
    def test_common_writings_and_signs_are_fine(self, text: str) -> None:
        assert "AN402" not in codes(scenario(title=text))

    def test_a_character_for_private_use_is_not_shown(self) -> None:
        [finding] = found(scenario(lesson="a\ue000b"))
        assert "U+E000 a character without a name" in finding.message
        assert "\ue000" not in finding.message

    def test_a_course_decides_how_serious_it_is(self) -> None:
        made = scenario(lesson="Keep it 🎉.")
        assert found(made, checks={"ignore": ["AN402"]}) == []
        [finding] = found(made, checks={"errors": ["AN402"]})
        assert finding.severity is Severity.ERROR

    def test_texts_of_the_course_count(self) -> None:
        assert codes(description="Well done 🎉") == ["AN402"]
        assert codes(coaching=["What now 🎉?"]) == ["AN402"]
        assert codes(description="Very much. " * 200) == ["AN018"]
        assert codes(coaching=["What could you have done then? " * 5] * 12) == ["AN018"]

    @pytest.mark.parametrize(
        ("fields", "what", "field"),
        [
            ({"situation": "\n".join(f"- {n}" for n in range(40))}, "The front", "situation"),
            ({"solutions": [f"Do the thing {n}." for n in range(60)]}, "The back", "solutions"),
            ({"situation": "文" * 900}, "The front", "situation"),
            ({"role_play": {"agent": "You are new. " * 200}}, "role play", "role_play` › `agent"),
        ],
    )
    def test_lines_count_and_not_characters_alone(
        self, fields: dict[str, Any], what: str, field: str
    ) -> None:
        findings = [one for one in found(scenario(**fields)) if one.code == "AN018"]
        assert any(what in one.message and f"`{field}`" in one.message for one in findings)


def test_words_of_pictures_and_recordings_are_checked_but_no_names_of_files() -> None:
    def one(*texts: str) -> Scenario:
        pictures = [f"Bild von Frau.png | {text}" for text in texts[:2]]
        sounds = [f"Anruf.mp3 | {text}" for text in texts[2:]]
        turn = {"id": "end", "customer": "Thank you.", "ending": "good"}
        turn |= {"picture": pictures[0], "audio": sounds[0]}
        return scenario(
            situation="He waits.", dialogue=[turn], picture=pictures[1], audio=sounds[1]
        )

    told = found(one("A wett dog", "A blakc cat", "Helloo", "Goodbyye"), words=frozenset())
    unknown = {one.message.split("”")[0].strip("“") for one in told if one.code == "AN026"}
    assert unknown == {"wett", "blakc", "Helloo", "Goodbyye"}
    assert "AN026" not in codes(one("A dog", "A cat", "Hello", "Goodbye"), words=frozenset())


def test_a_way_of_guessing_is_reported_once_for_replies() -> None:
    """What tells in one scenario tells among the replies of several, too."""
    scenarios = [
        scenario(
            number,
            not_accountable=reply(f"They may look into it, case {number}."),
            accountable=reply(f"Here is help for you now, case {number}."),
        )
        for number in range(10)
    ]
    messages = [one.message for one in found(*scenarios) if one.code == "AN031"]
    assert len(messages) == len({message.partition(", in ")[0] for message in messages}) > 0
    assert not any("other scenarios" in message for message in messages)

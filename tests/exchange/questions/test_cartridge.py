"""Common Cartridge 1.1: valid, complete, marked right, the same over edits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import pytest
import qti2latex
from lxml import etree

from answerable.exchange.questions.cartridge import cartridge
from answerable.exchange.questions.question import (
    Pairs,
    Question,
    Sorting,
    Steps,
    choice_html,
    questions,
    why_html,
)
from answerable.items.shapes import Choices, Gaps
from answerable.model import Course, markup
from tests.exchange.questions.packages import SCHEMAS, files_in, follows, keeps, needs_schemas
from tests.support.courses import ROOT, course, load, scenario
from tests.support.hostile import HOSTILE

NS = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
Item: TypeAlias = Any  # of lxml, which has no types


@pytest.fixture(scope="module")
def items(full: Course, asked: tuple[Question, ...]) -> list[Item]:
    return items_of(files_in(cartridge(full, asked)))


def items_of(files: Mapping[str, bytes]) -> list[Item]:
    manifest = etree.fromstring(files["imsmanifest.xml"])
    paths = [file.get("href") or "" for file in manifest.iter("{*}file")]
    assert set(paths) == files.keys() - {"imsmanifest.xml"}
    return [item for path in paths for item in etree.fromstring(files[path]).iter("{*}item")]


def text(item: Item, path: str) -> str:
    return str(item.findtext(path, "", NS))


def of(question: Question, items: list[Item]) -> list[Item]:
    """The items of a question, by their titles."""
    return [one for one in items if (one.get("title") or "").startswith(question.name)]


def kind(item: Item) -> str:
    return text(item, "q:itemmetadata//q:fieldentry")


def options(item: Item) -> dict[str, str]:
    return {
        label.get("ident") or "": text(label, "q:material/q:mattext")
        for label in item.iter("{*}response_label")
    }


def answer(item: Item, *given: str) -> tuple[float, list[str]]:
    """The score of an answer and what is told, by the rules of QTI 1.2."""
    score, told = 0.0, []
    for rule in item.iterfind("q:resprocessing/q:respcondition", NS):
        (condition,) = rule.iterfind("q:conditionvar", NS)
        if not any(_holds(one, given) for one in condition):
            continue
        score = float(text(rule, "q:setvar") or score)
        told += [one.get("linkrefid") or "" for one in rule.iterfind("q:displayfeedback", NS)]
        if rule.get("continue") == "No":
            break
    return score, [
        text(item, f"q:itemfeedback[@ident='{name}']/q:flow_mat/q:material/q:mattext")
        for name in told
    ]


def _holds(condition: Item, given: tuple[str, ...]) -> bool:
    match etree.QName(condition).localname:
        case "other":
            return True
        case "and":
            return all(_holds(one, given) for one in condition)
        case "not":
            return not any(_holds(one, given) for one in condition)
        case "varequal" if condition.get("case") == "No":
            return (condition.text or "").lower() in [one.lower() for one in given]
        case "varequal":
            return condition.text in given
        case other:
            raise AssertionError(other)


class TestCartridge:
    def test_every_question_is_there_whole_or_in_pieces(
        self, asked: tuple[Question, ...], items: list[Item]
    ) -> None:
        idents = [item.get("ident") for item in items]
        assert len(set(idents)) == len(idents)
        for question in asked:
            match question.form:
                case Choices():
                    pieces = 1
                case (
                    Pairs(pairs=parts)
                    | Sorting(choices=parts)
                    | Steps(choices=parts)
                    | Gaps(gaps=parts)
                ):
                    pieces = len(parts)
            found = [
                one
                for one in of(question, items)
                if (one.get("title") or "").removeprefix(question.name)
                in ("", *(f" ({n}/{pieces})" for n in range(1, pieces + 1)))
            ]
            assert len(found) == pieces
            for item in found:
                assert text(item, "q:presentation/q:material/q:mattext").startswith(question.asked)

    def test_choices_are_marked_and_their_reasons_told(
        self, asked: tuple[Question, ...], items: list[Item]
    ) -> None:
        seen = set()
        for question in asked:
            if not isinstance(form := question.form, Choices):
                continue
            seen.add(form.several)
            item = next(one for one in items if one.get("title") == question.name)
            several = "multiple_response" if form.several else "multiple_choice"
            assert kind(item) == f"cc.{several}.v0p1"
            assert list(options(item).values()) == [choice_html(one) for one in form.choices]
            right = [f"e{one.id}" for one in form.choices if one.right]
            assert answer(item, *right)[0] == 100
            for choice in form.choices:
                score, told = answer(item, f"e{choice.id}")
                assert score == (100 if right == [f"e{choice.id}"] else 0)
                assert told[0] == question.lesson
                if score == 0 or not form.several:
                    assert "".join(told[1:]) == why_html(choice.why)
        assert seen == {True, False}

    def test_pairs_and_steps_are_asked_one_by_one(
        self, asked: tuple[Question, ...], items: list[Item]
    ) -> None:
        seen = set()
        for question in asked:
            if isinstance(form := question.form, Steps):
                form = form.places
            if isinstance(form, Sorting):
                form = form.pairs
            if not isinstance(form, Pairs):
                continue
            seen.add(type(question.form))
            for number, pair in enumerate(form.pairs, start=1):
                title = f"{question.name} ({number}/{len(form.pairs)})"
                item = next(one for one in items if one.get("title") == title)
                assert pair.asked in text(item, "q:presentation/q:material/q:mattext")
                for name, shown in options(item).items():
                    score, told = answer(item, name)
                    assert score == (100 if shown == markup_of(pair.answer.text) else 0)
                    assert told == [why_html(pair.why) + question.lesson]
        assert seen == {Pairs, Sorting, Steps}

    def test_each_gap_takes_what_is_accepted(
        self, asked: tuple[Question, ...], items: list[Item]
    ) -> None:
        gaps = [(one, one.form) for one in asked if isinstance(one.form, Gaps)]
        assert gaps
        for question, form in gaps:
            found = of(question, items)
            for gap, item in zip(form.gaps, found, strict=True):
                assert kind(item) == "cc.fib.v0p1"
                for accepted in gap.accept:
                    assert answer(item, accepted.upper() + ".") == (
                        100,
                        [why_html(gap.why) + question.lesson],
                    )
                assert answer(item, "something else")[0] == 0

    def test_somebody_elses_reader_finds_the_same(
        self, asked: tuple[Question, ...], items: list[Item]
    ) -> None:
        """It takes each choice that any rule names for right: of gaps alone, it knows the key."""
        kinds = set()
        for item, found in ((one, qti2latex.get_qti_metadata(one)) for one in items):
            assert list(found) == ["cc_profile"]
            kinds.add(named := qti2latex.guess_type({}, item))
            whole = [one for one in asked if (item.get("title") or "").startswith(one.name)]
            question = max(whole, key=lambda one: len(one.name))
            assert qti2latex.get_item_stem(item).startswith(question.asked)
            assert qti2latex.get_choices(item) == list(options(item).items())
            if named == "short_answer_question":
                right = qti2latex.get_correct_idents(item)
                assert isinstance(form := question.form, Gaps)
                assert any(set(gap.accept) <= right for gap in form.gaps)
        assert kinds >= {"multiple_choice_question", "short_answer_question"}

    def test_names_stay_over_edits_and_bytes_over_runs(self) -> None:
        before, after = course(scenario()), course(scenario(id="the-key", aliases=["lost-key"]))
        packages = [
            cartridge(made, questions(made, made.scenarios)) for made in (before, before, after)
        ]
        assert packages[0] == packages[1]
        idents = [[one.get("ident") for one in items_of(files_in(made))] for made in packages]
        assert idents[0] == idents[2]

    def test_each_file_keeps_to_the_grammar(self, full: Course) -> None:
        hostile = [scenario(situation=text, lesson=text) for text in HOSTILE.values()]
        manifest, assessment = keeps("cartridge11.dtd"), keeps("qti12.dtd")
        for made in (full, *map(course, hostile)):
            for path, file in files_in(cartridge(made, questions(made, made.scenarios))).items():
                (manifest if path == "imsmanifest.xml" else assessment)(file)

    @needs_schemas
    def test_each_file_follows_the_schema_of_ims(self, shipped: Course, full: Course) -> None:
        hostile = [scenario(situation=text, lesson=text) for text in HOSTILE.values()]
        manifest = follows(SCHEMAS / "ccv1p1/ccv1p1_imscp_v1p2_v1p0.xsd")
        assessment = follows(SCHEMAS / "ccv1p1/ccv1p1_qtiasiv1p2p1_v1p0.xsd")
        for made in (
            shipped,
            load(ROOT / "tests/cases/site/full/scenarios"),
            *map(course, hostile),
        ):
            for path, file in files_in(cartridge(made, questions(made, made.scenarios))).items():
                (manifest if path == "imsmanifest.xml" else assessment)(file)


def markup_of(plain: str) -> str:
    return markup.inline_html(markup.literal(plain))

"""QTI 2.1: valid, read by somebody else's reader as it was meant, the same over edits."""

from __future__ import annotations

import html
import re

import pytest
from lxml import etree
from onyx2moodle.parser import AssessmentItem, parse_item
from onyx2moodle.translate import matching, multichoice, shortanswer
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from answerable.exchange.questions.qti import qti
from answerable.exchange.questions.question import (
    Pairs,
    Question,
    Sorting,
    Steps,
    choice_html,
    questions,
    why_html,
)
from answerable.exchange.questions.xml import identifier
from answerable.items.shapes import Choices, Gaps
from answerable.model import Course, markup
from tests.exchange.questions.packages import SCHEMAS, files_in, follows, keeps, needs_schemas
from tests.support.courses import ROOT, course, load, scenario
from tests.support.each import each
from tests.support.hostile import HOSTILE

NS = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1"}
PACKAGING = ROOT / "tests/support/schemas/scorm2004/imscp_v1p1.xsd"


@pytest.fixture(scope="module")
def files(full: Course, asked: tuple[Question, ...]) -> dict[str, bytes]:
    return files_in(qti(full, asked))


@pytest.fixture(scope="module")
def read(
    files: dict[str, bytes],
    asked: tuple[Question, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> list[tuple[Question, AssessmentItem]]:
    """Each question, and what the reader of a university platform makes of its file."""
    folder = tmp_path_factory.mktemp("items")
    found = []
    for one in asked:
        path = folder / f"{identifier(one.key)}.xml"
        path.write_bytes(files[f"items/{path.name}"])
        found.append((one, parse_item(path)))
    return found


def pairs_of(question: Question) -> object:
    return question.form.pairs if isinstance(question.form, Sorting) else question.form


def words(fragment: str) -> str:
    """The words of HTML, a blank between any two tags."""
    return " ".join(HTMLParser(fragment).root.text(separator=" ").split())


def moodle(made: str) -> etree._Element:
    return etree.fromstring(made)


class TestPackage:
    def test_the_manifest_names_every_file_and_follows_its_schema(
        self, files: dict[str, bytes]
    ) -> None:
        follows(PACKAGING)(files["imsmanifest.xml"])
        manifest = etree.fromstring(files["imsmanifest.xml"])
        named = {file.get("href") for file in manifest.iter("{*}file")}
        assert named == files.keys() - {"imsmanifest.xml"}

    def test_a_section_for_each_module_with_its_questions(
        self, files: dict[str, bytes], asked: tuple[Question, ...]
    ) -> None:
        test = etree.fromstring(files["test.xml"])
        sections = {
            section.get("title"): [item.get("href") for item in section]
            for section in test.iter("{*}assessmentSection")
        }
        assert sections == {
            topic: [f"items/{identifier(one.key)}.xml" for one in asked if one.topic == topic]
            for topic in dict.fromkeys(one.topic for one in asked)
        }
        control = test.find(".//q:itemSessionControl", NS)
        assert control is not None
        assert control.get("showFeedback") == "true", "or no reason is shown"

    def test_names_stay_over_edits_and_bytes_over_runs(self) -> None:
        before, after = course(scenario()), course(scenario(id="the-key", aliases=["lost-key"]))
        packages = [qti(made, questions(made, made.scenarios)) for made in (before, before, after)]
        assert packages[0] == packages[1]
        assert files_in(packages[0]).keys() == files_in(packages[2]).keys()

    def test_each_file_keeps_to_the_grammar(self, full: Course) -> None:
        hostile = [scenario(situation=text, lesson=text) for text in HOSTILE.values()]
        check = keeps("qti21.dtd")
        for made in (full, *map(course, hostile)):
            for path, file in files_in(qti(made, questions(made, made.scenarios))).items():
                if path != "imsmanifest.xml":
                    check(file)

    @needs_schemas
    def test_each_file_follows_the_schema_of_ims(self, shipped: Course, full: Course) -> None:
        hostile = [scenario(situation=text, lesson=text) for text in HOSTILE.values()]
        check = follows(SCHEMAS / "qtiv2p1/imsqti_v2p1.xsd")
        for made in (
            shipped,
            load(ROOT / "tests/cases/site/full/scenarios"),
            *map(course, hostile),
        ):
            for path, file in files_in(qti(made, questions(made, made.scenarios))).items():
                if path != "imsmanifest.xml":
                    check(file)


class TestReader:
    def test_what_is_asked_arrives(self, read: list[tuple[Question, AssessmentItem]]) -> None:
        for question, item in read:
            assert item.title == question.name
            body = etree.tostring(item.body_xml, encoding="unicode")
            assert words(body).startswith(words(question.asked))
            for tag in ("p", "li", "br", "strong", "em", "a"):
                opened = len(re.findall(rf"<{tag}[ >]", question.asked))
                assert len(re.findall(rf"<{tag}[ />]", body)) >= opened

    def test_choices_arrive_with_their_worth_and_reasons(
        self, read: list[tuple[Question, AssessmentItem]]
    ) -> None:
        found = 0
        for question, item in read:
            if not isinstance(form := question.form, Choices):
                continue
            found += 1
            made = moodle(multichoice.translate(item))
            assert made.findtext("single") == ("false" if form.several else "true")
            answers = made.findall("answer")
            reasons = {one.identifier: words(one.html) for one in item.feedback}
            for choice, answer in zip(form.choices, answers, strict=True):
                assert words(answer.findtext("text") or "") == words(choice_html(choice))
                worth = float(answer.get("fraction") or "")
                assert worth == pytest.approx(form.share if choice.right else min(worth, 0))
                assert not (form.several and worth == 0)
                assert reasons.get(f"e{choice.id}", "") == words(why_html(choice.why))
        assert found > 4

    def test_pairs_arrive(self, read: list[tuple[Question, AssessmentItem]]) -> None:
        forms = []
        for question, item in read:
            if isinstance(form := pairs_of(question), Pairs):
                made = moodle(matching.translate(item))
                pairs = {
                    words(one.findtext("text") or ""): words(one.findtext("answer/text") or "")
                    for one in made.findall("subquestion")
                    if one.findtext("text")
                }
                assert pairs == {words(p.asked): words(p.answer.text) for p in form.pairs}
                forms.append(form)
        assert len(forms) >= 2, "replies to sort, and excuses with their lessons"

    def test_an_order_arrives(self, read: list[tuple[Question, AssessmentItem]]) -> None:
        ((question, item),) = [one for one in read if isinstance(one[0].form, Steps)]
        form = question.form
        assert isinstance(form, Steps)
        response = item.response_decls["RESPONSE"]
        assert response.cardinality == "ordered"
        assert response.correct_values == [f"e{step.id}" for step in form.steps]
        shown = item.body_xml.findall(".//q:orderInteraction/q:simpleChoice", NS)
        assert [one.get("identifier") for one in shown] == [f"e{one.id}" for one in form.choices]
        assert [words("".join(one.itertext())) for one in shown] == [
            words(choice_html(one)) for one in form.choices
        ]

    def test_gaps_take_every_accepted_answer(
        self, read: list[tuple[Question, AssessmentItem]]
    ) -> None:
        found = 0
        for question, item in read:
            if not isinstance(form := question.form, Gaps):
                continue
            for gap, response in zip(form.gaps, item.response_decls.values(), strict=True):
                found += 1
                assert response.correct_values == [gap.accept[0]]
                assert set(gap.accept) <= {
                    key for key, worth in response.mapping.items() if worth == 1
                }
            if len(form.gaps) == 1:
                texts = [
                    one.text for one in moodle(shortanswer.translate(item)).iterfind("answer/text")
                ]
                assert set(form.gaps[0].accept) <= set(texts)
        assert found

    def test_solutions_and_lesson_are_told_after_any_answer(
        self, read: list[tuple[Question, AssessmentItem]]
    ) -> None:
        for question, item in read:
            told = [one for one in item.feedback if one.identifier == "LESSON"]
            assert len(told) == 1
            assert words(told[0].html).endswith(words(question.lesson))
            reasons = (
                [pair.why for pair in form.pairs]
                if isinstance(form := pairs_of(question), Pairs)
                else [one.why for one in question.form.gaps]
                if isinstance(question.form, Gaps)
                else []
            )
            assert all(words(why_html(why)) in words(told[0].html) for why in reasons if why)


@each("text", HOSTILE.values())
def test_any_text_is_read_as_it_is(text: str) -> None:
    made = course(scenario(situation=text, lesson=text, title=text))
    (question,) = questions(made, made.scenarios)
    item = etree.fromstring(
        files_in(qti(made, (question,)))[f"items/{identifier(question.key)}.xml"]
    )
    body = item.find("q:itemBody", NS)
    assert body is not None
    shown = " ".join("".join(body.itertext()).split())
    assert " ".join(markup.plain(text).split()).replace(" ", "") in shown.replace(" ", "")
    kinds = {etree.QName(one).localname for one in body.iter("*")}
    assert kinds <= {"itemBody", "choiceInteraction", "simpleChoice", "p", "a", "br", "em"} | {
        "strong",
        "ul",
        "ol",
        "li",
        "code",
        "pre",
        "blockquote",
        "hr",
        "div",
    }


def test_a_list_that_begins_later_keeps_its_numbers() -> None:
    made = course(scenario(situation="3. Third\n4. Fourth\n\n   More of it"))
    (question,) = questions(made, made.scenarios)
    file = files_in(qti(made, (question,)))[f"items/{identifier(question.key)}.xml"].decode()
    assert "3. Third" in file
    assert "4. Fourth" in file
    assert "start=" not in file
    assert html.unescape(words(question.asked)).startswith("Third")

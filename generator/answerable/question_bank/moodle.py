"""Questions -> Moodle XML, a question bank with feedback, tags and names that stay.

Format: docs.moodle.org, "Moodle XML format".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import assert_never
from xml.etree import ElementTree as ET

from markupsafe import Markup

from answerable import markup
from answerable.model import Course
from answerable.question_bank.question import (
    Choices,
    Gaps,
    Pairs,
    Question,
    category,
    choice_html,
    id_number,
    known,
    pairs_html,
    percent,
    why_html,
)
from answerable.question_bank.xml import document

_CLOZE_SIGNS: Mapping[int, str] = {ord(sign): f"\\{sign}" for sign in '\\}#~/"'}


def moodle_xml(course: Course, questions: Sequence[Question]) -> bytes:
    """A file for *Question bank, Import, Moodle XML*, with a category for each module."""
    quiz = ET.Element("quiz")
    here = None
    for question in questions:
        if (there := category(course, question)) != here:
            here = there
            _text(ET.SubElement(quiz, "question", type="category"), "category", there)
        _add(quiz, question)
    return document(quiz)


def _add(quiz: ET.Element, question: Question) -> None:
    lesson = question.lesson
    task, form = known(question)
    asked = question.asked + task
    match form:
        case Choices():
            _add_choices(_begin(quiz, "multichoice", question, asked, lesson), form)
        case Pairs():
            # There is no feedback for a pair: the reasons come with the lesson.
            told = pairs_html(form) + lesson
            _add_pairs(_begin(quiz, "matching", question, asked, told), form)
        case Gaps():
            _begin(quiz, "cloze", question, asked + _cloze(form), lesson)
        case _:
            assert_never(form)


def _begin(
    quiz: ET.Element, kind: str, question: Question, asked: Markup, told: Markup
) -> ET.Element:
    """What every kind of question has; `told` is what is shown after the answer."""
    element = ET.SubElement(quiz, "question", type=kind)
    _text(element, "name", question.name)
    _html(element, "questiontext", asked)
    _html(element, "generalfeedback", told)
    ET.SubElement(element, "idnumber").text = id_number(question.key)
    for hint in question.hints:
        _html(element, "hint", hint)
    tags = ET.SubElement(element, "tags")
    for tag in question.tags:
        _text(tags, "tag", tag)
    return element


def _add_choices(element: ET.Element, form: Choices) -> None:
    ET.SubElement(element, "single").text = "false" if form.several else "true"
    ET.SubElement(element, "shuffleanswers").text = "true"
    ET.SubElement(element, "answernumbering").text = "abc"
    for choice in form.choices:
        earned = form.share if choice.right else -form.share if form.several else 0
        answer = _html(element, "answer", choice_html(choice), fraction=percent(earned))
        _html(answer, "feedback", why_html(choice.why))


def _add_pairs(element: ET.Element, form: Pairs) -> None:
    ET.SubElement(element, "shuffleanswers").text = "true"
    for pair in form.pairs:
        _text(_html(element, "subquestion", pair.asked), "answer", pair.answer.text)


def _cloze(form: Gaps) -> Markup:
    """The phrase with a field in the place of each gap; any accepted answer is right."""
    first, *others = (escape(part) for part in form.parts)
    fields = ("~".join(_field(text, gap.why) for text in gap.accept) for gap in form.gaps)
    gaps = (
        "{1:SHORTANSWER:" + field + "}" + part for field, part in zip(fields, others, strict=True)
    )
    # Parts and answers are escaped.
    return Markup(f"<p>{first}{''.join(gaps)}</p>")  # noqa: S704


def _field(answer: str, why: str | None) -> str:
    return f"={_in_cloze(answer)}" + (f"#{_in_cloze(markup.plain(why))}" if why else "")


def _in_cloze(text: str) -> str:
    return escape(text.translate(_CLOZE_SIGNS), quote=False)


def _html(parent: ET.Element, name: str, html: Markup, **attributes: str) -> ET.Element:
    return _text(parent, name, str(html), format="html", **attributes)


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> ET.Element:
    """An element that holds its text in another one, as most of this format does."""
    element = ET.SubElement(parent, name, attributes)
    ET.SubElement(element, "text").text = text
    return element

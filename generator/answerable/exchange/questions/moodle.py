"""Writes questions as Moodle XML: a question bank with feedback, tags and permanent ids.

Format: docs.moodle.org, "Moodle XML format".
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import assert_never
from xml.etree import ElementTree as ET

from markupsafe import Markup

from answerable.exchange.questions.media import beside_films, files_of, moved, named_in
from answerable.exchange.questions.question import (
    Pairs,
    Question,
    category,
    choice_html,
    id_number,
    known,
    no_wildcards,
    pairs_html,
    percent,
    revision,
    why_html,
)
from answerable.exchange.questions.spelling import spellings
from answerable.exchange.questions.xml import document
from answerable.items.shapes import Choices, Gaps
from answerable.model import Course

_CLOZE_SIGNS: Mapping[int, str] = {ord(sign): f"&#{ord(sign)};" for sign in "\\{}#~\"'/&<>"}
"""Characters with a meaning in a gap, or in the HTML around it, as entities, which Moodle decodes.
Backslashes wouldn't do: Moodle removes only some of them.
"""
_UNMEANT = re.compile(r"\\(?=[}#])")
"""A backslash that Moodle would remove."""


def moodle_xml(course: Course, questions: Sequence[Question]) -> bytes:
    """A file for *Question bank, Import, Moodle XML*, with a category for each module."""
    quiz = ET.Element("quiz")
    title, here = f"{course.title}, {revision(course)}", None
    for question in questions:
        if (there := category(title, question)) != here:
            here = there
            _text(ET.SubElement(quiz, "question", type="category"), "category", there)
        _add(quiz, question)
    _embed(quiz, {**files_of(questions), **beside_films(questions)})
    return document(quiz)


def _embed(quiz: ET.Element, files: Mapping[str, bytes]) -> None:
    """Put the files next to the texts that name them, as Moodle wants them."""
    for element in list(quiz.iter()) if files else ():
        if (text := element.find("text")) is not None and text.text:
            names = dict.fromkeys(named_in(text.text))
            text.text = moved(text.text, "@@PLUGINFILE@@/")
            for name in names:
                file = ET.SubElement(element, "file", name=name, path="/", encoding="base64")
                file.text = base64.b64encode(files[name]).decode()


def _add(quiz: ET.Element, question: Question) -> None:
    lesson = question.lesson
    task, form = known(question)
    asked = question.asked + task
    match form:
        case Choices():
            _add_choices(_begin(quiz, "multichoice", question, asked, lesson), form)
        case Pairs():
            # Pairs can't have feedback, so their reasons go with the lesson.
            told = pairs_html(form) + lesson
            _add_pairs(_begin(quiz, "matching", question, asked, told), form)
        case Gaps():
            # A brace in an author's text must not start a gap.
            text = Markup(str(asked).replace("{", "&#123;"))  # noqa: S704  # was HTML before
            _begin(quiz, "cloze", question, text + _cloze(form), lesson)
        case _:
            assert_never(form)


def _begin(
    quiz: ET.Element, kind: str, question: Question, asked: Markup, told: Markup
) -> ET.Element:
    """Add what all types of questions have in common; `told` is shown after the answer."""
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
    """The phrase with a field in place of each gap; any accepted answer is right."""
    first, *others = (escape(part).replace("{", "&#123;") for part in form.parts)
    fields = (
        "~".join(_field(text, gap.why) for text in spellings(gap.accept)) for gap in form.gaps
    )
    gaps = (
        "{1:SHORTANSWER:" + field + "}" + part for field, part in zip(fields, others, strict=True)
    )
    # Parts and answers are escaped.
    return Markup(f"<p>{first}{''.join(gaps)}</p>")  # noqa: S704


def _field(answer: str, why: str | None) -> str:
    told = f"#{_in_cloze(why_html(why))}" if why else ""
    return f"={_in_cloze(no_wildcards(answer))}{told}"


def _in_cloze(text: str) -> str:
    """A text, or HTML, in a gap."""
    return _UNMEANT.sub(r"\\\\", text).translate(_CLOZE_SIGNS)


def _html(parent: ET.Element, name: str, html: Markup, **attributes: str) -> ET.Element:
    return _text(parent, name, str(html), format="html", **attributes)


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> ET.Element:
    """An element with its text in a nested `text`, as in most of this format."""
    element = ET.SubElement(parent, name, attributes)
    ET.SubElement(element, "text").text = text
    return element

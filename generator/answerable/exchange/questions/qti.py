"""Writes questions as QTI 2.1: a content package with a file for each question, and one test.

Format: IMS Question and Test Interoperability 2.1, "Assessment Test, Section, and Item Information
Model". Each question is worth one point, and gives the same share of it as on the site. Each file
has both a mapping and rules for the score: some platforms read only the mapping, others run the
rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias, assert_never
from xml.etree import ElementTree as ET

from markupsafe import Markup

from answerable.exchange.questions.media import files_of, names_of
from answerable.exchange.questions.question import (
    MEDIA,
    KnownForm,
    Pairs,
    Question,
    Sorting,
    Steps,
    choice_html,
    list_html,
    numbered_html,
    pairs_html,
    revision,
    why_html,
)
from answerable.exchange.questions.spelling import spellings
from answerable.exchange.questions.xml import add, document, identifier, root, xhtml
from answerable.items.shapes import Choices, Gaps
from answerable.model import Course
from answerable.source.storage.archive import make_zip

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_QTI_SCHEMA = f"{_QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_PACKAGE_SCHEMA = f"{_PACKAGE} http://www.imsglobal.org/xsd/imscp_v1p1.xsd"

_WHOLE = frozenset(
    {"p", "ul", "ol", "blockquote", "pre", "hr", "div"}
    | {"simpleChoice", "simpleAssociableChoice", "modalFeedback"}
)
"""Elements that contain text."""

_Form: TypeAlias = KnownForm | Steps

_RESPONSE = "RESPONSE"
_LESSON = "LESSON"


def qti(course: Course, questions: Sequence[Question]) -> bytes:
    """A zip with a test that has a section for each module. Ids don't change with the texts."""
    files = {f"items/{_name(one)}.xml": _item(course.language, one) for one in questions}
    files["test.xml"] = _test(course, questions)
    media = files_of(questions)
    files["imsmanifest.xml"] = _manifest(course, questions)
    return make_zip(files | {f"items/{MEDIA}{name}": one for name, one in media.items()})


def _name(question: Question) -> str:
    return identifier(question.key)


def _item(language: str, question: Question) -> bytes:
    item = root(
        "assessmentItem",
        _QTI,
        _QTI_SCHEMA,
        identifier=_name(question),
        title=question.name,
        **{"xml:lang": language},
        adaptive="false",
        timeDependent="false",
    )
    form = question.form.pairs if isinstance(question.form, Sorting) else question.form
    _declare_responses(item, form)
    _declare(item, "SCORE", "float", "0")
    _declare(item, "MAXSCORE", "float", "1")
    if isinstance(form, Choices):
        cardinality = "multiple" if form.several else "single"
        add(
            item,
            "outcomeDeclaration",
            identifier="FEEDBACK",
            cardinality=cardinality,
            baseType="identifier",
        )
    _declare(item, _LESSON, "identifier")
    body = add(item, "itemBody")
    body.extend(_xhtml(question.asked))
    _ask(body, form)
    _mark(add(item, "responseProcessing"), form)
    if isinstance(form, Choices):
        for choice in form.choices:
            if choice.why:
                _tell(item, "FEEDBACK", _entry(choice.id), why_html(choice.why))
    _tell(item, _LESSON, _LESSON, _reasons(form) + question.lesson)
    return document(item, _WHOLE)


def _entry(name: str) -> str:
    """The id of something to choose, move or match. The `e` is there because ids begin with a
    letter.
    """
    return f"e{name}"


def _gap_response(form: Gaps, number: int) -> str:
    return _RESPONSE if len(form.gaps) == 1 else f"{_RESPONSE}{number}"


def _declare(item: ET.Element, name: str, kind: str, value: str | None = None) -> None:
    """Declare an outcome with one value, and its default if there is one."""
    outcome = add(item, "outcomeDeclaration", identifier=name, cardinality="single", baseType=kind)
    if value is not None:
        add(add(outcome, "defaultValue"), "value", value)


def _declare_responses(item: ET.Element, form: _Form) -> None:
    match form:
        case Choices():
            right = [_entry(one.id) for one in form.choices if one.right]
            if not form.several:
                _declare_response(item, "single", "identifier", right)
                return
            points = {_entry(one.id): 1 if one.right else -1 for one in form.choices}
            _declare_response(item, "multiple", "identifier", right, points, most=len(right))
        case Steps():
            _declare_response(item, "ordered", "identifier", [_entry(one.id) for one in form.steps])
        case Pairs():
            right = [f"{_entry(pair.id)} {_entry(pair.answer.id)}" for pair in form.pairs]
            points = dict.fromkeys(right, 1)
            _declare_response(item, "multiple", "directedPair", right, points, most=len(right))
        case Gaps():
            for number, gap in enumerate(form.gaps, start=1):
                name = _gap_response(form, number)
                points = dict.fromkeys(spellings(gap.accept), 1)
                _declare_response(item, "single", "string", gap.accept[:1], points, name=name)
        case _:
            assert_never(form)


def _declare_response(
    item: ET.Element,
    cardinality: str,
    kind: str,
    right: Iterable[str],
    points: Mapping[str, int] | None = None,
    *,
    most: int = 1,
    name: str = _RESPONSE,
) -> None:
    """Declare a response and its right answers. `points` are for each answer; their sum is kept
    between 0 and `most`.
    """
    response = add(
        item, "responseDeclaration", identifier=name, cardinality=cardinality, baseType=kind
    )
    correct = add(response, "correctResponse")
    for value in right:
        add(correct, "value", value)
    if points:
        mapping = add(response, "mapping", lowerBound="0", upperBound=str(most), defaultValue="0")
        cases = {"caseSensitive": "false"} if kind == "string" else {}
        for key, earned in points.items():
            add(mapping, "mapEntry", mapKey=key, mappedValue=str(earned), **cases)


def _ask(body: ET.Element, form: _Form) -> None:
    match form:
        case Choices():
            asked = add(
                body,
                "choiceInteraction",
                responseIdentifier=_RESPONSE,
                shuffle="true",
                maxChoices="0" if form.several else "1",
            )
            for choice in form.choices:
                _text(asked, "simpleChoice", choice_html(choice), identifier=_entry(choice.id))
        case Steps():
            # Not shuffled: that could put them in the right order.
            asked = add(body, "orderInteraction", responseIdentifier=_RESPONSE, shuffle="false")
            for step in form.choices:
                _text(asked, "simpleChoice", choice_html(step), identifier=_entry(step.id))
        case Pairs():
            asked = add(
                body,
                "matchInteraction",
                responseIdentifier=_RESPONSE,
                shuffle="true",
                maxAssociations=str(len(form.pairs)),
            )
            left, right = add(asked, "simpleMatchSet"), add(asked, "simpleMatchSet")
            for pair in form.pairs:
                _text(
                    left,
                    "simpleAssociableChoice",
                    pair.asked,
                    identifier=_entry(pair.id),
                    matchMax="1",
                )
            for answer in form.answers:
                add(
                    right,
                    "simpleAssociableChoice",
                    answer.text,
                    identifier=_entry(answer.id),
                    matchMax=str(len(form.pairs)),
                )
        case Gaps():
            phrase = add(body, "p", form.parts[0])
            for number, (gap, after) in enumerate(zip(form.gaps, form.parts[1:], strict=True), 1):
                field = add(
                    phrase,
                    "textEntryInteraction",
                    responseIdentifier=_gap_response(form, number),
                    expectedLength=str(max(map(len, gap.accept))),
                )
                field.tail = after
        case _:
            assert_never(form)


def _mark(rules: ET.Element, form: _Form) -> None:
    """Add the rules for the score and the feedback: each choice's reason, then the lesson."""
    match form:
        case Choices(several=True):
            _add_mapped(rules, _RESPONSE)
            _divide(rules, sum(choice.right for choice in form.choices))
        case Choices():

            def right(condition: ET.Element) -> None:
                equal = add(condition, "match")
                add(equal, "variable", identifier=_RESPONSE)
                add(equal, "correct", identifier=_RESPONSE)

            _add_points(rules, right, _one)
        case Steps():
            for number, step in enumerate(form.steps, start=1):
                _add_if_in_place(rules, number, _entry(step.id))
            _divide(rules, len(form.steps))
        case Pairs():
            _add_mapped(rules, _RESPONSE)
            _divide(rules, len(form.pairs))
        case Gaps():
            for number in range(1, len(form.gaps) + 1):
                _add_mapped(rules, _gap_response(form, number))
            _divide(rules, len(form.gaps))
        case _:
            assert_never(form)
    if isinstance(form, Choices):
        told = add(rules, "setOutcomeValue", identifier="FEEDBACK")
        add(told, "variable", identifier=_RESPONSE)
    lesson = add(rules, "setOutcomeValue", identifier=_LESSON)
    add(lesson, "baseValue", _LESSON, baseType="identifier")


_Part = Callable[[ET.Element], object]
"""A function that adds its part of a rule to an element."""


def _add_points(rules: ET.Element, condition: _Part, points: _Part) -> None:
    case = add(add(rules, "responseCondition"), "responseIf")
    condition(case)
    total = add(add(case, "setOutcomeValue", identifier="SCORE"), "sum")
    add(total, "variable", identifier="SCORE")
    points(total)


def _one(total: ET.Element) -> None:
    add(total, "baseValue", "1", baseType="float")


def _add_mapped(rules: ET.Element, response: str) -> None:
    """Add the points that the mapping gives for the answer, if there is an answer."""

    def answered(condition: ET.Element) -> None:
        add(add(add(condition, "not"), "isNull"), "variable", identifier=response)

    _add_points(rules, answered, lambda total: add(total, "mapResponse", identifier=response))


def _add_if_in_place(rules: ET.Element, number: int, entry: str) -> None:
    def in_place(condition: ET.Element) -> None:
        equal = add(condition, "match")
        add(add(equal, "index", n=str(number)), "variable", identifier=_RESPONSE)
        add(equal, "baseValue", entry, baseType="identifier")

    _add_points(rules, in_place, _one)


def _divide(rules: ET.Element, most: int) -> None:
    """Turn the points into a share of `most`."""
    share = add(add(rules, "setOutcomeValue", identifier="SCORE"), "divide")
    add(share, "variable", identifier="SCORE")
    add(share, "baseValue", str(most), baseType="float")


def _reasons(form: _Form) -> Markup:
    """The right answers and their reasons, unless each choice has its own feedback."""
    match form:
        case Choices():
            return Markup()
        case Steps():
            return numbered_html(choice_html(step) + why_html(step.why) for step in form.steps)
        case Pairs():
            return pairs_html(form)
        case Gaps():
            return list_html(
                Markup("<strong>{}</strong>{}").format(gap.accept[0], why_html(gap.why))
                for gap in form.gaps
            )
        case _:
            assert_never(form)


def _tell(item: ET.Element, outcome: str, name: str, html: Markup) -> None:
    _text(item, "modalFeedback", html, outcomeIdentifier=outcome, identifier=name, showHide="show")


def _text(parent: ET.Element, tag: str, html: Markup, **attributes: str) -> None:
    content = _xhtml(html)
    add(parent, tag, content.text, **attributes).extend(content)


def _xhtml(html: Markup) -> ET.Element:
    """HTML as the content of an element: QTI 2.1 knows players only as objects, which have neither
    captions nor a picture before them.
    """
    content = xhtml(html)
    for player in [one for one in content.iter() if one.tag in ("audio", "video")]:
        address = player.attrib.pop("src")
        del player.attrib["controls"], player[:]
        player.attrib.pop("poster", None)
        kind = _TYPES[address.rpartition(".")[2]]
        player.tag = "object"
        player.attrib = {"data": address, "type": kind, **player.attrib}
    return content


_TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
"""The types of recordings and films by the ends of their published names."""


def _test(course: Course, questions: Sequence[Question]) -> bytes:
    test = root(
        "assessmentTest",
        _QTI,
        _QTI_SCHEMA,
        identifier=identifier(course.id, "test"),
        title=f"{course.title}, {revision(course)}",
    )
    _declare(test, "SCORE", "float", "0")
    part = add(
        test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual"
    )
    add(part, "itemSessionControl", maxAttempts="1", showFeedback="true", allowReview="true")
    for topic, of_topic in groupby(questions, key=lambda one: (one.topic_id, one.topic)):
        section = add(
            part,
            "assessmentSection",
            identifier=identifier(course.id, topic[0]),
            title=topic[1],
            visible="true",
        )
        for one in of_topic:
            name = _name(one)
            add(section, "assessmentItemRef", identifier=name, href=f"items/{name}.xml")
    total = add(add(test, "outcomeProcessing"), "setOutcomeValue", identifier="SCORE")
    add(add(total, "sum"), "testVariables", variableIdentifier="SCORE")
    return document(test)


def _manifest(course: Course, questions: Sequence[Question]) -> bytes:
    manifest = root(
        "manifest", _PACKAGE, _PACKAGE_SCHEMA, identifier=identifier(course.id, "package")
    )
    metadata = add(manifest, "metadata")
    add(metadata, "schema", "QTIv2.1 Package")
    add(metadata, "schemaversion", "1.0.0")
    add(manifest, "organizations")
    resources = add(manifest, "resources")
    test = add(
        resources,
        "resource",
        identifier=identifier(course.id, "test"),
        type="imsqti_test_xmlv2p1",
        href="test.xml",
    )
    add(test, "file", href="test.xml")
    for name in map(_name, questions):
        add(test, "dependency", identifierref=name)
    media: dict[str, None] = {}
    for question in questions:
        name, path = _name(question), f"items/{_name(question)}.xml"
        item = add(resources, "resource", identifier=name, type="imsqti_item_xmlv2p1", href=path)
        add(item, "file", href=path)
        for file in names_of(question):
            media[file] = None
            add(item, "dependency", identifierref=identifier(file))
    for file in media:
        path = f"items/{MEDIA}{file}"
        name = identifier(file)
        one = add(resources, "resource", identifier=name, type="webcontent", href=path)
        add(one, "file", href=path)
    return document(manifest)

"""Writes questions as an IMS Common Cartridge 1.1, with a QTI 1.2 assessment for each module.

Format: IMS Common Cartridge Profile 1.1, "QTI profile". It supports single choice, multiple choice
and one gap. So matching, ordering and phrases with several gaps are split: each pair, step or gap
is a question, with a name made from the whole question's name. Multiple choice is right or wrong as
a whole there, though a platform may give partial credit.

Programs that read the format expect a choice's feedback in a condition of its own, and take the
feedback of conditions with `continue` for that of the whole question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple, assert_never
from xml.etree import ElementTree as ET

from markupsafe import Markup, escape

from answerable.exchange.questions.question import (
    Pairs,
    Question,
    Steps,
    choice_html,
    known,
    list_html,
    revision,
    why_html,
)
from answerable.exchange.questions.spelling import spellings
from answerable.exchange.questions.xml import add, document, identifier, root
from answerable.i18n import Translator
from answerable.items.shapes import Choices, Gaps
from answerable.model import Course
from answerable.source.storage.archive import make_zip

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PROFILE = "http://www.imsglobal.org/profile/cc/ccv1p1"
_QTI_SCHEMA = f"{_QTI} {_PROFILE}/ccv1p1_qtiasiv1p2p1_v1p0.xsd"
_PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_PACKAGE_SCHEMA = (
    f"{_PACKAGE} {_PROFILE}/ccv1p1_imscp_v1p2_v1p0.xsd "
    f"{_LOM} {_PROFILE}/LOM/ccv1p1_lommanifest_v1p0.xsd"
)
_ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"

_RESPONSE = "response1"
_LESSON = "general_fb"
"""The name by which importing programs recognise the feedback for the whole question."""

_ABOUT = {
    "cc_profile": "cc.exam.v0p1",
    "qmd_assessmenttype": "Examination",
    "qmd_scoretype": "Percentage",
    "qmd_feedbackpermitted": "Yes",
    "qmd_solutionspermitted": "Yes",
    "cc_maxattempts": "unlimited",
}
_BLANK = "_____"


class _Option(NamedTuple):
    id: str
    html: Markup
    right: bool
    told: Markup


@dataclass(frozen=True, slots=True)
class _Piece:
    """One question in the format: choose from `options`, or type one of the `texts`."""

    id: str
    name: str
    asked: Markup
    told: Markup
    options: tuple[_Option, ...] = ()
    several: bool = False
    texts: tuple[str, ...] = ()


def cartridge(course: Course, questions: Sequence[Question]) -> bytes:
    """A cartridge with an assessment for each module. Ids don't change when texts are edited."""
    words, version = course.words, revision(course)
    files, titles = {}, {}
    for (topic_id, topic), of_topic in groupby(questions, lambda one: (one.topic_id, one.topic)):
        name = identifier(course.id, topic_id)
        titles[name] = title = f"{topic}, {version}"
        pieces = [piece for one in of_topic for piece in _pieces(one, words)]
        files[_path(name)] = _assessment(name, title, course.language, pieces)
    files["imsmanifest.xml"] = _manifest(course, f"{course.title}, {version}", titles)
    return make_zip(files)


def _path(name: str) -> str:
    return f"assessments/{name}.xml"


def _pieces(question: Question, words: Translator) -> Iterator[_Piece]:
    task, form = known(question)
    asked = question.asked + task
    match form:
        case Choices():
            options = (
                _Option(_entry(one.id), choice_html(one), one.right, why_html(one.why))
                for one in form.choices
            )
            yield _Piece(
                identifier(question.key),
                question.name,
                asked,
                question.lesson,
                tuple(options),
                form.several,
            )
        case Pairs():
            if isinstance(question.form, Steps):  # A step's position depends on the others.
                asked += list_html(pair.asked for pair in form.pairs)
            for number, pair in enumerate(form.pairs, start=1):
                options = (
                    _Option(_entry(one.id), escape(one.text), one == pair.answer, Markup())
                    for one in form.answers
                )
                yield _Piece(
                    identifier(question.key, pair.id),
                    f"{question.name} ({number}/{len(form.pairs)})",
                    asked + Markup("<p><strong>{}</strong></p>").format(pair.asked),
                    why_html(pair.why) + question.lesson,
                    tuple(options),
                )
        case Gaps():
            yield from _gaps(question, form, words)
        case _:
            assert_never(form)


def _gaps(question: Question, form: Gaps, words: Translator) -> Iterator[_Piece]:
    only = len(form.gaps) == 1
    blanks = [_BLANK if only else f"({number}) {_BLANK}" for number in range(1, len(form.gaps) + 1)]
    ends = [*blanks, ""]
    phrase = "".join(part + end for part, end in zip(form.parts, ends, strict=True))
    asked = question.asked + Markup("<p>{}</p>").format(phrase)
    for number, gap in enumerate(form.gaps, start=1):
        which = "" if only else words.gettext("Fill in gap %(number)s.") % {"number": number}
        yield _Piece(
            identifier(question.key) if only else identifier(question.key, f"gap-{number}"),
            question.name if only else f"{question.name} ({number}/{len(form.gaps)})",
            asked + (Markup("<p>{}</p>").format(which) if which else ""),
            why_html(gap.why) + question.lesson,
            texts=spellings(gap.accept),
        )


def _entry(name: str) -> str:
    return f"e{name}"


def _assessment(name: str, title: str, language: str, pieces: Sequence[_Piece]) -> bytes:
    interoperable = root("questestinterop", _QTI, _QTI_SCHEMA)
    assessment = add(interoperable, "assessment", ident=name, title=title, **{"xml:lang": language})
    _add_metadata(assessment, **_ABOUT)
    section = add(assessment, "section", ident="root_section")
    for piece in pieces:
        _add_item(section, piece)
    return document(interoperable)


def _add_metadata(parent: ET.Element, **fields: str) -> None:
    metadata = add(parent, "qtimetadata")
    for label, entry in fields.items():
        field = add(metadata, "qtimetadatafield")
        add(field, "fieldlabel", label)
        add(field, "fieldentry", entry)


def _add_item(section: ET.Element, piece: _Piece) -> None:
    item = add(section, "item", ident=piece.id, title=piece.name)
    kind = "fib" if piece.texts else "multiple_response" if piece.several else "multiple_choice"
    _add_metadata(add(item, "itemmetadata"), cc_profile=f"cc.{kind}.v0p1")
    shown = add(item, "presentation")
    _add_text(shown, piece.asked)
    if piece.texts:
        asked = add(shown, "response_str", ident=_RESPONSE, rcardinality="Single")
        add(asked, "render_fib", prompt="Box")
    else:
        cardinality = "Multiple" if piece.several else "Single"
        asked = add(shown, "response_lid", ident=_RESPONSE, rcardinality=cardinality)
        offered = add(asked, "render_choice", shuffle="Yes")
        for option in piece.options:
            _add_text(add(offered, "response_label", ident=option.id), option.html)
    _add_rules(item, piece)
    _add_feedback(item, _LESSON, piece.told)
    for option in piece.options:
        if option.told:
            _add_feedback(item, _feedback(option), option.told)


def _feedback(option: _Option) -> str:
    return f"{option.id}_fb"


def _add_rules(item: ET.Element, piece: _Piece) -> None:
    rules = add(item, "resprocessing")
    add(
        add(rules, "outcomes"),
        "decvar",
        varname="SCORE",
        vartype="Decimal",
        minvalue="0",
        maxvalue="100",
    )
    always = add(rules, "respcondition", **{"continue": "Yes"})
    add(add(always, "conditionvar"), "other")
    _show(always, _LESSON)
    if piece.texts:
        right = _condition(rules)
        for text in piece.texts:
            add(right, "varequal", text, respident=_RESPONSE, case="No")
        _set_right(rules[-1])
    if piece.several:
        together = add(_condition(rules), "and")
        for option in piece.options:
            parent = together if option.right else add(together, "not")
            add(parent, "varequal", option.id, respident=_RESPONSE, case="Yes")
        _set_right(rules[-1])
    for option in piece.options:
        earns = option.right and not piece.several
        if not (earns or option.told):
            continue
        add(_condition(rules), "varequal", option.id, respident=_RESPONSE)
        if earns:
            _set_right(rules[-1])
        if option.told:
            _show(rules[-1], _feedback(option))


def _condition(rules: ET.Element) -> ET.Element:
    """Add a rule that ends the processing if it applies, and return its empty condition."""
    return add(add(rules, "respcondition", **{"continue": "No"}), "conditionvar")


def _set_right(rule: ET.Element) -> None:
    add(rule, "setvar", "100", action="Set", varname="SCORE")


def _show(rule: ET.Element, name: str) -> None:
    add(rule, "displayfeedback", feedbacktype="Response", linkrefid=name)


def _add_feedback(item: ET.Element, name: str, html: Markup) -> None:
    _add_text(add(add(item, "itemfeedback", ident=name), "flow_mat"), html)


def _add_text(parent: ET.Element, html: Markup) -> None:
    add(add(parent, "material"), "mattext", str(html), texttype="text/html")


def _manifest(course: Course, title: str, titles: dict[str, str]) -> bytes:
    manifest = root(
        "manifest",
        _PACKAGE,
        _PACKAGE_SCHEMA,
        identifier=identifier(course.id, "cartridge"),
        **{"xmlns:lom": _LOM},
    )
    metadata = add(manifest, "metadata")
    add(metadata, "schema", "IMS Common Cartridge")
    add(metadata, "schemaversion", "1.1.0")
    general = add(add(metadata, "lom:lom"), "lom:general")
    add(add(general, "lom:title"), "lom:string", title, language=course.language)
    organization = add(
        add(manifest, "organizations"),
        "organization",
        identifier="organization",
        structure="rooted-hierarchy",
    )
    everything = add(organization, "item", identifier="everything")
    for name, shown in titles.items():
        entry = add(everything, "item", identifier=f"item-{name}", identifierref=name)
        add(entry, "title", shown)
    resources = add(manifest, "resources")
    for name in titles:
        resource = add(resources, "resource", identifier=name, type=_ASSESSMENT)
        add(resource, "file", href=_path(name))
    return document(manifest)

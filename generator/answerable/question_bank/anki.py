"""Questions -> an Anki deck: one note a question, what is asked in front and the answer behind.

A note is known by the question's key, so that a deck that is imported again corrects the notes that
are there, and leaves what was learned. Importers refuse a changed list of fields, therefore spare
ones are kept from the beginning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import assert_never

import genanki
from markupsafe import Markup, escape

from answerable.model import Course
from answerable.question_bank.question import (
    Choices,
    Form,
    Gaps,
    Pairs,
    Question,
    choice_html,
    why_html,
)
from answerable.storage.folders import scratch_folder

_FIELDS = ("Key", "Front", "Back", "Lesson", "Spare 1", "Spare 2", "Spare 3")
_BACK = "{{FrontSide}}<hr id=answer>{{Back}}<div class=lesson>{{Lesson}}</div>"
_STYLE = """\
.card { font: 18px/1.45 sans-serif; text-align: left; max-width: 36em; margin: 0 auto; }
.lesson { margin-top: 1.5em; padding-top: .5em; border-top: 1px solid #8888; font-size: .9em; }
"""
_BLANK = "_____"


def apkg(course: Course, questions: Sequence[Question], modified: float) -> bytes:
    """A deck for *File, Import*, with one below it for each module.

    `modified` is when the course was changed, in seconds since 1970: Anki takes what is newer than
    what it has.
    """
    model = genanki.Model(
        _number("answerable", "note type"),
        "Answerable",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": _BACK}],
        css=_STYLE,
    )
    decks: dict[str, genanki.Deck] = {}
    for question in questions:
        if (topic := question.topic) not in decks:
            name = "::".join(part.replace("::", ": ") for part in (course.title, topic))
            decks[topic] = genanki.Deck(_number(course.id, "deck", topic), name)
        decks[topic].add_note(_note(model, question))
    with scratch_folder() as folder:
        file = folder / "deck.apkg"
        genanki.Package(list(decks.values())).write_to_file(file, timestamp=modified)
        return file.read_bytes()


def _note(model: genanki.Model, question: Question) -> genanki.Note:
    key = str(escape(question.key))
    front, back = question.asked + _front(question.form), _back(question.form)
    return genanki.Note(
        model=model,
        fields=[key, *map(_shown, (front, back, question.lesson)), "", "", ""],
        tags=list(question.tags),
        guid=genanki.guid_for(question.key),
    )


def _shown(html: Markup) -> str:
    """HTML in which no text means anything to Anki: `[sound:…]` would play, and brackets behind
    backslashes set a formula, which may hold a script.

    MathJax reads each text between tags by itself. No address of ours has a backslash.
    """
    return str(html).replace("[", "&#91;").replace("\\", "<span>\\</span>")


def _front(form: Form) -> Markup:
    match form:
        case Choices():
            return _list(choice_html(choice) for choice in form.choices)
        case Pairs():
            texts = sorted({pair.answer for pair in form.pairs})
            return _list(pair.asked for pair in form.pairs) + _list(map(escape, texts))
        case Gaps():
            return Markup("<p>{}</p>").format(_BLANK.join(form.parts))
        case _:
            assert_never(form)


def _back(form: Form) -> Markup:
    match form:
        case Choices():
            right = (choice for choice in form.choices if choice.right)
            return _list(choice_html(choice) + why_html(choice.why) for choice in right)
        case Pairs():
            return _list(
                Markup("{}<br><strong>{}</strong>{}").format(
                    pair.asked, pair.answer, why_html(pair.why)
                )
                for pair in form.pairs
            )
        case Gaps():
            first, *others = form.parts
            words = (
                Markup("<strong>{}</strong>{}").format(gap.accept[0], part)
                for gap, part in zip(form.gaps, others, strict=True)
            )
            reasons = (why_html(gap.why) for gap in form.gaps)
            return Markup("<p>{}{}</p>{}").format(
                first, Markup().join(words), Markup().join(reasons)
            )
        case _:
            assert_never(form)


def _list(entries: Iterable[Markup]) -> Markup:
    return Markup("<ul>{}</ul>").format(
        Markup().join(Markup("<li>{}</li>").format(entry) for entry in entries)
    )


def _number(*names: str) -> int:
    """An id for good: Anki's are numbers, and those of genanki below 2 ** 31."""
    digest = hashlib.sha256("\n".join(names).encode()).digest()
    return 1 + int.from_bytes(digest[:4], "big") % (2**31 - 1)

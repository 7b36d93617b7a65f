"""Questions -> an Anki deck: one note a question, what is asked in front and the answer behind.

A note is known by the question's key, so that a deck that is imported again corrects the notes that
are there, and leaves what was learned. Importers refuse a changed list of fields, therefore spare
ones are kept from the beginning. The same questions and times make the same bytes, on every day and
every machine.
"""

from __future__ import annotations

import hashlib
import io
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import count
from typing import assert_never

import genanki
from markupsafe import Markup, escape

from answerable.learning.items import Choice, Gap
from answerable.model import Course
from answerable.question_bank.question import (
    Choices,
    Gaps,
    KnownForm,
    Pairs,
    Question,
    choice_html,
    known,
    list_html,
    pairs_html,
    why_html,
)
from answerable.question_bank.revisions import FIRST

_FIELDS = ("Key", "Front", "Back", "Lesson", "Spare 1", "Spare 2", "Spare 3")
_BACK = "{{FrontSide}}<hr id=answer>{{Back}}<div class=lesson>{{Lesson}}</div>"
_STYLE = """\
.card { font: 18px/1.45 sans-serif; text-align: left; max-width: 36em; margin: 0 auto; }
.lesson { margin-top: 1.5em; padding-top: .5em; border-top: 1px solid #8888; font-size: .9em; }
"""
_BLANK = "_____"
_WRONG = Markup("✗ ")

_NOTE_TYPE_SINCE = 1_000_000_000
"""When fields, templates or style last changed, in seconds since 1970. Raise it with them."""

_SQLITE_VERSION = slice(96, 100)
"""Where a database names the version of SQLite that wrote it (sqlite.org, "Database File Format").
Nothing reads it."""


class _Note(genanki.Note):  # type: ignore[misc]  # the library has no types
    """A note with a time of its own, in seconds since 1970."""

    modified = 0

    def write_to_db(
        self, cursor: sqlite3.Cursor, _: float, deck_id: int, id_gen: Iterator[int]
    ) -> None:
        super().write_to_db(cursor, self.modified, deck_id, id_gen)


def apkg(course: Course, questions: Sequence[Question], modified: Mapping[str, int]) -> bytes:
    """A deck for *File, Import*, with one below it for each module.

    `modified` is when each question was changed last, by its key, in seconds since 1970: Anki takes
    what is newer than what it has.
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
        decks[topic].add_note(_note(model, question, modified[question.key]))
    # Ids of notes and cards are milliseconds, and should be others than those of other courses.
    ids = count(FIRST * 1000 + _number(course.id, "notes") * 100)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        # Not compressed: other versions of a library pack in other ways.
        package.writestr(zipfile.ZipInfo("collection.anki2"), _database(list(decks.values()), ids))
        package.writestr(zipfile.ZipInfo("media"), "{}")
    return written.getvalue()


def _database(decks: Sequence[genanki.Deck], ids: Iterator[int]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        genanki.Package(decks).write_to_db(connection.cursor(), _NOTE_TYPE_SINCE, ids)
        connection.commit()
        written = bytearray(connection.serialize())
    written[_SQLITE_VERSION] = bytes(4)
    return bytes(written)


def _note(model: genanki.Model, question: Question, modified: int) -> genanki.Note:
    key = str(escape(question.key))
    task, form = known(question)
    asked = question.asked + task
    front, back = asked + _front(form), _back(form)
    note = _Note(
        model=model,
        fields=[key, *map(_shown, (front, back, question.lesson)), "", "", ""],
        tags=["-".join(tag.split()) for tag in question.tags],  # a blank parts two of them
        guid=genanki.guid_for(question.key),
    )
    note.modified = modified
    return note


def _shown(html: Markup) -> str:
    """HTML in which no text means anything to Anki: `[sound:…]` would play, and brackets behind
    backslashes set a formula, which may hold a script.

    MathJax reads each text between tags by itself. No address of ours has a backslash.
    """
    return str(html).replace("[", "&#91;").replace("\\", "<span>\\</span>")


def _front(form: KnownForm) -> Markup:
    match form:
        case Choices():
            return list_html(choice_html(choice) for choice in form.choices)
        case Pairs():
            return list_html(pair.asked for pair in form.pairs) + list_html(
                escape(answer.text) for answer in form.answers
            )
        case Gaps():
            return Markup("<p>{}</p>").format(_BLANK.join(form.parts))
        case _:
            assert_never(form)


def _back(form: KnownForm) -> Markup:
    match form:
        case Choices():
            right = [choice for choice in form.choices if choice.right]
            wrong = [choice for choice in form.choices if not choice.right and choice.why]
            told = list_html(_WRONG + _reasoned(choice) for choice in wrong) if wrong else Markup()
            return list_html(map(_reasoned, right)) + told
        case Pairs():
            return pairs_html(form)
        case Gaps():
            first, *others = form.parts
            words = (
                Markup("<strong>{}</strong>{}{}").format(gap.accept[0], _also(gap), part)
                for gap, part in zip(form.gaps, others, strict=True)
            )
            reasons = (why_html(gap.why) for gap in form.gaps)
            return Markup("<p>{}{}</p>{}").format(
                first, Markup().join(words), Markup().join(reasons)
            )
        case _:
            assert_never(form)


def _reasoned(choice: Choice) -> Markup:
    return choice_html(choice) + why_html(choice.why)


def _also(gap: Gap) -> Markup:
    """The other answers that a gap accepts, in brackets."""
    return Markup(" ({})").format("; ".join(gap.accept[1:])) if gap.accept[1:] else Markup()


def _number(*names: str) -> int:
    """An id for good: Anki's are numbers, and those of genanki below 2 ** 31."""
    digest = hashlib.sha256("\n".join(names).encode()).digest()
    return 1 + int.from_bytes(digest[:4], "big") % (2**31 - 1)

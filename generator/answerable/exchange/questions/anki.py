"""Writes questions as an Anki deck: one note per question, with the answer on the back.

A note is identified by the question's key. So importing a deck again corrects the existing notes
and keeps the learner's progress. Importers refuse a changed list of fields, so there are spare ones
from the beginning, and all courses share one type of notes, whatever they call a lesson. The first
spare field holds what the brand puts above a card. The same questions and times give the same bytes
on every day and every machine.

A position in a list should not give the answer away once a card has been seen. So a script in the
template shuffles the lists each time a card is shown (`frontend/src/outputs/anki`). The notes don't
depend on it: where scripts don't run, lists are in their written order.
"""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import count
from typing import assert_never

import genanki
from markupsafe import Markup, escape

from answerable.exchange.questions.media import PLAYER, files_of, moved
from answerable.exchange.questions.question import (
    Form,
    Pairs,
    Question,
    Sorting,
    Steps,
    choice_html,
    entries_html,
    list_html,
    numbered_html,
    pairs_html,
    why_html,
)
from answerable.handouts.standalone.document import asset
from answerable.i18n import Translator
from answerable.items.shapes import Choice, Choices, Gap, Gaps
from answerable.model import Brand, Course
from answerable.model.picture import Original
from answerable.source.media.pictures import published

_FIELDS = ("Key", "Front", "Back", "Lesson", "Spare 1", "Spare 2", "Spare 3")
_FRONT = "{{Spare 1}}<div class=front>{{Front}}</div>"
_BACK = f"{_FRONT}<hr id=answer>{{{{Back}}}}<div class=lesson>{{{{Lesson}}}}</div>"
_STYLE = """\
.card { font: 18px/1.45 sans-serif; text-align: left; max-width: 36em; margin: 0 auto; }
.brand { display: flex; align-items: center; gap: .5em; padding-bottom: .3em; margin-bottom: 1em;
  border-bottom: 2px solid; color: var(--day); font-size: .8em; font-weight: bold; }
.brand img { height: 1.8em; }
.nightMode .brand { color: var(--night); }
.nightMode .brand img { padding: .2em; background: #fff; }
.lesson { margin-top: 1.5em; padding-top: .5em; border-top: 1px solid #8888; font-size: .9em; }
"""
_BLANK = "_____"

_NOTE_TYPE_SINCE = 1_796_083_200
"""When fields, templates or style last changed, in seconds since 1970. Raise it with them."""

_IDS_SINCE = 946_684_800
"""2000-01-01, in seconds since 1970."""

_SQLITE_VERSION = slice(96, 100)
"""The bytes with the version of SQLite that wrote the database (sqlite.org, "Database File
Format"). Nothing reads them."""


class _Note(genanki.Note):  # type: ignore[misc]  # the library has no types
    """A note with its own time of modification, in seconds since 1970."""

    modified = 0

    def write_to_db(
        self, cursor: sqlite3.Cursor, _: float, deck_id: int, id_gen: Iterator[int]
    ) -> None:
        super().write_to_db(cursor, self.modified, deck_id, id_gen)


def contents(course: Course, question: Question) -> tuple[str, ...]:
    """The whole content of a question's note: its fields and its tags."""
    return *_fields(course, question), *_tags(question)


def _fields(course: Course, question: Question) -> tuple[str, ...]:
    """The fields that have a content: the key, the front, the back, the lesson and the brand."""
    words = course.words
    front, back = question.asked + _front(question.form), _back(question.form, words)
    brand = () if course.brand == Brand() else (_brand(course),)
    return str(escape(question.key)), *map(_shown, (front, back, question.lesson, *brand))


def _brand(course: Course) -> Markup:
    """What the brand puts above each card: its logo and its name, in its colour."""
    colours = course.brand.colours
    image = course.logo and Markup('<img src="{}" alt="">').format(_logo(course.logo)[0])
    return Markup('<div class=brand style="--day:{};--night:{}">{}{}</div>').format(
        colours.light["brand"], colours.dark["brand"], image or "", course.name
    )


def _logo(logo: Original) -> tuple[str, int]:
    """The name and the width of the logo's file."""
    width = logo.widths[0]
    return logo.name(width, clear=True), width


def _tags(question: Question) -> list[str]:
    return ["-".join(tag.split()) for tag in question.tags]  # a space separates tags


def apkg(course: Course, questions: Sequence[Question], modified: Mapping[str, int]) -> bytes:
    """A deck for *File, Import*, with a subdeck for each module.

    `modified` is when each question last changed, by its key, in seconds since 1970: Anki imports
    only notes that are newer than its own.
    """
    script = f"<script>{asset(__package__, 'anki.js')}</script>"
    model = genanki.Model(
        _number("answerable", "note type"),
        "Answerable",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT + script, "afmt": _BACK + script}],
        css=_STYLE,
    )
    decks: dict[str, genanki.Deck] = {}
    for question in questions:
        if (topic := question.topic) not in decks:
            name = "::".join(part.replace("::", ": ") for part in (course.title, topic))
            decks[topic] = genanki.Deck(_number(course.id, "deck", topic), name)
        decks[topic].add_note(_note(model, course, question, modified[question.key]))
    # Ids of notes and cards are milliseconds, and should differ from those of other courses.
    ids = count(_IDS_SINCE * 1000 + _number(course.id, "notes") * 100)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        # Not compressed: versions of the library compress differently.
        package.writestr(zipfile.ZipInfo("collection.anki2"), _database(list(decks.values()), ids))
        files = sorted((dict(files_of(questions)) | _logo_file(course)).items())
        names = {str(number): name for number, (name, _) in enumerate(files)}
        package.writestr(zipfile.ZipInfo("media"), json.dumps(names))
        for number, (_, content) in enumerate(files):
            package.writestr(zipfile.ZipInfo(str(number)), content)
    return written.getvalue()


def _logo_file(course: Course) -> dict[str, bytes]:
    if not course.logo:
        return {}
    name, width = _logo(course.logo)
    return {name: published(course.logo, width, clear=True)}


def _database(decks: Sequence[genanki.Deck], ids: Iterator[int]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        genanki.Package(decks).write_to_db(connection.cursor(), _NOTE_TYPE_SINCE, ids)
        connection.commit()
        written = bytearray(connection.serialize())
    written[_SQLITE_VERSION] = bytes(4)
    return bytes(written)


def _note(model: genanki.Model, course: Course, question: Question, modified: int) -> genanki.Note:
    said = _fields(course, question)
    note = _Note(
        model=model,
        fields=[*said, *[""] * (len(_FIELDS) - len(said))],
        tags=_tags(question),
        guid=genanki.guid_for(question.key),
    )
    note.modified = modified
    return note


def _shown(html: Markup) -> str:
    """HTML in which no text has a special meaning for Anki: `[sound:…]` would play a file, and a
    backslash before a bracket starts a formula, which may contain a script. Our own files are
    played.

    MathJax reads each text between tags separately. None of our addresses has a backslash.
    """
    plain = str(html).replace("[", "&#91;").replace("\\", "<span>\\</span>")
    return moved(PLAYER.sub(r"[sound:\2]", plain), "")


def _front(form: Form) -> Markup:
    match form:
        case Choices() | Steps():
            return _mixed(choice_html(choice) for choice in form.choices)
        case Sorting():
            return _front(form.pairs)
        case Pairs():
            return _mixed(pair.asked for pair in form.pairs) + _mixed(
                escape(answer.text) for answer in form.answers
            )
        case Gaps():
            return Markup("<p>{}</p>").format(_BLANK.join(form.parts))
        case _:
            assert_never(form)


def _mixed(entries: Iterable[Markup]) -> Markup:
    """A list that the template's script shuffles."""
    return Markup('<ul class="mixed">{}</ul>').format(entries_html(entries))


def _back(form: Form, words: Translator) -> Markup:
    match form:
        case Choices():
            right = [choice for choice in form.choices if choice.right]
            wrong = [choice for choice in form.choices if not choice.right]
            return _verdict(words.gettext("Right"), right) + _verdict(
                words.gettext("Not right"), wrong
            )
        case Steps():
            return numbered_html(choice_html(step) + why_html(step.why) for step in form.steps)
        case Sorting():
            return pairs_html(form.pairs)
        case Pairs():
            return pairs_html(form)
        case Gaps():
            first, *others = form.parts
            filled = (
                Markup("<strong>{}</strong>{}{}").format(gap.accept[0], _also(gap), part)
                for gap, part in zip(form.gaps, others, strict=True)
            )
            reasons = (why_html(gap.why) for gap in form.gaps)
            return Markup("<p>{}{}</p>{}").format(
                first, Markup().join(filled), Markup().join(reasons)
            )
        case _:
            assert_never(form)


def _also(gap: Gap) -> Markup:
    """The other answers that a gap accepts, in brackets."""
    return Markup(" ({})").format("; ".join(gap.accept[1:])) if gap.accept[1:] else Markup()


def _verdict(verdict: str, choices: Sequence[Choice]) -> Markup:
    """The right or the wrong choices, each with its reason; empty if there are none."""
    if not choices:
        return Markup()
    entries = list_html(choice_html(choice) + why_html(choice.why) for choice in choices)
    return Markup("<p><strong>{}</strong></p>{}").format(verdict, entries)


def _number(*names: str) -> int:
    """A permanent id: Anki's ids are numbers, and genanki's are below 2 ** 31."""
    digest = hashlib.sha256("\n".join(names).encode()).digest()
    return 1 + int.from_bytes(digest[:4], "big") % (2**31 - 1)

"""Writes questions in GIFT, the text format that Moodle and other question banks read.

Format: docs.moodle.org, "GIFT format". A few classes in the HTML say what each part is, so that a
file can be imported again without loss (`exchange.scenarios.gift.own`), even after passing through
a question bank. None of them gives the right answer away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from markupsafe import Markup, escape

from answerable.exchange.questions.question import (
    KnownForm,
    Pairs,
    Question,
    category,
    choice_html,
    id_number,
    known,
    no_wildcards,
    percent,
    revision,
    why_html,
)
from answerable.exchange.questions.spelling import spellings
from answerable.items.shapes import Choice, Choices, Gaps
from answerable.model import Course

_SIGNS = re.compile(r"([\\~=#{}:])")


def fits_gift(question: Question) -> bool:
    """Whether the format has a form for a question.

    It has none for several gaps in a phrase, and would read an answer with an arrow as a pair.
    """
    if not isinstance(question.form, Gaps):
        return True
    gaps = question.form.gaps
    return len(gaps) == 1 and not any("->" in text for text in gaps[0].accept)


def gift(course: Course, questions: Sequence[Question]) -> bytes:
    """A file for *Question bank, Import, GIFT*. All questions must fit the format."""
    blocks: list[str] = []
    title, here = f"{course.title}, {revision(course)}", None
    for question in questions:
        if (there := category(title, question)) != here:
            here = there
            blocks.append(f"$CATEGORY: {there}")
        blocks.append(_block(question, course.language))
    return ("\n\n".join(blocks) + "\n").encode()


def _block(question: Question, language: str) -> str:
    task, form = known(question, ticks=True)
    before, after = _phrase(form)
    asked = _situation(question, language) + question.prompt + task
    return "\n".join(
        [
            f"// {' '.join(_notes(question))}",
            f"::{_line(question.name)}::[html]{_line(asked + before)}{{",
            *_answers(form),
            f"####{_line(_reasons(form) + question.lesson)}",
            "}" + _line(after),
        ]
    )


def _notes(question: Question) -> Iterator[str]:
    """The notes in brackets that Moodle reads in a comment; also the key, if Moodle's id cuts it
    short.
    """
    number = id_number(question.key)
    yield f"[id:{number}]"
    if number != question.key:
        yield f"[key:{question.key}]"
    for tag in question.tags:
        yield f"[tag:{_note(tag)}]"


def _situation(question: Question, language: str) -> Markup:
    if not question.situation:
        return Markup()
    start = Markup('<div class="situation" lang="{}">').format(language)
    return start + question.situation + Markup("</div>")


def _phrase(form: KnownForm) -> tuple[Markup, Markup]:
    """The texts before and after the answers."""
    if not isinstance(form, Gaps):
        return Markup(), Markup()
    before, after = form.parts
    return Markup("<p>") + before, escape(after) + Markup("</p>")


def _answers(form: KnownForm) -> Iterator[str]:
    match form:
        case Choices(several=True):
            for choice in form.choices:
                earned = form.share if choice.right else -form.share
                yield f"~%{percent(earned)}%{_told(choice_html(choice), why_html(choice.why))}"
        case Choices():
            for choice in form.choices:
                sign = "=" if choice.right else "~"
                yield _answer(sign, choice_html(choice), _reason(choice, form))
        case Pairs():
            for pair in form.pairs:
                yield f"={_line(pair.asked)} -> {_line(pair.answer.text)}"
        case Gaps():
            (gap,) = form.gaps
            for text in spellings(gap.accept):
                yield _answer("=", no_wildcards(text), why_html(gap.why))
        case _:
            assert_never(form)


def _reason(choice: Choice, form: Choices) -> Markup:
    """The reason for a choice; if several replies are wrong, a class marks the poor ones."""
    why = why_html(choice.why)
    if choice.quality != "poor" or len(form.choices) < 3:
        return why
    return Markup('<div class="poor">{}</div>').format(why)


def _answer(sign: str, text: str, why: Markup) -> str:
    # A text that begins with % would be read as a weight, unless there already is one.
    weight = {"=": "%100%", "~": "%0%"}[sign] if text.startswith("%") else ""
    return sign + weight + _told(text, why)


def _told(answer: str, why: Markup) -> str:
    return _line(answer) + (f"#{_line(why)}" if why else "")


def _reasons(form: KnownForm) -> Markup:
    """Pairs can't have feedback, so their reasons go with the lesson, each with its number."""
    pairs = form.pairs if isinstance(form, Pairs) else ()
    return Markup().join(
        Markup('<div class="pair-{}">{}</div>').format(number, why_html(pair.why))
        for number, pair in enumerate(pairs, start=1)
        if pair.why
    )


def _line(text: str) -> str:
    """A text on one line, as a blank line ends a question; line feeds in code become entities."""
    feed = "&#10;" if "<pre>" in text else " "
    return _SIGNS.sub(r"\\\1", text.replace("\n", feed))


def _note(text: str) -> str:
    """A text for a comment's brackets, where a backslash escapes the bracket after it."""
    return text.replace("]", "\\]") + (" " if text.endswith("\\") else "")

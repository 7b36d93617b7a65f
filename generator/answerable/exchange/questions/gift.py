"""Questions -> GIFT, the text format of question banks that Moodle and others read.

Format: docs.moodle.org, "GIFT format". A few classes in the HTML say what is what, so that a file
comes back as it went (`exchange.scenarios.gift.own`), also through a question bank. None of them
shows what is right before it is answered.
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

    It has none for several gaps in a phrase, and takes an answer with an arrow for a pair.
    """
    if not isinstance(question.form, Gaps):
        return True
    gaps = question.form.gaps
    return len(gaps) == 1 and not any("->" in text for text in gaps[0].accept)


def gift(course: Course, questions: Sequence[Question]) -> bytes:
    """A file for *Question bank, Import, GIFT*. All of the questions have to fit the format."""
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
    """The words in brackets that Moodle takes from a comment, and the key where that is longer."""
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
    """What is between the question and its answers, and behind them."""
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
    """The reason of a choice; of several wrong replies, it says which are poor."""
    why = why_html(choice.why)
    if choice.quality != "poor" or len(form.choices) < 3:
        return why
    return Markup('<div class="poor">{}</div>').format(why)


def _answer(sign: str, text: str, why: Markup) -> str:
    # A text that begins like a weight would be taken for one, unless there is one already.
    weight = {"=": "%100%", "~": "%0%"}[sign] if text.startswith("%") else ""
    return sign + weight + _told(text, why)


def _told(answer: str, why: Markup) -> str:
    return _line(answer) + (f"#{_line(why)}" if why else "")


def _reasons(form: KnownForm) -> Markup:
    """There is no feedback for a pair: the reasons come with the lesson, each with its number."""
    pairs = form.pairs if isinstance(form, Pairs) else ()
    return Markup().join(
        Markup('<div class="pair-{}">{}</div>').format(number, why_html(pair.why))
        for number, pair in enumerate(pairs, start=1)
        if pair.why
    )


def _line(text: str) -> str:
    """A text on one line, since a blank one ends a question; in code, line feeds are named."""
    feed = "&#10;" if "<pre>" in text else " "
    return _SIGNS.sub(r"\\\1", text.replace("\n", feed))


def _note(text: str) -> str:
    """Within the brackets of a comment, where a backslash belongs to the bracket behind it."""
    return text.replace("]", "\\]") + (" " if text.endswith("\\") else "")

"""Questions -> GIFT, the text format of question banks that Moodle and others read.

Format: docs.moodle.org, "GIFT format".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from markupsafe import Markup, escape

from answerable.model import Course
from answerable.question_bank.question import (
    Choices,
    Form,
    Gaps,
    Pairs,
    Question,
    category,
    choice_html,
    percent,
    why_html,
)

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
    here = None
    for question in questions:
        if (there := category(course, question)) != here:
            here = there
            blocks.append(f"$CATEGORY: {there}")
        blocks.append(_block(question))
    return ("\n\n".join(blocks) + "\n").encode()


def _block(question: Question) -> str:
    notes = (f"[id:{_note(question.key)}]", *(f"[tag:{_note(tag)}]" for tag in question.tags))
    before, after = _phrase(question.form)
    return "\n".join(
        [
            f"// {' '.join(notes)}",
            f"::{_line(question.name)}::[html]{_line(question.asked + before)}{{",
            *_answers(question.form),
            f"####{_line(_reasons(question.form) + question.lesson)}",
            "}" + _line(after),
        ]
    )


def _phrase(form: Form) -> tuple[Markup, Markup]:
    """What stands between the question and its answers, and behind them."""
    if not isinstance(form, Gaps):
        return Markup(), Markup()
    before, after = form.parts
    return Markup("<p>") + before, escape(after) + Markup("</p>")


def _answers(form: Form) -> Iterator[str]:
    match form:
        case Choices(several=True):
            for choice in form.choices:
                earned = form.share if choice.right else -form.share
                yield f"~%{percent(earned)}%{_told(choice_html(choice), choice.why)}"
        case Choices():
            for choice in form.choices:
                yield _answer("=" if choice.right else "~", choice_html(choice), choice.why)
        case Pairs():
            for pair in form.pairs:
                yield f"={_line(pair.asked)} -> {_line(pair.answer)}"
        case Gaps():
            (gap,) = form.gaps
            for text in gap.accept:
                yield _answer("=", text, gap.why)
        case _:
            assert_never(form)


def _answer(sign: str, text: str, why: str | None) -> str:
    # A text that begins like a weight would be taken for one, unless there is one already.
    weight = {"=": "%100%", "~": "%0%"}[sign] if text.startswith("%") else ""
    return sign + weight + _told(text, why)


def _told(answer: str, why: str | None) -> str:
    return _line(answer) + (f"#{_line(why_html(why))}" if why else "")


def _reasons(form: Form) -> Markup:
    """There is no feedback for a pair: the reasons come with the lesson."""
    pairs = form.pairs if isinstance(form, Pairs) else ()
    return Markup().join(why_html(pair.why) for pair in pairs)


def _line(text: str) -> str:
    """A text on one line, since a blank one ends a question; in code, line feeds are named."""
    feed = "&#10;" if "<pre>" in text else " "
    return _SIGNS.sub(r"\\\1", text.replace("\n", feed))


def _note(text: str) -> str:
    """Within the brackets of a comment."""
    return text.translate({ord("["): "(", ord("]"): ")", ord("\\"): None})

"""Pictures in questions: their HTML, and the files that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from markupsafe import Markup

from answerable.exchange.questions.question import PICTURES, Question
from answerable.items.shapes import Choice, Choices
from answerable.source.media.pictures import published

_IMAGE = re.compile(rf'<img src="{PICTURES}([\w.-]+)" alt="([^"]*)"[^>]*>')
_SHOWN = re.compile(r'<p class="picture"><img [^>]*?alt="([^"]*)".*?</p>')
# Authors' texts are escaped, so an unescaped tag is one of ours.


def files_of(questions: Iterable[Question]) -> Mapping[str, bytes]:
    """The pictures of some questions, by their names."""
    shown = {one.original: one.file for question in questions for one in question.all_pictures}
    return {name: published(original, width) for original, (name, width) in shown.items()}


def names_of(question: Question) -> list[str]:
    """The names of a question's pictures."""
    return list(dict.fromkeys(one.file[0] for one in question.all_pictures))


def named_in(html: str) -> list[str]:
    """The names of the pictures in some HTML."""
    return list(dict.fromkeys(name for name, _ in _IMAGE.findall(html)))


def moved(html: str, folder: str) -> str:
    """HTML whose pictures are in this folder, whose name ends with a slash or is empty."""
    return html.replace(f'<img src="{PICTURES}', f'<img src="{folder}')


def in_words(question: Question) -> Question:
    """A question with what its pictures show instead of them, in paragraphs of their own."""
    form = question.form
    if isinstance(form, Choices):
        form = replace(form, choices=tuple(map(_said, form.choices)))
    return replace(
        question,
        situation=_described(question.situation),
        prompt=_described(question.prompt),
        form=form,
        pictures=(),
    )


def _said(choice: Choice) -> Choice:
    """A choice without its picture. One that is nothing else has its words as its text."""
    return replace(choice, picture=None)


def _described(html: Markup) -> Markup:
    # What a picture shows is escaped already.
    return Markup(_SHOWN.sub(r'<p class="picture"><em>\1</em></p>', str(html)))  # noqa: S704

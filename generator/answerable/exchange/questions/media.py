"""Pictures, recordings and films in questions: their HTML, and the files that it names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from markupsafe import Markup

from answerable.exchange.questions.question import MEDIA, Question
from answerable.items.shapes import Choice, Choices
from answerable.source.media import played
from answerable.source.media.pictures import filling, published

# Authors' texts are escaped, so an unescaped tag is one of ours.
_NAMED = re.compile(rf' (?:src|poster)="{MEDIA}([\w.-]+)"')
_SHOWN = re.compile(r'<p class="picture"><img [^>]*?alt="([^"]*)".*?</p>')
PLAYER = re.compile(
    rf'<(audio|video) controls="controls"[^>]*? src="{MEDIA}([\w.-]+)"[^>]*>(?:<track [^>]*>)?</\1>'
)
"""What plays a recording or a film."""


def files_of(questions: Iterable[Question]) -> Mapping[str, bytes]:
    """The files of some questions, by their names."""
    shown = {one.original: one.file for question in questions for one in question.all_pictures}
    files = {name: published(original, width) for original, (name, width) in shown.items()}
    heard = {one.file.name: one.file for question in questions for one in question.all_played}
    return files | {name: played.published(file) for name, file in heard.items()}


def beside_films(questions: Iterable[Question]) -> Mapping[str, bytes]:
    """The files of the captions of films, and of the pictures before them, by their names."""
    films = [one for question in questions for one in question.all_played]
    captions = (one.subtitles.captions for one in films if one.subtitles)
    posters = {one.poster_name: (one.poster, *one.box) for one in films if one.poster}
    return {one.name: one.text.encode() for one in captions} | {
        name: filling(*poster) for name, poster in posters.items()
    }


def names_of(question: Question) -> list[str]:
    """The names of a question's files."""
    names = (one.file[0] for one in question.all_pictures)
    return list(dict.fromkeys((*names, *(one.file.name for one in question.all_played))))


def named_in(html: str) -> list[str]:
    """The names of the files in some HTML."""
    return list(dict.fromkeys(_NAMED.findall(html)))


def moved(html: str, folder: str) -> str:
    """HTML whose files are in this folder, whose name ends with a slash or is empty."""
    return re.sub(f' (src|poster)="{MEDIA}', rf' \1="{folder}', html)


def in_words(question: Question) -> Question:
    """A question with words instead of its files: what its pictures show, in paragraphs of their
    own, and what is said.
    """
    question = without_large(question, 0)
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


def without_large(question: Question, most: int) -> Question:
    """A question without recordings and films of more than `most` bytes, but with their words."""
    large = {one.file.name for one in question.all_played if one.file.size > most}
    if not large:
        return question

    def without(html: Markup) -> Markup:
        found = PLAYER.sub(lambda one: "" if one[2] in large else one[0], str(html))
        return Markup(found)  # noqa: S704  # was HTML before

    def in_words(choice: Choice) -> Choice:
        played = (one._replace(in_words=one.file.name in large) for one in choice.played)
        return replace(choice, played=tuple(played))

    form = question.form
    if isinstance(form, Choices):
        form = replace(form, choices=tuple(map(in_words, form.choices)))
    return replace(
        question,
        situation=without(question.situation),
        prompt=without(question.prompt),
        form=form,
        played=tuple(one for one in question.played if one.file.name not in large),
    )


def _said(choice: Choice) -> Choice:
    """A choice with what its picture shows above its text, unless that is its text."""
    if choice.picture is None:
        return choice
    words = None if choice.is_picture else choice.picture.picture.as_markdown
    return replace(choice, picture=None, note=words or None)


def _described(html: Markup) -> Markup:
    def words(shown: re.Match[str]) -> str:
        return f'<p class="picture"><em>{shown[1]}</em></p>' if shown[1] else ""

    # What a picture shows is escaped already.
    return Markup(_SHOWN.sub(words, str(html)))  # noqa: S704

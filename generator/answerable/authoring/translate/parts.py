"""Lists the parts of a course to translate (course.yml, scenarios, pages), and their status.

A translation notes the revision of the original that it was made from. If the original has another
revision now, somebody has to check the translation again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from answerable.diagnostics import Diagnostic
from answerable.diagnostics.failure import BuildFailed
from answerable.model import Course
from answerable.source.read.encoding import decode
from answerable.source.read.languagefiles import COURSE_FILE, language_of
from answerable.source.read.languages import TRANSLATED_FROM

TranslationState = Literal[
    "complete", "incomplete", "unconfirmed", "outdated", "missing", "left out"
]
"""incomplete: most texts are still the original's; unconfirmed: the translation doesn't say which
revision it was made from; left out: a partial language does without it.
"""

LACKING: tuple[TranslationState, ...] = ("outdated", "unconfirmed", "incomplete", "missing")
"""The states in which somebody has to do something, the most urgent first."""

COURSE = "course"
"""The name of course.yml among the parts. Scenarios are named by id, pages by path."""

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<fields>(?:.*\n)*?)---[ \t]*(?:\n|\Z)")
"""The metadata that may be at the top of a page."""

_NOTED = re.compile(
    rf"^{TRANSLATED_FROM}:[ \t]*(?P<revision>[0-9a-f]{{8}})(?P<same> same)?[ \t]*$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Translatable:
    """One thing to translate: its file, the file of its translation, and their revisions.

    `begun` is whether the translation exists, and `made_from` the revision that it notes, if any.
    `untouched` is whether it still has the original's texts, with which it was created, and
    `needed` whether the language has to have it. `left` are the places of texts that are still the
    original's, if most of them are.
    """

    name: str
    original: Path
    translation: Path
    revision: str
    begun: bool
    made_from: str | None
    untouched: bool = False
    needed: bool = True
    left: tuple[str, ...] = ()

    @property
    def state(self) -> TranslationState:
        if not self.begun and not self.needed:
            return "left out"
        if not self.begun or self.untouched:
            return "missing"
        if self.left:
            return "incomplete"
        if self.made_from is None:
            return "unconfirmed"
        return "complete" if self.made_from == self.revision else "outdated"


@dataclass(frozen=True, slots=True)
class TranslationStatus:
    """The translation status of a course in one language: its parts, and the words used in many
    places that aren't translated in `terms`, nor, as the course's own labels, in `label_words`.
    """

    language: str
    parts: tuple[Translatable, ...]
    terms: tuple[str, ...]
    label_words: tuple[str, ...]

    def of_state(self, state: TranslationState) -> tuple[Translatable, ...]:
        """The parts in this state, in their order."""
        return tuple(part for part in self.parts if part.state == state)

    @property
    def complete(self) -> bool:
        return not self.terms and not self.label_words and not any(map(self.of_state, LACKING))


def parts(
    course: Course,
    folder: Path,
    docs: Path,
    language: str,
    made_from: Mapping[str, str | None],
    untouched: Collection[str] = (),
    unfinished: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    *,
    partial: bool = False,
) -> tuple[Translatable, ...]:
    """All parts of the course in `folder` and of its pages in `docs`, for one language.

    `made_from` is what its translations note, and `untouched` are those that still have the
    original's texts, wholly; `unfinished` are those that have most of them
    (`source.read.languages.Translation`). A `partial` language needs no scenario.
    Retired scenarios are left out, because learners can't find them any more.
    """

    def part(name: str, key: str, path: str, revision: str, *, needed: bool = True) -> Translatable:
        original = folder / path
        file = translated(original, language)
        noted = made_from.get(key)
        return Translatable(
            name,
            original,
            file,
            revision,
            file.exists(),
            noted,
            key in untouched,
            needed,
            unfinished.get(key, ()),
        )

    own = part(COURSE, COURSE_FILE, COURSE_FILE, course.text_revision)
    scenarios = [
        part(one.id, one.id, one.path, one.text_revision, needed=not partial)
        for one in course.scenarios
        if one.status != "retired"
    ]
    return (own, *scenarios, *_pages(docs, language, course.languages))


def translated(original: Path, language: str) -> Path:
    """The path of a file's translation: `lost-key.de.yml` for `lost-key.yml`."""
    return original.with_name(f"{original.stem}.{language}{original.suffix}")


def _pages(docs: Path, language: str, languages: Iterable[str]) -> Iterator[Translatable]:
    others = {*languages, language}
    for page in sorted(docs.rglob("*.md")):
        if language_of(page) in others:
            continue
        file = translated(page, language)
        begun = file.exists()
        found = _noted(text_of(file)) if begun else None
        name = page.relative_to(docs).as_posix()
        noted = found and found["revision"]
        revision = page_revision(text_of(page))
        yield Translatable(
            name, page, file, revision, begun, noted, begun and untouched_page(page, file)
        )


def _noted(text: str) -> re.Match[str] | None:
    """The note in a translated page about the revision that it was made from."""
    front = FRONT_MATTER.match(text)
    return _NOTED.search(front["fields"]) if front else None


def untouched_page(original: Path, file: Path) -> bool:
    """Whether a page's translation still has the original's words and isn't confirmed."""
    text = text_of(file)
    found = _noted(text)
    return not (found and found["same"]) and _same_words(text_of(original), text)


def _same_words(first: str, second: str) -> bool:
    """Whether two pages have the same words below their metadata."""
    return FRONT_MATTER.sub("", first).split() == FRONT_MATTER.sub("", second).split()


def text_of(page: Path) -> str:
    """The text of a hand-written page. Raises `BuildFailed` if it is not UTF-8, and `OSError`."""
    text = decode(page.read_bytes(), page.as_posix())
    if isinstance(text, Diagnostic):
        raise BuildFailed((text,))
    return text


def page_revision(text: str) -> str:
    """The revision of a hand-written page. The kind of line breaks doesn't matter."""
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()[:8]


def missing_terms(course: Course, titles: Iterable[str]) -> tuple[str, ...]:
    """Words used in many places that aren't translated in the `terms` of a course.

    `titles` are those of the navigation. In a partial translation, words of scenarios that it
    leaves out don't count.
    """
    original = course.original
    used = course.translated if course.partial else original
    words: list[str | None] = [*titles, *(link.title for link in original.footer)]
    for scenario in (one.original for one in used.scenarios):
        words += [scenario.department, scenario.channel, *scenario.tags]
        words += [scenario.terminology.question, scenario.terminology.instruction]
    return tuple(dict.fromkeys(word for word in words if word and word not in course.terms))

"""The parts of a course that a language needs: course.yml, scenarios, pages; and how far each is.

A translation notes the revision of the original that it was made from. When the original's texts
have another revision by now, somebody has to look at the translation again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from answerable.model import Course
from answerable.reading.languages import COURSE_FILE, TRANSLATED_FROM, language_of
from answerable.reading.load import Report

State = Literal["complete", "unconfirmed", "outdated", "missing"]
"""unconfirmed: the translation does not say what it was made from."""

COURSE = "course"
"""How course.yml is named among the parts; scenarios by their ids, pages by their paths."""

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*\n", re.DOTALL)
_NOTED = re.compile(rf"^{TRANSLATED_FROM}:[ \t]*([0-9a-f]{{8}})[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to translate: its file, the file of its translation, and their revisions.

    `made_from` is the revision that the translation notes, None if it notes none.
    """

    name: str
    original: Path
    translation: Path
    revision: str
    made_from: str | None

    @property
    def state(self) -> State:
        if not self.translation.exists():
            return "missing"
        if self.made_from is None:
            return "unconfirmed"
        return "complete" if self.made_from == self.revision else "outdated"


def parts(report: Report, folder: Path, docs: Path, language: str) -> tuple[Part, ...]:
    """All parts of the course in `folder` and of its pages in `docs`, for one language.

    The report has a course. Retired scenarios are left out: nobody finds them any more.
    """
    assert report.course is not None  # noqa: S101  # said above
    course = report.course
    known = next((one for one in report.translations if one.course.language == language), None)
    made_from = known.made_from if known else {}

    def part(name: str, path: str, revision: str, noted: str | None) -> Part:
        original = folder / path
        return Part(name, original, translated(original, language), revision, noted)

    own = part(COURSE, COURSE_FILE, course.text_revision, made_from.get(COURSE_FILE))
    scenarios = [
        part(one.id, one.path, one.text_revision, made_from.get(one.id))
        for one in course.scenarios
        if one.status != "retired"
    ]
    return (own, *scenarios, *_pages(docs, language, course.languages))


def translated(original: Path, language: str) -> Path:
    """Where the translation of a file stands: `lost-key.de.yml` for `lost-key.yml`."""
    return original.with_name(f"{original.stem}.{language}{original.suffix}")


def _pages(docs: Path, language: str, languages: Iterable[str]) -> Iterator[Part]:
    others = {*languages, language}
    for page in sorted(docs.rglob("*.md")):
        if language_of(page) in others:
            continue
        file = translated(page, language)
        noted = None
        if file.exists():
            front = _FRONT_MATTER.match(file.read_text(encoding="utf-8"))
            found = _NOTED.search(front[0]) if front else None
            noted = found and found[1]
        name = page.relative_to(docs).as_posix()
        yield Part(name, page, file, page_revision(page.read_text(encoding="utf-8")), noted)


def page_revision(text: str) -> str:
    """Changes with a hand-written page; line breaks of any kind are the same."""
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()[:8]


def missing_terms(course: Course, titles: Iterable[str]) -> tuple[str, ...]:
    """Words that stand in many places and have no translation among the `terms` of a course.

    `titles` are those of the navigation.
    """
    original = course.original
    words: list[str | None] = [*titles]
    for scenario in original.scenarios:
        words += [scenario.department, scenario.channel, *scenario.tags]
    return tuple(dict.fromkeys(word for word in words if word and word not in course.terms))

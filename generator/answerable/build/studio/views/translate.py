"""A course's translations: what is missing or outdated in a language, and beginning it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from answerable.authoring.arrange.contents import Contents, contents_of
from answerable.authoring.translate.files import beginnings
from answerable.authoring.translate.parts import (
    COURSE,
    LACKING,
    Translatable,
    TranslationState,
    translated,
)
from answerable.build.languages import translation_status
from answerable.build.studio import history
from answerable.build.studio.answering import course_page, desk_of, submitting
from answerable.build.studio.desk import Desk
from answerable.build.studio.templates import language_of, words_of
from answerable.diagnostics import Diagnostic
from answerable.i18n import N_, language_names
from answerable.model import Course
from answerable.source.read.folder import course_files
from answerable.source.read.languages import Translation
from answerable.source.read.load import load_course
from answerable.source.read.names import as_language, is_language

_STATES: dict[TranslationState, str] = {
    "outdated": N_("The original has changed"),
    "unconfirmed": N_("Not confirmed yet"),
    "incomplete": N_("Partly translated"),
    "missing": N_("Not translated"),
    "complete": N_("Translated"),
    "left out": N_("Left out"),
}


def show(request: Request) -> Response:
    """The course's languages, and what is to do in the chosen one."""
    desk = desk_of(request)
    known = _known(desk)
    typed = request.query_params.get("language", "").strip()
    chosen = known.tag(typed) if typed else next(iter(known.offered), "")
    is_possible = not chosen or known.may_have(chosen)
    parts = sorted(known.parts(chosen), key=_urgency) if chosen and is_possible else []
    if chosen not in known.offered:
        parts = [one for one in parts if one.name == COURSE]
    return course_page(
        request,
        desk,
        "translate",
        languages=known.offered,
        chosen=chosen,
        is_possible=is_possible,
        parts=parts,
        titles=known.titles,
        states=_STATES,
        progress=_progress(parts),
        progresses={}
        if known.found
        else {tag: _progress(known.parts(tag)) for tag in known.offered},
        found=known.found,
        known=sorted(
            (name, tag)
            for tag, name in language_names(language_of(request)).items()
            if known.may_have(tag) and tag not in known.offered
        ),
    )


def begin(request: Request, _: Mapping[str, str]) -> Response:
    """Start the translation of one part, with the original's texts."""
    desk, part, language = part_of(request)
    course = _known(desk).course
    if not part.begun and course is not None:
        made = beginnings(course, desk.project.titles, language, [part])
        what = words_of(request)(N_("Translation begun: %(title)s"))
        with desk.writing:
            history.save(desk.database, desk.folder, made, what % {"title": part.translation.name})
    return RedirectResponse(f"/c/{desk.key}/translate/{language}/{part.name}", 303)


def part_of(request: Request) -> tuple[Desk, Translatable, str]:
    """The course, its part and the language that an address is about. Raises 404 for others."""
    desk = desk_of(request)
    known = _known(desk)
    language = known.tag(request.path_params["language"])
    if not known.may_have(language):
        raise HTTPException(404)
    name = request.path_params["name"]
    part = next((one for one in known.parts(language) if one.name == name), None)
    if part is None:
        raise HTTPException(404)
    return desk, part, language


@dataclass(frozen=True, slots=True)
class KnownLanguages:
    """What is known of a course's languages: its own, and those of its translations.

    `course` is None if it can't be used as it is saved, which a translation may be the reason for:
    then `found` says why, and nobody knows which translations match their originals.
    """

    desk: Desk
    contents: Contents
    language: str
    offered: Sequence[str]
    course: Course | None
    translations: Mapping[str, Translation]
    found: Sequence[Diagnostic]

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the course and of scenarios, by the names of parts."""
        own = self.contents.course.value if self.contents.course else None
        titles = {one.id: (one.source.value or {}).get("title") for one in self.contents.scenarios}
        titles[COURSE] = (own or {}).get("title")
        return {name: title for name, title in titles.items() if isinstance(title, str)}

    def tag(self, language: str) -> str:
        """A language's code as this course writes it."""
        tag = as_language(language)
        return next((one for one in self.offered if one.lower() == tag.lower()), tag)

    def may_have(self, tag: str) -> bool:
        """Whether the course can be translated into it: a language, and not the course's own."""
        return is_language(tag) and tag.lower() != self.language.lower()

    def parts(self, tag: str) -> Sequence[Translatable]:
        """What is to be translated into a language."""
        if self.course is not None:
            other = self.translations.get(tag)
            return translation_status(self.desk.project, self.course, tag, other).parts
        files = {one.id: one.file for one in self.contents.scenarios}
        if self.contents.course is not None:
            files = {COURSE: Path(self.contents.course.path)} | files
        return [
            Translatable(
                name, file, translated(file, tag), "", translated(file, tag).exists(), None
            )
            for name, file in files.items()
        ]


def _known(desk: Desk) -> KnownLanguages:
    report = load_course(desk.folder)
    contents = contents_of(desk.folder)
    own = (contents.course.value or {}).get("language") if contents.course else None
    files = course_files(desk.folder).translations.course
    return KnownLanguages(
        desk,
        contents,
        own if isinstance(own, str) else "en",
        list(files),
        report.course,
        {one.course.language: one for one in report.translations},
        () if report.course else report.diagnostics,
    )


def _progress(parts: Iterable[Translatable]) -> tuple[int, int]:
    """How many parts are translated, and how many are to be."""
    states = [one.state for one in parts if one.state != "left out"]
    return states.count("complete"), len(states)


def _urgency(part: Translatable) -> int:
    order: Iterable[TranslationState] = (*LACKING, "complete", "left out")
    return list(order).index(part.state)


ROUTES = (
    Route("/c/{key}/translate", show),
    Route("/c/{key}/translate/{language}/{name:path}/begin", submitting(begin), methods=["POST"]),
)

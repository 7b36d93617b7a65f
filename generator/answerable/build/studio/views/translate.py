"""A course's translations: what is missing or outdated in a language, to begin and to confirm."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from answerable.authoring.translate.files import beginnings, confirmations
from answerable.authoring.translate.parts import (
    COURSE,
    LACKING,
    Translatable,
    TranslationState,
    TranslationStatus,
)
from answerable.build.languages import translation_status
from answerable.build.studio import history
from answerable.build.studio.answering import course_page, desk_of, receiving
from answerable.build.studio.desk import Desk
from answerable.diagnostics.failure import BuildFailed
from answerable.i18n import N_
from answerable.model import Course
from answerable.source.read.load import load_course
from answerable.source.read.names import as_language, is_language
from answerable.source.write.changes import FileChange

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
    course, offered = _loaded(desk)
    typed = request.query_params.get("language", "").strip()
    chosen = typed or next(iter(offered), "")
    is_possible = not chosen or _is_possible(chosen, course)
    status = _status(desk, chosen) if chosen and is_possible else None
    parts = sorted(status.parts, key=_urgency) if status else []
    if status and status.language not in offered:
        parts = [one for one in parts if one.name == COURSE]
    titles = {COURSE: course.title} | {one.id: one.title for one in course.scenarios}
    return course_page(
        request,
        desk,
        "translate",
        languages=list(offered),
        chosen=status.language if status else chosen,
        is_possible=is_possible,
        parts=parts,
        titles=titles,
        states=_STATES,
    )


def begin(request: Request, _: Any) -> Response:
    """Start the translation of one part, with the original's texts."""

    def changes(desk: Desk, status: TranslationStatus, part: Translatable) -> list[FileChange]:
        course, _ = _loaded(desk)
        if part.begun:
            return []
        return beginnings(course, desk.project.titles, status.language, [part])

    return _changed(request, changes)


def confirm(request: Request, _: Any) -> Response:
    """Note in the translation of one part that it matches the original."""
    return _changed(request, lambda _, __, part: confirmations([part] if part.begun else []))


def _changed(
    request: Request,
    changes: Callable[[Desk, TranslationStatus, Translatable], list[FileChange]],
) -> Response:
    desk = desk_of(request)
    course, _ = _loaded(desk)
    language = request.path_params["language"]
    if not _is_possible(language, course):
        raise HTTPException(404)
    status = _status(desk, language)
    part = next((one for one in status.parts if one.name == request.path_params["name"]), None)
    if part is None:
        raise HTTPException(404)
    if made := changes(desk, status, part):
        history.save(desk.database, desk.folder, made, part.translation.name)
    return RedirectResponse(f"/c/{desk.key}/translate?language={status.language}", 303)


def _loaded(desk: Desk) -> tuple[Course, dict[str, Any]]:
    """The course as it is saved, and its translations by language. Raises `BuildFailed`."""
    report = load_course(desk.folder)
    if report.course is None:
        raise BuildFailed(report.diagnostics)
    return report.course, {one.course.language: one for one in report.translations}


def _status(desk: Desk, language: str) -> TranslationStatus:
    course, offered = _loaded(desk)
    tag = as_language(language)
    tag = next((one for one in offered if one.lower() == tag.lower()), tag)
    return translation_status(desk.project, course, tag, offered.get(tag))


def _is_possible(language: str, course: Course) -> bool:
    """Whether the course can be translated into it: a language, and not the course's own."""
    tag = as_language(language)
    return is_language(tag) and tag.lower() != course.language.lower()


def _urgency(part: Translatable) -> int:
    order: Iterable[TranslationState] = (*LACKING, "complete", "left out")
    return list(order).index(part.state)


_PART = "/c/{key}/translate/{language}/{name:path}"

ROUTES = (
    Route("/c/{key}/translate", show),
    Route(f"{_PART}/begin", receiving(begin), methods=["POST"]),
    Route(f"{_PART}/confirm", receiving(confirm), methods=["POST"]),
)

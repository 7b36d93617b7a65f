"""What the views share: the course that a request is about, what it sends, and answers to both."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from answerable.build.studio.desk import Desk
from answerable.build.studio.studio import Studio
from answerable.build.studio.subjects import DIALOGUE, MODULE, SCENARIO, SETTINGS, FormSubject
from answerable.build.studio.tabs import TABS
from answerable.build.studio.templates import page, words_of
from answerable.i18n import N_
from answerable.model import CourseFile, ScenarioFile
from answerable.source.read.folder import course_files
from answerable.source.read.source import parse

LIMIT = 2_000_000
"""The most bytes of a form: twice what a file of a course may have."""

FORMS = (
    "/c/{key}/scenario/{path:path}",
    "/c/{key}/module/{module}",
    "/c/{key}/settings",
    "/c/{key}/dialogue/{path:path}",
)
"""The addresses of pages with a form; the last one is of a part of a scenario."""

BY_HAND = N_("The file can’t be changed here. Change it as a text.")

Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]


def studio_of(request: Request) -> Studio:
    """The run of the studio that a request is sent to."""
    studio: Studio = request.app.state.studio
    return studio


def desk_of(request: Request) -> Desk:
    """The course in a request's address. Raises 404 if there is none, and `BuildFailed`."""
    try:
        return studio_of(request).desk(request.path_params["key"])
    except KeyError:
        raise HTTPException(404) from None


def subject_of(request: Request) -> tuple[Desk, FormSubject]:
    """The course, and what of it a form's address is about. Raises 404 for any other address."""
    desk = desk_of(request)
    files = course_files(desk.folder)
    if "path" in request.path_params:
        path: str = request.path_params["path"]
        scenarios = (one for group in files.modules.values() for one in group)
        if path in (one.relative_to(desk.folder).as_posix() for one in scenarios):
            is_whole = request.url.path.startswith(f"/c/{desk.key}/scenario/")
            return desk, FormSubject(path, SCENARIO if is_whole else DIALOGUE, ScenarioFile)
    elif len(files.course) == 1:
        name = files.course[0].name
        module = request.path_params.get("module")
        if module is None:
            return desk, FormSubject(name, SETTINGS, CourseFile)
        subject = FormSubject(name, MODULE, CourseFile, module)
        if subject.keys(parse(desk.text(name), name)) is not None:
            return desk, subject
    raise HTTPException(404)


def views_of(desk: Desk, subject: FormSubject) -> Sequence[tuple[str, str]]:
    """The pages that show the same in another way: their names and addresses."""
    if subject.model is not ScenarioFile:
        form = f"/c/{desk.key}/settings"
        return ((N_("Form"), form), (N_("Text"), f"/c/{desk.key}/course-text"))
    return tuple(
        (name, f"/c/{desk.key}/{part}/{subject.path}")
        for name, part in (
            (N_("Form"), "scenario"),
            (N_("Dialogue"), "dialogue"),
            (N_("Text"), "text"),
        )
    )


def receiving(answer: Callable[[Request, Any], Response]) -> Endpoint:
    """An endpoint that gets what a request sends as JSON, and may take its time."""

    async def endpoint(request: Request) -> Response:
        content = await content_of(request, LIMIT)
        try:
            sent = json.loads(content or b"null")
        except ValueError:
            raise HTTPException(400) from None
        try:
            return await run_in_threadpool(answer, request, sent)
        except OSError as error:
            return JSONResponse({"problem": error.strerror or str(error)}, 507)

    return endpoint


def refused(request: Request, why: str) -> JSONResponse:
    """The answer to something that can't be done; `why` is marked for translation."""
    return JSONResponse({"problem": words_of(request)(why)}, 422)


def submitting(answer: Callable[[Request, Mapping[str, str]], Response]) -> Endpoint:
    """An endpoint that gets the fields of an HTML form, and may take its time."""

    async def endpoint(request: Request) -> Response:
        content = await content_of(request, LIMIT)
        try:
            fields = dict(parse_qsl(content.decode(), keep_blank_values=True, errors="strict"))
        except ValueError:
            raise HTTPException(400) from None
        return await run_in_threadpool(answer, request, fields)

    return endpoint


async def content_of(request: Request, limit: int) -> bytes:
    """What a request sends. Raises 413 for more than `limit` bytes, before all is received."""
    content = bytearray()
    async for part in request.stream():
        content += part
        if len(content) > limit:
            raise HTTPException(413)
    return bytes(content)


def course_page(
    request: Request, desk: Desk, name: str, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page about a course, with the links to its other pages."""
    return page(request, name, status, desk=desk, tabs=TABS, **values)

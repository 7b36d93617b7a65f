"""The form of a scenario, of the course or of a module: what is typed is kept at once, checked,
previewed, and saved when asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from answerable.build.studio import history
from answerable.build.studio.answering import course_page, receiving, subject_of, views_of
from answerable.build.studio.drafts import Unsaved
from answerable.build.studio.places import field_of
from answerable.build.studio.subjects import DIALOGUE, SETTINGS, FormSubject
from answerable.build.studio.values import shown
from answerable.diagnostics import Diagnostic
from answerable.model import ScenarioFile
from answerable.source.read.positions import Source
from answerable.source.read.source import parse
from answerable.source.write.changes import FileChange


def show(request: Request) -> Response:
    """The form, with what isn't saved yet."""
    desk, subject = subject_of(request)
    source = parse(desk.text(subject.path), subject.path)
    value = subject.value(source)
    return course_page(
        request,
        desk,
        "scenario",
        subject=subject,
        form=subject.form,
        values=shown(subject.form, dict(value or {})),
        title=(value or {}).get("title") or subject.module or subject.path,
        is_unsaved=subject.path in desk.unsaved,
        is_readable=value is not None,
        address=request.url.path,
        preview=desk.base + _page_of(subject),
        views=views_of(desk, subject),
    )


def keep(request: Request, sent: Any) -> Response:
    """Keep what was typed. Answers whether anything differs from the file."""
    desk, subject = subject_of(request)
    path = subject.path
    if not isinstance(sent, Mapping):
        raise HTTPException(400)
    unsaved = desk.unsaved.get(path)
    base = unsaved.base if unsaved else (desk.folder / path).read_bytes()
    before = parse(base, path)
    now = parse(unsaved.text, path) if unsaved else before
    text = subject.text(before, base.decode(), now, sent)
    if text is None:
        raise HTTPException(409)
    is_same = text.encode() == base
    desk.keep(path, None if is_same else Unsaved(base, text))
    return JSONResponse({"unsaved": not is_same})


def problems(request: Request) -> Response:
    """What is wrong with it as it would be saved now, by field."""
    desk, subject = subject_of(request)
    found = [one for one in desk.check().diagnostics if one.location.path == subject.path]
    source = parse(desk.text(subject.path), subject.path)
    return JSONResponse({"problems": list(_told(found, source, subject))})


def save(request: Request, _: Any) -> Response:
    """Write what was typed into the file."""
    desk, subject = subject_of(request)
    path = subject.path
    unsaved = desk.unsaved.get(path)
    if unsaved is not None:
        change = FileChange(desk.folder / path, unsaved.base, unsaved.text)
        history.save(desk.database, desk.folder, [change], path)
        desk.keep(path, None)
    return JSONResponse({"unsaved": False})


def give_up(request: Request, _: Any) -> Response:
    """Forget what was typed and isn't saved."""
    desk, subject = subject_of(request)
    desk.keep(subject.path, None)
    return JSONResponse({"unsaved": False})


def _page_of(subject: FormSubject) -> str:
    """The page of the preview that shows it, below the preview's address."""
    if subject.module is not None:
        return f"modules/{subject.module}/"
    name = subject.path.rpartition("/")[2].rpartition(".")[0]
    return f"scenarios/{name}/" if subject.model is ScenarioFile else ""


def _told(
    found: Iterable[Diagnostic], source: Source, subject: FormSubject
) -> Iterator[Mapping[str, Any]]:
    """Findings in a file that are about what a form shows, each with the keys of its field there.

    What is about none of its fields, such as one that is missing, is about the form as a whole.
    """
    start = subject.keys(source) or ()
    names = {one.name for one in subject.form.fields}
    for one in found:
        keys = field_of(one, source)
        inner = keys[len(start) :]
        is_other = inner and inner[0] not in names
        if keys[: len(start)] != start or (is_other and subject.form in (SETTINGS, DIALOGUE)):
            continue
        yield {
            "keys": () if is_other else inner,
            "code": one.code,
            "severity": one.severity.name.lower(),
            "message": one.message,
            "hint": one.hint,
            "fixable": bool(one.fix),
        }


_PAGES = ("/c/{key}/scenario/{path:path}", "/c/{key}/module/{module}", "/c/{key}/settings")
_PARTS = ("/c/{key}/dialogue/{path:path}",)
"""Parts of a scenario that have pages of their own."""

ROUTES = tuple(
    route
    for path in (*_PAGES, *_PARTS)
    for route in (
        Route(f"{path}/draft", receiving(keep), methods=["POST"]),
        Route(f"{path}/save", receiving(save), methods=["POST"]),
        Route(f"{path}/give-up", receiving(give_up), methods=["POST"]),
        Route(f"{path}/problems", problems),
        *([Route(path, show)] if path in _PAGES else ()),
    )
)

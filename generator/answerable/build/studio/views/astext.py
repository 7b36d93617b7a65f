"""A file of a course as the text that it is, also for what no form can show."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from answerable.build.studio import history
from answerable.build.studio.answering import course_page, receiving, subject_of, views_of
from answerable.build.studio.desk import Desk
from answerable.build.studio.drafts import Unsaved
from answerable.build.studio.subjects import FormSubject
from answerable.build.studio.values import digest, same
from answerable.source.write.changes import FileChange


def show(request: Request) -> Response:
    """The text, with what isn't saved yet."""
    desk, subject = subject_of(request)
    text = _text(desk, subject)
    return course_page(
        request,
        desk,
        "astext",
        title=subject.path,
        text=text,
        seen=digest(text),
        address=request.url.path,
        is_unsaved=subject.path in desk.unsaved,
        clash=False,
        views=views_of(desk, subject),
        is_draft=False,
        form=views_of(desk, subject)[0][1],
    )


def keep(request: Request, sent: Any) -> Response:
    """Keep what was typed, as a form does."""
    desk, subject = subject_of(request)
    fields = sent.get("fields") if isinstance(sent, dict) else None
    before = sent.get("before") if isinstance(sent, dict) else None
    if not isinstance(fields, dict) or not isinstance(before, dict):
        raise HTTPException(400)
    text = fields.get("text")
    if not isinstance(text, str):
        raise HTTPException(400)
    with desk.writing:
        now = _text(desk, subject)
        is_stale = sent.get("seen") != digest(now)
        is_changed = not same(before.get("text", ""), now) and not same(text, now)
        if is_stale and is_changed and not sent.get("anyway"):
            return JSONResponse({"elsewhere": [subject.path]}, 409)
        unsaved = desk.unsaved.get(subject.path)
        base = unsaved.base if unsaved else (desk.folder / subject.path).read_bytes()
        break_ = "\r\n" if b"\r\n" in base else "\n"
        made = text.replace("\r\n", "\n").rstrip("\n").replace("\n", break_) + break_
        if base.startswith("\ufeff".encode()):
            made = f"\ufeff{made}"
        is_same = made.encode() == base
        desk.keep(subject.path, None if is_same else Unsaved(base, made))
        shows = digest(_text(desk, subject))
    return JSONResponse({"unsaved": not is_same, "seen": shows, "stale": is_stale, "clash": False})


def save(request: Request, _: Any) -> Response:
    """Write what was typed into the file, unless somebody has changed it in the meantime."""
    desk, subject = subject_of(request)
    file = desk.folder / subject.path
    number = None
    with desk.writing:
        unsaved = desk.unsaved.get(subject.path)
        if unsaved is not None and unsaved.base != file.read_bytes():
            return JSONResponse({"clash": True}, 409)
        if unsaved is not None:
            change = FileChange(file, unsaved.base, unsaved.text)
            number = history.save(desk.database, desk.folder, [change], subject.path)
            desk.keep(subject.path, None)
        shows = digest(_text(desk, subject))
    return JSONResponse({"unsaved": False, "number": number, "seen": shows})


def give_up(request: Request, _: Any) -> Response:
    """Forget what was typed and isn't saved."""
    desk, subject = subject_of(request)
    desk.keep(subject.path, None)
    return JSONResponse({"unsaved": False})


def problems(request: Request) -> Response:
    """What is wrong with the file as it would be saved now, by line."""
    desk, subject = subject_of(request)
    told = [
        {
            "keys": [],
            "code": one.code,
            "severity": one.severity.name.lower(),
            "message": f"{one.location.line}: {one.message}" if one.location.line else one.message,
            "hint": one.hint,
            "line": one.location.line,
            "fixable": False,
            "ignorable": False,
        }
        for one in desk.check().diagnostics
        if one.location.path == subject.path
    ]
    seen = digest(_text(desk, subject))
    unsaved = subject.path in desk.unsaved
    return JSONResponse({"problems": told, "seen": seen, "unsaved": unsaved})


def _text(desk: Desk, subject: FormSubject) -> str:
    """The text with line breaks as a browser has them; what isn't UTF-8 can't be shown."""
    try:
        return desk.text(subject.path).removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise HTTPException(409) from None


_PAGES = ("/c/{key}/text/{path:path}", "/c/{key}/course-text")

ROUTES = tuple(
    route
    for path in _PAGES
    for route in (
        Route(f"{path}/draft", receiving(keep), methods=["POST"]),
        Route(f"{path}/save", receiving(save), methods=["POST"]),
        Route(f"{path}/give-up", receiving(give_up), methods=["POST"]),
        Route(f"{path}/problems", problems),
        Route(path, show),
    )
)

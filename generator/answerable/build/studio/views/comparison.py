"""What is typed and what the file has by now, side by side, where both have changed a field."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from answerable.build.studio.answering import FORMS, course_page, receiving, subject_of
from answerable.build.studio.desk import Desk
from answerable.build.studio.differences import differences
from answerable.build.studio.drafts import Unsaved, is_saved
from answerable.build.studio.editing import followed
from answerable.build.studio.rebase import rebase
from answerable.build.studio.subjects import FormSubject


def show(request: Request) -> Response:
    """Each field that both have changed, with both versions."""
    return compared(request, *subject_of(request))


def choose(request: Request, sent: Any) -> Response:
    """Put both versions together: `theirs` has the keys of the fields in which the file's holds.
    Nothing happens if the file is no longer what the page has `seen`.
    """
    return chosen(request, sent, *subject_of(request))


def compared(request: Request, desk: Desk, subject: FormSubject) -> Response:
    """The page with both versions of a file."""
    form = request.url.path.removesuffix("/compare")
    with desk.writing:
        unsaved, clashes = followed(desk, subject)
    if not clashes or unsaved is None:
        return RedirectResponse(form, 303)
    return course_page(
        request,
        desk,
        "comparison",
        form=form,
        seen=_seen(desk, subject),
        clashes=[
            {
                "name": json.dumps(one.keys),
                "place": one.keys,
                "mine": list(differences(one.base, one.mine)),
                "theirs": list(differences(one.base, one.theirs)),
            }
            for one in clashes
        ],
    )


def chosen(request: Request, sent: Any, desk: Desk, subject: FormSubject) -> Response:
    """Put both versions of a file together, as `choose` says."""
    fields = sent.get("theirs") if isinstance(sent, dict) else None
    if not isinstance(fields, list) or not all(isinstance(one, list) for one in fields):
        raise HTTPException(400)
    with desk.writing:
        if sent.get("seen") != _seen(desk, subject):
            return JSONResponse({"form": request.url.path})
        unsaved = desk.unsaved.get(subject.path)
        if unsaved is not None:
            content = (desk.folder / subject.path).read_bytes()
            theirs = [tuple(one) for one in fields]
            rebased = rebase(unsaved, content, subject.path, subject.model, theirs)
            now = rebased.unsaved
            if now is None and not theirs:  # all of it is meant to hold
                now = Unsaved(content, unsaved.text)
            desk.keep(subject.path, None if now is None or is_saved(now) else now)
    return JSONResponse({"form": request.url.path.removesuffix("/compare")})


def _seen(desk: Desk, subject: FormSubject) -> str:
    """What tells the content of the file, and what isn't saved, from any other."""
    unsaved = desk.unsaved.get(subject.path)
    content = (desk.folder / subject.path).read_bytes()
    return hashlib.sha256(content + (unsaved.text.encode() if unsaved else b"")).hexdigest()


ROUTES = tuple(
    route
    for path in FORMS
    for route in (
        Route(f"{path}/compare", show),
        Route(f"{path}/compare", receiving(choose), methods=["POST"]),
    )
)

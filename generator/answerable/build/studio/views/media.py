"""Pictures, recordings and films that are dropped, pasted or chosen for a field, and shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from answerable.build.studio import history
from answerable.build.studio.answering import content_of, desk_of
from answerable.build.studio.desk import Desk
from answerable.build.studio.templates import words_of
from answerable.diagnostics import Location, Severity
from answerable.i18n import N_
from answerable.source.media import pictures
from answerable.source.media.captions import CAPTIONS
from answerable.source.media.played import FILMS, MOST_FILM, SOUNDS
from answerable.source.read.folder import course_files
from answerable.source.read.media import MEDIA, Kind, Media
from answerable.source.read.names import as_id, numbered_id
from answerable.source.storage.files import write_file
from answerable.source.storage.folders import scratch_folder
from answerable.source.write.changes import FileChange

_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("picture", tuple(pictures.ENDINGS)),
    ("audio", tuple(SOUNDS)),
    ("video", tuple(FILMS)),
    ("captions", tuple(CAPTIONS)),
)
_PASTED = {"image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/gif": ".gif"}
"""The endings for what is pasted, which has no name."""

_APART = {"Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
"""For pictures that hold drawings, which may hold more than that."""


async def receive(request: Request) -> Response:
    """Keep a file that was sent, next to the scenarios of a module. Answers its name."""
    content = await content_of(request, MOST_FILM)
    return await run_in_threadpool(_keep, request, content)


def show(request: Request) -> Response:
    """A file that scenarios of a module may name."""
    desk, module = _module(request)
    name = request.path_params["name"]
    for folder in (desk.folder / module, desk.folder / MEDIA):
        for file in _media_in(folder):
            if file.name == name:
                return FileResponse(file, headers=_APART)
    raise HTTPException(404)


def _keep(request: Request, content: bytes) -> Response:
    desk, module = _module(request)
    words = words_of(request)
    given = Path(request.query_params.get("name", "").replace("\\", "/")).name
    ending = Path(given).suffix.lower() or _PASTED.get(request.headers.get("content-type", ""), "")
    kind = next((kind for kind, endings in _KINDS if ending in endings), None)
    if kind is None:
        known = ", ".join(one for _, endings in _KINDS for one in endings)
        problem = words(N_("This type of file can’t be used. Known are: %(known)s."))
        return JSONResponse({"problem": problem % {"known": known}}, 422)
    known_file = _same(desk, module, content)
    if known_file is not None:
        return JSONResponse({"name": known_file.name})
    if problem := _problem(kind, ending, content):
        return JSONResponse({"problem": problem}, 422)
    folder = desk.folder / module
    places = (folder, desk.folder / MEDIA)
    taken = {one.name.lower() for place in places for one in _media_in(place)}
    stem = as_id(Path(given).stem or words(N_("picture")))
    name = numbered_id(stem, lambda one: f"{one}{ending}" in taken) + ending
    change = FileChange(folder / name, None, content)
    with desk.writing:
        history.save(desk.database, desk.folder, [change], name)
    return JSONResponse({"name": name})


def _problem(kind: Kind, ending: str, content: bytes) -> str:
    """What is wrong with a file, in the words of the check; empty if it can be used."""
    with scratch_folder() as place:
        name = f"file{ending}"
        write_file(place / name, content)
        _, found = Media(place.parent).find(place.name, [(kind, name, Location(name))])
    errors = [one for one in found if one.severity is Severity.ERROR]
    return " ".join(f"{one.message} {one.hint}".strip() for one in errors)


def _same(desk: Desk, module: str, content: bytes) -> Path | None:
    """A file of the course with the same content, which scenarios of the module may name."""
    wanted = hashlib.sha256(content).digest()
    for folder in (desk.folder / module, desk.folder / MEDIA):
        for file in _media_in(folder):
            is_as_long = file.stat().st_size == len(content)
            if is_as_long and hashlib.sha256(file.read_bytes()).digest() == wanted:
                return file
    return None


def _media_in(folder: Path) -> Iterator[Path]:
    """The pictures, recordings and films directly in a folder; no links."""
    if not folder.is_dir() or folder.is_symlink():
        return
    endings = tuple(one for _, several in _KINDS for one in several)
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in endings and file.is_file() and not file.is_symlink():
            yield file


def _module(request: Request) -> tuple[Desk, str]:
    desk = desk_of(request)
    module = request.path_params["module"]
    if module not in course_files(desk.folder).modules:
        raise HTTPException(404)
    return desk, module


ROUTES = (
    Route("/c/{key}/media/{module}", receive, methods=["POST"]),
    Route("/c/{key}/media/{module}/{name}", show),
)

"""A course's preview: its pages as they would be built now, cut off from the studio."""

from __future__ import annotations

import json
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from answerable.build.preview.state import State
from answerable.build.studio.access import PREVIEWS
from answerable.build.studio.answering import desk_of
from answerable.build.studio.desk import versions_of
from answerable.build.studio.templates import page

_APART = {
    "Content-Security-Policy": "sandbox allow-scripts allow-forms allow-modals allow-downloads",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
}
"""Pages of a course, which may be somebody else's, are as strangers to the studio."""

_ALIVE = 1.0
"""Seconds between signs of life in an idle stream, which fail once the page is closed or the studio
ends.
"""

_FIRST = 15.0
"""Seconds for which a page waits for the first preview."""


def show(request: Request) -> Response:
    """A page or a file of the preview."""
    desk = desk_of(request)
    path: str = request.path_params["path"]
    state = desk.board.state if desk.board.state.locales else desk.board.wait(0, _FIRST)[1]
    locale = state.locale_of(path)
    built = state.locales.get(locale)
    if built is None:
        return page(request, "waiting", headers=_APART)
    root = built.folder.resolve()
    file = (root / path.removeprefix(locale)).resolve()
    if not file.is_relative_to(root):
        return _missing()
    if file.is_dir() and not request.url.path.endswith("/"):
        return RedirectResponse(f"{request.url.path}/", headers=_APART)
    file = file / "index.html" if file.is_dir() else file
    if file.is_file():
        return FileResponse(file, headers=_APART)
    is_page = request.url.path.endswith("/") and request.headers.get("sec-fetch-dest") == "iframe"
    return page(request, "waiting", headers=_APART) if is_page else _missing()


def _missing() -> Response:
    return PlainTextResponse("There is no such page.\n", 404, headers=_APART)


def follow(request: Request) -> Response:
    """A stream of events: the versions of the preview in each language, and what prevents one."""
    board = desk_of(request).board

    def events() -> Iterator[str]:
        seen = -1
        while True:
            number, state = board.wait(seen, _ALIVE)
            yield ":\n\n" if number == seen else f"data: {json.dumps(_told(state))}\n\n"
            seen = number

    return StreamingResponse(events(), media_type="text/event-stream")


def _told(state: State) -> dict[str, object]:
    return {
        "versions": versions_of(state),
        "problems": [f"{one.location.path}: {one.message}" for one in state.problems],
    }


ROUTES = (
    Route(PREVIEWS + "{run}/{key}/{path:path}", show),
    Route("/c/{key}/events", follow),
)

"""The studio as an application for a server: its pages, its own files, and what it refuses."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from answerable.build.studio.access import ASSETS, Guard
from answerable.build.studio.studio import Studio
from answerable.build.studio.templates import page, words_of
from answerable.build.studio.views import (
    astext,
    bring,
    comparison,
    course,
    courses,
    dialogue,
    jobs,
    media,
    previews,
    printing,
    publishing,
    remedies,
    saves,
    scenario,
    translate,
    translation,
)
from answerable.diagnostics.failure import BuildFailed
from answerable.i18n import N_

VIEWS = (
    courses,
    course,
    comparison,
    scenario,
    dialogue,
    astext,
    remedies,
    media,
    bring,
    translate,
    translation,
    printing,
    publishing,
    jobs,
    saves,
    previews,
)
"""The modules with the studio's pages."""


def application(studio: Studio, port: int) -> Guard:
    """The studio as an ASGI application, which answers requests to this port alone."""
    assets = StaticFiles(directory=Path(__file__).parent / "assets")
    app = Starlette(
        routes=[
            Mount(ASSETS.rstrip("/"), assets),
            *(route for view in VIEWS for route in view.ROUTES),
        ],
        exception_handlers={BuildFailed: _unusable, 404: _missing, Exception: _failed},
    )
    app.state.studio = studio
    return Guard(app, studio.keys, port)


def _unusable(request: Request, error: Exception) -> Response:
    """What a course shows whose mkdocs.yml is wrong."""
    assert isinstance(error, BuildFailed)  # noqa: S101  # it handles nothing else
    return page(request, "unusable", 409, found=error.diagnostics)


def _missing(request: Request, _: Exception) -> Response:
    words = words_of(request)
    title = words(N_("There is no such page"))
    text = words(N_("The scenario may have been moved, renamed or removed in the meantime."))
    return page(request, "failed", 404, title=title, text=text)


def _failed(request: Request, _: Exception) -> Response:
    """What is shown for a mistake in the program, which the terminal has in full."""
    words = words_of(request)
    title = words(N_("This didn’t work"))
    text = words(N_("What you have typed is kept. The studio’s own window has the details."))
    return page(request, "failed", 500, title=title, text=text)

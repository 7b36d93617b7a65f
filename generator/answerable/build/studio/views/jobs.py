"""How far a job is, and what it has made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from answerable.build.studio.answering import course_page, desk_of, submitting
from answerable.build.studio.desk import Desk
from answerable.build.studio.jobs import StudioJob
from answerable.build.studio.templates import words_of
from answerable.i18n import N_

_STEPS = (
    ("Checking the course", N_("Checking the course")),
    (r"Making what (\d+) scenarios offer to print", N_("Making what there is to print")),
    ("Building the pages in (.+)", N_("Building the pages: %(what)s")),
    (r"Writing (\d+) files", N_("Writing the files: %(what)s")),
    ("Verifying the site", N_("Verifying the site")),
    ("Nothing has changed since the last build", N_("Nothing has changed since the last build")),
)
"""What the steps of a build are called on the command line, and here."""

_APART = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; font-src data:; frame-ancestors 'self'"
}
"""What is printed holds texts of a course, which may be somebody else's."""


def show(request: Request) -> Response:
    """A job, as far as it is."""
    desk, job = _job(request)
    words = words_of(request)
    return course_page(
        request,
        desk,
        "job",
        job=job,
        steps=[_step(one, words) for one in job.steps],
        address=f"/c/{desk.key}/jobs/{job.number}",
        pdf=job.file is not None and job.file.suffix == ".pdf",
    )


def stop(request: Request, _: Mapping[str, str]) -> Response:
    """End a job before its next step."""
    desk, job = _job(request)
    job.is_stopped = True
    return RedirectResponse(f"/c/{desk.key}/jobs/{job.number}", 303)


def download(request: Request) -> Response:
    """The file that a job has made; to look at it rather than to keep it with `?look`."""
    _, job = _job(request)
    if job.file is None or not job.file.is_file():
        raise HTTPException(404)
    if "look" in request.query_params and job.file.suffix == ".pdf":
        headers = {"Content-Security-Policy": "frame-ancestors 'self'"}
        return FileResponse(job.file, media_type="application/pdf", headers=headers)
    return FileResponse(job.file, filename=job.file.name)


def look(request: Request) -> Response:
    """What a job has made, as a page to look at."""
    _, job = _job(request)
    if job.product is None or not job.product.shown:
        raise HTTPException(404)
    return HTMLResponse(job.product.shown, headers=_APART)


def _job(request: Request) -> tuple[Desk, StudioJob]:
    desk = desk_of(request)
    try:
        return desk, desk.jobs[request.path_params["number"]]
    except KeyError:
        raise HTTPException(404) from None


def _step(text: str, words: Callable[[str], str]) -> str:
    for pattern, said in _STEPS:
        if found := re.fullmatch(pattern, text):
            return words(said) % {"what": found[1] if found.groups() else ""}
    return text


_JOB = "/c/{key}/jobs/{number:int}"

ROUTES = (
    Route(_JOB, show),
    Route(f"{_JOB}/stop", submitting(stop), methods=["POST"]),
    Route(f"{_JOB}/file", download),
    Route(f"{_JOB}/look", look),
)

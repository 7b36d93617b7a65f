"""The course as a site, a file or a package, or sent to where its folder is kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from answerable.build.mkdocs import trust
from answerable.build.mkdocs.programs import programs_of
from answerable.build.packages import PACKAGES, Package
from answerable.build.site import build_course
from answerable.build.studio.answering import course_page, desk_of, submitting
from answerable.build.studio.desk import Desk
from answerable.build.studio.jobs import Making, Product
from answerable.build.studio.templates import words_of
from answerable.diagnostics import Diagnostic
from answerable.i18n import N_


class Goal(NamedTuple):
    """A way to publish: the package's option and version, the file's name, and the words for it."""

    option: str
    version: str
    file: str
    name: str
    about: str
    next: str


GOALS: Mapping[str, Goal] = {
    "site": Goal(
        "",
        "",
        "",
        N_("A folder for a web server"),
        N_("The site, in the folder “site” of the course. It replaces the one made before."),
        N_("Copy the content of this folder to your web server."),
    ),
    "zip": Goal(
        "offline_zip",
        "",
        "course.zip",
        N_("A zip to unpack and open"),
        N_("For a shared drive, a mail or a memory stick. It needs no server and no internet."),
        N_("Unpack it, and open the file index.html in it."),
    ),
    "scorm-1.2": Goal(
        "scorm",
        "1.2",
        "course-scorm.zip",
        N_("A package for a learning platform (SCORM 1.2)"),
        N_("Nearly every platform accepts it."),
        N_("Upload it to your learning platform as it is. Don’t unpack it."),
    ),
    "scorm-2004": Goal(
        "scorm",
        "2004",
        "course-scorm-2004.zip",
        N_("A package for a learning platform (SCORM 2004)"),
        N_("Keeps more, if your platform accepts it."),
        N_("Upload it to your learning platform as it is. Don’t unpack it."),
    ),
}


def show(request: Request) -> Response:
    """The ways to publish."""
    desk = desk_of(request)
    programs = programs_of(desk.project)
    return course_page(
        request,
        desk,
        "publish",
        goals=GOALS,
        unsaved=len(desk.unsaved),
        programs=() if trust.is_allowed(programs) else programs.found,
        fingerprint=programs.fingerprint,
    )


def begin(request: Request, sent: Mapping[str, str]) -> Response:
    """Begin to build what was chosen."""
    desk = desk_of(request)
    name = sent.get("goal", "")
    if name not in GOALS:
        return RedirectResponse(f"/c/{desk.key}/publish", 303)
    goal = GOALS[name]
    words = words_of(request)
    job = desk.jobs.begin(words(goal.name), _making(desk, goal, "strict" in sent, words))
    return RedirectResponse(f"/c/{desk.key}/jobs/{job.number}", 303)


def allow(request: Request, sent: Mapping[str, str]) -> Response:
    """Let the programs in the project run on this computer from now on, if they are still those
    that the page has shown.
    """
    desk = desk_of(request)
    programs = programs_of(desk.project)
    if sent.get("fingerprint") == programs.fingerprint:
        trust.allow(programs)
        desk.renew()
    return RedirectResponse(f"/c/{desk.key}/publish", 303)


def _making(desk: Desk, goal: Goal, strict: bool, words: Callable[[str], str]) -> Making:
    def make(progress: Callable[[str], None]) -> tuple[Product, Sequence[Diagnostic]]:
        package: Package[object] = next(
            one
            for one in PACKAGES
            if one.option == goal.option and one.version in ("", goal.version)
        )
        made, notes = build_course(
            desk.config_file,
            package,
            strict=strict,
            today=datetime.date.today(),
            progress=progress,
            allowed=trust.is_allowed,
        )
        said = [words(N_("Checked, built and verified.")), words(goal.next)]
        if isinstance(made, bytes):
            return Product(goal.file, made, said=said), notes
        return Product(folder=desk.project.site_folder, said=said), notes

    return make


ROUTES = (
    Route("/c/{key}/publish", show),
    Route("/c/{key}/publish", submitting(begin), methods=["POST"]),
    Route("/c/{key}/trust", submitting(allow), methods=["POST"]),
)

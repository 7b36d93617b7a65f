"""The files of a built site -> what makes a SCORM package of them, of either version.

A learning platform opens one page, `lms.html`. It alone speaks with the platform, and shows the
whole site in a frame; the script is made from `frontend/src/outputs/lms/`. The manifests follow the
SCORM Content Aggregation Model 1.2, section 2.3, and that of 2004, 3rd edition, section 3.4
(https://adlnet.gov/projects/scorm/).
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from answerable.build.publish import publish, reports
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.handouts.standalone.document import asset, environment
from answerable.model import Course
from answerable.site.context import Site

MANIFEST = "imsmanifest.xml"
SHELL = "lms.html"
SCRIPT = "assets/answerable-lms.js"
STYLES = "assets/answerable-lms.css"
QUESTIONS = "assets/answerable-lms-questions.js"

Version = Literal["1.2", "2004"]
"""SCORM 1.2, which nearly all platforms take, or SCORM 2004, 3rd edition."""

MANIFESTS: dict[Version, str] = {
    "1.2": "imsmanifest-12.xml.jinja",
    "2004": "imsmanifest-2004.xml.jinja",
}
"""The template of each version's manifest."""

CODE_LENGTH = 3
"""Characters that stand for an item or a scenario in what a platform keeps of a learner's state, of
which SCORM 1.2 has 4,096."""

_PACKAGE = "answerable.build.publish"
_REFUSED = frozenset(
    f".{extension}"
    for extension in (
        *("7z", "bat", "br", "cgi", "cmd", "com", "dat", "dll", "exe", "gz", "jar", "jsp", "map"),
        *("msi", "php", "pl", "ps1", "py", "rar", "sh", "tar", "vbs", "zip"),
    )
)
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)


def complete(
    folder: Path, course: Course, version: Version, *, assessed: bool
) -> tuple[Diagnostic, ...]:
    """Add to a site, made for learners, what makes it a package of this version.

    Returns warnings of what had to be left out. `assessed`: see `shell`.
    """
    refused = [path for path in publish.paths(folder) if is_refused(path)]
    for path in refused:
        (folder / path).unlink()
    site = Site(course, directory_urls=False)
    files = {SHELL: shell(site, version, assessed=assessed).encode(), **assets(site)}
    for path, content in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    text = manifest(course, tuple(publish.paths(folder)), version)
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="")
    return left_out(refused)


def is_refused(path: str) -> bool:
    """Whether a learning platform may refuse a package for this file: programs and archives."""
    return posixpath.splitext(path)[1].lower() in _REFUSED


def left_out(paths: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A warning for each file that an author has put among the pages and no platform takes."""
    return tuple(
        Diagnostic(
            "AN410",
            Severity.WARNING,
            "the file is left out of the package, because learning platforms refuse files of this "
            "type",
            Location(path),
            "Offer it in another form, such as PDF, or link to it on the web.",
        )
        for path in paths
    )


def manifest(course: Course, paths: Collection[str], version: Version) -> str:
    """`imsmanifest.xml` of a package with these files: one organization, one SCO, every file.

    The same files give the same text, in whatever order they come. No pass mark is in it: a
    platform that knows one turns each early score into “failed”.
    """
    others = sorted(set(paths) - {SHELL, MANIFEST})
    template = environment(_PACKAGE, course.language).get_template(MANIFESTS[version])
    return template.render(
        identifier=f"answerable-{course.id}",
        title=course.title,
        shell=SHELL,
        files=[quote(path) for path in (SHELL, *others)],
    )


def shell(site: Site, version: Version, *, assessed: bool) -> str:
    """`lms.html`. `assessed`: the assessment tells whether the course is passed.

    Otherwise, it is completed once every scenario has been answered, and nobody passes or fails.
    """
    course = site.course
    # In the order of `tracked`; an item keeps its code when its scenario gets a new name.
    keys = [
        f"{scenario.first_id}/{pooled.item.id}"
        for scenario in course.scenarios
        for pooled in site.pool.get(scenario.id, ())
    ]
    keys += [scenario.first_id for scenario in course.scenarios]
    template = environment(_PACKAGE, course.language).get_template("lms.html.jinja")
    return template.render(
        course=course,
        version=version,
        policy=_POLICY,
        styles=STYLES,
        scripts=(QUESTIONS, SCRIPT),
        tracked=site.tracked(course.scenarios),
        codes="".join(codes(keys)),
        assessed=assessed,
    )


def assets(site: Site) -> dict[str, bytes]:
    """Scripts and styles of `lms.html`, by path."""
    return {
        QUESTIONS: reports.script(site.pool).encode(),
        SCRIPT: asset(_PACKAGE, "lms.js").encode(),
        STYLES: asset(_PACKAGE, "lms.css").encode(),
    }


def codes(keys: Iterable[str]) -> tuple[str, ...]:
    """`CODE_LENGTH` characters for each key, no two of a course the same.

    They come from a hash of the key, so that an item keeps its code while others come and go; where
    two would share one, the later key gets the next piece of its hash.
    """
    given: dict[str, None] = {}
    for key in keys:
        number = 0
        while (code := _hash(key, number)) in given:
            number += 1
        given[code] = None
    return tuple(given)


def _hash(key: str, number: int) -> str:
    digest = hashlib.sha256(f"{number} {key}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:CODE_LENGTH]

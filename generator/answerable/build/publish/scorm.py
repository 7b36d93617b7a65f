"""Turns a built site into a SCORM package, version 1.2 or 2004.

A learning platform opens one page, `lms.html`. Only that page talks to the platform, and it shows
the whole site in a frame; its script is built from `frontend/src/outputs/lms/`. The manifests
follow the SCORM Content Aggregation Model 1.2, section 2.3, and that of 2004, 3rd edition, section
3.4 (https://adlnet.gov/projects/scorm/).
"""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from answerable.build.publish import reports
from answerable.build.publish.pages import paths
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
"""SCORM 1.2, which nearly all platforms accept, or SCORM 2004, 3rd edition."""

MANIFESTS: dict[Version, str] = {
    "1.2": "imsmanifest-12.xml.jinja",
    "2004": "imsmanifest-2004.xml.jinja",
}
"""The template of each version's manifest."""

CODE_LENGTH = 3
"""Length of the code for an item or a scenario in the learner's state, for which a SCORM 1.2
platform has 4,096 characters."""

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
    """Add to a site, reduced to what learners read, the files of a package of this version.

    `assessed`: see `shell`. Returns warnings about files that had to be left out.
    """
    refused = [path for path in paths(folder) if is_refused(path)]
    for path in refused:
        (folder / path).unlink()
    site = Site(course, directory_urls=False)
    files = {SHELL: shell(site, version, assessed=assessed).encode(), **assets(site)}
    for path, content in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    text = manifest(course, tuple(paths(folder)), version)
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="")
    return left_out(refused)


def is_refused(path: str) -> bool:
    """Whether a learning platform may refuse a package with this file: a program or an archive."""
    return posixpath.splitext(path)[1].lower() in _REFUSED


def left_out(paths: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A warning for each file that an author has put among the pages and platforms refuse."""
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

    The same files give the same text, whatever their order. It contains no pass mark: a platform
    that knows one turns each early score into “failed”.
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
    """`lms.html`. `assessed`: the assessment decides whether the course is passed.

    Otherwise the course is completed once every scenario is done, and nobody passes or fails.
    """
    course = site.course
    # In the order of `tracked`; an item keeps its code if its scenario is renamed.
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
    """The scripts and styles of `lms.html`, by path."""
    return {
        QUESTIONS: reports.script(site.pool).encode(),
        SCRIPT: asset(_PACKAGE, "lms.js").encode(),
        STYLES: asset(_PACKAGE, "lms.css").encode(),
    }


def codes(keys: Iterable[str]) -> tuple[str, ...]:
    """A unique code of `CODE_LENGTH` characters for each key.

    Codes come from a hash of the key, so that an item keeps its code while others come and go; if
    two keys would share one, the later key gets the next piece of its hash.
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

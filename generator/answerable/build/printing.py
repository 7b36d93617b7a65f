"""Printed matter of a project: what is found in it, with its place, and where its codes lead."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from answerable.build.mkdocs.project import Project
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.typeset.typesetting import PrintError
from answerable.source.read.source import read


@contextlib.contextmanager
def printing(project: Project) -> Iterator[None]:
    """Problems of printed matter name files from where the author is, like all others."""
    try:
        yield
    except PrintError as error:
        raise BuildFailed(located(error.diagnostics, project.course_folder)) from error


def located(found: Iterable[Diagnostic], folder: Path) -> tuple[Diagnostic, ...]:
    """What was found in a course, with the places in its folder, and the lines of its fields."""
    return tuple(replace(one, location=_located(one.location, folder)) for one in found)


def _located(where: Location, folder: Path) -> Location:
    path = folder / where.path
    if where.keys and path.is_file():
        return read(path, path.as_posix()).key(*where.keys)
    return replace(where, path=path.as_posix())


def address_notes(project: Project, config_file: Path) -> tuple[Diagnostic, ...]:
    """AN422 where cards get no QR code, as only this machine would know where it leads."""
    if project.reachable_url:
        return ()
    return (
        Diagnostic(
            "AN422",
            Severity.NOTE,
            "printed cards have no QR codes, because `site_url` is missing or points to this "
            "computer",
            Location(config_file.as_posix()),
            "Before you publish or print, set it in mkdocs.yml to the course's address; cards then "
            "link to its pages.",
        ),
    )

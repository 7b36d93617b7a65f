"""Adds to findings about printed matter their places in the project, and notes missing QR codes."""

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
    """Turn `PrintError` into `BuildFailed`, with paths and lines like all other findings."""
    try:
        yield
    except PrintError as error:
        raise BuildFailed(located(error.diagnostics, project.course_folder)) from error


def located(found: Iterable[Diagnostic], folder: Path) -> tuple[Diagnostic, ...]:
    """Findings about a course, with paths that begin with its folder, and the lines of fields."""
    return tuple(replace(one, location=_located(one.location, folder)) for one in found)


def _located(where: Location, folder: Path) -> Location:
    path = folder / where.path
    if where.keys and path.is_file():
        return read(path, path.as_posix()).key(*where.keys)
    return replace(where, path=path.as_posix())


def address_notes(project: Project, config_file: Path) -> tuple[Diagnostic, ...]:
    """AN422 if cards get no QR codes because other computers couldn't open their addresses."""
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

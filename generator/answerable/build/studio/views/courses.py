"""The first page: the courses on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from answerable.build.studio.answering import studio_of
from answerable.build.studio.desk import key_of
from answerable.build.studio.templates import page
from answerable.source.read.source import read


class Shelved(NamedTuple):
    """A course on the list: its key, its title, and its folder."""

    key: str
    title: str
    folder: Path


def show(request: Request) -> Response:
    """The list of courses."""
    courses = [Shelved(key_of(one), _title(one), one) for one in studio_of(request).folders]
    return page(request, "courses", courses=courses)


def _title(folder: Path) -> str:
    file = folder / "scenarios" / "course.yml"
    title = (read(file, file.name).value or {}).get("title")
    return title if isinstance(title, str) else folder.name


ROUTES = (Route("/", show),)

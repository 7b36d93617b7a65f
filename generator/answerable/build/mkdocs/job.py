"""The input of one MkDocs run: a checked course in one language, and where it will be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from answerable import site
    from answerable.model import Course


@dataclass(frozen=True, slots=True)
class Medium:
    """Where a site is read, if that changes its pages.

    `installable`: it is on a server, and browsers keep it. `from_folder`: it has to work without a
    server. `on_platform`: it is part of a package for a learning platform, which receives results
    and refuses a zip within a zip, such as a workshop kit.
    """

    installable: bool = False
    from_folder: bool = False
    on_platform: bool = False

    @property
    def settings(self) -> Mapping[str, Any]:
        """The settings that replace those in mkdocs.yml."""
        return {"use_directory_urls": False} if self.from_folder else {}


PREVIEW = Medium()
SERVER = Medium(installable=True)
FOLDER = Medium(from_folder=True)
PLATFORM = Medium(from_folder=True, on_platform=True)


@dataclass(frozen=True, slots=True)
class Job:
    """A checked course to build, with files and pages to add to its own.

    All its languages are built, one job each, so that pages can link to other languages:
    `locales` has the course in each, to know which pages there are.
    """

    course: Course
    medium: Medium = PREVIEW
    files: Mapping[str, bytes] = field(default_factory=dict)
    cards: site.CardFiles | None = None
    pages: Sequence[site.Page] = ()
    locales: Mapping[site.Locale, Course] = field(default_factory=dict)

"""mkdocs.yml -> where the course is, where the site goes, and under which address.

mkdocs.yml is read as data: no plugin, hook or theme is loaded here (see `engine` for that), and all
files that it names have to be in its folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from answerable import site
from answerable.build.mkdocs.job import Medium
from answerable.build.mkdocs.options import as_folder, plugins_of, problems
from answerable.diagnostics import short
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.cards.decks.common import Published
from answerable.source.read.folder import strange_files, where_to_start
from answerable.source.read.settings import Settings, read_settings
from answerable.source.read.tagged import config_problem

if TYPE_CHECKING:
    from answerable.model import Course


@dataclass(frozen=True)
class Project:
    """mkdocs.yml, read as data: where the course is and where the site goes."""

    config_file: Path
    settings: Settings
    course_folder: Path
    docs_folder: Path
    site_folder: Path
    base_url: str | None
    directory_urls: bool

    @property
    def folder(self) -> Path:
        """The folder of mkdocs.yml, which contains the whole project."""
        return self.config_file.absolute().parent

    @property
    def nav(self) -> Any:
        """The navigation; None if mkdocs.yml has none, so that it contains all pages."""
        return self.settings.values.get("nav")

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of sections and pages in mkdocs.yml's navigation."""
        return tuple(_titles(self.nav))

    @property
    def assessed(self) -> bool:
        """Whether the assessment is in the navigation."""
        return offers(self.nav, site.ASSESSMENT.uri())

    @property
    def embedded_in(self) -> tuple[str, ...]:
        """Sites whose pages may show the course in a frame, such as `https://lms.example.com`."""
        return tuple(plugins_of(self.settings)["answerable"].get("embedded_in") or ())

    @property
    def sources(self) -> tuple[Path, ...]:
        """All files and folders inside the project's folder that the site is made from."""
        values = self.settings.values
        own = [*self.settings.files, self.docs_folder, self.course_folder]
        watch, hooks = (values.get(name) or [] for name in ("watch", "hooks"))
        theme = values.get("theme")
        named = [theme.get("custom_dir")] if isinstance(theme, dict) else []
        for names in (watch, hooks):
            named += names if isinstance(names, list) else []
        more = (self.folder / name for name in named if isinstance(name, str))
        paths = dict.fromkeys(path.resolve() for path in (*own, *more))
        return tuple(path for path in paths if path.is_relative_to(self.folder.resolve()))

    def as_site(self, course: Course) -> site.Site:
        """A course as the site that mkdocs.yml describes."""
        return site.Site(course, self.directory_urls, self.base_url, assessed=self.assessed)

    def read_in(self, locale: site.Locale, medium: Medium) -> Project:
        """The project with the settings for one locale and one medium."""
        return replace(
            self,
            base_url=self.base_url and self.base_url + locale.folder,
            directory_urls=self.directory_urls and not medium.from_folder,
        )

    @property
    def published(self) -> Published:
        """The address in printed QR codes; none if only this computer can open it."""
        return Published(self.reachable_url, self.directory_urls)

    @property
    def reachable_url(self) -> str | None:
        """The published address, or None if only this computer can open it."""
        host = urlsplit(self.base_url or "").hostname
        return None if host in (None, "localhost", "127.0.0.1", "::1") else self.base_url

    def require_within(self, path: Path, *keys: str | int) -> None:
        """Raises `BuildFailed` for a path outside the project, also if it gets there by a link.

        `keys` are those of the setting that names the path.
        """
        if not path.resolve().is_relative_to(self.folder.resolve()):
            problem = config_problem(
                self.settings.where(*keys),
                f"`{os.path.relpath(path, self.folder)}` points outside the folder of "
                f"{self.config_file.name}, so it isn't read",
                "Move or copy it into that folder, and name it there.",
            )
            raise BuildFailed((problem,))


def load_project(config_file: Path) -> Project:
    """Read mkdocs.yml. Raises `BuildFailed` with all its problems."""
    if not config_file.is_file():
        message = f"There is no {config_file.name} here, the file with the site's settings."
        raise BuildFailed((config_problem(config_file, message, where_to_start(config_file)),))
    settings = read_settings(config_file, os.environ)
    if isinstance(settings, tuple):
        raise BuildFailed(settings)
    if found := tuple(problems(settings)):
        raise BuildFailed(found)
    values = settings.values
    base = config_file.absolute().parent

    def folder(name: str) -> Path:
        return Path(os.path.normpath(base / name))

    project = Project(
        config_file,
        settings,
        short(folder(plugins_of(settings)["answerable"].get("scenarios") or "scenarios")),
        short(folder(values.get("docs_dir") or "docs")),
        folder(values.get("site_dir") or "site"),
        as_folder(values.get("site_url")) or None,
        values.get("use_directory_urls") is not False,
    )
    _refuse_to_overwrite(project, config_file)
    for keys, path in ((("docs_dir",), project.docs_folder), (("plugins",), project.course_folder)):
        project.require_within(path, *keys)
    if not project.docs_folder.is_dir():
        message = f"the pages folder, {project.docs_folder.as_posix()}, doesn't exist"
        hint = "Create it, or correct `docs_dir:` in mkdocs.yml (the default is `docs`)."
        raise BuildFailed((config_problem(settings.where("docs_dir"), message, hint),))
    if strange := strange_files(project.docs_folder, config_file.parent):
        raise BuildFailed(strange)
    return project


def _refuse_to_overwrite(project: Project, config_file: Path) -> None:
    """Raises `BuildFailed` if the site's folder, which a build replaces, overlaps the sources."""
    site_folder, course = project.site_folder.resolve(), project.course_folder.resolve()
    docs = project.docs_folder.resolve()
    written = (course, config_file.resolve(), docs)
    if any(site_folder.is_relative_to(one) for one in (course, docs)) or any(
        one.is_relative_to(site_folder) for one in written
    ):
        raise BuildFailed(
            (
                config_problem(
                    project.settings.where("site_dir"),
                    f"a build would replace your files in {project.site_folder.as_posix()}",
                    "Write the name of a new folder for the site after `site_dir:`, or remove that "
                    "line.",
                ),
            )
        )


def offers(nav: Any, src_uri: str) -> bool:
    """Whether a page is in a navigation of mkdocs.yml; without one, all pages are."""
    return nav is None or src_uri in _targets(nav)


def _targets(nav: Any) -> Iterator[str]:
    """The targets of a navigation's entries."""
    if isinstance(nav, list):
        for entry in nav:
            yield from _targets(entry)
    elif isinstance(nav, dict):
        for entry in nav.values():
            yield from _targets(entry)
    else:
        yield str(nav)


def _titles(nav: Any) -> Iterator[str]:
    for entry in nav if isinstance(nav, list) else ():
        if isinstance(entry, dict):
            for title, inner in entry.items():
                yield title
                yield from _titles(inner)

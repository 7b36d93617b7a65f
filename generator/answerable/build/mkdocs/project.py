"""mkdocs.yml -> where the course lies, where the site goes, and under which address.

It is read as data: no plugin, hook or theme is loaded here (see `engine` for that), and whatever it
names has to lie in its own folder.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from answerable import site
from answerable.authoring.translate.parts import Standing, missing_terms, parts
from answerable.checks.check import CourseReport
from answerable.diagnostics import Diagnostic, Location, Severity, short
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.cards.decks.common import Published
from answerable.handouts.typeset.typesetting import PrintError
from answerable.source.read.folder import strange_files, where_to_start
from answerable.source.read.settings import Settings, read_settings
from answerable.source.read.source import read
from answerable.source.read.tagged import config_problem

if TYPE_CHECKING:
    from answerable.model import Course
    from answerable.source.read.languages import Translation


@dataclass(frozen=True)
class Project:
    """mkdocs.yml, read as data: where the course lies and where the site goes."""

    config_file: Path
    settings: Settings
    course_folder: Path
    docs_folder: Path
    site_folder: Path
    base_url: str | None
    directory_urls: bool

    @property
    def folder(self) -> Path:
        """The folder of mkdocs.yml, in which all of the project lies."""
        return self.config_file.absolute().parent

    @property
    def nav(self) -> Any:
        """The navigation; None where mkdocs.yml has none, and all pages are in it."""
        return self.settings.values.get("nav")

    @property
    def titles(self) -> tuple[str, ...]:
        """What mkdocs.yml calls the sections and pages of the navigation."""
        return tuple(_titles(self.nav))

    @property
    def embedded_in(self) -> tuple[str, ...]:
        """Sites whose pages may show the course in a frame, such as `https://lms.example.com`."""
        return tuple(plugins_of(self.settings)["answerable"].get("embedded_in") or ())

    def as_site(self, course: Course) -> site.Site:
        """A course as the site that mkdocs.yml describes."""
        return site.Site(course, self.directory_urls, self.base_url)

    def offers(self, src_uri: str) -> bool:
        """Whether a page is in the navigation; without one in mkdocs.yml, all pages are."""
        return self.nav is None or src_uri in _targets(self.nav)

    @property
    def published(self) -> Published:
        """Where printed matter leads to: nowhere, if only this machine knows the address."""
        return Published(self.reachable_url, self.directory_urls)

    @property
    def reachable_url(self) -> str | None:
        """The published address, unless it is one that only this machine knows."""
        host = urlsplit(self.base_url or "").hostname
        return None if host in (None, "localhost", "127.0.0.1", "::1") else self.base_url

    def require_within(self, path: Path, *keys: str | int) -> None:
        """Raises `BuildFailed` for a path that leads out of the project, also if a link does so.

        `keys` lead to the setting that names it.
        """
        if not path.resolve().is_relative_to(self.folder.resolve()):
            problem = config_problem(
                self.settings.where(*keys),
                f"`{os.path.relpath(path, self.folder)}` leads out of the folder of "
                f"{self.config_file.name}, and is not read",
                "Move or copy it into that folder, and name it there.",
            )
            raise BuildFailed((problem,))


def load_project(config_file: Path) -> Project:
    """Read mkdocs.yml. Raises `BuildFailed` with everything that is wrong with it."""
    if not config_file.is_file():
        message = f"There is no {config_file.name} here, which says what the site is like."
        raise BuildFailed((config_problem(config_file, message, where_to_start(config_file)),))
    settings = read_settings(config_file, os.environ)
    if isinstance(settings, tuple):
        raise BuildFailed(settings)
    if found := tuple(_problems(settings)):
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
        _as_folder(values.get("site_url")) or None,
        values.get("use_directory_urls") is not False,
    )
    _refuse_to_overwrite(project, config_file)
    for keys, path in ((("docs_dir",), project.docs_folder), (("plugins",), project.course_folder)):
        project.require_within(path, *keys)
    if not project.docs_folder.is_dir():
        message = f"the folder of the pages, {project.docs_folder.as_posix()}, does not exist"
        hint = "Make it, or correct `docs_dir:`, which is `docs` unless mkdocs.yml says otherwise."
        raise BuildFailed((config_problem(settings.where("docs_dir"), message, hint),))
    if strange := strange_files(project.docs_folder, config_file.parent):
        raise BuildFailed(strange)
    return project


def plugins_of(settings: Settings) -> dict[str, dict[str, Any]]:
    """The plugins that mkdocs.yml names, each with its options."""
    return _named(settings.values.get("plugins", ["search"]))


def extensions_of(settings: Settings) -> dict[str, dict[str, Any]]:
    """The extensions of Markdown that mkdocs.yml names, each with its options."""
    return _named(settings.values.get("markdown_extensions"))


def _named(entries: Any) -> dict[str, dict[str, Any]]:
    """What a list names, whose entries are names, or one name with options; or a group of them."""
    if isinstance(entries, dict):
        pairs = list(entries.items())
    elif isinstance(entries, list):
        pairs = [
            pair
            for entry in entries
            for pair in (entry.items() if isinstance(entry, dict) else [(entry, None)])
        ]
    else:
        pairs = []
    return {str(name): options if isinstance(options, dict) else {} for name, options in pairs}


def _problems(settings: Settings) -> Iterator[Diagnostic]:
    """What is wrong with the settings that we need. MkDocs says more when it builds."""
    values = settings.values
    if not isinstance(values.get("site_name"), str):
        hint = "Write a line `site_name: ` and the name of the course."
        yield config_problem(settings.where("site_name"), "`site_name` is missing", hint)
    if "config_file_path" in values:  # MkDocs would look for all else there
        where = settings.where("config_file_path")
        yield config_problem(where, "`config_file_path` is no setting", "Take the line out.")
    for name, kind, words in _KINDS:
        value = values.get(name)
        if value is not None and not isinstance(value, kind):
            yield config_problem(settings.where(name), f"`{name}` has to be {words}")
    url = values.get("site_url")
    if isinstance(url, str) and url and not _as_folder(url):
        yield config_problem(
            settings.where("site_url"),
            f"`site_url` is no whole address: {url}",
            "Write the whole address, such as https://training.example.com/good-service/",
        )
    address = values.get("dev_addr")
    if address is not None and not _HOST_AND_PORT.fullmatch(str(address)):
        where = settings.where("dev_addr")
        yield config_problem(
            where, f"`dev_addr` is no HOST:PORT, such as 127.0.0.1:8001: {address}"
        )
    plugins = plugins_of(settings)
    if "answerable" not in plugins:
        yield config_problem(
            settings.where("plugins"),
            "the plugin `answerable` is not listed under `plugins:`",
            "Write there, in lines of their own, `- search` and `- answerable`.",
        )
    elif not isinstance(plugins["answerable"].get("scenarios", ""), str):
        yield config_problem(settings.where("plugins"), "`scenarios` has to name a folder")
    else:
        hosts = plugins["answerable"].get("embedded_in") or []
        for host in hosts if isinstance(hosts, list) else [hosts]:
            if not isinstance(hosts, list) or not _HOST.fullmatch(str(host)):
                yield config_problem(
                    settings.where("plugins"),
                    f"`embedded_in` has to be a list of sites, and {host} is none",
                    "Write `- https://` and the name of the host, without a path.",
                )
    theme = values.get("theme")
    named = theme.get("name") if isinstance(theme, dict) else theme
    if named != "material":
        yield config_problem(
            settings.where("theme", "name"),
            f"the theme is `{named or 'mkdocs'}`; pages of scenarios need Material",
            "Write `name: material` under `theme:`.",
        )


_HOST_AND_PORT = re.compile(r".+:(?:[0-9]{1,4}|[1-5][0-9]{4}|6[0-4][0-9]{3})")
_HOST = re.compile(r"https?://(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?", re.ASCII)
_KINDS: tuple[tuple[str, type, str], ...] = (
    ("docs_dir", str, "the name of a folder"),
    ("site_dir", str, "the name of a folder"),
    ("site_url", str, "an address"),
    ("use_directory_urls", bool, "`true` or `false`"),
    ("nav", list, "a list of pages"),
)


def _as_folder(url: str | None) -> str:
    """An address with a slash at its end; empty if it is none."""
    try:
        parts = urlsplit(url or "")
        parts.port  # noqa: B018  # raises for a number that is none
    except ValueError:
        return ""
    if not (parts.scheme and parts.netloc):
        return ""
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return urlunsplit(parts._replace(path=path))


def _refuse_to_overwrite(project: Project, config_file: Path) -> None:
    """A build replaces the site's folder whole: nothing that somebody wrote may lie in it."""
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
                    "Write the name of a new folder for the site after `site_dir:`, or take that "
                    "line out.",
                ),
            )
        )


def editions_of(report: CourseReport) -> dict[site.Edition, Course]:
    """The course of a report in each of its languages, the original first; nothing without one."""
    if report.course is None:
        return {}
    translated = (one.course for one in report.translations)
    courses = {one.language: one for one in (report.course, *translated)}
    return {one: courses[one.language] for one in site.editions(report.course.languages)}


def standing(
    project: Project, course: Course, language: str, translation: Translation | None
) -> Standing:
    """How far a course is in a language, of which there is a translation or none yet."""
    made_from = translation.made_from if translation else {}
    untouched = translation.untouched if translation else frozenset()
    found = parts(
        course, project.course_folder, project.docs_folder, language, made_from, untouched
    )
    terms = missing_terms(translation.course, project.titles) if translation else ()
    return Standing(language, found, terms)


def standings(project: Project, report: CourseReport) -> tuple[Standing, ...]:
    """How far the course of a report is in each of its other languages; nothing without one."""
    if report.course is None:
        return ()
    return tuple(
        standing(project, report.course, one.course.language, one) for one in report.translations
    )


def _targets(nav: Any) -> Iterator[str]:
    """What the entries of a navigation lead to."""
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


def refuse_unless_empty(folder: Path) -> None:
    """Raises `BuildFailed` (AN421) where a folder to be written into holds something already."""
    if folder.resolve() == Path.cwd():
        _refuse(folder, "the folder to be written into is the one you are in", "Name a new folder.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "Name a new folder, or empty this one yourself."
        _refuse(folder, "the folder to be written into is not empty", hint)


def refuse_unless_new(file: Path) -> None:
    """Raises `BuildFailed` (AN421) where a file that nobody has named exists already."""
    if file.exists():
        _refuse(file, "the file to be written exists already", "Move it, or name another folder.")


def _refuse(place: Path, message: str, hint: str) -> None:
    where = Location(place.as_posix())
    raise BuildFailed((Diagnostic("AN421", Severity.ERROR, message, where, hint),))


@contextlib.contextmanager
def printing(project: Project) -> Iterator[None]:
    """Problems of printed matter name files from where the author stands, like all others."""
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


def accepted(report: CourseReport, strict: bool) -> Course:
    """The course of a report. Raises `BuildFailed` on errors; with `strict`, also on warnings."""
    limit = Severity.WARNING if strict else Severity.ERROR
    if report.course is None or any(d.severity >= limit for d in report.diagnostics):
        raise BuildFailed(report.diagnostics)
    return report.course


def address_notes(project: Project, config_file: Path) -> tuple[Diagnostic, ...]:
    """AN422 where cards get no QR code, as only this machine would know where it leads."""
    if project.reachable_url:
        return ()
    return (
        Diagnostic(
            "AN422",
            Severity.NOTE,
            "printed cards have no QR codes: `site_url` is missing or points to this computer",
            Location(config_file.as_posix()),
            "Before you publish or print, set it in mkdocs.yml to the address of the course; cards "
            "then lead to its pages.",
        ),
    )

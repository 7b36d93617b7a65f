"""mkdocs.yml, read: where the course lies, where the site goes, and under which address."""

from __future__ import annotations

import contextlib
import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import escape
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from answerable import markup, site
from answerable.cards.decks.common import Published
from answerable.checks.check import CourseReport
from answerable.diagnostics import Diagnostic, Location, Severity, short
from answerable.failure import BuildFailed
from answerable.localisation.parts import Standing, missing_terms, parts
from answerable.plugin import AnswerablePlugin
from answerable.printing.fonts import Fonts, is_font
from answerable.printing.texts import COURSE_FILE
from answerable.printing.typesetting import PrintError
from answerable.reading.encoding import decode, split_lines
from answerable.reading.folder import where_to_start
from answerable.reading.source import parse, read_content
from answerable.translations import N_, translator

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from answerable.model import Course
    from answerable.reading.languages import Translation


@dataclass(frozen=True)
class Project:
    """mkdocs.yml, read: where the course lies and where the site goes."""

    config: MkDocsConfig
    plugin: AnswerablePlugin
    course_folder: Path
    site_folder: Path
    base_url: str | None

    @property
    def docs_folder(self) -> Path:
        """Where the hand-written pages lie, as short as messages can name it."""
        return short(Path(self.config.docs_dir))

    @property
    def titles(self) -> tuple[str, ...]:
        """What mkdocs.yml calls the sections and pages of the navigation."""
        return tuple(_titles(self.config.nav))

    def as_site(self, course: Course) -> site.Site:
        """A course as the site that mkdocs.yml describes."""
        return site.Site(course, bool(self.config.use_directory_urls), self.base_url)

    def offers(self, src_uri: str) -> bool:
        """Whether a page stands in the navigation; without one in mkdocs.yml, all pages do."""
        return self.config.nav is None or src_uri in _targets(self.config.nav)

    @property
    def published(self) -> Published:
        """Where printed matter leads to: nowhere, if only this machine knows the address."""
        return Published(self.reachable_url, bool(self.config.use_directory_urls))

    @property
    def reachable_url(self) -> str | None:
        """The published address, unless it is one that only this machine knows."""
        host = urlsplit(self.base_url or "").hostname
        return None if host in (None, "localhost", "127.0.0.1", "::1") else self.base_url


def load_project(config_file: Path, **overrides: Any) -> Project:
    """Read mkdocs.yml. Raises `BuildFailed` with everything that MkDocs says is wrong with it."""
    if not config_file.is_file():
        message = f"There is no {config_file.name} here, which says what the site is like."
        raise _unsuitable(config_file, message, where_to_start(config_file))
    content = read_content(config_file, config_file.as_posix())
    if isinstance(content, Diagnostic):
        raise BuildFailed((content,))
    problems = Records()
    with mkdocs_log(problems):
        try:
            config = load_config(str(config_file), **overrides)
        except (ConfigurationError, Abort) as error:
            found = _explained(config_file, content, error, problems.messages)
            raise BuildFailed(found) from error
        except Exception as error:  # what MkDocs does not expect to stand in such a file
            message = f"MkDocs cannot read the file ({type(error).__name__}: {error})."
            hint = (
                "Compare it with that of a new course: `answerable new` and the name of a folder."
            )
            raise _unsuitable(config_file, message, hint) from error
    plugin = config.plugins.get("answerable")
    if not isinstance(plugin, AnswerablePlugin):
        raise _unsuitable(
            config_file,
            "the plugin `answerable` is not listed under `plugins:`",
            "Write there, in lines of their own, `- search` and `- answerable`.",
        )
    if config.theme.name != "material":
        raise _unsuitable(
            config_file,
            f"the theme is `{config.theme.name}`; pages of scenarios need Material",
            "Write `name: material` under `theme:`.",
        )
    project = Project(
        config,
        plugin,
        plugin.folder,
        Path(config.site_dir),
        config.site_url or None,
    )
    _refuse_to_overwrite(project, config_file)
    if strange := plugin.strange_files(config):
        raise BuildFailed(strange)
    return project


def _explained(
    config_file: Path, content: bytes, error: Exception, messages: Sequence[str]
) -> tuple[Diagnostic, ...]:
    """What is wrong with mkdocs.yml: each with its line and a remedy, as far as they are known.

    `messages` are what MkDocs says about settings; there are none if it cannot read the file.
    """
    path = config_file.as_posix()
    text = decode(content, path)
    if isinstance(text, Diagnostic):
        return (text,)
    lines = split_lines(text)
    if messages:
        return tuple(_about_setting(config_file, message, lines) for message in messages)
    # Tags are for MkDocs alone; without them, both stumble at the same place.
    for slip in parse(_TAG.sub(lambda tag: " " * len(tag[0]), text), path).diagnostics:
        if slip.code in _SLIPS:
            where = replace(slip.location, excerpt=lines[slip.location.line - 1])
            return (replace(slip, location=where),)
    return (config_problem(config_file, " ".join(str(error).split())),)


def _about_setting(config_file: Path, message: str, lines: Sequence[str]) -> Diagnostic:
    problem = config_problem(config_file, message)
    named = _SETTING.search(message)
    if named is None:
        return problem
    setting = f"{named[1]}:"
    number = next((n for n, line in enumerate(lines, 1) if line.startswith(setting)), 0)
    excerpt = lines[number - 1] if number else ""
    place = Location(problem.location.path, number, min(number, 1), len(setting), excerpt)
    return replace(problem, location=place, hint=_REMEDIES.get(named[1], ""))


_TAG = re.compile(r"!\w[\w./:-]*")
_SLIPS = {"AN108", "AN109", "AN110", "AN111", "AN112", "AN113"}
"""What is wrong with lines in every YAML file."""

_SETTING = re.compile(r"Config value '(\w+)'")

_REMEDIES = {
    "site_url": "Write the whole address, such as https://training.example.com/good-service/",
}
"""What to do about settings that the manual asks to change."""


def _refuse_to_overwrite(project: Project, config_file: Path) -> None:
    """A build replaces the site's folder whole: nothing that somebody wrote may lie in it.

    MkDocs itself looks after `docs_dir` alone.
    """
    site_folder, course = project.site_folder.resolve(), project.course_folder.resolve()
    written = (course, config_file.resolve())
    if site_folder.is_relative_to(course) or any(
        one.is_relative_to(site_folder) for one in written
    ):
        raise _unsuitable(
            config_file,
            f"a build would replace your files in {project.site_folder.as_posix()}",
            "Write the name of a new folder for the site after `site_dir:`, or take that line out.",
        )


def _unsuitable(config_file: Path, message: str, hint: str) -> BuildFailed:
    return BuildFailed((replace(config_problem(config_file, message), hint=hint),))


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
    found = parts(course, project.course_folder, project.docs_folder, language, made_from)
    terms = missing_terms(translation.course, project.titles) if translation else ()
    return Standing(language, found, terms)


def standings(project: Project, report: CourseReport) -> tuple[Standing, ...]:
    """How far the course of a report is in each of its other languages; nothing without one."""
    if report.course is None:
        return ()
    return tuple(
        standing(project, report.course, one.course.language, one) for one in report.translations
    )


def load_edition(
    config_file: Path, course: Course, edition: site.Edition, root: Path, **overrides: Any
) -> Project:
    """mkdocs.yml for one edition of a course, to be built into its folder below `root`.

    What the file says in the original's words is said in the course's `terms`, as far as they go.
    Raises `BuildFailed`, as `load_project`.
    """
    project = load_project(config_file, site_dir=str(root / edition.folder), **overrides)
    if not edition.folder:
        return project
    config = project.config
    if config.site_url:
        config.site_url += edition.folder
    # The search asks the theme for its language, unless mkdocs.yml names one.
    search = config.plugins.get("material/search")
    if search is not None and search.config.get("lang"):
        search.config.lang = [edition.language]
    words = translator(edition.language)

    # The theme sets what mkdocs.yml says into its pages as HTML; these are texts of a course.
    def said(text: str) -> str:
        if term := course.terms.get(text):
            return escape(term)
        return words.gettext(text) if text else text

    config.site_name = escape(course.terms.get(config.site_name, course.title))
    config.site_description = course.description and escape(markup.plain(course.description))
    config.copyright = config.copyright and said(config.copyright)
    config.nav = _in_words(config.nav, said)
    config.theme["palette"] = _in_words(config.theme.get("palette"), said, only=("name",))
    # The page for missing addresses is the one at the site's root.
    config.theme.static_templates.discard("404.html")
    return replace(project, config=config, base_url=config.site_url or None)


_TOGGLES = (N_("Switch to dark colours"), N_("Switch to light colours"))
"""What mkdocs.yml names the theme's switch, so that the catalogues know it."""


def _in_words(value: Any, said: Callable[[str], str], only: tuple[str, ...] = ()) -> Any:
    """Titles of a navigation in other words; with `only`, the texts under these keys instead."""
    if isinstance(value, list):
        return [_in_words(entry, said, only) for entry in value]
    if isinstance(value, dict) and only:
        return {
            key: said(inner) if key in only else _in_words(inner, said, only)
            for key, inner in value.items()
        }
    if isinstance(value, dict):
        return {said(title): _in_words(inner, said) for title, inner in value.items()}
    return value


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
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BuildFailed(
            (
                Diagnostic(
                    "AN421",
                    Severity.ERROR,
                    "the folder to be written into is not empty",
                    Location(folder.as_posix()),
                    "Name a new folder, or empty this one yourself.",
                ),
            )
        )


def fonts_of(course: Course, folder: Path) -> Fonts:
    """The fonts that a course in a folder brings for its printed matter.

    Raises `BuildFailed` (AN408) for each file that is not there, is no font, or lies outside.
    """
    files = [folder / name for name in course.print_fonts]
    wrong = [
        file
        for file in files
        if not file.resolve().is_relative_to(folder.resolve()) or not is_font(file)
    ]
    if wrong:
        where = Location((folder / COURSE_FILE).as_posix())
        hint = "Put a .ttf or .otf file there, or take the line out of `print_fonts`."
        raise BuildFailed(
            tuple(
                Diagnostic(
                    "AN408",
                    Severity.ERROR,
                    f"{file.name} is no font that can be read.",
                    where,
                    hint,
                )
                for file in wrong
            )
        )
    return Fonts(tuple(files))


@contextlib.contextmanager
def printing(project: Project) -> Iterator[None]:
    """Problems of printed matter name files from where the author stands, like all others."""
    try:
        yield
    except PrintError as error:
        folder = project.course_folder.as_posix()
        raise BuildFailed(
            tuple(
                replace(d, location=replace(d.location, path=f"{folder}/{d.location.path}"))
                for d in error.diagnostics
            )
        ) from error


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
            "printed cards have no QR codes: `site_url` is missing or leads to this machine",
            Location(config_file.as_posix()),
            "Before you publish or print, set it in mkdocs.yml to the address of the course; cards "
            "then lead to its pages.",
        ),
    )


def config_problem(
    config_file: Path, message: str, severity: Severity = Severity.ERROR
) -> Diagnostic:
    """AN420: what MkDocs says about its configuration, or while it builds."""
    return Diagnostic("AN420", severity, message.strip(), Location(config_file.as_posix()))


class Records(logging.Handler):
    """Collects what MkDocs logs as warnings and errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextlib.contextmanager
def mkdocs_log(handler: logging.Handler) -> Iterator[None]:
    """Hand what MkDocs logs to `handler` for a while."""
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


# Material prints a notice about the future of MkDocs at every build; our users need not act on it.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

"""MkDocs, run over a project: a checked course and its pages in, a folder with a site out.

This alone loads what a project names in mkdocs.yml, and only after it was asked whether the
programs among that may run.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
from markupsafe import escape
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from answerable.build.mkdocs.plugin import IN_ORIGINAL, AnswerablePlugin, Given
from answerable.build.mkdocs.programs import Allowed, none_allowed, require_allowed
from answerable.build.mkdocs.project import Project, load_project
from answerable.diagnostics import Diagnostic, Severity, short
from answerable.diagnostics.failure import BuildFailed
from answerable.i18n import N_, translator
from answerable.model import markup
from answerable.source.read.settings import for_mkdocs
from answerable.source.read.tagged import config_problem

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from answerable import site
    from answerable.model import Course


@dataclass(frozen=True)
class Loaded:
    """A project that MkDocs is about to build: its plugins, hooks and theme are loaded."""

    project: Project
    config: MkDocsConfig
    plugin: AnswerablePlugin


def load(config_file: Path, *, allowed: Allowed = none_allowed, **overrides: Any) -> Loaded:
    """Load a project for a build; `overrides` are settings that count instead of mkdocs.yml's.

    Raises `BuildFailed` with everything that is wrong with mkdocs.yml, and where the project has
    programs that are not allowed: none of them has run then.
    """
    project = load_project(config_file)
    require_allowed(project, allowed)
    # Material prints a notice about the future of MkDocs at every build; our users need not act
    # on it.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # What lies beside a program as its compiled form was looked at by nobody.
    sys.pycache_prefix = str(platformdirs.user_cache_path("answerable") / "compiled")
    problems = Records()
    with mkdocs_log(problems):
        try:
            text = io.BytesIO(for_mkdocs(project.settings))
            config = load_config(text, config_file_path=str(config_file), **overrides)
        except (ConfigurationError, Abort) as error:
            messages = problems.messages or [" ".join(str(error).split())]
            found = tuple(_about_setting(project, message) for message in messages)
            raise BuildFailed(found) from error
        except Exception as error:  # what MkDocs does not expect to be in such a file
            message = f"MkDocs cannot read the file ({type(error).__name__}: {error})."
            hint = (
                "Compare it with that of a new course: `answerable new` and the name of a folder."
            )
            raise BuildFailed((config_problem(config_file, message, hint),)) from error
    plugin = config.plugins["answerable"]
    assert isinstance(plugin, AnswerablePlugin)  # noqa: S101  # `load_project` has seen the name
    project = replace(
        project,
        site_folder=Path(config.site_dir),
        base_url=config.site_url or None,
        directory_urls=bool(config.use_directory_urls),
    )
    return Loaded(project, config, plugin)


def _about_setting(project: Project, message: str) -> Diagnostic:
    named = _SETTING.search(message)
    place = project.settings.where(*([named[1]] if named else []))
    return config_problem(place, message, _REMEDIES.get(named[1], "") if named else "")


_SETTING = re.compile(r"Config value '(\w+)'")
_REMEDIES = {
    "site_dir": "Write the name of a new folder for the site there, or take that line out.",
}


def load_edition(
    config_file: Path,
    course: Course,
    edition: site.Edition,
    root: Path,
    *,
    allowed: Allowed = none_allowed,
    **overrides: Any,
) -> Loaded:
    """mkdocs.yml for one edition of a course, to be built into its folder below `root`.

    What the file says in the original's words is said in the course's `terms`, as far as they go.
    Raises `BuildFailed`, as `load`.
    """
    site_dir = str(root / edition.folder)
    loaded = load(config_file, allowed=allowed, site_dir=site_dir, **overrides)
    if not edition.folder:
        return loaded
    config = loaded.config
    if config.site_url:
        config.site_url += edition.folder
    # The search asks the theme for its language, unless mkdocs.yml names one.
    search = config.plugins.get("material/search")
    if search is not None and search.config.get("lang"):
        search.config.lang = [edition.language]
    words = translator(edition.language)

    waiting = config.extra.setdefault(IN_ORIGINAL, [])

    # The theme sets what mkdocs.yml says into its pages as HTML; these are texts of a course.
    def said(text: str) -> str:
        if term := course.terms.get(text):
            return escape(term)
        translated = words.gettext(text) if text else text
        if translated == text:
            waiting.append(text)
        return translated

    config.site_name = escape(course.terms.get(config.site_name, course.title))
    config.site_description = course.description and escape(markup.plain(course.description))
    config.copyright = config.copyright and said(config.copyright)
    config.nav = _in_words(config.nav, said)
    config.theme["palette"] = _in_words(config.theme.get("palette"), said, only=("name",))
    return replace(loaded, project=replace(loaded.project, base_url=config.site_url or None))


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


def run_mkdocs(loaded: Loaded, given: Given) -> tuple[Diagnostic, ...]:
    """Build the site of a checked course into the project's folder.

    Returns what MkDocs warns of. Raises `BuildFailed` when it gives up.
    """
    config = loaded.config
    config_file = short(Path(config.config_file_path))
    problems = Records()
    with mkdocs_log(problems):
        try:
            config.plugins.on_startup(command="build", dirty=False)
            loaded.plugin.given = given
            build(config)
        except (Abort, Exception) as error:
            named = any(message.startswith(_OF_A_PAGE) for message in problems.messages)
            if not (isinstance(error, Abort) or named):
                raise
            messages = problems.messages or [str(error)]
            raise BuildFailed(
                tuple(config_problem(config_file, message) for message in messages)
            ) from error
        finally:
            config.plugins.on_shutdown()
    return tuple(
        config_problem(config_file, message, severity=Severity.WARNING)
        for message in problems.messages
    )


_OF_A_PAGE = "Error reading page"
"""How MkDocs begins to tell of a hand-written page that it cannot lay out."""


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

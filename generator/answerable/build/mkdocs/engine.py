"""Runs MkDocs on a project: takes a checked course and its pages, writes a folder with a site.

Only this module loads what a project names in mkdocs.yml, and only after asking whether the
project's programs may run.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from answerable import site
from answerable.build.mkdocs.job import Job
from answerable.build.mkdocs.plugin import AnswerablePlugin
from answerable.build.mkdocs.programs import Allowed, none_allowed, require_allowed
from answerable.build.mkdocs.project import Project, load_project
from answerable.diagnostics import Diagnostic, Severity, short
from answerable.diagnostics.failure import BuildFailed
from answerable.source.read.settings import for_mkdocs
from answerable.source.read.tagged import config_problem

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def require_loadable(config_file: Path, root: Path, allowed: Allowed = none_allowed) -> None:
    """Raises `BuildFailed` with everything that prevents building a site below `root`: problems in
    mkdocs.yml, and programs that aren't allowed. None of these programs has run then.
    """
    _load(config_file, allowed, site_dir=str(root))


@dataclass(frozen=True, slots=True)
class Begun:
    """A site that MkDocs has begun, with its warnings. `remaining` makes the other files, by their
    path from the site's root: pages that differ from another in their content alone, questions, and
    pictures.
    """

    warnings: tuple[Diagnostic, ...]
    remaining: Mapping[str, site.Recipe[bytes]]


def begin_site(
    config_file: Path, job: Job, root: Path, *, allowed: Allowed = none_allowed, **overrides: Any
) -> Begun:
    """Do MkDocs' part in building a site.

    `overrides` replace settings in mkdocs.yml. Raises `BuildFailed` as `require_loadable` does, and
    if MkDocs fails.
    """
    locale = site.locale_of(job.course)
    settings = {"site_dir": str(root / locale.folder), **job.medium.settings, **overrides}
    config = _load(config_file, allowed, **settings)
    plugin = config.plugins["answerable"]
    assert isinstance(plugin, AnswerablePlugin)  # noqa: S101  # `load_project` has seen the name
    problems = Records()
    with mkdocs_log(problems):
        try:
            config.plugins.on_startup(command="build", dirty=False)
            plugin.job = job  # MkDocs gives plugins nothing but their settings
            build(config)
        except (Abort, Exception) as error:
            named = any(message.startswith(_OF_A_PAGE) for message in problems.messages)
            if not (isinstance(error, Abort) or named):
                raise
            where = short(Path(config.config_file_path))
            messages = problems.messages or [str(error)]
            raise BuildFailed(tuple(config_problem(where, one) for one in messages)) from error
        finally:
            config.plugins.on_shutdown()
    where = short(Path(config.config_file_path))
    warnings = tuple(
        config_problem(where, message, severity=Severity.WARNING) for message in problems.messages
    )
    remaining = {locale.folder + path: one for path, one in plugin.remaining.items()}
    return Begun(warnings, remaining | plugin.shared)


def _load(config_file: Path, allowed: Allowed, **overrides: Any) -> MkDocsConfig:
    project = load_project(config_file)
    require_allowed(project, allowed)
    # Material prints a notice about the future of MkDocs at every build; our users can ignore it.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # Nobody has reviewed the compiled files next to a program, so they aren't used.
    sys.pycache_prefix = str(platformdirs.user_cache_path("answerable") / "compiled")
    problems = Records()
    with mkdocs_log(problems):
        try:
            text = io.BytesIO(for_mkdocs(project.settings))
            return load_config(text, config_file_path=str(config_file), **overrides)
        except (ConfigurationError, Abort) as error:
            messages = problems.messages or [" ".join(str(error).split())]
            found = tuple(_about_setting(project, message) for message in messages)
            raise BuildFailed(found) from error
        except Exception as error:  # values that MkDocs doesn't expect in mkdocs.yml
            message = f"MkDocs can't read the file ({type(error).__name__}: {error})."
            hint = (
                "Compare it with that of a new course, made with `answerable new` and the name of "
                "a folder."
            )
            raise BuildFailed((config_problem(config_file, message, hint),)) from error


def _about_setting(project: Project, message: str) -> Diagnostic:
    named = _SETTING.search(message)
    place = project.settings.where(*([named[1]] if named else []))
    return config_problem(place, message, _REMEDIES.get(named[1], "") if named else "")


_SETTING = re.compile(r"Config value '(\w+)'")
_REMEDIES = {
    "site_dir": "Write the name of a new folder for the site there, or remove that line.",
}


_OF_A_PAGE = "Error reading page"
"""How MkDocs' message begins if it can't render a hand-written page."""


class Records(logging.Handler):
    """Collects the warnings and errors that MkDocs logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextlib.contextmanager
def mkdocs_log(handler: logging.Handler) -> Iterator[None]:
    """Send MkDocs' log to `handler` inside the `with` block."""
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)

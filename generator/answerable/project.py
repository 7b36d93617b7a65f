"""mkdocs.yml, read: where the course lies, where the site goes, and under which address."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict
from urllib.parse import urlsplit

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from answerable.checks.check import CourseReport
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.failure import BuildFailed
from answerable.plugin import AnswerablePlugin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from answerable.model import Course


class Addresses(TypedDict):
    base_url: str | None
    directory_urls: bool


@dataclass(frozen=True)
class Project:
    """mkdocs.yml, read: where the course lies and where the site goes."""

    config: MkDocsConfig
    plugin: AnswerablePlugin
    course_folder: Path
    site_folder: Path
    base_url: str | None

    @property
    def addresses(self) -> Addresses:
        """What the cards need to know to lead to the site's pages."""
        return {
            "base_url": self.base_url,
            "directory_urls": bool(self.config.use_directory_urls),
        }

    @property
    def reachable_url(self) -> str | None:
        """The published address, unless it is one that only this machine knows."""
        host = urlsplit(self.base_url or "").hostname
        return None if host in (None, "localhost", "127.0.0.1", "::1") else self.base_url


def load_project(config_file: Path, **overrides: Any) -> Project:
    """Read mkdocs.yml. Raises `BuildFailed` with everything that MkDocs says is wrong with it."""
    problems = Records()
    with mkdocs_log(problems):
        try:
            config = load_config(str(config_file), **overrides)
        except (ConfigurationError, Abort) as error:
            messages = problems.messages or [str(error)]
            raise BuildFailed(
                tuple(config_problem(config_file, message) for message in messages)
            ) from error
    plugin = config.plugins.get("answerable")
    if not isinstance(plugin, AnswerablePlugin):
        raise BuildFailed(
            (config_problem(config_file, "the plugin `answerable` is not listed under `plugins:`"),)
        )
    return Project(
        config,
        plugin,
        plugin.folder,
        Path(config.site_dir),
        config.site_url or None,
    )


def accepted(report: CourseReport, strict: bool) -> Course:
    """The course of a report. Raises `BuildFailed` on errors; with `strict`, also on warnings."""
    limit = Severity.WARNING if strict else Severity.ERROR
    if report.course is None or any(d.severity >= limit for d in report.diagnostics):
        raise BuildFailed(report.diagnostics)
    return report.course


def address_notes(project: Project, config_file: Path) -> tuple[Diagnostic, ...]:
    """AN422 where QR codes would lead to an address that only this machine knows."""
    if project.reachable_url:
        return ()
    return (
        Diagnostic(
            "AN422",
            Severity.NOTE,
            "`site_url`, printed on the cards as a QR code, is missing or leads to this machine",
            Location(config_file.as_posix()),
            "Before you publish or print, set it in mkdocs.yml to the address of the course.",
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

"""MkDocs, run over a project: a checked course and its pages in, a folder with a site out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.commands.build import build
from mkdocs.exceptions import Abort

from answerable import site
from answerable.diagnostics import Diagnostic, Severity, short
from answerable.failure import BuildFailed
from answerable.project import Project, Records, config_problem, mkdocs_log

if TYPE_CHECKING:
    from answerable.model import Course


def run_mkdocs(
    project: Project,
    course: Course,
    files: Mapping[str, bytes] | None = None,
    cards: site.CardFiles | None = None,
    pages: Sequence[site.Page] = (),
    *,
    editions: bool = False,
) -> tuple[Diagnostic, ...]:
    """Build the site into the project's folder, with more files and pages beside its own.

    `editions`: it is one of several, in all the languages of the course.
    Returns what MkDocs warns of. Raises `BuildFailed` when it gives up.
    """
    config_file = short(Path(project.config.config_file_path))
    problems = Records()
    with mkdocs_log(problems):
        try:
            project.config.plugins.on_startup(command="build", dirty=False)
            project.plugin.use(course, files or {}, cards, pages, editions=editions)
            build(project.config)
        except (Abort, ValueError) as error:
            if isinstance(error, ValueError) and not problems.messages:
                raise  # Else MkDocs has named a page that it cannot read.
            messages = problems.messages or [str(error)]
            raise BuildFailed(
                tuple(config_problem(config_file, message) for message in messages)
            ) from error
        finally:
            project.config.plugins.on_shutdown()
    return tuple(
        config_problem(config_file, message, Severity.WARNING) for message in problems.messages
    )

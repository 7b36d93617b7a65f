"""MkDocs, run over a project: a checked course and its pages in, a folder with a site out."""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.exceptions import Abort

from answerable.diagnostics import Diagnostic, Severity, short
from answerable.failure import BuildFailed
from answerable.plugin import Given
from answerable.project import Project, Records, config_problem, mkdocs_log


def run_mkdocs(project: Project, given: Given) -> tuple[Diagnostic, ...]:
    """Build the site of a checked course into the project's folder.

    Returns what MkDocs warns of. Raises `BuildFailed` when it gives up.
    """
    config_file = short(Path(project.config.config_file_path))
    problems = Records()
    with mkdocs_log(problems):
        try:
            project.config.plugins.on_startup(command="build", dirty=False)
            project.plugin.given = given
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

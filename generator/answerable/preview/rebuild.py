"""Files as they are now -> the next state of a preview."""

from __future__ import annotations

import datetime
import itertools
import shutil
import traceback
from pathlib import Path

from answerable import site
from answerable.checks.check import check_course
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.engine import run_mkdocs
from answerable.failure import BuildFailed
from answerable.preview.state import State
from answerable.project import Project, load_project


class Rebuilder:
    """Builds a project into one new folder after the other, below `folder`.

    The folder before the newest is kept, since a browser may still be loading from it.
    """

    def __init__(self, config_file: Path, folder: Path, url: str) -> None:
        self._config_file = config_file
        self._folders = (folder / str(number) for number in itertools.count(1))
        self._kept: list[Path] = []
        self._url = url
        self._paths: tuple[Path, ...] = ()

    def build(self, before: State) -> tuple[State, tuple[Path, ...]]:
        """Build once. Returns the state after it, and the paths that it was made from.

        What is wrong with the project is part of the state. So is a defect of a theme or a plugin,
        whose traceback is printed: a preview that ends then would not show when it is mended.
        """
        fresh = next(self._folders)
        try:
            project = load_project(self._config_file, site_dir=str(fresh), site_url=self._url)
            self._paths = sources(project)
            warnings = _make(project)
        except BuildFailed as error:
            problems = error.diagnostics
        except Exception as error:
            traceback.print_exc()
            problems = (self._defect(error),)
        else:
            self._keep(fresh)
            return State(before.version + 1, fresh, (), warnings), self._paths
        shutil.rmtree(fresh, ignore_errors=True)
        return State(before.version, before.folder, problems), self._paths

    def _keep(self, fresh: Path) -> None:
        self._kept.append(fresh)
        while len(self._kept) > 2:
            shutil.rmtree(self._kept.pop(0), ignore_errors=True)

    def _defect(self, error: Exception) -> Diagnostic:
        return Diagnostic(
            "AN423",
            Severity.ERROR,
            f"The pages could not be made: {type(error).__name__}: {error}",
            Location(self._config_file.as_posix()),
            "the terminal shows where; switch plugins and theme changes off one by one",
        )


def _make(project: Project) -> tuple[Diagnostic, ...]:
    """Build the site with its drafts. Returns warnings; raises `BuildFailed` on errors."""
    today = datetime.date.today()
    report = check_course(project.course_folder, today, drafts=True)
    if report.course is None:
        errors = (d for d in report.diagnostics if d.severity is Severity.ERROR)
        raise BuildFailed(tuple(errors))
    warnings = tuple(d for d in report.diagnostics if d.severity is Severity.WARNING)
    directory_urls = project.config.use_directory_urls
    author = site.author_page(
        report.course, report.diagnostics, today, directory_urls=directory_urls
    )
    return warnings + run_mkdocs(project, report.course, pages=[author])


def sources(project: Project) -> tuple[Path, ...]:
    """Everything that the site is made from."""
    config = project.config
    more = [*config.watch, *([config.theme.custom_dir] if config.theme.custom_dir else [])]
    own = [Path(config.config_file_path), Path(config.docs_dir), project.course_folder]
    paths = [*own, *(Path(str(path)) for path in more)]
    return tuple(dict.fromkeys(path.resolve() for path in paths))

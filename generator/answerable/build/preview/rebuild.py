"""The project's current files -> the next state of a preview."""

from __future__ import annotations

import datetime
import itertools
import shutil
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from answerable import site
from answerable.authoring.overview.cards import DeckReport
from answerable.build.languages import locales_of, translation_statuses
from answerable.build.mkdocs.engine import begin_site
from answerable.build.mkdocs.job import Job
from answerable.build.mkdocs.programs import Allowed, none_allowed, require_allowed
from answerable.build.mkdocs.project import Project, load_project
from answerable.build.preview.state import Built, State
from answerable.build.publish.refill import refill
from answerable.build.publish.written import LastBuild, write_files
from answerable.checks.check import check_course
from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.diagnostics.failure import BuildFailed
from answerable.handouts.cards.forecast import forecast
from answerable.handouts.cards.options import OFFERED
from answerable.handouts.typeset.brought import fonts_of
from answerable.model import Course

GRACE = 0.5
"""Seconds that browsers get to load the finished pages before the next language uses the CPU."""


class Rebuilder:
    """Builds a project again and again, below `folder`.

    The folders of the last two states stay as they are, because a browser may still be loading from
    them. `paths` are the site's sources; `outdated` says whether one was saved during a build.
    `allowed` says at every build whether the project's programs may run in their present form.
    `course` gives the folder of the course to build, which may be a copy with texts that aren't
    saved yet.
    """

    def __init__(
        self,
        config_file: Path,
        folder: Path,
        url: str,
        outdated: Callable[[], bool],
        allowed: Allowed = none_allowed,
        *,
        course: Callable[[Project], Path] = attrgetter("course_folder"),
    ) -> None:
        self._allowed = allowed
        self._course = course
        self._config_file = config_file
        self._folders = (folder / str(number) for number in itertools.count(1))
        self._shown: dict[str, list[Path]] = {}
        """For each locale the root of its last site, and before it that of the one before."""
        self._last: dict[str, LastBuild] = {}
        self._url = url
        self._outdated = outdated
        self.paths: tuple[Path, ...] = ()

    def build(self, before: State) -> Iterator[State]:
        """Build once: the original, which authors wait for, then the course's other languages.

        Yields the state after each language. If a file is saved meanwhile, the other languages are
        skipped and stay as they are until the next build. Problems of the project are part of the
        state. So are exceptions in a theme or plugin, with a printed traceback: if the preview
        stopped, it couldn't show that the problem is fixed.
        """
        state = before
        try:
            for folder, root, warnings in self._locales():
                version = before.locales[folder].version + 1 if folder in before.locales else 1
                built = Built(version, root / folder)
                state = State({**state.locales, folder: built}, (), warnings)
                yield state
        except BuildFailed as error:
            state = State(state.locales, error.diagnostics)
            yield state
        except Exception as error:
            traceback.print_exc()
            state = State(state.locales, (self._defect(error),))
            yield state

    def _locales(self) -> Iterator[tuple[str, Path, tuple[Diagnostic, ...]]]:
        """Build each locale; yields its folder, the root that this is in, and all warnings so
        far.
        """
        project = load_project(self._config_file)
        project = replace(project, course_folder=self._course(project))
        self.paths = project.sources
        require_allowed(project, self._allowed)
        today = datetime.date.today()
        report = check_course(project.course_folder, today, drafts=True)
        if report.course is None:
            errors = (d for d in report.diagnostics if d.severity is Severity.ERROR)
            raise BuildFailed(tuple(errors))
        warnings = tuple(d for d in report.diagnostics if d.severity is Severity.WARNING)
        author = site.author_page(
            project.as_site(report.course),
            report.diagnostics,
            _decks(report.course, project),
            translation_statuses(project, report),
            today,
        )
        locales = locales_of(report)
        for locale, course in locales.items():
            shown = self._shown.setdefault(locale.folder, [])
            if locale.folder and shown:  # at first, nothing is shown yet
                time.sleep(GRACE)
                if self._outdated():
                    return
            job = Job(course, pages=() if locale.folder else (author,), locales=locales)
            root = next(self._folders)
            try:
                begun = begin_site(
                    self._config_file, job, root, allowed=self._allowed, site_url=self._url
                )
                older = shown.pop(0) if len(shown) > 1 else None
                root, there = refill(older, root, begun.remaining.keys())
                last = self._last.get(locale.folder)
                written = dict(write_files(root, begun.remaining, last=last, there=there))
            except BaseException:
                shutil.rmtree(root, ignore_errors=True)
                raise
            shown.append(root)
            self._last[locale.folder] = LastBuild(root, written)
            warnings += begun.warnings
            yield locale.folder, root, warnings

    def _defect(self, error: Exception) -> Diagnostic:
        return Diagnostic(
            "AN423",
            Severity.ERROR,
            f"The pages couldn't be made: {type(error).__name__}: {error}",
            Location(self._config_file.as_posix()),
            "the terminal shows where; switch plugins and theme changes off one by one",
        )


def _decks(course: Course, project: Project) -> tuple[DeckReport, ...]:
    """A forecast of how the cards of a build will come out on each paper, if it offers any."""
    if len(course.scenarios) > site.MANY_CARDS:
        return ()
    fonts = fonts_of(course, project.course_folder)
    return tuple(
        DeckReport(
            title, forecast(course, paper, published=project.published, fonts=fonts), reckoned=True
        )
        for paper, title in OFFERED.items()
    )

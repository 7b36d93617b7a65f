"""Options, messages and helpers that the commands share."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from answerable.diagnostics import Diagnostic, render_text

if TYPE_CHECKING:
    from answerable.build.mkdocs.project import Project
    from answerable.model import Course, Scenario

EPILOG = """\b
Exit codes: 0 done, 1 the course or the build has problems (printed),
2 the command line is wrong, 3 a bug in Answerable itself,
130 stopped with Ctrl+C, 143 by the system."""

Command = TypeVar("Command", bound=Callable[..., object])

_WISH_OPTIONS = (
    ("module", "ID", "Only scenarios in this module. Each of these options can be repeated."),
    ("tag", "TEXT", "Only scenarios with this tag."),
    ("department", "TEXT", "Only scenarios of this department."),
    ("difficulty", "1-3", "Only scenarios of this difficulty."),
    ("scenario", "ID", "Only this scenario."),
)

WISHES = tuple(name for name, _, _ in _WISH_OPTIONS)

config_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False, readable=False),
    default="mkdocs.yml",
    show_default=True,
    help="The project's mkdocs.yml.",
)


language_option = click.option(
    "--language", metavar="TAG", help="One of the course's languages. Default: its main language."
)


def in_language(courses: Sequence[Course], tag: str | None) -> Course:
    """The course in the language that was asked for. `courses` starts with the original."""
    if tag is None:
        return courses[0]
    by_tag = {course.language.lower(): course for course in courses}
    if tag.lower() not in by_tag:
        known = ", ".join(course.language for course in courses)
        raise click.BadParameter(
            f"the course has no language {tag}, but: {known}", param_hint="--language"
        )
    return by_tag[tag.lower()]


def one_of(*choices: str) -> click.Choice[str]:
    """The type of an option or argument that is one of these; case doesn't matter."""
    return click.Choice(choices, case_sensitive=False)


def selection_options(command: Command) -> Command:
    """Add options that choose scenarios, named like the fields of `selection.Selection`."""
    for name, metavar, help_text in reversed(_WISH_OPTIONS):
        option = click.option(f"--{name}", metavar=metavar, multiple=True, help=help_text)
        command = option(command)
    return command


ink_option = click.option(
    "--ink",
    type=one_of("colour", "bw"),
    default="colour",
    show_default=True,
    help="bw: black only, with patterns instead of colours.",
)
people_option = click.option(
    "--people",
    type=click.IntRange(2, 200),
    default=16,
    show_default=True,
    help="How many people take part in the workshop.",
)
minutes_option = click.option(
    "--minutes",
    type=click.IntRange(45, 120),
    default=90,
    show_default=True,
    help="The length of the workshop in minutes.",
)


def paper_option(*papers: str, or_of_stock: bool = False) -> Callable[[Command], Command]:
    """The option for the paper in the printer; the first of `papers` is the default.

    With `or_of_stock`, the default is None, because a stock has its own paper.
    """
    return click.option(
        "--paper",
        type=one_of(*papers),
        default=None if or_of_stock else papers[0],
        show_default=f"{papers[0]}, or the stock's paper" if or_of_stock else True,
        help="The paper in the printer.",
    )


def opened(
    config_file: Path, language: str | None
) -> tuple[Project, Course, tuple[Diagnostic, ...]]:
    """The project, its course in the language that was asked for, and the findings about it.

    The course contains only what is translated: a printed page must not mix languages. Raises
    `BuildFailed` if the course can't be used.
    """
    from answerable.build.mkdocs.project import load_project
    from answerable.checks.check import accepted, check_course

    project = load_project(config_file)
    found = check_course(project.course_folder, datetime.date.today())
    translated = (one.course for one in found.translations)
    courses = (accepted(found, strict=False), *translated)
    return project, in_language(courses, language).translated, found.diagnostics


def unprintable(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings about characters that are printed differently from how they were typed."""
    return tuple(one for one in diagnostics if one.code in ("AN402", "AN408"))


def about_guide(diagnostic: Diagnostic) -> bool:
    """Whether a finding is about a text that only workshops and their sheets have."""
    return diagnostic.code == "AN349"


def chosen(course: Course, filters: Mapping[str, tuple[str, ...]]) -> tuple[Scenario, ...]:
    """The scenarios that the `selection_options` ask for, at least one. Raises `BuildFailed`
    (AN404).
    """
    from answerable.diagnostics.failure import BuildFailed
    from answerable.items.selection import Selection, select, unmet

    selection = Selection(**filters)
    if problems := unmet(course, selection):
        raise BuildFailed(problems)
    return select(course, selection)


strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")


class StepTimer:
    """Shows progress in a terminal, and how long each step took."""

    def __init__(self) -> None:
        self.started = time.monotonic()

    def __call__(self, step: str) -> None:
        if sys.stderr.isatty():
            elapsed = time.monotonic() - self.started
            click.secho(f"{elapsed:6.1f} s  {step} …", err=True, dim=True)


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    if diagnostics:
        click.echo(render_text(diagnostics, color=sys.stderr.isatty()), err=True, nl=False)

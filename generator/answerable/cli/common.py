"""What the commands share: options, and how they talk to a person."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from answerable.diagnostics import Diagnostic, render_text

if TYPE_CHECKING:
    from answerable.model import Course

EPILOG = """\b
Exit codes: 0 done, 1 the course or the build has problems (printed),
2 the command line is wrong, 3 a defect of Answerable itself."""

Command = TypeVar("Command", bound=Callable[..., object])

_WISHES = (
    ("module", "ID", "Only scenarios of this module. Each of these options may be given often."),
    ("tag", "TEXT", "Only scenarios with this tag."),
    ("department", "TEXT", "Only scenarios of this department."),
    ("difficulty", "1-3", "Only scenarios of this difficulty."),
    ("scenario", "ID", "Only this scenario."),
)

config_option = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default="mkdocs.yml",
    show_default=True,
    help="The project's mkdocs.yml.",
)


language_option = click.option(
    "--language", metavar="TAG", help="One of the languages of the course. Default: its own."
)


def in_language(courses: Sequence[Course], tag: str | None) -> Course:
    """The course in the language that was asked for; the first one is the original."""
    by_tag = {course.language: course for course in courses}
    if tag is not None and tag not in by_tag:
        raise click.BadParameter(
            f"the course has no language {tag}, but: {', '.join(by_tag)}", param_hint="--language"
        )
    return courses[0] if tag is None else by_tag[tag]


def selection_options(command: Command) -> Command:
    """Options that choose scenarios, named as the fields of `selection.Selection`."""
    for name, metavar, help_text in reversed(_WISHES):
        option = click.option(f"--{name}", metavar=metavar, multiple=True, help=help_text)
        command = option(command)
    return command


strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")


class Steps:
    """Shows on a terminal what goes on, and how long each step took."""

    def __init__(self) -> None:
        self.started = time.monotonic()

    def __call__(self, step: str) -> None:
        if sys.stderr.isatty():
            elapsed = time.monotonic() - self.started
            click.secho(f"{elapsed:6.1f} s  {step} …", err=True, dim=True)


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    if diagnostics:
        click.echo(render_text(diagnostics, color=sys.stderr.isatty()), err=True, nl=False)


def short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path

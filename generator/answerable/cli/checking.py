"""`answerable check` and `explain`: list the problems in a course, and explain their codes."""

from __future__ import annotations

import datetime
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable import __version__
from answerable.cli.common import EPILOG, one_of, print_diagnostics, strict_option
from answerable.diagnostics import Severity, counted, in_order, render_github, render_json, short

if TYPE_CHECKING:
    from answerable.checks.check import Checked
    from answerable.diagnostics import Diagnostic


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path), default="scenarios")
@click.option(
    "--format",
    "output_format",
    type=one_of("text", "json", "github", "sarif"),
    default="text",
    show_default=True,
    help="For people, for programs, as annotations in GitHub Actions, or for code scanning.",
)
@strict_option
@click.option("--no-cache", is_flag=True, help="Check unchanged files again, too.")
@click.option("--fix", is_flag=True, help="Fix what can be fixed safely, and show the changes.")
@click.option("--diff", "show", is_flag=True, help="Only show what --fix would change.")
def check(
    folder: Path, output_format: str, strict: bool, no_cache: bool, fix: bool, show: bool
) -> int:
    """List every problem in the course, with file, line and remedy.

    Looks at the scenario files in FOLDER (default: scenarios). If mkdocs.yml is next to FOLDER, it
    also checks the pages you wrote by hand: their links, and whether images have a description.

    Writes nothing, except the scenario files that --fix changes, and results in your cache folder
    that make the next check faster.
    """
    from answerable.checks.cache import cache_file
    from answerable.checks.cached import cached_look
    from answerable.checks.check import check_folder

    if fix or show:
        _mend(folder, write=not show)
    cache = None if no_cache else cache_file(folder)
    look = partial(cached_look, cache, os.cpu_count() or 1)
    report = check_folder(folder, datetime.date.today(), look)
    found = in_order((*report.diagnostics, *_in_pages(folder, report)))
    if output_format == "json":
        click.echo(render_json(found))
    elif output_format == "sarif":
        from answerable.checks.sarif import render_sarif

        click.echo(render_sarif(found, __version__))
    elif output_format == "github":
        click.echo(render_github(found), nl=False)
    else:
        print_diagnostics(found)
        if report.complete:
            scenarios = counted(len(report.scenarios), "scenario")
            seen = f"{scenarios} in {counted(len(report.modules), 'module')}"
            click.echo(f"Checked {seen}.", err=True)
    limit = Severity.WARNING if strict else Severity.ERROR
    return int(any(d.severity >= limit for d in found))


def _in_pages(folder: Path, report: Checked) -> tuple[Diagnostic, ...]:
    """The problems in the pages of the site that the course in `folder` belongs to, if any."""
    config_file = folder.resolve().parent / "mkdocs.yml"
    if not config_file.is_file():
        return ()
    from answerable.build.mkdocs.content import check_pages
    from answerable.build.mkdocs.everypage import on_every_page
    from answerable.build.mkdocs.project import load_project
    from answerable.diagnostics.failure import BuildFailed

    try:
        project = load_project(short(config_file))
        if project.course_folder.resolve() != folder.resolve():
            return ()
        return (
            *check_pages(project, report.languages, report.modules, report.scenarios),
            *on_every_page(
                project, report.surveyed.opened.settings, report.modules, report.scenarios
            ),
        )
    except BuildFailed as error:
        return error.diagnostics


def _mend(folder: Path, *, write: bool) -> None:
    from answerable.checks.fix import fix_course
    from answerable.source.write import changes

    mended = fix_course(folder, datetime.date.today())
    click.echo(changes.diff(mended), nl=False, err=True)
    if write:
        changes.write(mended)
    count = counted(len(mended), "file")
    click.echo(f"{'Fixed' if write else 'Could fix'} {count}.", err=True)


@click.command(epilog=EPILOG)
@click.argument("code")
def explain(code: str) -> int:
    """Explain a code such as AN001, and how to fix what it reports.

    Writes nothing; the explanation is only printed.
    """
    from answerable.checks.documentation import as_text, documentation
    from answerable.source.read.names import closest

    known = documentation()
    if explanation := known.get(code.upper()):
        click.echo(as_text(explanation), nl=False)
        return 0
    meant = closest(code.upper(), known)
    hint = f"Did you mean {meant}?" if meant else "Codes look like AN001."
    raise click.BadParameter(f"there is no code `{code}`. {hint}")

"""`answerable check`: what is wrong with a course."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import click

from answerable import __version__
from answerable.cli.common import EPILOG, print_diagnostics, strict_option
from answerable.diagnostics import Severity, render_github, render_json


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path), default="scenarios")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="For people, for programs, as annotations in GitHub Actions, or for code scanning.",
)
@strict_option
@click.option("--no-cache", is_flag=True, help="Forget what is known from earlier checks.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely, and show it as a diff.")
@click.option("--diff", "show", is_flag=True, help="Only show what --fix would mend.")
def check(
    folder: Path, output_format: str, strict: bool, no_cache: bool, fix: bool, show: bool
) -> int:
    """Check the scenario files in FOLDER (default: scenarios) and say all that is wrong."""
    from answerable.checks.cache import cache_file
    from answerable.checks.diagnose import diagnose

    if fix or show:
        _mend(folder, write=not show)
    cache = None if no_cache else cache_file(folder)
    report = diagnose(folder, datetime.date.today(), cache, workers=os.cpu_count() or 1)
    if output_format == "json":
        click.echo(render_json(report.diagnostics))
    elif output_format == "sarif":
        from answerable.checks.sarif import render_sarif

        click.echo(render_sarif(report.diagnostics, __version__))
    elif output_format == "github":
        click.echo(render_github(report.diagnostics), nl=False)
    else:
        print_diagnostics(report.diagnostics)
        if report.complete:
            seen = f"{report.scenarios} scenarios in {report.modules} modules"
            click.echo(f"Checked {seen}.", err=True)
    limit = Severity.WARNING if strict else Severity.ERROR
    return int(any(d.severity >= limit for d in report.diagnostics))


def _mend(folder: Path, *, write: bool) -> None:
    from answerable.checks.fix import fix_course
    from answerable.writing import changes

    mended = fix_course(folder, datetime.date.today())
    click.echo(changes.diff(mended), nl=False, err=True)
    if write:
        changes.write(mended)
    count = "1 file" if len(mended) == 1 else f"{len(mended)} files"
    click.echo(f"{'Mended' if write else 'Could mend'} {count}.", err=True)


@click.command(epilog=EPILOG)
@click.argument("code")
def explain(code: str) -> int:
    """Say what CODE, such as AN001, means, and how to mend what it reports."""
    from answerable.checks.documentation import as_text, documentation
    from answerable.reading.fields import closest

    known = documentation()
    if explanation := known.get(code.upper()):
        click.echo(as_text(explanation), nl=False)
        return 0
    meant = closest(code.upper(), known)
    hint = f"Did you mean {meant}?" if meant else "Codes look like AN001."
    raise click.BadParameter(f"there is no code `{code}`. {hint}")

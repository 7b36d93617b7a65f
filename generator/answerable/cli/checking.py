"""`answerable check`: what is wrong with a course."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from answerable.cli.common import EPILOG, print_diagnostics, strict_option
from answerable.diagnostics import Severity, render_github, render_json


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path), default="scenarios")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations in GitHub Actions.",
)
@strict_option
def check(folder: Path, output_format: str, strict: bool) -> int:
    """Check the scenario files in FOLDER (default: scenarios) and say all that is wrong."""
    from answerable.checks.check import check_course

    report = check_course(folder, datetime.date.today())
    if output_format == "json":
        click.echo(render_json(report.diagnostics))
    elif output_format == "github":
        click.echo(render_github(report.diagnostics), nl=False)
    else:
        print_diagnostics(report.diagnostics)
        if report.course is not None:
            scenarios, modules = len(report.course.scenarios), len(report.course.modules)
            click.echo(f"Checked {scenarios} scenarios in {modules} modules.", err=True)
    limit = Severity.WARNING if strict else Severity.ERROR
    return int(any(d.severity >= limit for d in report.diagnostics))

"""`answerable slides`: a course on a projector."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from answerable.cli.common import (
    EPILOG,
    config_option,
    in_language,
    language_option,
    print_diagnostics,
    selection_options,
    short,
)


@click.command(epilog=EPILOG)
@config_option
@selection_options
@language_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default="slides.html",
    show_default=True,
    help="Where to write the slides.",
)
def slides(config_file: Path, output: Path, language: str | None, **wishes: tuple[str, ...]) -> int:
    """Make slides for a workshop: one HTML file that opens in any browser, without a network."""
    from answerable.checks.check import check_course
    from answerable.failure import BuildFailed
    from answerable.project import accepted, load_project
    from answerable.selection import Selection, select, unmet
    from answerable.slides import make_slides

    report = check_course(load_project(config_file).course_folder, datetime.date.today())
    original = accepted(report, strict=False)
    course = in_language((original, *report.translations), language)
    selection = Selection(**wishes)
    if problems := unmet(course, selection):
        raise BuildFailed(problems)
    html = make_slides(course, select(course, selection))
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(html, encoding="utf-8", newline="\n")
    print_diagnostics(report.diagnostics)
    click.echo(f"Wrote {short(output)}. Open it in a browser, and press ? for its keys.", err=True)
    return 0

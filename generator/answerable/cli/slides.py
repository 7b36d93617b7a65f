"""`answerable slides`: make slides of a course for a workshop."""

from __future__ import annotations

from pathlib import Path

import click

from answerable.cli.common import (
    EPILOG,
    about_guide,
    chosen,
    config_option,
    language_option,
    opened,
    print_diagnostics,
    selection_options,
)
from answerable.cli.outputs import NewPath, output_file
from answerable.diagnostics import short
from answerable.source.storage.files import write_file


@click.command(epilog=EPILOG)
@config_option
@selection_options
@language_option
@click.option(
    "-o",
    "--output",
    type=NewPath(),
    default="slides.html",
    show_default=True,
    help="Where to write the slides.",
)
def slides(
    config_file: Path, output: Path, language: str | None, **filters: tuple[str, ...]
) -> int:
    """Make slides for a workshop, as one HTML file.

    The file opens in any browser and needs no connection.

    Writes one file, slides.html in the current folder unless you name another. A file of the same
    name is replaced.
    """
    from answerable.build.printing import printing
    from answerable.handouts.slides import make_slides
    from answerable.handouts.typeset.brought import fonts_of

    output = output_file(output, ".html", ".htm")
    project, course, diagnostics = opened(config_file, language)
    fonts = fonts_of(course, project.course_folder)
    with printing(project):
        made = make_slides(course, chosen(course, filters), fonts=fonts)
    write_file(output, made.encode())
    print_diagnostics([one for one in diagnostics if not about_guide(one)])
    click.echo(
        f"Wrote {short(output)}. Open it in a browser, and press ? to see the keys.", err=True
    )
    return 0

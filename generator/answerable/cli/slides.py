"""`answerable slides`: a course on a projector."""

from __future__ import annotations

from pathlib import Path

import click

from answerable.cli.common import (
    EPILOG,
    NewPath,
    chosen,
    config_option,
    language_option,
    opened,
    print_diagnostics,
    selection_options,
    with_ending,
)
from answerable.diagnostics import short
from answerable.storage.files import write_file


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
def slides(config_file: Path, output: Path, language: str | None, **wishes: tuple[str, ...]) -> int:
    """Make slides for a workshop: one HTML file that opens in any browser, without a network."""
    from answerable.slides import make_slides

    _, course, diagnostics = opened(config_file, language)
    output = with_ending(output, ".html", ".htm")
    write_file(output, make_slides(course, chosen(course, wishes)).encode())
    print_diagnostics(diagnostics)
    click.echo(f"Wrote {short(output)}. Open it in a browser, and press ? for its keys.", err=True)
    return 0

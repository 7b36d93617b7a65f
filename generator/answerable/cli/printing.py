"""`answerable cards`: a course on paper."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from answerable.cli.common import EPILOG, config_option, print_diagnostics


@click.command(epilog=EPILOG)
@config_option
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="Four cards on a sheet, printed on both sides, flipped on the long edge.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the PDF. Default: cards-<paper>.pdf",
)
def cards(config_file: Path, paper: str, output: Path | None) -> int:
    """Make the printable cards as a PDF."""
    from answerable.build import make_cards

    target = output or Path(f"cards-{paper}.pdf")
    pdf, notes = make_cards(
        config_file, paper="letter" if paper == "letter" else "a4", today=datetime.date.today()
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(pdf)
    print_diagnostics(notes)
    click.echo(f"Wrote {target}. Print at 100%, two-sided, flipped on the long edge.", err=True)
    return 0

"""`answerable cards`, `calibration` and `stocks`: print cards, and list card stock."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from answerable.cli.common import (
    EPILOG,
    WISHES,
    chosen,
    config_option,
    ink_option,
    language_option,
    one_of,
    opened,
    paper_option,
    print_diagnostics,
    selection_options,
    unprintable,
)
from answerable.cli.outputs import NewPath, output_file
from answerable.diagnostics import short, visible
from answerable.handouts.cards.catalogue import DECKS
from answerable.source.storage.files import write_file

if TYPE_CHECKING:
    from answerable.handouts.cards.options import CardOptions, PrintPlan
    from answerable.handouts.cards.stocks import Stock, Stocks
    from answerable.handouts.typeset.outcome import Outcome

PAPERS = ("a4", "letter", "a5", "a6")

stock_option = click.option(
    "--stock", metavar="NAME", help="Ready-made card stock: see `answerable stocks`."
)
stocks_option = click.option(
    "--stocks",
    "stocks_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A YAML file that describes your own card stock, in the same form as the built-in one.",
)


class Offset(click.ParamType[tuple[float, float]]):
    """Two lengths in mm, such as `0.5,-1`."""

    name = "X,Y"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[float, float]:
        if isinstance(value, tuple):
            return value
        try:
            x, y = (float(part) for part in str(value).split(","))
        except ValueError:
            self.fail(f"`{value}` isn't two lengths in mm, such as `0.5,-1`.", param, ctx)
        if max(abs(x), abs(y)) > 20:
            self.fail(
                "the limit is 20 mm; if the backs are further off, try another setting for "
                "two-sided printing",
                param,
                ctx,
            )
        return x, y


@click.command(epilog=EPILOG)
@config_option
@click.option(
    "--deck",
    type=one_of(*DECKS),
    default="scenarios",
    show_default=True,
    help=f"Which cards: {'; '.join(one.about for one in DECKS.values())}.",
)
@paper_option(*PAPERS, or_of_stock=True)
@click.option(
    "--card",
    metavar="SIZE",
    help="a6, a7, poker, bridge, index, business, or width x height such as 90x50 or 3.5x2in.",
)
@stock_option
@stocks_option
@click.option(
    "--duplex",
    type=one_of("long-edge", "short-edge", "fold"),
    default="long-edge",
    show_default=True,
    help="The edge on which your printer flips the paper; fold: backs next to fronts, for "
    "one-sided printers.",
)
@click.option(
    "--sides",
    type=one_of("both", "fronts", "backs"),
    default="both",
    show_default=True,
    help="Print one side only, for one-sided printers.",
)
@click.option(
    "--back-offset",
    type=Offset(),
    default="0,0",
    show_default=True,
    help="How many mm to move the backs right and down: see `answerable calibration`.",
)
@ink_option
@click.option("--large-print", is_flag=True, help="18 pt type, one side of a card per page.")
@click.option(
    "--press", is_flag=True, help="For a print shop: one card per page, CMYK, 3 mm bleed."
)
@click.option("--corners", is_flag=True, help="Draw guides for a corner punch.")
@click.option(
    "--copies",
    type=click.IntRange(1, 200),
    default=1,
    show_default=True,
    help="How many copies of each card.",
)
@selection_options
@language_option
@click.option(
    "--html",
    is_flag=True,
    help="Instead, make the same cards as one HTML file, to read on screen or print from a "
    "browser.",
)
@click.option("--report", is_flag=True, help="Report the type size that each card ended up with.")
@click.option(
    "-o",
    "--output",
    type=NewPath(),
    help="Where to write the file. Default: cards-<paper or stock>.pdf or .html",
)
def cards(
    config_file: Path,
    deck: str,
    stocks_file: Path | None,
    language: str | None,
    copies: int,
    html: bool,
    report: bool,
    output: Path | None,
    **options: Any,
) -> int:
    """Make cards to print as a PDF, or as a page for the screen.

    Writes one file in the current folder, such as cards-a4.pdf, unless you name another. A file of
    the same name is replaced.
    """
    from answerable.build.printing import address_notes, printing
    from answerable.handouts.cards.make import make_deck
    from answerable.handouts.cards.options import CardOptions
    from answerable.handouts.typeset.brought import fonts_of

    if html and options["press"]:
        raise click.UsageError("browsers don't support bleed or CMYK: use --press without --html")
    asked = CardOptions(**{name: value for name, value in options.items() if name not in WISHES})
    name = f"{DECKS[deck].file}-{_paper(asked)}"
    endings = (".html", ".htm") if html else (".pdf",)
    target = output_file(output or Path(name + endings[0]), *endings)
    project, course, diagnostics = opened(config_file, language)
    scenarios = chosen(course, {name: options[name] for name in WISHES})
    how = _plan(asked, stocks_file)
    with printing(project):
        made = make_deck(
            deck,
            course,
            scenarios,
            how,
            published=project.published,
            fonts=fonts_of(course, project.course_folder),
            copies=copies,
            advance=_advance,
        )
        content = made.html.encode() if html else made.pdf
    write_file(target, content)
    if not html:
        print_diagnostics(unprintable(diagnostics))
    if DECKS[deck].linked:
        print_diagnostics(address_notes(project, config_file))
    if report:
        _report(made.faces)
    if lacking := _lacking(made.faces, how.style.left_off if deck == "scenarios" else None):
        click.echo(f"{lacking} Larger cards have.", err=True)
    click.echo(f"Wrote {short(target)}. {_how_to_print(how)}", err=True)
    return 0


@click.command(epilog=EPILOG)
@config_option
@paper_option(*PAPERS, or_of_stock=True)
@stock_option
@stocks_option
@click.option(
    "--duplex",
    type=one_of("long-edge", "short-edge"),
    default="long-edge",
    show_default=True,
    help="The edge on which your printer flips the paper.",
)
@language_option
@click.option(
    "-o",
    "--output",
    type=NewPath(),
    help="Where to write the PDF. Default: calibration-<paper or stock>.pdf",
)
def calibration(
    config_file: Path,
    stocks_file: Path | None,
    language: str | None,
    output: Path | None,
    **options: Any,
) -> int:
    """Make a test sheet that shows how far off a printer's backs are.

    Writes one file in the current folder, such as calibration-a4.pdf, unless you name another. A
    file of the same name is replaced.
    """
    from answerable.build.printing import printing
    from answerable.handouts.cards.calibration import make_calibration
    from answerable.handouts.cards.options import CardOptions
    from answerable.handouts.typeset.brought import fonts_of

    asked = CardOptions(**options)
    target = output_file(output or Path(f"calibration-{_paper(asked)}.pdf"), ".pdf")
    project, course, _ = opened(config_file, language)
    how = _plan(asked, stocks_file)
    with printing(project):
        sheet = make_calibration(
            how.printing,  # type: ignore[arg-type]  # no option sets another value
            course.language,
            fonts_of(course, project.course_folder),
        )
    write_file(target, sheet)
    click.echo(f"Wrote {short(target)}. {_how_to_print(how)}", err=True)
    return 0


@click.command(epilog=EPILOG)
@stocks_option
def stocks(stocks_file: Path | None) -> int:
    """List the ready-made card stock that `cards` can print on.

    Shows the size of each, with a small picture.

    Writes nothing; the list is only printed.
    """
    from answerable.diagnostics.failure import BuildFailed
    from answerable.handouts.cards.stocks import read_stocks, shipped_stocks

    known: Stocks = read_stocks(stocks_file) if stocks_file else shipped_stocks()
    if known.diagnostics:
        raise BuildFailed(known.diagnostics)
    for stock in known.stocks:
        click.echo(_described(stock))
    return 0


def _plan(asked: CardOptions, stocks_file: Path | None) -> PrintPlan:
    """How to print the cards. Raises `BuildFailed` for options that can't be combined."""
    from answerable.diagnostics.failure import BuildFailed
    from answerable.handouts.cards.options import plan
    from answerable.handouts.cards.stocks import read_stocks
    from answerable.handouts.typeset.typesetting import PrintError

    try:
        return plan(asked, read_stocks(stocks_file) if stocks_file else None)
    except PrintError as error:
        raise BuildFailed(error.diagnostics) from error


def _described(stock: Stock) -> str:
    from answerable.handouts.cards.drawing import drawn
    from answerable.handouts.typeset.papers import INCH

    sheet = stock.sheet
    also = f" (also {', '.join(stock.also)})" if stock.also else ""
    paper = f"{stock.paper}{', landscape' if stock.landscape else ''}"
    inches = " x ".join(f"{length / INCH:.2f}".rstrip("0").rstrip(".") for length in stock.card)
    rows = [
        f"{stock.id}{also}",
        f"  {visible(stock.title)}",
        f"  {stock.card[0]:g} x {stock.card[1]:g} mm ({inches} in), {sheet.cards} on {paper}"
        f"{'' if stock.precut else ', to be cut'}",
    ]
    rows += [f"  {visible(stock.note)}"] if stock.note else []
    return "\n".join([*rows, *(f"    {row}" for row in drawn(sheet)), ""])


def _paper(options: CardOptions) -> str:
    return options.stock or options.plain_paper


def _advance(done: int, total: int) -> None:
    if sys.stderr.isatty() and done < total:
        click.secho(f"  {done} of {total} cards are set …", err=True, dim=True)


def _how_to_print(how: PrintPlan) -> str:
    from answerable.handouts.cards.imposition import how_to_print

    if how.bleed:
        return f"One card per page, with {how.bleed:g} mm of bleed and trim boxes."
    return how_to_print(how.printing, "en")


def _lacking(faces: Sequence[Outcome], left_off: str | None) -> str:
    """What there is no room for: on all backs, as `left_off` says, and on single cards."""
    said = f"The backs have no room for {left_off}. " if left_off else ""
    bare = dict.fromkeys(face.code for face in faces if not face.pictured)
    if bare:
        said += f"There is no room for the picture on {', '.join(bare)}."
    return said.rstrip()


def _report(faces: Sequence[Outcome]) -> None:
    """Report the type size that each card ended up with, smallest first."""
    click.echo("card                  side         type    content")
    for face in sorted(faces, key=lambda face: (face.points, face.code)):
        texts = "shorter ones" if face.shorter else "full"
        texts += "" if face.pictured else ", no picture"
        click.echo(f"{face.code:<21} {face.name:<12} {face.points:4.1f} pt {texts}")

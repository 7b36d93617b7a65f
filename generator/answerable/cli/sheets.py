"""`answerable sheets`: print worksheets, answer keys, forms and the facilitator's guide."""

from __future__ import annotations

from pathlib import Path

import click

from answerable.cli.common import (
    EPILOG,
    chosen,
    config_option,
    ink_option,
    language_option,
    minutes_option,
    opened,
    paper_option,
    people_option,
    print_diagnostics,
    selection_options,
)
from answerable.cli.outputs import NewPath, output_folder, refuse_link
from answerable.diagnostics import short
from answerable.source.storage.files import write_file


@click.command(epilog=EPILOG)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@config_option
@paper_option("a4", "letter")
@ink_option
@people_option
@minutes_option
@selection_options
@language_option
@click.option(
    "-o",
    "--output",
    type=NewPath(folder=True),
    default="sheets",
    show_default=True,
    metavar="FOLDER",
    help="Where to write the PDFs.",
)
def sheets(
    names: tuple[str, ...],
    config_file: Path,
    paper: str,
    ink: str,
    people: int,
    minutes: int,
    language: str | None,
    output: Path,
    **filters: tuple[str, ...],
) -> int:
    """Make worksheets, answer keys, forms and guides as PDFs.

    Without a NAME, it lists all sheets; `all` makes every one. A key fits the cards or the
    worksheet made from the same selection of scenarios.

    Writes a PDF for each NAME to the folder `sheets` in the current folder, or to the one you name.
    Files of the same name are replaced.
    """
    from answerable.handouts.sheets.make import SHEETS, make_sheet

    if not names:
        width = max(map(len, SHEETS))
        for name, one in SHEETS.items():
            click.echo(f"{name:<{width}}  {one.about}")
        return 0
    names = tuple(map(str.lower, names))
    if unknown := [name for name in names if name not in (*SHEETS, "all")]:
        raise click.BadParameter(
            f"there is no {', '.join(unknown)}; choose from: {', '.join(SHEETS)}, all",
            param_hint="NAME",
        )

    from answerable.build.printing import printing
    from answerable.handouts.typeset.brought import fonts_of
    from answerable.handouts.workshop.plan import plan_workshop

    wanted = tuple(SHEETS) if "all" in names else tuple(dict.fromkeys(names))
    output_folder(output)
    for name in wanted:
        refuse_link(output / f"{name}-{paper}.pdf")
    project, course, diagnostics = opened(config_file, language)
    scenarios = chosen(course, filters)
    plan = plan_workshop(course, minutes, people, scenarios)
    fonts = fonts_of(course, project.course_folder)
    with printing(project):
        pdfs = {
            f"{name}-{paper}.pdf": make_sheet(
                name,
                course,
                scenarios,
                plan,
                paper=paper,  # type: ignore[arg-type]  # click has checked it
                ink=ink,  # type: ignore[arg-type]
                fonts=fonts,
            )
            for name in wanted
        }
    for file, pdf in pdfs.items():
        write_file(output / file, pdf)
        click.echo(f"Wrote {short(output / file)}.", err=True)
    print_diagnostics(diagnostics)
    return 0

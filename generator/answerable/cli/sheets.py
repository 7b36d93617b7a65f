"""`answerable sheets`: worksheets, keys, forms and the facilitator's guide on paper."""

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

SHEETS = {
    "guide": "For the facilitator: run sheet, what to print, each step, objections.",
    "index": "Which scenarios there are, with difficulty and minutes.",
    "worksheet": "Situations with room to write. No answers are in the file.",
    "worksheet-key": "The answers to the worksheet.",
    "sorting-key": "Which replies of `answerable cards --deck sorting` are accountable.",
    "matching-key": "Which lesson answers which excuse of `--deck matching`.",
    "observation": "What the observer of a role play looks for.",
    "coaching": "The coaching questions with room to write.",
    "conversation-log": "A leader’s record of coaching talks.",
    "job-aid": "The lessons for beside the desk.",
    "evaluation": "What participants thought of the workshop.",
}


@click.command(epilog=EPILOG)
@click.argument("names", nargs=-1, metavar="[NAME]...")
@config_option
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="The paper in the printer.",
)
@click.option(
    "--ink",
    type=click.Choice(["colour", "bw"]),
    default="colour",
    show_default=True,
    help="bw: black alone, with patterns instead of areas of colour.",
)
@click.option(
    "--people",
    type=click.IntRange(2, 200),
    default=16,
    show_default=True,
    help="How many people the workshop of the guide has.",
)
@click.option(
    "--minutes",
    type=click.IntRange(45, 120),
    default=90,
    show_default=True,
    help="How long the workshop of the guide is.",
)
@selection_options
@language_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
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
    **wishes: tuple[str, ...],
) -> int:
    """Make documents on paper as PDFs: worksheets, keys, forms, the facilitator's guide.

    Without a NAME, list what there is; `all` makes every one. A key belongs to the cards or
    the worksheet made with the same choice of scenarios.
    """
    if not names:
        width = max(map(len, SHEETS))
        for name, about in SHEETS.items():
            click.echo(f"{name:<{width}}  {about}")
        return 0
    if unknown := [name for name in names if name not in (*SHEETS, "all")]:
        raise click.BadParameter(
            f"there is no {', '.join(unknown)}, but: {', '.join(SHEETS)}, all", param_hint="NAME"
        )

    from answerable.checks.check import check_course
    from answerable.failure import BuildFailed
    from answerable.project import accepted, fonts_of, load_project, printing
    from answerable.selection import Selection, select, unmet
    from answerable.sheets.make import make_sheet
    from answerable.workshop.plan import plan_workshop

    project = load_project(config_file)
    found = check_course(project.course_folder, datetime.date.today())
    course = in_language((accepted(found, strict=False), *found.translations), language)
    selection = Selection(**wishes)
    if problems := unmet(course, selection):
        raise BuildFailed(problems)
    chosen = select(course, selection)
    plan = plan_workshop(course, minutes, people, chosen)
    fonts = fonts_of(course, project.course_folder)
    wanted = tuple(SHEETS) if "all" in names else tuple(dict.fromkeys(names))
    with printing(project):
        pdfs = {
            f"{name}-{paper}.pdf": make_sheet(
                name,  # type: ignore[arg-type]  # checked above
                course,
                chosen,
                plan,
                paper=paper,  # type: ignore[arg-type]  # click has checked it
                ink=ink,  # type: ignore[arg-type]
                fonts=fonts,
            )
            for name in wanted
        }
    output.mkdir(parents=True, exist_ok=True)
    for file, pdf in pdfs.items():
        (output / file).write_bytes(pdf)
        click.echo(f"Wrote {short(output / file)}.", err=True)
    print_diagnostics(found.diagnostics)
    return 0

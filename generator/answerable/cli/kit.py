"""`answerable kit`: everything for one workshop in one folder."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from answerable.cli.common import (
    EPILOG,
    Steps,
    config_option,
    in_language,
    language_option,
    print_diagnostics,
    selection_options,
    short,
)


@click.command(epilog=EPILOG)
@config_option
@click.option(
    "--people",
    type=click.IntRange(2, 200),
    default=16,
    show_default=True,
    help="How many people take part.",
)
@click.option(
    "--minutes",
    type=click.IntRange(45, 120),
    default=90,
    show_default=True,
    help="How long the workshop is.",
)
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
@selection_options
@language_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default="workshop-kit",
    show_default=True,
    help="The folder for the files, new or empty. A zip of it is put beside it.",
)
def kit(
    config_file: Path,
    people: int,
    minutes: int,
    paper: str,
    ink: str,
    language: str | None,
    output: Path,
    **wishes: tuple[str, ...],
) -> int:
    """Make everything for one workshop: guide, slides, cards, sheets, and what to print of each."""
    from answerable.checks.check import check_course
    from answerable.failure import BuildFailed
    from answerable.kit import PRINT_FIRST, make_kit
    from answerable.project import (
        accepted,
        address_notes,
        fonts_of,
        load_project,
        printing,
        refuse_unless_empty,
    )
    from answerable.publishing.archive import make_zip
    from answerable.selection import Selection, select, unmet
    from answerable.workshop.plan import plan_workshop

    refuse_unless_empty(output)
    steps = Steps()
    project = load_project(config_file)
    found = check_course(project.course_folder, datetime.date.today())
    course = in_language((accepted(found, strict=False), *found.translations), language)
    selection = Selection(**wishes)
    if problems := unmet(course, selection):
        raise BuildFailed(problems)
    workshop = plan_workshop(course, minutes, people, select(course, selection))
    with printing(project):
        made = make_kit(
            course,
            workshop,
            paper="letter" if paper == "letter" else "a4",
            ink="bw" if ink == "bw" else "colour",
            published=project.published,
            fonts=fonts_of(course, project.course_folder),
            progress=steps,
        )
    contents = made.contents()
    output.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (output / name).write_bytes(content)
    archive = output.parent / f"{output.name}.zip"
    archive.write_bytes(make_zip(contents, folder=output.name))
    print_diagnostics(address_notes(project, config_file))
    click.echo(
        f"Wrote {len(contents)} files to {short(output)}, and {short(archive)}. "
        f"Begin with {PRINT_FIRST}.",
        err=True,
    )
    return 0

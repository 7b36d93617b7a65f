"""`answerable kit`: make everything for one workshop in one folder."""

from __future__ import annotations

from pathlib import Path

import click

from answerable.cli.common import (
    EPILOG,
    StepTimer,
    about_guide,
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
    unprintable,
)
from answerable.cli.outputs import NewPath, output_file, output_folder
from answerable.diagnostics import short
from answerable.source.storage.files import write_file


@click.command(epilog=EPILOG)
@config_option
@people_option
@minutes_option
@paper_option("a4", "letter")
@ink_option
@selection_options
@language_option
@click.option(
    "-o",
    "--output",
    type=NewPath(folder=True),
    default="workshop-kit",
    show_default=True,
    help="The folder for the files, new or empty. A zip of it is put next to it.",
)
def kit(
    config_file: Path,
    people: int,
    minutes: int,
    paper: str,
    ink: str,
    language: str | None,
    output: Path,
    **filters: tuple[str, ...],
) -> int:
    """Make everything for one workshop, and a list of what to print.

    The kit contains the guide, slides, cards and sheets.

    Writes a new folder, `workshop-kit` in the current folder unless you name another, and a zip of
    it next to it. The folder must be new or empty, and no file is ever overwritten.
    """
    from answerable.build.printing import address_notes, printing
    from answerable.build.publish.place import refuse_unless_empty, refuse_unless_new
    from answerable.build.publish.swap import write_folder
    from answerable.handouts.kit import PRINT_FIRST, make_kit
    from answerable.handouts.slides import make_slides
    from answerable.handouts.typeset.brought import fonts_of
    from answerable.handouts.workshop.plan import plan_workshop
    from answerable.source.storage.archive import make_zip

    output_folder(output)
    refuse_unless_empty(output)
    archive = output_file(output.with_name(f"{output.name}.zip"), ".zip")
    refuse_unless_new(archive)
    steps = StepTimer()
    project, course, diagnostics = opened(config_file, language)
    workshop = plan_workshop(course, minutes, people, chosen(course, filters))
    fonts = fonts_of(course, project.course_folder)
    with printing(project):
        made = make_kit(
            course,
            workshop,
            make_slides(course, workshop.scenarios, fonts=fonts).encode(),
            paper="letter" if paper == "letter" else "a4",
            ink="bw" if ink == "bw" else "colour",
            published=project.published,
            fonts=fonts,
            progress=steps,
        )
    contents = made.contents()
    write_file(archive, make_zip(contents, folder=output.name), new=True)
    try:
        write_folder(output, contents)
    except BaseException:  # leftovers would get in the way of a second try
        archive.unlink(missing_ok=True)
        raise
    untranslated = filter(about_guide, diagnostics if course.translation_of else ())
    notes = (*unprintable(diagnostics), *untranslated, *address_notes(project, config_file))
    print_diagnostics(notes)
    click.echo(
        f"Wrote {len(contents)} files to {short(output)}, and {short(archive)}. "
        f"Begin with {PRINT_FIRST}.",
        err=True,
    )
    return 0

"""`answerable questions`: write a course's questions for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.common import (
    EPILOG,
    about_guide,
    chosen,
    config_option,
    language_option,
    one_of,
    opened,
    print_diagnostics,
    selection_options,
)
from answerable.cli.outputs import NewPath, output_file, refuse_link
from answerable.diagnostics import counted, short, visible
from answerable.exchange.questions.formats import FORMATS, Times, described, told
from answerable.source.storage.files import write_file

if TYPE_CHECKING:
    from answerable.model import Course

_HELP = f"""\
Export the questions for Moodle, Anki and other programs.

The file contains everything that can be marked, with the reason for each reply, the solutions and
the lesson. The command says what a format has to leave out. The formats are:

{described()}

Writes one file in the current folder, called `questions` unless you name another; for Anki, also
`anki-notes.json` next to mkdocs.yml. A file of the same name is replaced.
"""


@click.command(epilog=EPILOG, help=_HELP)
@click.argument("kind", type=one_of(*FORMATS))
@config_option
@selection_options
@language_option
@click.option(
    "-o",
    "--output",
    type=NewPath(),
    help="Where to write them. Default: `questions`, with the extension of the format.",
)
def questions(
    kind: str,
    config_file: Path,
    output: Path | None,
    language: str | None,
    **filters: tuple[str, ...],
) -> int:
    """Write the questions of the chosen scenarios."""
    from answerable.exchange.questions.question import questions as questions_of
    from answerable.exchange.questions.question import revision

    form = FORMATS[kind]
    target = output_file(output or Path(f"questions{form.endings[0]}"), *form.endings)
    _, course, diagnostics = opened(config_file, language)
    scenarios = chosen(course, filters)
    found = questions_of(course, scenarios)
    fit = [one for one in found if form.fits(one)]
    if form.dated:
        notes = {one.key: form.dated(course, one) for one in fit}
        _write_dated(
            target, lambda times: form.write(course, fit, times), course, notes, config_file.parent
        )
    else:
        write_file(target, form.write(course, fit, {}))
    print_diagnostics([one for one in diagnostics if not about_guide(one)])
    click.echo(f"Wrote {counted(len(fit), 'question')} to {short(target)}.", err=True)
    if not form.dated:
        click.echo(f"On the platform, you recognise this set by “{revision(course)}”.", err=True)
    for line in told(form, scenarios, found):
        click.echo(visible(line), err=True)
    return 0


def _write_dated(
    target: Path,
    write: Callable[[Times], bytes],
    course: Course,
    notes: Mapping[str, Sequence[str]],
    project: Path,
) -> None:
    """Write questions with their times, and remember which ones changed since the last file.

    `notes` is the content of each question in the file, by its key.
    """
    from answerable.exchange.questions.revisions import FILE_NAME, parse, renewed, to_text

    memory = project / FILE_NAME
    refuse_link(memory)
    try:
        before = parse(memory.read_text(encoding="utf-8"))
    except FileNotFoundError:
        before = {}
    except ValueError as error:
        raise click.UsageError(
            f"{short(memory)} can't be read ({error}). It records which notes of the Anki deck "
            "changed. Restore the last good version, or delete it: Anki then ignores corrections "
            "to notes that it already has, unless you choose “Update notes: Always” there."
        ) from None
    after = renewed(course, notes, before)
    times = {key: seconds for key, (_, seconds) in after[course.language].items()}
    write_file(target, write(times))
    if after != before:
        write_file(memory, to_text(after).encode())
        click.echo(f"Keep {short(memory)} with the course: it tells Anki what changed.", err=True)

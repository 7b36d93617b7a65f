"""`answerable questions`: the questions of a course for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.cli.common import (
    EPILOG,
    chosen,
    config_option,
    language_option,
    one_of,
    opened,
    print_diagnostics,
    selection_options,
    with_ending,
)
from answerable.diagnostics import short, visible
from answerable.storage.files import write_file

if TYPE_CHECKING:
    from answerable.model import Course
    from answerable.question_bank.question import Question

_ENDINGS = {"moodle": (".xml",), "gift": (".gift", ".txt"), "anki": (".apkg",)}
"""The endings that the file of each kind may have; the first is added where there is none."""


@click.command(epilog=EPILOG)
@click.argument("kind", type=one_of(*_ENDINGS))
@config_option
@selection_options
@language_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write them. Default: questions.xml, questions.gift or questions.apkg",
)
def questions(
    kind: str,
    config_file: Path,
    output: Path | None,
    language: str | None,
    **wishes: tuple[str, ...],
) -> int:
    """Write the questions of the course for other programs.

    `moodle` and `gift` are for the question bank of a learning platform, `anki` is for flashcards.
    All that can be marked is in it, with the reason of each reply, the solutions and the lesson.
    """
    from answerable.question_bank.gift import fits_gift, gift
    from answerable.question_bank.moodle import moodle_xml
    from answerable.question_bank.question import questions as questions_of

    _, course, diagnostics = opened(config_file, language)
    found = questions_of(course, chosen(course, wishes))
    fit = [one for one in found if kind != "gift" or fits_gift(one)]
    target = with_ending(output or Path(f"questions{_ENDINGS[kind][0]}"), *_ENDINGS[kind])
    if kind == "anki":
        _write_deck(target, course, fit, config_file.parent)
    else:
        write_file(target, (moodle_xml if kind == "moodle" else gift)(course, fit))
    print_diagnostics(diagnostics)
    click.echo(f"Wrote {len(fit)} questions to {short(target)}.", err=True)
    for one in found:
        if one not in fit:
            click.echo(visible(f"Left out, as GIFT has no form for it: {one.name}"), err=True)
    hints = sum(len(one.hints) for one in fit) if kind != "moodle" else 0
    talks = sum(bool(scenario.dialogue) for scenario in chosen(course, wishes))
    for count, name in ((hints, "hints"), (talks, "dialogues")):
        if count:
            click.echo(f"Left out, as the format has no place for {name}: {count}.", err=True)
    return 0


def _write_deck(target: Path, course: Course, asked: Sequence[Question], project: Path) -> None:
    """Write a deck for Anki, and remember which notes changed since the last one."""
    from answerable.question_bank.anki import apkg
    from answerable.question_bank.revisions import FILE_NAME, parse, renewed, to_text

    memory = project / FILE_NAME
    try:
        before = parse(memory.read_text(encoding="utf-8"))
    except FileNotFoundError:
        before = {}
    except ValueError as error:
        raise click.UsageError(
            f"{short(memory)} cannot be read ({error}). It holds which notes of the Anki deck "
            "changed. Get the last good version of it, or delete it: Anki then takes no correction "
            "of notes that it has, unless you choose “Update notes: Always” there."
        ) from None
    after = renewed(course, asked, before)
    times = {key: seconds for key, (_, seconds) in after[course.language].items()}
    write_file(target, apkg(course, asked, times))
    if after != before:
        write_file(memory, to_text(after).encode())
        click.echo(f"Keep {short(memory)} with the course: it tells Anki what changed.", err=True)

"""`answerable questions`: the questions of a course for other programs."""

from __future__ import annotations

import time
from pathlib import Path

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
    from answerable.question_bank.anki import apkg
    from answerable.question_bank.gift import fits_gift, gift
    from answerable.question_bank.moodle import moodle_xml
    from answerable.question_bank.question import questions as questions_of

    _, course, diagnostics = opened(config_file, language)
    found = questions_of(course, chosen(course, wishes))
    fit = [one for one in found if kind != "gift" or fits_gift(one)]
    if kind == "anki":
        content = apkg(course, fit, time.time())
    else:
        content = (moodle_xml if kind == "moodle" else gift)(course, fit)
    target = with_ending(output or Path(f"questions{_ENDINGS[kind][0]}"), *_ENDINGS[kind])
    write_file(target, content)
    print_diagnostics(diagnostics)
    click.echo(f"Wrote {len(fit)} questions to {short(target)}.", err=True)
    for one in found:
        if one not in fit:
            click.echo(visible(f"Left out, as GIFT has no form for it: {one.name}"), err=True)
    return 0

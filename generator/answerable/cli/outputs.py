"""Where a command may write: one rule for all that take the name of a file or a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from answerable.diagnostics import in_quotes, visible

_ENDING = re.compile(r"\.[A-Za-z]{2,5}")
"""What says of which kind a file is, such as `.yml`; the `.2` of `v1.2` is a part of a name."""


class NewPath(click.Path):
    """The type of an option that names what is to be written: it goes into a folder that exists.

    A folder that nobody has made is more often a misspelt one than one that is wanted.
    """

    def __init__(self, *, folder: bool = False) -> None:
        super().__init__(path_type=Path, file_okay=not folder, dir_okay=folder)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        parent = Path(value).parent
        if not parent.is_dir():
            name = in_quotes(parent)
            message = f"the folder {name} does not exist: check the spelling, or make it"
            if parent.exists():
                message = f"{name} is a file, so nothing can be put into it: choose another name"
            self.fail(visible(message), param, ctx)
        return super().convert(value, param, ctx)


def output_file(target: Path, *endings: str) -> Path:
    """The file to write, with an ending of its kind, such as `.zip`.

    Any of `endings` will do, in capitals or not. A name without an ending gets the first, and that
    is said. The name of a stream stays what it is. Raises `UsageError` for the ending of another
    kind, which may be a file that somebody needs, and for a place that is not for outputs.
    """
    if is_stream(target) and not _nobody_gave_it():
        return target
    if not _ENDING.fullmatch(target.suffix):
        click.echo(f"Added {endings[0]} to the name {visible(target.name)}.", err=True)
        target = target.with_name(target.name + endings[0])
    for name in (target, target.resolve()):  # of a link, what it leads to
        if name.suffix.lower() not in endings and _ENDING.fullmatch(name.suffix):
            raise click.UsageError(
                f"{in_quotes(target)} has the ending of another kind of file. Choose a name that "
                f"ends with {' or '.join(endings)}, or one without an ending."
            )
    return output_folder(target)


def output_folder(target: Path) -> Path:
    """A file or folder to write, which is returned as it is.

    Raises `UsageError` where it would be in a folder of a project whose files belong together:
    there it would be taken for a part of the course, replace one, or be lost with the next build.
    """
    if _nobody_gave_it():
        refuse_link(target)
    place = target.resolve()
    for folder, what in _kept_folders(place):
        if place.is_relative_to(folder.resolve()):
            raise click.UsageError(
                f"{in_quotes(target)} is in the folder {what}, where nothing else should be. "
                "Choose a place outside it."
            )
    return target


def refuse_link(target: Path) -> None:
    """Raises `UsageError` for a link or a pipe in the place of a file whose name nobody gave.

    A stranger may have put it there: a link may lead to whatever is on this computer, and a pipe
    keeps a command waiting.
    """
    if target.is_symlink() or target.is_fifo():
        what = "a link to another place" if target.is_symlink() else "a pipe, and no file"
        message = f"{in_quotes(target)} is {what}, so nothing is written there."
        raise click.UsageError(visible(f"{message} Delete it, or choose another place."))


def _nobody_gave_it() -> bool:
    """Whether the name of the output is the one that the command has by itself."""
    return click.get_current_context().get_parameter_source("output") is ParameterSource.DEFAULT


def is_stream(target: Path) -> bool:
    """Whether it is no file that stays: a pipe, or a device such as `/dev/stdout`."""
    return target.is_relative_to("/dev") or target.is_fifo()


def _kept_folders(place: Path) -> Iterator[tuple[Path, str]]:
    """The folders of the projects around a place, and of the one that the command is about."""
    from answerable.build.mkdocs.project import load_project
    from answerable.diagnostics.failure import BuildFailed

    around = (place, *place.parents)
    yield from ((one, "of the scenarios") for one in around if (one / "course.yml").is_file())
    asked: Path | None = click.get_current_context().params.get("config_file")
    found = [one / "mkdocs.yml" for one in around] + ([asked] if asked else [])
    for config_file in filter(Path.is_file, found):
        try:
            project = load_project(config_file)
        except BuildFailed:  # who needs it is told by the command itself
            continue
        yield project.course_folder, "of the scenarios"
        yield project.docs_folder, "of the pages"
        yield project.site_folder, "of the built site"

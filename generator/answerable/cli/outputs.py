"""Decides where commands may write: one rule for all output files and folders."""

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
"""A file extension such as `.yml`; the `.2` of `v1.2` is part of the name."""


class NewPath(click.Path):
    """The type of an option that names an output. Its folder must exist.

    A folder that doesn't exist is usually a misspelling.
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
            message = f"the folder {name} doesn't exist: check the spelling, or create it"
            if parent.exists():
                message = f"{name} is a file, not a folder: choose another name"
            self.fail(visible(message), param, ctx)
        return super().convert(value, param, ctx)


def output_file(target: Path, *endings: str) -> Path:
    """The file to write, with an extension of its type, such as `.zip`.

    Any of `endings` will do, in upper or lower case. A name without an extension gets the first
    one, with a message. A stream keeps its name. Raises `UsageError` for the extension of another
    type, which may be a file that somebody needs, and for a folder that isn't for outputs.
    """
    if is_stream(target) and not _nobody_gave_it():
        return target
    if not _ENDING.fullmatch(target.suffix):
        click.echo(f"Added {endings[0]} to the name {visible(target.name)}.", err=True)
        target = target.with_name(target.name + endings[0])
    for name in (target, target.resolve()):  # for a link, its target
        if name.suffix.lower() not in endings and _ENDING.fullmatch(name.suffix):
            raise click.UsageError(
                f"{in_quotes(target)} has the extension of another type of file. Choose a name "
                f"that ends in {' or '.join(endings)}, or one without an extension."
            )
    return output_folder(target)


def output_folder(target: Path) -> Path:
    """Check that a file or folder may be written, and return it.

    Raises `UsageError` if it would be in one of the project's own folders, where it would be taken
    for part of the course, replace such a part, or be lost with the next build.
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
    """Raise `UsageError` if the default name of an output is a link or a pipe.

    A stranger may have put it there: a link can point to anything on this computer, and a pipe
    makes a command wait forever.
    """
    if target.is_symlink() or target.is_fifo():
        what = "a link to another place" if target.is_symlink() else "a pipe, not a file"
        message = f"{in_quotes(target)} is {what}, so nothing is written there."
        raise click.UsageError(visible(f"{message} Delete it, or choose another place."))


def _nobody_gave_it() -> bool:
    """Whether the output has its default name."""
    return click.get_current_context().get_parameter_source("output") is ParameterSource.DEFAULT


def is_stream(target: Path) -> bool:
    """Whether it isn't a regular file: a pipe, or a device such as `/dev/stdout`."""
    return target.is_relative_to("/dev") or target.is_fifo()


def _kept_folders(place: Path) -> Iterator[tuple[Path, str]]:
    """The folders of the projects around a place, and of the project that the command is about."""
    from answerable.build.mkdocs.project import load_project
    from answerable.diagnostics.failure import BuildFailed

    around = (place, *place.parents)
    yield from ((one, "of the scenarios") for one in around if (one / "course.yml").is_file())
    asked: Path | None = click.get_current_context().params.get("config_file")
    found = [one / "mkdocs.yml" for one in around] + ([asked] if asked else [])
    for config_file in filter(Path.is_file, found):
        try:
            project = load_project(config_file)
        except BuildFailed:  # commands that need it report that themselves
            continue
        yield project.course_folder, "of the scenarios"
        yield project.docs_folder, "of the pages"
        yield project.site_folder, "of the built site"

"""Asking whether the programs that a project brings may run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from answerable.diagnostics import visible

if TYPE_CHECKING:
    from answerable.build.mkdocs.programs import Allowed, Programs

trust_option = click.option(
    "--trust",
    is_flag=True,
    help="Run the programs that the project brings, and remember that on this computer.",
)


def allowed_for(config_file: Path, *, trust: bool) -> Allowed:
    """Who tells whether a project's programs may run: what is remembered, and what is said now.

    On a terminal, this asks. Where nobody is there to answer, `trust` is the answer. Raises
    `BuildFailed` if mkdocs.yml is wrong, or `OSError` where the answer cannot be remembered.
    """
    from answerable.build.mkdocs import trust as remembered
    from answerable.build.mkdocs.programs import programs_of
    from answerable.build.mkdocs.project import load_project

    programs = programs_of(load_project(config_file))
    if not programs.found or remembered.is_allowed(programs):
        return remembered.is_allowed
    if not (trust or _agreed(programs)):
        return remembered.is_allowed
    try:
        remembered.allow(programs)
    except OSError as error:
        message = f"This cannot be remembered, and counts for now alone: {error}"
        click.echo(visible(message), err=True)

    def allowed(others: Programs) -> bool:
        return others == programs or remembered.is_allowed(others)

    return allowed


def _on_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _agreed(programs: Programs) -> bool:
    if not _on_terminal():
        return False
    click.echo(
        "This project brings programs, which can do whatever you can on this computer:", err=True
    )
    for one in programs.found:
        where = one.location
        what = one.message.removesuffix(" may not run on this computer yet")
        click.echo(visible(f"  {where.path}:{where.line}: {what}"), err=True)
    return click.confirm("Run these programs? Only if you know who wrote them.", err=True)

"""Asks whether the programs in a project may run."""

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
    help="Run the project's programs, and remember that choice on this computer.",
)


def allowed_for(config_file: Path, *, trust: bool) -> Allowed:
    """What decides whether a project's programs may run: remembered answers, and the answer now.

    In a terminal, this asks. If nobody is there to answer, `trust` is the answer. Raises
    `BuildFailed` if mkdocs.yml is wrong, or `OSError` if the answer can't be remembered.
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
        message = f"This choice can't be remembered, so it applies only now: {error}"
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
        "This project contains programs, which can do anything on this computer that you can:",
        err=True,
    )
    for one in programs.found:
        where = one.location
        what = one.message.removesuffix(" isn't allowed to run on this computer yet")
        click.echo(visible(f"  {where.path}:{where.line}: {what}"), err=True)
    return click.confirm("Run these programs? Only if you know who wrote them.", err=True)

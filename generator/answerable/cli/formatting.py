"""`answerable fmt`: give scenario files the same layout."""

from __future__ import annotations

from pathlib import Path

import click

from answerable.cli.common import EPILOG, print_diagnostics
from answerable.diagnostics import short, visible


@click.command(epilog=EPILOG)
@click.argument("paths", type=click.Path(path_type=Path), nargs=-1, metavar="[FILE|FOLDER]…")
@click.option("--check", is_flag=True, help="Change nothing; exit code 1 if a file would change.")
@click.option("--diff", "show", is_flag=True, help="Like --check, and show what would change.")
def fmt(paths: tuple[Path, ...], check: bool, show: bool) -> int:
    """Give all scenario files the same layout.

    This sets the order of fields, line breaks and quotes. Texts and comments stay as they are.
    Without arguments, it formats the folder `scenarios`.

    Writes the files whose layout changes, or nothing with --check or --diff.
    """
    from answerable.source.write.changes import diff, write
    from answerable.source.write.folder import tidy_files

    changes, count, notes = tidy_files(paths or (Path("scenarios"),))
    print_diagnostics(notes)
    if show:
        click.echo(diff(changes), nl=False)
    if check or show:
        for change in changes:
            click.echo(visible(f"{short(change.path)} would change."), err=True)
        click.echo(f"{len(changes)} of {count} files would change.", err=True)
        return int(bool(changes))
    write(changes)
    click.echo(f"Changed {len(changes)} of {count} files.", err=True)
    return 0

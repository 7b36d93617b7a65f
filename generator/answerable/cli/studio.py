"""`answerable studio`: write, check, print and publish courses in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from answerable.cli.common import EPILOG


@click.command(epilog=EPILOG)
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "-p",
    "--port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="Default: 8010, or the next free one.",
)
@click.option("--open/--no-open", "open_browser", default=True, help="Open your browser or not.")
def studio(folders: tuple[Path, ...], port: int | None, open_browser: bool) -> int:
    """Write, check, print and publish courses in your browser.

    It lists the courses on this computer; those in FOLDERS, or the one in the current folder, are
    added to the list. Only you can open it, on this computer. Stop with Ctrl+C.

    Writes to a course only what you save; keeps what you type, and every save, in your own folder
    for what programs keep.
    """
    from answerable.build.studio import CONFIG, DEFAULT_PORT, run

    here = Path()
    for folder in folders:
        if not (folder / CONFIG).is_file():
            raise click.BadParameter(f"{folder} has no {CONFIG}, so it isn't a course's folder.")
    run(
        folders or ((here,) if (here / CONFIG).is_file() else ()),
        port=port or DEFAULT_PORT,
        open_browser=open_browser,
        told=lambda text: click.echo(text, err=True),
        started=lambda url: click.echo(f"The studio is at {url} (stop with Ctrl+C).", err=True),
    )
    return 0

"""The command line: thin functions around the core, and one error handler.

Exit codes: 0 done; 1 the course or the build has problems, and they are printed; 2 the command
line is wrong; 3 a bug in Answerable itself; 130 stopped with Ctrl+C, 143 by SIGTERM, 129 by
SIGHUP.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence

import click

from answerable import __version__
from answerable.cli import (
    authoring,
    building,
    checking,
    exchanging,
    formatting,
    kit,
    printing,
    questions,
    sheets,
    slides,
    studio,
    translating,
)
from answerable.cli.common import EPILOG, print_diagnostics
from answerable.cli.grouped import Grouped
from answerable.cli.stopping import after_recovery, exit_code, stoppable
from answerable.diagnostics import visible

COMMANDS: dict[str, tuple[click.Command, ...]] = {
    "Write": (studio.studio, authoring.new, authoring.add, formatting.fmt),
    "Check": (checking.check, checking.explain, authoring.stale),
    "Publish": (building.serve, building.build),
    "Print": (
        kit.kit,
        printing.cards,
        sheets.sheets,
        slides.slides,
        printing.stocks,
        printing.calibration,
    ),
    "Import and export": (
        exchanging.template,
        exchanging.import_,
        exchanging.export,
        questions.questions,
    ),
    "Translate": (translating.i18n,),
}
"""The commands, grouped by what people want to do. The help and the manual use the same groups."""


@click.group(
    cls=Grouped,
    headings={
        heading: [after_recovery(command) for command in commands]
        for heading, commands in COMMANDS.items()
    },
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="answerable")
def cli() -> None:
    """Turn scenario files into a training site with quizzes and into printed cards."""


_REMEDIES = {
    errno.ENOENT: "check the spelling, and which folder you are in",
    errno.EACCES: "close any program that has it open, and check that you may write there",
    errno.EPERM: "close any program that has it open, and check that you may write there",
    errno.EROFS: "write somewhere else: nothing can be changed there",
    errno.EISDIR: "add a file name to it",
    errno.ENOTDIR: "name a folder, not a file",
    errno.ENOSPC: "free some disk space, then try again; your files are unchanged",
    errno.EDQUOT: "free some of your disk quota, then try again; your files are unchanged",
    errno.ECHILD: "close other programs, which may be using too much memory, then try again",
    errno.EBUSY: "wait until the other run is finished, then try again",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code. All errors end here."""
    from answerable.diagnostics.failure import BuildFailed

    _print_any_text()
    # Otherwise child processes would look for modules in the current folder first.
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        with stoppable():
            return int(cli.main(arguments, standalone_mode=False) or 0)
    except (click.exceptions.Abort, KeyboardInterrupt) as stop:
        click.echo("Stopped.", err=True)
        return exit_code(stop)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BuildFailed as error:
        print_diagnostics(error.diagnostics)
        click.echo("Nothing was changed.", err=True)
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        click.echo(visible(f"error: {place}{error.strerror or error}"), err=True)
        if hint := _REMEDIES.get(error.errno or 0):
            click.echo(f" = help: {hint}", err=True)
        return 1
    except Exception:
        traceback.print_exc()
        click.echo(
            f"\nThis is a bug in Answerable {__version__}. Please report the lines above.",
            err=True,
        )
        return 3


def _print_any_text() -> None:
    """Keep characters that can't be printed from ending a command.

    A terminal gets the characters it knows; files and other programs get UTF-8. On Windows, they
    would otherwise get only the few characters of its code page.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")

"""The command line: thin functions around the core, one handler for what goes wrong.

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
    translating,
)
from answerable.cli.common import EPILOG, print_diagnostics
from answerable.cli.grouped import Grouped
from answerable.cli.stopping import after_recovery, exit_code, stoppable
from answerable.diagnostics import visible

COMMANDS: dict[str, tuple[click.Command, ...]] = {
    "Write": (authoring.new, authoring.add, formatting.fmt),
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
    "Bring and hand on": (
        exchanging.template,
        exchanging.import_,
        exchanging.export,
        questions.questions,
    ),
    "Translate": (translating.i18n,),
}
"""The commands by what people want to do; the help and the manual list them like this."""


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
    """Turn scenario files into a training site with quizzes, and into cards to print."""


_REMEDIES = {
    errno.ENOENT: "check the spelling, and in which folder you are",
    errno.EACCES: "close the program that has it open, and check that you may write there",
    errno.EPERM: "close the program that has it open, and check that you may write there",
    errno.EROFS: "write to another place: nothing can be changed there",
    errno.EISDIR: "add the name of a file to it",
    errno.ENOTDIR: "name a folder that does not exist yet, or one that does",
    errno.ENOSPC: "make room on the disk, then try again; what was there is still there",
    errno.EDQUOT: "make room in your quota, then try again; what was there is still there",
    errno.ECHILD: "close other programs, which may need too much memory, then try again",
    errno.EBUSY: "wait until the other run is done, then try again",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the only place where errors end. Returns the exit code."""
    from answerable.diagnostics.failure import BuildFailed

    _print_any_text()
    # Further processes would look for modules in the current folder first.
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
    """Let no character end a command: a terminal gets those that it knows, all else gets UTF-8.

    On Windows, files and other programs would else get the few characters of its code page.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")

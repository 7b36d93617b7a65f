"""Run commands in forks of this process, and kill them at a reproducible moment."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from answerable import cli
from answerable.source.storage.kept import program

_LONGEST = 30
"""The timeout of a command in seconds; on an idle computer, each takes less than two."""

_TOUCHES = ("open", "os.", "shutil.")
"""Audit events just before the interpreter may change a file."""


def run(folder: Path, arguments: Sequence[str], *, kill_at: int = 0) -> tuple[int, int]:
    """Run a command in a folder, in a fork of this process.

    The process is killed just before it touches a file for the `kill_at`-th time; with 0, it runs
    to the end. Returns the exit code (-9 if killed), and the number of touches if it ended, else 0.
    Fails if the command takes longer than the timeout.
    """
    program()  # all files of the program are read once, and not after each fork
    counted, tell = os.pipe()
    child = os.fork()
    if not child:
        _work(folder, arguments, kill_at, tell)
    os.close(tell)
    with os.fdopen(counted) as stream:
        touches = stream.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code != -signal.SIGALRM, f"{arguments}, to be killed at {kill_at or 'no'} touch, hangs"
    return code, int(touches or 0)


def _work(folder: Path, arguments: Sequence[str], kill_at: int, tell: int) -> None:
    touches = 0

    def watch(event: str, _: tuple[object, ...]) -> None:
        nonlocal touches
        if event.startswith(_TOUCHES):
            touches += 1
            if touches == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    code = 99
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # no inherited handler: it ends the process
    signal.alarm(_LONGEST)
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        sys.stdout = sys.stderr = io.StringIO()
        os.chdir(folder)
        sys.addaudithook(watch)
        code = cli.main(list(arguments))
        os.write(tell, str(touches).encode())
    finally:
        os._exit(code)

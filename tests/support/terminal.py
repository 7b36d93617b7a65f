"""Run commands at a terminal and answer their questions."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence

from answerable.__main__ import run

_LONGEST = 60
"""The timeout of a command in seconds."""
_PATIENCE = 2
"""After so many seconds without a reaction, people press Ctrl+C again."""
CTRL_C = b"\x03"


def converse(
    arguments: Sequence[str],
    talk: Sequence[tuple[str, bytes]],
    before: Callable[[], None] = lambda: None,
) -> tuple[int, str]:
    """Run the program at its own terminal, in a fork of this process; `talk` lists the expected
    questions and the answers.

    `before` is called before each answer. Returns the exit code and all output. Fails if a question
    isn't asked, or if the command doesn't end.
    """
    outer, inner = os.openpty()
    child = os.fork()
    if not child:
        _work(arguments, inner)
    os.close(inner)
    try:
        said = _talk(outer, list(talk), before)
    finally:
        os.close(outer)  # which ends a command that still waits for an answer
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), said


def _work(arguments: Sequence[str], terminal: int) -> None:
    code = 99
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # no inherited handler: it ends the process
    signal.alarm(_LONGEST)
    # Tests that a shell runs in the background ignore Ctrl+C, and commands inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        os.login_tty(terminal)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115
        sys.stdout = sys.stderr = open(1, "w", closefd=False)  # noqa: SIM115
        sys.argv = ["answerable", *arguments]
        code = run()
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _talk(terminal: int, talk: list[tuple[str, bytes]], before: Callable[[], None]) -> str:
    said, heard, answer = b"", 0, b""
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        if not select.select([terminal], [], [], _PATIENCE)[0]:
            if answer == CTRL_C:  # pressed between the question and the wait for an answer
                os.write(terminal, answer)
            continue
        try:
            part = os.read(terminal, 1000)
        except OSError:  # Linux reports the end of the command like this
            part = b""
        if not part:
            assert not talk, f"never asked {talk}: {said.decode(errors='replace')}"
            return said.decode()
        said += part
        if talk and talk[0][0].encode() in said[heard:]:
            heard = len(said)
            before()
            answer = talk.pop(0)[1]
            os.write(terminal, answer)
    raise AssertionError(f"it does not end: {said.decode(errors='replace')}")

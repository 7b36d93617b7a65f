"""Commands that are asked and answered at a terminal."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

_LONGEST = 60
"""Seconds that a command may take at a terminal."""


def converse(
    command: Sequence[str | Path],
    talk: Sequence[tuple[str, bytes]],
    before: Callable[[], None] = lambda: None,
) -> tuple[int, str]:
    """Run a command at a terminal of its own; each question of `talk` gets its answer in turn.

    `before` is called before each answer. Returns the exit code and all that was shown. Fails if a
    question never comes, or the command does not end.
    """
    outer, inner = os.openpty()

    def begin() -> None:
        os.login_tty(inner)
        # Tests that a shell runs in the background would hand on that Ctrl+C is ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)

    with subprocess.Popen(command, preexec_fn=begin) as process:
        os.close(inner)
        try:
            said = _talk(outer, list(talk), before)
            return process.wait(timeout=_LONGEST), said
        finally:
            process.kill()
            os.close(outer)


def _talk(terminal: int, talk: list[tuple[str, bytes]], before: Callable[[], None]) -> str:
    said, heard = b"", 0
    end = time.monotonic() + _LONGEST
    while select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
        try:
            part = os.read(terminal, 1000)
        except OSError:  # what Linux says once the command has ended
            part = b""
        if not part:
            assert not talk, f"never asked {talk}: {said.decode(errors='replace')}"
            return said.decode()
        said += part
        if talk and talk[0][0].encode() in said[heard:]:
            heard = len(said)
            before()
            os.write(terminal, talk.pop(0)[1])
    raise AssertionError(f"it does not end: {said.decode(errors='replace')}")

"""Run commands at a terminal and answer their questions."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

_LONGEST = 60
"""The timeout of a command in seconds."""


def converse(
    command: Sequence[str | Path],
    talk: Sequence[tuple[str, bytes]],
    before: Callable[[], None] = lambda: None,
) -> tuple[int, str]:
    """Run a command at its own terminal; `talk` lists the expected questions and the answers.

    `before` is called before each answer. Returns the exit code and all output. Fails if a question
    isn't asked, or if the command doesn't end.
    """
    outer, inner = os.openpty()

    def begin() -> None:
        os.login_tty(inner)
        # Tests that a shell runs in the background ignore Ctrl+C, and commands inherit that.
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
        except OSError:  # Linux reports the end of the command like this
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

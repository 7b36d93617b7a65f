"""Read what may be anything: only so many bytes of it, and by other programs only for so long."""

from __future__ import annotations

import contextlib
import signal
import stat
import subprocess
import sys
from pathlib import Path

from answerable.source.media.unusable import UnusableError


def content_of(file: Path, most: int, what: str, smaller: str) -> bytes:
    """The content of an ordinary file with at most so many bytes.

    `what` is its kind in words, and `smaller` what helps if it is too large. Raises
    `UnusableError`, and `OSError` if it can't be read.
    """
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):  # reading a pipe would never end
        raise UnusableError("This isn't an ordinary file.", f"put a copy of the {what} itself here")
    if status.st_size > most:
        size = f"{status.st_size / 1e6:.1f} MB, but only {most / 1e6:.0f} MB are allowed"
        raise UnusableError(f"The {what} is too large: {size}.", smaller)
    with file.open("rb") as stream:
        return stream.read(most + 1)


_MEMORY = 3 * 1024**3
"""Bytes. What is drawn or read within the limits of size takes far less."""
_SLOW = -getattr(signal, "SIGXCPU", 0)
"""How a process ends that has had its seconds; 0 where none can be counted."""


def limit_myself(seconds: int | None = None) -> None:
    """Let this process, one of our programs, have only so much memory, and so many seconds of the
    processor.
    """
    with contextlib.suppress(ImportError, OSError, ValueError):  # not every system can
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        if seconds:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def made_by(
    program: Path,
    *arguments: str,
    content: bytes = b"",
    seconds: float,
    slow: UnusableError,
) -> bytes | None:
    """What one of our programs makes of the content, in a process of its own; None if it fails.
    Raises `slow` if it takes longer than so many seconds, or than it allows itself.
    """
    command = [sys.executable, "-P", str(program), *arguments]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=seconds)  # noqa: S603  # our own program
    except subprocess.TimeoutExpired:
        raise slow from None
    if _SLOW and done.returncode == _SLOW:
        raise slow
    return None if done.returncode else done.stdout

"""Lock files; a lock ends with the process that has it, however it ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

OPEN_FLAGS = (
    os.O_RDWR
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOINHERIT", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
)
"""For files of our own: don't follow links, and don't pass the file on to child processes."""

_PAUSE = 0.05
"""Seconds between two attempts."""


class Busy(OSError):
    """Another run is using it."""


def try_lock(descriptor: int) -> bool | None:
    """Lock an open file until it is closed. False if it is locked already, None if the file system
    has no locks.
    """
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        taken = error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
        return False if taken else None
    return True


@contextlib.contextmanager
def locked(file: Path, seconds: float = 0) -> Iterator[None]:
    """Keep a lock file locked, and delete it at the end.

    Waits for at most `seconds`, then raises `Busy`. If the file system has no locks, nobody is kept
    out.
    """
    end = time.monotonic() + seconds
    while True:
        descriptor = os.open(file, OPEN_FLAGS | os.O_CREAT, 0o666)
        state = try_lock(descriptor)
        if state is not False and _leads_to(file, descriptor):
            break
        os.close(descriptor)
        if state is False:
            if time.monotonic() >= end:
                raise Busy(errno.EBUSY, "another run of Answerable is at work here", str(file))
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        if os.name == "nt":  # Windows can't delete an open file
            os.close(descriptor)
        with contextlib.suppress(OSError):
            file.unlink()
        if os.name != "nt":
            os.close(descriptor)


def is_abandoned(file: Path) -> bool:
    """Whether there is a lock file that no process has locked: its run was killed."""
    try:
        descriptor = os.open(file, OPEN_FLAGS)
    except OSError:
        return False
    try:
        return try_lock(descriptor) is True
    finally:
        os.close(descriptor)


def _leads_to(file: Path, descriptor: int) -> bool:
    """Whether an open file still has that name: its last owner may have deleted it."""
    try:
        return os.path.samestat(file.stat(follow_symlinks=False), os.fstat(descriptor))
    except FileNotFoundError:
        return False

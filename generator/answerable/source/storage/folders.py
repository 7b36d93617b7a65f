"""Provide folders to work in; if a run is killed, the next one finds its folder again."""

from __future__ import annotations

import atexit
import contextlib
import errno
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from answerable.source.storage.locks import is_abandoned, locked

LOCK = "lock"
_FILES = "files"
_TEMPORARY = re.compile(r"answerable-[0-9a-f]{16}")
_TRIES = 100
_NO_MORE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


@contextlib.contextmanager
def workplace(folder: Path, seconds: float = 0, mode: int = 0o777) -> Iterator[None]:
    """Lock a folder for this run; make it if necessary, and remove it at the end if it is empty.

    What a killed run left in it is still there. Waits for at most `seconds`, then raises
    `locks.Busy`.
    """
    with contextlib.ExitStack() as stack:
        for left in range(_TRIES, -1, -1):
            folder.mkdir(mode, exist_ok=True)
            if folder.is_symlink():
                raise OSError(
                    errno.ENOTDIR, "this is a link, not a folder made by Answerable", str(folder)
                )
            stack.callback(_remove_if_empty, folder)
            try:
                stack.enter_context(locked(folder / LOCK, seconds))
                break
            except FileNotFoundError:  # the last owner has just removed the folder
                if not left:
                    raise
        yield


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a new temporary folder, away from everything else.

    It is deleted at the end; those that killed runs have left are deleted at the beginning.
    """
    everybodys = Path(tempfile.gettempdir())
    for left in everybodys.glob("answerable-*"):
        if _TEMPORARY.fullmatch(left.name) and _is_ours(left):
            _delete_if_abandoned(left)
    place = everybodys / f"answerable-{secrets.token_hex(8)}"
    with naming(everybodys), workplace(place, mode=0o700):
        files = place / _FILES
        files.mkdir()
        try:
            yield files
        finally:
            shutil.rmtree(files, ignore_errors=True)


@cache
def lasting_folder() -> Path:
    """One such folder for all of the program, until it ends."""
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(scratch_folder())


@contextlib.contextmanager
def naming(place: Path) -> Iterator[None]:
    """Make the error of a full disk name `place`, the target of the write.

    The error itself may name no file, a temporary one, or the one that was copied.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NO_MORE:
            error.filename, error.filename2 = str(place), None
        raise


def _delete_if_abandoned(left: Path) -> None:
    if not is_abandoned(left / LOCK):
        _remove_if_empty(left)
        return
    # Delete the lock file last, as a sign that it is abandoned: this run may be killed too.
    shutil.rmtree(left / _FILES, ignore_errors=True)
    with contextlib.suppress(OSError):
        (left / LOCK).unlink()
    _remove_if_empty(left)


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder of this user, not a link: others use temporary folders too."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    return os.name == "nt" or folder.stat().st_uid == os.geteuid()


def _remove_if_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.rmdir()

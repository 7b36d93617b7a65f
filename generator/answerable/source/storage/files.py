"""Replace files atomically: there is the old file or the new one, never a part of either."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

from answerable.source.storage.locks import OPEN_FLAGS, try_lock

_WAITING = re.compile(r"\.answerable-[0-9a-f]{16}\.tmp")
_ORDINARY = 0o666
"""The permissions of a new file, before the user's umask."""


def write_file(target: Path, content: bytes, *, new: bool = False, durable: bool = True) -> None:
    """Write a file next to the target and move it into place; make the folder if necessary.

    A replaced file keeps its permissions, and a link still points to the same file. With `new`, the
    target must not exist yet. `durable` waits until the disk has the content, for anything that
    can't be made again. Raises `OSError` about the target, which is then unchanged;
    `FileExistsError` only if it exists and must not.
    """
    try:
        made = make_folder(target.parent)
        try:
            _write(target, content, new=new, durable=durable)
        except BaseException:
            remove_folders(made)
            raise
    except OSError as error:
        error.filename, error.filename2 = str(target), None  # drop temporary names
        raise


def _write(target: Path, content: bytes, *, new: bool, durable: bool) -> None:
    existing = _status(target, new=new)
    if existing and not stat.S_ISREG(existing.st_mode):  # a pipe or a device, such as /dev/stdout
        with target.open("wb") as stream:
            stream.write(content)
        return
    place = target if new else Path(os.path.realpath(target))
    if existing and not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    clean(place.parent)
    with _waiting_in(place.parent, _ORDINARY if existing is None else 0o600) as (waiting, stream):
        _fill(stream, content)
        if existing:
            make_alike(waiting, existing)
        if durable:
            os.fsync(stream.fileno())
        if os.name == "nt":  # Windows can't move an open file
            stream.close()
        (move_to_free_place if new else os.replace)(waiting, place)
    if durable:
        sync_folder(place.parent)


def _status(target: Path, *, new: bool) -> os.stat_result | None:
    """Return the status of an existing target. Raises `OSError` if it may not be replaced."""
    if new and os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, "this file already exists")
    try:
        existing = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(existing.st_mode):
        raise IsADirectoryError(errno.EISDIR, "this is a folder")
    return existing


@contextlib.contextmanager
def _waiting_in(folder: Path, mode: int) -> Iterator[tuple[Path, FileIO]]:
    """Make a new file, open and locked; it is deleted at the end unless it was moved."""
    stream = None
    while stream is None:
        waiting = folder / f".answerable-{secrets.token_hex(8)}.tmp"
        stream = _open_locked(waiting, mode)
    try:
        yield waiting, stream
    finally:
        stream.close()
        with contextlib.suppress(OSError):
            waiting.unlink()


def _open_locked(new: Path, mode: int) -> FileIO | None:
    """Make a file; None if another run mistook it for an abandoned one, and deletes it."""
    stream = FileIO(os.open(new, OPEN_FLAGS | os.O_CREAT | os.O_EXCL, mode), "w")
    if os.name == "nt" or (try_lock(stream.fileno()) is not False and new.exists()):
        return stream
    stream.close()
    return None


def _fill(stream: FileIO, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[stream.write(rest) :]


def make_alike(file: Path, existing: os.stat_result) -> None:
    """Give a file the permissions, and the owner if possible, of the one that it replaces."""
    file.chmod(stat.S_IMODE(existing.st_mode))
    if os.name != "nt" and (existing.st_uid, existing.st_gid) != (os.geteuid(), os.getegid()):
        with contextlib.suppress(OSError):  # only some users may change a file's owner
            os.chown(file, existing.st_uid, existing.st_gid)


def move_to_free_place(file: Path, place: Path) -> None:
    """Move a file to a path that doesn't exist yet. Raises `FileExistsError`."""
    try:
        os.link(file, place)
    except FileExistsError:
        raise
    except OSError:  # this file system has no hard links
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, "this file already exists") from None
        file.rename(place)


def clean(folder: Path) -> None:
    """Delete what killed runs have left in a folder, but nothing that another run still writes."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for left in [Path(entry.path) for entry in entries if _WAITING.fullmatch(entry.name)]:
            _delete_unless_in_use(left)


def _delete_unless_in_use(left: Path) -> None:
    with contextlib.suppress(OSError):
        if os.name == "nt":  # Windows can't delete an open file
            left.unlink()
            return
        file = os.open(left, OPEN_FLAGS)
        try:
            if try_lock(file):
                left.unlink()
        finally:
            os.close(file)


def missing_folders(folder: Path) -> list[Path]:
    """Return a folder and those above it that don't exist, outermost first."""
    return [one for one in (folder, *folder.parents) if not one.exists()][::-1]


def make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the new ones, outermost first."""
    made: list[Path] = []
    try:
        for one in missing_folders(folder):
            one.mkdir(exist_ok=True)
            made.append(one)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, "its folder is a file", str(folder))
    except BaseException:
        remove_folders(made)
        raise
    return made


def remove_folders(made: list[Path]) -> None:
    """Remove folders that turned out not to be needed, if they are empty."""
    for one in reversed(made):
        with contextlib.suppress(OSError):  # it was never made, or has other files in it
            one.rmdir()


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder, if the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

"""Replaces a published folder by a new one; if anything fails, the published folder stays."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity, short
from answerable.diagnostics.failure import BuildFailed
from answerable.source.storage.exchange import exchange
from answerable.source.storage.files import make_folder, remove_folders
from answerable.source.storage.folders import naming, workplace
from answerable.source.storage.locks import Busy
from answerable.source.storage.spares import set_aside, take_spare

_NEW = "new"
_OLDER = "older"
_OLD = "old"


@contextlib.contextmanager
def fresh_folder_beside(published: Path) -> Iterator[Path]:
    """A new folder to build into; it is deleted at the end if it still exists.

    First cleans up after a killed build. Raises `BuildFailed` (AN426) while another build of the
    same folder is running, and `OSError` about `published` if the disk can't be written to.
    """
    # Next to it, because renaming works only within one file system.
    place = _workplace_of(published)
    made = make_folder(published.parent)
    try:
        with naming(published), workplace(place):
            _recover(place, published)
            fresh = place / _NEW
            fresh.mkdir()
            try:
                yield fresh
            finally:
                for left in (_NEW, _OLDER, *([_OLD] if published.exists() else [])):
                    shutil.rmtree(place / left, ignore_errors=True)
    except Busy as error:
        raise BuildFailed((_busy(published),)) from error
    finally:
        remove_folders(made)


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def spare_beside(fresh: Path, published: Path) -> Path | None:
    """The last but one version of what is published, beside a fresh folder; None if nobody has put
    it aside.
    """
    older = fresh.with_name(_OLDER)
    return older if take_spare(os.fsencode(published), older) else None


def put_aside(old: Path, published: Path) -> None:
    """Keep an old version of what is published for `spare_beside`."""
    set_aside(old, os.fsencode(published))


def swap_in(fresh: Path, published: Path, dispose_of: Callable[[Path], object] = _delete) -> None:
    """Replace the folder `published` by `fresh`; both are in the same file system.

    `dispose_of` gets the old one.

    If the system can do it in one step, a visitor sees either the old site or the new one. If not,
    there is no site between two renames, and `fresh_folder_beside` restores the old one if the
    program is killed at that moment.
    """
    if not published.exists():
        fresh.rename(published)
        return
    fresh.chmod(stat.S_IMODE(published.stat().st_mode))
    if exchange(fresh, published):
        dispose_of(fresh)  # now the old site
        return
    old = fresh.with_name(_OLD)
    published.rename(old)
    try:
        fresh.rename(published)
    except BaseException:
        old.rename(published)
        raise
    dispose_of(old)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, given by path, to a folder that is new or empty: all of them or none.

    Raises `OSError`, and `BuildFailed` as `fresh_folder_beside` does.
    """
    place = Path(os.path.realpath(folder))
    with fresh_folder_beside(place) as fresh:
        for path, content in files.items():
            (fresh / path).parent.mkdir(parents=True, exist_ok=True)
            (fresh / path).write_bytes(content)
        swap_in(fresh, place)


def _workplace_of(published: Path) -> Path:
    return published.with_name(f".{published.name}-answerable")


def _recover(place: Path, published: Path) -> None:
    """Clean up after a killed build: restore the published folder if it is missing."""
    if (place / _OLD).exists() and not published.exists():
        (place / _OLD).rename(published)
    for left in (_NEW, _OLDER, _OLD):
        shutil.rmtree(place / left, ignore_errors=True)


def _busy(published: Path) -> Diagnostic:
    return Diagnostic(
        "AN426",
        Severity.ERROR,
        "another run is writing to this folder",
        Location(short(published).as_posix()),
        "Wait until it is finished, then try again.",
    )

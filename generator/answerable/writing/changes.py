"""Changes of files as data: shown as a diff, and written all together or not at all."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from answerable.diagnostics import visible


@dataclass(frozen=True, slots=True)
class Change:
    """What a file shall hold. `before` is None for a file that must not exist yet."""

    path: Path
    before: bytes | None
    after: str


def diff(changes: Iterable[Change]) -> str:
    """All changes as a unified diff for people, without line breaks that a terminal would obey."""
    rows: list[str] = []
    for change in changes:
        name = change.path.as_posix()
        before = (change.before or b"").decode("utf-8-sig").splitlines()
        after = change.after.splitlines()
        origin = name if change.before is not None else "/dev/null"
        rows += difflib.unified_diff(before, after, origin, name, lineterm="")
    return "".join(f"{visible(row)}\n" for row in rows)


def write(changes: Sequence[Change]) -> None:
    """Write every change, or none. Raises OSError, and then nothing has changed.

    `FileExistsError` says that a new file exists already, or that a file is not what it was when
    the change was made.
    """
    prepared: list[tuple[Change, Path, Path]] = []
    made: list[Path] = []
    try:
        for change in changes:
            target = change.path.resolve()
            made += _make_folder(target.parent)
            prepared.append((change, target, _beside(target, change)))
            if change.before is not None:
                shutil.copymode(target, prepared[-1][2])
        for change, target, _ in prepared:
            _refuse_surprise(change, target)
        _swap_in(prepared)
    except BaseException:
        for _, _, waiting in prepared:
            waiting.unlink(missing_ok=True)
        for folder in reversed(made):
            folder.rmdir()
        raise


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; return the new ones, the outermost first."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
    return missing[::-1]


def _beside(target: Path, change: Change) -> Path:
    """Write what a file shall hold into a new one beside it."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix="~", dir=target.parent)
    except OSError as error:
        error.filename = str(change.path)  # nobody knows the other name
        raise
    with os.fdopen(handle, "wb") as stream:
        stream.write(change.after.encode())
    waiting = Path(name)
    waiting.chmod(0o666 & ~_umask())
    return waiting


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _refuse_surprise(change: Change, target: Path) -> None:
    if change.before is None and target.exists():
        raise FileExistsError(None, "this file exists already", str(change.path))
    if change.before is not None and target.read_bytes() != change.before:
        message = "the file has been changed meanwhile; start the command again"
        raise FileExistsError(None, message, str(change.path))


def _swap_in(prepared: Sequence[tuple[Change, Path, Path]]) -> None:
    """Move the waiting files to their places; where one cannot be moved, put all others back."""
    done: list[tuple[Change, Path]] = []
    try:
        for change, target, waiting in prepared:
            waiting.replace(target)
            done.append((change, target))
    except BaseException:
        for change, target in done:
            if change.before is None:
                target.unlink()
            else:
                target.write_bytes(change.before)
        raise

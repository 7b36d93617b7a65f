"""Collect changes to files, show them as a diff, and write all of them or none.

All new contents are written first, and each old file gets a second name next to them. Then a
journal records what is about to happen, and only then are the files swapped. If the program is
stopped in between, the journal tells what must be undone: at once, or by the next command that uses
the same folder (`undo_interrupted`).
"""

from __future__ import annotations

import contextlib
import difflib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from answerable.diagnostics import visible
from answerable.source.storage.files import (
    clean,
    make_alike,
    make_folder,
    missing_folders,
    move_to_free_place,
    remove_folders,
    write_file,
)
from answerable.source.storage.folders import workplace
from answerable.source.storage.locks import Busy
from answerable.source.write.journal import (
    Journal,
    JournalEntry,
    hash_of,
    is_foreign,
    keep,
    read_journal,
)

WORKPLACE = ".answerable-changes"
_PATIENCE = 10
"""Seconds to wait for another command that changes files of the same course."""

_LEFT_IN_A_COPY = (
    "a command was stopped while it was changing the original of this copy; move the old files out "
    "of this folder if you need them, then delete it"
)
_ROOTS = ("mkdocs.yml", "course.yml", "course.yaml")
_STEPS = 8
"""How many folders above one of its files a course may be, at most."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """The new content of a file: a text, or the bytes of a picture; None for one that is removed.
    `before` is None for a file that must not exist yet.
    """

    path: Path
    before: bytes | None
    after: str | bytes | None

    @property
    def content(self) -> bytes | None:
        return self.after.encode() if isinstance(self.after, str) else self.after


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone in a folder after a command was stopped.

    `files` are restored to their state before it; `edited` have been changed since, and are left
    alone.
    """

    folder: Path
    files: tuple[Path, ...]
    edited: tuple[Path, ...]


def diff(changes: Iterable[FileChange]) -> str:
    """Return all changes as a unified diff for people, without line breaks that a terminal would
    obey.
    """
    rows: list[str] = []
    for change in changes:
        name = change.path.as_posix()
        if isinstance(change.after, bytes):
            rows.append(f"{name}: {len(change.after)} bytes")
            continue
        before = (change.before or b"").decode("utf-8-sig").splitlines()
        after = (change.after or "").splitlines()
        origin = name if change.before is not None else "/dev/null"
        target = name if change.after is not None else "/dev/null"
        rows += difflib.unified_diff(before, after, origin, target, lineterm="")
    return "".join(f"{visible(row)}\n" for row in rows)


def write(changes: Sequence[FileChange]) -> None:
    """Write every change, or none. If this raises OSError, nothing has changed.

    `FileExistsError` means that a new file already exists, or that a file is no longer as it was
    when the change was made.
    """
    places: defaultdict[Path, list[_Move]] = defaultdict(list)
    place_of = cache(_place_of)
    for change in changes:
        target = Path(os.path.realpath(change.path))
        places[place_of(target.parent)].append(_Move(change, target))
    with contextlib.ExitStack() as stack:
        for place, moves in sorted(places.items()):
            stack.enter_context(_all_or_none(place, moves))
        for moves in places.values():
            for move in moves:
                with _about(move.change):
                    move.make()


def undo_interrupted(paths: Iterable[Path]) -> list[Undone]:
    """Undo the changes of commands that were stopped halfway.

    Looks in the folders of all `paths` and above them. Raises `OSError`.
    """
    undone = []
    for place in dict.fromkeys(_places_above(paths)):
        with contextlib.suppress(Busy), workplace(place / WORKPLACE):
            if is_foreign(place / WORKPLACE):
                continue
            if (found := _undo(place)) is not None:
                undone.append(found)
            _clear(place / WORKPLACE)
    return undone


@dataclass(slots=True)
class _Move:
    """A change in progress: the file to replace, and where its new content waits."""

    change: FileChange
    target: Path
    waiting: Path = Path()

    def prepare(self, waiting: Path, old: Path) -> None:
        """Write the new content, and give the old file a second name."""
        self.waiting = waiting
        if self.change.before is None:
            if os.path.lexists(self.target):
                raise FileExistsError(None, "this file already exists")
        else:
            keep(self.target, old)
            if old.read_bytes() != self.change.before:
                message = "the file has been changed in the meantime; run the command again"
                raise FileExistsError(None, message)
        if self.change.content is None:
            return
        with waiting.open("wb") as stream:
            stream.write(self.change.content)
            stream.flush()
            os.fsync(stream.fileno())
        if self.change.before is not None:
            make_alike(waiting, self.target.stat())

    def make(self) -> None:
        """Move the new content into place."""
        content = self.change.content
        if content is None:
            self.target.unlink()
            return
        make_folder(self.target.parent)
        if self.change.before is None:
            move_to_free_place(self.waiting, self.target)
            return
        if not os.access(self.target, os.W_OK):
            raise PermissionError(13, os.strerror(13))
        try:
            self.waiting.replace(self.target)
        except OSError:
            if self.waiting.stat().st_dev == self.target.parent.stat().st_dev:
                raise
            write_file(self.target, content)


@contextlib.contextmanager
def _all_or_none(place: Path, moves: Sequence[_Move]) -> Iterator[None]:
    """Prepare all changes for the block; if it raises, move everything back."""
    work = place / WORKPLACE
    with _about(moves[0].change):
        stack = contextlib.ExitStack()
        stack.enter_context(workplace(work, _PATIENCE))
    with stack:
        if is_foreign(work):
            raise FileExistsError(None, _LEFT_IN_A_COPY, str(work))
        _undo(place)
        _clear(work)
        try:
            _prepare(place, moves)
            yield
            Journal.end(work)
        except BaseException:
            _undo(place)  # if this fails too, the next command tries again
            _clear(work)
            raise
        _clear(work)


def _prepare(place: Path, moves: Sequence[_Move]) -> None:
    """Write everything needed to make the changes, and to undo them."""
    work = place / WORKPLACE
    entries = []
    folders: dict[str, None] = {}
    for number, move in enumerate(moves):
        old = work / f"{number}.old"
        with _about(move.change):
            move.prepare(work / f"{number}.new", old)
        content = move.change.content
        after = None if content is None else hash_of(content)
        kept = None if move.change.before is None else old.name
        entries.append(JournalEntry(os.path.relpath(move.target, place), kept, after))
        for folder in missing_folders(move.target.parent):
            folders[os.path.relpath(folder, place)] = None
    with _about(moves[0].change):
        Journal(tuple(entries), tuple(folders)).write(work)


@contextlib.contextmanager
def _about(change: FileChange) -> Iterator[None]:
    """Make errors name the file that was meant: nobody knows the temporary ones."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(change.path), None
        raise


def _undo(place: Path) -> Undone | None:
    """Undo what the journal in a folder's workplace lists, if anything."""
    work = place / WORKPLACE
    journal = read_journal(work)
    if journal is None:
        return None
    files, edited = [], []
    for entry in journal.entries:
        target = place / entry.path
        if not entry.is_changed(target):
            if not entry.is_unchanged(target, work):
                edited.append(target)
            continue
        files.append(target)
        if entry.old is None:
            target.unlink()
        else:
            _bring_back(work / entry.old, target)
    remove_folders([place / folder for folder in journal.folders])
    Journal.end(work)
    return Undone(place, tuple(files), tuple(edited)) if files or edited else None


def _bring_back(old: Path, target: Path) -> None:
    try:
        old.replace(target)
    except OSError:
        if old.stat().st_dev == target.parent.stat().st_dev:
            raise
        write_file(target, old.read_bytes())


def _clear(work: Path) -> None:
    """Delete what is left once no journal needs it any more."""
    clean(work)
    for left in (*work.glob("*.old"), *work.glob("*.new")):
        with contextlib.suppress(OSError):
            left.unlink()
    with contextlib.suppress(OSError):
        Journal.end(work)


def _place_of(folder: Path) -> Path:
    """Return the folder whose workplace serves the files in a folder: the project's or the
    course's, or the nearest one that exists.
    """
    near = [one for one in (folder, *folder.parents[:_STEPS]) if one.is_dir()]
    for name in _ROOTS:
        for folder in near:
            if (folder / name).is_file():
                return folder
    return near[0] if near else folder


def _places_above(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the folders that have a workplace and contain these paths at any depth."""
    for path in paths:
        real = Path(os.path.realpath(path))
        for folder in (real, *real.parents[:_STEPS]):
            work = folder / WORKPLACE
            if work.is_dir() and not work.is_symlink():
                yield folder

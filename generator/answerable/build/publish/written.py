"""Writes the files that remain when MkDocs is done, each read once, while it is at hand.

A file that is already published and would be made from the same again is linked, not made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from answerable.build.publish.offline import BuiltFile, built_file, marked
from answerable.build.publish.pages import BuiltPage, read_page
from answerable.site import Recipe
from answerable.source.storage import kept

_KIND = "published"

Stamp = tuple[int, int, int]
"""What identifies a file as long as nobody writes to it: its number, size and modification time."""


class Written(NamedTuple):
    """A file that was written: the key of what it was made from, its stamp, and what is known of
    its content, and of the page in it.

    `right_for` are the scenarios for which it was verified, with keys for all that is known of
    them; None if it wasn't.
    """

    key: str
    stamp: Stamp
    content: BuiltFile
    page: BuiltPage | None
    right_for: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A published folder, and the files in it that builds of this program have written."""

    folder: Path
    files: Mapping[str, Written]

    @classmethod
    def of(cls, folder: Path) -> LastBuild:
        """What the last build into a folder has kept."""
        return cls(folder, kept.known_value(_KIND, [os.fsencode(folder)]) or {})

    def keep(self) -> None:
        """Keep for the next build what is known of the files."""
        kept.keep(_KIND, [os.fsencode(self.folder)], self.files)

    def link(self, path: str, key: str, target: Path) -> Written | None:
        """Link a file that was made from the same, and is as it was written; None if there is none.

        The link is another name of the same file. So nobody may write to it, only replace it.
        """
        known = self.files.get(path)
        if known is None or not key or known.key != key:
            return None
        file = self.folder / path
        try:
            if _stamp_of(file) != known.stamp:
                return None
            target.hardlink_to(file)
        except OSError:  # it is gone, or the file system can't do it
            return None
        return known


def write_files(
    folder: Path,
    remaining: Mapping[str, Recipe[bytes]],
    mark: str = "",
    last: LastBuild | None = None,
) -> Iterator[tuple[str, Written]]:
    """Write files to a folder, given by their path, or link those of the last build.

    Pages get the mark of their build, if any.
    """
    made: set[str] = set()
    for path, recipe in remaining.items():
        target = folder / path
        place = path.rpartition("/")[0]
        if place not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(place)
        key = recipe.key and f"{recipe.key} {mark}"
        known = last and last.link(path, key, target)
        yield path, known or _write(target, path, recipe, key, mark)


def _write(target: Path, path: str, recipe: Recipe[bytes], key: str, mark: str) -> Written:
    content = recipe.make()
    page = read_page(path, content.decode()) if path.endswith(".html") else None
    content = marked(content, mark) if page and mark else content
    target.write_bytes(content)
    return Written(key, _stamp_of(target), built_file(content), page)


def _stamp_of(file: Path) -> Stamp:
    status = file.stat(follow_symlinks=False)
    return status.st_ino, status.st_size, status.st_mtime_ns

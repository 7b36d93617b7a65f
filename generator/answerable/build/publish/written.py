"""Writes the files that remain when MkDocs is done, each read once, while it is at hand.

A file that is already published and would be made from the same again is linked, not made.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from answerable.build.publish.offline import BuiltFile, built_file, marked
from answerable.build.publish.pages import BuiltPage, read_page
from answerable.build.publish.refill import Stamp, stamp_of
from answerable.site import Recipe
from answerable.source.storage import kept

_KIND = "published"


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

    def known(self, path: str, key: str) -> Written | None:
        """What is known of a file that was made from the same; None if there is none."""
        known = self.files.get(path)
        return known if known and key and known.key == key else None

    def link(self, path: str, stamp: Stamp, target: str) -> bool:
        """Link a file if it is as it was written: its stamp is still the same.

        The link is another name of the same file. So nobody may write to it, only replace it.
        """
        file = f"{self.folder}/{path}"  # paths as objects would take twice the time
        try:
            if stamp_of(os.lstat(file)) != stamp:
                return False
            os.link(file, target)
        except OSError:  # it is gone, or the file system can't do it
            return False
        return True


def write_files(
    folder: Path,
    remaining: Mapping[str, Recipe[bytes]],
    mark: str = "",
    last: LastBuild | None = None,
    there: Mapping[str, Stamp] = MappingProxyType({}),
) -> Iterator[tuple[str, Written]]:
    """Write files to a folder, given by their path, or link those of the last build.

    Pages get the mark of their build, if any. Files that are `there` already, in some version, stay
    if it is the right one.
    """
    made: set[str] = set()
    for path, recipe in remaining.items():
        key = recipe.key and f"{recipe.key} {mark}"
        known = last and last.known(path, key)
        stamp = there.get(path)
        if known and known.stamp == stamp:
            yield path, known
            continue
        target = f"{folder}/{path}"
        place = path.rpartition("/")[0]
        if stamp:
            Path(target).unlink()  # it may be another name of a published file
        elif place not in made:
            Path(folder, place).mkdir(parents=True, exist_ok=True)
            made.add(place)
        linked = last and known and last.link(path, known.stamp, target)
        yield path, known if known and linked else _write(target, path, recipe, key, mark)


def _write(target: str, path: str, recipe: Recipe[bytes], key: str, mark: str) -> Written:
    content = recipe.make()
    page = read_page(path, content.decode()) if path.endswith(".html") else None
    content = marked(content, mark) if page and mark else content
    Path(target).write_bytes(content)
    return Written(key, stamp_of(os.lstat(target)), built_file(content), page)

"""Writes the files that remain when MkDocs is done, each read once, while it is at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from answerable.build.publish.offline import BuiltFile, built_file, marked
from answerable.build.publish.pages import BuiltPage, read_page


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of a file that was written, and of the page in it."""

    file: BuiltFile
    page: BuiltPage | None


def write_files(
    folder: Path, remaining: Mapping[str, Callable[[], bytes]], mark: str
) -> Iterator[tuple[str, Written]]:
    """Write files to a folder, given by their path and what makes them.

    Pages get the mark of their build, if it has one.
    """
    for path, make in remaining.items():
        content = make()
        page = read_page(path, content.decode()) if path.endswith(".html") else None
        content = marked(content, mark) if page and mark else content
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        yield path, Written(built_file(content), page)

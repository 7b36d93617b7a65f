"""Checks where a site or another output may be written: never over files that no build has made."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity, short
from answerable.diagnostics.failure import BuildFailed

MARK = "built-by-answerable.txt"
"""The file that marks a built folder. Web servers may show it to anybody."""

MARK_TEXT = b"""\
This folder was built by Answerable.

The next build replaces all of it, so keep nothing of your own here.
"""

_LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that operating systems put into every folder that somebody opens."""

_VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})

_BEFORE_MARKS = ("assets/answerable.css", "assets/answerable.js", "404.html", "index.html")
"""A folder with all these files is a site that was built before there were marks."""

_ELSEWHERE = (
    "Remove `site_dir` from mkdocs.yml, build, and copy everything in the folder `site` to where "
    "you publish it."
)
_ANOTHER = "Write the name of a new folder after `site_dir:`, or remove that line."
_BY_HAND = (
    "Write the name of a new folder after `site_dir:`. If the folder is an old build that nobody "
    "needs, delete it yourself, once."
)


def refuse_to_replace(site_folder: Path, config_file: Path) -> None:
    """Raises `BuildFailed` (AN421) if a site in this folder would replace anything but a site.

    The folder has to be inside the folder of mkdocs.yml, and be new, empty or built before.
    """
    found = _misplaced(site_folder, config_file.absolute().parent) or _occupied(site_folder)
    if found:
        _refuse(config_file, *found)


def refuse_unless_empty(folder: Path) -> None:
    """Raises `BuildFailed` (AN421) if a folder to write to isn't empty."""
    if folder.resolve() == Path.cwd():
        _refuse(folder, "the output folder is the one you are in", "Name a new folder.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = "Name a new folder, or empty this one yourself."
        _refuse(folder, "the output folder isn't empty", hint)


def refuse_unless_new(file: Path) -> None:
    """Raises `BuildFailed` (AN421) if a file whose name the user didn't choose already exists."""
    if file.exists():
        _refuse(file, "the output file already exists", "Move it, or name another folder.")


def cleaned_by_mkdocs(site_folder: Path) -> str | None:
    """Which files that no build has made MkDocs would delete: message and hint, None if none.

    MkDocs empties the site's folder before it writes, except for hidden files.
    """
    if not site_folder.is_dir():
        return None
    there = [one for one in _entries(site_folder) if not one.startswith(".")]
    found = _foreign(site_folder, there)
    return found and ". ".join(found)


def is_marked(folder: Path) -> bool:
    """Whether a build has made the folder, perhaps before there were marks."""
    mark = folder / MARK
    try:
        if mark.is_file() and not mark.is_symlink():
            with mark.open("rb") as stream:
                return stream.read(len(MARK_TEXT) + 1) == MARK_TEXT
    except OSError:
        return False
    return all((folder / name).is_file() for name in _BEFORE_MARKS)


def _misplaced(site_folder: Path, project: Path) -> tuple[str, str] | None:
    """Why a site may not be at this path, whatever is in it: message and hint."""
    name = short(site_folder).as_posix()
    if site_folder.is_symlink():
        return f"a build would replace {name}, which is a link to another place", _ANOTHER
    real, root = (Path(os.path.realpath(one)) for one in (site_folder, project))
    if real == root or not real.is_relative_to(root):
        return f"a build would write to {name}, outside the folder of the course", _ELSEWHERE
    if _VERSION_CONTROL.intersection(part.lower() for part in real.relative_to(root).parts):
        return f"a build would write to {name}, inside the version control files", _ANOTHER
    return None


def _occupied(site_folder: Path) -> tuple[str, str] | None:
    """Why the folder's present content may not be replaced: message and hint."""
    name = short(site_folder).as_posix()
    if not os.path.lexists(site_folder):
        return None
    if not site_folder.is_dir():
        return f"a build would replace {name}, which is a file", _ANOTHER
    if site_folder.is_mount():
        return f"a build can't replace {name}, which is a separate drive", _ANOTHER
    there = _entries(site_folder)
    if kept := sorted(_VERSION_CONTROL.intersection(one.lower() for one in there)):
        return f"a build would delete {kept[0]} in {name}, with all its versions", _ANOTHER
    return _foreign(site_folder, there)


def _foreign(site_folder: Path, there: Sequence[str]) -> tuple[str, str] | None:
    if not there or is_marked(site_folder):
        return None
    name = short(site_folder).as_posix()
    files = ", ".join(there[:3]) + (" …" if len(there) > 3 else "")
    return f"a build would delete files in {name} that no build made: {files}", _BY_HAND


def _entries(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir() if one.name not in _LITTER)


def _refuse(place: Path, message: str, hint: str) -> None:
    where = Location(place.as_posix())
    raise BuildFailed((Diagnostic("AN421", Severity.ERROR, message, where, hint),))

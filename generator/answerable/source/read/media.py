"""Find the files that scenarios name as pictures and recordings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from answerable.diagnostics import Diagnostic, Location, Severity, in_quotes
from answerable.model import ScenarioFile
from answerable.model.picture import Original, Picture
from answerable.model.sound import Recording, media_in
from answerable.source.media import pictures
from answerable.source.media.pictures import original
from answerable.source.media.sounds import recording
from answerable.source.media.unusable import UnusableError, not_opened
from answerable.source.read.positions import Source

MEDIA = "media"
"""The folder of a course for files that several scenarios may use."""

BUDGET = 300_000_000
"""Bytes that all pictures and recordings of a course may take up, as their authors brought them."""

ENDINGS = (*pictures.ENDINGS, ".mp3")

_NAMED = 3
"""How many of the largest files a message names."""

Kind = Literal["picture", "audio"]

Named = tuple[Kind, str, Location]
"""The kind of a file, its name as a scenario has it, and where."""

Found = tuple[tuple[str, Original | Recording], ...]
"""Files with their names."""


def named_media(scenario: ScenarioFile, source: Source) -> tuple[Named, ...]:
    """The pictures and recordings that a scenario names."""
    return tuple(
        ("picture" if isinstance(one, Picture) else "audio", one.file, source.at(*keys, "file"))
        for keys, one in media_in(scenario)
    )


def media_files(folder: Path, modules: Iterable[str]) -> Iterator[Path]:
    """Yield all files in the folders of modules and of media that may be pictures or recordings."""
    for name in (*modules, MEDIA):
        for place, _, files in os.walk(folder / name):
            for file in (Path(place, one) for one in sorted(files)):
                if file.suffix.lower() in ENDINGS and not file.is_symlink() and file.is_file():
                    yield file


def _spellings(name: str) -> Iterable[str]:
    """A name as it is, and in the other ways that look the same: what macOS writes into a zip has
    letters and their accents as two characters (Unicode Standard Annex 15).
    """
    return dict.fromkeys((name, normalize("NFC", name), normalize("NFD", name)))


class Media:
    """The pictures and recordings of a course folder. Each file is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder.resolve()
        self._found: dict[tuple[Kind, Path], Original | Recording | UnusableError] = {}
        self._sizes: dict[Path, int] = {}
        self._total = 0  # bytes
        self._names: dict[str, Mapping[str, str]] = {}

    def find(self, module: str, named: Iterable[Named]) -> tuple[Found, tuple[Diagnostic, ...]]:
        """The files that a scenario of this module names, and all that is wrong with them."""
        found: dict[str, Original | Recording] = {}
        problems = []
        for kind, name, where in named:
            try:
                found[name] = self._read(kind, module, name)
            except UnusableError as error:
                problems.append(
                    Diagnostic("AN122", Severity.ERROR, error.message, where, error.hint)
                )
        return tuple(found.items()), tuple(problems)

    def _read(self, kind: Kind, module: str, name: str) -> Original | Recording:
        folders = (self._folder / module, self._folder / MEDIA)
        places = (folder / spelled for folder in folders for spelled in _spellings(name))
        file = next((one for one in places if one.exists()), None)
        if file is None:
            raise UnusableError(
                f"There is no file `{name}` here.", self._where_to_put(module, name)
            )
        if not file.resolve().is_relative_to(self._root):
            message = "This link points outside the course folder."
            raise UnusableError(message, "put a copy of the file itself here")
        key = (kind, file)
        if key not in self._found:
            try:
                self._found[key] = original(file) if kind == "picture" else recording(file)
                self._count(file)
            except UnusableError as error:
                self._found[key] = error
            except OSError as error:
                self._found[key] = not_opened(error)
        found = self._found[key]
        if isinstance(found, UnusableError):
            raise found
        return found

    def _count(self, file: Path) -> None:
        """Raises `UnusableError` if there is no room for this file in the course's budget."""
        self._sizes[file] = file.stat().st_size
        self._total += self._sizes[file]
        if self._total > BUDGET:
            largest = sorted(self._sizes, key=lambda one: self._sizes[one], reverse=True)[:_NAMED]
            names = ", ".join(f"`{one.relative_to(self._folder).as_posix()}`" for one in largest)
            raise UnusableError(
                f"With this file, the pictures and recordings take up {self._total / 1e6:.0f} MB, "
                f"but a course may have only {BUDGET / 1e6:.0f} MB.",
                f"save smaller copies of the largest: {names}",
            )

    def _names_in(self, folder: str) -> Mapping[str, str]:
        """The names of the files in a folder of the course, by the same in lower case."""
        if folder not in self._names:
            place = self._folder / folder
            here = sorted(one.name for one in place.iterdir()) if place.is_dir() else ()
            self._names[folder] = {name.lower(): name for name in reversed(here)}
        return self._names[folder]

    def _where_to_put(self, module: str, name: str) -> str:
        beside = (
            f"{in_quotes(f'{module}/')} next to the scenario"
            if module
            else "the folder of course.yml"
        )
        hint = f"put it into {beside}, or into `{MEDIA}/`"
        sought = name.rpartition("/")[2].lower()
        similar = self._names_in(module).get(sought) or self._names_in(MEDIA).get(sought)
        return f"did you mean `{similar}`? {hint}" if similar else hint

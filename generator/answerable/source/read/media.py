"""Find the files that a course names as pictures, recordings, films, captions and fonts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from answerable.diagnostics import Diagnostic, Location, Severity, in_quotes
from answerable.model import Brand, ScenarioFile
from answerable.model.film import Captions, Film, Footage
from answerable.model.media import File, Medium, media_in
from answerable.model.picture import Original, Picture
from answerable.model.typeface import FontFile, OwnTypeface
from answerable.source.media import pictures
from answerable.source.media.captions import CAPTIONS, CaptionsError, captions
from answerable.source.media.fonts import font_file
from answerable.source.media.pictures import original
from answerable.source.media.played import FILMS, SOUNDS, footage, recording
from answerable.source.media.unusable import UnusableError, not_opened
from answerable.source.read.positions import Source

MEDIA = "media"
"""The folder of a course for files that several scenarios may use."""

BUDGET = 300_000_000
"""Bytes that all these files of a course may take up, as their authors brought them."""

ENDINGS = (*pictures.ENDINGS, *SOUNDS, *FILMS, *CAPTIONS)

LEAST = 240
"""Pixels on the longer side of a picture: on paper, it is 40 to 60 mm long."""

LEAST_OF_LOGO = 512
"""The same for a logo, which is an icon on home screens."""

_NAMED = 3
"""How many of the largest files a message names."""

Kind = Literal["picture", "audio", "video", "captions", "font"]

_READERS: Mapping[Kind, Callable[[Path], File | FontFile]] = {
    "picture": original,
    "audio": recording,
    "video": footage,
    "captions": captions,
    "font": font_file,
}

Named = tuple[Kind, str, Location]
"""The kind of a file, its name as a scenario has it, and where."""

Found = tuple[tuple[str, File | FontFile], ...]
"""Files with their names."""


def named_media(scenario: ScenarioFile, source: Source) -> tuple[Named, ...]:
    """The files that a scenario names."""
    return tuple(
        (kind, name, source.at(*keys, field))
        for keys, one in media_in(scenario)
        for kind, field, name in _files_of(one)
    )


def _files_of(medium: Medium) -> Iterator[tuple[Kind, str, str]]:
    """Yield the kind of each file, the field that names it, and its name."""
    if isinstance(medium, Picture):
        yield "picture", "file", medium.file
    elif not isinstance(medium, Film):
        yield "audio", "file", medium.file
    else:
        yield "video", "file", medium.file
        if medium.captions:
            yield "captions", "captions", medium.captions
        if medium.poster:
            yield "picture", "poster", medium.poster


def named_fonts(brand: Brand, source: Source) -> Iterator[Named]:
    """The fonts of the typeface that a brand has of its own."""
    for style, name in brand.fonts or ():
        if name:
            yield "font", name, source.at("brand", "fonts", style)


def found_typeface(brand: Brand, found: Found) -> OwnTypeface | None:
    """The typeface, if all its fonts are among the files that were found."""
    files = {name: one for name, one in found if isinstance(one, FontFile)}
    fonts = {style: files.get(name) for style, name in brand.fonts or () if name}
    return OwnTypeface(**fonts) if fonts and all(fonts.values()) else None


def own_typeface(brand: Brand, folder: Path) -> OwnTypeface | None:
    """The same for the course in a folder, whose other files aren't looked for."""
    found, _ = Media(folder).find("", named_fonts(brand, Source("")))
    return found_typeface(brand, found)


def media_files(folder: Path, modules: Iterable[str]) -> Iterator[Path]:
    """Yield all files in the folders of modules and of media that may be such files."""
    for name in (*modules, MEDIA):
        for place, _, files in os.walk(folder / name):
            for file in (Path(place, one) for one in sorted(files)):
                if file.suffix.lower() in ENDINGS and not file.is_symlink() and file.is_file():
                    yield file


def _too_small(picture: Original, where: Location, least: int) -> Diagnostic | None:
    width, height = picture.width, picture.height
    if max(width, height) >= least:
        return None
    message = f"The picture has only {width:,} x {height:,} pixels, and would be blurred or tiny."
    hint = f"use one with at least {least} on its longer side, better 1600"
    return Diagnostic("AN124", Severity.WARNING, message, where, hint)


def _too_late(captions: Captions, film: Footage, where: Location) -> Diagnostic | None:
    if captions.last < film.seconds + 1:  # its length is rounded
        return None
    last, end = (f"{int(one) // 60}:{int(one) % 60:02}" for one in (captions.last, film.seconds))
    message = f"The last of these captions begins at {last}, but the film ends at {end}."
    hint = "look whether they belong to this film, and whether the film is complete"
    return Diagnostic("AN126", Severity.WARNING, message, where, hint)


def _spellings(name: str) -> Iterable[str]:
    """A name as it is, and in the other ways that look the same: what macOS writes into a zip has
    letters and their accents as two characters (Unicode Standard Annex 15).
    """
    return dict.fromkeys((name, normalize("NFC", name), normalize("NFD", name)))


class Media:
    """The files of a course folder that are shown, played and set in. Each is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder.resolve()
        self._found: dict[tuple[Kind, Path], File | FontFile | UnusableError | CaptionsError] = {}
        self._told: set[Path] = set()
        self._sizes: dict[Path, int] = {}
        self._total = 0  # bytes
        self._names: dict[str, Mapping[str, str]] = {}

    def find(
        self, module: str, named: Iterable[Named], least: int = LEAST
    ) -> tuple[Found, tuple[Diagnostic, ...]]:
        """The files that a scenario of this module names, and all that is wrong with them. `least`
        is how many pixels the longer side of a picture has to have.
        """
        found: dict[str, File | FontFile] = {}
        problems: list[Diagnostic] = []
        film: File | FontFile | None = None
        for kind, name, where in named:
            if kind == "video":  # its captions come after it
                film = None
            try:
                found[name] = file = self._read(kind, module, name)
                problem = None
                if isinstance(file, Original):
                    problem = _too_small(file, where, least)
                elif isinstance(file, Footage):
                    film = file
                elif isinstance(file, Captions) and isinstance(film, Footage):
                    problem = _too_late(file, film, where)
                problems += [problem] if problem else []
            except UnusableError as error:
                problems.append(
                    Diagnostic(
                        "AN125" if kind == "font" else "AN122",
                        Severity.ERROR,
                        error.message,
                        where,
                        error.hint,
                    )
                )
            except CaptionsError as error:
                problems += self._misread(error)
        return tuple(found.items()), tuple(problems)

    def _read(self, kind: Kind, module: str, name: str) -> File | FontFile:
        folders = (self._folder / module, self._folder / MEDIA)
        places = (folder / spelled for folder in folders for spelled in _spellings(name))
        try:
            file = next((one for one in places if one.exists()), None)
        except OSError as error:  # such as a name that is too long
            raise not_opened(error) from None
        if file is None and any((folder / name).is_symlink() for folder in folders):
            message = f"The link `{name}` is broken."
            raise UnusableError(message, "put a copy of the file itself here")
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
                self._found[key] = _READERS[kind](file)
                self._count(file)
            except (UnusableError, CaptionsError) as error:
                self._found[key] = error
            except OSError as error:
                self._found[key] = not_opened(error)
        found = self._found[key]
        if isinstance(found, UnusableError | CaptionsError):
            raise found
        return found

    def _misread(self, error: CaptionsError) -> Iterator[Diagnostic]:
        """Yield what is wrong with captions, once for all scenarios that name them."""
        if error.file in self._told:
            return
        self._told.add(error.file)
        for line, message, hint in error.problems:
            text = error.lines[line - 1] if line <= len(error.lines) else ""
            where = Location(error.file.as_posix(), line, 1, max(2, len(text) + 1), text)
            yield Diagnostic("AN123", Severity.ERROR, message, where, hint)

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
        hint = (
            f"put it into {in_quotes(f'{module}/')} next to the scenario, or into `{MEDIA}/` next "
            "to course.yml"
            if module
            else f"put it next to course.yml, or into `{MEDIA}/` there"
        )
        sought = name.rpartition("/")[2].lower()
        similar = self._names_in(module).get(sought) or self._names_in(MEDIA).get(sought)
        return f"did you mean `{similar}`? {hint}" if similar else hint

"""Find the files that scenarios name as pictures."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity, in_quotes
from answerable.model import ScenarioFile
from answerable.model.picture import Original, pictures_in
from answerable.source.media.pictures import UnusableError, original
from answerable.source.read.positions import Source

MEDIA = "media"
"""The folder of a course for pictures that several scenarios may use."""

Named = tuple[str, Location]
"""A picture's file as a scenario names it, and where."""

Found = tuple[tuple[str, Original], ...]
"""Pictures with their names."""


def named_pictures(scenario: ScenarioFile, source: Source) -> tuple[Named, ...]:
    """The pictures that a scenario names."""
    return tuple((one.file, source.at(*keys, "file")) for keys, one in pictures_in(scenario))


class Pictures:
    """The pictures of a course folder. Each file is read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder.resolve()
        self._found: dict[Path, Original | UnusableError] = {}

    def find(self, module: str, named: Iterable[Named]) -> tuple[Found, tuple[Diagnostic, ...]]:
        """The pictures that a scenario of this module names, and everything that is wrong with
        them.
        """
        found: dict[str, Original] = {}
        problems = []
        for name, where in named:
            try:
                found[name] = self._original(module, name)
            except UnusableError as error:
                problems.append(
                    Diagnostic("AN122", Severity.ERROR, error.message, where, error.hint)
                )
        return tuple(found.items()), tuple(problems)

    def _original(self, module: str, name: str) -> Original:
        places = (self._folder / module / name, self._folder / MEDIA / name)
        file = next((one for one in places if one.exists()), None)
        if file is None:
            raise UnusableError(
                f"There is no file `{name}` here.", self._where_to_put(module, name)
            )
        if not file.resolve().is_relative_to(self._root):
            message = "This link points outside the course folder."
            raise UnusableError(message, "put a copy of the picture itself here")
        if file not in self._found:
            try:
                self._found[file] = original(file)
            except UnusableError as error:
                self._found[file] = error
            except OSError as error:
                message = f"The picture can't be opened ({error.strerror})."
                self._found[file] = UnusableError(message, "check the file's permissions")
        found = self._found[file]
        if isinstance(found, UnusableError):
            raise found
        return found

    def _where_to_put(self, module: str, name: str) -> str:
        hint = f"put it into {in_quotes(f'{module}/')} next to the scenario, or into `{MEDIA}/`"
        folders = (self._folder / module, self._folder / MEDIA)
        here = (one.name for folder in folders if folder.is_dir() for one in folder.iterdir())
        similar = next((one for one in sorted(here) if one.lower() == name.lower()), None)
        return f"did you mean `{similar}`? {hint}" if similar else hint

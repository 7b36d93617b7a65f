"""Find the files of a course that are translations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.source.read.names import is_language

COURSE_FILE = "course.yml"


@dataclass(slots=True)
class Files:
    """The translations in a course folder: of course.yml by language, and of scenarios by language
    and the original's path without its suffix. `doubled` are further files for the same.
    """

    course: dict[str, Path] = field(default_factory=dict)
    scenarios: dict[str, dict[Path, Path]] = field(default_factory=dict)
    doubled: list[Path] = field(default_factory=list)

    def add_course(self, file: Path) -> bool:
        """Add a translation of course.yml. Returns whether the file's name contains a language."""
        language = language_of(file)
        if language is None:
            return False
        # Their folders would be the same where file names ignore case.
        if language.lower() in map(str.lower, self.course):
            self.doubled.append(file)
        else:
            self.course[language] = file
        return True

    def add_scenario(self, file: Path) -> bool:
        """Add a file of a module if its name contains a language. Returns whether it does."""
        language = language_of(file)
        if language is None:
            return False
        original = file.with_name(file.stem.removesuffix(f".{language}"))
        if self.scenarios.setdefault(language, {}).setdefault(original, file) != file:
            self.doubled.append(file)
        return True


def language_of(file: Path) -> str | None:
    """Return the language in a file's name: `de` for `lost-key.de.yml`, or None."""
    stem, dot, tag = file.stem.rpartition(".")
    return tag if dot and stem and is_language(tag) else None


def doubled(file: Path) -> Diagnostic:
    message = "There is another translation of this into the same language."
    hint = "keep one of the two; their names differ only in capitals, or in `.yml` and `.yaml`"
    return error_at("AN337", message, Location(file.as_posix()), hint)


def without_a_course(files: Files) -> Iterator[Diagnostic]:
    for language in sorted(files.scenarios.keys() - files.course.keys()):
        for original, file in sorted(files.scenarios[language].items()):
            message = f"There is no course.{language}.yml, so this file isn't used."
            hint = (
                f"`answerable i18n add course {language}` creates it; if this isn't a translation, "
                f"rename it, for example to `{original.name}-{language.lower()}{file.suffix}`"
            )
            where = Location(file.as_posix())
            yield Diagnostic("AN331", Severity.WARNING, message, where, hint)


def error_at(code: str, message: str, where: Location, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, where, hint)

"""words.txt, the course's own list of words that are right, one a line.

For a translation into German it is words.de.txt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from answerable.diagnostics import Diagnostic
from answerable.reading.encoding import decode, not_opened, split_lines


def read_words(
    folder: Path, languages: Iterable[str], own: str
) -> tuple[Mapping[str, frozenset[str]], tuple[Diagnostic, ...]]:
    """The words of a course's lists in small letters, for each of its languages with a list.

    `own` is the language of the originals. What follows a `#` is a comment. Never raises for what
    is in the folder.
    """
    found: dict[str, frozenset[str]] = {}
    problems: list[Diagnostic] = []
    for language in languages:
        file = folder / ("words.txt" if language == own else f"words.{language}.txt")
        text = _read(file) if file.is_file() else None
        if isinstance(text, Diagnostic):
            problems.append(text)
        elif text is not None:
            lines = (line.partition("#")[0].strip() for line in split_lines(text))
            found[language] = frozenset(line.lower().replace("’", "'") for line in lines if line)
    return found, tuple(problems)


def _read(file: Path) -> str | Diagnostic:
    try:
        return decode(file.read_bytes(), file.as_posix())
    except OSError as error:
        return not_opened(file.as_posix(), error)

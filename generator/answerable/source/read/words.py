"""Read words.txt, the course's own list of correct words, one per line.

For a translation into German it is words.de.txt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.source.read.encoding import decode, split_lines
from answerable.source.read.source import MAX_BYTES, read_content


def read_words(
    files: Mapping[str, Path], languages: Iterable[str], own: str
) -> tuple[Mapping[str, frozenset[str]], tuple[Diagnostic, ...]]:
    """Return the words of a course's lists in lower case, for each of its languages that has a
    list.

    `files` are the lists by name, `own` is the language of the originals. Anything after a `#` is a
    comment. Never raises because of the files' content.
    """
    found: dict[str, frozenset[str]] = {}
    problems: list[Diagnostic] = []
    for language in languages:
        file = files.get("words.txt" if language == own else f"words.{language}.txt")
        text = _read(file) if file else None
        if isinstance(text, Diagnostic):
            problems.append(text)
        elif text is not None:
            lines = (line.partition("#")[0].strip() for line in split_lines(text))
            found[language] = frozenset(line.lower().replace("’", "'") for line in lines if line)
    return found, tuple(problems)


def _read(file: Path) -> str | Diagnostic:
    path = file.as_posix()
    content = read_content(file, path)
    if isinstance(content, Diagnostic):
        return content
    if len(content) > MAX_BYTES:
        message, hint = "The file is larger than 1 MB.", "keep only the words that the course needs"
        return Diagnostic("AN102", Severity.ERROR, message, Location(path), hint)
    return decode(content, path)

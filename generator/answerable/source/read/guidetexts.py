"""Read the texts of the facilitator's guide that a course replaces: `guide/objections.md`, and
`guide/objections.de.md` for the same in German.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.i18n.documents import (
    WordedDocument,
    guide_document,
    guide_names,
    names_in,
    parse,
)
from answerable.i18n.terminology import is_label_gap
from answerable.source.read.encoding import decode
from answerable.source.read.names import did_you_mean
from answerable.source.read.source import MAX_BYTES, read_content

FOLDER = "guide"

GuideTexts = Mapping[str, WordedDocument]
"""The texts that replace others, by name."""


def read_guide(
    files: Mapping[str, Path], own: str, others: Collection[str]
) -> tuple[Mapping[str, GuideTexts], tuple[Diagnostic, ...]]:
    """Return the texts in each language, and everything that is wrong with them.

    `files` are those in the folder by name; `own` is the language of the originals, `others` are
    those of translations. Never raises because of the files' content.
    """
    found: dict[str, dict[str, WordedDocument]] = {language: {} for language in (own, *others)}
    problems: list[Diagnostic] = []
    for file in files.values():
        name, _, language = file.stem.partition(".")
        if name not in guide_names() or (language and language not in others):
            problems.append(_unknown(file, name, language))
            continue
        document = _document(file, name)
        if isinstance(document, Diagnostic):
            problems.append(document)
        else:
            found[language or own][name] = document
    problems += _untranslated(files, found, own, others)
    return found, tuple(problems)


def _unknown(file: Path, name: str, language: str) -> Diagnostic:
    where = Location(file.as_posix())
    known = guide_names()
    if name not in known:
        message = f"The guide has no text `{name}`."
        hint = did_you_mean(name, known, f"its texts are: {', '.join(known)}")
    else:
        message = f"This is a text in the language `{language}`, which the course doesn't have."
        hint = f"add course.{language}.yml, or rename the file to `{name}.md`"
    return Diagnostic("AN347", Severity.ERROR, message, where, hint)


def _document(file: Path, name: str) -> WordedDocument | Diagnostic:
    path = file.as_posix()
    content = read_content(file, path)
    if isinstance(content, Diagnostic):
        return content
    if len(content) > MAX_BYTES:
        message = "The file is larger than 1 MB."
        return Diagnostic("AN102", Severity.ERROR, message, Location(path), "shorten the text")
    text = decode(content, path)
    if isinstance(text, Diagnostic):
        return text
    try:
        document = parse(text)
    except ValueError as error:
        return _wrong(path, 1, f"The text can't be read: {error}.", "compare it with the original")
    usual = guide_document(name)
    known = names_in(usual)
    for one, line in names_in(document).items():
        if one not in known and not (one.startswith("%") and is_label_gap(one[2:-2])):
            message = f"Nothing fills in `{one}` in this text."
            if one == "min":
                message = "The steps of this text have no minutes."
            allowed = ", ".join(f"`{other}`" for other in known if other != "min")
            hint = f"it can use: {allowed}" if allowed else "write it as plain text"
            return _wrong(path, line, message, hint)
    return WordedDocument(
        document.title or usual.title, {**usual.fields, **document.fields}, document.pieces
    )


def _wrong(path: str, line: int, message: str, hint: str) -> Diagnostic:
    return Diagnostic("AN348", Severity.ERROR, message, Location(path, line), hint)


def _untranslated(
    files: Mapping[str, Path],
    found: Mapping[str, GuideTexts],
    own: str,
    others: Collection[str],
) -> Iterator[Diagnostic]:
    for language in others:
        for name in found[own].keys() - found[language].keys():
            message = f"This text of the guide isn't translated into `{language}`."
            hint = f"add `{name}.{language}.md` beside it; until then, the usual text is there"
            where = Location(files[f"{name}.md"].as_posix())
            yield Diagnostic("AN349", Severity.WARNING, message, where, hint)

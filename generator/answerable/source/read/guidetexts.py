"""Read the texts of the facilitator's guide that a course replaces: `guide/objections.md`, and
`guide/objections.de.md` for the same in German.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.i18n.documents import (
    DocumentError,
    DocumentPiece,
    TextSlot,
    WordedDocument,
    guide_document,
    guide_names,
    parse,
    slots,
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
        document = _document(file)
        if isinstance(document, Diagnostic):
            problems.append(document)
            continue
        usual = guide_document(name)
        wrong = tuple(_misfits(file.as_posix(), document, usual))
        problems += wrong
        if not wrong:
            found[language or own][name] = _completed(document, usual)
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


def _document(file: Path) -> WordedDocument | Diagnostic:
    path = file.as_posix()
    if file.is_dir():
        message = "This is a folder, not a text of the guide."
        return Diagnostic("AN348", Severity.ERROR, message, Location(path), "rename the folder")
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
        return parse(text)
    except DocumentError as error:
        return _wrong(path, error.line, error.message, error.hint)


def _completed(document: WordedDocument, usual: WordedDocument) -> WordedDocument:
    """The document with the usual title and fields where it has none of its own."""
    pieces = document.pieces if document.titles else (*usual.titles, *document.pieces)
    return WordedDocument({**usual.fields, **document.fields}, pieces)


def _misfits(path: str, document: WordedDocument, usual: WordedDocument) -> Iterator[Diagnostic]:
    """Find what the program couldn't use or fill in, compared with the usual text."""
    if document.pieces == document.titles:
        hint = "write what it should say, or delete the file to have the usual text"
        yield _wrong(path, 1, "There is nothing in this text.", hint)
    for title in document.titles[len(usual.titles) :]:
        if usual.titles:
            message, hint = "This is a second title.", "use `##` for a heading"
        else:
            message, hint = "This text is shown without a title.", "delete this line"
        yield _wrong(path, title.line, message, hint)
    for piece in document.pieces:
        yield from _unusable(path, piece, usual)
    for piece in [piece for piece in document.pieces if piece.mark == "minutes"][1:]:
        message = "These steps share the same minutes with those above, but are in another list."
        hint = "put all steps into one list, without blank lines between them"
        yield _wrong(path, piece.line, message, hint)
    known = set(slots(usual))
    known |= {TextSlot("paragraph", name) for place, name in known if place == "label"}
    for slot, line in slots(document).items():
        if slot not in known and not _is_label(slot):
            yield _wrong(path, line, *_unfilled(slot, known))


def _unusable(path: str, piece: DocumentPiece, usual: WordedDocument) -> Iterator[Diagnostic]:
    ticks_only = all(one.kind == "title" or one.mark == "tick" for one in usual.pieces)
    if ticks_only and piece.kind != "title" and (piece.kind != "list" or piece.label):
        hint = "make it an entry of the list, or delete it"
        yield _wrong(path, piece.line, "Only the entries of this text's lists are shown.", hint)
    for entry in piece.entries:
        if not (entry.text or entry.insert):
            yield _wrong(path, entry.line, "This entry is empty.", "write its text, or delete it")
        if piece.mark == "minutes" and not 0 < entry.share < 1000:
            message = "A step takes more than 0 and less than 1000 minutes."
            yield _wrong(path, entry.line, message, "write `- 1 min: …`, for example")


def _is_label(slot: TextSlot) -> bool:
    """Whether this is a gap for a label of the course, which may be in any text."""
    return slot.name.startswith("%(") and slot.name.endswith(")s") and is_label_gap(slot.name[2:-2])


_PLACES = {
    "fields": "in the fields above the text",
    "title": "in the title",
    "text": "inside a sentence",
    "paragraph": "as a paragraph of its own",
    "label": "after a label",
    "entry": "as an entry of a list",
    "step": "as a step with minutes",
}


def _unfilled(slot: TextSlot, known: Set[TextSlot]) -> tuple[str, str]:
    """Say what is wrong with something that the program doesn't read or fill in, and the remedy."""
    if slot.place == "field":
        fields = [name for place, name in known if place == "field"]
        others = ", ".join(f"`{name}`" for name in fields)
        message = f"This text has no field `{slot.name}`."
        return message, did_you_mean(
            slot.name, fields, f"it can have: {others}" if fields else "delete the line"
        )
    if slot.name == "min":
        return "The steps of this text have no minutes.", "start its entries with `- ` only"
    if places := sorted(_PLACES[place] for place, name in known if name == slot.name):
        message = f"`{slot.name}` can't be used {_PLACES[slot.place]}."
        return message, f"use it {' or '.join(places)}"
    names = {name: None for place, name in known if place != "field" and name != "min"}
    allowed = ", ".join(f"`{name}`" for name in names)
    hint = f"it can use: {allowed}" if allowed else "write it as plain text"
    return f"Nothing fills in `{slot.name}` in this text.", hint


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
            copy = f"{FOLDER}/{name}.{language}.md"
            hint = f"copy it to `{copy}` and translate that; until then, the usual text is there"
            where = Location(files[f"{name}.md"].as_posix())
            yield Diagnostic("AN349", Severity.WARNING, message, where, hint)

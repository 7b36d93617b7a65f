"""Reads scenarios in articles that are Word documents (DOCX).

All text that Word shows is read, in the order in which Word shows it, whatever element wraps it.
The first picture of a scenario comes along. Hidden or struck-through text is left out, and so is
everything else that isn't text; both are reported with their paragraph.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from answerable.diagnostics import Location
from answerable.exchange.scenarios.markdown.written import as_written
from answerable.exchange.scenarios.office import refused
from answerable.exchange.scenarios.result import ImportedPicture, ImportResult
from answerable.exchange.scenarios.texts.article import read_lines
from answerable.exchange.scenarios.texts.paragraphs import clean
from answerable.exchange.scenarios.texts.wordparts import NotReadable, WordFile, name_of, open_word
from answerable.exchange.scenarios.texts.wordwalk import MAX_LINES, LeftInWord, Walk
from answerable.model.fieldnames import NO_NAMES, OwnNames
from answerable.model.wording import in_brief
from answerable.source.media.pictures import is_picture

MAX_TAGS = 1_000_000
"""Of a whole document. A hundred scenarios have about ten thousand."""

_LONGEST_ALT = 200  # characters of a line
_PLACE = "paragraph {}"
_TRACKED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:cellIns", "w:cellDel")


def read_word(data: bytes, path: str, own: OwnNames = NO_NAMES) -> ImportResult:
    """The scenarios in a document. Its paragraphs count as lines, including empty ones.

    `own` are the names that the course has for fields.
    """
    found = ImportResult()
    if problem := refused(data, path, tags=MAX_TAGS):
        found.diagnostics.append(problem)
        return found
    try:
        word = open_word(data)
    except (NotReadable, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        message = str(error) if isinstance(error, NotReadable) else "The document can't be read."
        hint = "open it in your word processor and save it again as .docx"
        found.error("AN510", message, Location(path), hint)
        return found
    if _is_tracked(word):
        message = "The document contains tracked changes, so it isn't clear which text is meant."
        hint = "in Word: Review, Accept, Accept all changes; then save it"
        found.error("AN524", message, Location(path), hint)
        return found
    walk = Walk(word, own)
    lines = walk.blocks(word.body)
    if walk.is_full:
        message = f"The document has more than {MAX_LINES:,} paragraphs."
        found.error("AN510", message, Location(path), "split it into several files")
        return found
    shown = tuple(clean(text.replace("\n", " ")) for text in walk.shown)
    lines = [replace(line, number=max(line.number, 1)) for line in lines]
    found = read_lines(lines, shown or ("",), path, named=_PLACE, written=as_written, own=own)
    for left in (*walk.left, *_take_pictures(found, walk.pictures)):
        _report(found, path, left, shown)
    _report_margins(found, path, word)
    return found


def _take_pictures(
    found: ImportResult, pictures: Sequence[tuple[int, ImportedPicture]]
) -> Iterator[LeftInWord]:
    """Give each scenario the first picture among its paragraphs. Yield the others, and what is too
    long of what a picture shows.
    """
    begins = [draft.where.line for draft in found.drafts]
    for paragraph, picture in pictures:
        place = bisect_right(begins, paragraph) - 1
        if (
            place < 0
            or found.drafts[place].picture
            or not is_picture(picture.content, picture.ending)
        ):
            yield LeftInWord("A picture", paragraph, picture.alt)
        else:
            alt = " ".join(picture.alt.split())
            kept = alt if len(alt) <= _LONGEST_ALT else alt[:_LONGEST_ALT].rpartition(" ")[0]
            found.drafts[place] = replace(found.drafts[place], picture=replace(picture, alt=kept))
            if kept != alt:
                yield LeftInWord("The end of what a picture shows", paragraph, alt[len(kept) :])


def _is_tracked(word: WordFile) -> bool:
    roots = [word.body, *word.notes.values()]
    return any(name_of(one) in _TRACKED for root in roots for one in root.iter())


def _report(found: ImportResult, path: str, left: LeftInWord, shown: tuple[str, ...]) -> None:
    number = min(left.paragraph, len(shown))
    line = shown[number - 1] if number else ""
    place = _PLACE.format(number)
    where = (
        Location(path, number, 1, len(line) + 1, line, place)
        if line
        else Location(path, number, place=place)
    )
    words = in_brief(clean(left.words.replace("\n", " ")), 60)
    said = f" in {place}" + (f": “{words}”" if words else "")
    if left.taken:
        message = f"{left.subject}{said} is put in brackets where the text refers to it."
        found.warn("AN531", message, where, "if it doesn't belong to the text, move it elsewhere")
    else:
        message = f"{left.subject}{said} isn't imported."
        hint = "if it matters, write it as ordinary text; otherwise leave it"
        found.warn("AN525", message, where, hint)


def _report_margins(found: ImportResult, path: str, word: WordFile) -> None:
    """Report headers and footers that have words."""
    told: set[str] = set()
    for kind, root in word.margins:
        walk = Walk(word)
        text = clean(" ".join(line.text for line in walk.blocks(root)))
        if re.search(r"[^\W\d_]{2}", text) and text not in told:
            told.add(text)
            message = f"The {kind} of the pages isn't imported: “{in_brief(text, 60)}”."
            found.warn("AN525", message, Location(path), "leave it, or write it in the text")

"""Finds what a sheet has besides the texts of cells: hidden rows, links, notes, struck words.

This is read from the parts of the file (ECMA-376, part 1, 18.3), because the library tells it only
for sheets that are wholly in memory. The file must have passed `office.refused`.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element, iterparse

from answerable.exchange.scenarios.markdown.emphasis import Run, marked

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_NO = frozenset({"0", "false", "off"})
MOST = 10_000
"""The most links, notes or merged cells that are looked at."""


@dataclass(slots=True)
class Seen:
    """What a sheet shows, by the names of its cells, such as C2.

    `struck` are the texts of cells without their struck-through words; `marked` are those of other
    cells with bold or italic words. `merged` is the last row of each range over several rows, by
    its first cell. `pictures` is whether the sheet has any.
    """

    hidden_rows: set[int] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    struck: dict[str, str] = field(default_factory=dict)
    marked: dict[str, str] = field(default_factory=dict)
    merged: dict[str, int] = field(default_factory=dict)
    pictures: bool = False


def look_at(data: bytes, sheet: str) -> Seen:
    """What a sheet shows; `sheet` is the name of its part in the workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _Looker(archive, sheet.lstrip("/")).seen


class _Looker:
    def __init__(self, archive: zipfile.ZipFile, sheet: str) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())
        self._relations = self._read_relations(sheet)
        self._shared = self._shared_texts()
        self._styles = self._struck_styles()
        self.seen = Seen()
        self._read_sheet(sheet)
        for kind, target, _ in self._relations.values():
            if kind == "comments" and target in self._names:
                self._read_notes(target)

    def _elements(self, part: str, *tags: str) -> Iterator[Element]:
        """The elements of a part with one of these tags; each is freed after use."""
        if part not in self._names:
            return
        wanted = frozenset(_MAIN + tag for tag in tags)
        with self._archive.open(part) as stream:
            for _, element in iterparse(stream):  # noqa: S314  # declares no entities: `refused`
                if element.tag in wanted:
                    yield element
                    element.clear()

    def _read_relations(self, sheet: str) -> dict[str, tuple[str, str, bool]]:
        folder, _, name = sheet.rpartition("/")
        part = f"{folder}/_rels/{name}.rels"
        if part not in self._names:
            return {}
        found = {}
        with self._archive.open(part) as stream:
            for _, one in iterparse(stream):  # noqa: S314
                target = one.get("Target", "")
                outside = one.get("TargetMode") == "External"
                if not outside:
                    whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                    target = posixpath.normpath(whole)
                kind = one.get("Type", "").rpartition("/")[2]
                found[one.get("Id", "")] = (kind, target, outside)
        return found

    def _read_sheet(self, sheet: str) -> None:
        seen = self.seen
        number = 0
        for element in self._elements(sheet, "c", "row", "hyperlink", "drawing", "mergeCell"):
            tag = element.tag.removeprefix(_MAIN)
            if tag == "c":
                self._read_cell(element)
            elif tag == "row":
                given = element.get("r", "")
                number = int(given) if given.isdecimal() else number + 1
                if element.get("hidden", "0") not in _NO:
                    seen.hidden_rows.add(number)
            elif tag == "drawing":
                seen.pictures = True
            elif tag == "mergeCell":
                self._read_merged(element.get("ref", ""))
            elif len(seen.links) < MOST:
                target = self._relations.get(element.get(_RELATION, ""), ("", "", False))
                cell = element.get("ref", "").partition(":")[0]
                if target[2] and cell:
                    seen.links[cell] = target[1]

    def _read_merged(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        start, end = place_of(first), place_of(last)
        if start and end and end[0] > start[0] and len(self.seen.merged) < MOST:
            self.seen.merged[first] = end[0]

    def _read_cell(self, cell: Element) -> None:
        name = cell.get("r", "")
        if not name:
            return
        inside = cell.find(_MAIN + "is")
        value = cell.findtext(_MAIN + "v") or ""
        style = cell.get("s", "")
        if style.isdecimal() and int(style) in self._styles and (inside is not None or value):
            self.seen.struck[name] = ""
            return
        text = None
        if inside is not None:
            text = _text(inside)
        elif cell.get("t") == "s" and value.isdecimal():
            text = self._shared.get(int(value))
        if text is not None:
            (self.seen.struck if text.is_struck else self.seen.marked)[name] = text.shown

    def _shared_texts(self) -> dict[int, _Text]:
        """The shared texts with bold, italic or struck-through words, by their numbers."""
        strings = enumerate(self._elements("xl/sharedStrings.xml", "si"))
        return {at: text for at, one in strings if (text := _text(one)) is not None}

    def _struck_styles(self) -> frozenset[int]:
        """The numbers of the styles of cells whose whole text is struck through."""
        fonts: list[bool] = []
        for element in self._elements("xl/styles.xml", "fonts", "cellXfs"):
            if element.tag == _MAIN + "fonts":
                fonts = [_says(font, "strike") for font in element]
            else:
                ids = [one.get("fontId", "") for one in element]
                return frozenset(
                    at
                    for at, font in enumerate(ids)
                    if font.isdecimal() and int(font) < len(fonts) and fonts[int(font)]
                )
        return frozenset()

    def _read_notes(self, part: str) -> None:
        for comment in self._elements(part, "comment"):
            text = "".join(one.text or "" for one in comment.iter(_MAIN + "t"))
            if text.strip() and len(self.seen.notes) < MOST:
                self.seen.notes[comment.get("ref", "")] = " ".join(text.split())


def _says(properties: Element, name: str) -> bool:
    found = properties.find(_MAIN + name)
    return found is not None and found.get("val", "1") not in _NO


class _Text(NamedTuple):
    """The visible text of a cell, with bold and italic words marked (`emphasis`), and whether
    other words are struck through.
    """

    shown: str
    is_struck: bool


def _text(element: Element) -> _Text | None:
    """The text of an element; None if all its words look the same."""
    runs = element.findall(_MAIN + "r")
    kept = [run for run in runs if not _is(run, "strike")]
    found = [
        Run(run.findtext(_MAIN + "t") or "", strong=_is(run, "b"), em=_is(run, "i")) for run in kept
    ]
    filled = [run for run in found if run.text.strip()]
    # What all words have in common is the look of the cell.
    whole = Run("", all(run.strong for run in filled), all(run.em for run in filled))
    found = [
        Run(run.text, run.strong and not whole.strong, run.em and not whole.em) for run in found
    ]
    if len(kept) == len(runs) and not any(run.strong or run.em for run in found):
        return None
    return _Text(marked(found), len(kept) < len(runs))


def _is(run: Element, name: str) -> bool:
    own = run.find(_MAIN + "rPr")
    return own is not None and _says(own, name)


def place_of(cell: str) -> tuple[int, int] | None:
    """The row (from 1) and column (from 0) of a cell, given its name; None if it isn't a name."""
    match = _REFERENCE.fullmatch(cell)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1

"""What a sheet shows beside the texts of its cells: hidden rows, links, notes, struck words.

Read from the parts of the file (ECMA-376, part 1, 18.3), because the library tells this only of
whole sheets in memory. The file must have passed `package.refused`.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, iterparse

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_NO = frozenset({"0", "false", "off"})
MOST = 10_000
"""How many links or notes are looked at."""


@dataclass(slots=True)
class Seen:
    """What a sheet shows, by the names of its cells, such as C2.

    `struck` are the texts of cells without their struck-through words, and `whole` whether the
    cell's style strikes all of it through. `pictures` is whether the sheet has any.
    """

    hidden_rows: set[int] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    struck: dict[str, str] = field(default_factory=dict)
    pictures: bool = False


def look_at(data: bytes, sheet: str) -> Seen:
    """What the sheet shows that lies in the part `sheet` of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _Looker(archive, sheet.lstrip("/")).seen


class _Looker:
    def __init__(self, archive: zipfile.ZipFile, sheet: str) -> None:
        self._archive = archive
        self._names = frozenset(archive.namelist())
        self._relations = self._read_relations(sheet)
        self._shared = self._struck_strings()
        self._styles = self._struck_styles()
        self.seen = Seen()
        self._read_sheet(sheet)
        for kind, target, _ in self._relations.values():
            if kind == "comments" and target in self._names:
                self._read_notes(target)

    def _elements(self, part: str, *tags: str) -> Iterator[Element]:
        """The elements of a part with one of these tags; each is forgotten after it was seen."""
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
        for element in self._elements(sheet, "c", "row", "hyperlink", "drawing"):
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
            elif len(seen.links) < MOST:
                target = self._relations.get(element.get(_RELATION, ""), ("", "", False))
                cell = element.get("ref", "").partition(":")[0]
                if target[2] and cell:
                    seen.links[cell] = target[1]

    def _read_cell(self, cell: Element) -> None:
        name = cell.get("r", "")
        if not name:
            return
        inside = cell.find(_MAIN + "is")
        value = cell.findtext(_MAIN + "v") or ""
        style = cell.get("s", "")
        if style.isdecimal() and int(style) in self._styles and (inside is not None or value):
            self.seen.struck[name] = ""
        elif inside is not None:
            if (left := _not_struck(inside)) is not None:
                self.seen.struck[name] = left
        elif cell.get("t") == "s" and value.isdecimal() and int(value) in self._shared:
            self.seen.struck[name] = self._shared[int(value)]

    def _struck_strings(self) -> dict[int, str]:
        """The shared texts that have struck-through words, without these, by their numbers."""
        strings = enumerate(self._elements("xl/sharedStrings.xml", "si"))
        return {at: left for at, one in strings if (left := _not_struck(one)) is not None}

    def _struck_styles(self) -> frozenset[int]:
        """The numbers of the styles of cells whose whole text is struck through."""
        fonts: list[bool] = []
        for element in self._elements("xl/styles.xml", "fonts", "cellXfs"):
            if element.tag == _MAIN + "fonts":
                fonts = [_is_struck(font) for font in element]
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


def _is_struck(properties: Element) -> bool:
    strike = properties.find(_MAIN + "strike")
    return strike is not None and strike.get("val", "1") not in _NO


def _not_struck(text: Element) -> str | None:
    """The text of an element without struck-through runs; None if it has none of them."""
    runs = text.findall(_MAIN + "r")
    kept = [run for run in runs if (own := run.find(_MAIN + "rPr")) is None or not _is_struck(own)]
    if len(kept) == len(runs):
        return None
    return "".join(run.findtext(_MAIN + "t") or "" for run in kept)


def place_of(cell: str) -> tuple[int, int] | None:
    """The row, from 1, and the column, from 0, of a cell by its name; None if it is no name."""
    match = _REFERENCE.fullmatch(cell)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1

"""Opens a Word document and reads its parts, styles and lists.

Format: ECMA-376, part 1 (WordprocessingML), both transitional and strict: they use the same names
in different namespaces.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree

from answerable.exchange.scenarios.result import ImportedPicture

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.microsoft.com/office/drawing/2017/decorative": "adec",
    "urn:schemas-microsoft-com:vml": "v",
}
_DEEPEST_STYLE = 20

Element = Any
"""An element of lxml, which has no types."""


@lru_cache(maxsize=2048)
def _name(tag: str) -> str:
    space, _, local = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(space, 'x')}:{local}"


def name_of(element: Element) -> str:
    """The name of an element with the usual prefix, whatever prefix its file uses; `x:` for other
    namespaces.
    """
    return _name(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: Element, local: str, default: str = "") -> str:
    """An attribute by its name without a namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == local:
            return str(value)
    return default


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name; None if there is none."""
    if element is None:
        return None
    return next((one for one in element if name_of(one) == name), None)


def is_on(properties: Element | None, *names: str) -> bool | None:
    """What a yes-or-no property says; None if it says nothing."""
    for name in names:
        found = child(properties, name)
        if found is not None:
            return attribute(found, "val", "1") not in ("0", "false", "off", "none")
    return None


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A style: its name in lower case, the style that it is based on, and its properties."""

    name: str
    based_on: str
    paragraph: Element | None
    run: Element | None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: the format of its numbers, the text around them, and the first number."""

    form: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """A list in a document. Lists of the same `kind` continue counting, unless `restarts` has a
    number from which a level of this one starts again.
    """

    kind: str = ""
    levels: Mapping[int, Level] = field(default_factory=dict)
    restarts: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class WordFile:
    """The parts of a document that are read. Notes, comments and pictures are stored by id."""

    body: Element
    styles: dict[str, WordStyle] = field(default_factory=dict)
    default_style: str = ""
    lists: dict[str, Numbering] = field(default_factory=dict)
    notes: dict[tuple[str, str], Element] = field(default_factory=dict)
    comments: dict[str, Element] = field(default_factory=dict)
    margins: list[tuple[str, Element]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, ImportedPicture] = field(default_factory=dict)

    def chain(self, style: str) -> Iterator[WordStyle]:
        """A style and those that it is based on, the nearest first."""
        for _ in range(_DEEPEST_STYLE):
            found = self.styles.get(style)
            if found is None:
                return
            yield found
            style = found.based_on


class NotReadable(Exception):
    """What is wrong with the file, as a sentence."""


def open_word(data: bytes) -> WordFile:
    """Read the parts of a document. Raises `NotReadable`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        main = next(
            (target for kind, _, target, _ in _relations(archive, "") if kind == "officeDocument"),
            "word/document.xml",
        )
        root = _parse(archive, main)
        body = child(root, "w:body")
        if body is None:
            raise NotReadable(f"The document can't be read: its part `{main}` contains no text.")
        word = WordFile(body)
        for kind, key, target, external in _relations(archive, main):
            if external:
                word.links[key] = target
            elif kind == "image" and target in archive.NameToInfo:
                ending = posixpath.splitext(target)[1].lower()
                word.pictures[key] = ImportedPicture(archive.read(target), ending)
            elif target in archive.NameToInfo:
                _take_part(word, kind, _parse(archive, target) if kind in _KINDS else None)
    return word


_KINDS = ("styles", "numbering", "footnotes", "endnotes", "comments", "header", "footer")


def _take_part(word: WordFile, kind: str, root: Element | None) -> None:
    if root is None:
        return
    if kind == "styles":
        _take_styles(word, root)
    elif kind == "numbering":
        _take_lists(word, root)
    elif kind in ("footnotes", "endnotes"):
        for one in root:
            word.notes[kind, attribute(one, "id")] = one
    elif kind == "comments":
        word.comments = {attribute(one, "id"): one for one in root}
    else:
        word.margins.append((kind, root))


def _relations(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str, str, bool]]:
    """What a part refers to: type, id, target, and whether the target is outside the file."""
    folder, file = posixpath.split(part)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if name not in archive.NameToInfo:
        return
    for one in _parse(archive, name):
        kind = attribute(one, "Type").rpartition("/")[2]
        target = attribute(one, "Target")
        external = attribute(one, "TargetMode") == "External"
        if not external:
            inside = target if target.startswith("/") else posixpath.join("/", folder, target)
            target = posixpath.normpath(inside).lstrip("/")
        yield kind, attribute(one, "Id"), target, external


def _parse(archive: zipfile.ZipFile, part: str) -> Element:
    if part not in archive.NameToInfo:
        raise NotReadable(f"The document can't be read: its part `{part}` is missing.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(archive.read(part), parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise NotReadable(f"The document can't be read: its part `{part}` is damaged.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotReadable(f"Its part `{part}` declares entities.")
    return root


def _take_styles(word: WordFile, root: Element) -> None:
    for one in root:
        if name_of(one) != "w:style":
            continue
        named, based_on = child(one, "w:name"), child(one, "w:basedOn")
        key = attribute(one, "styleId")
        word.styles[key] = WordStyle(
            (attribute(named, "val") if named is not None else key).lower(),
            attribute(based_on, "val") if based_on is not None else "",
            child(one, "w:pPr"),
            child(one, "w:rPr"),
        )
        if attribute(one, "type") == "paragraph" and attribute(one, "default") in ("1", "true"):
            word.default_style = key


def _take_lists(word: WordFile, root: Element) -> None:
    kinds: dict[str, dict[int, Level]] = {}
    for one in root:
        if name_of(one) == "w:abstractNum":
            kinds[attribute(one, "abstractNumId")] = {
                _number(attribute(inner, "ilvl")): _level(inner)
                for inner in one
                if name_of(inner) == "w:lvl"
            }
    for one in root:
        if name_of(one) == "w:num" and (of := child(one, "w:abstractNumId")) is not None:
            kind = attribute(of, "val")
            levels, restarts = dict(kinds.get(kind, {})), {}
            for inner in one:
                if name_of(inner) != "w:lvlOverride":
                    continue
                place = _number(attribute(inner, "ilvl"))
                if (other := child(inner, "w:lvl")) is not None:
                    levels[place] = _level(other)
                    restarts[place] = levels[place].start
                if (start := child(inner, "w:startOverride")) is not None:
                    restarts[place] = _number(attribute(start, "val"))
            word.lists[attribute(one, "numId")] = Numbering(kind, levels, restarts)


def _level(element: Element) -> Level:
    def said(name: str, default: str) -> str:
        found = child(element, name)
        return attribute(found, "val") if found is not None else default

    return Level(said("w:numFmt", "decimal"), said("w:lvlText", ""), _number(said("w:start", "1")))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0

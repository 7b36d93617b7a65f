"""Draw SVG files to pixels, or clean them.

A drawing is a program for the one who draws it: it can name other files, and repeat itself a
billion times. So it may have only shapes and texts, and references within the file. It's drawn in a
process of its own, which has only so much time and memory.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from answerable.source.media.bounded import made_by
from answerable.source.media.fonts import code_points
from answerable.source.media.unusable import UnusableError
from answerable.source.storage.kept import kept, kept_value

MOST_BYTES = 5_000_000
_MOST_ELEMENTS = 100_000
_SECONDS = 10

_REFUSED = {
    "script": "a program",
    "foreignObject": "a piece of a web page",
    "image": "another picture",
    "feImage": "another picture",
    "animate": "an animation",
    "animateColor": "an animation",
    "animateMotion": "an animation",
    "animateTransform": "an animation",
    "set": "an animation",
}
"""What is not drawn, by the names of elements."""

_SVG = "{http://www.w3.org/2000/svg}"
_SPACES = ("", "{http://www.w3.org/1999/xlink", "{http://www.w3.org/XML/1998/namespace")
"""The namespaces of attributes that have to do with what is drawn."""

_ELSEWHERE = re.compile(
    r"url\(\s*[\"']?\s*(?!#)([^\"')\s]*)|((?:@import|@font-face|image-set|image\(|src\().*)",
    re.IGNORECASE | re.DOTALL,
)
_WITHIN = re.compile(r"url\(\s*[\"']?\s*#([^\"')]+)", re.IGNORECASE)
_EXPORT = "export it as a PNG, 1600 pixels wide, with the program that it was drawn with"

_FONTS = Path(__file__).parents[2] / "handouts/typeset"
"""The folder of the fonts that `draw.py` draws with."""

_TEXTS = tuple(f"{_SVG}{name}" for name in ("text", "tspan", "textPath", "a"))
"""Elements whose own text is drawn."""

_EVERYWHERE = frozenset(map(chr, range(0x250)))
"""Characters that some font has, so that none is opened for most drawings."""

_Element = Any
"""An element of lxml, which has no types."""


def drawn(content: bytes) -> bytes:
    """A drawing as a PNG, up to 1600 pixels wide and 3200 high, with clear ground.

    Raises `UnusableError`.
    """
    return kept("pictures", [b"drawing", content], lambda: _drawn(cleaned(content)))


def _drawn(svg: bytes) -> bytes:
    _require_letters(svg)
    slow = UnusableError(f"The drawing takes longer than {_SECONDS} seconds to draw.", _EXPORT)
    png = made_by(Path(__file__).with_name("draw.py"), content=svg, seconds=_SECONDS, slow=slow)
    if png is None:
        raise UnusableError("The drawing is damaged, empty or too complicated.", _EXPORT)
    return png


def _require_letters(svg: bytes) -> None:
    from lxml import etree

    drawn: set[str] = set()
    for element in etree.fromstring(svg).iter(*_TEXTS):
        drawn.update(element.text or "", *(inner.tail or "" for inner in element))
    unusual = sorted(drawn - _EVERYWHERE)
    if lacking := [character for character in unusual if not _has_shape(character)]:
        some = ", ".join(f"“{one}”" for one in lacking[:3])
        more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
        message = f"There is no font for characters of the drawing: {some}{more}."
        raise UnusableError(message, f"turn its texts into outlines, or {_EXPORT}")


def _has_shape(character: str) -> bool:
    """Whether a character can be drawn, in one piece or as a letter with its marks; or needn't be,
    such as blanks, direction marks and variation selectors.
    """
    if unicodedata.category(character)[0] in "CZ" or unicodedata.name(character, "").startswith(
        "VARIATION SELECTOR"
    ):
        return True
    parts = unicodedata.normalize("NFD", character)
    return ord(character) in _letters() or all(ord(part) in _letters() for part in parts)


@cache
def _letters() -> frozenset[int]:
    """The code points that can be drawn."""
    files = _FONTS.glob("*/*/*_400Regular.ttf")
    return kept_value("faces", [b"drawings"], lambda: frozenset().union(*map(code_points, files)))


def cleaned(content: bytes) -> bytes:
    """A drawing with nothing but what can be seen: no comments, no links, and none of what the
    program has noted that it was drawn with, such as names.

    Raises `UnusableError`.
    """
    from lxml import etree  # slow to import, and most courses have no drawings

    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1e6:.0f} MB, but only {MOST_BYTES / 1e6:.0f} MB are allowed"
        raise UnusableError(f"The drawing is too large: {size}.", _EXPORT)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable() from None
    if "<!ENTITY" in text:
        message = "The drawing has abbreviations (`ENTITY`), which can hide anything."
        raise UnusableError(message, f"save it as a plain SVG, or {_EXPORT}")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError:
        raise _unreadable() from None
    if root.tag != f"{_SVG}svg":
        raise _unreadable()
    _remove_notes(root)
    _require_harmless(root)
    _require_finite(root)
    etree.cleanup_namespaces(root)
    made: bytes = etree.tostring(root, encoding="utf-8", with_tail=False)
    return made


def _unreadable() -> UnusableError:
    return UnusableError("This isn't a drawing in SVG that can be read.", _EXPORT)


def _local(name: object) -> str:
    """The name of an element or an attribute without its namespace."""
    return name.rpartition("}")[2] if isinstance(name, str) else ""


def _remove_notes(root: _Element) -> None:
    for element in list(root.iter()):
        if not str(element.tag).startswith(_SVG) or _local(element.tag) == "metadata":
            _remove(element)
            continue
        for key in list(element.attrib):
            space, name = key.rpartition("}")[::2]
            linked = name == "href" and _local(element.tag) == "a"
            if space not in _SPACES or name.startswith(("on", "data-")) or linked:
                del element.attrib[key]


def _remove(element: _Element) -> None:
    """Take an element away. What it draws is none of what follows it."""
    parent = element.getparent()
    if parent is not None:
        element.tail = None
        parent.remove(element)


def _require_harmless(root: _Element) -> None:
    for element in root.iter():
        name = _local(element.tag)
        if what := _REFUSED.get(name):
            message = f"The drawing contains {what} (`{name}`), which can't be drawn."
            raise UnusableError(message, _EXPORT)
        if other := _other_file(element, name):
            message = f"The drawing needs another file, `{other[:80]}`."
            raise UnusableError(message, f"turn its texts into outlines, or {_EXPORT}")


def _other_file(element: _Element, name: str) -> str | None:
    """What an element names outside the drawing."""
    for key, value in element.attrib.items():
        if _local(key) == "href" and not value.strip().startswith("#"):
            return str(value)
    for text in (*element.attrib.values(), (name == "style" and element.text) or ""):
        if "\\" in text:  # CSS may write any letter of a name as its number
            return str(text).strip()
        if found := _ELSEWHERE.search(text):
            return found[1] or found[2] or "url()"
    return None


def _require_finite(root: _Element) -> None:
    """Count what is drawn when every reference is followed."""
    by_id = {one.get("id"): one for one in root.iter() if one.get("id")}
    costs: dict[_Element, int] = {}
    begun: set[_Element] = set()

    def cost(element: _Element) -> int:
        if element in costs:
            return costs[element]
        if element in begun:
            raise UnusableError("The drawing repeats itself without an end.", _EXPORT)
        begun.add(element)
        named = (by_id[one] for one in _references(element) if one in by_id)
        costs[element] = 1 + sum(map(cost, element)) + sum(map(cost, named))
        return costs[element]

    try:
        total = cost(root)
    except RecursionError:
        total = _MOST_ELEMENTS + 1
    if total > _MOST_ELEMENTS:
        message = f"The drawing has more than {_MOST_ELEMENTS:,} shapes."
        raise UnusableError(message, _EXPORT)


def _references(element: _Element) -> Iterator[str]:
    """The ids that an element names."""
    for key, value in element.attrib.items():
        if _local(key) == "href":
            yield value.strip().removeprefix("#")
        yield from _WITHIN.findall(value)

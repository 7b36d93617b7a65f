"""Finds the levels of headings in a Word document, and the numbers that Word shows in lists."""

from __future__ import annotations

import re
from collections.abc import Mapping

from answerable.exchange.scenarios.texts.wordparts import (
    Element,
    Level,
    Numbering,
    WordFile,
    attribute,
    child,
)

_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titulo|عنوان|kop|rubrik)\s*(\d)?\b")
_TITLES = ("title", "titel", "subtitle", "untertitel")


class WordOutline:
    """The headings of a document, and the numbers of its lists, counted while it is read."""

    def __init__(self, word: WordFile) -> None:
        self._word = word
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def heading(self, properties: Element | None, style: str) -> int:
        """The level of a heading, from 1; 0 for other paragraphs."""
        chain = list(self._word.chain(style))
        for one in [properties, *(inner.paragraph for inner in chain)]:
            if (level := child(one, "w:outlineLvl")) is not None:
                number = attribute(level, "val")
                return int(number) + 1 if number in tuple("012345678") else 0
        for inner in chain:
            if inner.name in _TITLES:
                return 1
            if match := _HEADING.match(inner.name):
                return int(match[1] or 1) or 1
        return 0

    def before(self, properties: Element | None, style: str) -> tuple[str, bool, int]:
        """For an entry of a list: the words or number that Word shows before it, whether it has a
        mark or number, and how far it is indented.
        """
        chain = list(self._word.chain(style))
        named, level = "", 0
        for one in [properties, *(inner.paragraph for inner in chain)]:
            numbered = child(one, "w:numPr")
            if numbered is None:
                continue
            inside, which = child(numbered, "w:ilvl"), child(numbered, "w:numId")
            if inside is not None and not level:
                level = (
                    int(attribute(inside, "val")[:1] or 0)
                    if attribute(inside, "val").isdigit()
                    else 0
                )
            if which is not None:
                named = attribute(which, "val")
                break
        if named in ("", "0"):
            listed = any(
                inner.name.startswith("list ") and inner.name != "list paragraph" for inner in chain
            )
            return "", listed, level * 4
        numbering = self._word.lists.get(named, Numbering())
        levels = numbering.levels
        here = levels.get(level)
        counts = self._counts.setdefault(numbering.kind, {})
        if level in numbering.restarts and (named, level) not in self._begun:
            counts[level] = numbering.restarts[level] - 1
        self._begun.add((named, level))
        counts[level] = counts.get(level, (here.start if here else 1) - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if here is None:
            return "", True, level * 4
        if here.form == "bullet" or not re.search(r"[^\W\d_]", re.sub(r"%\d", "", here.text)):
            sign = f"{counts[level]}." if here.form == "decimal" else ""
            return sign, bool(here.text) and here.form != "none", level * 4
        return _numbered(here.text, counts, levels), False, 0


def _numbered(text: str, counts: dict[int, int], levels: Mapping[int, Level]) -> str:
    """The label of an entry as Word shows it, such as “Example 3:” for “Example %1:”."""

    def shown(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        number = counts.get(level, 1)
        form = levels[level].form if level in levels else "decimal"
        if form.endswith("Letter") and 0 < number <= 26:
            letter = chr(ord("a") + number - 1)
            return letter if form == "lowerLetter" else letter.upper()
        if form.endswith("Roman") and 0 < number < 40:
            tens, ones = divmod(number, 10)
            units = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
            roman = "x" * tens + units[ones]
            return roman if form == "lowerRoman" else roman.upper()
        return str(number)

    return re.sub(r"%(\d)", shown, text)

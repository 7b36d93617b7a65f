"""Texts made fit for print: what no font has is replaced where anybody sees it, and told with its
place; what no line holds may be broken.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.printing.fonts import Fonts
from answerable.printing.typesetting import Document
from answerable.translations import direction

_Printed = TypeVar("_Printed")

_BOX = "\N{WHITE SQUARE}"
_BREAK = "\N{ZERO WIDTH SPACE}"

# Longer than any word that is hyphenated: an address, a key, a mistake.
# Writings without blanks have rules of their own for breaks.
_OTHERWISE = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
)
_RUN = re.compile(rf"[^\s{_BREAK}{_OTHERWISE}]{{40,}}")
_SIGN = r"[^/?&=.][\u0300-\u036f\u200d\ufe0f]*"  # what is not to be torn apart
_PIECE = re.compile(rf"(?:{_SIGN}){{0,15}}[/?&=.]{{1,3}}|(?:{_SIGN}){{1,15}}")

# Numbers of several parts, such as a telephone number, a date or a time.
_NUMBER = re.compile(r"[+(]?\d+(?:(?:\) ?|[ /(.:,–-])\d+)+")
_ISOLATED = "\N{LEFT-TO-RIGHT ISOLATE}\\g<0>\N{POP DIRECTIONAL ISOLATE}"

_WORD = re.compile(rf"[^\s{_BREAK}]{{4,}}")
_FEW = re.compile(rf"(?:{_SIGN}|[/?&=.]){{1,6}}")

_NAMED = 5
"""How many characters a finding names: a whole script would fill the screen."""

_FAMILIES: Mapping[str, str] = {
    "Japanese": "Noto Sans JP",
    "Chinese": "Noto Sans SC or Noto Sans TC",
    "Korean": "Noto Sans KR",
    "other signs": "Noto Emoji or Noto Sans Symbols 2",
}
_WRITINGS: Mapping[str, str] = {
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "CJK": "Chinese",
    "IDEOGRAPHIC": "Chinese",
    "HANGUL": "Korean",
}


def settable(value: _Printed, document: Document) -> _Printed:
    """The same deck, sheet or text, as fonts and lines of a document can hold it.

    A letter that no font has becomes a box, another sign its code, such as `[U+1F600]`. Numbers
    keep their direction where texts run from right to left.
    """
    signs = _Signs(document.fonts)
    leftward = direction(document.language) == "rtl"

    def change(text: str) -> str:
        text = broken(text.translate(signs))
        return _NUMBER.sub(_ISOLATED, text) if leftward else text

    return cast(_Printed, _mapped(value, change))


class _Signs(dict[int, str]):
    """What stands for each character, by its code point, worked out once."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__()
        self._fonts = fonts

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if self._fonts.draw(character):
            self[code] = character
        elif (kind := unicodedata.category(character)[0]) in "LNP":
            self[code] = _BOX + _BREAK
        else:
            self[code] = "" if kind == "M" else f"[U+{code:04X}]{_BREAK}"
        return self[code]


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    """The same value with all that its texts say changed."""
    if isinstance(value, dict):  # a node
        return {
            key: change(inner) if key == "v" else _mapped(inner, change)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return type(value)(_mapped(inner, change) for inner in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _mapped(getattr(value, field.name), change)
            for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **changed)
    return value


def broken(text: str) -> str:
    """The text with places where runs that no line holds may be broken: in an address, behind a
    sign that parts it.
    """
    return _RUN.sub(lambda found: _BREAK.join(_PIECE.findall(found[0])), text)


def broken_in(value: _Printed, words: frozenset[str]) -> _Printed:
    """The same blocks with places where a line may break in the middle of these words."""
    return cast(_Printed, _torn(value, words))


def _torn(value: Any, words: frozenset[str]) -> Any:
    def pieces(found: re.Match[str]) -> str:
        # A word may be in parts, each in a style of its own.
        if not any(found[0] in word for word in words):
            return found[0]
        return _BREAK.join(_FEW.findall(found[0]))

    return _mapped(value, lambda text: _WORD.sub(pieces, text))


def missing_characters(files: Mapping[str, Sequence[str]], fonts: Fonts) -> tuple[Diagnostic, ...]:
    """AN402, once for each writing with characters that the fonts cannot draw.

    `files` are the lines of each file of a course. Each finding is at the first of its characters.
    """
    found: dict[str, dict[str, None]] = {}
    first: dict[str, Location] = {}
    where: dict[str, dict[str, None]] = {}
    for path, number, text in _written(files):
        for column, character in enumerate(text, 1):
            if character.isascii() or fonts.draw(character):
                continue
            writing = _writing(character)
            found.setdefault(writing, {})[character] = None
            where.setdefault(writing, {})[path] = None
            at = Location(path, number, column, column + 1, excerpt=text)
            first.setdefault(writing, at)
    if {"Japanese", "Chinese"} <= found.keys():  # ideographs beside kana
        japanese = {**found["Japanese"], **found.pop("Chinese")}
        found["Japanese"] = japanese
        first["Japanese"] = min(first["Japanese"], first.pop("Chinese"))
        where["Japanese"] |= where.pop("Chinese")
    return tuple(
        _missing(writing, tuple(found[writing]), first[writing], len(where[writing]))
        for writing in sorted(found)
    )


def _written(files: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, int, str]]:
    """The lines that may be printed, with file and number."""
    for path, lines in files.items():
        for number, text in enumerate(lines, 1):
            if not text.isascii() and not text.lstrip().startswith("#"):
                yield path, number, text


def _writing(character: str) -> str:
    """What people call the writing of a character by, as far as it is one."""
    if unicodedata.category(character)[0] not in "LM":
        return "other signs"
    name = unicodedata.name(character, "OTHER").split()[0].split("-")[0]
    return _WRITINGS.get(name, name.capitalize())


def _name(character: str) -> str:
    name = unicodedata.name(character, "a character without a name")
    shown = f"“{character}” " if character.isprintable() else ""
    return f"{shown}U+{ord(character):04X} {name}"


def _missing(writing: str, characters: Sequence[str], at: Location, files: int) -> Diagnostic:
    shown = ", ".join(map(_name, characters[:_NAMED]))
    more = f" and {len(characters) - _NAMED} more" if len(characters) > _NAMED else ""
    number = "a character" if len(characters) == 1 else "characters"
    of = "" if writing == "other signs" else f" of {writing}"
    places = f", in {files} files" if files > 1 else ""
    family = _FAMILIES.get(writing, f"Noto Sans {writing}")
    return Diagnostic(
        code="AN402",
        severity=Severity.WARNING,
        message=f"The fonts for print lack {number}{of}: {shown}{more}{places}. On paper, boxes or "
        "codes stand in their place.",
        location=at,
        hint="Write a word instead, or put a font that has them (.ttf or .otf, one file a style) "
        f"into the course folder and name it under `print_fonts` in course.yml. {family} is free, "
        "under the SIL Open Font License.",
    )

"""Characters that no font has: named with the field they stand in, never printed as boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.printing.fonts import Fonts
from answerable.printing.texts import COURSE_FILE, Text, runs

_NAMED = 5
"""How many characters a finding names: a whole script would fill the screen."""


def missing_characters(texts: Iterable[Text], fonts: Fonts) -> tuple[Diagnostic, ...]:
    """AN402 for every field with characters that the fonts cannot draw.

    Printing them would leave boxes or gaps, so nothing is printed while there are any.
    """
    found: dict[tuple[str, str | None], dict[str, None]] = {}
    drawn: dict[str, bool] = {}
    for text in texts:
        characters = dict.fromkeys(
            character
            for run in runs(text.nodes)
            for character in run
            if not drawn.setdefault(character, fonts.draw(character))
        )
        if characters:
            found.setdefault((text.path or COURSE_FILE, text.field), {}).update(characters)
    return tuple(_missing(path, field, tuple(all_)) for (path, field), all_ in found.items())


def _name(character: str) -> str:
    name = unicodedata.name(character, "a character without a name")
    shown = f"“{character}” " if character.isprintable() else ""
    return f"{shown}U+{ord(character):04X} {name}"


def _missing(path: str, field: str | None, characters: Sequence[str]) -> Diagnostic:
    shown = ", ".join(map(_name, characters[:_NAMED]))
    more = f" and {len(characters) - _NAMED} more" if len(characters) > _NAMED else ""
    # The interface's own words are what they are because of the course's language.
    holder, remedy = (
        (f"`{field}` has", "Put a word in its place, or name")
        if field
        else ("The language of the course has", "Name")
    )
    number, it = ("a character", "it") if len(characters) == 1 else ("characters", "them")
    return Diagnostic(
        code="AN402",
        severity=Severity.ERROR,
        message=f"{holder} {number} that the card font cannot print: {shown}{more}",
        location=Location(path),
        hint=f"{remedy} a font that has {it} under `print_fonts` in course.yml.",
    )

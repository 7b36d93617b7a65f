"""Characters that no font has: named with the field they stand in, never printed as boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.printing.fonts import Fonts
from answerable.printing.texts import COURSE_FILE, Text, runs


def missing_characters(texts: Iterable[Text], fonts: Fonts) -> tuple[Diagnostic, ...]:
    """AN402 for every field with characters that the fonts cannot draw.

    Printing them would leave boxes or gaps, so nothing is printed while there are any.
    """
    found: dict[tuple[str, str, str], Diagnostic] = {}
    drawn: dict[str, bool] = {}
    for text in texts:
        characters = dict.fromkeys(
            character
            for run in runs(text.nodes)
            for character in run
            if not drawn.setdefault(character, fonts.draw(character))
        )
        if characters:
            names = ", ".join(map(_name, characters))
            # The interface's own words are what they are because of the course's language.
            path, field = (text.path or COURSE_FILE, text.field or "language")
            key = (path, field, names)
            found[key] = _missing(path, field, names, len(characters))
    return tuple(found.values())


def _name(character: str) -> str:
    name = unicodedata.name(character, "a character without a name")
    shown = f"“{character}” " if character.isprintable() else ""
    return f"{shown}U+{ord(character):04X} {name}"


def _missing(path: str, field: str, names: str, count: int) -> Diagnostic:
    return Diagnostic(
        code="AN402",
        severity=Severity.ERROR,
        message=f"`{field}` has {'a character' if count == 1 else 'characters'} that the card "
        f"font cannot print: {names}",
        location=Location(path),
        hint="Put a word in its place, or name a font that has it under `print_fonts` in "
        "course.yml.",
    )

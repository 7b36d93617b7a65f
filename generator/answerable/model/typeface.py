"""Define the fonts of a course's own typeface, as outputs use them."""

from __future__ import annotations

from answerable.model.picture import MediaFile
from answerable.model.scalars import Frozen


class FontFile(MediaFile):
    """What is known of a font's file."""


class OwnTypeface(Frozen):
    """A typeface that isn't one of the ready ones: a font for each style."""

    regular: FontFile
    bold: FontFile
    italic: FontFile | None = None

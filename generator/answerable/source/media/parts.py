"""What the readers of all formats of sound and film share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from answerable.source.media.unusable import UnusableError


class Played(NamedTuple):
    """What there is to hear or see in a file: its length, and its content without anything else.

    `size` is that of a film in pixels, as it is seen.
    """

    seconds: float
    content: Iterable[bytes | memoryview]
    size: tuple[int, int] | None = None


def damaged() -> UnusableError:
    hint = "copy it again from where it comes from, or save it again with any program that plays it"
    return UnusableError("The file is damaged, or not complete.", hint)

"""How the content of a file is made, with a key for all that it is made from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Made = TypeVar("Made", covariant=True)


@dataclass(frozen=True, slots=True)
class Recipe(Generic[Made]):
    """What makes something, and a key: recipes of this program with the same key make the same.

    Without a key, it is made each time.
    """

    make: Callable[[], Made]
    key: str = ""


def key_of(*parts: str) -> str:
    """One key for several texts."""
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        content = part.encode()
        digest.update(len(content).to_bytes(8, "big"))  # else ("ab", "c") would be ("a", "bc")
        digest.update(content)
    return digest.hexdigest()

"""Names: what may be an id, the id that a text makes, and which known name a wrong one is near."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

from answerable.model.scalars import (
    ID_MAX_LENGTH,
    ID_PATTERN,
    LANGUAGE_MAX_LENGTH,
    LANGUAGE_PATTERN,
    RESERVED_IDS,
)

_SPELLED = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "ø": "oe",
        "œ": "oe",
        "å": "aa",
        "þ": "th",
        "ð": "d",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "’": "'",
    }
)
"""Letters that people spell out, or that no decomposition leads to ASCII."""


def is_id(text: str) -> bool:
    """Whether a text may be the id of a scenario, a module or a course."""
    fits = re.fullmatch(ID_PATTERN, text) is not None and len(text) <= ID_MAX_LENGTH
    return fits and not text.endswith("\n") and text not in RESERVED_IDS


def is_language(text: str) -> bool:
    """Whether a text may be the code of a language, and the name of a folder on any computer."""
    fits = re.fullmatch(LANGUAGE_PATTERN, text) is not None and len(text) <= LANGUAGE_MAX_LENGTH
    return fits and text not in RESERVED_IDS


def as_language(text: str) -> str:
    """A code of a language as such codes are written: `PT-br` becomes `pt-BR`, `zh-hant` `zh-Hant`.

    By RFC 5646, 2.1.1: regions in capitals, scripts with one capital, all else small.
    """
    first, *others = text.strip().split("-")
    return "-".join([first.lower(), *map(_subtag, others)])


def _subtag(text: str) -> str:
    match len(text):
        case 2:
            return text.upper()
        case 4:
            return text.capitalize()
        case _:
            return text.lower()


def as_id(text: str) -> str:
    """The nearest id to a text: "Paket für Ana (2).yml" becomes "paket-fuer-ana-2"."""
    plain = re.sub(r"\.ya?ml$", "", text.strip().lower())
    # Composed first: an "ü" may arrive as "u" and a mark, as file names on a Mac do.
    spelled = unicodedata.normalize("NFC", plain).translate(_SPELLED)
    letters = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")
    if len(slug) > ID_MAX_LENGTH:
        slug = slug[: ID_MAX_LENGTH + 1].rpartition("-")[0] or slug[:ID_MAX_LENGTH]
    return f"{slug or 'scenario'}-1" if slug in RESERVED_IDS or not slug else slug


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant, if one is near enough."""
    known = {_normal(candidate): candidate for candidate in candidates}
    matches = difflib.get_close_matches(_normal(word)[:100], known, n=1, cutoff=0.6)
    return known[matches[0]] if matches else None


def did_you_mean(word: str, candidates: Iterable[str], otherwise: str) -> str:
    """A hint that names the closest candidate, or another one where none is near enough."""
    meant = closest(word, candidates)
    return f"did you mean `{meant}`?" if meant else otherwise


def _normal(word: str) -> str:
    return re.sub(r"[\s_-]+", "_", word.strip().lower())

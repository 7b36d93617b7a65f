"""Names: what may be an id, the id that a text makes, and which known name a wrong one is near."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable
from hashlib import sha256

from anyascii import anyascii

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
        "ا": "a",
        "أ": "a",
        "إ": "i",
        "آ": "a",
        "ى": "a",
        "’": "'",
    }
)
"""Letters that people spell out, or that neither decomposition nor the library makes readable."""


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


def title_of(folder: str) -> str:
    """The title of a module that has none but the name of its folder."""
    return folder.replace("-", " ").capitalize()


def as_id(text: str) -> str:
    """The nearest id to a text: "Paket für Ana (2).yml" becomes "paket-fuer-ana-2".

    Letters of other scripts are written in Latin ones, "Ключ" as "klyuch"; see `is_transliterated`.
    A text without any letter or digit gets an id from a hash of it, so that no two share one.
    """
    plain = re.sub(r"\.ya?ml$", "", text.strip().lower())
    # Composed first: an "ü" may arrive as "u" and a mark, as file names on a Mac do.
    spelled = unicodedata.normalize("NFC", plain).translate(_SPELLED)
    latin = _OTHER_SCRIPT.sub(_in_latin, spelled)
    letters = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "")).strip("-")
    if len(slug) > ID_MAX_LENGTH:
        slug = slug[: ID_MAX_LENGTH + 1].rpartition("-")[0] or slug[:ID_MAX_LENGTH]
    if not slug:
        return f"scenario-{_hash(plain)[:8]}"
    return f"{slug}-1" if slug in RESERVED_IDS else slug


_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\uabff\uac00-\uffef\U00010000-\U0003ffff]+")
"""Where Unicode has letters of scripts beside Latin; `_in_latin` leaves the others there alone."""

_KEPT = ("LATIN", "FULLWIDTH", "COMBINING", "MODIFIER", "MATHEMATICAL")
"""How the names of characters begin that are Latin letters, or go with them."""


def _is_other(letter: str) -> bool:
    """Whether a character is a letter, a vowel sign or a digit of a script that is not Latin."""
    name = unicodedata.name(letter, "")
    return unicodedata.category(letter)[0] in "LMN" and not name.startswith(_KEPT)


def _in_latin(match: re.Match[str]) -> str:
    """A run of other scripts in Latin letters; syllables that begin with a capital are parted."""
    told = "".join(anyascii(one) if _is_other(one) else one for one in match.group())
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", told).lower()


def as_course_id(title: str) -> str:
    """The id of a new course. Nothing numbers courses, so that a hash tells those apart whose
    titles of another script sound alike: "是" becomes "shi-b5141d".
    """
    base = as_id(title)
    if not is_transliterated(title):
        return base
    ending = f"-{_hash(title)[:6]}"
    return base[: ID_MAX_LENGTH - len(ending)].rstrip("-") + ending


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def is_transliterated(text: str) -> bool:
    """Whether `as_id` writes letters of another script in Latin ones.

    Different texts may then become the same id, such as two Chinese words that sound alike.
    """
    found = _OTHER_SCRIPT.findall(unicodedata.normalize("NFC", text))
    return any(_is_other(letter) for run in found for letter in run)


def numbered_id(base: str, is_taken: Callable[[str], bool]) -> str:
    """The id itself if it is free, else with the first number behind it that is: "shi-2"."""
    number = 2
    found = base
    while is_taken(found):
        ending = f"-{number}"
        found = base[: ID_MAX_LENGTH - len(ending)].rstrip("-") + ending
        number += 1
    return found


def closest(word: str, candidates: Iterable[str], *, near: float = 0.6) -> str | None:
    """The candidate that was probably meant, if one is near enough; 1 is the same word."""
    known = {_normal(candidate): candidate for candidate in candidates}
    matches = difflib.get_close_matches(_normal(word)[:100], known, n=1, cutoff=near)
    return known[matches[0]] if matches else None


def did_you_mean(word: str, candidates: Iterable[str], otherwise: str) -> str:
    """A hint that names the closest candidate, or another one where none is near enough."""
    meant = closest(word, candidates)
    return f"did you mean `{meant}`?" if meant else otherwise


def _normal(word: str) -> str:
    return re.sub(r"[\s_-]+", "_", word.strip().lower())

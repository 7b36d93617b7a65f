"""Handle names: what may be an id, the id made from a text, and the known name closest to a wrong
one.
"""

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
    """Whether a text may be a language code, and a folder name on any computer."""
    fits = re.fullmatch(LANGUAGE_PATTERN, text) is not None and len(text) <= LANGUAGE_MAX_LENGTH
    return fits and text not in RESERVED_IDS


def as_language(text: str) -> str:
    """Return a language code with the usual capitals: `PT-br` becomes `pt-BR`, `zh-hant` `zh-Hant`.

    By RFC 5646, 2.1.1: regions in capitals, scripts with an initial capital, the rest in lower
    case.
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
    """The title of a module whose only name is its folder's."""
    return folder.replace("-", " ").capitalize()


def as_id(text: str) -> str:
    """Return the id closest to a text: "Paket für Ana (2).yml" becomes "paket-fuer-ana-2".

    Letters of other scripts are transliterated, "Ключ" to "klyuch"; see `is_transliterated`. A text
    without any letter or digit gets an id from its hash, so that no two share one.
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
"""The ranges in which Unicode has letters of other scripts; `_in_latin` skips Latin ones in them.
"""

_KEPT = ("LATIN", "FULLWIDTH", "COMBINING", "MODIFIER", "MATHEMATICAL")
"""How the names of Latin letters, and of characters that go with them, begin."""


def _is_other(letter: str) -> bool:
    """Whether a character is a letter, a vowel sign or a digit of a script that is not Latin."""
    name = unicodedata.name(letter, "")
    return unicodedata.category(letter)[0] in "LMN" and not name.startswith(_KEPT)


def _in_latin(match: re.Match[str]) -> str:
    """Transliterate a run of other scripts; a syllable that begins with a capital is set apart."""
    told = "".join(anyascii(one) if _is_other(one) else one for one in match.group())
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", told).lower()


def as_course_id(title: str) -> str:
    """Return the id of a new course. Courses aren't numbered, so a hash distinguishes titles in
    another script that sound alike: "是" becomes "shi-b5141d".
    """
    base = as_id(title)
    if not is_transliterated(title):
        return base
    ending = f"-{_hash(title)[:6]}"
    return base[: ID_MAX_LENGTH - len(ending)].rstrip("-") + ending


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def is_transliterated(text: str) -> bool:
    """Whether `as_id` transliterates letters of another script.

    Different texts may then get the same id, such as two Chinese words that sound alike.
    """
    found = _OTHER_SCRIPT.findall(unicodedata.normalize("NFC", text))
    return any(_is_other(letter) for run in found for letter in run)


def numbered_id(base: str, is_taken: Callable[[str], bool]) -> str:
    """The id itself if it is free, else with the first free number after it: "shi-2"."""
    number = 2
    found = base
    while is_taken(found):
        ending = f"-{number}"
        found = base[: ID_MAX_LENGTH - len(ending)].rstrip("-") + ending
        number += 1
    return found


def closest(word: str, candidates: Iterable[str], *, near: float = 0.6) -> str | None:
    """Return the candidate that was probably meant, if one is similar enough; 1 is identical."""
    known = {_normal(candidate): candidate for candidate in candidates}
    matches = difflib.get_close_matches(_normal(word)[:100], known, n=1, cutoff=near)
    return known[matches[0]] if matches else None


def did_you_mean(word: str, candidates: Iterable[str], otherwise: str) -> str:
    """Return a hint with the closest candidate, or the other hint if none is similar enough."""
    meant = closest(word, candidates)
    return f"did you mean `{meant}`?" if meant else otherwise


def _normal(word: str) -> str:
    return re.sub(r"[\s_-]+", "_", word.strip().lower())

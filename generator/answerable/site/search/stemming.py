"""Stems of words, by Snowball's algorithms; browsers use the same ones (`stemmers/`)."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import Protocol, cast

import snowballstemmer

from answerable.i18n import root

ALGORITHMS = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
"""Snowball's names of the languages whose words are stemmed, by their codes."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802  # Snowball's name


def stemmer_of(language: str) -> Callable[[str], str]:
    """What gives the stem of a word in lower case; the word itself for other languages."""
    name = ALGORITHMS.get(root(language))
    if name is None:
        return str
    return cast("_Stemmer", snowballstemmer.stemmer(name)).stemWord


def script_of(language: str) -> str | None:
    """The script that gives browsers the same stemmer, if the language has one."""
    name = ALGORITHMS.get(root(language))
    folder = files("answerable.site.search").joinpath("stemmers")
    return name and folder.joinpath(f"{name}.js").read_text(encoding="utf-8")

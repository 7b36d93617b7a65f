"""List the words that rules look for, by language: courtesy, promises, absolutes, exclusion, ….

Languages not listed here are not checked. Keys are language codes without a region.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

COURTESY: Mapping[str, tuple[str, ...]] = {
    "en": ("sorry", "apologise", "apologize", "please", "thank you", "thanks", "afraid"),
    "de": ("leider", "entschuldigung", "entschuldigen", "bitte", "danke", "vielen dank"),
    "fr": ("désolé", "désolée", "excuses", "excusez", "s’il vous plaît", "merci"),
    "es": ("lo siento", "disculpe", "disculpas", "perdón", "por favor", "gracias"),
}
"""Words of courtesy and regret."""

PROMISES: Mapping[str, tuple[str, ...]] = {
    "en": ("i’ll", "i’m", "i will", "i am"),
    "de": ("ich",),
    "fr": ("je", "j’ai"),
}
"""Words with which somebody says what they do. Spanish verbs need none."""

TIMES: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half"),
        *("eleven", "twelve", "noon", "midday", "midnight", "minute", "minutes", "hour", "hours"),
        *("today", "tonight", "tomorrow", "morning", "afternoon", "evening", "o’clock"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ),
    "de": (
        *("eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"),
        *("elf", "zwölf", "halb", "uhr", "mittag", "minute", "minuten", "stunde", "stunden"),
        *("heute", "morgen", "vormittag", "nachmittag", "abend"),
        *("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    ),
    "fr": (
        *("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"),
        *("douze", "demie", "midi", "minuit", "minute", "minutes", "heure", "heures"),
        *("aujourd’hui", "demain", "matin", "après-midi", "soir"),
        *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ),
    "es": (
        *("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once"),
        *("doce", "media", "mediodía", "medianoche", "minuto", "minutos", "hora", "horas"),
        *("hoy", "mañana", "tarde", "noche"),
        *("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    ),
}
"""Words that name a time. Digits are found in every language."""

ABSOLUTES: Mapping[str, tuple[str, ...]] = {
    "en": ("always", "never", "every", "everything", "nothing", "impossible", "only ever"),
    "de": ("immer", "nie", "niemals", "jedes", "alles", "nichts", "unmöglich"),
    "fr": ("toujours", "jamais", "tout", "rien", "aucun", "aucune", "impossible"),
    "es": ("siempre", "nunca", "jamás", "todo", "nada", "ningún", "ninguna", "imposible"),
}
"""Words that allow no exception. Learners who guess assume that such an answer is wrong."""

PLACES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "all of the above",
        "none of the above",
        "both of the above",
        "the above",
        "the first answer",
        "the second answer",
        "the last answer",
        "both a and b",
    ),
    "de": ("alle genannten", "keine der genannten", "alle oben", "keine der obigen", "beide oben"),
    "fr": ("toutes ces réponses", "aucune de ces réponses", "ci-dessus", "ci-dessous"),
    "es": ("todas las anteriores", "ninguna de las anteriores", "las dos anteriores"),
}
"""Words with which a choice refers to the position of other choices."""

EXCLUDING: Mapping[str, Mapping[str, str]] = {
    "en": {
        "blacklist": "blocklist",
        "chairman": "chair",
        "cleaning lady": "cleaner",
        "confined to a wheelchair": "uses a wheelchair",
        "crazy": "surprising",
        "cripple": "disabled person",
        "foreman": "supervisor",
        "grandfathered": "kept under the old terms",
        "guys": "everyone",
        "handicapped": "disabled",
        "housewife": "homemaker",
        "insane": "hard to believe",
        "man hours": "working hours",
        "mankind": "people",
        "manpower": "staff",
        "mentally ill": "with a mental illness",
        "middleman": "go-between",
        "policeman": "police officer",
        "salesman": "salesperson",
        "sanity check": "quick check",
        "stewardess": "flight attendant",
        "suffers from": "has",
        "the blind": "blind people",
        "the deaf": "deaf people",
        "the disabled": "disabled people",
        "the elderly": "older people",
        "waitress": "waiter",
        "wheelchair bound": "uses a wheelchair",
        "whitelist": "allowlist",
    },
    "de": {
        "an den rollstuhl gefesselt": "benutzt einen Rollstuhl",
        "die behinderten": "Menschen mit Behinderung",
        "fräulein": "Frau",
        "krankenschwester": "Pflegekraft",
        "mädels": "Kolleginnen",
        "putzfrau": "Reinigungskraft",
        "schwarzfahrer": "Fahrgast ohne Fahrschein",
        "stewardess": "Flugbegleiterin",
        "taubstumm": "gehörlos",
    },
    "fr": {
        "femme de ménage": "agent d’entretien",
        "les handicapés": "les personnes handicapées",
        "mademoiselle": "madame",
        "sourd-muet": "sourd",
    },
    "es": {
        "los discapacitados": "las personas con discapacidad",
        "minusválido": "persona con discapacidad",
        "señorita": "señora",
        "sordomudo": "persona sorda",
    },
}
"""Words that exclude or hurt people, each with a better one.

Chosen from what public style guides agree on (GOV.UK, the UN's guidelines for gender-inclusive
language, the disability language guide of the US National Center on Disability and Journalism).
"""


@cache
def longest_words(terms: tuple[str, ...]) -> frozenset[str]:
    """The longest word of each term. A text without any of them contains none of the terms."""
    return frozenset(map(_longest_word, terms))


def found(text: str, words: Iterable[str]) -> list[re.Match[str]]:
    """Where any of the words occurs in a text as a whole word, in any case."""
    lower = text.lower()
    # Most texts contain none, and a plain search for the longest word shows that quickly.
    near = tuple(word for word in words if _longest_word(word) in lower)
    return list(_pattern(near).finditer(text)) if near else []


def count(text: str, words: tuple[str, ...]) -> int:
    """How often any of the words occurs in a text; quicker than `found` if most texts have some."""
    return len(_pattern(words).findall(text))


@cache
def _longest_word(term: str) -> str:
    parts: list[str] = re.findall(r"\w+", term)
    return max(parts, key=len)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    # Spaces stand for hyphens and line breaks too, and any apostrophe for any other.
    parts = (re.escape(word).replace(r"\ ", r"[\s-]+").replace("’", "['’]") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)

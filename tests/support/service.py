"""What only a course on customer service says, in each language of the interface."""

from __future__ import annotations

import re

_SAID = {
    "en": r"(were|last) passed on|call(ed|s)? back|second (call|explanation)|\bmy minutes"
    r"|my mistake|\bwho made the mistake|(with|on|owns) (the|this) problem|whoever (had )?caused"
    r"|picks it up|an owner|on the phone|\brang\b|you want it solved|how long to wait",
    "de": r"weitergereicht|zurückzurufen|zweite[rn]? (Anruf|Erklärung)|Minuten werden gezählt"
    r"|(mein|den) Fehler|dem Problem|verursacht|am Telefon|blieb dran|kümmert|wie lange es dauert",
    "fr": r"renvoyé d’un service|(heure et|promesse de) rappeler|j’ai rappelé"
    r"|deuxième (appel|explication)|mes minutes|(mon|l’) ?erreur|s’occupe du problème"
    r"|en soit l’auteur|au téléphone|rester en ligne|combien de temps attendre",
    "es": r"pasaron de una|volver a llamar|segunda llamada|cuentan los minutos|error mío"
    r"|el error|del problema|causado|al teléfono|siguió en línea|cuánto tiene que esperar",
    "ar": r"أُحلت|معاودة الاتصال|المكالمة الثانية|دقائقي|الخطأ خطئي|ارتكب الخطأ"
    r"|بالمشكلة|المتسبب|على الهاتف|على الخط|بمدة الانتظار",
}


def service_words(text: str, language: str) -> list[str]:
    """Where a text speaks of calls, mistakes and being passed on, with what is around it."""
    found = re.finditer(_SAID[language], text, re.IGNORECASE)
    return [text[max(0, one.start() - 60) : one.end() + 30] for one in found]

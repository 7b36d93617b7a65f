"""The small course of `support.courses`, with two scenarios in German, one with all fields."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.courses import COURSE_FILES, write_course, write_project

GERMAN: dict[str, Any] = {
    "course.de.yml": {
        "title": "Ein Gasthof, der sich kümmert",
        "description": "Üben Sie an der Tür, am Tisch und am Empfang.",
        "objectives": ["Sie können einem Gast sofort helfen."],
        "modules": [
            {
                "folder": "at-the-door",
                "title": "An der Tür",
                "summary": "Gäste, die *nicht* hineinkommen.",
                "objectives": ["Sie können eine Tür öffnen."],
            },
            {"folder": "at-the-table", "title": "Am Tisch"},
        ],
        "terms": {"Phone": "Telefon", "keys": "Schlüssel", "Home": "Start", "Practise": "Üben"},
    },
    "at-the-door/lost-key.de.yml": {
        "title": "Der verlorene Schlüssel",
        "situation": "Ein Gast steht im Regen vor einer verschlossenen Tür.",
        "not_accountable": {
            "reply": "Das Büro macht um neun auf, dann kann Ihnen jemand helfen.",
            "why": "Sie steht weiter im Regen, und niemand sucht einen Weg hinein.",
        },
        "accountable": {
            "reply": "Ich komme mit dem Ersatzschlüssel und bin in zehn Minuten da.",
            "why": "Sie weiß, dass jemand kommt, und wann.",
        },
        "solutions": [
            "Den Ersatzschlüssel bringen.",
            {"do": "Den Schlüsseldienst rufen.", "when": "Es gibt keinen Ersatzschlüssel."},
        ],
        "lesson": "Wer davon hört, bringt den Schlüssel.",
    },
    "at-the-table/cold-soup.de.yml": {
        "title": "Eine kalte Suppe & ein „heißer“ Gast",
        "situation": "Die Suppe kam kalt.\n\nDer Gast sagt: *„Ist das Gazpacho?“*",
        "worked_example": "Er hat keinen Hunger auf einen *Grund*. Was geht am schnellsten?",
        "not_accountable": {
            "reply": "Das war die Küche, ich trage hier nur die Teller.",
            "why": "Der Gast hört zwei Leute, wo ein Lokal sein sollte.",
        },
        "accountable": {
            "reply": "In **fünf Minuten** steht eine heiße hier.",
            "why": "Der Gast bekommt eine Zeit, und die Sache behält einen Besitzer.",
        },
        "other_replies": [
            {"reply": "Oje, mal sehen, was der Koch dazu sagt.", "why": "Nett, aber wann?"},
            {
                "reply": "Gazpacho ist eine kalte Suppe, so steht es auf der Karte.",
                "why": "Der Gast steht dumm da.",
                "quality": "poor",
            },
        ],
        "solutions": [
            {"do": "Eine heiße Suppe bringen."},
            {"do": "Eine andere Vorspeise anbieten.", "when": "Der Topf ist leer."},
            {"do": "Sie von der Rechnung nehmen.", "when": "Der Hauptgang steht schon da."},
        ],
        "lesson": "Gäste sehen ein Lokal, vom Topf bis zum Tisch.",
        "summary": "Kalte Suppe, und ein Gast, der darüber scherzt.",
        "excuse": "Nicht meine Abteilung",
        "keywords": ["lauwarme Brühe", "Vorspeise", "Eintopf"],
        "coaching": ["Wer hätte sie kosten können, bevor sie aus der Küche ging?"],
        "sources": ["Gästebuch vom [letzten Sommer](https://example.com/book)"],
    },
}
"""The German files to add to `COURSE_FILES`."""

DOCS = {
    "index.md": "# Welcome\n\n<!-- answerable: start -->\n\nSee the [rules](rules.md).\n",
    "index.de.md": "# Willkommen\n\n<!-- answerable: start -->\n\nSiehe die [Regeln](rules.md).\n",
    "rules.md": "# Rules\n\nBe kind.\n",
}
"""Hand-written pages: one translated, one not."""


def german_files() -> dict[str, Any]:
    """A copy of all files of the course, which a test may change."""
    return copy.deepcopy({**COURSE_FILES, **GERMAN})


def write_german_course(folder: Path, files: Mapping[str, Any] | None = None) -> Path:
    """Write the course folder."""
    return write_course(folder, files or german_files())


def write_german_project(
    folder: Path, files: Mapping[str, Any] | None = None, **config: Any
) -> Path:
    """Write the whole project; returns its mkdocs.yml."""
    nav = [
        {"Home": "index.md"},
        {"Practise": ["scenarios/index.md", "{modules}", "tags.md", "cards.md", "rules.md"]},
    ]
    return write_project(folder, files or german_files(), docs=DOCS, nav=nav, **config)


ARABIC: dict[str, Any] = {
    "course.ar.yml": {
        "title": "نُزُل يهتمّ",
        "description": "تدرّب عند الباب وعلى المائدة وفي الاستقبال.",
        "objectives": ["يمكنك مساعدة الضيف فورًا."],
        "modules": [
            {
                "folder": "at-the-door",
                "title": "عند الباب",
                "summary": "ضيوف *لا يستطيعون* الدخول.",
                "objectives": ["يمكنك فتح باب."],
            },
            {"folder": "at-the-table", "title": "على المائدة"},
        ],
        "terms": {
            "Home": "الرئيسية",
            "Practise": "تدريب",
            "Reception": "الاستقبال",
            "Phone": "الهاتف",
            "keys": "مفاتيح",
        },
    },
    "at-the-door/lost-key.ar.yml": {
        "title": "المفتاح الضائع",
        "situation": "ضيفة تقف تحت المطر أمام باب مقفل.",
        "not_accountable": {
            "reply": "يفتح المكتب في التاسعة، وعندها يمكن لأحد أن يساعدك.",
            "why": "تبقى تحت المطر، ولا أحد يبحث عن طريق إلى الداخل.",
        },
        "accountable": {
            "reply": "أنا في الطريق إليك بمفتاح احتياطي، بعد عشر دقائق.",
            "why": "تعرف أن أحدًا قادم، ومتى بالضبط.",
        },
        "solutions": [
            "أحضر المفتاح الاحتياطي.",
            {"do": "اتصل بصانع الأقفال.", "when": "لا يوجد مفتاح احتياطي."},
        ],
        "lesson": "من يسمع بالمشكلة يحضر المفتاح.",
    },
}
"""The same course in Arabic, which is written from right to left."""

"""Makes the text of a new translation, and of one that is confirmed to match its original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from answerable.authoring.translate.parts import (
    COURSE,
    FRONT_MATTER,
    Translatable,
    missing_terms,
    text_of,
)
from answerable.model import Course
from answerable.model.course_file import CourseTranslation
from answerable.model.scenario_file import SAME_IN_EVERY_LANGUAGE
from answerable.source.read.labelled import needed_forms
from answerable.source.read.languages import TRANSLATED_FROM
from answerable.source.read.positions import Source, Value
from answerable.source.read.source import read
from answerable.source.write.changes import FileChange
from answerable.source.write.emit import to_lines

_MODELINE = "# yaml-language-server: $schema={}"
_TASK = "# To translate: replace every text with your language, and delete this line."
_FIELD = re.compile(rf"^{TRANSLATED_FROM}:.*$", re.MULTILINE)


def beginnings(
    course: Course, titles: Iterable[str], language: str, chosen: Iterable[Translatable]
) -> list[FileChange]:
    """New files with the originals' texts, to be translated into `language`.

    `titles` are those of the site's navigation. No part may have been begun.
    """
    terms = missing_terms(course, titles)
    words = needed_forms(
        (course.terminology, *(one.terminology for one in course.scenarios)),
        course.terminology.own,
        language,
    )
    return [FileChange(one.translation, None, begun(one, terms, words)) for one in chosen]


def confirmations(chosen: Iterable[Translatable]) -> list[FileChange]:
    """The translations that don't say yet that they match the current original, saying so.

    Every part must have been begun. Raises `OSError` and `ValueError` for unreadable files.
    """
    changes = []
    for part in chosen:
        before = part.translation.read_bytes()
        after = confirmed(before.decode("utf-8-sig"), part)
        if after.encode() != before:
            changes.append(FileChange(part.translation, before, after))
    return changes


def begun(part: Translatable, terms: Iterable[str], words: Mapping[str, Iterable[str]]) -> str:
    """The text of a new translation: the original's texts, to be replaced by the translator.

    `terms` are the words to list in the translation of course.yml, and `words` are the course's own
    words for labels, with the names of their forms.
    """
    if part.original.suffix == ".md":
        return confirmed(text_of(part.original), part)
    value = dict(_value(read(part.original, part.original.as_posix())))
    value.pop(TRANSLATED_FROM, None)
    schema = "../translation.schema.json"
    if part.name == COURSE:
        schema = "course-translation.schema.json"
        value = texts_of_course(value) | {"terms": dict.fromkeys(terms, "…")}
        value.pop("label_words", None)
        if words:
            value["label_words"] = {
                word: dict.fromkeys(names, "…") for word, names in words.items()
            }
    rest: Value = {k: v for k, v in value.items() if k not in SAME_IN_EVERY_LANGUAGE}
    lines = [_MODELINE.format(schema), _TASK, *to_lines(rest)]
    return confirmed("\n".join(lines) + "\n", part)


def confirmed(text: str, part: Translatable) -> str:
    """The text of a translation with a note that it matches the current original.

    For one that has all or most of the original's words, the note says that it does on purpose.
    """
    line = f"{TRANSLATED_FROM}: {part.revision}{' same' if part.untouched or part.left else ''}"
    if part.original.suffix == ".md":
        front = FRONT_MATTER.match(text)
        if front is None:
            return f"---\n{line}\n---\n\n{text}"
        start, end = front.span("fields")
        return text[:start] + _noted(front["fields"], line) + text[end:]
    return _noted(text, line)


def _noted(fields: str, line: str) -> str:
    """YAML fields with `line` in place of the line with the same name, or else at the end."""
    if _FIELD.search(fields):
        return _FIELD.sub(line, fields, count=1)
    return f"{fields.rstrip()}\n{line}\n".lstrip("\n")


def _value(source: Source) -> Mapping[str, Value]:
    if source.value is None:
        raise ValueError(f"{source.path} can't be read")
    return source.value


def texts_of_course(value: dict[str, Any]) -> dict[str, Any]:
    """The texts of course.yml's fields in the form that its translation has."""
    kept = {name: value[name] for name in CourseTranslation.model_fields if name in value}
    kept["modules"] = [
        {name: module[name] for name in ("folder", "title", "summary") if name in module}
        | ({"objectives": _texts(module["objectives"])} if "objectives" in module else {})
        for module in value.get("modules", ())
    ]
    if "objectives" in kept:
        kept["objectives"] = _texts(kept["objectives"])
    return {name: inner for name, inner in kept.items() if inner}


def _texts(objectives: Iterable[Any]) -> list[Any]:
    """Objectives without their ids."""
    return [one["text"] if isinstance(one, dict) else one for one in objectives]

"""Remembers when each note of an Anki deck last changed, so that Anki accepts corrections.

Anki replaces a note with one of the same id only if the new one was modified later. But two copies
of a course must give the same deck, byte for byte, so the time can't come from the clock or from a
file's date. It can't come from the words alone either: no number made from them grows with every
edit, since an edit may be undone. So `anki-notes.json` next to `mkdocs.yml` stores a fingerprint
and a time for each note; it belongs to the course like the scenarios. A note that changed gets the
next second; otherwise it keeps its time. A new note gets the day of the newest entry under
`changes` in its scenario. The time is never earlier than that day, so that corrections also reach
people who have a deck that isn't in the file.

The fingerprint is made from the note, not from the author's text: a new version of the program may
write the same question differently.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from answerable.model import Course

FILE_NAME = "anki-notes.json"

FIRST = 1_796_083_200
"""The time of notes that never changed: 2026-12-01, in seconds since 1970, when the way the program
writes notes last changed. Raise it with such a change, for courses without `anki-notes.json`."""

_LAST = 2**32
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")

Revisions = dict[str, dict[str, tuple[str, int]]]
"""For each language and each key of a question: its fingerprint, and its time in seconds."""


def parse(text: str) -> Revisions:
    """Read a file of revisions. Raises `ValueError` if it isn't one."""
    try:
        read = json.loads(text)
    except RecursionError as error:
        raise ValueError(str(error)) from None
    if not isinstance(read, dict) or not all(isinstance(one, dict) for one in read.values()):
        raise ValueError("not a list of notes for each language")
    return {
        language: {key: _entry(entry) for key, entry in notes.items()}
        for language, notes in read.items()
    }


def _entry(entry: object) -> tuple[str, int]:
    match entry:
        case [str(fingerprint), int(seconds)] if (
            _FINGERPRINT.fullmatch(fingerprint) and 0 <= seconds < _LAST
        ):
            return fingerprint, seconds
    raise ValueError("not a fingerprint and a time")


def renewed(course: Course, notes: Mapping[str, Sequence[str]], before: Revisions) -> Revisions:
    """The revisions updated with `notes`, each note's fields by the key of its question.

    A note that changed gets a later time than before.
    """
    known = before.get(course.language, {})
    floors = _days(course)
    now = {}
    for key, fields in notes.items():
        fingerprint = hashlib.sha256(json.dumps(fields).encode()).hexdigest()[:16]
        old, seconds = known.get(key, (fingerprint, FIRST))
        floor = floors.get(key.split("/")[1], FIRST)
        now[key] = fingerprint, max(seconds + (old != fingerprint), floor, FIRST)
    return before | {course.language: known | now}


def to_text(revisions: Revisions) -> str:
    """The file: one line per note, sorted by key, so that versions merge well."""
    languages = (
        f"{json.dumps(language)}: {{\n{_lines(notes)}\n}}"
        for language, notes in sorted(revisions.items())
    )
    return "{" + ",\n".join(languages) + "}\n"


def _lines(notes: Mapping[str, tuple[str, int]]) -> str:
    return ",\n".join(f"  {json.dumps(key)}: {json.dumps(notes[key])}" for key in sorted(notes))


def _days(course: Course) -> dict[str, int]:
    """The date of each scenario's newest change, in seconds, by the scenario's first id."""
    return {
        scenario.first_id: int(datetime.combine(max(days), time(), UTC).timestamp())
        for scenario in course.scenarios
        if (days := [change.date for change in scenario.changes])
    }

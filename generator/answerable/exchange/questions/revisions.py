"""Since when each note of a deck is as it is: what Anki needs to take a correction.

Anki replaces a note by one of the same name only if the new one was modified later. Two copies of a
course have to make the same deck, byte for byte: so neither the clock nor the time of a file may
tell. Nor can the words alone, since no number made from them rises with every edit; an edit may be
taken back. What is left is a memory: `anki-notes.json` beside `mkdocs.yml` holds a fingerprint of
each note and a time for it, and belongs to the course like its scenarios. A note that differs gets
the next second; one that does not keeps its time. A note that is not in it yet begins on the day of
the newest entry under `changes` of its scenario. With such an entry, the time is never earlier than
that day, so that a correction also reaches those who got a deck that the memory does not know.

The fingerprint is of what the note says, not of what the author wrote: a new version of the program
may write the same question in another way.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from answerable.model import Course

FILE_NAME = "anki-notes.json"

FIRST = 1_795_996_800
"""The time of notes that never changed: 2026-11-30, in seconds since 1970, the day when the program
changed last how it writes notes. It is raised with such a change, for those without a memory."""

_LAST = 2**32
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")

Revisions = dict[str, dict[str, tuple[str, int]]]
"""For each language and each key of a question: its fingerprint, and its time in seconds."""


def parse(text: str) -> Revisions:
    """What a file of revisions holds. Raises `ValueError` if it is none."""
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
    """The revisions with these notes, which are the fields by the key of the question.

    A time is later than before where a note says something else.
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
    """The file: a line for each note, in the order of their keys, so that versions merge well."""
    languages = (
        f"{json.dumps(language)}: {{\n{_lines(notes)}\n}}"
        for language, notes in sorted(revisions.items())
    )
    return "{" + ",\n".join(languages) + "}\n"


def _lines(notes: Mapping[str, tuple[str, int]]) -> str:
    return ",\n".join(f"  {json.dumps(key)}: {json.dumps(notes[key])}" for key in sorted(notes))


def _days(course: Course) -> dict[str, int]:
    """When the newest change of each scenario was, by the scenario's first id."""
    return {
        scenario.first_id: int(datetime.combine(max(days), time(), UTC).timestamp())
        for scenario in course.scenarios
        if (days := [change.date for change in scenario.changes])
    }

"""What the browser keeps of a learner's work, as `frontend/src/learner/store.js` lays it out."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from answerable.model import Course

from .server import PREFIX

Record = dict[str, Any]
FIELDS = ("rev", "seed", "answer", "log")


def text_key(course: Course, *ids: str) -> str:
    """Under which a record of the course's own is kept, or a shelf with those of scenarios."""
    return "/".join(("answerable/4", f"{course.id}@{PREFIX}", *ids))


def records(page: Page, course: Course) -> dict[str, Record]:
    """Everything that is kept for the course, by its path; answers as objects."""
    texts: dict[str, str] = dict(page.evaluate("Object.entries(localStorage)"))
    prefix = text_key(course, "")
    found: dict[str, Record] = {}
    for key, text in texts.items():
        if not key.startswith(prefix):
            continue
        path, value = key.removeprefix(prefix), json.loads(text)
        if path.startswith("_"):
            found[path] = value
        else:
            found |= {name: _as_object(record) for name, record in value.items()}
    return found


def shelf_key(course: Course, scenario: str) -> str:
    """Under which the records of a scenario are kept, with those of some others."""
    number = 0
    for letter in scenario:
        number = (number * 31 + ord(letter)) % 256
    return text_key(course, f"~{number}")


def change(page: Page, course: Course, scenario: str, **changed: Record) -> None:
    """Put records into a scenario, as if they had been kept before; changes fields of answers."""
    key = shelf_key(course, scenario)
    kept = json.loads(page.evaluate("key => localStorage.getItem(key)", key) or "{}")
    for item, fields in changed.items():
        path = f"{scenario}/{item}"
        kept[path] = _as_object(kept.get(path, {})) | fields
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(kept)])


def _as_object(record: Any) -> Record:
    if isinstance(record, dict):
        return record
    more = record[len(FIELDS)] if len(record) > len(FIELDS) else {}
    return dict(zip(FIELDS, record, strict=False)) | more

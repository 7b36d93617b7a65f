"""What the browser keeps of a learner's work, as `frontend/src/store.js` lays it out."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from answerable.model import Course

from .server import PREFIX

Record = dict[str, Any]
FIELDS = ("rev", "seed", "answer", "log")


def text_key(course: Course, *ids: str) -> str:
    """Under which the records of a scenario, or one of the course's own, are kept."""
    return "/".join(("answerable/3", f"{course.id}@{PREFIX}", *ids))


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
            found |= {f"{path}/{item}": _as_object(record) for item, record in value.items()}
    return found


def change(page: Page, course: Course, scenario: str, **changed: Record) -> None:
    """Put records into a scenario, as if they had been kept before; changes fields of answers."""
    before = records(page, course)
    prefix = f"{scenario}/"
    kept = {
        path.removeprefix(prefix): one for path, one in before.items() if path.startswith(prefix)
    }
    for item, fields in changed.items():
        kept[item] = kept.get(item, {}) | fields
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)",
        [text_key(course, scenario), json.dumps(kept)],
    )


def _as_object(record: Any) -> Record:
    if isinstance(record, dict):
        return record
    more = record[len(FIELDS)] if len(record) > len(FIELDS) else {}
    return dict(zip(FIELDS, record, strict=False)) | more

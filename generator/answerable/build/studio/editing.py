"""A form of an open course: what it shows, and what isn't saved of it."""

from __future__ import annotations

from typing import Any

from answerable.build.studio.desk import Desk
from answerable.build.studio.drafts import is_saved
from answerable.build.studio.merging import Clash
from answerable.build.studio.rebase import Rebased, rebase
from answerable.build.studio.subjects import FormSubject
from answerable.build.studio.values import Shown, digest, shown
from answerable.source.read.source import parse


def followed(desk: Desk, subject: FormSubject) -> Rebased:
    """What isn't saved yet, on top of the file as it is now. If somebody has changed the same
    fields in the file, it stays on top of what it began from. Raises `OSError`.
    """
    unsaved = desk.unsaved.get(subject.path)
    content = (desk.folder / subject.path).read_bytes()
    if unsaved is None or unsaved.base == content:
        return Rebased(unsaved, ())
    rebased = rebase(unsaved, content, subject.path, subject.model)
    if rebased.clashes or rebased.unsaved is None:
        return Rebased(unsaved, rebased.clashes or (Clash((), None, None, None),))
    now = None if is_saved(rebased.unsaved) else rebased.unsaved
    desk.keep(subject.path, now)
    return Rebased(now, ())


def values_of(desk: Desk, subject: FormSubject) -> dict[str, Shown]:
    """What the form shows of what isn't saved yet. Raises `OSError`, `ValueError`."""
    value = subject.value(parse(desk.text(subject.path), subject.path))
    group = shown(subject.form, dict(value or {}))
    return group if isinstance(group, dict) else {}


def state_of(desk: Desk, subject: FormSubject) -> dict[str, Any]:
    """What the page with the form says of its state. Raises `OSError`, `ValueError`."""
    with desk.writing:
        unsaved, clashes = followed(desk, subject)
        return {
            "is_unsaved": unsaved is not None,
            "clash": bool(clashes),
            "seen": digest(values_of(desk, subject)),
            "media": _media_of(desk, subject),
        }


def _media_of(desk: Desk, subject: FormSubject) -> str:
    """Where files for a form are sent to and shown; none for what isn't a scenario."""
    module = subject.path.rpartition("/")[0]
    return f"/c/{desk.key}/media/{module}" if module else ""

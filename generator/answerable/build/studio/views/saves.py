"""The saves of a course, what each has changed, and how to undo it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from answerable.build.studio import history
from answerable.build.studio.answering import course_page, desk_of, receiving
from answerable.build.studio.desk import Desk
from answerable.build.studio.differences import Difference, differences
from answerable.build.studio.drafts import Unsaved
from answerable.build.studio.history import ChangedSinceError, Save, SavedFile
from answerable.build.studio.rebase import rebase
from answerable.build.studio.subjects import model_of
from answerable.build.studio.templates import language_of
from answerable.i18n import long_date, time_of_day
from answerable.source.read.source import parse
from answerable.source.write.changes import FileChange

_SHOWN = 100
"""How many saves a page shows at most."""


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file of a save: its path, whether it is new or gone, and the texts that differ; None for a
    file without texts, such as a picture.
    """

    path: str
    is_new: bool
    is_gone: bool
    differences: Sequence[Difference] | None


@dataclass(frozen=True, slots=True)
class SaveEntry:
    """A save in the list: its number, the time of day, what it was about, its files."""

    number: int
    time: str
    what: str
    files: Sequence[ChangedFile]


def show(request: Request) -> Response:
    """All saves by day, the latest first."""
    desk = desk_of(request)
    language = language_of(request)
    asked = request.query_params.get("before", "")
    before = int(asked) if asked.isascii() and asked.isdigit() else 0
    everything = history.saves(desk.database, desk.folder)
    found = [one for one in everything if not before or one.number < before]
    days = [
        (long_date(day, language), [_entry(one, language) for one in saves])
        for day, saves in groupby(found[:_SHOWN], key=lambda one: _moment(one).date())
    ]
    refused = request.query_params.get("refused")
    older = found[_SHOWN - 1].number if len(found) > _SHOWN else None
    return course_page(request, desk, "saves", days=days, older=older, refused=refused)


def undo(request: Request, _: Any) -> Response:
    """Undo a save: its files get back what they had before, unless that was changed since."""
    desk = desk_of(request)
    number = request.path_params["number"]
    one = next((s for s in history.saves(desk.database, desk.folder) if s.number == number), None)
    if one is None:
        raise HTTPException(404)
    try:
        with desk.writing:
            history.undo(desk.database, desk.folder, one, one.what)
    except ChangedSinceError:
        if not _undo_fields(desk, one):
            return RedirectResponse(f"/c/{desk.key}/history?refused={number}", 303)
    return RedirectResponse(f"/c/{desk.key}/history", 303)


def _undo_fields(desk: Desk, one: Save) -> bool:
    """Undo a save in the fields that haven't been changed since. Returns whether that could be done
    without losing anything.
    """
    with desk.writing:
        changes = []
        for file in one.files:
            path = desk.folder / file.path
            model = model_of(file.path)
            if model is None or file.before is None or file.after is None or not path.is_file():
                return False
            content = path.read_bytes()
            back = Unsaved(file.after, file.before.decode())
            rebased = rebase(back, content, file.path, model)
            if rebased.unsaved is None or rebased.clashes:
                return False
            changes.append(FileChange(path, content, rebased.unsaved.text))
        history.save(desk.database, desk.folder, changes, one.what)
    return True


def _entry(one: Save, language: str) -> SaveEntry:
    return SaveEntry(one.number, time_of_day(_moment(one), language), one.what, list(_files(one)))


def _files(one: Save) -> Iterator[ChangedFile]:
    for file in one.files:
        yield ChangedFile(file.path, file.before is None, file.after is None, _differences(file))


def _differences(file: SavedFile) -> Sequence[Difference] | None:
    if not file.path.endswith((".yml", ".yaml")):
        return None
    before, after = (parse(one or b"", file.path) for one in (file.before, file.after))
    return list(differences(before.value, after.value))


def _moment(one: Save) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(one.at)


ROUTES = (
    Route("/c/{key}/history", show),
    Route("/c/{key}/history/{number:int}/undo", receiving(undo), methods=["POST"]),
)

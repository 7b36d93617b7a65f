"""A course's scenarios, in the order of their modules, each with what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from answerable.build.studio.answering import course_page, desk_of
from answerable.diagnostics import Diagnostic, Severity
from answerable.source.read.draft import Draft


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A scenario in the list. `path` is that of its file in the course's folder."""

    path: str
    title: str
    status: str
    errors: int
    warnings: int
    is_unsaved: bool


def show(request: Request) -> Response:
    """The list of scenarios."""
    desk = desk_of(request)
    checked = desk.check()
    unsaved = desk.unsaved
    modules = [
        (entry, [_row(one, checked.diagnostics, unsaved) for one in drafts])
        for entry, drafts in checked.surveyed.modules
    ]
    paths = {row.path for _, rows in modules for row in rows}
    others = [one for one in checked.diagnostics if one.location.path not in paths]
    return course_page(request, desk, "course", modules=modules, others=others)


def _row(draft: Draft, found: Sequence[Diagnostic], unsaved: Iterable[str]) -> ScenarioRow:
    path = draft.path
    value = draft.source.value or {}
    title = value.get("title")
    status = value.get("status")
    counts = Counter(one.severity for one in found if one.location.path == path)
    return ScenarioRow(
        path,
        title if isinstance(title, str) and title else draft.id,
        status if isinstance(status, str) else "live",
        counts[Severity.ERROR],
        counts[Severity.WARNING],
        path in unsaved,
    )


ROUTES = (Route("/c/{key}/", show),)

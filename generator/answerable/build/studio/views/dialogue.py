"""A scenario's dialogue as a tree, to change by its form and to play from any turn."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from answerable.build.studio.answering import course_page, subject_of, views_of
from answerable.build.studio.desk import Desk
from answerable.build.studio.editing import state_of
from answerable.build.studio.subjects import DIALOGUE, FormSubject
from answerable.build.studio.templates import page
from answerable.build.studio.tree import TreeTurn, new_id, tree_of, way
from answerable.build.studio.values import shown
from answerable.source.read.source import parse


def show(request: Request) -> Response:
    """The tree, and the form of its turns."""
    desk, subject = subject_of(request)
    source = parse(desk.text(subject.path), subject.path)
    if source.value is None:
        return RedirectResponse(f"/c/{desk.key}/text/{subject.path}", 303)
    state = state_of(desk, subject)
    turns = tree_of(source.value.get("dialogue"))
    return course_page(
        request,
        desk,
        "dialogue",
        title=_title(desk, subject),
        field=DIALOGUE.fields[0],
        value=shown(DIALOGUE, {**source.value})["dialogue"],  # type: ignore[call-overload, index]
        turns=turns,
        new_id=new_id(turns),
        **state,
        address=request.url.path,
        play=_play(desk, subject),
        path=subject.path,
        views=views_of(desk, subject),
        is_draft=False,
    )


def turns(request: Request) -> Response:
    """The turns alone, as they would be saved now."""
    desk, subject = subject_of(request)
    drawn = _turns(desk, subject)
    return page(request, "turns", turns=drawn, new_id=new_id(drawn), play=_play(desk, subject))


def play(request: Request) -> Response:
    """What a learner meets on a way through the dialogue: `turn` is the place of the first turn,
    `said` has the numbers of what is said, with commas between them.
    """
    desk, subject = subject_of(request)
    drawn = _turns(desk, subject)
    first = _numbers(request, "turn")[:1] or (0,)
    if first[0] >= len(drawn):
        raise HTTPException(404)
    said = _numbers(request, "said")
    steps = way(drawn, first[0], said)
    return course_page(
        request,
        desk,
        "play",
        title=_title(desk, subject),
        steps=steps,
        first=first[0],
        said=[one.said.number for one in steps if one.said],
        address=request.url.path,
        tree=f"/c/{desk.key}/dialogue/{subject.path}",
    )


def _turns(desk: Desk, subject: FormSubject) -> Sequence[TreeTurn]:
    source = parse(desk.text(subject.path), subject.path)
    return tree_of((source.value or {}).get("dialogue"))


def _title(desk: Desk, subject: FormSubject) -> str:
    value = parse(desk.text(subject.path), subject.path).value or {}
    title = value.get("title")
    return title if isinstance(title, str) else subject.path


def _play(desk: Desk, subject: FormSubject) -> str:
    return f"/c/{desk.key}/play/{subject.path}"


def _numbers(request: Request, name: str) -> tuple[int, ...]:
    given = request.query_params.get(name, "").split(",")
    return tuple(int(one) for one in given if one.isascii() and one.isdigit() and len(one) < 5)


ROUTES = (
    Route("/c/{key}/turns/{path:path}", turns),
    Route("/c/{key}/play/{path:path}", play),
    Route("/c/{key}/dialogue/{path:path}", show),
)

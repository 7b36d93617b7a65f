"""A scenario's form: what is typed is kept at once, checked, previewed, and saved when asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from answerable.build.studio import history
from answerable.build.studio.answering import course_page, desk_of, receiving
from answerable.build.studio.desk import Desk
from answerable.build.studio.drafts import Unsaved
from answerable.build.studio.forms import form_of
from answerable.build.studio.places import field_of
from answerable.build.studio.values import changes, shown
from answerable.diagnostics import Diagnostic
from answerable.model import ScenarioFile
from answerable.source.read.folder import course_files
from answerable.source.read.positions import Source
from answerable.source.read.source import parse
from answerable.source.write.changes import FileChange
from answerable.source.write.edit import with_fields

FORM = form_of(ScenarioFile)


def show(request: Request) -> Response:
    """The form, with what isn't saved yet."""
    desk, path = _scenario(request)
    source = parse(desk.text(path), path)
    return course_page(
        request,
        desk,
        "scenario",
        path=path,
        form=FORM,
        values=shown(FORM, source.value),
        title=(source.value or {}).get("title") or path,
        is_unsaved=path in desk.unsaved,
        is_readable=source.value is not None,
        address=f"/c/{desk.key}/scenario/{path}",
        preview=f"{desk.base}scenarios/{path.rpartition('/')[2].rpartition('.')[0]}/",
    )


def keep(request: Request, sent: Any) -> Response:
    """Keep what was typed. Answers whether anything differs from the file."""
    desk, path = _scenario(request)
    if not isinstance(sent, Mapping):
        raise HTTPException(400)
    unsaved = desk.unsaved.get(path)
    base = unsaved.base if unsaved else (desk.folder / path).read_bytes()
    text = _changed(parse(base, path), base.decode(), sent)
    is_same = text.encode() == base
    desk.keep(path, None if is_same else Unsaved(base, text))
    return JSONResponse({"unsaved": not is_same})


def problems(request: Request) -> Response:
    """What is wrong with the scenario as it would be saved now, by field."""
    desk, path = _scenario(request)
    found = [one for one in desk.check().diagnostics if one.location.path == path]
    source = parse(desk.text(path), path)
    return JSONResponse({"problems": [_told(one, source) for one in found]})


def save(request: Request, _: Any) -> Response:
    """Write what was typed into the file."""
    desk, path = _scenario(request)
    unsaved = desk.unsaved.get(path)
    if unsaved is not None:
        change = FileChange(desk.folder / path, unsaved.base, unsaved.text)
        history.save(desk.database, desk.folder, [change], path)
        desk.keep(path, None)
    return JSONResponse({"unsaved": False})


def give_up(request: Request, _: Any) -> Response:
    """Forget what was typed and isn't saved."""
    desk, path = _scenario(request)
    desk.keep(path, None)
    return JSONResponse({"unsaved": False})


def _scenario(request: Request) -> tuple[Desk, str]:
    """The course, and the path of one of its scenario files. Raises 404 for any other path."""
    desk = desk_of(request)
    path: str = request.path_params["path"]
    files = course_files(desk.folder).modules
    known = {one.relative_to(desk.folder).as_posix() for group in files.values() for one in group}
    if path not in known:
        raise HTTPException(404)
    return desk, path


def _changed(source: Source, text: str, entered: Mapping[str, Any]) -> str:
    """A file's text with what was entered. Raises 409 if the file can't be read."""
    if source.value is None:
        raise HTTPException(409)
    changed = changes(FORM, entered, source.value)
    made = with_fields(source, text, changed, ScenarioFile) if changed else text
    if made is None:
        raise HTTPException(409)
    return made


def _told(one: Diagnostic, source: Source) -> dict[str, Any]:
    return {
        "keys": field_of(one, source),
        "code": one.code,
        "severity": one.severity.name.lower(),
        "message": one.message,
        "hint": one.hint,
        "fixable": bool(one.fix),
    }


_PATH = "/c/{key}/scenario/{path:path}"

ROUTES = (
    Route(f"{_PATH}/draft", receiving(keep), methods=["POST"]),
    Route(f"{_PATH}/save", receiving(save), methods=["POST"]),
    Route(f"{_PATH}/give-up", receiving(give_up), methods=["POST"]),
    Route(f"{_PATH}/problems", problems),
    Route(_PATH, show),
)

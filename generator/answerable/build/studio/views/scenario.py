"""The form of a scenario, of the course or of a module: what is typed is kept at once, checked,
previewed, and saved when asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from answerable.authoring.arrange.contents import contents_of
from answerable.build.studio import history
from answerable.build.studio.answering import (
    BY_HAND,
    FORMS,
    course_page,
    receiving,
    refused,
    subject_of,
    views_of,
)
from answerable.build.studio.desk import Desk, versions_of
from answerable.build.studio.drafts import Unsaved
from answerable.build.studio.editing import followed, state_of, values_of
from answerable.build.studio.places import field_of
from answerable.build.studio.remedies import can_be_ignored, ignored_in
from answerable.build.studio.subjects import DIALOGUE, SETTINGS, FormSubject
from answerable.build.studio.suggestions import suggestions
from answerable.build.studio.templates import words_of
from answerable.build.studio.titles import title_of
from answerable.build.studio.values import digest, same, shown
from answerable.checks.texts import UNWRITTEN
from answerable.diagnostics import Diagnostic
from answerable.i18n import N_
from answerable.model import ScenarioFile
from answerable.source.read.positions import Source
from answerable.source.read.source import parse
from answerable.source.write.changes import FileChange


def show(request: Request) -> Response:
    """The form, with what isn't saved yet."""
    desk, subject = subject_of(request)
    if subject.value(parse(_bytes(desk, subject), subject.path)) is None:
        return RedirectResponse(_as_text(desk, subject), 303)
    state = state_of(desk, subject)
    source = parse(desk.text(subject.path), subject.path)
    value = subject.value(source)
    return course_page(
        request,
        desk,
        "scenario",
        subject=subject,
        parts=subject.parts,
        values=shown(subject.form, dict(value or {})),
        title=_title(subject, source),
        address=request.url.path,
        preview=desk.base + _page_of(subject),
        **state,
        views=views_of(desk, subject),
        versions=versions_of(desk.board.state),
        suggestions=suggestions(contents_of(desk.folder)),
        is_draft=(value or {}).get("status") == "draft",
    )


def keep(request: Request, sent: Any) -> Response:
    """Keep what was typed in some fields: `fields` with what they show now, `before` with what they
    showed, and `seen`, which tells what the form showed of all fields.

    A field that was changed elsewhere since is not kept, and its title is answered, unless `anyway`
    says that this one is meant to hold.
    """
    desk, subject = subject_of(request)
    fields, before = _group(sent, "fields"), _group(sent, "before")
    with desk.writing:
        unsaved, clashes = followed(desk, subject)
        now = values_of(desk, subject)
        is_stale = sent.get("seen") != digest(now)
        elsewhere = [
            name
            for name in fields
            if is_stale
            and not same(before.get(name, ""), now.get(name, ""))
            and not same(fields[name], now.get(name, ""))
        ]
        if sent.get("anyway"):
            elsewhere = []
        fields = {name: one for name, one in fields.items() if name not in elsewhere}
        base = unsaved.base if unsaved else (desk.folder / subject.path).read_bytes()
        original = parse(base, subject.path)
        latest = parse(unsaved.text, subject.path) if unsaved else original
        text = subject.text(original, base.decode("utf-8"), latest, fields)
        if text is None:
            return refused(request, BY_HAND)
        is_same = text.encode() == base
        desk.keep(subject.path, None if is_same else Unsaved(base, text))
        shows = digest(values_of(desk, subject))
    if elsewhere:
        titles = [words_of(request)(title_of(name)) for name in elsewhere]
        return JSONResponse({"elsewhere": titles, "kept": list(fields)}, 409)
    state = {"unsaved": not is_same, "seen": shows, "stale": is_stale, "clash": bool(clashes)}
    return JSONResponse(state)


def _group(sent: Any, name: str) -> dict[str, Any]:
    """A group of fields that was sent. Raises 400 for anything else."""
    group = sent.get(name) if isinstance(sent, dict) else None
    if not isinstance(group, dict):
        raise HTTPException(400)
    return group


def problems(request: Request) -> Response:
    """What is wrong with it as it would be saved now, by field."""
    desk, subject = subject_of(request)
    found = [one for one in desk.check().diagnostics if one.location.path == subject.path]
    source = parse(desk.text(subject.path), subject.path)
    return JSONResponse(
        {
            "problems": [_briefly(one, words_of(request)) for one in _told(found, source, subject)],
            "ignored": [{"code": one.code, "reason": one.reason} for one in ignored_in(source)],
            "seen": digest(values_of(desk, subject)),
            "unsaved": subject.path in desk.unsaved,
        }
    )


def save(request: Request, _: Any) -> Response:
    """Write what was typed into the file. Answers the number of the save, with which it can be
    undone.
    """
    desk, subject = subject_of(request)
    path = subject.path
    number = None
    with desk.writing:
        unsaved, clashes = followed(desk, subject)
        if clashes:
            return JSONResponse({"clash": True}, 409)
        if unsaved is not None:
            change = FileChange(desk.folder / path, unsaved.base, unsaved.text)
            title = _title(subject, parse(unsaved.text, path))
            number = history.save(desk.database, desk.folder, [change], title)
            desk.keep(path, None)
    return JSONResponse({"unsaved": False, "number": number})


def give_up(request: Request, _: Any) -> Response:
    """Forget what was typed and isn't saved."""
    desk, subject = subject_of(request)
    desk.keep(subject.path, None)
    return JSONResponse({"unsaved": False})


def _bytes(desk: Desk, subject: FormSubject) -> bytes:
    """The file as it would be saved now."""
    unsaved = desk.unsaved.get(subject.path)
    return unsaved.text.encode() if unsaved else (desk.folder / subject.path).read_bytes()


def _as_text(desk: Desk, subject: FormSubject) -> str:
    """The address of the page that shows a file as text."""
    is_course = subject.model is not ScenarioFile
    return f"/c/{desk.key}/" + ("course-text" if is_course else f"text/{subject.path}")


def _title(subject: FormSubject, source: Source) -> str:
    title = (subject.value(source) or {}).get("title")
    return title if isinstance(title, str) and title else subject.module or subject.path


def _page_of(subject: FormSubject) -> str:
    """The page of the preview that shows it, below the preview's address."""
    if subject.module is not None:
        return f"modules/{subject.module}/"
    name = subject.path.rpartition("/")[2].rpartition(".")[0]
    return f"scenarios/{name}/" if subject.model is ScenarioFile else ""


def _told(
    found: Iterable[Diagnostic], source: Source, subject: FormSubject
) -> Iterator[dict[str, Any]]:
    """Findings in a file that are about what a form shows, each with the keys of its field there.

    What is about none of its fields, such as one that is missing, is about the form as a whole.
    """
    start = subject.keys(source) or ()
    names = {one.name for one in subject.form.fields}
    for one in found:
        keys = field_of(one, source)
        inner = keys[len(start) :]
        is_other = inner and inner[0] not in names
        if keys[: len(start)] != start or (is_other and subject.form in (SETTINGS, DIALOGUE)):
            continue
        yield {
            "keys": () if is_other else inner,
            "code": one.code,
            "severity": one.severity.name.lower(),
            "message": one.message,
            "hint": one.hint,
            "line": one.location.line,
            "fixable": bool(one.fix),
            "ignorable": can_be_ignored(one),
        }


def _briefly(told: dict[str, Any], words: Callable[[str], str]) -> dict[str, Any]:
    """A finding in a few words where a form shows nothing for what has to be written."""
    if told["code"] != UNWRITTEN:
        return told
    return told | {"message": words(N_("Not written yet")), "hint": "", "ignorable": False}


ROUTES = tuple(
    route
    for path in FORMS
    for route in (
        Route(f"{path}/draft", receiving(keep), methods=["POST"]),
        Route(f"{path}/save", receiving(save), methods=["POST"]),
        Route(f"{path}/give-up", receiving(give_up), methods=["POST"]),
        Route(f"{path}/problems", problems),
        *([] if path == FORMS[-1] else [Route(path, show)]),
    )
)

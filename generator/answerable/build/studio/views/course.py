"""A course's scenarios, in the order of their modules, each with what is wrong with it."""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from answerable.authoring.arrange import modules, scenarios
from answerable.authoring.arrange.contents import (
    Contents,
    NotPossibleError,
    contents_of,
    free_id,
    name,
)
from answerable.authoring.scaffold.add import Refused, addition, scenario_text, usual_owner
from answerable.authoring.scaffold.templates import one_line
from answerable.build.studio import drafts, history
from answerable.build.studio.answering import course_page, desk_of, submitting
from answerable.build.studio.desk import Desk
from answerable.build.studio.templates import words_of
from answerable.build.studio.values import PLACEHOLDER
from answerable.diagnostics import Severity
from answerable.i18n import N_
from answerable.model import ScenarioFile
from answerable.source.read.positions import Value
from answerable.source.read.source import parse
from answerable.source.write.changes import FileChange
from answerable.source.write.edit import with_fields


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A scenario in the list. `path` is that of its file in the course's folder; `sought` is what
    the search on the page looks at.
    """

    path: str
    id: str
    title: str
    status: str
    errors: int
    warnings: int
    is_unsaved: bool
    review_by: datetime.date | None
    is_due: bool
    sought: str


@dataclass(frozen=True, slots=True)
class ModuleRows:
    """A module in the list: its folder, title, status and scenarios."""

    folder: str
    title: str
    status: str
    rows: Sequence[ScenarioRow]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Something that was arranged: the changes, what it was, and where to go then: a page of the
    course, or None for the list. `paths` are files that have moved.
    """

    changes: Sequence[FileChange]
    what: str
    then: str | None = None
    paths: tuple[str, str] | None = None


def show(request: Request) -> Response:
    """The list of scenarios."""
    return _list(request, desk_of(request))


def arrange(request: Request, sent: Mapping[str, str]) -> Response:
    """Move, copy, rename, add or remove a scenario or a module."""
    desk = desk_of(request)
    try:
        with desk.writing:
            done = _arranged(request, desk, contents_of(desk.folder), sent)
            if not done.changes:
                return RedirectResponse(f"/c/{desk.key}/", 303)
            number = history.save(desk.database, desk.folder, done.changes, done.what)
            if done.paths:
                drafts.move(desk.database, desk.folder, *done.paths)
    except NotPossibleError as error:
        return _list(request, desk, problem=words_of(request)(str(error)))
    except Refused as error:
        return _list(request, desk, problem=str(error))
    except KeyError:
        return _list(request, desk, problem=words_of(request)(N_("It isn’t there any more.")))
    except OSError as error:
        return _list(request, desk, problem=error.strerror or str(error))
    return RedirectResponse(f"/c/{desk.key}/{done.then or f'?done={number}'}", 303)


def _arranged(
    request: Request, desk: Desk, contents: Contents, sent: Mapping[str, str]
) -> Arrangement:
    """What is to be done. Raises `NotPossibleError`, `Refused`, `KeyError`, `OSError`."""
    words = words_of(request)
    do, module, title = (sent.get(key, "").strip() for key in ("do", "module", "title"))
    if do in ("add", "add-module"):
        title = _title(title)
    if do == "add":
        today = datetime.date.today()
        new = free_id(contents, title)
        added = addition(
            desk.folder, title, module=module, scenario_id=new, owner=None, today=today
        )
        path = added.file.relative_to(desk.folder).as_posix()
        changes = [
            FileChange(one.path, None, _to_fill_in(str(one.after))) if one.before is None else one
            for one in added.changes
        ]
        what = words(N_("New scenario: %(title)s")) % {"title": title}
        return Arrangement(changes, what, f"scenario/{path}")
    if do == "add-module":
        owner = usual_owner(one.source for one in contents.scenarios)
        first = _title(sent.get("first", ""))
        text = _to_fill_in(scenario_text(first, owner=owner, today=datetime.date.today()))
        file, changes = modules.module_added(contents, title, first, text)
        what = words(N_("New module: %(title)s")) % {"title": title}
        return Arrangement(changes, what, f"scenario/{file.parent.name}/{file.name}")
    if do in ("module-up", "module-down"):
        changes = modules.module_moved(contents, module, 1 if do == "module-down" else -1)
        return Arrangement(changes, words(N_("Module moved: %(title)s")) % {"title": module})
    if do == "remove-module":
        changes = modules.module_removed(contents, module)
        return Arrangement(changes, words(N_("Module removed: %(title)s")) % {"title": module})
    return _arranged_scenario(words, contents, sent)


def _arranged_scenario(
    words: Callable[[str], str], contents: Contents, sent: Mapping[str, str]
) -> Arrangement:
    path, do, to = (sent.get(key, "").strip() for key in ("path", "do", "to"))
    one = contents.at(path)
    named = {"title": (one.source.value or {}).get("title") or one.id}
    match do:
        case "up" | "down":
            changes = scenarios.reordered(contents, one, 1 if do == "down" else -1)
            return Arrangement(changes, words(N_("Moved: %(title)s")) % named)
        case "move":
            before = sent.get("before") or None
            changes = scenarios.moved(contents, one, to, before)
            paths = (path, f"{to}/{one.file.name}")
            return Arrangement(changes, words(N_("Moved: %(title)s")) % named, paths=paths)
        case "copy":
            changes = scenarios.copied(contents, one, to)
            return Arrangement(changes, words(N_("Copied: %(title)s")) % named)
        case "rename":
            changes = scenarios.renamed(contents, one, to)
            paths = (path, f"{one.module}/{to}.yml")
            return Arrangement(changes, words(N_("Renamed: %(title)s")) % named, paths=paths)
        case "draft" | "live" | "retired":
            changes = scenarios.with_status(one, do)
            return Arrangement(changes, words(N_("Status changed: %(title)s")) % named)
        case "remove":
            changes = scenarios.removed(contents, one)
            return Arrangement(changes, words(N_("Removed: %(title)s")) % named)
    raise KeyError(do)


def _list(request: Request, desk: Desk, problem: str = "") -> Response:
    checked = desk.check()
    contents = contents_of(desk.folder)
    counts: defaultdict[str, Counter[Severity]] = defaultdict(Counter)
    for one in checked.diagnostics:
        counts[one.location.path][one.severity] += 1
    listed = list(_modules(desk, contents, counts))
    paths = {row.path for module in listed for row in module.rows}
    others = [one for one in checked.diagnostics if one.location.path not in paths]
    done = request.query_params.get("done", "")
    saves = history.saves(desk.database, desk.folder) if done else []
    return course_page(
        request,
        desk,
        "course",
        409 if problem else 200,
        modules=listed,
        others=others,
        problem=problem,
        fixable=any(one.fix for one in checked.diagnostics),
        done=next((one for one in saves if str(one.number) == done), None),
        due=sum(row.is_due for module in listed for row in module.rows),
    )


def _modules(
    desk: Desk, contents: Contents, counts: Mapping[str, Counter[Severity]]
) -> Iterator[ModuleRows]:
    unsaved = desk.unsaved
    today = datetime.date.today()
    for entry in contents.entries:
        rows = []
        for one in contents.of_module(name(entry)):
            path = one.file.relative_to(contents.folder).as_posix()
            source = parse(unsaved[path].text, path) if path in unsaved else one.source
            fields = source.value or {}
            review_by = _date(fields.get("review_by"))
            status = _text(fields.get("status")) or "live"
            rows.append(
                ScenarioRow(
                    path,
                    one.id,
                    _text(fields.get("title")) or one.id,
                    status,
                    counts[path][Severity.ERROR],
                    counts[path][Severity.WARNING],
                    path in unsaved,
                    review_by,
                    review_by is not None and review_by <= today and status != "retired",
                    " ".join([one.id, *_short_texts(fields)]).casefold(),
                )
            )
        title = _text(entry.get("title")) or name(entry)
        yield ModuleRows(name(entry), title, _text(entry.get("status")), rows)


_SOUGHT = ("title", "summary", "department", "channel", "difficulty", "tags", "keywords", "owner")


def _short_texts(fields: Mapping[str, Value]) -> Iterator[str]:
    for field in _SOUGHT:
        value = fields.get(field)
        for one in value if isinstance(value, list) else [value]:
            yield _text(one)


def _to_fill_in(text: str) -> str:
    """The file of a new scenario with what has to be written: a form offers the rest by itself."""
    source = parse(text, "")
    fields: dict[str, Value] = {"summary": None, "solutions": [PLACEHOLDER]}
    made = with_fields(source, text, fields, ScenarioFile) or text
    # Comments for those who type into the file.
    lines = [one for one in made.splitlines() if not one.startswith("# ") or "$schema" in one]
    return re.sub(r"\n{2,}", "\n", "\n".join(lines)) + "\n"


def _title(text: str) -> str:
    try:
        return one_line(text)
    except ValueError:
        raise NotPossibleError(N_("Give it a title.")) from None


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _date(value: Value) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(_text(value))
    except ValueError:
        return None


ROUTES = (
    Route("/c/{key}/", show),
    Route("/c/{key}/arrange", submitting(arrange), methods=["POST"]),
)

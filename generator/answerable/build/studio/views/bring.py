"""Bring scenarios from a file: see what was understood, correct it, and take or leave each."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from answerable.build.studio import bundles, history
from answerable.build.studio.answering import LIMIT, content_of, course_page, desk_of, receiving
from answerable.build.studio.bringing import (
    DONE,
    BroughtScenario,
    BroughtState,
    Understood,
    for_people,
    modules_of,
    planned,
    read_for,
    understood,
)
from answerable.build.studio.bundles import Bundle, Decision
from answerable.build.studio.desk import Desk
from answerable.build.studio.differences import Difference, differences
from answerable.build.studio.forms import FormField
from answerable.build.studio.subjects import SCENARIO
from answerable.build.studio.templates import words_of
from answerable.build.studio.values import changes, shown
from answerable.diagnostics import Diagnostic, visible
from answerable.diagnostics.failure import BuildFailed
from answerable.exchange.scenarios.files import MAX_BYTES, READERS
from answerable.exchange.scenarios.planning.outcome import ImportPlan
from answerable.exchange.scenarios.planning.remembered import Remembered
from answerable.exchange.scenarios.tables.columns import columns
from answerable.exchange.scenarios.tables.titles import meant_by
from answerable.i18n import N_
from answerable.model.fieldnametable import MODULE
from answerable.source.read.source import parse

_LONGEST_NAME = 120  # characters of a file's name

_STATES: Mapping[BroughtState, str] = {
    "ready": N_("Ready"),
    "changing": N_("Changes a scenario"),
    "unclear": N_("Not all understood"),
    "faulty": N_("Something is missing or wrong"),
    "known": N_("In the course already"),
    "left": N_("Left out"),
    "taken": N_("Taken"),
}

_AT_ONCE: Sequence[BroughtState] = ("ready", "changing")
"""What can be taken all at once."""

_LEFT_OUT = "-"
"""What a column is said to mean that is left out."""

FormAnswer: TypeAlias = Callable[[Request, Mapping[str, str]], Response]


def show(request: Request) -> Response:
    """Where a file is dropped, and the files that aren't finished with."""
    desk = desk_of(request)
    kept = bundles.names(desk.database, desk.folder)
    return course_page(request, desk, "bring", kept=kept, endings=sorted(READERS))


async def upload(request: Request) -> Response:
    """Keep a file, whose name is in the address. Answers the address of its page, or what is wrong
    with it if it has no scenarios at all.
    """
    content = await content_of(request, MAX_BYTES)
    try:
        return await run_in_threadpool(_kept, request, content)
    except OSError as error:
        return JSONResponse({"problems": [{"message": error.strerror or str(error)}]}, 507)


def _kept(request: Request, content: bytes) -> Response:
    desk = desk_of(request)
    name = _name(request.query_params.get("name", ""))
    found = read_for(desk.folder, name, content)
    if not found.drafts and not found.unread:
        problems = [
            {"message": one.message, "hint": one.hint} for one in map(for_people, found.diagnostics)
        ]
        return JSONResponse({"problems": problems}, 422)
    number = bundles.add(desk.database, desk.folder, name, content)
    return JSONResponse({"address": f"/c/{desk.key}/bring/{number}"})


def _name(given: str) -> str:
    """The name of a file without folders, and with its ending."""
    name = visible(re.split(r"[\\/]", given)[-1]).strip() or "?"
    return name[-_LONGEST_NAME:]


def show_bundle(request: Request) -> Response:
    """What was understood of a file."""
    desk, bundle = _bundle(request)
    return _bundle_page(request, desk, bundle, ())


def _bundle_page(
    request: Request,
    desk: Desk,
    bundle: Bundle,
    problems: Sequence[Diagnostic],
    status: int = 200,
    refused: str = "",
) -> Response:
    try:
        found = understood(desk.folder, bundle)
    except BuildFailed as error:
        found = Understood((), (), (), ())
        problems = error.diagnostics
    counts = {state: sum(one.state == state for one in found.scenarios) for state in _AT_ONCE}
    answer = course_page(
        request,
        desk,
        "bundle",
        bundle=bundle,
        found=found,
        problems=tuple(map(for_people, problems)),
        refused=refused,
        states=_STATES,
        counts=counts,
        is_done=bool(found.scenarios) and all(one.state in DONE for one in found.scenarios),
        open_ones=sum(one.state not in DONE for one in found.scenarios),
        modules=_modules(desk, found),
        needs_module=any(_has_no_module(one) for one in found.scenarios),
        meanings=list(_meanings(found.unread)),
        columns=_columns(),
        left_out=_LEFT_OUT,
    )
    answer.status_code = status
    return answer


def _has_no_module(one: BroughtScenario) -> bool:
    return one.state not in DONE and not one.draft.module and not one.is_change


def _modules(desk: Desk, found: Understood) -> dict[str, str]:
    """Modules to choose from, with what they are called: those of the course and of the file."""
    known = modules_of(desk.folder)
    return dict(known) | {one: one for one in found.named if _folder(known, one) == one}


def _folder(known: Mapping[str, str], said: str) -> str:
    """The folder of the module that is meant by its folder or its title; the same if it is new."""
    meant = said.casefold().strip()
    named = (name for name, title in known.items() if meant in (name, title.casefold()))
    return next(named, said)


def _meanings(unread: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Titles of columns with the column of ours that each seems to be, "" if none does."""
    for title in unread:
        column = meant_by(title)
        yield title, column.title if column else ""


def _columns() -> list[tuple[str, list[str]]]:
    """The titles of our columns, in two groups with their names."""
    groups = ((N_("Often used"), True), (N_("Others"), False))
    return [
        (name, [one.title for one in columns() if one.is_for_most is often])
        for name, often in groups
    ]


def explain(request: Request, sent: Mapping[str, str]) -> Response:
    """Remember what titles of columns mean, for this course, as the command line does."""
    desk, bundle = _bundle(request)
    titles = read_for(desk.folder, bundle.name, bundle.content).unread
    told = {}
    for title in titles:
        said = sent.get(title, "")
        column = meant_by(said)
        if said == _LEFT_OUT:
            told[title] = ""
        elif column:
            told[title] = column.title
    with desk.writing:
        made = Remembered.of(desk.folder).with_more(told).changes
        if made:
            history.save(desk.database, desk.folder, made, bundle.name)
    return _back(desk, bundle)


def choose(request: Request, sent: Mapping[str, str]) -> Response:
    """Keep the module of the scenarios that name none."""
    desk, bundle = _bundle(request)
    bundles.choose_module(desk.database, bundle.number, sent.get(MODULE, ""))
    return _back(desk, bundle)


def take_all(request: Request, sent: Mapping[str, str]) -> Response:
    """Take all scenarios in a state."""
    desk, bundle = _bundle(request)
    state = sent.get("state")
    if state not in _AT_ONCE:
        raise HTTPException(400)
    return _taken(
        request, desk, bundle, lambda one: one.state == state, _back(desk, bundle), bundle.name
    )


def _taken(
    request: Request,
    desk: Desk,
    bundle: Bundle,
    is_meant: Callable[[BroughtScenario], bool],
    answer: Response,
    what: str,
) -> Response:
    """Write the scenarios that are meant, all or none."""
    with desk.writing:
        found = understood(desk.folder, bundle)
        chosen = [one for one in found.scenarios if one.state not in DONE and is_meant(one)]
        plan = planned(desk.folder, bundle, chosen)
        if plan.has_errors:
            return _bundle_page(request, desk, bundle, plan.diagnostics, 409)
        try:
            if plan.changes:
                history.save(desk.database, desk.folder, plan.changes, what)
        except OSError as error:
            text = error.strerror or str(error)
            return _bundle_page(request, desk, bundle, (), 409, refused=text)
        bundles.decide(desk.database, bundle.number, dict(_now_taken(desk, chosen, plan)))
    return answer


def _now_taken(
    desk: Desk, chosen: Iterable[BroughtScenario], plan: ImportPlan
) -> Iterator[tuple[str, Decision]]:
    """The decisions about scenarios that were taken, with the files that they have become."""
    for one, entry in zip(chosen, plan.entries, strict=True):
        own = (change.path for change in entry.changes if isinstance(change.after, str))
        if file := next(own, None):
            path = file.relative_to(desk.folder).as_posix()
            yield one.place, replace(one.decision, taken=path)


def remove(request: Request, _: Mapping[str, str]) -> Response:
    """Forget a file and what was corrected; what was taken stays."""
    desk, bundle = _bundle(request)
    bundles.remove(desk.database, bundle.number)
    return RedirectResponse(f"/c/{desk.key}/bring", 303)


def show_one(request: Request) -> Response:
    """The form of one scenario, beside where it comes from."""
    desk, bundle = _bundle(request)
    found, one = _one(request, desk, bundle)
    places = [each.place for each in found.scenarios]
    at = places.index(one.place)
    known = modules_of(desk.folder)
    module = one.draft.module or bundle.module or (next(iter(known)) if len(known) == 1 else "")
    form = _form(one)
    return course_page(
        request,
        desk,
        "brought",
        bundle=bundle,
        one=one,
        number=at + 1,
        count=len(places),
        earlier=places[at - 1] if at else None,
        later=places[at + 1] if at + 1 < len(places) else None,
        states=_STATES,
        form=form,
        values=shown(form, dict(one.draft.source.value or {})),
        modules=_modules(desk, found),
        module=_folder(known, module),
        differences=list(_differences(one)),
        problems=list(_told(one)),
    )


def correct(request: Request, sent: Any) -> Response:
    """Keep what a form shows of a scenario. Answers its state, and what is wrong by field."""
    fields = sent.get("fields") if isinstance(sent, dict) else None
    if not isinstance(fields, dict):
        raise HTTPException(400)
    desk, bundle = _bundle(request)
    with desk.writing:
        _, one = _one(request, desk, bundle)
        if not one.is_form:
            raise HTTPException(409)
        read = one.read.source.value or {}
        module = fields.get(MODULE, "")
        said = _folder(modules_of(desk.folder), one.read.module or "")
        decision = replace(
            one.decision,
            fields=changes(_form(one), fields, read),
            module=module if isinstance(module, str) and module != said else "",
        )
        bundles.decide(desk.database, bundle.number, {one.place: decision})
    return _told_again(request, desk, bundle.number)


def _told_again(request: Request, desk: Desk, number: int) -> Response:
    bundle = bundles.bundle(desk.database, desk.folder, number)
    if bundle is None:
        raise HTTPException(404)
    _, one = _one(request, desk, bundle)
    return JSONResponse(
        {
            "state": one.state,
            "says": words_of(request)(_STATES[one.state]),
            "problems": list(_told(one)),
        }
    )


def take(request: Request, _: Mapping[str, str]) -> Response:
    """Write one scenario."""
    desk, bundle = _bundle(request)
    found, one = _one(request, desk, bundle)
    return _taken(
        request,
        desk,
        bundle,
        lambda each: each.place == one.place,
        _next(desk, bundle, found, one),
        one.title or bundle.name,
    )


def leave(request: Request, _: Mapping[str, str]) -> Response:
    """Don't take one scenario."""
    desk, bundle = _bundle(request)
    found, one = _one(request, desk, bundle)
    decision = replace(one.decision, is_left=True)
    bundles.decide(desk.database, bundle.number, {one.place: decision})
    return _next(desk, bundle, found, one)


def bring_back(request: Request, _: Mapping[str, str]) -> Response:
    """Think again about a scenario that was left out."""
    desk, bundle = _bundle(request)
    one = _one(request, desk, bundle)[1]
    decision = replace(one.decision, is_left=False)
    bundles.decide(desk.database, bundle.number, {one.place: decision})
    return RedirectResponse(f"/c/{desk.key}/bring/{bundle.number}/{one.place}", 303)


def picture(request: Request) -> Response:
    """The picture of a scenario, as it is in the file."""
    desk, bundle = _bundle(request)
    found = read_for(desk.folder, bundle.name, bundle.content)
    place = request.path_params["place"]
    own = next((one.picture for one in found.drafts if str(one.where.line) == place), None)
    if own is None:
        raise HTTPException(404)
    kind = {".svg": "svg+xml", ".jpg": "jpeg"}.get(own.ending, own.ending.removeprefix("."))
    policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"}
    return Response(own.content, media_type=f"image/{kind}", headers=policy)


def _bundle(request: Request) -> tuple[Desk, Bundle]:
    desk = desk_of(request)
    found = bundles.bundle(desk.database, desk.folder, request.path_params["number"])
    if found is None:
        raise HTTPException(404)
    return desk, found


def _one(request: Request, desk: Desk, bundle: Bundle) -> tuple[Understood, BroughtScenario]:
    found = understood(desk.folder, bundle)
    one = found.at(request.path_params["place"])
    if one is None:
        raise HTTPException(404)
    return found, one


def _form(one: BroughtScenario) -> FormField:
    """The form of a scenario, without what comes with the file."""
    left_out = {"picture"} if one.read.picture else set()
    fields = tuple(field for field in SCENARIO.fields if field.name not in left_out)
    return replace(SCENARIO, fields=fields)


def _differences(one: BroughtScenario) -> Iterator[Difference]:
    """What a scenario changes in the one that the course has."""
    for change in one.planned.changes if one.planned and one.is_change else ():
        if change.before is not None and isinstance(change.after, str):
            path = change.path.name
            before, after = parse(change.before, path), parse(change.after, path)
            yield from differences(before.value, after.value)


def _told(one: BroughtScenario) -> Iterator[Mapping[str, Any]]:
    for keys, found in one.found:
        yield {
            "keys": keys,
            "code": found.code,
            "severity": found.severity.name.lower(),
            "message": found.message,
            "hint": found.hint,
        }


def _back(desk: Desk, bundle: Bundle) -> Response:
    return RedirectResponse(f"/c/{desk.key}/bring/{bundle.number}", 303)


def _next(desk: Desk, bundle: Bundle, found: Understood, one: BroughtScenario) -> Response:
    """The next scenario about which nothing is decided yet; without any, the page of the file."""
    at = found.scenarios.index(one)
    others = (*found.scenarios[at + 1 :], *found.scenarios[:at])
    later = next((each.place for each in others if each.state not in DONE), None)
    if later is None:
        return _back(desk, bundle)
    return RedirectResponse(f"/c/{desk.key}/bring/{bundle.number}/{later}", 303)


def _receiving_form(answer: FormAnswer) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that gets what a page's form sends, and may take its time."""

    async def endpoint(request: Request) -> Response:
        content = await content_of(request, LIMIT)
        sent = dict(parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True))
        return await run_in_threadpool(answer, request, sent)

    return endpoint


_BUNDLE = "/c/{key}/bring/{number:int}"

ROUTES = (
    Route("/c/{key}/bring", show),
    Route("/c/{key}/bring", upload, methods=["POST"]),
    Route(_BUNDLE, show_bundle),
    Route(f"{_BUNDLE}/{{place}}", show_one),
    Route(f"{_BUNDLE}/{{place}}/picture", picture),
    Route(f"{_BUNDLE}/{{place}}/fields", receiving(correct), methods=["POST"]),
    *(
        Route(f"{_BUNDLE}/{path}", _receiving_form(answer), methods=["POST"])
        for path, answer in (
            ("columns", explain),
            ("module", choose),
            ("take", take_all),
            ("remove", remove),
            ("{place}/take", take),
            ("{place}/leave", leave),
            ("{place}/back", bring_back),
        )
    ),
)

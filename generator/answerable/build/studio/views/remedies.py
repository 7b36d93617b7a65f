"""What can be done about a finding: fix it, ignore it with a reason, have it explained."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from answerable.build.studio.answering import (
    BY_HAND,
    FORMS,
    desk_of,
    receiving,
    refused,
    subject_of,
    submitting,
)
from answerable.build.studio.desk import Desk
from answerable.build.studio.drafts import Unsaved
from answerable.build.studio.remedies import fixed, ignored_in, ignoring, not_ignoring
from answerable.build.studio.templates import page
from answerable.checks.documentation import documentation
from answerable.diagnostics import Diagnostic
from answerable.i18n import N_
from answerable.source.read.source import parse

_GONE = N_("This was found no more. Look again.")


def fix(request: Request, sent: Any) -> Response:
    """Make the fix of a finding, in what isn't saved."""
    return _about(request, sent, lambda desk, finding: _keep(desk, [finding]))


def fix_all(request: Request, _: Mapping[str, str]) -> Response:
    """Make all fixes in the course that can be made together, in what isn't saved."""
    desk = desk_of(request)
    with desk.writing:
        _keep(desk, [one for one in desk.check().diagnostics if one.fix])
    return RedirectResponse(f"/c/{desk.key}/", 303)


def ignore(request: Request, sent: Any) -> Response:
    """Ignore a finding, with a reason."""
    reason = sent.get("reason") if isinstance(sent, dict) else None
    if not isinstance(reason, str) or not reason.strip():
        raise HTTPException(400)

    def write(desk: Desk, finding: Diagnostic) -> bool:
        path = finding.location.path
        text = ignoring(desk.text(path), finding, reason)
        return text is not None and _put(desk, path, text)

    return _about(request, sent, write)


def unignore(request: Request, sent: Any) -> Response:
    """Ignore something no longer, by its number among what the file ignores."""
    desk, subject = subject_of(request)
    number = sent.get("number") if isinstance(sent, dict) else None
    with desk.writing:
        text = desk.text(subject.path)
        found = list(ignored_in(parse(text, subject.path)))
        if not isinstance(number, int) or not 0 <= number < len(found):
            return refused(request, _GONE)
        _put(desk, subject.path, not_ignoring(text, found[number]))
    return JSONResponse({"done": True})


def explain(request: Request) -> Response:
    """What a code means."""
    explanation = documentation().get(request.path_params["code"])
    if explanation is None:
        raise HTTPException(404)
    return page(request, "explanation", one=explanation)


def _about(request: Request, sent: Any, do: Callable[[Desk, Diagnostic], bool]) -> Response:
    """Do something about the finding that was sent by its code, message and line."""
    desk, subject = subject_of(request)
    if not isinstance(sent, dict):
        raise HTTPException(400)
    with desk.writing:
        finding = next(
            (
                one
                for one in desk.check().diagnostics
                if one.location.path == subject.path
                and one.code == sent.get("code")
                and one.message == sent.get("message")
                and one.location.line == sent.get("line")
            ),
            None,
        )
        if finding is None:
            return refused(request, _GONE)
        if not do(desk, finding):
            return refused(request, BY_HAND)
    return JSONResponse({"done": True})


def _keep(desk: Desk, findings: list[Diagnostic]) -> bool:
    """Keep the texts with the findings' fixes. Returns whether there are any."""
    paths = {edit.path for one in findings for edit in one.fix}
    texts = fixed({path: desk.text(path) for path in paths}, findings)
    for path, text in texts.items():
        _put(desk, path, text)
    return bool(texts)


def _put(desk: Desk, path: str, text: str) -> bool:
    """Keep the next text of a file."""
    unsaved = desk.unsaved.get(path)
    base = unsaved.base if unsaved else (desk.folder / path).read_bytes()
    desk.keep(path, None if text.encode() == base else Unsaved(base, text))
    return True


ROUTES = (
    *(
        route
        for path in FORMS
        for route in (
            Route(f"{path}/fix", receiving(fix), methods=["POST"]),
            Route(f"{path}/ignore", receiving(ignore), methods=["POST"]),
            Route(f"{path}/unignore", receiving(unignore), methods=["POST"]),
        )
    ),
    Route("/c/{key}/fix", submitting(fix_all), methods=["POST"]),
    Route("/explain/{code}", explain),
)

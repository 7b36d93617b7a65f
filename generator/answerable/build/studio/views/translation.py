"""One part of a course beside its translation, text by text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from answerable.authoring.translate.files import confirmations, texts_of_course
from answerable.authoring.translate.parts import COURSE, FRONT_MATTER, Translatable, text_of
from answerable.build.studio import history
from answerable.build.studio.answering import BY_HAND, course_page, receiving, refused, submitting
from answerable.build.studio.desk import Desk, versions_of
from answerable.build.studio.drafts import Unsaved
from answerable.build.studio.editing import followed
from answerable.build.studio.pairs import TextPair, pairs, with_texts
from answerable.build.studio.places import field_of
from answerable.build.studio.subjects import COURSE_TRANSLATION, TRANSLATION, FormSubject
from answerable.build.studio.templates import words_of
from answerable.build.studio.terms import passages
from answerable.build.studio.values import Shown, digest, same, shown
from answerable.build.studio.views.comparison import chosen, compared
from answerable.build.studio.views.translate import part_of
from answerable.i18n import N_, direction
from answerable.model import CourseTranslation, ScenarioFile
from answerable.source.read.positions import Keys, Value
from answerable.source.read.source import parse, read
from answerable.source.write.changes import FileChange


@dataclass(frozen=True, slots=True)
class Translating:
    """A part that is being translated: its files, the form of its texts, and what both show."""

    desk: Desk
    part: Translatable
    language: str
    subject: FormSubject
    original: Shown
    translation: Shown

    @property
    def pairs(self) -> Sequence[TextPair]:
        """The texts of both."""
        return pairs(self.subject.form, self.original, self.translation)

    @property
    def seen(self) -> str:
        """What tells whether the page still shows what there is."""
        return digest([one.translation for one in self.pairs])


def show(request: Request) -> Response:
    """Both versions, side by side."""
    desk, part, language = part_of(request)
    if not part.begun:
        return RedirectResponse(f"/c/{desk.key}/translate?language={language}", 303)
    if part.original.suffix == ".md":
        return _page(request, desk, part, language)
    with desk.writing:
        translating = _translating(desk, part, language)
        unsaved, clashes = followed(desk, translating.subject)
        translating = _translating(desk, part, language)
    terms = {} if part.name == COURSE else _terms(desk, language)
    page = "" if part.name == COURSE else f"scenarios/{part.name}/"
    return course_page(
        request,
        desk,
        "translation",
        title=_title(translating),
        pairs=[(json.dumps(one.keys), one) for one in translating.pairs],
        left=sum(not one.is_done for one in translating.pairs),
        language_of_part=language,
        language_of_original=desk_language(desk),
        direction_of=direction,
        state=part.state if part.revision else "",
        terms=terms,
        passages=lambda text: passages(text, terms),
        address=request.url.path,
        preview=f"{desk.base}{language}/{page}",
        is_unsaved=unsaved is not None,
        clash=bool(clashes),
        seen=translating.seen,
        versions=versions_of(desk.board.state),
        is_draft=False,
        views=(),
    )


def keep(request: Request, sent: Any) -> Response:
    """Keep what was typed, as the form of a scenario does."""
    desk, part, language = part_of(request)
    fields, before = _texts(sent, "fields"), _texts(sent, "before")
    with desk.writing:
        translating = _translating(desk, part, language)
        unsaved, clashes = followed(desk, translating.subject)
        translating = _translating(desk, part, language)
        now = {one.keys: one.translation for one in translating.pairs}
        fields = {keys: text for keys, text in fields.items() if keys in now}
        is_stale = sent.get("seen") != translating.seen
        elsewhere = [
            keys
            for keys, text in fields.items()
            if is_stale
            and not same(before.get(keys, ""), now.get(keys, ""))
            and not same(text, now.get(keys, ""))
        ]
        if sent.get("anyway"):
            elsewhere = []
        fields = {keys: text for keys, text in fields.items() if keys not in elsewhere}
        subject = translating.subject
        base = unsaved.base if unsaved else part.translation.read_bytes()
        tree = with_texts(subject.form, translating.original, translating.translation, fields)
        entered = {str(keys[0]): tree[str(keys[0])] for keys in fields if isinstance(tree, dict)}
        original = parse(base, subject.path)
        latest = parse(unsaved.text, subject.path) if unsaved else original
        text = subject.text(original, base.decode(), latest, entered)
        if text is None:
            return refused(request, BY_HAND)
        is_same = text.encode() == base
        desk.keep(subject.path, None if is_same else Unsaved(base, text))
        shows = _translating(desk, part, language).seen
    if elsewhere:
        names = [str(keys[-1]) for keys in elsewhere]
        kept = [json.dumps(keys) for keys in fields]
        return JSONResponse({"elsewhere": names, "kept": kept}, 409)
    state = {"unsaved": not is_same, "seen": shows, "stale": is_stale, "clash": bool(clashes)}
    return JSONResponse(state)


def save(request: Request, _: Any) -> Response:
    """Write what was typed into the translation's file."""
    desk, part, language = part_of(request)
    number = None
    with desk.writing:
        translating = _translating(desk, part, language)
        unsaved, clashes = followed(desk, translating.subject)
        if clashes:
            return JSONResponse({"clash": True}, 409)
        if unsaved is not None:
            change = FileChange(part.translation, unsaved.base, unsaved.text)
            what = f"{_title(translating)} ({language})"
            number = history.save(desk.database, desk.folder, [change], what)
            desk.keep(translating.subject.path, None)
    return JSONResponse({"unsaved": False, "number": number, "seen": translating.seen})


def give_up(request: Request, _: Any) -> Response:
    """Forget what was typed and isn't saved."""
    desk, part, language = part_of(request)
    desk.keep(_translating(desk, part, language).subject.path, None)
    return JSONResponse({"unsaved": False})


def problems(request: Request) -> Response:
    """What is wrong with the translation as it would be saved now, by text."""
    desk, part, language = part_of(request)
    translating = _translating(desk, part, language)
    path = translating.subject.path
    source = parse(desk.text(path), path)
    names = [one.keys for one in translating.pairs]
    told = [
        {
            "keys": _nearest(field_of(one, source), names),
            "code": one.code,
            "severity": one.severity.name.lower(),
            "message": one.message,
            "hint": one.hint,
        }
        for one in desk.check().diagnostics
        if one.location.path == path
    ]
    unsaved = path in desk.unsaved
    return JSONResponse({"problems": told, "seen": translating.seen, "unsaved": unsaved})


def compare(request: Request) -> Response:
    """Both versions of a translation that was changed by another program as well."""
    desk, part, language = part_of(request)
    return compared(request, desk, _translating(desk, part, language).subject)


def choose(request: Request, sent: Any) -> Response:
    """Put both versions together."""
    desk, part, language = part_of(request)
    return chosen(request, sent, desk, _translating(desk, part, language).subject)


def confirm(request: Request, _: Mapping[str, str]) -> Response:
    """Note in the translation that it matches the original."""
    desk, part, language = part_of(request)
    if part.begun and part.revision and (made := confirmations([part])):
        what = words_of(request)(N_("Confirmed: %(title)s")) % {"title": part.translation.name}
        with desk.writing:
            history.save(desk.database, desk.folder, made, what)
    return RedirectResponse(f"/c/{desk.key}/translate?language={language}", 303)


def save_page(request: Request, sent: Mapping[str, str]) -> Response:
    """Write the translation of a page, below its metadata."""
    desk, part, language = part_of(request)
    if not part.begun or part.original.suffix != ".md":
        raise HTTPException(404)
    with desk.writing:
        before = part.translation.read_bytes()
        text = text_of(part.translation)
        if sent.get("seen") != digest(text):
            text = sent.get("text", "")
            return _page(request, desk, part, language, text=text, is_changed=True)
        found = FRONT_MATTER.match(text)
        head = f"{found[0]}\n" if found else ""
        body = sent.get("text", "").replace("\r\n", "\n").strip()
        change = FileChange(part.translation, before, f"{head}{body}\n")
        history.save(desk.database, desk.folder, [change], part.translation.name)
    return RedirectResponse(request.url.path.removesuffix("/page"), 303)


def _page(
    request: Request,
    desk: Desk,
    part: Translatable,
    language: str,
    *,
    text: str | None = None,
    is_changed: bool = False,
) -> Response:
    whole = text_of(part.translation)
    return course_page(
        request,
        desk,
        "translated-page",
        409 if is_changed else 200,
        title=part.name,
        original=FRONT_MATTER.sub("", text_of(part.original)).strip(),
        translation=FRONT_MATTER.sub("", whole).strip() if text is None else text,
        seen=digest(whole),
        is_changed=is_changed,
        state=part.state,
        language_of_part=language,
        language_of_original=desk_language(desk),
        direction_of=direction,
        address=request.url.path.removesuffix("/page"),
    )


def desk_language(desk: Desk) -> str:
    """The language of the original."""
    for file in desk.folder.glob("course.y*ml"):
        language = (read(file, file.name).value or {}).get("language")
        if isinstance(language, str):
            return language
    return "en"


def _translating(desk: Desk, part: Translatable, language: str) -> Translating:
    if not part.begun or part.original.suffix == ".md":
        raise HTTPException(404)
    path = part.translation.absolute().relative_to(desk.folder).as_posix()
    value: dict[str, Any] = dict(
        _value(desk, part.original.absolute().relative_to(desk.folder).as_posix())
    )
    own: dict[str, Any] = dict(_value(desk, path))
    if part.name == COURSE:
        subject = FormSubject(path, COURSE_TRANSLATION, CourseTranslation)
        terms = own.get("terms")
        value = texts_of_course(value) | {"terms": terms if isinstance(terms, dict) else {}}
    else:
        subject = FormSubject(path, TRANSLATION, ScenarioFile)
    return Translating(
        desk, part, language, subject, shown(subject.form, value), shown(subject.form, own)
    )


def _value(desk: Desk, path: str) -> Mapping[str, Value]:
    value = parse(desk.text(path), path).value
    if value is None:
        raise HTTPException(409)
    return value


def _terms(desk: Desk, language: str) -> dict[str, str]:
    """The words of the whole course in a language."""
    for file in desk.folder.glob(f"course.{language}.y*ml"):
        terms = (read(file, file.name).value or {}).get("terms")
        found = terms.items() if isinstance(terms, dict) else ()
        return {word: text for word, text in found if isinstance(text, str)}
    return {}


def _title(translating: Translating) -> str:
    first = next(iter(translating.pairs), None)
    return first.original if first else translating.part.name


def _texts(sent: Any, name: str) -> dict[Keys, str]:
    """What was sent of some texts, by their paths. Raises 400 for anything else."""
    group = sent.get(name) if isinstance(sent, dict) else None
    try:
        texts = {tuple(json.loads(keys)): text for keys, text in group.items()}  # type: ignore[union-attr]
    except (AttributeError, TypeError, ValueError):
        raise HTTPException(400) from None
    if not all(isinstance(text, str) for text in texts.values()):
        raise HTTPException(400)
    return texts


def _nearest(keys: Keys, names: Sequence[Keys]) -> list[str]:
    """The text that a finding is about; none if it is about the file."""
    for length in range(len(keys), 0, -1):
        for name in names:
            if name[:length] == keys[:length]:
                return [json.dumps(name)]
    return []


_PART = "/c/{key}/translate/{language}/{name:path}"

ROUTES = (
    Route(f"{_PART}/draft", receiving(keep), methods=["POST"]),
    Route(f"{_PART}/save", receiving(save), methods=["POST"]),
    Route(f"{_PART}/give-up", receiving(give_up), methods=["POST"]),
    Route(f"{_PART}/problems", problems),
    Route(f"{_PART}/compare", compare),
    Route(f"{_PART}/compare", receiving(choose), methods=["POST"]),
    Route(f"{_PART}/confirm", submitting(confirm), methods=["POST"]),
    Route(f"{_PART}/page", submitting(save_page), methods=["POST"]),
    Route(_PART, show),
)

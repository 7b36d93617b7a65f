"""The first page: the courses on this computer, a new one, and opening one that isn't listed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import platformdirs
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from answerable.authoring.scaffold.new import OWNER, Answers, course_files, create
from answerable.authoring.scaffold.origin import requirement
from answerable.authoring.scaffold.templates import one_line
from answerable.authoring.scaffold.topics import TOPICS
from answerable.build.studio.answering import studio_of, submitting
from answerable.build.studio.desk import key_of
from answerable.build.studio.studio import CONFIG
from answerable.build.studio.templates import LANGUAGE, page, words_of
from answerable.i18n import N_, catalogue_languages
from answerable.model import CourseFile
from answerable.source.read.names import as_course_id
from answerable.source.read.source import parse, read
from answerable.source.write.edit import with_fields

_COURSE_FILE = "scenarios/course.yml"
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_YEAR = 365 * 24 * 3600


class Shelved(NamedTuple):
    """A course on the list: its key, its title, and its folder."""

    key: str
    title: str
    folder: Path


class SubFolder(NamedTuple):
    """A folder to walk into: its path, its name, and whether it is a course's."""

    path: Path
    name: str
    is_course: bool


def show(request: Request) -> Response:
    """The list of courses."""
    return _list(request)


def forget(request: Request, sent: Mapping[str, str]) -> Response:
    """Take a course off the list; its files stay."""
    studio_of(request).forget(sent.get("key", ""))
    return RedirectResponse("/", 303)


def choose(request: Request) -> Response:
    """The folders of this computer, to find a course's in them."""
    asked = request.query_params.get("folder", "")
    folder = Path(asked) if asked else Path.home()
    try:
        inner = _subfolders(folder)
    except OSError:
        problem = words_of(request)(N_("This folder can’t be opened."))
        return _folders(request, Path.home(), _subfolders(Path.home()), problem)
    return _folders(request, folder, inner)


def open_folder(request: Request, sent: Mapping[str, str]) -> Response:
    """Put a course on the list, and open it."""
    folder = Path(sent.get("folder", "").strip() or "?").expanduser()
    if not (folder / CONFIG).is_file():
        problem = N_("This folder isn’t a course’s: it has no mkdocs.yml.")
        return _list(request, words_of(request)(problem))
    return RedirectResponse(f"/c/{studio_of(request).remember(folder)}/", 303)


def begin(request: Request) -> Response:
    """The form for a new course."""
    return _new(request, {"folder": str(_usual_folder(request))})


def make(request: Request, sent: Mapping[str, str]) -> Response:
    """Make a course, and open it."""
    words = words_of(request)
    try:
        title = one_line(sent.get("title", ""))
        owner = one_line(sent.get("owner") or OWNER)
    except ValueError:
        return _new(request, sent, words(N_("Give it a title, on one line.")))
    topic = sent.get("topic", TOPICS[0])
    colour = sent.get("colour", "").strip()
    folder = Path(sent.get("folder", "").strip() or _usual_folder(request)).expanduser()
    folder = folder / as_course_id(title)
    if topic not in TOPICS or (colour and not _COLOUR.fullmatch(colour)):
        return _new(request, sent, words(N_("Choose a topic and a colour such as #0f5c63.")))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        problem = words(N_("There is something at %(folder)s already. Choose another title."))
        return _new(request, sent, problem % {"folder": folder})
    answers = Answers(title, owner, topic=topic)
    files = course_files(answers, datetime.date.today(), requirement())
    if colour and "is_own_colour" in sent:
        files[_COURSE_FILE] = _with_colour(files[_COURSE_FILE], colour)
    try:
        create(folder, files)
    except OSError as error:
        return _new(request, sent, error.strerror or str(error))
    return RedirectResponse(f"/c/{studio_of(request).remember(folder)}/", 303)


def speak(_: Request, sent: Mapping[str, str]) -> Response:
    """Let the studio answer in another language of its own."""
    back = sent.get("back", "/")
    answer = RedirectResponse(back if re.match(r"/(?![/\\])", back) else "/", 303)
    language = sent.get(LANGUAGE, "")
    if language in ("en", *catalogue_languages()):
        answer.set_cookie(LANGUAGE, language, max_age=_YEAR, samesite="strict")
    return answer


def _list(request: Request, problem: str = "") -> Response:
    courses = [Shelved(key_of(one), _title(one), one) for one in studio_of(request).folders]
    return page(request, "courses", 409 if problem else 200, courses=courses, problem=problem)


def _folders(
    request: Request, folder: Path, inner: Sequence[SubFolder], problem: str = ""
) -> Response:
    return page(
        request,
        "folders",
        folder=folder.absolute(),
        inner=inner,
        is_course=(folder / CONFIG).is_file(),
        problem=problem,
    )


def _subfolders(folder: Path) -> list[SubFolder]:
    return sorted(
        SubFolder(one, one.name, (one / CONFIG).is_file())
        for one in folder.iterdir()
        if not one.name.startswith(".") and one.is_dir()
    )


def _new(request: Request, entered: Mapping[str, str], problem: str = "") -> Response:
    status = 409 if problem else 200
    values = dict.fromkeys(("title", "topic", "owner", "is_own_colour", "colour", "folder"), "")
    values |= entered
    return page(request, "new", status, entered=values, topics=TOPICS, problem=problem)


def _usual_folder(request: Request) -> Path:
    """Where a new course goes: beside the latest one, or among the user's documents."""
    latest = next((one.parent for one in studio_of(request).folders), None)
    return latest or platformdirs.user_documents_path()


def _with_colour(text: str, colour: str) -> str:
    source = parse(text, _COURSE_FILE)
    return with_fields(source, text, {"brand": {"colour": colour}}, CourseFile) or text


def _title(folder: Path) -> str:
    file = folder / _COURSE_FILE
    title = (read(file, file.name).value or {}).get("title")
    return title if isinstance(title, str) else folder.name


ROUTES = (
    Route("/", show),
    Route("/forget", submitting(forget), methods=["POST"]),
    Route("/folders", choose),
    Route("/open", submitting(open_folder), methods=["POST"]),
    Route("/new", submitting(make), methods=["POST"]),
    Route("/new", begin),
    Route("/language", submitting(speak), methods=["POST"]),
)

"""Find the files of a folder that make up a course."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from answerable.diagnostics import Diagnostic, Location, Severity, in_order, in_quotes
from answerable.source.read.encoding import not_opened
from answerable.source.read.guidetexts import FOLDER as GUIDE
from answerable.source.read.languagefiles import Files as TranslationFiles
from answerable.source.read.media import MEDIA

COURSE_NAMES = ("course.yml", "course.yaml")
_YAML_SUFFIXES = (".yml", ".yaml")
_HIDDEN_SUFFIX = re.compile(r"(?P<right>.*\.ya?ml)\.(txt|text|docx?|odt|rtf|md)", re.IGNORECASE)
_DOCUMENTS = (".docx", ".doc", ".odt", ".rtf")
_TEXTS = (".txt", ".text", ".md", "")
_LOOKS_LIKE_FIELDS = re.compile(
    rb"^\W{0,3}(situation|not_accountable|accountable|solutions|lesson|modules)\s*:", re.MULTILINE
)
_PEEK = 4096
"""How many bytes of a text are read to find out whether it is a scenario."""

_IGNORED = re.compile(r"^[.~#]|^readme|\.schema\.json$|[~#]$", re.IGNORECASE)
_WORDS = re.compile(r"words(\.[\w-]+)?\.txt")
_COPY = "put a copy of the file itself here"


@dataclass(slots=True)
class CourseFiles:
    """The files of a course: course.yml (or several of them), scenarios by module folder, word
    lists and texts of the guide by name.

    `found` is whether there is a course folder at all.
    """

    found: bool = True
    course: list[Path] = field(default_factory=list)
    words: dict[str, Path] = field(default_factory=dict)
    guide: dict[str, Path] = field(default_factory=dict)
    modules: dict[str, list[Path]] = field(default_factory=dict)
    translations: TranslationFiles = field(default_factory=TranslationFiles)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def yaml(self) -> Iterator[Path]:
        """Yield every YAML file: course.yml, scenarios, translations."""
        yield from self.course
        yield from chain.from_iterable(self.modules.values())
        yield from self.translations.course.values()
        for scenarios in self.translations.scenarios.values():
            yield from scenarios.values()


def where_to_start(path: Path) -> str:
    """Say what to do if `path`, a part of a course, is missing. Usually, the command was started in
    the wrong folder, so this looks for the same path one level down and a few levels up.
    """
    start = path.absolute().parent
    above = (parent / path.name for parent in start.parents[:3])
    like = (*sorted(start.glob(f"*/{path.name}")), *above)
    near = next((one for one in like if one.is_file() or _has_course_file(one)), None)
    begin = "or start a course: answerable new my-course"
    if near is None:
        return f"go to your course's folder, with cd and its name\n{begin}"
    place = os.path.relpath(near.parent)
    return f"go to your course's folder: cd {in_quotes(place)}\n{begin}"


def course_files(folder: Path) -> CourseFiles:
    """Find the files of a course. Never raises because of what is there."""
    files = CourseFiles()
    if problem := _no_course(folder):
        files.found = False
        files.diagnostics.append(_error("AN301", problem[0], _place(folder), problem[1]))
        return files
    root = folder.resolve()
    for entry, is_folder in _entries(folder, root, files):
        if is_folder:
            scenarios = [
                inner
                for inner in _scenarios(entry, root, files)
                if not files.translations.add_scenario(inner)
            ]
            # An empty folder counts too: course.yml may name it.
            if scenarios or entry.name not in (MEDIA, GUIDE):
                files.modules[entry.name] = scenarios
            elif entry.name == GUIDE:
                files.guide = _texts(entry)
        elif entry.name.lower() in COURSE_NAMES:
            files.course.append(entry)
        elif _WORDS.fullmatch(entry.name):
            files.words[entry.name] = entry
        elif entry.suffix.lower() in _YAML_SUFFIXES:
            of_course = entry.name.startswith("course.")
            if not (of_course and files.translations.add_course(entry)):
                files.diagnostics.append(_misplaced(entry))
    return files


def _texts(folder: Path) -> dict[str, Path]:
    """The documents in a folder by name; links are reported elsewhere."""
    return {file.name: file for file in sorted(folder.glob("*.md")) if not file.is_symlink()}


def _no_course(folder: Path) -> tuple[str, str] | None:
    """Say why the given folder is not a course folder, and what to name instead; None if it is one.

    A course folder may lack course.yml, unless there is one just above or below it.
    """
    if not folder.exists():
        return "The course folder doesn't exist.", where_to_start(folder)
    project = folder.absolute().parent
    in_project = (project / "mkdocs.yml").is_file()
    if in_project and not folder.resolve().is_relative_to(project.resolve()):
        return "This link points outside the project’s folder.", "put the course itself here"
    if _has_course_file(folder):
        return None
    here = folder.absolute() if folder.is_dir() else folder.absolute().parent
    around = (here, *here.parents[:2], *_folders(here))
    near = next((one for one in around if _has_course_file(one)), None)
    hint = "name the folder that contains course.yml"
    if near:
        hint += f": {in_quotes(os.path.relpath(near))}"
    if not folder.is_dir():
        return "This is a file. A course is a folder, and everything in it is checked.", hint
    return ("This isn't the course's folder, but one near it.", hint) if near else None


def _has_course_file(folder: Path) -> bool:
    return any((folder / name).is_file() for name in COURSE_NAMES)


def _folders(folder: Path) -> Iterator[Path]:
    """Yield the folders in a folder, except hidden ones."""
    return (one for one in sorted(folder.glob("[!.]*")) if one.is_dir())


def _scenarios(module: Path, root: Path, files: CourseFiles) -> Iterator[Path]:
    for entry, is_folder in _entries(module, root, files):
        if is_folder:
            files.diagnostics += map(_misplaced, _walk(entry, root, files))
        elif entry.suffix.lower() in _YAML_SUFFIXES:
            yield entry


def _walk(folder: Path, root: Path, files: CourseFiles) -> Iterator[Path]:
    """Yield YAML files at any depth below a folder, without following links to folders."""
    waiting = [folder]
    while waiting:
        for entry, is_folder in _entries(waiting.pop(), root, files):
            if is_folder:
                waiting += [] if entry.is_symlink() else [entry]
            elif entry.suffix.lower() in _YAML_SUFFIXES:
                yield entry


def _misplaced(file: Path) -> Diagnostic:
    message = "A scenario has to be in a module's folder, one level below the course folder."
    hint = f"move it, for example to `module-name/{file.name}`"
    return _error("AN305", message, _place(file), hint)


def _entries(folder: Path, root: Path, files: CourseFiles) -> Iterator[tuple[Path, bool]]:
    """Yield the files and folders that count, sorted by name, and whether each is a folder.

    The others are reported.
    """
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        files.diagnostics.append(not_opened(folder.as_posix(), error))
        return
    for listed in entries:
        if _IGNORED.search(listed.name):
            continue
        entry = folder / listed.name
        if problem := _strange(listed, (root,), "course folder"):
            files.diagnostics.append(_error("AN304", problem, _place(entry), _COPY))
        elif listed.is_file() and (unread := _not_read(entry)):
            files.diagnostics.append(unread)
        else:
            yield entry, listed.is_dir()


def _not_read(file: Path) -> Diagnostic | None:
    """Return AN307 for a file that somebody may expect to be read, but that isn't."""
    ending = file.suffix.lower()
    hidden = _HIDDEN_SUFFIX.fullmatch(file.name)
    message = f"This file isn't read: its name ends in `{file.suffix}`."
    if ending in _DOCUMENTS:
        hint = (
            "a scenario is a plain text file whose name ends in `.yml`\n"
            f"import the document: answerable import {in_quotes(file.as_posix())}"
        )
        return _warning("AN307", message, _place(file), hint)
    if not hidden and (ending not in _TEXTS or not _looks_like_fields(file)):
        return None
    right = hidden["right"] if hidden else f"{file.stem}.yml"
    hint = (
        f"rename it to `{right}`; in Windows, switch on View, File name extensions to see "
        "the whole name"
    )
    if not ending:
        message = "This file isn't read: its name has no extension."
    return _warning("AN307", message, _place(file), hint)


def _looks_like_fields(file: Path) -> bool:
    """Whether a text begins like a scenario or a course.yml; False if it can't be opened."""
    try:
        with file.open("rb") as stream:
            return _LOOKS_LIKE_FIELDS.search(stream.read(_PEEK)) is not None
    except OSError:
        return False


def strange_files(folder: Path, project: Path) -> tuple[Diagnostic, ...]:
    """Return AN304 for anything that may not be among the hand-written pages in `folder`, AN419 for
    names that no page can have, and AN101 for folders that can't be opened.

    Everything a site is built from gets published, so links may not point outside the project's
    folder. A folder with several links to it would be published that many times, or endlessly.
    """
    roots = (folder.resolve(), project.resolve())
    found: list[Diagnostic] = []
    seen = {roots[0]}
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as listed:
                entries = sorted(listed, key=lambda entry: entry.name)
        except OSError as error:
            found.append(not_opened(here.as_posix(), error))
            continue
        for entry in entries:
            place = here / entry.name
            if not _can_be_written(entry.name):
                message = "The name contains characters that can't be part of an address."
                found.append(_error("AN419", message, _place(place), "rename it"))
                continue
            problem = _strange(entry, roots, "project’s folder")
            if not problem and entry.is_dir():
                target = place.resolve()
                if target in seen or roots[0].is_relative_to(target):
                    problem = "This link points to a folder that is already published."
                seen.add(target)
                waiting += [] if problem else [place]
            if problem:
                found.append(_error("AN304", problem, _place(place), _COPY))
    return in_order(found)


def _can_be_written(name: str) -> bool:
    """Whether a name is valid text: on Linux it may be any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _strange(entry: os.DirEntry[str], roots: Iterable[Path], name: str) -> str | None:
    """Say what is wrong with an entry or with what it links to, which must be inside one of
    `roots`; the last root is called `name`. None if nothing is wrong.

    On Windows, folders may be links without saying so, so folders are resolved as well.
    """
    if not entry.is_symlink() and not entry.is_dir():
        return None if entry.is_file() else "This isn't an ordinary file."
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: Python before 3.13 on a loop of links
        return "This link is broken."
    if not any(target.is_relative_to(root) for root in roots):
        return f"This link points outside the {name}."
    return None if target.is_file() or target.is_dir() else "This isn't an ordinary file."


def _error(code: str, message: str, location: Location, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, location, hint)


def _warning(code: str, message: str, location: Location, hint: str) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, location, hint)


def _place(path: Path) -> Location:
    return Location(path.as_posix())

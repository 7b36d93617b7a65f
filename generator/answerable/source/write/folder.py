"""Lay out the files of a course in the canonical way."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel

from answerable.diagnostics import Diagnostic, Severity
from answerable.diagnostics.failure import BuildFailed
from answerable.model import CourseFile, CourseTranslation, ScenarioFile
from answerable.source.read.folder import COURSE_NAMES, course_files
from answerable.source.read.languagefiles import language_of
from answerable.source.read.losses import lists_joined
from answerable.source.read.media import media_files
from answerable.source.read.source import read
from answerable.source.write.changes import FileChange
from answerable.source.write.tidy import tidy


def tidy_files(paths: Iterable[Path]) -> tuple[list[FileChange], int, list[Diagnostic]]:
    """Return the changes that bring files, and all files of course folders, into the canonical
    layout.

    Also returns how many files were read, and notes on those that are left as they are. Raises
    `BuildFailed` if one can't be read, so that all are changed or none.
    """
    changes: list[FileChange] = []
    notes: list[Diagnostic] = []
    problems: list[Diagnostic] = []
    files = list(_files(paths, problems))
    for file in files:
        source = read(file, file.as_posix())
        if source.value is None:
            problems += source.diagnostics
            continue
        model = model_of(file)
        before = file.read_bytes()
        if lists := lists_joined(source, model):
            notes += map(_left_for_its_lists, lists)
            continue
        text = tidy(source, model)
        if text is None:
            message = "The file is left as it is, because it repeats content with `&` and `*`."
            hint = "write the content out where it is repeated, then try again"
            notes.append(Diagnostic("AN501", Severity.NOTE, message, source.whole(), hint))
        elif text.encode() != before:
            changes.append(FileChange(file, before, text))
    if problems:
        raise BuildFailed(tuple(problems))
    return changes, len(files), notes


def _left_for_its_lists(found: Diagnostic) -> Diagnostic:
    message = "The file is left as it is, because the lines of a text would be joined permanently."
    hint = (
        "fix the text first: `answerable check` says how, and `check --fix` does it where possible"
    )
    return Diagnostic("AN501", Severity.NOTE, message, found.location, hint)


def copy_course(folder: Path, copy: Path) -> None:
    """Copy a course's files to try changes on them, but nothing else and no links.

    All of the copy is writable, whatever the original's permissions. Raises `OSError`.
    """
    files = course_files(folder)
    copy.mkdir(parents=True)
    for module in files.modules:  # even one without scenarios: course.yml may name it
        (copy / module).mkdir()
    for file in (*files.yaml, *files.words.values()):
        shutil.copyfile(file, copy / file.relative_to(folder))
    for file in media_files(folder, files.modules):
        target = copy / file.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(file, target)  # nobody writes to them
        except OSError:  # another file system, or one without hard links
            shutil.copyfile(file, target)


def model_of(file: Path) -> type[BaseModel]:
    """Return the model for a file of a course, by its name."""
    language = language_of(file)
    if language is None:
        return CourseFile if file.name.lower() in COURSE_NAMES else ScenarioFile
    of_course = file.stem.removesuffix(f".{language}") == "course"
    return CourseTranslation if of_course else ScenarioFile


def _files(paths: Iterable[Path], problems: list[Diagnostic]) -> Iterator[Path]:
    for path in paths:
        if path.is_file():
            yield path
        else:
            found = course_files(path)
            problems += found.diagnostics
            yield from found.yaml

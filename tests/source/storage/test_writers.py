"""Everything is written through `storage`: what else writes is listed here, with the reason."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import answerable

PACKAGE = Path(answerable.__file__).parent

IN_A_FOLDER_OF_ITS_OWN = "nobody sees the folder before it is moved to its place, or it is deleted"
A_PROGRAM_FOR_DEVELOPERS = "a program for developers; the repository has the old ones"
REASONS = {
    "checks/fix.py": IN_A_FOLDER_OF_ITS_OWN,
    "exchange/scenarios/planning/judge.py": IN_A_FOLDER_OF_ITS_OWN,
    "handouts/typeset/subsets.py": (
        "a program that renews the fonts; the repository has the old ones"
    ),
    "i18n/extraction.py": A_PROGRAM_FOR_DEVELOPERS,
    "model/schema.py": A_PROGRAM_FOR_DEVELOPERS,
    "build/packages.py": IN_A_FOLDER_OF_ITS_OWN,
    "build/publish/publish.py": IN_A_FOLDER_OF_ITS_OWN,
    "build/publish/scorm.py": IN_A_FOLDER_OF_ITS_OWN,
    "build/publish/written.py": IN_A_FOLDER_OF_ITS_OWN,
    "build/publish/swap.py": IN_A_FOLDER_OF_ITS_OWN,
    "source/write/changes.py": IN_A_FOLDER_OF_ITS_OWN,
    "source/write/journal.py": "where a file system has no second names, a copy in the workplace",
    "source/write/folder.py": IN_A_FOLDER_OF_ITS_OWN,
}
"""Modules that write in other ways."""

_ALWAYS = {
    *("write_text", "write_bytes", "touch", "write_to_file", "symlink_to", "hardlink_to"),
    *("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile"),
    *("copy", "copy2", "copyfile", "copytree", "fdopen", "truncate"),
}
_BY_MODE = {"open", "ZipFile", "TarFile", "FileIO"}
_MODES = frozenset("wax+")
_IN_MEMORY = {"held", "written"}
"""What this program calls files that are no files."""


def writes(source: str) -> Counter[str]:
    """The calls in a program that write to a path, by their names."""
    calls = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Call)]
    return Counter(name for call in calls if (name := _written_by(call)))


def _written_by(call: ast.Call) -> str | None:
    match call.func:
        case ast.Attribute(value=owner, attr=name):
            of = owner.id if isinstance(owner, ast.Name) else ""
        case ast.Name(id=name):
            of = ""
        case _:
            return None
    if name.startswith("copy"):
        return name if of == "shutil" and name in _ALWAYS else None
    if name in _ALWAYS:
        return name
    held_in_memory = bool(call.args) and ast.unparse(call.args[0]) in _IN_MEMORY
    given = [*call.args, *(word.value for word in call.keywords)]
    modes = [one.value for one in given if isinstance(one, ast.Constant)]
    writing = any(isinstance(one, str) and len(one) <= 3 and _MODES & set(one) for one in modes)
    return name if name in _BY_MODE and writing and not held_in_memory else None


def test_only_these_modules_write_without_the_helper() -> None:
    writing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "storage" not in path.relative_to(PACKAGE).parts and writes(path.read_text("utf-8"))
    }
    assert writing == REASONS.keys()


def test_ways_to_write_are_found() -> None:
    for source in (
        "Path('a').write_text('')",
        "path.open('wb')",
        "open(path, mode='a')",
        "zipfile.ZipFile(path, 'w')",
        "shutil.copyfile(a, b)",
        "tempfile.mkstemp()",
    ):
        assert writes(source), source
    for source in ("path.open('rb')", "open(path)", "zipfile.ZipFile(held, 'w')", "x.copy()"):
        assert not writes(source), source

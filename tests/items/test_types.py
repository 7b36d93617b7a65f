"""A type of item is one folder: nothing else of the package names it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import grimp
import pytest

import answerable
from answerable.items.types import TYPES

PACKAGE = Path(answerable.__file__).parent
FOLDERS = [PACKAGE / "items" / name for name in TYPES]

ALLOWED = {
    "items/types.py": "the table",
    "items/items.py": "what is made without authoring is of one of the types",
    "items/shapes.py": "ids hold the name of a role",
    "model/scenario_file.py": "the example of an item",
    "build/publish/reports.py": "SCORM calls a type of interaction `choice`",
    "exchange/questions/qti.py": "QTI calls several answers `multiple`",
    "handouts/slides/templates/slides.html.jinja": "a class of styles",
}
"""Files in which the name of a type stands, and why. The hint of a rule may advise one, too."""


def files(pattern: str) -> Iterator[Path]:
    """The files of the package that belong to no type."""
    for path in PACKAGE.rglob(pattern):
        inside = any(path.is_relative_to(folder) for folder in FOLDERS)
        if not inside and path.relative_to(PACKAGE).as_posix() not in ALLOWED:
            yield path


@cache
def classes() -> frozenset[str]:
    """What an author writes and what a learner answers of each type, as classes."""
    return frozenset(
        node.name
        for folder in FOLDERS
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Exercise", "Item"))
    )


def named_in(path: Path) -> Iterator[str]:
    """What a module names a type by: a class, a folder, or a text such as `"free"`."""
    folders = {f"answerable.items.{name}" for name in TYPES}
    known = classes() | folders | {f"{folder}.item" for folder in folders}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield from {name} & known
            case ast.ImportFrom(module=str(module)):
                yield from {module} & known
            case ast.Constant(value=str(text)):
                yield from {text} & TYPES.keys()


def test_no_other_module_names_a_type() -> None:
    assert len(classes()) == 2 * len(TYPES)
    named = {
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in files("*.py")
        for name in named_in(path)
    }
    assert not named


@pytest.mark.parametrize("ending", ["jinja", "html", "typ"])
def test_no_other_template_names_a_type(ending: str) -> None:
    quoted = re.compile(rf"""["']({"|".join(TYPES)})["']""")
    named = {
        (path.relative_to(PACKAGE).as_posix(), name)
        for path in files(f"*.{ending}")
        for name in quoted.findall(path.read_text("utf-8"))
    }
    assert not named


def test_a_type_knows_no_other_type_and_little_else() -> None:
    graph = grimp.build_graph("answerable")
    allowed = {"choosing", "exercise", "item", "shapes"}
    for name in TYPES:
        folder = f"answerable.items.{name}"
        imported = {
            module
            for one in {folder, *graph.find_descendants(folder)}
            for module in graph.find_modules_directly_imported_by(one)
            if not f"{module}.".startswith(f"{folder}.")
        }
        rooms = {module for module in imported if not module.startswith("answerable.model.")}
        assert rooms <= {f"answerable.items.{one}" for one in allowed}


@pytest.mark.parametrize("name", TYPES)
def test_a_folder_holds_all_of_a_type(name: str) -> None:
    held = {path.name for path in (PACKAGE / "items" / name).iterdir() if path.is_file()}
    assert held == {"__init__.py", "item.py", "item.html.jinja"}

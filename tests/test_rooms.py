"""The package is twelve rooms, and few of them know many others."""

from __future__ import annotations

import ast
from collections import defaultdict
from importlib import import_module
from pathlib import Path

import grimp
import pytest

import answerable

ROOMS = 12
ARROWS = 60

PACKAGE = Path(answerable.__file__).parent

NAMED_TWICE = {
    "Choice": "written in a file, and asked of a learner",
    "Pair": "written in a file, and asked of a learner",
}
"""Classes that share a name because they are two forms of one thing."""


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("answerable")


def room(module: str) -> str:
    return ".".join(module.split(".")[:2])


def test_a_newcomer_finds_twelve_rooms(graph: grimp.ImportGraph) -> None:
    assert len(graph.find_children("answerable") - {"answerable.__main__"}) == ROOMS


def test_few_rooms_know_many_others(graph: grimp.ImportGraph) -> None:
    arrows = {
        (room(module), room(imported))
        for module in graph.modules - {"answerable.__main__"}
        for imported in graph.find_modules_directly_imported_by(module)
    }
    between = {arrow for arrow in arrows if len(set(arrow)) == 2 and "answerable" not in arrow}
    assert len(between) <= ARROWS


def test_each_room_says_what_comes_in_and_what_goes_out(graph: grimp.ImportGraph) -> None:
    for name in graph.find_children("answerable") - {"answerable.__main__"}:
        assert len((import_module(name).__doc__ or "").split()) >= 25, name


def test_a_class_name_stands_for_one_thing() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(file.relative_to(PACKAGE).as_posix())
    twins = {name: files for name, files in places.items() if len(files) > 1}
    assert {name: twins[name] for name in twins if name not in NAMED_TWICE} == {}
    assert set(NAMED_TWICE) <= set(twins), "a name that is no longer given twice"

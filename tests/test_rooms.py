"""The package is twelve rooms, and few of them know many others."""

from __future__ import annotations

from importlib import import_module

import grimp
import pytest

ROOMS = 12
ARROWS = 60


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

"""A dialogue as a tree: drawn whatever is written, and played from any turn."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from answerable.build.studio.studio import Studio
from answerable.build.studio.tree import new_id, tree_of, way

from .conftest import OWN, typed


def turn(name: str, *nexts: str | None, ending: str = "") -> dict[str, Any]:
    choices = [
        {"reply": f"To {one}", "quality": "weak"} | ({"next": one} if one else {}) for one in nexts
    ]
    return {"id": name, "customer": f"Here is {name}", "choices": choices} | (
        {"ending": ending} if ending else {}
    )


def problems(*turns: object) -> dict[str, str | None]:
    return {one.id: one.problem for one in tree_of(list(turns))}  # type: ignore[arg-type]


def test_what_is_wrong_with_a_turn() -> None:
    assert problems(
        turn("start", "dead", "round", None),
        turn("good", ending="good"),
        turn("dead"),
        turn("round", "and-round"),
        turn("and-round", "round"),
        turn("alone", "good"),
        turn("good", ending="poor"),
    ) == {
        "start": None,
        "good": "same id",
        "dead": "dead end",
        "round": "endless",
        "and-round": "endless",
        "alone": "not reached",
    }


def test_a_reply_leads_to_the_turn_that_it_names_or_to_the_next_one_below() -> None:
    start, second = tree_of([turn("start", None, "second", "gone"), turn("second", None)])
    assert [one.target for one in start.replies] == [1, 1, None]
    assert [one.target for one in second.replies] == [None]


def test_a_way_is_what_was_said_until_it_leads_nowhere() -> None:
    turns = tree_of([turn("start", "next", "gone"), turn("next", ending="good")])
    there = way(turns, 0, [1])
    assert [(one.turn.id, one.said and one.said.number) for one in there] == [
        ("start", 1),
        ("next", None),
    ]
    assert [one.said and one.said.number for one in way(turns, 0, [2, 1])] == [2]
    assert [one.said for one in way(turns, 1, [7])] == [None]


names = st.sampled_from(["a", "b", "c", "turn-2", ""])
anything = st.recursive(
    names | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "customer", "choices", "next", "ending", "reply"]), inner
        )
    ),
    max_leaves=30,
)


@given(anything | st.lists(anything), st.lists(st.integers(0, 4)))
def test_every_dialogue_is_drawn_and_played(dialogue: Any, said: list[int]) -> None:
    turns = tree_of(dialogue)
    assert new_id(turns) not in {one.id for one in turns}
    for one in turns:
        steps = way(turns, one.place, said)
        assert 1 <= len(steps) <= len(said) + 1
        assert (one.problem == "dead end") <= (not one.replies and not one.ending)


@pytest.fixture
def talk(studio: Studio, inside: TestClient, course: str) -> str:
    """The rest of the address of a scenario whose dialogue isn't saved yet."""
    (file,) = studio.folders[0].glob("scenarios/*/no-appointment.yml")
    path = f"{file.parent.name}/{file.name}"
    first = turn("start", "second", "nowhere")
    second = turn("second", ending="good") | {"customer": "<script>alert(1)</script>"}
    sent = typed(dialogue=[first, second])
    answer = inside.post(f"{course}/dialogue/{path}/draft", json=sent, headers=OWN)
    assert answer.status_code == 200, answer.text
    return path


def test_what_isnt_saved_is_drawn_with_its_dead_ends(
    inside: TestClient, course: str, talk: str
) -> None:
    for page in (f"{course}/turns/{talk}", f"{course}/dialogue/{talk}"):
        text = inside.get(page).text
        assert "There is no turn “nowhere”" in text
        assert 'data-ending="good"' in text
        assert "<script>alert" not in text


def test_it_is_played_from_any_turn(inside: TestClient, course: str, talk: str) -> None:
    play = f"{course}/play/{talk}"
    assert "What do you say?" in inside.get(play).text
    assert "Ends well" in inside.get(f"{play}?turn=0&said=1").text
    assert "Ends well" in inside.get(f"{play}?turn=1&said=x,²,9999999").text
    assert "no turn “nowhere”" in inside.get(f"{play}?said=2").text
    assert inside.get(f"{play}?turn=2").status_code == 404


def test_the_findings_there_are_those_of_the_dialogue(
    inside: TestClient, course: str, talk: str
) -> None:
    found = inside.get(f"{course}/dialogue/{talk}/problems").json()["problems"]
    assert found
    assert {one["keys"][0] for one in found} == {"dialogue"}

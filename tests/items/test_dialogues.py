"""Dialogues: what is refused, and how the turns are put into one another for a page."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from answerable.items.dialogues import Dialogue, dialogue_of
from answerable.model import ScenarioFile
from answerable.model.dialogue import followers
from answerable.source.read.consistency import check, reachable
from answerable.source.read.positions import Source
from tests.support.courses import MINIMAL, scenario

NAMES = tuple("abcdef")


@st.composite
def turns(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Any turns: some end, some lead on, some lead nowhere or round and round."""
    ids = NAMES[: draw(st.integers(1, len(NAMES)))]
    found: list[dict[str, Any]] = []
    for name in ids:
        turn: dict[str, Any] = {"id": name, "customer": f"Turn {name}"}
        targets = draw(st.lists(st.sampled_from([*ids, None]), max_size=3))
        if draw(st.booleans()) or not targets:
            turn["ending"] = draw(st.sampled_from(["good", "mixed", "poor"]))
        else:
            turn["choices"] = [
                {"reply": f"{name}{number}", "why": "So.", "quality": "weak", "next": target}
                for number, target in enumerate(targets)
            ]
        found.append(turn)
    return found


def _problems(written: list[dict[str, Any]]) -> list[str]:
    file = ScenarioFile.model_validate(MINIMAL | {"dialogue": written})
    return [diagnostic.code for diagnostic in check(file, Source("a.yml"))]


def _dialogue(written: list[dict[str, Any]]) -> Dialogue:
    found = dialogue_of(scenario(dialogue=written))
    assert found is not None
    return found


@given(turns())
def test_whatever_passes_can_be_walked_from_every_turn_to_an_ending(
    written: list[dict[str, Any]],
) -> None:
    if _problems(written):
        return
    following = followers(scenario(dialogue=written).dialogue)
    endings = {turn["id"] for turn in written if "ending" in turn}
    assert reachable(written[0]["id"], following) == set(following)
    for name in following:
        assert reachable(name, following) & endings


@given(turns())
def test_every_turn_stands_inside_one_reply(written: list[dict[str, Any]]) -> None:
    if _problems(written):
        return
    talk = _dialogue(written)
    assert set(talk.turns) == {turn["id"] for turn in written}
    held = [said.next for turn in talk.turns.values() for said in turn.replies if said.holds]
    assert sorted([talk.start, *held]) == sorted(talk.turns)
    # Nesting leads outwards to the start: nothing holds itself.
    holder = {
        said.next: turn.id for turn in talk.turns.values() for said in turn.replies if said.holds
    }
    for name in talk.turns:
        steps = 0
        while name != talk.start:
            name, steps = holder[name], steps + 1
            assert steps <= len(holder)


def test_without_next_the_turn_below_follows() -> None:
    choice = {"reply": "Yes.", "why": "So.", "quality": "accountable"}
    talk = _dialogue(
        [
            {"id": "a", "customer": "A?", "choices": [choice]},
            {"id": "b", "customer": "B.", "ending": "good"},
        ]
    )
    assert [said.next for said in talk.turns["a"].replies] == ["b"]


def test_other_words_are_another_revision() -> None:
    written = [{"id": "a", "customer": "A.", "ending": "good"}]
    other = [{"id": "a", "customer": "A!", "ending": "good"}]
    assert _dialogue(written).revision == _dialogue(written).revision
    assert _dialogue(written).revision != _dialogue(other).revision


def test_a_scenario_without_a_dialogue_has_none() -> None:
    assert dialogue_of(scenario()) is None

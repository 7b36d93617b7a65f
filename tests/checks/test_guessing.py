"""What can be guessed without reading: counted rightly, and named by its words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.checks import guessing
from answerable.checks.guessing import LONGEST, PROMISES, SHORTEST, TIMES, WORDS, Guess, guesses
from answerable.checks.outline import Outline
from answerable.checks.parts import ITEM, REPLY, SOLUTION, TURN, Guessable, asked
from answerable.items.partners import Teaching, place_of
from tests.support.courses import scenario

Texts = tuple[Sequence[str], Sequence[str]]


def outline(number: int, *questions: Guessable) -> Outline:
    name = f"s-{number}"
    teaching = Teaching(name, place_of(name), (), "", "")
    known = (None, None, None, (), (), (), questions, False, None, teaching)
    return Outline(name, "module", (), *known)


def course(*texts: Texts) -> list[Outline]:
    return [outline(number, Guessable(REPLY, *of)) for number, of in enumerate(texts)]


def by_way(outlines: Sequence[Outline], language: str = "en") -> dict[str, Guess]:
    """What is found about replies."""
    return {one.way: one for one in guesses(outlines, language) if one.kind == REPLY}


def test_each_way_of_guessing_is_counted() -> None:
    key = (["I’ll bring a key by noon."], ["Somebody may have a key to that door."])
    note = (["I’ll leave a note."], ["I’m sorry, and I’ll ask the office today.", "A note may do."])
    found = by_way(course(*[key] * 6, *[note] * 4))
    assert {way: round(one.right, 2) for way, one in found.items()} == {
        WORDS: 10,  # “i'll” occurs in right texts ten times, in wrong ones four times
        LONGEST: 0,
        SHORTEST: 6,  # the shortest of the others is “A note may do.”
        PROMISES: 6,
        TIMES: 6,
    }
    assert {one.total for one in found.values()} == {10}
    assert [one.chance for one in found.values()] == pytest.approx([6 / 2 + 4 / 3] * 5)
    assert found[WORDS].limit == pytest.approx(6 / 2 + 4 / 3 + 1.5)
    assert [len(one.scenarios) for one in found.values()] == [5, 0, 5, 5, 5]


def test_equal_choices_count_in_shares() -> None:
    found = by_way(course(*[(["one key"], ["one day", "one bus"])] * 10))
    assert found[LONGEST].right == found[SHORTEST].right == pytest.approx(10 / 3)
    assert found[TIMES].right == pytest.approx(10 / 3)
    assert found[TIMES].scenarios == []


def test_a_scenario_is_guessed_by_the_words_of_the_others_only() -> None:
    """Words that occur in one scenario alone tell nothing about it."""
    unique = [([f"right{n}"], [f"wrong{n}"]) for n in range(10)]
    assert by_way(course(*unique))[WORDS].right == 5
    # The same text right as often as wrong: without its own scenario, it was wrong more often.
    swapped = [(["left"], ["right"]), (["right"], ["left"])] * 5
    assert by_way(course(*swapped))[WORDS].right == 0


def test_clues_are_words_and_pairs_of_words_but_not_both() -> None:
    right, wrong = "We own it: call you, day {}.", "They may call back, day {}?"
    texts = [([right.format(n)], [wrong.format(n)]) for n in range(10)]
    clues = by_way(course(*texts))[WORDS].clues
    assert clues[0].right + clues[0].wrong == 10
    named = [word for clue in clues for word in clue.words.split()]
    assert len(named) == len(set(named))
    assert {"?", "own"} <= {word for clue in clues for word in clue.words.split()}
    assert not {"day", "call"} & {clue.words for clue in clues[:8]}


def test_nothing_is_measured_in_few_scenarios_or_questions() -> None:
    texts: Texts = (["I’ll come."], ["They may."])
    assert by_way(course(*[texts] * 9)) == {}
    assert set(by_way(course(*[texts] * 10))) == {WORDS, LONGEST, SHORTEST, PROMISES, TIMES}
    # Ten scenarios, but only nine turns of dialogues.
    nine = [outline(n, Guessable(REPLY, *texts), Guessable(TURN, *texts)) for n in range(9)]
    ten = [*nine, outline(9, Guessable(REPLY, *texts))]
    assert TURN not in {one.kind for one in guesses(ten, "en")}


@pytest.mark.parametrize(("kind", "right"), [(TURN, 10), (ITEM, 10), (SOLUTION, 5)])
def test_words_of_replies_tell_in_dialogues_and_items_but_not_in_solutions(
    kind: str, right: int
) -> None:
    """In each scenario another word tells; the reply of the next one has it too."""
    outlines = [
        outline(
            n,
            Guessable(REPLY, [f"right{n}"], [f"wrong{n}"]),
            Guessable(kind, [f"right{(n + 1) % 10}"], [f"wrong{(n + 1) % 10}"]),
        )
        for n in range(10)
    ]
    found = {one.kind: one.right for one in guesses(outlines, "en") if one.way == WORDS}
    assert found[kind] == right


def test_promises_are_measured_where_they_are_known() -> None:
    texts: Texts = (["Ich rufe um 5 an."], ["Man ruft an."])
    assert by_way(course(*[texts] * 10), "de-AT")[PROMISES].right == 10
    assert PROMISES not in by_way(course(*[texts] * 10), "eo")
    assert by_way(course(*[texts] * 10), "eo")[TIMES].right == 10


def test_of_a_large_course_a_sample_is_measured() -> None:
    large = course(*[(["own it"], ["pass it"])] * (guessing.MOST + 50))
    found = by_way(large)
    assert found[WORDS].total == guessing.MOST
    more = [*large, outline(9999, Guessable(REPLY, ["own it"], ["pass it"]))]
    assert abs(by_way(more)[LONGEST].right - found[LONGEST].right) <= 1


def test_questions_of_a_scenario() -> None:
    found = list(
        asked(
            scenario(
                id="a",
                module_id="m",
                other_replies=["Well."],
                solutions=["First way.", "Second way.", "Third way."],
                items=[
                    {
                        "id": "i",
                        "type": "multiple",
                        "question": "Which?",
                        "choices": [
                            {"text": "x", "right": "yes"},
                            {"text": "y", "right": "yes"},
                            "z",
                        ],
                    }
                ],
                dialogue=[
                    {
                        "id": "start",
                        "customer": "Well?",
                        "choices": [
                            {"reply": "Now.", "quality": "accountable"},
                            {"reply": "Later.", "quality": "weak"},
                        ],
                    },
                    {
                        "id": "next",
                        "customer": "Well?",
                        "choices": [{"reply": "Soon.", "quality": "weak"}],
                    },
                    {"id": "end", "customer": "Bye.", "ending": "good"},
                ],
            )
        )
    )
    assert [one.kind for one in found] == [REPLY, ITEM, TURN, SOLUTION]
    assert len(found[0].wrong) == 2
    assert [list(map(list, one[1:])) for one in found[1:]] == [
        [["x", "y"], ["z"]],
        [["Now."], ["Later."]],
        [["First way."], ["Second way.", "Third way."]],
    ]


WORD = st.sampled_from(["I’ll", "we", "call", "by", "noon", "3", "?", "sorry", "they", "you"])
TEXT = st.lists(WORD, max_size=6).map(" ".join)
CHOICES = st.lists(TEXT, min_size=1, max_size=3)
QUESTION = st.builds(Guessable, st.sampled_from([REPLY, TURN, ITEM, SOLUTION]), CHOICES, CHOICES)


@given(st.lists(st.lists(QUESTION, min_size=1, max_size=3), min_size=10, max_size=14), st.data())
def test_scores_are_within_bounds_and_need_no_order(
    of_each: list[list[Guessable]], data: st.DataObject
) -> None:
    outlines = [outline(number, *of) for number, of in enumerate(of_each)]
    found = list(guesses(outlines, "en"))
    for one in found:
        assert 0 <= one.right <= one.total
        assert 0 < one.chance < one.total
        assert one.total >= guessing.ENOUGH
    assert list(guesses(data.draw(st.permutations(outlines)), "en")) == found


@given(st.lists(st.tuples(CHOICES, CHOICES), min_size=10, max_size=14))
def test_the_longest_and_the_shortest_are_what_they_are_called(texts: list[Texts]) -> None:
    found = by_way(course(*texts))
    for way, best in ((LONGEST, max), (SHORTEST, min)):
        expected = 0.0
        for right, wrong in texts:
            lengths = [len(text) for text in (*right, *wrong)]
            hits = [len(text) == best(lengths) for text in (*right, *wrong)]
            expected += sum(hits[: len(right)]) / sum(hits)
        assert found[way].right == pytest.approx(expected)

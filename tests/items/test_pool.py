"""Items made without authoring: never ambiguous, stable, and without a favourite place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.checks.check import check_course
from answerable.items import pool
from answerable.items.choice.item import ChoiceItem
from answerable.items.derived import FIRST_SOLUTION, WHICH_LESSON
from answerable.items.items import WHICH_REPLY
from answerable.items.partners import DISTRACTORS
from answerable.items.pool import PooledItem
from answerable.model import Course, Module, Scenario, markup
from tests.support.courses import ROOT, TODAY, scenario

TAGS = ("kitchen", "keys", "Money", "money", "promises", "low effort", "low-effort")
Shape: TypeAlias = tuple[str, set[str], str | None, int, str | None, int]

COURSES = settings(max_examples=40)
"""Each example is a whole course."""

EXCUSES = (None, "Not my job", "not my job.", "No time")

SHAPES = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]),  # module
        st.sets(st.sampled_from(TAGS), max_size=3),
        st.sampled_from(EXCUSES),
        st.integers(1, 6),  # solutions
        st.sampled_from([None, "Phone", "Chat"]),
        st.integers(0, 30),  # which lesson: some teach the same in other letters
    ),
    max_size=16,
)


def built(shapes: Sequence[Shape]) -> Course:
    """A course with scenarios that differ in what decides over partners."""
    scenarios: dict[str, list[Scenario]] = {}
    for number, (module, tags, excuse, solutions, channel, lesson) in enumerate(shapes):
        scenarios.setdefault(module, []).append(
            scenario(
                id=f"s-{number}",
                module_id=module,
                tags=sorted(tags),
                excuse=excuse,
                channel=channel,
                solutions=[f"Way {number} {way}" for way in range(solutions)],
                lesson=("Lesson {}." if number % 2 else "lesson {}").format(lesson),
                accountable={"reply": f"I will do {number}.", "why": f"Good {number}."},
                not_accountable={"reply": f"They should do {number}.", "why": f"Bad {number}."},
                summary=f"Case *{number}*" if number % 3 else None,
            )
        )
    modules = tuple(
        Module(id=name, letter=name.upper(), title=name, scenarios=tuple(found))
        for name, found in sorted(scenarios.items())
    )
    return Course(id="inn", title="The inn", language="en", modules=modules)


def choices(pooled: PooledItem) -> ChoiceItem:
    assert isinstance(pooled.item, ChoiceItem)
    return pooled.item


def plain(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def meets(one: Scenario, other: Scenario) -> bool:
    """Whether two scenarios may teach the same: a tag, the excuse or the lesson in common."""
    return bool(
        {plain(tag) for tag in one.tags} & {plain(tag) for tag in other.tags}
        or (one.excuse and other.excuse and plain(one.excuse) == plain(other.excuse))
        or plain(one.lesson) == plain(other.lesson)
    )


@COURSES
@given(SHAPES)
def test_ids_are_unique_and_one_choice_is_right(shapes: Any) -> None:
    found = pool.of_course(built(shapes))
    assert len({pooled.key for pooled in found}) == len(found)
    for pooled in found:
        item = choices(pooled)
        assert len({choice.id for choice in item.choices}) == len(item.choices)
        assert sum(choice.right for choice in item.choices) == 1
        assert len({(c.note, plain(c.text)) for c in item.choices}) == len(item.choices)
        assert all(choice.why for choice in item.choices)


@COURSES
@given(SHAPES)
def test_the_same_course_has_the_same_pool(shapes: Any) -> None:
    assert pool.of_course(built(shapes)) == pool.of_course(built(shapes))


@COURSES
@given(SHAPES)
def test_lessons_offered_together_have_nothing_in_common_with_the_right_one(shapes: Any) -> None:
    course = built(shapes)
    asked = {p.scenario.id: p for p in pool.of_course(course) if p.item.id == WHICH_LESSON}
    for home in course.scenarios:
        safe = [
            other
            for other in course.scenarios
            if home.tags and other.tags and other is not home and not meets(home, other)
        ]
        if home.id not in asked:
            # Two safe ones may teach the same themselves: then they are one.
            assert len({plain(other.lesson) for other in safe}) < DISTRACTORS
            continue
        pooled = asked[home.id]
        assert len(pooled.others) == DISTRACTORS
        assert set(pooled.others) <= set(safe)
        by_text = {choice.text: choice.right for choice in choices(pooled).choices}
        assert by_text == {home.lesson: True} | {other.lesson: False for other in pooled.others}


@COURSES
@given(SHAPES)
def test_a_question_about_lessons_does_not_answer_that_of_another_scenario(shapes: Any) -> None:
    """Neither the question nor a reason says which case another lesson is from."""
    for pooled in pool.of_course(built(shapes)):
        if pooled.item.id == WHICH_LESSON:
            said = " ".join([pooled.item.question, *map(str, pooled.item.secrets)])
            for other in pooled.others:
                assert markup.literal(other.summary or other.title) not in said


@COURSES
@given(SHAPES)
def test_the_first_solution_is_asked_for_where_there_are_three(shapes: Any) -> None:
    course = built(shapes)
    asked = {p.scenario.id: p for p in pool.of_course(course) if p.item.id == FIRST_SOLUTION}
    assert asked.keys() == {s.id for s in course.scenarios if len(s.solutions) >= 3}
    for pooled in asked.values():
        right = [choice.text for choice in choices(pooled).choices if choice.right]
        assert right == [pooled.scenario.solutions[0].do]


@pytest.mark.parametrize(
    ("first", "other", "asked"),
    [(62, 50, True), (63, 50, False), (120, 100, True), (121, 100, False), (10, 100, True)],
)
def test_the_first_solution_is_not_asked_for_where_its_length_gives_it_away(
    first: int, other: int, asked: bool
) -> None:
    one = scenario(id="a", module_id="m", solutions=["a" * first, "b" * other, "c" * 8])
    module = Module(id="m", letter="A", title="M", scenarios=(one,))
    course = Course(id="inn", title="The inn", language="en", modules=(module,))
    assert (FIRST_SOLUTION in {p.item.id for p in pool.of_course(course)}) is asked


def test_colleagues_are_never_called_customers() -> None:
    course = check_course(ROOT / "scenarios", TODAY).course
    assert course is not None
    asked = [one for one in pool.of_course(course) if one.derived]
    with_colleagues = [
        one for one in asked if "internal" in {s.customer for s in (one.scenario, *one.others)}
    ]
    assert {one.item.id for one in with_colleagues} == {WHICH_LESSON, FIRST_SOLUTION}
    for one in with_colleagues:
        made = [one.item.question]
        if one.item.id == FIRST_SOLUTION:  # the reasons of the others are the scenario's own
            made += [choice.why or "" for choice in choices(one).choices if choice.right]
        assert "customer" not in " ".join(made)


def test_scenarios_without_tags_are_neither_asked_about_nor_offered() -> None:
    shapes = [
        ("a", {"keys"} if n == 0 else set() if n < 5 else {"money"}, None, 1, None, n)
        for n in range(9)
    ]
    asked = [p for p in pool.of_course(built(shapes)) if p.item.id == WHICH_LESSON]
    assert [p.scenario.id for p in asked] == ["s-0"]
    assert all(other.tags for other in asked[0].others)


def test_equal_solutions_are_no_question() -> None:
    twins = scenario(solutions=["Do it.", "Wait.", "do it"])
    course = Course(
        id="inn",
        title="The inn",
        language="en",
        modules=(Module(id="door", letter="A", title="At the door", scenarios=(twins,)),),
    )
    assert [p.item.id for p in pool.of_course(course)] == [WHICH_REPLY]


@pytest.mark.parametrize("kind", [WHICH_LESSON, FIRST_SOLUTION])
def test_the_right_choice_stands_in_each_place_about_equally_often(kind: str) -> None:
    shapes = [("a", {TAGS[n % 3]}, None, 3, None, n) for n in range(300)]
    asked = [p for p in pool.of_course(built(shapes)) if p.item.id == kind]
    places = Counter([c.right for c in choices(p).choices].index(True) for p in asked)
    assert len(asked) == 300
    assert all(70 < places[place] < 130 for place in range(3)), places


def test_a_new_scenario_changes_few_items_of_the_others() -> None:
    shapes = [("abc"[n % 3], {TAGS[n % 3]}, None, 3, "Phone", n) for n in range(60)]
    before = {p.key: p.item.revision for p in pool.of_course(built(shapes))}
    after = {
        p.key: p.item.revision
        for p in pool.of_course(built([*shapes, ("a", {"keys"}, None, 3, "Phone", 60)]))
    }
    assert before.keys() < after.keys()
    assert sum(before[key] != after[key] for key in before) <= 8


def test_a_new_name_leaves_all_items_as_they_are(shipped: Course) -> None:
    modules = shipped.model_dump()["modules"]
    for module in modules:
        for fields in module["scenarios"]:
            fields |= {"id": f"{fields['id']}-anew", "aliases": [fields["id"]]}
    renamed = Course.model_validate(shipped.model_dump() | {"modules": modules})
    before, after = ([p.item for p in pool.of_course(one)] for one in (shipped, renamed))
    assert after == before


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_plain_text_in_a_field_stays_what_it_is(line: str) -> None:
    assert markup.plain(markup.literal(line)) == line


@COURSES
@given(SHAPES, st.integers(0, 30))
def test_a_pool_that_is_cut_keeps_its_order_and_all_modules(shapes: Any, most: int) -> None:
    course = built(shapes)
    whole = pool.of_course(course)
    cut = pool.spread(pool.Pool(course), course.scenarios, most)
    assert len(cut) == min(most, len(whole))
    assert [one for one in whole if one in cut] == list(cut)
    sizes = Counter(one.module.id for one in cut)
    for module, total in Counter(one.module.id for one in whole).items():
        # Nobody has less than another by more than one, unless there is nothing left to take.
        assert sizes[module] == total or sizes[module] >= max(sizes.values(), default=0) - 1


AUTHORED = [
    {
        "id": "ticks",
        "type": "multiple",
        "question": "?",
        "choices": [
            {"text": "A", "right": "yes"},
            {"text": "B", "right": "yes"},
            {"text": "C"},
            {"text": "D"},
            {"text": "E"},
        ],
    },
    {
        "id": "pairs",
        "type": "match",
        "question": "?",
        "pairs": [{"excuse": f"E{n}", "lesson": f"L{n % 3}"} for n in range(4)],
    },
    {"id": "steps", "type": "order", "question": "?", "steps": ["A", "B", "C", "D"]},
    {
        "id": "sorting",
        "type": "sort",
        "question": "?",
        "replies": [{"reply": "A", "accountable": "yes"}, {"reply": "B"}],
    },
    {
        "id": "gaps",
        "type": "fill",
        "question": "?",
        "phrase": "a ___ c",
        "blanks": [{"accept": ["b"]}],
    },
    {"id": "own", "type": "free", "question": "?", "answer": "A", "checklist": ["One"]},
]


def test_what_guessing_brings() -> None:
    one = scenario(items=AUTHORED)
    module = Module(id="door", letter="A", title="At the door", scenarios=(one,))
    course = Course(id="inn", title="The inn", language="en", modules=(module,))
    chances = {p.item.id: p.item.chance for p in pool.of_course(course)}
    assert "own" not in chances, "nobody grades own words"
    # Counted over every way to tick at least one of five, of which two are right.
    ticked = [t for t in product([0, 1], repeat=5) if any(t)]
    points = [max(0, sum(t[:2]) - sum(t[2:])) / 2 for t in ticked]
    assert chances == pytest.approx(
        {
            WHICH_REPLY: 1 / 2,
            "ticks": sum(points) / len(points),
            "pairs": 1 / 3,
            "steps": 1 / 4,
            "sorting": 1 / 2,
            "gaps": 0,
        }
    )

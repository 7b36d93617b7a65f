"""The plan of a workshop: timings that add up, whatever the course, the time and the people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.handouts.workshop.plan import (
    FEWEST,
    LONGEST,
    MOST,
    SHORTEST,
    WorkshopPlan,
    plan_workshop,
    split,
)
from answerable.model import Course, Module, Reply, Scenario, Solution

SENSIBLE = {"welcome": 4, "opening": 4, "scenario": 8, "sorting": 8, "role-play": 14, "break": 8}


def scenario(place: int, module: str, difficulty: int | None, minutes: int | None) -> Scenario:
    return Scenario(
        id=f"s{place}",
        module_id=module,
        path=f"{module}/s{place}.yml",
        code=f"A{place}",
        title=f"Scenario {place}",
        situation="It is late.",
        not_accountable=Reply(reply="That is not us."),
        accountable=Reply(reply="I will call you at three."),
        solutions=(Solution(do="Call."),),
        lesson="Call.",
        difficulty=difficulty,
        minutes=minutes,
    )


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """1 to 100 scenarios in up to 8 modules."""
    facts = st.tuples(
        st.integers(0, 7),
        st.none() | st.integers(1, 3),
        st.none() | st.integers(1, 120),
    )
    made = [
        scenario(place, f"m{module}", difficulty, minutes)
        for place, (module, difficulty, minutes) in enumerate(
            draw(st.lists(facts, min_size=1, max_size=100)), 1
        )
    ]
    modules = tuple(
        Module(
            id=f"m{place}",
            letter="ABCDEFGH"[place],
            title=f"Module {place}",
            scenarios=tuple(one for one in made if one.module_id == f"m{place}"),
        )
        for place in range(8)
    )
    return Course(id="c", title="Course", language="en", modules=modules)


@given(courses(), st.integers(SHORTEST, LONGEST), st.integers(FEWEST, MOST))
def test_whatever_the_course_the_timings_add_up(course: Course, minutes: int, people: int) -> None:
    plan = plan_workshop(course, minutes, people)
    assert sum(segment.minutes for segment in plan.segments) == minutes
    assert [s.start for s in plan.segments] == [0, *(s.end for s in plan.segments[:-1])]
    assert plan.segments[-1].end == minutes
    for segment in plan.segments:
        assert SENSIBLE.get(segment.kind, 4) <= segment.minutes <= 30, segment
        assert segment.title
        assert bool(segment.scenarios) == (segment.kind in ("scenario", "sorting", "role-play"))
    kinds = [segment.kind for segment in plan.segments]
    assert kinds[:2] == ["welcome", "opening"]
    assert kinds[-3:] == ["coaching", "commitment", "closing"]
    assert 1 <= kinds.count("scenario") <= 5
    assert ("break" in kinds) == (minutes > 90)
    assert plan == plan_workshop(course, minutes, people)


@given(courses(), st.integers(SHORTEST, LONGEST))
def test_scenarios_get_harder_and_none_is_worked_twice(course: Course, minutes: int) -> None:
    plan = plan_workshop(course, minutes)
    worked = [one.id for one in plan.scenarios]
    assert len(set(worked)) == len(worked)
    levels = [one.difficulty or 2 for one in plan.scenarios]
    assert levels == sorted(levels)
    modules = {one.module_id for one in course.scenarios}
    assert len({one.module_id for one in plan.scenarios}) == min(len(worked), len(modules))
    used = {one.id for part in plan.segments for one in part.scenarios}
    assert [one.id for one in plan.everything] == [
        one.id for one in course.scenarios if one.id in used
    ]
    # The key to what is sorted must not give away what comes at the tables.
    assert not {one.id for one in plan.sorted} & set(worked)
    assert len(plan.sorted) != 1


@given(st.integers(FEWEST, MOST))
def test_nobody_sits_alone(people: int) -> None:
    plan = plan_workshop(course_of(6), people=people)
    assert sum(plan.groups) == sum(plan.trios) == people
    assert min(plan.groups) >= min(3, people)
    assert max(plan.groups) <= 5
    assert min(plan.trios) >= 2
    assert max(plan.trios) <= 4


@given(st.integers(0, 200), st.lists(st.floats(0.1, 10), min_size=1, max_size=9))
def test_a_split_adds_up_and_is_near_the_weights(total: int, weights: list[float]) -> None:
    shares = split(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 1


def course_of(count: int) -> Course:
    made = tuple(scenario(place, "m", place % 3 + 1, 5) for place in range(1, count + 1))
    module = Module(id="m", letter="A", title="Module", scenarios=made)
    return Course(id="c", title="Course", language="en", modules=(module,))


def kinds(plan: WorkshopPlan) -> str:
    return " ".join(segment.kind for segment in plan.segments)


@pytest.mark.parametrize(
    ("minutes", "middle"),
    [
        (45, "scenario"),
        (60, "sorting scenario scenario"),
        (75, "sorting scenario scenario role-play"),
        (90, "sorting scenario scenario scenario role-play"),
        (120, "sorting scenario scenario scenario break scenario role-play own-case"),
    ],
)
def test_more_time_holds_more(minutes: int, middle: str) -> None:
    plan = plan_workshop(course_of(20), minutes)
    assert kinds(plan) == f"welcome opening {middle} coaching commitment closing"


def test_only_from_what_was_chosen() -> None:
    course = course_of(12)
    plan = plan_workshop(course, scenarios=course.scenarios[4:6])
    assert plan.everything == course.scenarios[4:6]
    assert len(plan.scenarios) == 2


def test_a_single_scenario_is_enough() -> None:
    plan = plan_workshop(course_of(1), 90)
    assert len(plan.scenarios) == len(plan.played) == 1
    assert plan.has("own-case")


@pytest.mark.parametrize(
    ("course", "minutes", "people", "message"),
    [
        (course_of(3), 44, 16, "45 to 120 minutes, not 44"),
        (course_of(3), 121, 16, "45 to 120 minutes, not 121"),
        (course_of(3), 90, 1, "2 to 200 people, not 1"),
        (course_of(0), 90, 16, "at least one scenario"),
    ],
)
def test_what_cannot_be_planned_is_refused(
    course: Course, minutes: int, people: int, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        plan_workshop(course, minutes, people)


@pytest.mark.parametrize("count", [2, 3, 4, 12])
def test_nobody_plays_the_same_twice_where_there_is_another(count: int) -> None:
    played = plan_workshop(course_of(count)).played
    assert len({one.id for one in played}) == 2

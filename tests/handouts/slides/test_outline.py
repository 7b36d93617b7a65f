"""Which slides a course makes, in which order, and what stands on them."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from answerable.handouts.slides.outline import Slide, outline
from answerable.items.items import which_reply
from answerable.model import Course, OtherReply, Solution, markup
from tests.support.courses import course, scenario

LONG = "Somebody has to say this sentence aloud before anybody can vote on it. " * 12


def _kinds(slides: Iterable[Slide]) -> list[str]:
    return [slide.kind for slide in slides]


def _words(slide: Slide) -> str:
    parts = [part for entry in slide.entries for part in entry.parts]
    return " ".join(str(markup.html_of(part.nodes)) for part in parts)


def test_a_scenario_is_told_before_it_is_judged() -> None:
    slides = outline(course(scenario()))
    assert _kinds(slides) == [
        *("title", "module", "situation", "vote", "verdict", "verdict"),
        *("solutions", "lesson", "debrief", "close"),
    ]


def test_the_accountable_reply_comes_last(shipped: Course) -> None:
    for one in shipped.scenarios:
        verdicts = [
            entry.choice
            for slide in outline(shipped, [one])
            if slide.kind == "verdict"
            for entry in slide.entries
            if not entry.continued
        ]
        assert [choice.right for choice in verdicts if choice] == [
            *([False] * (1 + len(one.other_replies))),
            True,
        ]


def test_the_vote_does_not_tell(shipped: Course) -> None:
    """Replies stand in the order of the quiz, and neither why nor lesson comes before them."""
    for slide in outline(shipped):
        if slide.kind == "vote" and slide.scenario:
            choices = which_reply(slide.scenario).choices
            assert [entry.choice for entry in slide.entries] == list(choices)
            assert {part.role for entry in slide.entries for part in entry.parts} == {"reply"}


def test_two_replies_of_some_length_are_read_where_they_are_voted_on(shipped: Course) -> None:
    pairs = [
        one.model_copy(update={"other_replies": ()})
        for one in shipped.scenarios
        if max(len(one.accountable.reply), len(one.not_accountable.reply)) <= 300
    ]
    assert pairs
    assert "replies" not in _kinds(outline(course(*pairs)))


def test_long_replies_are_read_first_and_voted_on_by_their_beginnings() -> None:
    slides = outline(course(scenario(other_replies=(OtherReply(reply=LONG),))))
    kinds = _kinds(slides)
    assert "replies" in kinds
    assert kinds.index("vote") == len(kinds) - 1 - kinds[::-1].index("replies") + 1
    (vote,) = (slide for slide in slides if slide.kind == "vote")
    assert [entry.number for entry in vote.entries] == [1, 2, 3]
    assert "…" in _words(vote)
    assert LONG.strip() not in _words(vote)


def test_long_texts_go_on_on_further_slides() -> None:
    long = scenario(
        situation=LONG * 2,
        lesson=LONG,
        solutions=tuple(Solution(do=LONG[:300], when=LONG[:200]) for _ in range(5)),
    )
    slides = [slide for slide in outline(course(long)) if slide.pages > 1]
    assert {slide.kind for slide in slides} >= {"situation", "lesson", "solutions"}
    pages = [(slide.page, slide.pages) for slide in slides if slide.kind == "situation"]
    assert pages == [(n, len(pages)) for n in range(1, len(pages) + 1)]


def test_ids_are_unique_and_stay_when_others_are_left_out(shipped: Course) -> None:
    everything = [slide.id for slide in outline(shipped)]
    assert len(set(everything)) == len(everything)
    some = [slide.id for slide in outline(shipped, shipped.scenarios[5:7])]
    assert set(some) <= set(everything)


def test_modules_without_a_chosen_scenario_are_left_out(shipped: Course) -> None:
    module = shipped.modules[2]
    shown = outline(shipped, module.scenarios[1:2])
    assert {slide.module.id for slide in shown if slide.module} == {module.id}
    assert {s.scenario.id for s in shown if s.scenario} == {module.scenarios[1].id}


def test_own_questions_come_before_those_of_the_course() -> None:
    (own,) = (
        s for s in outline(course(scenario(coaching=["Who has a key?"]))) if s.kind == "debrief"
    )
    assert "Who has a key?" in _words(own)
    (general,) = (s for s in outline(course(scenario())) if s.kind == "debrief")
    assert course().coaching[0] in _words(general)


@pytest.mark.parametrize("scenarios", [None, ()])
def test_an_empty_course_still_opens_and_closes(scenarios: tuple[()] | None) -> None:
    assert _kinds(outline(course(), scenarios)) == ["title", "close"]

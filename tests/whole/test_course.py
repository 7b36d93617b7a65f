"""The shipped course keeps its own rules."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from answerable.checks.check import check_course
from answerable.diagnostics import Severity
from answerable.model import Course, Scenario, markup
from tests.support.courses import ROOT, TODAY

NAMED = (
    *("wrong-address", "dispatch-error", "handed-over-ticket"),
    *("browser-order", "customer-mistake", "wrong-department"),
)
LESSON_WORDS = 60


def _replies(scenario: Scenario) -> list[str]:
    return [
        scenario.not_accountable.reply,
        *(other.reply for other in scenario.other_replies),
    ]


def test_nothing_is_found_in_it() -> None:
    report = check_course(ROOT / "scenarios", TODAY)
    assert [d for d in report.diagnostics if d.severity >= Severity.WARNING] == []


def test_no_review_is_due_soon(shipped: Course) -> None:
    for scenario in shipped.scenarios:
        assert scenario.review_by is None or scenario.review_by > TODAY


def test_it_is_as_large_and_as_wide_as_promised(shipped: Course) -> None:
    scenarios = shipped.scenarios
    assert {scenario.id for scenario in scenarios} >= set(NAMED)
    assert len(scenarios) >= 24
    assert len({scenario.department for scenario in scenarios}) >= 6
    assert len({scenario.channel for scenario in scenarios}) >= 5
    assert sum(scenario.customer == "internal" for scenario in scenarios) >= 4
    assert sum(bool(scenario.other_replies) for scenario in scenarios) >= 3


def test_every_scenario_is_written_in_full(shipped: Course) -> None:
    for scenario in shipped.scenarios:
        wanted = ("summary", "department", "channel", "difficulty", "minutes", "excuse", "tags")
        assert [name for name in wanted if not getattr(scenario, name)] == [], scenario.id
        replies = (scenario.accountable, scenario.not_accountable, *scenario.other_replies)
        assert all(reply.why for reply in replies), scenario.id
        assert len(scenario.solutions) >= 2, scenario.id


def test_no_two_scenarios_are_alike(shipped: Course) -> None:
    for read in (
        lambda s: s.title,
        lambda s: s.situation,
        lambda s: s.accountable.reply,
        lambda s: s.not_accountable.reply,
        lambda s: s.lesson,
        lambda s: s.summary,
    ):
        counts = Counter(map(read, shipped.scenarios))
        assert max(counts.values()) == 1


def test_the_right_reply_is_not_known_by_its_length(shipped: Course) -> None:
    longest = shortest = 0
    for scenario in shipped.scenarios:
        right = len(markup.plain(scenario.accountable.reply))
        others = [len(markup.plain(reply)) for reply in _replies(scenario)]
        longest += right > max(others)
        shortest += right < min(others)
    assert longest / len(shipped.scenarios) < 0.6
    assert shortest / len(shipped.scenarios) < 0.6


@pytest.mark.parametrize("mark", [*"?!:;–…", "I’m", "sorry", "you’ll", " by "])
def test_the_right_reply_is_not_known_by_a_mark(shipped: Course, mark: str) -> None:
    """Choosing the reply with (or without) the mark must not lead to the right one nearly always.

    Only scenarios count in which the mark tells the replies apart.
    """
    told = right = 0
    for scenario in shipped.scenarios:
        here = mark in scenario.accountable.reply
        there = [mark in reply for reply in _replies(scenario)]
        if here not in there:
            told += 1
            right += here
    assert told < 8 or 0.1 < right / told < 0.9, f"{right} of {told}"


def test_lessons_are_short_enough_to_keep(shipped: Course) -> None:
    long = [s.id for s in shipped.scenarios if len(markup.plain(s.lesson).split()) >= LESSON_WORDS]
    assert long == []


def test_the_guide_for_leaders_asks_the_questions_of_the_course(shipped: Course) -> None:
    text = (ROOT / "content" / "coaching.md").read_text(encoding="utf-8")
    asked = re.findall(r"^### \d+\. (.+)$", text, re.MULTILINE)
    assert asked == list(shipped.coaching)


def test_every_page_is_in_the_menu_and_in_four_languages() -> None:
    pages = [path for path in (ROOT / "content").glob("*.md") if "." not in path.stem]
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in pages if not re.search(rf"[:-] {page.name}$", menu, re.M)] == []
    for language in ("de", "es", "fr"):
        translated = [page.with_suffix(f".{language}.md") for page in pages]
        assert [page.name for page in translated if not page.exists()] == []


@pytest.mark.parametrize("others", ["and others", "und andere", "y otros", "et al."])
def test_studies_that_pages_name_are_in_the_manual(others: str) -> None:
    manual = (ROOT / "docs" / "pages" / "explanation.md").read_text(encoding="utf-8")
    pages = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "content").glob("*.md"))
    named = set(re.findall(rf"([A-Z][A-Za-z ]+) {others}, (\d{{4}})", pages))
    assert len(named) == 5
    assert [one for one in named if f"({one[0]} et al. {one[1]})" not in manual] == []


def test_minutes_and_difficulty_vary(shipped: Course) -> None:
    assert {scenario.difficulty for scenario in shipped.scenarios} == {1, 2, 3}


def test_modules_are_of_about_one_size(shipped: Course) -> None:
    for module in shipped.modules:
        assert module.summary
        assert module.objectives
        assert 3 <= len(module.scenarios) <= 6

"""What quizzes and the review ask: one file a scenario, with nothing that tells the answers."""

from __future__ import annotations

import pytest

from answerable.items import pool
from answerable.model import Course, markup
from answerable.site import Site
from answerable.site.questions import question_files
from tests.support.built import BuiltSite, questions_in
from tests.support.courses import course
from tests.support.pages import squeezed


def test_every_question_with_a_score_is_in_the_file_of_its_scenario(shipped: Course) -> None:
    files = {path: questions_in(one.make()) for path, one in question_files(Site(shipped)).items()}
    assert files.keys() == {f"questions/{scenario.id}.js" for scenario in shipped.scenarios}
    for pooled in pool.of_course(shipped):
        html = files[f"questions/{pooled.scenario.id}.js"]
        question = html.css_first(f'section[data-item="{pooled.item.id}"]')
        assert question.attributes["data-rev"] == pooled.item.revision
        quiz = question.css_first("scenario-quiz")
        assert quiz.attributes["data-mode"] == "practice"
        entries = {node.attributes["data-entry"] for node in quiz.css("[data-entry]")}
        assert entries >= set(pooled.item.entry_ids)
        assert question.css_first("[tabindex]").tag == "h2"
        assert question.css_first("[data-source]").attributes.get("hidden", "no") is None


def test_what_is_to_be_read_first_stands_there(shipped: Course) -> None:
    files = {path: questions_in(one.make()) for path, one in question_files(Site(shipped)).items()}
    for pooled in pool.of_course(shipped):
        html = files[f"questions/{pooled.scenario.id}.js"]
        question = html.css_first(f'section[data-item="{pooled.item.id}"]')
        situation = squeezed(markup.plain(pooled.scenario.situation))
        asked = question.css_first("div")  # without the link that is shown afterwards
        assert situation in squeezed(asked.text())
        assert asked.css_first("h2").text() == pooled.scenario.title


@pytest.mark.parametrize("directory_urls", [True, False])
def test_links_count_from_the_folder_of_the_files(shipped: Course, directory_urls: bool) -> None:
    for path, one in question_files(Site(shipped, directory_urls=directory_urls)).items():
        scenario = path.removeprefix("questions/").removesuffix(".js")
        page = f"scenarios/{scenario}/" if directory_urls else f"scenarios/{scenario}.html"
        for link in questions_in(one.make()).css("[data-source] a"):
            assert link.attributes["href"] == f"../{page}"


def test_the_site_holds_them(built: BuiltSite) -> None:
    expected = question_files(Site(built.course))
    assert expected
    for path, one in expected.items():
        assert (built.folder / path).read_bytes() == one.make()
    page = built.page("review/")
    assert page.css_first("review-session").attributes["data-questions"] == "../questions/"


def test_a_course_without_scenarios_has_none() -> None:
    assert question_files(Site(course())) == {}

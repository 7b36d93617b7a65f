"""A course that `answerable new` has written: it builds as it is, and works in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from answerable import cli

from .server import SiteServer


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteServer]:
    site = SiteServer()
    folder = tmp_path_factory.mktemp("anywhere") / "my-course"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", site.url)
        for where, *arguments in (
            (folder.parent, "new", "my-course", "--title", "At the counter"),
            (folder, "check", "--strict"),
            (folder, "build", "--strict"),
        ):
            patch.chdir(where)
            assert cli.main(arguments) == 0, arguments
    site.folder = folder / "site"
    with site.running():
        yield site


def test_a_learner_finds_a_scenario_and_takes_its_quiz(page: Page, course: SiteServer) -> None:
    page.goto(course.url)
    expect(page.get_by_role("heading", name="At the counter")).to_be_visible()
    expect(page.get_by_text("Start by role")).to_have_count(0)  # it has too few scenarios
    page.get_by_role("link", name="Start with the first scenario").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No appointment in the book")
    page.get_by_role("link", name="Show the replies").click()
    quiz = page.locator("scenario-quiz").first
    quiz.get_by_text("You have our slip in your hand").click()
    quiz.get_by_role("button", name="Check").click()
    expect(quiz).to_contain_text("Her morning off is not lost")


def test_every_page_of_the_menu_is_there(page: Page, course: SiteServer) -> None:
    page.goto(course.url)
    addresses = page.locator(".md-nav--primary a.md-nav__link").evaluate_all(
        "links => links.map(link => link.href.split('#')[0])"
    )
    assert len(set(addresses)) >= 12
    for address in sorted(set(addresses)):
        answer = page.request.get(address)
        assert answer.ok, address

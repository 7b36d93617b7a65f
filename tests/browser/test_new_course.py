"""A course that `answerable new` has written: it builds as it is, and works in a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from answerable import cli
from tests.support.courses import load

from .screen import PHONE
from .server import SiteServer
from .walk import go_on, heading, learn, press


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


def test_a_learner_goes_through_its_first_module_to_the_quiz(
    page: Page, course: SiteServer
) -> None:
    assert course.folder is not None
    module, _ = load(course.folder.parent / "scenarios").modules
    page.set_viewport_size(PHONE)
    page.goto(course.url)
    expect(heading(page)).to_have_text("At the counter")
    expect(page.get_by_text("Start by role")).to_have_count(0)  # it has too few scenarios
    press(page, "Start with the first scenario", role="link")
    for scenario in module.scenarios:
        learn(page, scenario, thoroughly=False)
        go_on(page)
    expect(heading(page)).to_have_text(f"Quiz: {module.title}")


def test_every_page_of_the_menu_is_there(page: Page, course: SiteServer) -> None:
    page.goto(course.url)
    addresses = page.locator(".md-nav--primary a.md-nav__link").evaluate_all(
        "links => links.map(link => link.href.split('#')[0])"
    )
    assert len(set(addresses)) >= 12
    for address in sorted(set(addresses)):
        answer = page.request.get(address)
        assert answer.ok, address

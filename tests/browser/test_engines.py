"""The main journey on a phone, in two more engines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from answerable.items.items import WHICH_REPLY
from answerable.items.shapes import Choice
from answerable.model import Course, Scenario

from .learner import path_of, right, wrong
from .server import PREFIX, SiteServer, under_own_policy
from .test_films import PAGE, SAID, make
from .visitor import ENGINES, Visitor, is_installed

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # both clients warn of themselves
    pytest.mark.filterwarnings("ignore::SyntaxWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

STEPS = 20
"""More than any scenario has."""


@pytest.fixture(params=ENGINES, scope="module")
def visitor(request: pytest.FixtureRequest, server: SiteServer) -> Iterator[Visitor]:
    """One for all tests: to start an engine takes longer than most of what is done in it."""
    engine: str = request.param
    if not is_installed(engine):
        pytest.skip(f"{engine} is not installed")
    with ENGINES[engine](f"http://127.0.0.1:{server.server_port}{PREFIX}") as visitor:
        yield visitor


def answer(visitor: Visitor, scenario: Scenario, choice: Choice) -> None:
    visitor.press(f'label[for$="{WHICH_REPLY}-{choice.id}"]')
    visitor.press("button", "Check my answer")


def test_from_home_through_a_scenario_and_into_its_quiz(visitor: Visitor, shipped: Course) -> None:
    first, second = shipped.modules[0].scenarios[:2]
    visitor.goto("")
    visitor.press("[data-start]")
    visitor.write("#own-reply", "I’ll ask next door today.")
    visitor.find(".an-saved", "Saved on this device.")
    visitor.press("a", "Show the replies")

    answer(visitor, first, wrong(first))
    visitor.find(".an-verdict", "Not this one yet.")
    assert visitor.sees(".an-verdict-title")
    visitor.press("button", "Try again")
    answer(visitor, first, right(first))
    visitor.find(".an-verdict", "Yes")
    assert visitor.sees(".an-verdict-title")

    visitor.press("[data-onward]", "Compare the replies")
    visitor.reload()
    visitor.write("#comparison", "The first one leaves him alone with it.")
    visitor.press("button", "Show why")
    visitor.press("[data-onward]")
    visitor.find("#solutions")
    for _ in range(STEPS):
        if not visitor.all("[data-onward]", "Next: "):
            visitor.press("[data-onward]")
    visitor.press("[data-onward]", f"Next: {second.title}")
    visitor.find("h1", second.title)

    visitor.goto(path_of(first))
    visitor.wait_for("document.querySelector('#own-reply').value.startsWith('I’ll ask')")
    visitor.goto(f"quiz/{shipped.modules[0].id}/")
    visitor.press("[data-begin]")
    visitor.find("[data-place]", "Question 1 of")
    visitor.press("[data-next]")
    visitor.find("[data-place]", "Question 2 of")
    visitor.reload()
    visitor.find("[data-place]", "Question 2 of")

    visitor.goto("progress/")
    visitor.find("[data-summary]", "1 of")


def test_the_search_leads_to_a_page_and_so_does_its_page_of_results(visitor: Visitor) -> None:
    visitor.goto("")
    visitor.press(".an-search-open")
    visitor.write(".an-search input", "parcels")
    visitor.find(".an-search .an-hits a")
    title = visitor.evaluate("document.querySelector('.an-search .an-hits a').textContent")
    visitor.press(".an-search .an-hits a")
    visitor.find("h1", title)
    visitor.goto("search/?q=parcels")
    visitor.press("main .an-hits a")
    visitor.find("h1", title)


FILM = "document.querySelector('.an-situation video')"


def test_a_film_plays_with_captions(visitor: Visitor, tmp_path: Path) -> None:
    with under_own_policy(partial(make, tmp_path)) as site:
        visitor.goto(site.url + PAGE)
        visitor.find(".an-situation video")
        # WebKit shows captions to those who have asked their system for them, or choose them here.
        visitor.evaluate(f"({FILM}.textTracks[0].mode = 'showing')")
        visitor.evaluate(f"({FILM}.muted = true, {FILM}.play().then(() => 0), 0)")
        visitor.wait_for(f"{FILM}.currentTime > 0")
        visitor.wait_for(f"{FILM}.textTracks[0].cues?.length")
        said = visitor.evaluate(f"[...{FILM}.textTracks[0].cues].map((cue) => cue.text)")
        assert said == SAID

"""The QR code leads to the page as the site publishes it."""

from __future__ import annotations

import pytest

from answerable.handouts.cards.decks.common import Published
from answerable.model import Course


@pytest.mark.parametrize(("directory_urls", "ending"), [(True, "/"), (False, ".html")])
def test_addresses_follow_the_sites_rule(course: Course, directory_urls: bool, ending: str) -> None:
    published = Published("https://training.example/course", directory_urls)
    for scenario in course.scenarios:
        address = f"https://training.example/course/scenarios/{scenario.id}{ending}"
        assert published.scenario(scenario.id) == address

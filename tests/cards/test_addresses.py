"""The QR code leads to the page as the site publishes it."""

from __future__ import annotations

import pytest

from answerable.cards.deck import deck
from answerable.model import Course


@pytest.mark.parametrize(("directory_urls", "ending"), [(True, "/"), (False, ".html")])
def test_addresses_follow_the_sites_rule(course: Course, directory_urls: bool, ending: str) -> None:
    cards = deck(course, "https://training.example/course", directory_urls=directory_urls)
    expected = [
        f"https://training.example/course/scenarios/{scenario.id}{ending}"
        for scenario in course.scenarios
    ]
    assert [card.url for card in cards] == expected

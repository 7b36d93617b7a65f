"""An index that is made of what the cache has of another one is the same as one from nothing."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.site.search import Findable, SearchText, blocks
from answerable.site.search.index import search_files

WORDS = (
    *("parcel", "parcels", "refund", "follow-up", "café", "B-12", "happy", "happier", "ab", "a"),
    *("Strom", "Rechnung", "Stromrechnungen", "Schlüssel", "Dienst", "Schlüsseldienst"),
    *("荷物が届かない", "กุญแจ", "المفتاح"),
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
PAGES = st.builds(
    Findable,
    title=TEXTS,
    passages=st.lists(
        st.builds(SearchText, st.sampled_from(["text", "lesson", "solutions"]), TEXTS), max_size=3
    ).map(tuple),
    keywords=st.lists(st.sampled_from(WORDS), max_size=2).map(tuple),
    scenario=st.sampled_from(["", "one", "two"]),
    department=st.sampled_from(["", "Billing", "Sales"]),
    topics=st.lists(st.sampled_from(["money", "keys"]), max_size=2).map(tuple),
    boost=st.sampled_from([1, 3]),
    language=st.sampled_from(["", "en"]),
)
COURSES = st.dictionaries(st.integers(0, 40), PAGES, max_size=12)


class Memory:
    """Keeps what was made, as the cache does."""

    def __init__(self) -> None:
        self.made: dict[tuple[bytes, ...], bytes] = {}

    def __call__(self, made_from: Iterable[bytes], make: Callable[[], Any]) -> Any:
        name = tuple(made_from)
        if name not in self.made:
            self.made[name] = pickle.dumps(make())
        return pickle.loads(self.made[name])  # noqa: S301  # from the line above


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "_SIZE", 3)


def listed(course: dict[int, Findable]) -> list[tuple[str, Findable]]:
    """The pages of a course, as an index takes them."""
    return [(f"scenarios/{number}/", page) for number, page in sorted(course.items())]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["en", "de"]), st.lists(COURSES, min_size=2, max_size=3), st.data())
def test_it_is_the_same_as_one_from_nothing(
    language: str, changes: list[dict[int, Findable]], data: st.DataObject
) -> None:
    """Pages are edited, added, renamed and deleted."""
    memory = Memory()
    course: dict[int, Findable] = {}
    for change in changes:
        gone = data.draw(st.sets(st.sampled_from(sorted(course)))) if course else set()
        course = {number: page for number, page in course.items() if number not in gone} | change
        pages = listed(course)
        assert search_files(pages, language, kept=memory) == search_files(pages, language)


def test_an_edit_makes_little_again() -> None:
    pages = [
        (f"scenarios/{number}/", Findable(f"Number {number} {word} {word}s {number * 7}"))
        for number, word in enumerate(WORDS * 10)
    ]
    memory = Memory()
    search_files(pages, "en", kept=memory)
    before = len(memory.made)
    pages[50] = (pages[50][0], Findable("Number 50, repainted"))
    search_files(pages, "en", kept=memory)
    # The block's summary and its buckets, and for each of its words that came or went a bucket.
    assert 0 < len(memory.made) - before < 12 < before / 10

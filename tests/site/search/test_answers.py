"""What an answer tells besides the pages: corrections, filters, marked words, counts."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from answerable.site.search import Findable, SearchText
from answerable.site.search.index import search_files

from .asked import ask, hits, write, write_case


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("english")
    write_case("en", made)
    return made


def answer(folder: Path, text: str, **options: Any) -> Any:
    return ask(folder, "en", [{"text": text, "options": options}])[0]


def marked(pieces: list[dict[str, Any]]) -> list[str]:
    return [piece["text"] for piece in pieces if piece["marked"]]


def test_a_typo_is_corrected_and_told(folder: Path) -> None:
    corrected = answer(folder, "parsel")
    assert corrected["shownFor"] == "parcel"
    assert hits(corrected)[0] == "lost-parcel"
    assert marked(corrected["hits"][0]["title"]) == ["parcel"]
    assert answer(folder, "parcel")["shownFor"] is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("oarcel", "parcel"),  # the first letter
        ("apologisin", "apologising"),  # a beginning is no typo
        ("apolgoisnig", "apologising"),  # two edits of a long word
        ("heppy", "happy"),
    ],
)
def test_edits_of_many_kinds(folder: Path, typed: str, meant: str) -> None:
    found = answer(folder, typed)
    assert found["total"]
    assert found["shownFor"] in (meant, None)


@pytest.mark.parametrize("typed", ["hap!", "cta", "pracels123", "prxzel", "42:11"])
def test_short_words_and_codes_are_taken_as_typed(folder: Path, typed: str) -> None:
    assert answer(folder, typed)["shownFor"] is None


def test_the_nearest_spelling(folder: Path) -> None:
    near, none = ask(
        folder,
        "en",
        [{"ask": "nearest", "text": "porcell"}, {"ask": "nearest", "text": "qqqqqqq"}],
    )
    assert near == "parcel"
    assert none is None


def test_the_whole_title_comes_first(folder: Path) -> None:
    assert hits(answer(folder, "The parcel that came twice to a neighbour"))[0] == "long-title"
    assert hits(answer(folder, "the follow up"))[0] == "follow-up"


@pytest.mark.parametrize(
    ("typed", "first"), [("refund", "one"), ("refunds", "two"), ("refunded", "three")]
)
def test_the_very_word_comes_before_its_other_forms(tmp_path: Path, typed: str, first: str) -> None:
    words = {"three": "refunded", "two": "refunds", "one": "refund"}
    pages = [
        (f"scenarios/{name}/", Findable(f"A {word} asked for", scenario=name))
        for name, word in words.items()
    ]
    write(search_files(pages, "en"), tmp_path)
    (found,) = ask(tmp_path, "en", [{"text": typed}])
    assert hits(found) == [first, *(name for name in words if name != first)]


def test_a_phrase_is_a_phrase(folder: Path) -> None:
    assert hits(answer(folder, '"tracking number"')) == ["lost-parcel"]
    assert hits(answer(folder, '"number tracking"')) == []
    assert hits(answer(folder, "number tracking")) == ["lost-parcel"]


def test_several_words_narrow(folder: Path) -> None:
    assert set(hits(answer(folder, "parcel"))) == {"lost-parcel", "long-title"}
    assert hits(answer(folder, "parcel neighbour")) == ["long-title"]


def test_filters_in_the_text_and_apart(folder: Path) -> None:
    written = answer(folder, "department:billing parcel")
    assert written["filters"] == {"department": ["Billing"]}
    assert hits(written) == ["long-title"]
    assert hits(answer(folder, "parcel", filters={"department": ["Billing"]})) == ["long-title"]
    several = answer(folder, "", filters={"department": ["Billing", "Sales"], "difficulty": ["2"]})
    assert set(hits(several)) == {"colour", "refund"}
    assert hits(answer(folder, 'Abteilung:"front d"')) == ["wifi"]
    assert answer(folder, "time: 9:30")["filters"] == {}
    assert hits(answer(folder, "department:nowhere")) == []
    assert answer(folder, "")["total"] == 0


def test_what_is_done_or_not(folder: Path) -> None:
    done = ["lost-parcel"]
    for asked, found in (("done", ["lost-parcel"]), ("open", ["long-title"])):
        assert hits(answer(folder, "parcel", done=done, filters={"progress": [asked]})) == found
        assert hits(answer(folder, f"parcel progress:{asked}", done=done)) == found
    written = answer(folder, 'parcel fortschritt:"noch n"', done=done)
    assert written["filters"] == {"progress": ["open"]}
    assert hits(written) == ["long-title"]
    both = answer(folder, "parcel progress:done progress:open", done=done)
    assert set(hits(both)) == {"lost-parcel", "long-title"}


def test_facets_have_their_counts(folder: Path) -> None:
    (facets,) = ask(folder, "en", [{"ask": "facets"}])
    assert {"value": "Billing", "label": "Billing", "count": 2} in facets["department"]
    assert [one["value"] for one in facets["difficulty"]] == ["1", "2", "3"]
    assert facets["module"] == []


def test_a_result_tells_where_it_is_and_marks_every_form(folder: Path) -> None:
    (hit,) = answer(folder, "engineer")["hits"]
    assert hit["address"] == "scenarios/follow-up/"
    assert (hit["department"], hit["channel"]) == ("Field service", "Phone")
    assert marked(hit["excerpt"]) == ["engineer’s"]
    assert "".join(piece["text"] for piece in hit["excerpt"]).startswith("The engineer’s")


def test_pages_of_results(folder: Path) -> None:
    whole = answer(folder, "the")
    assert whole["total"] == 7
    first, second = (answer(folder, "the", **{"from": place, "count": 4}) for place in (0, 4))
    assert hits(first) + hits(second) == hits(whole)


def test_common_words_do_not_narrow_in_a_large_course(tmp_path: Path) -> None:
    pages = [
        (
            f"scenarios/{number}/",
            Findable(
                f"Number {number}{' customer' if number == 7 else ''}",
                (
                    SearchText(
                        "text", f"The customer waits{' for a zebra' if number == 1200 else ''}."
                    ),
                ),
                scenario=str(number),
            ),
        )
        for number in range(1300)
    ]
    write(search_files(pages, "en"), tmp_path)
    rare, common, begun = ask(
        tmp_path,
        "en",
        [{"text": "the zebra customer"}, {"text": "customer"}, {"text": "custo"}],
    )
    assert hits(rare) == ["1200"]
    assert hits(common) == ["7"]  # Only who has it in the title is listed.
    assert hits(begun) == ["7"]


def test_a_typo_is_corrected_where_very_many_words_begin_alike(tmp_path: Path) -> None:
    syllables = ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no"]
    words = [f"com{''.join(some)}" for some in product(syllables, repeat=3)]
    pages = [
        (f"scenarios/{word}/", Findable(f"About {word}", scenario=word))
        for word in ["complain", *words]
    ]
    write(search_files(pages, "en"), tmp_path)
    assert "com*" in "".join(file.read_text("utf-8") for file in tmp_path.rglob("terms-*.js"))
    (found,) = ask(tmp_path, "en", [{"text": "complian"}])
    assert found["shownFor"] == "complain"
    assert hits(found) == ["complain"]


def test_long_texts_are_shortened_around_what_was_asked(tmp_path: Path) -> None:
    text = " ".join(["Nobody knows."] * 40 + ["A zebra crossed the road."] + ["It rained."] * 40)
    page = Findable("Streets", (SearchText("text", text), SearchText("text", "Other.", "more")))
    write(search_files([("streets/", page)], "en"), tmp_path)
    zebra, other = ask(tmp_path, "en", [{"text": "zebra"}, {"text": "other"}])
    shown = "".join(piece["text"] for piece in zebra["hits"][0]["excerpt"])
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "zebra" in shown
    assert len(shown) < 200
    assert zebra["hits"][0]["address"] == "streets/"
    assert other["hits"][0]["address"] == "streets/#more"


def test_the_same_pages_give_the_same_files_and_an_edit_changes_few() -> None:
    pages = [
        (f"{number}/", Findable(f"Page {number}", (SearchText("text", f"word{number} " * 50),)))
        for number in range(300)
    ]
    before = search_files(pages, "en")
    assert search_files(list(pages), "en") == before
    pages[150] = ("150/", Findable("Page 150", (SearchText("text", "word151 " * 50),)))
    after = search_files(pages, "en")
    changed = [path for path in after if after[path] != before.get(path)]
    assert 2 <= len(changed) < len(after)


def test_a_word_as_long_as_a_file_is_read_at_once(tmp_path: Path) -> None:
    """A German word may be made of two at any letter; with 100,000 a browser's tab crashed."""
    language = write_case("de", tmp_path)
    assert ask(tmp_path, language, [{"text": "x" * 100_000}])[0]["total"] == 0

"""Assessment items: stable ids, honest revisions, and no hint at the right choice."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.items.choice.item import ChoiceItem
from answerable.items.dialogues import dialogue_of
from answerable.items.fill.item import FillItem
from answerable.items.item import Item
from answerable.items.items import WHICH_REPLY, of_scenario, which_reply
from answerable.items.match.item import MatchItem
from answerable.items.order.item import OrderItem
from answerable.items.types import TYPES
from answerable.model import Course, Scenario
from tests.support.courses import FULL, ROOT, load, scenario
from tests.support.scenarios import shows_words

OTHER = {"reply": "Let me see.", "why": "Until when?", "quality": "weak"}
WORDS = st.text(min_size=1).map(str.strip).filter(shows_words)


def _ids(item: ChoiceItem) -> list[str]:
    return [choice.id for choice in item.choices]


def test_the_item_offers_every_reply_once_and_one_is_right() -> None:
    full = scenario(**FULL)
    item = which_reply(full)
    assert item.id == WHICH_REPLY
    offered = sorted((choice.text, choice.why) for choice in item.choices)
    written = [full.accountable, full.not_accountable, *full.other_replies]
    assert offered == sorted((reply.reply, reply.why) for reply in written)
    assert [choice.text for choice in item.choices if choice.right] == [full.accountable.reply]
    qualities = {choice.text: choice.quality for choice in item.choices}
    assert qualities[full.not_accountable.reply] == "poor"
    for other in full.other_replies:
        assert qualities[other.reply] == other.quality


SEEN = {
    "situation": {"situation": "Another situation."},
    "right reply": {"accountable": {"reply": "Another reply.", "why": "Because."}},
    "right why": {"accountable": {"reply": "The same.", "why": "Another reason."}},
    "poor reply": {"not_accountable": {"reply": "Another reply.", "why": "Because."}},
    "poor why gone": {"not_accountable": {"reply": "The same."}},
    "one more reply": {"other_replies": [OTHER]},
}
UNSEEN = {
    "title": {"title": "Another title"},
    "summary": {"summary": "Another summary"},
    "solutions": {"solutions": ["Another solution."]},
    "lesson": {"lesson": "Another lesson."},
    "tags": {"tags": ["other"]},
    "department": {"department": "Other"},
    "place": {"path": "desk/lost-key.yml", "module_id": "desk", "code": "B9"},
    "owner": {"owner": "Somebody"},
}


@pytest.mark.parametrize("change", SEEN.values(), ids=SEEN)
def test_other_words_are_another_revision(change: dict[str, object]) -> None:
    before = which_reply(scenario())
    after = which_reply(scenario(**change))
    assert after.revision != before.revision
    assert set(_ids(before)) <= set(_ids(after)), "saved answers hang on these ids"


@pytest.mark.parametrize("change", UNSEEN.values(), ids=UNSEEN)
def test_what_the_quiz_does_not_show_leaves_the_revision(change: dict[str, object]) -> None:
    assert which_reply(scenario(**change)) == which_reply(scenario())


@given(WORDS, WORDS, WORDS)
def test_revisions_tell_all_wordings_apart(situation: str, reply: str, why: str) -> None:
    # Text that moves from one field to the next must not go unnoticed either.
    written = [
        {"situation": situation, "accountable": {"reply": reply, "why": why}},
        {"situation": situation, "accountable": {"reply": why, "why": reply}},
        {"situation": situation + reply, "accountable": {"reply": reply, "why": why}},
        {"situation": situation, "accountable": {"reply": reply}},
    ]
    built = [scenario(**fields) for fields in written]
    seen = {(s.situation, s.accountable.reply, s.accountable.why) for s in built}
    assert len({which_reply(s).revision for s in built}) == len(seen)


def test_ids_do_not_depend_on_the_order_of_the_fields() -> None:
    fields = dict(reversed(FULL.items()))
    assert which_reply(scenario(**fields)) == which_reply(scenario(**FULL))


def test_a_reply_added_later_leaves_the_other_ids() -> None:
    two = which_reply(scenario())
    five = which_reply(scenario(other_replies=[OTHER, OTHER, OTHER]))
    assert set(_ids(two)) < set(_ids(five))
    assert len(set(_ids(five))) == 5


def test_another_scenario_has_other_ids() -> None:
    here, there = (which_reply(scenario(id=name)) for name in ("here", "there"))
    assert not set(_ids(here)) & set(_ids(there))


def _choices(count: int) -> list[tuple[str, str]]:
    """(id, quality) of each choice of many scenarios that differ in their id alone."""
    items = [which_reply(scenario(id=f"s-{number}")) for number in range(count)]
    return [(choice.id, str(choice.quality)) for item in items for choice in item.choices]


@pytest.mark.parametrize("place", range(8))
def test_no_character_of_an_id_gives_the_right_reply_away(place: int) -> None:
    found: dict[str, Counter[str]] = {}
    for identifier, quality in _choices(400):
        found.setdefault(quality, Counter())[identifier[place]] += 1
    for counts in found.values():
        # 400 ids over 16 digits: 25 each, give or take.
        assert max(counts.values()) < 60


def test_the_right_reply_stands_in_each_place_about_equally_often() -> None:
    for others in range(4):
        places = Counter(
            [choice.right for choice in which_reply(built).choices].index(True)
            for built in (
                scenario(id=f"s-{number}", other_replies=[OTHER] * others) for number in range(400)
            )
        )
        fair = 400 / (others + 2)
        assert set(places) == set(range(others + 2))
        assert all(0.7 * fair < count < 1.3 * fair for count in places.values()), places


def test_the_shipped_course_has_no_favourite_place(shipped: Course) -> None:
    choices = [which_reply(built).choices for built in shipped.scenarios]
    first = sum(offered[0].right for offered in choices)
    fair = sum(1 / len(offered) for offered in choices)
    assert 0.5 * fair <= first <= 1.5 * fair


LOCKED_IN = ROOT / "tests/cases/site/full/scenarios"


@pytest.fixture(scope="module")
def every_type() -> Scenario:
    """A scenario with an item of every type."""
    return next(one for one in load(LOCKED_IN).scenarios if one.items)


def _changed(built: Scenario, place: int, **fields: object) -> Item:
    changed = [item.model_dump() for item in built.items]
    changed[place] |= fields
    return of_scenario(Scenario.model_validate(built.model_dump() | {"items": changed}))[place + 1]


def test_all_items_of_a_scenario(every_type: Scenario) -> None:
    items = of_scenario(every_type)
    assert items[0] == which_reply(every_type)
    assert [item.type for item in items[1:]] == [item.type for item in every_type.items]
    assert {item.type for item in items} == TYPES.keys()
    assert [item.id for item in items if not item.gradable] == ["own-words"]
    assert len({item.revision for item in items}) == len(items)


def test_a_new_name_leaves_all_items_as_they_are(every_type: Scenario) -> None:
    names = {"id": "new-name", "aliases": [every_type.id, "name-in-between"]}
    renamed = Scenario.model_validate(every_type.model_dump() | names)
    assert of_scenario(renamed) == of_scenario(every_type)
    assert dialogue_of(renamed) == dialogue_of(every_type)


def test_hints_are_no_part_of_the_revision_and_words_are(every_type: Scenario) -> None:
    for place, before in enumerate(of_scenario(every_type)[1:]):
        assert _changed(every_type, place, hints=("Another hint.",)).revision == before.revision
        other = _changed(every_type, place, question="Another question?")
        assert other.revision != before.revision
        assert other.entry_ids == before.entry_ids, "saved answers hang on these ids"


def test_steps_are_shown_in_another_order_than_the_right_one() -> None:
    for number in range(50):
        for length in (2, 3, 5):
            steps = [{"text": f"Step {n}."} for n in range(length)]
            written = {"id": "s", "type": "order", "question": "?", "steps": steps}
            item = of_scenario(scenario(id=f"s-{number}", items=[written]))[1]
            assert isinstance(item, OrderItem)
            assert [step.text for step in item.steps] == [f"Step {n}." for n in range(length)]
            assert set(item.choices) == set(item.steps)
            assert item.choices != item.steps


def test_excuses_with_the_same_lesson_share_it() -> None:
    pairs = [{"excuse": f"Excuse {n}.", "lesson": f"Lesson {n % 2}."} for n in range(4)]
    written = {"id": "m", "type": "match", "question": "?", "pairs": pairs}
    item = of_scenario(scenario(items=[written]))[1]
    assert isinstance(item, MatchItem)
    texts = {lesson.id: lesson.text for lesson in item.lessons}
    assert sorted(texts.values()) == ["Lesson 0.", "Lesson 1."]
    answers = {match.asked: texts[match.answer_id] for match in item.matches}
    assert answers == {pair["excuse"]: pair["lesson"] for pair in pairs}
    assert [item.letter(lesson.id) for lesson in item.lessons] == ["A", "B"]


def test_a_phrase_falls_into_parts_around_its_gaps() -> None:
    blanks = [{"accept": ["a", "b"]}, {"accept": ["c"]}]
    written = {
        "id": "f",
        "type": "fill",
        "question": "?",
        "phrase": "___, or _____",
        "blanks": blanks,
    }
    item = of_scenario(scenario(items=[written]))[1]
    assert isinstance(item, FillItem)
    assert item.parts == ("", ", or ", "")
    assert [gap.accept for gap in item.gaps] == [("a", "b"), ("c",)]

"""Questions for other programs: complete, right in each format, and harmless whatever they say."""

from __future__ import annotations

import html
import os
import re
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from anki.collection import Collection, ImportAnkiPackageRequest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from answerable import cli
from answerable.exchange.questions.anki import apkg, contents
from answerable.exchange.questions.formats import FORMATS
from answerable.exchange.questions.gift import fits_gift, gift
from answerable.exchange.questions.moodle import moodle_xml
from answerable.exchange.questions.question import (
    Pairs,
    Question,
    Sorting,
    Steps,
    choice_html,
    known,
    questions,
    revision,
    why_html,
)
from answerable.exchange.questions.revisions import Revisions, parse, renewed, to_text
from answerable.exchange.questions.spelling import apart
from answerable.exchange.scenarios.gift.read import read_gift
from answerable.handouts.standalone.document import asset
from answerable.items import pool
from answerable.items.fill.item import FillItem
from answerable.items.items import which_reply
from answerable.items.shapes import Choices
from answerable.model import Course, Scenario, markup
from tests.exchange.questions.packages import files_in
from tests.support.courses import MINIMAL, course, load, scenario, write_course, write_project
from tests.support.each import each
from tests.support.hostile import HOSTILE

TAGS = {"html", "head", "body", "p", "a", "br", "em", "strong", "ul", "ol", "li", "code", "pre"}
TAGS |= {"blockquote", "hr", "-text"}
MOODLE_GRADES = {100, 50, 33.33333, 25, 20, 16.66667, 14.28571, 12.5, 0}
"""Those of Moodle's fixed list that a question of up to eight choices may need."""


TYPED = st.text(st.sampled_from("ab*\\\\}{#~=/&<>\"' -.%1;"), min_size=1, max_size=8).filter(
    lambda text: any(sign.isalnum() for sign in text)
)
"""Answers of signs that mean something somewhere."""


def _fill(*accepted: list[str], why: str = "Why.") -> Question:
    """A question with a gap for each list of texts."""
    gaps = " and ".join("___" for _ in accepted)
    item = {
        "id": "gap",
        "type": "fill",
        "question": "Complete it {#1}.",
        "phrase": f"I {gaps} {{1:SHORTANSWER:=x}} it.",
        "blanks": [{"accept": texts, "why": why} for texts in accepted],
    }
    made = course(scenario(items=[item]))
    return questions(made, made.scenarios)[-1]


def _cloze_fields(text: str) -> list[list[tuple[str, str]]]:
    """The gaps of a Cloze question as Moodle reads them: each pattern with what is told."""
    fields = re.findall(r"\{1:SHORTANSWER:(.+?)(?<!\\)\}", text)
    return [[_cloze_entry(one) for one in re.split(r"(?<![\\&])~", field)] for field in fields]


def _cloze_entry(entry: str) -> tuple[str, str]:
    assert entry.startswith("=")
    pattern, told = [*re.split(r"(?<![\\&])#", entry[1:], maxsplit=1), ""][:2]
    first, second = (re.sub(r"\\([}#])", r"\1", html.unescape(one)) for one in (pattern, told))
    return first, second


def _moodle_takes(pattern: str, typed: str) -> bool:
    """Whether an answer is one of a pattern, in which a star stands for any text."""
    bits = [re.escape(bit.replace(r"\*", "*")) for bit in re.split(r"(?<!\\)\*+", pattern)]
    return bool(re.fullmatch(".*".join(bits), typed.strip(), re.IGNORECASE))


def _by_name(found: ET.Element) -> dict[str, ET.Element]:
    return {one.findtext("name/text", ""): one for one in found if one.get("type") != "category"}


def _parse(made: bytes) -> ET.Element:
    return ET.fromstring(made)  # noqa: S314  # our own


class TestQuestions:
    def test_all_that_can_be_marked_is_asked(
        self, full: Course, asked: tuple[Question, ...]
    ) -> None:
        items = pool.of_course(full)
        assert [one.key.split("/", 1)[1] for one in asked] == [
            f"{one.scenario.first_id}/{one.item.id}" for one in items
        ]
        assert {type(one.item).__name__ for one in items} >= {"SortItem", "OrderItem", "FillItem"}

    def test_only_of_the_chosen_scenarios(self, full: Course) -> None:
        chosen = full.scenarios[:1]
        keys = {one.key.split("/")[1] for one in questions(full, chosen)}
        assert keys == {chosen[0].first_id}

    def test_a_key_survives_a_new_name(self) -> None:
        before = course(scenario())
        after = course(scenario(id="the-key", aliases=["lost-key"]))
        assert [one.key for one in questions(before, before.scenarios)] == [
            one.key for one in questions(after, after.scenarios)
        ]

    def test_what_is_learned_comes_with_the_answer(self, asked: tuple[Question, ...]) -> None:
        built = scenario(**MINIMAL)
        (question,) = questions(made := course(built), made.scenarios)
        assert built.situation in question.asked
        assert built.lesson in question.lesson
        when = '<br><em class="when">No spare key can be found.</em>'
        assert f"Call the locksmith.{when}" in question.lesson


class TestRevision:
    def test_every_edit_of_a_question_has_another_name(self) -> None:
        first = course(scenario())
        edited = course(scenario(lesson="Something else."))
        names = {revision(course(scenario())), revision(first), revision(edited)}
        assert len(names) == 2

    def test_each_format_tells_the_sets_of_two_revisions_apart(self) -> None:
        """But for Anki, which corrects what is there."""
        for name, form in FORMATS.items():
            if form.dated:
                continue
            made = course(scenario())
            written = form.write(made, questions(made, made.scenarios), {})
            files = files_in(written).values() if written.startswith(b"PK") else [written]
            assert any(revision(made).encode() in file for file in files), name


class TestMoodle:
    def test_each_question_once_in_the_category_of_its_module(
        self, full: Course, asked: tuple[Question, ...]
    ) -> None:
        found = _parse(moodle_xml(full, asked))
        assert list(_by_name(found)) == [one.name for one in asked]
        paths = [one.findtext("category/text") for one in found if one.get("type") == "category"]
        title = f"{full.title}, {revision(full)}"
        assert paths == [f"$course$/top/{title}/{topic}" for topic in _topics(asked)]

    def test_a_slash_in_a_name_begins_no_category(self) -> None:
        made = course(scenario(), title="In/out")
        found = _parse(moodle_xml(made, questions(made, made.scenarios)))
        path = f"$course$/top/In//out, {revision(made)}/A. At the door"
        assert found.findtext("question/category/text") == path

    def test_right_choices_earn_all_and_only_grades_that_moodle_knows(
        self, full: Course, asked: tuple[Question, ...]
    ) -> None:
        for question, one in zip(
            asked, _by_name(_parse(moodle_xml(full, asked))).values(), strict=True
        ):
            if not isinstance(question.form, Choices):
                continue
            grades = [float(answer.get("fraction", "")) for answer in one.iter("answer")]
            assert {abs(grade) for grade in grades} <= MOODLE_GRADES
            assert sum(grade for grade in grades if grade > 0) == pytest.approx(100, abs=0.001)
            single = one.findtext("single") == "true"
            assert single is (not question.form.several)
            assert min(grades) == 0 if single else min(grades) < 0
            told = [answer.findtext("feedback/text") for answer in one.iter("answer")]
            assert len(told) == len(question.form.choices)

    def test_pairs_are_matched(self, full: Course, asked: tuple[Question, ...]) -> None:
        found = _by_name(_parse(moodle_xml(full, asked)))
        forms = {one.name: known(one)[1] for one in asked}
        pairs = {name: form for name, form in forms.items() if isinstance(form, Pairs)}
        assert {type(one.form) for one in asked if one.name in pairs} == {Pairs, Sorting, Steps}
        for name, form in pairs.items():
            answers = [one.findtext("answer/text") for one in found[name].iter("subquestion")]
            assert answers == [pair.answer.text for pair in form.pairs]
            told = found[name].findtext("generalfeedback/text", "")
            assert all(markup.html(pair.why) in told for pair in form.pairs if pair.why)

    def test_gaps_take_every_accepted_answer(
        self, full: Course, asked: tuple[Question, ...]
    ) -> None:
        found = _by_name(_parse(moodle_xml(full, asked)))
        clozes = [
            one.findtext("questiontext/text", "")
            for one in found.values()
            if one.get("type") == "cloze"
        ]
        items = [one.item for one in pool.of_course(full) if isinstance(one.item, FillItem)]
        assert len(clozes) == len(items) > 0
        for text, item in zip(clozes, items, strict=True):
            fields = _cloze_fields(text)
            assert len(fields) == len(item.gaps)
            for field, gap in zip(fields, item.gaps, strict=True):
                assert all(_moodle_takes(field[n][0], one) for n, one in enumerate(gap.accept))
                assert {told for _, told in field} == {why_html(gap.why)}

    @given(st.lists(TYPED, min_size=1, max_size=3), st.sampled_from(list(HOSTILE.values())))
    def test_a_gap_takes_what_the_site_takes_and_no_more(
        self, accepted: list[str], why: str
    ) -> None:
        """Stars, braces and the like mean nothing there, whatever the field is parted by."""
        asked = _fill(accepted, why=why)
        made = course(scenario())
        (cloze,) = (
            one.findtext("questiontext/text", "")
            for one in _parse(moodle_xml(made, [asked])).iter("question")
            if one.get("type") == "cloze"
        )
        (field,) = _cloze_fields(cloze)
        assert {told for _, told in field} == {why_html(why)}
        patterns = [answer for answer, _ in field]
        for text in (" ".join(one.split()) for one in accepted):
            ended = (f"{text}.", f" {text}! ") if text[-1].isalnum() else ()
            for typed in (text, text.upper(), *ended):
                assert any(_moodle_takes(pattern, typed) for pattern in patterns)
        assert not any(_moodle_takes(pattern, "no such answer") for pattern in patterns)

    def test_blanks_between_two_tags_stay(self) -> None:
        """Moodle's parser takes what is escaped piece by piece, and trims the pieces."""
        made = course(scenario(situation="Punkt **fett** *kursiv* Ende ]]> `]]>`"))
        written = moodle_xml(made, questions(made, made.scenarios)).decode()
        assert "<strong>fett</strong> <em>kursiv</em>" in written
        assert "&lt;" not in re.sub(r"<!\[CDATA\[.*?\]\]>", "", written, flags=re.DOTALL)
        (asked,) = (
            one.text or "" for one in _parse(written.encode()).findall(".//questiontext/text")
        )
        assert asked.startswith(markup.html(made.scenarios[0].situation))

    def test_names_that_stay_fit_and_differ(self) -> None:
        long = ["a" * 60 + f"-{number}" for number in range(2)]
        made = course(*(scenario(id=name) for name in long), id="c" * 40)
        found = _parse(moodle_xml(made, questions(made, made.scenarios)))
        numbers = [number.text or "" for number in found.iter("idnumber")]
        assert len(set(numbers)) == len(numbers) == 2
        assert all(len(number) <= 100 for number in numbers)


def _topics(asked: tuple[Question, ...]) -> list[str]:
    return list(dict.fromkeys(one.topic for one in asked))


class TestGift:
    def test_it_comes_back_as_it_was(self) -> None:
        built = scenario(situation="She asks: “a = b {or} c ~ d # e?”", tags=["two words", "key"])
        made = course(built)
        (draft,) = read_gift(gift(made, questions(made, made.scenarios)), "a.gift").drafts
        values = draft.source.value
        assert values["situation"].startswith(built.situation)
        for field in ("accountable", "not_accountable"):
            reply = getattr(built, field)
            assert values[field] == {"reply": reply.reply, "why": reply.why}
        assert values["tags"] == ["two words", "key"]
        assert built.lesson in values["lesson"]

    @given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
    def test_any_reply_comes_back(self, text: str) -> None:
        reply = markup.literal(f"So {text} it is")
        made = course(scenario(accountable={"reply": reply, "why": reply}))
        (draft,) = read_gift(gift(made, questions(made, made.scenarios)), "a.gift").drafts
        shown = markup.plain(reply)
        back: Any = draft.source.value["accountable"]
        assert {key: markup.plain(value) for key, value in back.items()} == {
            "reply": shown,
            "why": shown,
        }

    def test_no_blank_line_parts_a_question(
        self, full: Course, asked: tuple[Question, ...]
    ) -> None:
        fit = [one for one in asked if fits_gift(one)]
        blocks = gift(full, fit).decode().strip().split("\n\n")
        assert len(blocks) == len(fit) + len(_topics(asked))
        assert all(block.startswith(("$CATEGORY: ", "// [id:")) for block in blocks)

    def test_several_gaps_do_not_fit(self) -> None:
        assert fits_gift(_fill(["now"]))
        assert not fits_gift(_fill(["now"], ["today"]))
        assert not fits_gift(_fill(["now -> today"]))

    @given(st.lists(TYPED, min_size=1, max_size=3))
    def test_a_gap_comes_back_without_the_spellings_that_were_added(
        self, accepted: list[str]
    ) -> None:
        asked = _fill(accepted)
        assume(fits_gift(asked))
        (draft,) = read_gift(gift(course(scenario()), [asked]), "a.gift").drafts
        value: Any = draft.source.value
        (item,) = value["items"]
        texts = [" ".join(text.split()) for text in accepted]
        assert item["blanks"][0]["accept"] == apart(texts)


RED = {"colour": "8a1538", "logo": "media/logo.png"}
BLUE = {"colour": "00629b", "name": "Blue & white [sound:x.mp3]"}


class TestAnki:
    @pytest.fixture
    def collection(self, tmp_path: Path) -> Collection:
        return Collection(str(tmp_path / "collection.anki2"))

    @staticmethod
    def _take(collection: Collection, deck: bytes, folder: Path) -> Counter[str]:
        file = folder / "deck.apkg"
        file.write_bytes(deck)
        log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(file))).log
        return Counter(new=len(log.new), updated=len(log.updated), conflicting=len(log.conflicting))

    def test_anki_takes_every_note_and_shows_it(
        self, full: Course, asked: tuple[Question, ...], collection: Collection, tmp_path: Path
    ) -> None:
        assert self._take(collection, apkg(full, asked, _times(full)), tmp_path)["new"] == len(
            asked
        )
        names = {deck.name for deck in collection.decks.all_names_and_ids()}
        assert names >= {f"{full.title}::{topic}" for topic in _topics(asked)}
        first = collection.get_note(collection.find_notes('"deck:*A. *"')[0]).cards()[0]
        scenario = full.scenarios[0]
        right = next(c for c in which_reply(scenario).choices if c.right)
        behind = first.answer().partition("<hr id=answer>")[2]
        assert markup.inline_html(right.text) in behind
        assert markup.html(scenario.lesson) in behind
        assert markup.html(scenario.lesson) not in first.question()

    def test_a_correction_reaches_the_note_that_is_there(
        self, collection: Collection, tmp_path: Path
    ) -> None:
        revisions: Revisions = {}
        # The last edit takes back the one before.
        for word, expected in (("nine", "new"), ("ten", "updated"), ("nine", "updated")):
            made = course(scenario(situation=f"The office opens at {word}."))
            asked = questions(made, made.scenarios)
            revisions = parse(to_text(renewed(made, _notes(made), revisions)))
            deck = apkg(made, asked, _times(made, revisions))
            assert +self._take(collection, deck, tmp_path) == Counter({expected: 1})
        assert +self._take(collection, deck, tmp_path) == Counter(), "nothing new the second time"
        (note,) = collection.find_notes("")
        assert "at nine" in collection.get_note(note)["Front"]

    def test_each_choice_is_behind_with_its_reason(
        self, full: Course, asked: tuple[Question, ...]
    ) -> None:
        seen = set()
        for question in asked:
            if not isinstance(question.form, Choices):
                continue
            seen.add(question.form.several)
            _, _, back, *_ = contents(full, question)
            right, _, wrong = back.partition("<p><strong>Not right</strong></p>")
            for choice in question.form.choices:
                told = choice_html(choice) + why_html(choice.why)
                assert told in (right if choice.right else wrong)
        assert seen == {True, False}

    def test_steps_are_behind_in_their_order(
        self, full: Course, asked: tuple[Question, ...]
    ) -> None:
        (question,) = (one for one in asked if isinstance(one.form, Steps))
        assert isinstance(question.form, Steps)
        _, front, back, *_ = contents(full, question)
        shown = [choice_html(one) for one in question.form.choices]
        assert [one.inner_html for one in HTMLParser(front).css(".mixed li")] == shown
        assert [one.html for one in HTMLParser(back).css("ol > li")] == [
            f"<li>{choice_html(step)}{why_html(step.why)}</li>" for step in question.form.steps
        ]

    def test_lists_are_mixed_by_a_script_and_notes_know_nothing_of_it(
        self, full: Course, asked: tuple[Question, ...], collection: Collection, tmp_path: Path
    ) -> None:
        self._take(collection, apkg(full, asked, _times(full)), tmp_path)
        (note, *_) = map(collection.get_note, collection.find_notes('"deck:*A. *"'))
        (card,) = note.cards()
        for side in (card.question(), card.answer()):
            assert HTMLParser(side).css(".front .mixed li")
            assert "answerable-order" in side
        assert not any("<script" in field for field in note.fields)
        assert "{{" not in asset("answerable.exchange.questions", "anki.js"), (
            "Anki would put fields there"
        )

    def test_a_deck_of_an_earlier_version_is_corrected_not_doubled(
        self, collection: Collection, tmp_path: Path
    ) -> None:
        """The file was written by the first version that made decks."""
        old = (Path(__file__).parent / "earlier.apkg").read_bytes()
        assert self._take(collection, old, tmp_path) == Counter(new=1)
        made = course(scenario(id="the-key", aliases=["lost-key"]))
        deck = apkg(made, questions(made, made.scenarios), _times(made))
        assert +self._take(collection, deck, tmp_path) == Counter(updated=1)
        (note,) = map(collection.get_note, collection.find_notes(""))
        assert "Not right" in note["Back"]
        assert "answerable-order" in note.cards()[0].question()

    def test_a_brand_reaches_the_cards_of_its_course_alone(
        self, collection: Collection, tmp_path: Path
    ) -> None:
        """Those that are there, too: they were imported before the course had a brand."""
        inns: dict[str, Revisions] = {}
        for name, brand in (("red", None), ("blue", None), ("red", RED), ("blue", BLUE)):
            settings = {"id": name, "title": f"The {name} inn", "brand": brand or {}}
            files = {"course.yml": settings, "a/lost-key.yml": MINIMAL}
            folder = tmp_path / f"{name}-{bool(brand)}"
            (folder / "media").mkdir(parents=True)
            Image.new("RGB", (900, 300), "#8a1538").save(folder / "media/logo.png")
            made = load(write_course(folder, files))
            before = inns.get(name, {})
            inns[name] = renewed(made, _notes(made), before)
            deck = apkg(made, questions(made, made.scenarios), _times(made, inns[name]))
            changed = "updated" if brand else "new"
            assert +self._take(collection, deck, tmp_path) == Counter({changed: 1})
        for name, colour, logo in (("red", "#8a1538", True), ("blue", "#00629b", False)):
            (note,) = collection.find_notes(f'"deck:The {name} inn*"')
            (card,) = collection.get_note(note).cards()
            for side in (card.question(), card.answer()):
                (shown,) = HTMLParser(side).css(".brand")
                assert colour in (shown.attributes["style"] or "")
                assert bool(shown.css("img")) is logo
        assert shown.text() == "Blue & white [sound:x.mp3]"
        types = [one.name for one in collection.models.all_names_and_ids()]
        assert [name for name in types if name.startswith("Answerable")] == ["Answerable"]
        assert collection.media.check().missing == []

    def test_a_new_way_of_writing_reaches_the_notes_that_are_there(self) -> None:
        made = course(scenario())
        notes = _notes(made)
        before = renewed(made, notes, {})
        other = {key: (*fields, "more") for key, fields in notes.items()}
        (old,), (new,) = (
            renewed(made, one, before)[made.language].values() for one in (notes, other)
        )
        assert new[1] > old[1]

    def test_a_change_that_is_told_reaches_those_with_an_unknown_deck(
        self, collection: Collection, tmp_path: Path
    ) -> None:
        change = {"date": "2030-01-31", "text": "Other hours."}
        for made, expected in (
            (course(scenario()), "new"),
            (course(scenario(situation="It opens at ten.", changes=[change])), "updated"),
        ):
            deck = apkg(made, questions(made, made.scenarios), _times(made))
            assert +self._take(collection, deck, tmp_path) == Counter({expected: 1})


def _notes(made: Course) -> dict[str, tuple[str, ...]]:
    return {one.key: contents(made, one) for one in questions(made, made.scenarios)}


def _times(made: Course, before: Revisions | None = None) -> dict[str, int]:
    """When each question changed, after what is known of before."""
    after = renewed(made, _notes(made), before or {})
    return {key: seconds for key, (_, seconds) in after[made.language].items()}


@each("text", HOSTILE.values())
def test_no_text_becomes_markup(text: str) -> None:
    """In each format, a field is HTML: what harms stays the words that it is."""
    reply = {"reply": f"{text} 1", "why": text}
    other = {"reply": f"{text} 2", "why": text}
    built: Scenario = scenario(
        title=text, situation=text, accountable=reply, not_accountable=other, lesson=text
    )
    made = course(built, title=text)
    asked = questions(made, made.scenarios)
    names = [question.name for question in asked]
    texts = [element.text or "" for element in _parse(moodle_xml(made, asked)).iter("text")]
    assert names[0] in texts, "names and tags are no HTML"
    fields = [one for one in texts if one not in names and not one.startswith("$course$")]
    for field in (*fields, *(question.asked + question.lesson for question in asked)):
        parsed = HTMLParser(field)
        assert {node.tag for node in parsed.root.traverse()} <= TAGS
        for link in parsed.css("a"):
            assert link.attributes.keys() == {"href"}
            assert urlsplit(link.attributes["href"] or "").scheme in markup.LINK_SCHEMES


@pytest.mark.parametrize("name", ["breaks in entities", "flashcard", "mathjax"])
def test_no_text_means_anything_to_the_program(name: str, tmp_path: Path) -> None:
    """What plays, sets formulas or ends a question in these programs is read as it is."""
    text = HOSTILE[name]
    reply = {"reply": f"{text} 1", "why": text}
    made = course(scenario(situation=text, accountable=reply, lesson=text))
    asked = questions(made, made.scenarios)
    assert len(gift(made, asked).decode().strip().split("\n\n")) == 2
    assert not re.search(r"[\r\f\t]", gift(made, asked).decode())
    _parse(moodle_xml(made, asked))
    (tmp_path / "deck.apkg").write_bytes(apkg(made, asked, _times(made)))
    collection = Collection(str(tmp_path / "collection.anki2"))
    collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(tmp_path / "deck.apkg"))
    )
    (note,) = collection.find_notes("")
    (card,) = collection.get_note(note).cards()
    assert card.question_av_tags() == card.answer_av_tags() == []
    shown = HTMLParser(card.answer())
    for node in shown.root.traverse(include_text=True):
        if node.tag == "-text":
            words = node.text_content or ""
            assert not re.search(r"\\[(\[]", words), "MathJax reads each text by itself"
    assert "[latex]" not in card.answer()
    assert " ".join(markup.plain(text).split()) in " ".join(shown.text().split())


class TestCommand:
    @pytest.mark.parametrize("kind", FORMATS)
    def test_it_writes_a_file(
        self,
        kind: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        write_project(tmp_path)
        monkeypatch.chdir(tmp_path)
        assert cli.main(["questions", kind, "--module", "at-the-table"]) == 0
        ending = FORMATS[kind].endings[0]
        assert (tmp_path / f"questions{ending}").stat().st_size > 500
        assert f"questions to questions{ending}." in capsys.readouterr().err

    def test_copies_of_a_course_make_the_same_deck(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whenever and wherever they lie, and whatever times their files have."""
        made = []
        for number, name in enumerate(("one", "two")):
            write_project(tmp_path / name)
            for file in tmp_path.joinpath(name).rglob("*"):
                os.utime(file, (1e9 + number * 1e6, 1e9 + number * 1e6))
            monkeypatch.chdir(tmp_path / name)
            monkeypatch.setattr(time, "time", lambda number=number: 1e9 + number * 1e5)
            assert cli.main(["questions", "anki"]) == 0
            made.append(Path("questions.apkg").read_bytes())
            notes = Path("anki-notes.json").read_bytes()
            assert cli.main(["questions", "anki", "-o", "again.apkg"]) == 0
            assert Path("again.apkg").read_bytes() == made[-1]
            assert Path("anki-notes.json").read_bytes() == notes
        assert made[0] == made[1]

    @pytest.mark.parametrize("text", ["", "[" * 100_000, "[]", '{"en": {"a": ["x", 1]}}', "\xff"])
    def test_a_damaged_memory_is_named(
        self,
        text: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        write_project(tmp_path)
        monkeypatch.chdir(tmp_path)
        Path("anki-notes.json").write_text(text, encoding="latin-1")
        assert cli.main(["questions", "anki"]) == 2
        assert "anki-notes.json can't be read" in capsys.readouterr().err
        assert not Path("questions.apkg").exists()

    def test_it_names_what_has_no_form(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        blanks = [{"accept": ["you"]}, {"accept": ["noon"]}]
        item = {
            "id": "promise",
            "type": "fill",
            "question": "Promise it.",
            "phrase": "I call ___ by ___.",
            "blanks": blanks,
        }
        write_project(tmp_path, {"door/lost-key.yml": MINIMAL | {"items": [item]}})
        monkeypatch.chdir(tmp_path)
        assert cli.main(["questions", "gift"]) == 0
        shown = capsys.readouterr().err
        assert (
            "Left out, because the format has no equivalent: A1 The lost key: Promise it." in shown
        )

"""Our own GIFT comes back: unchanged, edited, into an empty course, by way of a question bank."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from answerable import cli
from answerable.exchange.questions.gift import fits_gift, gift
from answerable.exchange.questions.question import questions
from answerable.exchange.scenarios.gift.read import read_gift
from answerable.exchange.scenarios.planning.plan import plan_import
from answerable.items import derived
from answerable.model import Course, Scenario, markup
from tests.support.built import contents
from tests.support.courses import COURSE_FILES, MINIMAL, ROOT, load, write_course
from tests.support.hostile import HOSTILE

CASES = ROOT / "tests/cases"
EVERY_TYPE = CASES / "site/full/scenarios"


def exported(course: Course) -> bytes:
    return gift(course, [one for one in questions(course, course.scenarios) if fits_gift(one)])


def hostile_items(text: str) -> list[dict[str, Any]]:
    """An item of each type that GIFT holds, with a text in each of its parts."""
    several = [f"{text} {number}" for number in range(1, 5)]
    why = {"why": text}
    return [
        {
            "id": "first",
            "type": "choice",
            "question": text,
            "hints": [text],
            "choices": [{"text": one, **why} for one in several[:3]]
            + [{"text": "R", "right": "yes"}],
        },
        {
            "id": "second",
            "type": "multiple",
            "question": text,
            "choices": [{"text": one, "right": "yes", **why} for one in several[:2]] + ["wrong"],
        },
        {
            "id": "third",
            "type": "sort",
            "question": text,
            "replies": [{"reply": several[0], "accountable": "yes", **why}, several[1]],
        },
        {
            "id": "fourth",
            "type": "order",
            "question": text,
            "steps": [several[0], {"text": several[1], **why}, several[2]],
        },
        {
            "id": "fifth",
            "type": "match",
            "question": text,
            "pairs": [
                {"excuse": several[0], "lesson": several[1], **why},
                {"excuse": several[2], "lesson": several[3]},
            ],
        },
        {
            "id": "sixth",
            "type": "fill",
            "question": text,
            "phrase": f"{text[:90]} ___ {text[:90]}",
            "blanks": [{"accept": ["gap", "hole"], **why}],
        },
    ]


def hostile_course(folder: Path) -> Path:
    files: dict[str, Any] = {"course.yml": {"id": "inn", "title": "In/out: {a} ~ \\n"}}
    for number, text in enumerate(HOSTILE.values()):
        files[f"at-the-door/case-{number}.yml"] = {
            "title": text,
            "situation": f"{text}\n\n- **{number}** *b*\n- {text}",
            "not_accountable": {"reply": f"{text} a", "why": text},
            "accountable": {"reply": f"{text} b\\\nc", "why": text},
            "other_replies": [
                {"reply": f"{text} c", "why": text, "quality": "poor"},
                {"reply": f"{text} d", "quality": "weak"},
            ],
            "solutions": [text, {"do": f"{text}\\\n*if so*", "when": f"{number} {text}"}],
            "lesson": f"{text}\n\n> {text}",
            "tags": [text, "two words", "a\\"],
            "items": hostile_items(text),
        }
    return write_course(folder, files)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Course, bytes]:
    """The folder of a course of hostile texts, the course, and its questions."""
    folder = hostile_course(tmp_path_factory.mktemp("hostile") / "scenarios")
    course = load(folder)
    return folder, course, exported(course)


@pytest.fixture
def inn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with every type of item in the current folder, and its questions beside it."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(EVERY_TYPE, "scenarios")
    Path("q.gift").write_bytes(exported(load(Path("scenarios"))))
    return tmp_path / "scenarios"


def run(*arguments: str) -> int:
    return cli.main(["import", *arguments])


def edited(old: str, new: str) -> None:
    file = Path("q.gift")
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


class TestSameCourse:
    def test_nothing_changes(self, inn: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = contents(inn)
        assert run("q.gift") == 0
        assert contents(inn) == before
        assert "The course already has all of this" in capsys.readouterr().err

    def test_what_is_generated_from_scenarios_is_skipped(
        self,
        example: Course,
        example_folder: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        shutil.copytree(example_folder, "scenarios")
        Path("q.gift").write_bytes(exported(example))
        assert run("q.gift") == 0
        keys = [one.key for one in questions(example, example.scenarios)]
        made = sum(key.rpartition("/")[2] in derived.IDS for key in keys)
        assert made
        assert re.search(rf"\b{made} questions? (is|are) generated from", capsys.readouterr().err)

    def test_the_shipped_course(self, shipped: Course) -> None:
        plan = plan_import(
            [read_gift(exported(shipped), "q.gift")],
            ROOT / "scenarios",
            module=None,
            incomplete=False,
        )
        assert {entry.state for entry in plan.entries} == {"same"}
        assert not plan.changes

    def test_whatever_its_texts_say(self, hostile: tuple[Path, Course, bytes]) -> None:
        folder, _, made = hostile
        plan = plan_import([read_gift(made, "q.gift")], folder, module=None, incomplete=False)
        assert [entry.state for entry in plan.entries] == ["same"] * len(HOSTILE)
        assert not [one for one in plan.diagnostics if one.code != "AN526"]
        assert not plan.changes

    @pytest.mark.parametrize("keep", ["which-reply", "one-by-one", "answers"])
    def test_some_of_its_questions(self, inn: Path, keep: str) -> None:
        before = contents(inn)
        blocks = Path("q.gift").read_text("utf-8").split("\n\n")
        Path("q.gift").write_text("\n\n".join(one for one in blocks if f"/{keep}]" in one), "utf-8")
        assert run("q.gift") == 0
        assert contents(inn) == before


def of(folder: Path, name: str) -> Any:
    (file,) = folder.rglob(f"{name}.yml")
    return yaml.safe_load(file.read_text("utf-8"))


MARKED = """\
title: The lost key
# Our oldest one.
situation: A guest stands *in the rain* before a locked door.
not_accountable: The office opens at nine.
accountable:
  # Said by Ana.
  reply: I am on my way.
  why: She knows that somebody is coming.
other_replies:
  - reply: Oh dear.
    why: Kind.
    quality: weak
  - reply: Knock harder.
    why: Rude.
    quality: poor
solutions:
  - Bring the spare key.
  - do: Call the locksmith.
    when: No spare key can be found.
lesson: Whoever hears about it brings the key.
tags: [ keys ]
items:
  - id: own
    type: free
    question: Say it.
    answer: So.
    checklist:
      - A time.
  - id: first-words
    type: choice
    question: Which words come first?
    hints:
      - Who acts?
    choices:
      - text: I come.
        right: yes
        why: Somebody acts.
      - Wait. # says Bo
      - text: Why?
        why: Nothing happens.
"""


class TestEdited:
    @pytest.fixture
    def door(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        files = COURSE_FILES | {"at-the-door/lost-key.yml": MARKED}
        folder = write_course(tmp_path / "scenarios", files)
        Path("q.gift").write_bytes(exported(load(folder)))
        return folder

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("I am on my way.", "I am *nearly* there."),
            ("She knows that somebody is coming.", "She knows who comes."),
            ("The office opens at nine.", "We are closed."),
            ("Knock harder.", "Knock louder."),
            ("Rude.", "Very rude."),
            ("Oh dear.", "Dear me."),
            ("Bring the spare key.", "Bring a key."),
            ("No spare key can be found.", "There is none."),
            ("Whoever hears about it brings the key.", "The door is ours."),
            ("in the rain", "in the snow"),
            ("Wait.", "Wait a little."),
            ("Nothing happens.", "Nobody acts."),
            ("Which words come first?", "Which comes first?"),
        ],
    )
    def test_that_alone_is_written(
        self, door: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(door)
        edited(old, new.replace("*nearly*", "<em>nearly</em>"))
        assert run("q.gift", "--yes") == 0
        after = contents(door)
        name = "at-the-door/lost-key.yml"
        assert {path for path in after if after[path] != before[path]} == {name}
        assert after[name].decode() == MARKED.replace(old, new)
        assert "1 changed" not in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("~Knock harder.", "~%50%Knock harder.", "(50 %)"),
            ("~Why?", "~%-25%Why?", "(-25 %)"),
            ("owns the issue.</p>", "owns the issue. Be quick!</p>", "“Be quick!” is outside"),
            ("At the door", "Elsewhere", "The category “Elsewhere”"),
            ("At the door", "At the table", "The category “At the table”"),
        ],
    )
    def test_what_cannot_be_taken_is_named(
        self, door: Path, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(door)
        edited(old, new)
        assert run("q.gift", "--yes") == 0
        assert said in capsys.readouterr().err
        assert contents(door) == before

    def test_a_question_more_belongs_to_the_module_of_its_category(self, door: Path) -> None:
        text = Path("q.gift").read_text("utf-8")
        folders = {path for path in door.iterdir() if path.is_dir()}
        Path("q.gift").write_text(f"{text}\n\n::More::What now?{{=Come~Wait}}\n", "utf-8")
        assert run("q.gift", "--incomplete") == 0
        assert len(list(door.glob("*/more.yml"))) == 1
        assert {path for path in door.iterdir() if path.is_dir()} == folders

    def test_an_entry_more_and_one_less(self, door: Path) -> None:
        edited("~Oh dear.#<p>Kind.</p>", "~Go away.")
        edited("</li></ol>", "</li><li>Open the window.</li></ol>")
        assert run("q.gift", "--yes") == 0
        found = of(door, "lost-key")
        assert found["not_accountable"] == "The office opens at nine."
        replies = [(one["reply"], one["quality"]) for one in found["other_replies"]]
        assert ("Knock harder.", "poor") in replies
        assert "Go away." in [reply for reply, _ in replies]
        assert found["solutions"][-1] == {"do": "Open the window."}
        assert of(door, "wet-dog")["solutions"][-1] == {"do": "Open the window."}

    def test_what_only_another_question_says_is_named(
        self, door: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        text = Path("q.gift").read_text("utf-8")
        at = text.index("/first-words]")
        lesson = "Whoever hears about it brings the key."
        Path("q.gift").write_text(text[:at] + text[at:].replace(lesson, "Other.", 1), "utf-8")
        assert run("q.gift") == 0
        shown = capsys.readouterr().err
        assert "The lesson of this question differs from the one on line 4." in shown

    def test_an_item_of_another_kind_stays(
        self, door: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(door)
        edited("=I come.", "~%100%I come.")
        assert run("q.gift") == 0
        assert contents(door) == before
        assert "`first-words` has a different type" in capsys.readouterr().err

    def test_a_translation_does_not_take_the_place_of_the_original(
        self, door: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(door)
        edited('lang\\="en"', 'lang\\="de"')
        assert run("q.gift", "--yes") == 1
        shown = capsys.readouterr().err
        assert shown.count("error[AN508]") == 1
        assert "in the language “de”, but the course is in “en”" in shown
        assert "0 of 5 imported" in shown
        assert contents(door) == before

    def test_a_course_with_the_same_ids_is_another_course(
        self, door: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        edited("[id:inn/", "[id:pub/")
        assert run("q.gift") == 0
        edited("I am on my way.", "Not now.")
        assert run("q.gift", "--yes") == 1
        assert "different content" in capsys.readouterr().err

    def test_by_way_of_a_question_bank(self, door: Path) -> None:
        """Moodle writes weights and line breaks of its own, and loses what it does not know."""
        before = contents(door)
        text = Path("q.gift").read_text("utf-8")
        text = re.sub(r"^// \[id:", "// question: 7  name: x\n// [id:", text, flags=re.MULTILINE)
        text = re.sub(r"^([=~].*)$", r"\t\1", text, flags=re.MULTILINE)
        text = re.sub(r"^####", "\t####[html]", text, flags=re.MULTILINE)
        text = text.replace("</p><p>", "</p>\\n<p>").replace("\n", "\r\n")
        Path("q.gift").write_text(text, "utf-8", newline="")
        assert run("q.gift") == 0
        assert contents(door) == before


def shown(scenario: Scenario) -> dict[str, Any]:
    """What learners read of the parts that GIFT holds."""
    replies = (scenario.accountable, scenario.not_accountable, *scenario.other_replies)
    return {
        "title": scenario.title,
        "situation": markup.html(scenario.situation),
        "replies": [(markup.inline_html(one.reply), markup.html(one.why or "")) for one in replies],
        "quality": [one.quality for one in scenario.other_replies],
        "solutions": [
            (markup.inline_html(one.do), markup.inline_html(one.when or ""))
            for one in scenario.solutions
        ],
        "lesson": markup.html(scenario.lesson),
        "tags": scenario.tags,
        "items": [
            (one.id, one.type, markup.html(one.question))
            for one in scenario.items
            if one.type != "free" and len(getattr(one, "blanks", ())) < 2
        ],
    }


class TestEmptyCourse:
    @pytest.mark.parametrize("name", ["full", "hostile", "shipped"])
    def test_scenarios_are_whole(
        self,
        name: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        shipped: Course,
        hostile: tuple[Path, Course, bytes],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        there = {"full": load(EVERY_TYPE), "hostile": hostile[1], "shipped": shipped}[name]
        Path("q.gift").write_bytes(hostile[2] if name == "hostile" else exported(there))
        write_course(Path("scenarios"), {"course.yml": {"title": "New"}})
        assert run("q.gift") == 0
        here = load(Path("scenarios"))
        found = {one.id: one for one in here.scenarios}
        assert {one.title for one in here.modules} == {one.title for one in there.modules}
        for scenario in there.scenarios:
            back, expected = shown(found[scenario.first_id]), shown(scenario)
            for part in expected:
                assert _alike(back[part]) == _alike(expected[part]), (scenario.id, part)
        assert run("q.gift") == 0, "and the second time all is there"

    def test_items_have_all_their_entries(self, tmp_path: Path) -> None:
        written = MINIMAL | {"items": hostile_items("Some *text*")}
        folder = write_course(tmp_path / "scenarios", {"at-the-door/lost-key.yml": written})
        (draft,) = read_gift(exported(load(folder)), "q.gift").drafts
        expected = [{k: v for k, v in one.items() if k != "hints"} for one in written["items"]]
        items: Any = draft.source.value["items"]
        for back, item in zip(items, expected, strict=True):
            (name,) = {"choices", "replies", "steps", "pairs", "blanks"}.intersection(item)
            key = {"choices": "text", "replies": "reply", "steps": "text"}.get(name)
            whole = [one if isinstance(one, dict) else {key: one} for one in item[name]]
            if name == "pairs":
                whole = [one | {"lesson": markup.plain(one["lesson"])} for one in whole]
            assert back == item | {name: whole}

    def test_what_is_lacking_is_named(
        self, inn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_course(tmp_path / "new", {"course.yml": {"title": "New"}})
        assert run("q.gift", "--into", "new") == 0
        shown = capsys.readouterr().err
        for part in ("summary", "dialogue", "keywords", "hints"):
            assert part in shown

    def test_a_course_in_another_language_says_so(
        self, inn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_course(tmp_path / "new", {"course.yml": {"title": "Neu", "language": "de"}})
        assert run("q.gift", "--into", "new") == 1
        assert "write `language: en` in course.yml" in capsys.readouterr().err


def _alike(value: Any) -> Any:
    """Texts whose blanks count as one, as they do on a page, and bold within bold as bold."""
    if isinstance(value, str):
        value = re.sub(r"(</?(?:strong|em)>)\1+", r"\1", str(value))
        return " ".join(value.split())
    return [_alike(one) for one in value]


def test_long_keys_come_back(tmp_path: Path) -> None:
    """A question bank keeps a hundred characters of them."""
    name = "-".join(["key"] * 15)
    files = {"course.yml": {"id": name, "title": "A"}, f"door/{name}.yml": MINIMAL}
    made = exported(load(write_course(tmp_path, files)))
    assert all(len(one) <= 100 for one in re.findall(r"\[id:(.*?)\]", made.decode()))
    (draft,) = read_gift(made, "q.gift").drafts
    assert draft.source.value["id"] == name

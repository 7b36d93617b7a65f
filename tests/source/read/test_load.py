"""Course folders: what is read, in which order, and what never is."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.diagnostics import Severity
from answerable.i18n import Terminology
from answerable.model import CourseFile, ScenarioFile
from answerable.source.read.languages import default_coaching
from answerable.source.read.load import COURSE_FILE, Report, load_course, module_letter
from answerable.source.read.names import as_id, is_id

GOOD = """\
title: The lost parcel
situation: A customer calls about a parcel that never came.
not_accountable: Please ask your neighbours first.
accountable: I will ask the driver and call you back.
solutions:
  - Find the parcel.
lesson: Whoever takes the call keeps the problem.
"""


def course(root: Path, files: dict[str, str]) -> Path:
    """Write a course folder; a file that is given as "" becomes a good scenario."""
    folder = root / "scenarios"
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text or GOOD, encoding="utf-8")
    folder.mkdir(exist_ok=True)
    return folder


def codes(report: Report) -> list[str]:
    return [diagnostic.code for diagnostic in report.diagnostics]


def places(report: Report, code: str) -> list[str]:
    return [item.location.path for item in report.diagnostics if item.code == code]


def test_a_course_without_course_file_has_defaults_and_a_note(tmp_path: Path) -> None:
    files = {"b-second/y.yml": "", "a-first/x.yml": "", "a-first/w.yaml": ""}
    report = load_course(course(tmp_path, files))
    assert codes(report) == ["AN302"]
    assert report.diagnostics[0].severity is Severity.NOTE
    assert report.course is not None
    assert (report.course.id, report.course.language) == ("course", "en")
    assert report.course.coaching == default_coaching("en", Terminology())
    assert [(m.id, m.letter, m.title) for m in report.course.modules] == [
        ("a-first", "A", "A first"),
        ("b-second", "B", "B second"),
    ]
    found = [(s.id, s.module_id, s.path, s.code) for s in report.course.scenarios]
    assert found == [
        ("w", "a-first", "a-first/w.yaml", "A1"),
        ("x", "a-first", "a-first/x.yml", "A2"),
        ("y", "b-second", "b-second/y.yml", "B1"),
    ]


def test_the_course_file_decides_order_and_texts(tmp_path: Path) -> None:
    course_file = """\
id: parcels
title: Parcel service
language: en-GB
objectives: [You can own a problem.]
coaching: [What held you back?]
pass_mark: 70
module_quiz:
  questions: 5
confidence: yes
needed_until: 2031-03-31
synonyms: ["parcel, package"]
authors: [The training team]
licence: CC BY 4.0
modules:
  - folder: returns
    title: Returns
    objectives: [You can take something back.]
  - folder: delivery
    title: Delivery
    summary: All about delivery.
    scenarios: [late, broken]
"""
    files = {"course.yml": course_file, "delivery/broken.yml": "", "delivery/late.yml": ""}
    report = load_course(course(tmp_path, files | {"returns/no-label.yml": ""}))
    assert report.diagnostics == ()
    assert report.course is not None
    dumped = report.course.model_dump(exclude={"modules"})
    assert dumped == {
        "id": "parcels",
        "title": "Parcel service",
        "language": "en-GB",
        "description": None,
        "objectives": ("You can own a problem.",),
        "objective_ids": (None,),
        "coaching": ("What held you back?",),
        "pass_mark": 70,
        "module_quiz": {"questions": 5},
        "assessment": {"questions": 20},
        "report_failed": False,
        "listen": True,
        "own_texts": True,
        "confidence": True,
        "needed_until": datetime.date(2031, 3, 31),
        "print_fonts": (),
        "banner": None,
        "footer": (),
        "brand": {
            "name": None,
            "short_name": None,
            "logo": None,
            "logo_dark": None,
            "look": None,
            "colour": None,
            "accent": None,
            "module_colours": (),
            "corners": None,
            "typeface": None,
            "fonts": None,
        },
        "synonyms": ("parcel, package",),
        "authors": ("The training team",),
        "report": None,
        "licence": "CC BY 4.0",
        "languages": ("en-GB",),
        "logo": None,
        "logo_dark": None,
        "typeface": None,
        "terms": {},
        "terminology": asdict(Terminology()),
        "guide": {},
        "partial": False,
        "translation_of": None,
    }
    returns, delivery = report.course.modules
    assert (returns.id, returns.summary, returns.objectives) == (
        "returns",
        None,
        ("You can take something back.",),
    )
    assert (delivery.letter, delivery.summary) == ("B", "All about delivery.")
    assert [(s.id, s.code) for s in delivery.scenarios] == [("late", "B1"), ("broken", "B2")]


def test_bare_texts_become_replies_and_solutions(tmp_path: Path) -> None:
    report = load_course(course(tmp_path, {"delivery/lost.yml": ""}))
    assert report.course is not None
    (scenario,) = report.course.scenarios
    assert scenario.accountable.reply == "I will ask the driver and call you back."
    assert scenario.accountable.why is None
    assert [(s.do, s.when) for s in scenario.solutions] == [("Find the parcel.", None)]


def test_sources_are_found_by_id(tmp_path: Path) -> None:
    folder = course(tmp_path, {"delivery/lost.yml": "", "delivery/b.yml": "id: other\n" + GOOD})
    report = load_course(folder)
    assert set(report.sources) == {"lost", "other", COURSE_FILE}
    assert report.sources["other"].path == f"{folder.as_posix()}/delivery/b.yml"
    assert report.sources["lost"].key("lesson").line == 7
    assert report.sources[COURSE_FILE].key("title").path == f"{folder.as_posix()}/course.yml"


def test_any_error_leaves_no_course(tmp_path: Path) -> None:
    report = load_course(course(tmp_path, {"a/x.yml": "", "a/y.yml": "title: Late: again\n"}))
    assert report.course is None
    assert "x" in report.sources


def test_a_warning_leaves_the_course(tmp_path: Path) -> None:
    report = load_course(
        course(tmp_path, {"course.yml": "title: A\n", "a/x.yml": "", "a/y.yml.txt": ""})
    )
    assert codes(report) == ["AN307"]
    assert report.course is not None


def test_diagnostics_are_in_order(tmp_path: Path) -> None:
    report = load_course(
        course(tmp_path, {"b/y.yml": "x: 1\n", "a/x.yml": "y: 1\nx: 2\n", "z.yml": ""})
    )
    order = [(item.location.path, item.location.line) for item in report.diagnostics]
    assert order == sorted(order)
    assert len({path for path, _ in order}) == 4


@pytest.mark.parametrize("name", ["nowhere", "a-file"])
def test_a_folder_that_is_none(tmp_path: Path, name: str) -> None:
    (tmp_path / "a-file").write_text("x")
    report = load_course(tmp_path / name)
    assert codes(report) == ["AN301"]
    assert report.course is None


@pytest.mark.parametrize(
    ("named", "right"),
    [
        (".", "scenarios"),
        ("scenarios/a", "scenarios"),
        ("scenarios/a/x.yml", "scenarios"),
        ("mkdocs.yml", "scenarios"),
        ("../my course", "scenarios"),
    ],
)
def test_what_lies_near_a_course_leads_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, right: str
) -> None:
    project = tmp_path / "my course"
    course(project, {"a/x.yml": "title: A\n", "course.yml": "title: A\n"})
    (project / "mkdocs.yml").write_text("site_name: A\n")
    monkeypatch.chdir(project)
    (problem,) = load_course(Path(named)).diagnostics
    assert problem.code == "AN301"
    assert f"name the folder that contains course.yml: {right}" in problem.hint


def test_the_way_to_a_course_is_told_as_it_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course(tmp_path / "my course", {"a/x.yml": "title: A\n", "course.yml": "title: A\n"})
    monkeypatch.chdir(tmp_path)
    (problem,) = load_course(Path("my course")).diagnostics
    assert f'"{Path("my course", "scenarios")}"' in problem.hint


def test_paths_are_shown_as_the_caller_gave_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = course(tmp_path, {"a/x.yml": "title: Late: again\n", "course.yml": "title: A\n"})
    monkeypatch.chdir(tmp_path)
    assert places(load_course(Path("scenarios")), "AN110") == ["scenarios/a/x.yml"]
    assert places(load_course(folder), "AN110") == [f"{folder.as_posix()}/a/x.yml"]
    monkeypatch.chdir(folder)
    assert places(load_course(Path()), "AN110") == ["a/x.yml"]


def test_a_link_to_a_file_outside_is_refused_unread(tmp_path: Path) -> None:
    folder = course(tmp_path, {"course.yml": "title: A\n", "a/x.yml": ""})
    (tmp_path / "secret.yml").write_text("password: 123\n")
    (folder / "a" / "y.yml").symlink_to(tmp_path / "secret.yml")
    report = load_course(folder)
    assert codes(report) == ["AN304"]
    assert places(report, "AN304") == [f"{folder.as_posix()}/a/y.yml"]
    assert "123" not in repr(report)


def test_links_to_folders_outside_are_refused(tmp_path: Path) -> None:
    folder = course(tmp_path, {"course.yml": "title: A\n", "a/x.yml": ""})
    outside = course(tmp_path / "other", {"b/y.yml": ""})
    (folder / "b").symlink_to(outside / "b")
    (folder / "a" / "deeper").symlink_to(outside)
    assert codes(load_course(folder)) == ["AN304", "AN304"]


def test_a_course_file_outside_is_refused(tmp_path: Path) -> None:
    folder = course(tmp_path, {"a/x.yml": ""})
    (tmp_path / "course.yml").write_text("title: Secret\n")
    (folder / "course.yml").symlink_to("../course.yml")
    report = load_course(folder)
    assert "AN304" in codes(report)
    assert "Secret" not in repr(report)


def test_a_list_of_words_outside_is_refused_unread(tmp_path: Path) -> None:
    folder = course(tmp_path, {"course.yml": "title: A\n", "a/x.yml": ""})
    (tmp_path / "secret.txt").write_bytes(b"password \xff\n")
    (folder / "words.txt").symlink_to("../secret.txt")
    report = load_course(folder)
    assert codes(report) == ["AN304"]
    assert "password" not in repr(report)


def test_a_list_of_words_has_a_limit(tmp_path: Path) -> None:
    files = {"course.yml": "title: A\n", "a/x.yml": "", "words.txt": "word\n" * 200_001}
    report = load_course(course(tmp_path, files))
    assert [(one.code, one.severity.name) for one in report.diagnostics] == [("AN102", "ERROR")]
    assert report.words == {}


def test_a_folder_with_a_similar_name_is_outside(tmp_path: Path) -> None:
    folder = course(tmp_path, {"course.yml": "title: A\n", "a/x.yml": ""})
    other = tmp_path / "scenarios-old"
    other.mkdir()
    (other / "y.yml").write_text(GOOD)
    (folder / "a" / "y.yml").symlink_to(other / "y.yml")
    assert codes(load_course(folder)) == ["AN304"]


def test_links_inside_are_fine(tmp_path: Path) -> None:
    folder = course(tmp_path, {"course.yml": "title: A\n", ".drafts/y.yml": "", "a/x.yml": ""})
    (folder / "a" / "y.yml").symlink_to("../.drafts/y.yml")
    report = load_course(folder)
    assert report.diagnostics == ()
    assert report.course is not None
    assert [scenario.id for scenario in report.course.scenarios] == ["x", "y"]


def test_the_course_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    course(tmp_path, {"course.yml": "title: A\n", "a/x.yml": ""})
    (tmp_path / "link").symlink_to("scenarios")
    assert load_course(tmp_path / "link").diagnostics == ()


def test_links_that_lead_nowhere_or_in_circles(tmp_path: Path) -> None:
    folder = course(tmp_path, {"course.yml": "title: A\n", "a/x.yml": ""})
    (folder / "a" / "gone.yml").symlink_to("nowhere.yml")
    (folder / "a" / "one.yml").symlink_to("two.yml")
    (folder / "a" / "two.yml").symlink_to("one.yml")
    report = load_course(folder)
    assert codes(report) == ["AN304"] * 3
    assert {item.message for item in report.diagnostics} == {"This link is broken."}


def test_a_circle_of_folders_ends(tmp_path: Path) -> None:
    folder = course(tmp_path, {"course.yml": "title: A\n", "a/x.yml": "", "a/b/c/y.yml": ""})
    (folder / "a" / "b" / "again").symlink_to("..")
    report = load_course(folder)
    assert codes(report) == ["AN305"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes need a POSIX system")
def test_a_pipe_does_not_stop_everything(tmp_path: Path) -> None:
    folder = course(tmp_path, {"course.yml": "title: A\n", "a/x.yml": ""})
    os.mkfifo(folder / "a" / "y.yml")
    assert codes(load_course(folder)) == ["AN304"]


def test_file_names_with_other_letters_get_a_suggestion(tmp_path: Path) -> None:
    folder = course(tmp_path, {"course.yml": "title: A\n", "a/Päckchen für Ana.yml": ""})
    (diagnostic,) = load_course(folder).diagnostics
    assert diagnostic.code == "AN308"
    assert "`paeckchen-fuer-ana.yml`" in diagnostic.hint


def test_broken_modules_do_not_look_empty(tmp_path: Path) -> None:
    course_file = "modules:\n  - folder: a\n    title: A\n    scenarios: [x]\n"
    report = load_course(course(tmp_path, {"course.yml": course_file, "a/x.yml": "x"}))
    assert codes(report) == ["AN106"]


def test_a_broken_course_file_says_nothing_about_the_modules(tmp_path: Path) -> None:
    course_file = "titel: A\nmodules:\n  - folder: b\n    title: B\n"
    report = load_course(course(tmp_path, {"course.yml": course_file, "a/x.yml": ""}))
    assert codes(report) == ["AN201"]


def test_an_empty_module_keeps_its_letter(tmp_path: Path) -> None:
    course_file = "modules:\n  - folder: a\n    title: A\n  - folder: b\n    title: B\n"
    folder = course(tmp_path, {"course.yml": course_file, "b/x.yml": "", "a/README.md": "soon"})
    report = load_course(folder)
    assert codes(report) == ["AN315"]
    assert report.course is not None
    assert [(module.letter, len(module.scenarios)) for module in report.course.modules] == [
        ("A", 0),
        ("B", 1),
    ]


@pytest.mark.parametrize(
    ("index", "letter"),
    [
        (0, "A"),
        (25, "Z"),
        (26, "AA"),
        (27, "AB"),
        (51, "AZ"),
        (52, "BA"),
        (701, "ZZ"),
        (702, "AAA"),
    ],
)
def test_module_letters(index: int, letter: str) -> None:
    assert module_letter(index) == letter


@pytest.mark.parametrize(
    "name",
    ["", "a-", "-a", "a--b", "A", "a b", "é", "a\n", "con", "nul", "com1", "index", "a" * 65],
)
def test_names_that_are_no_ids(name: str) -> None:
    assert not is_id(name)


@given(st.text())
def test_a_suggested_id_is_an_id(text: str) -> None:
    assert is_id(as_id(text))


@given(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True).filter(is_id))
def test_an_id_is_its_own_suggestion(text: str) -> None:
    assert as_id(text) == text


TYPED = st.recursive(
    st.sampled_from(["x", "2", "2030-01-01", "external", "weak", "", "long " * 2000, "a: b"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["reply", "why", "do", "when", "folder", "x y"]), inner)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from([*ScenarioFile.model_fields, *CourseFile.model_fields, "titel"])


@given(st.dictionaries(NAMES, TYPED))
def test_every_complaint_of_the_models_has_words(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    folder = tmp_path_factory.mktemp("course")
    (folder / "a").mkdir()
    for name in ("course.yml", "a/x.yml"):
        (folder / name).write_text(json.dumps(values), encoding="utf-8")
    report = load_course(folder)
    assert (report.course is None) == any(
        item.severity is Severity.ERROR for item in report.diagnostics
    )
    assert all(item.message and item.hint for item in report.diagnostics)
    assert len(set(report.diagnostics)) == len(report.diagnostics)

"""Labels: the nearest counts, and unknown words and missing forms are reported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from answerable.checks.check import check_folder
from answerable.i18n import Terminology
from answerable.model import Course
from answerable.source.read.load import Report, load_course
from tests.support.courses import TODAY, write_course

SCENARIO = {
    "title": "The ladder",
    "situation": "A ladder stands on loose boards.",
    "not_accountable": {"reply": "It has always held.", "why": "Until now."},
    "accountable": {"reply": "Hold it while I move it.", "why": "It stands firmly."},
    "solutions": ["Move it."],
    "lesson": "Look down before you go up.",
}
GERMAN = SCENARIO | {"title": "Die Leiter", "situation": "Eine Leiter steht auf losen Brettern."}


def read(folder: Path, course: dict[str, Any], **scenario: Any) -> Report:
    files: dict[str, Any] = {"course.yml": course, "site/ladder.yml": SCENARIO | scenario}
    return load_course(write_course(folder, files))


def course_of(report: Report) -> Course:
    assert report.course is not None, report.diagnostics
    return report.course


def test_the_nearest_label_counts(tmp_path: Path) -> None:
    module = {"folder": "site", "title": "On site", "labels": {"actor": "supervisor"}}
    course = {
        "labels": {"person": "visitor", "actor": "agent", "verdicts": "safe"},
        "modules": [module],
    }
    found = course_of(read(tmp_path, course, labels={"person": "worker"}))
    assert found.terminology == Terminology("visitor", "agent", verdicts="safe")
    [scenario] = found.scenarios
    assert scenario.terminology == Terminology("worker", "supervisor", verdicts="safe")


@pytest.mark.parametrize(
    ("labels", "person"),
    [({}, "colleague"), ({"verdicts": "safe"}, "colleague"), ({"person": "worker"}, "worker")],
)
def test_people_of_the_same_house_are_colleagues(
    tmp_path: Path, labels: dict[str, str], person: str
) -> None:
    module = {"folder": "site", "title": "On site"} | ({"labels": labels} if labels else {})
    course = {"labels": {"person": "visitor"}, "modules": [module]}
    [scenario] = course_of(read(tmp_path, course, customer="internal")).scenarios
    assert scenario.terminology.person == person


def test_an_unknown_word_is_reported_with_the_known_ones(tmp_path: Path) -> None:
    report = read(tmp_path, {"labels": {"person": "pacient"}}, labels={"verdicts": "nice"})
    first, second = (one for one in report.diagnostics if one.code == "AN345")
    assert "did you mean `patient`?" in (first.hint or "")
    assert "known words: accountable, safe" in (second.hint or "")
    assert "label_words:\n    nice:\n      right: …\n      wrong: …\n      which: …" in (
        second.hint or ""
    )
    assert second.location.path.endswith("site/ladder.yml")


def test_a_check_of_a_course_without_translations_reports_them_too(tmp_path: Path) -> None:
    files: Any = {"course.yml": {"labels": {"person": "froofer"}}, "site/ladder.yml": SCENARIO}
    folder = write_course(tmp_path, files)
    assert [one.code for one in check_folder(folder, TODAY).diagnostics] == ["AN345"]
    own: Any = {"course.yml": {}, "site/ladder.yml": SCENARIO | {"labels": {"actor": "froofer"}}}
    folder = write_course(tmp_path / "own", own)
    assert [one.code for one in check_folder(folder, TODAY).diagnostics] == ["AN345"]


def test_a_missing_form_is_reported_with_an_example(tmp_path: Path) -> None:
    words = {"roofer": {"one": "Dachdeckerin/Dachdecker", "the": "…"}}
    course = {"language": "de", "labels": {"person": "roofer"}, "label_words": words}
    [found] = read(tmp_path, course).diagnostics
    assert found.code == "AN346"
    assert "sentences in `de`" in found.message
    assert "`the`, `dative`" in found.message
    assert "dative: der Kundin oder dem Kunden" in (found.hint or "")


def test_a_translation_has_the_forms_of_its_language(tmp_path: Path) -> None:
    course: Any = {
        "labels": {"person": "roofer", "question": "What now?"},
        "label_words": {"roofer": {"one": "roofer", "many": "roofers"}},
        "modules": [{"folder": "site", "title": "On site"}],
    }
    german: Any = {"title": "Dach", "modules": [{"folder": "site", "title": "Vor Ort"}]}
    files = {"course.yml": course, "site/ladder.yml": SCENARIO, "site/ladder.de.yml": GERMAN}
    half = german | {"label_words": {"roofer": {"one": "Dachdecker", "the": "…"}}}
    missing = load_course(write_course(tmp_path, files | {"course.de.yml": half}))
    [found] = [one for one in missing.diagnostics if one.code == "AN346"]
    assert "`the`, `dative`" in found.message
    forms = {"one": "Dachdecker", "the": "der Dachdecker", "dative": "dem Dachdecker"}
    german |= {"label_words": {"roofer": forms}, "terms": {"What now?": "Was nun?"}}
    report = load_course(write_course(tmp_path, files | {"course.de.yml": german}))
    assert course_of(report).scenarios[0].words.labels["The_person"] == "The roofer"
    [translation] = report.translations
    [scenario] = translation.course.scenarios
    assert scenario.words.gettext("It is the best one for %(the_person)s.") == (
        "Das hilft dem Dachdecker am meisten."
    )
    assert scenario.words.labels["question"] == "Was nun?"


@pytest.mark.parametrize("words", [{}, {"roofer": {"one": "…", "the": "…", "dative": "…"}}])
def test_a_word_without_forms_in_a_language_stays_as_in_the_original(
    tmp_path: Path, words: dict[str, Any]
) -> None:
    course: Any = {
        "labels": {"person": "roofer", "verdicts": "dry", "excuse": "pretext"},
        "label_words": {
            "roofer": {"one": "roofer", "many": "roofers"},
            "dry": {"right": "dry", "wrong": "wet", "which": "is dry"},
            "pretext": {"one": "pretext", "many": "pretexts"},
        },
        "modules": [{"folder": "site", "title": "On site"}],
    }
    modules = [{"folder": "site", "title": "Vor Ort"}]
    german: Any = {"title": "Dach", "modules": modules, "label_words": words}
    files = {"site/ladder.yml": SCENARIO, "site/ladder.de.yml": GERMAN}
    files |= {"course.yml": course, "course.de.yml": german}
    report = load_course(write_course(tmp_path, files))
    course_of(report)
    [translation] = report.translations
    assert sorted(translation.words) == ["dry", "pretext", "roofer"]
    labels = translation.course.scenarios[0].words.labels
    assert (labels["to_person"], labels["right"], labels["excuses"]) == (
        "roofer",
        "dry",
        "pretexts",
    )


def test_a_form_has_no_signs_that_sentences_use(tmp_path: Path) -> None:
    words: Any = {"x": {"one": "<b>", "many": "100%"}}
    codes = [one.code for one in read(tmp_path, {"label_words": words}).diagnostics]
    assert codes.count("AN215") == 2

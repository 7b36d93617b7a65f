"""`answerable i18n`: what is missing or outdated, and files to begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from answerable import cli
from answerable.authoring.translate.parts import Translatable, missing_terms, parts
from answerable.source.read.load import load_course
from tests.support.courses import ROOT, write_project
from tests.support.languages import write_german_project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_german_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _parts(folder: Path, language: str = "de") -> dict[str, Translatable]:
    report = load_course(folder / "scenarios")
    assert report.course is not None, report.diagnostics
    one = next((one for one in report.translations if one.course.language == language), None)
    made_from, untouched = (one.made_from, one.untouched) if one else ({}, frozenset())
    unfinished = one.unfinished if one else {}
    folders = folder / "scenarios", folder / "content"
    found = parts(report.course, *folders, language, made_from, untouched, unfinished)
    return {part.name: part for part in found}


def test_every_part_has_a_state(project: Path) -> None:
    states = {name: part.state for name, part in _parts(project).items()}
    assert states == {
        "course": "unconfirmed",
        "lost-key": "unconfirmed",
        "no-room": "missing",
        "wet-dog": "missing",
        "cold-soup": "unconfirmed",
        "last-order": "missing",
        "index.md": "unconfirmed",
        "rules.md": "missing",
    }


def test_confirmed_until_the_original_changes(project: Path) -> None:
    assert cli.main(["i18n", "confirm", "all", "de"]) == 0
    done = [name for name, part in _parts(project).items() if part.state == "complete"]
    assert done == ["course", "lost-key", "cold-soup", "index.md"]
    key = project / "scenarios/at-the-door/lost-key.yml"
    key.write_text(key.read_text().replace("brings the key", "brings a key"))
    page = project / "content/index.md"
    page.write_text(page.read_text().replace("Welcome", "Come in"))
    states = {name: part.state for name, part in _parts(project).items()}
    assert (states["lost-key"], states["index.md"]) == ("outdated", "outdated")
    assert states["cold-soup"] == "complete"
    assert cli.main(["i18n", "confirm", "lost-key", "index.md", "de"]) == 0
    assert _parts(project)["lost-key"].state == _parts(project)["index.md"].state == "complete"
    text = (project / "content/index.de.md").read_text(encoding="utf-8")
    assert text.startswith("---\ntranslated_from: ")
    assert text.count("translated_from") == 1


@pytest.mark.parametrize(
    ("page", "noted"),
    [
        ("# Rules\n", "---\nN\n---\n\n# Rules\n"),
        ("---\ntitle: Rules\n---\n# R\n---\n", "---\ntitle: Rules\nN\n---\n# R\n---\n"),
        ("---\n---\n# Rules\n", "---\nN\n---\n# Rules\n"),
        ("---\ntitle: Rules\n---", "---\ntitle: Rules\nN\n---"),
        ("---\n# Rules\n", "---\nN\n---\n\n---\n# Rules\n"),
    ],
)
def test_a_page_keeps_what_stands_at_its_top(project: Path, page: str, noted: str) -> None:
    file = project / "content/rules.de.md"
    file.write_text(page)
    for _ in range(2):
        assert cli.main(["i18n", "confirm", "rules.md", "de"]) == 0
        part = _parts(project)["rules.md"]
        assert part.state == "complete"
        assert file.read_text() == noted.replace("N\n", f"translated_from: {part.revision}\n")


def test_facts_are_no_reason_to_translate_anew(project: Path) -> None:
    cli.main(["i18n", "confirm", "lost-key", "de"])
    key = project / "scenarios/at-the-door/lost-key.yml"
    key.write_text(key.read_text().replace("difficulty: '1'", "difficulty: '2'"))
    assert _parts(project)["lost-key"].state == "complete"


def test_status_tells_and_its_exit_code_too(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["i18n", "confirm", "all", "de"])
    capsys.readouterr()
    assert cli.main(["i18n", "status"]) == 1
    assert capsys.readouterr().out == (
        "de: 4 of 8 parts are complete.\n"
        "  missing      no-room  (scenarios/at-the-door/no-room.yml)\n"
        "  missing      wet-dog  (scenarios/at-the-door/wet-dog.yml)\n"
        "  missing      last-order  (scenarios/at-the-table/last-order.yml)\n"
        "  missing      rules.md  (content/rules.md)\n"
        "  missing      `terms`: Reception, Booking, At the desk, Dining room, At the table, "
        "kitchen, temperature  (not there, or still “…”)\n"
    )


def test_a_partial_language_lacks_no_scenario(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = project / "scenarios/course.de.yml"
    own.write_text(own.read_text("utf-8") + "partial: yes\n", encoding="utf-8")
    cli.main(["i18n", "confirm", "all", "de"])
    capsys.readouterr()
    assert cli.main(["i18n", "status"]) == 1
    assert capsys.readouterr().out == (
        "de: 4 of 5 parts are complete. 3 untranslated scenarios left out.\n"
        "  missing      rules.md  (content/rules.md)\n"
        "  missing      `terms`: Reception, Dining room, At the table, kitchen, temperature  "
        "(not there, or still “…”)\n"
    )
    assert cli.main(["i18n", "add", "wet-dog", "de"]) == 0
    assert _parts(project)["wet-dog"].state == "missing"


def test_a_language_begins_with_the_course_and_goes_on_part_by_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `add` writes is a valid translation from the first moment on."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["i18n", "status"]) == 0
    names = list(_parts(tmp_path, "fr"))
    assert cli.main(["i18n", "add", *names, "fr"]) == 0
    assert cli.main(["check", "--strict"]) == 0
    assert {part.state for part in _parts(tmp_path, "fr").values()} == {"missing"}
    (french,) = (one.course for one in load_course(tmp_path / "scenarios").translations)
    assert french.translated.scenarios == ()
    assert {one.language for one in french.scenarios} == {"en"}
    assert "Reception" not in french.terms
    text = (tmp_path / "scenarios/at-the-table/cold-soup.fr.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../translation.schema.json\n# To tr")
    assert "difficulty" not in text
    assert cli.main(["i18n", "status", "fr"]) == 1


def test_a_language_begins_with_places_for_the_forms_of_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    original = tmp_path / "scenarios/course.yml"
    words = "labels: {person: diner}\nlabel_words: {diner: {one: diner, many: diners}}\n"
    original.write_text(original.read_text("utf-8") + words, encoding="utf-8")
    assert cli.main(["i18n", "add", "course", "de"]) == 0
    german = tmp_path / "scenarios/course.de.yml"
    text = german.read_text("utf-8")
    assert "label_words:\n  diner:\n    one: …\n    the: …\n    dative: …\n" in text
    assert cli.main(["i18n", "add", "lost-key", "de"]) == 0
    assert cli.main(["check", "--strict"]) == 0
    capsys.readouterr()
    assert cli.main(["i18n", "status"]) == 1
    assert (
        "  missing      `label_words`: diner  (not there, or still “…”)\n"
        in capsys.readouterr().out
    )


def test_a_partial_language_needs_titles_of_its_modules_only(project: Path) -> None:
    own = project / "scenarios/course.de.yml"
    text = own.read_text("utf-8")
    (project / "scenarios/at-the-door/lost-key.de.yml").unlink()
    [module] = [one for one in text.split("- folder: ")[1:] if one.startswith("at-the-door")]
    without = text.replace(f"- folder: {module}", "")
    own.write_text(without, encoding="utf-8")
    codes = {one.code for one in load_course(project / "scenarios").diagnostics}
    assert "AN334" in codes
    own.write_text(without + "partial: yes\n", encoding="utf-8")
    assert load_course(project / "scenarios").course is not None


def test_an_untouched_translation_is_missing_until_somebody_confirms_that_it_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["i18n", "add", "course", "lost-key", "wet-dog", "index.md", "fr"]) == 0
    capsys.readouterr()
    assert cli.main(["i18n", "status", "fr"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("fr: 0 of ")
    assert "lost-key.fr.yml, same as the original)" in said
    assert "  missing      `terms`: " in said
    assert cli.main(["i18n", "confirm", "all", "fr"]) == 0
    assert _parts(tmp_path, "fr")["lost-key"].state == "missing"
    assert cli.main(["i18n", "confirm", "course", "lost-key", "index.md", "fr"]) == 0
    states = {name: part.state for name, part in _parts(tmp_path, "fr").items()}
    assert [name for name, state in states.items() if state == "complete"] == [
        "course",
        "lost-key",
        "index.md",
    ]
    (french,) = (one.course for one in load_course(tmp_path / "scenarios").translations)
    assert [one.id for one in french.translated.scenarios] == ["lost-key"]
    dog = tmp_path / "scenarios/at-the-door/wet-dog.fr.yml"
    dog.write_text(dog.read_text("utf-8").replace("lesson: ", "lesson: Oui. "), encoding="utf-8")
    part = _parts(tmp_path, "fr")["wet-dog"]
    assert part.state == "incomplete"
    assert "situation" in part.left
    assert "lesson" not in part.left
    capsys.readouterr()
    assert cli.main(["i18n", "status", "fr"]) == 1
    assert "wet-dog.fr.yml, as in the original: situation, " in capsys.readouterr().out
    assert cli.main(["i18n", "confirm", "all", "fr"]) == 0
    assert _parts(tmp_path, "fr")["wet-dog"].state == "incomplete"
    assert cli.main(["i18n", "confirm", "wet-dog", "fr"]) == 0
    assert _parts(tmp_path, "fr")["wet-dog"].state == "complete"


def test_a_translation_with_texts_still_to_write_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["i18n", "add", "course", "lost-key", "fr"]) == 0
    key = tmp_path / "scenarios/at-the-door/lost-key.fr.yml"
    rows = [
        "title: …" if row.startswith("title:") else row
        for row in key.read_text("utf-8").splitlines()
    ]
    key.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert _parts(tmp_path, "fr")["lost-key"].state == "missing"


@pytest.mark.parametrize("page", ["rules.md", "index.de.md"])
def test_a_page_that_is_not_utf8_is_named(
    project: Path, capsys: pytest.CaptureFixture[str], page: str
) -> None:
    (project / "content" / page).write_bytes("# Über\n".encode("cp1252"))
    assert cli.main(["i18n", "status"]) == 1
    assert f"content/{page}:1:3: error[AN103]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "lost-key", "de"], "already exists"),
        (["add", "lost-kye", "de"], "Did you mean `lost-key`?"),
        (["add", "wet-dog", "German"], "isn't a language code"),
        (["confirm", "wet-dog", "de"], "scenarios/at-the-door/wet-dog.de.yml doesn't exist yet"),
    ],
)
def test_what_cannot_be_done_is_said(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    before = sorted(project.rglob("*"))
    assert cli.main(["i18n", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert sorted(project.rglob("*")) == before


def test_german_of_the_shipped_course_fits_its_originals() -> None:
    """After a change of an original: look at its translation, then `answerable i18n confirm`."""
    states = {name: part.state for name, part in _parts(ROOT).items()}
    assert not {name for name, state in states.items() if state in ("outdated", "unconfirmed")}
    pages = {name: state for name, state in states.items() if name.endswith(".md")}
    assert set(pages.values()) == {"complete"}


def test_titles_at_the_foot_of_pages_are_to_be_translated(tmp_path: Path) -> None:
    footer = ["imprint.md", {"link": "mailto:a@example.com", "title": "Contact"}]
    write_project(tmp_path)
    course = tmp_path / "scenarios/course.yml"
    course.write_text(f"{course.read_text(encoding='utf-8')}\nfooter: {footer}\n", encoding="utf-8")
    loaded = load_course(tmp_path / "scenarios").course
    assert loaded is not None
    assert "Contact" in missing_terms(loaded, ())

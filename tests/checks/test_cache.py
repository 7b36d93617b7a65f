"""A check with a cache: the same findings as without one, whatever is in it."""

from __future__ import annotations

import datetime
import json
import os
from functools import partial
from pathlib import Path

import pytest

from answerable.checks import cached
from answerable.checks.cache import cache_file, from_entry, key_of, load_cache, to_entry
from answerable.checks.cached import cached_look
from answerable.checks.check import check_course, check_folder
from answerable.checks.examine import read_and_examine
from answerable.checks.rule import Setting
from answerable.diagnostics import Diagnostic
from answerable.handouts.typeset.fonts import TYPEFACES, Fonts
from answerable.model.course_file import Checks
from answerable.source.read.load import open_folder
from answerable.source.read.source import read_content
from tests.support.courses import MINIMAL, ROOT, TODAY, write_course

CASES = ROOT / "tests/cases/diagnostics"

Findings = tuple[Diagnostic, ...]


def found(folder: Path, cache: Path | None, day: datetime.date, workers: int = 1) -> Findings:
    return check_folder(folder, day, partial(cached_look, cache, workers)).diagnostics


def test_what_is_kept_of_a_file_is_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = 0
    for case in sorted(CASES.iterdir()):
        monkeypatch.chdir(case)
        opened = open_folder(Path("scenarios"))
        setting = Setting(opened.settings.language, opened.settings.checks, None)
        for draft, examined in read_and_examine(opened, setting):
            kept = to_entry("", "", draft, examined)
            assert (
                to_entry("", "", *from_entry(kept, draft.module, draft.folder, draft.file)) == kept
            )
            looked += 1
    assert looked > 200


@pytest.fixture
def course(tmp_path: Path) -> Path:
    bare = MINIMAL | {"accountable": MINIMAL["accountable"]["reply"]}
    files = {
        "course.yml": {"id": "inn", "title": "The inn", "checks": {"ignore": ["AN017"]}},
        "door/a.yml": MINIMAL | {"review_by": "2031-05-04", "tags": ["keys"], "serves": []},
        "door/b.yml": bare | {"tags": ["Keys"]},
    }
    return write_course(tmp_path / "scenarios", files)


def codes(course: Path, cache: Path | None, day: datetime.date = TODAY) -> list[str]:
    kept = found(course, cache, day)
    assert kept == check_course(course, day).diagnostics
    return [one.code for one in kept]


def test_only_what_has_changed_is_read(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache.json"
    assert codes(course, cache) == ["AN001", "AN008"]
    read: list[str] = []
    monkeypatch.setattr(
        "answerable.checks.cached.validate", lambda *given: read.append(given[2].name)
    )
    assert [one.code for one in found(course, cache, TODAY)] == ["AN001", "AN008"]
    assert read == []


def test_a_file_is_only_opened_if_it_may_have_changed(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, opened = tmp_path / "cache.json", []

    def noted(file: Path, path: str) -> bytes | Diagnostic:
        opened.append(file.name)
        return read_content(file, path)

    monkeypatch.setattr(cached, "read_content", noted)
    found(course, cache, TODAY)
    found(course, cache, TODAY)
    assert opened == ["a.yml", "b.yml"] * 2, "they were written just now"
    monkeypatch.setattr("answerable.checks.cache._SETTLED", 0)
    cache.unlink()
    found(course, cache, TODAY)
    opened.clear()
    found(course, cache, TODAY)
    assert opened == []
    os.utime(course / "door/b.yml", ns=(0, 0))
    found(course, cache, TODAY)
    assert opened == ["b.yml"]


def test_edits_renames_and_deletions_are_seen(course: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    codes(course, cache)
    text = (course / "door/b.yml").read_text()
    (course / "door/b.yml").write_text(text.replace("Keys", "keys"))
    assert codes(course, cache) == ["AN001"]
    (course / "door/b.yml").rename(course / "door/c.yml")
    assert codes(course, cache) == ["AN001"]
    (course / "door/d.yml").write_text(text.replace("lesson:", "lesson"))
    assert "AN001" not in codes(course, cache)  # an error comes first
    (course / "door/d.yml").unlink()
    (course / "door/c.yml").unlink()
    assert codes(course, cache) == []


@pytest.mark.parametrize("settled", [0, 2_000_000_000])
def test_an_edit_counts_whatever_the_time_and_size_of_the_file(
    settled: int, course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("answerable.checks.cache._SETTLED", settled)
    cache, file = tmp_path / "cache.json", course / "door/b.yml"
    codes(course, cache)
    before = file.stat()
    file.write_text(file.read_text().replace("Keys", "keys"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert codes(course, cache) == ["AN001"]


def test_what_a_new_version_of_the_program_finds_is_seen(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache.json"
    codes(course, cache)
    monkeypatch.setattr("answerable.checks.cache.program", lambda: "a new version")
    monkeypatch.setattr("answerable.checks.rules.SCENARIO_RULES", ())
    assert codes(course, cache) == ["AN008"]


def test_settings_words_and_days_are_seen(course: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    codes(course, cache)
    assert "AN007" in codes(course, cache, datetime.date(2032, 1, 1))
    (course / "words.txt").write_text("")
    text = (course / "door/a.yml").read_text()
    (course / "door/a.yml").write_text(text.replace("locksmith", "lokcsmith"))
    assert "AN026" in codes(course, cache)
    (course / "words.txt").write_text("lokcsmith\n")
    assert "AN026" not in codes(course, cache)
    settings = (course / "course.yml").read_text()
    (course / "course.yml").write_text(settings.replace("AN017", "AN001"))
    assert "AN001" not in codes(course, cache)


def test_what_fits_a_card_depends_on_the_typeface() -> None:
    other = Fonts(typeface=TYPEFACES / "literata")
    settings = Setting("en", Checks(), None), Setting("en", Checks(), None, other)
    assert len(set(map(key_of, settings))) == 2


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "other", "folder"])
def test_a_damaged_cache_is_left_unused(damage: str, course: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    codes(course, cache)
    content = cache.read_bytes()
    if damage == "folder":
        cache.unlink()
        cache.mkdir()
    else:
        changed = {
            "empty": b"",
            "cut": content[:-20],
            "changed": content.replace(b"AN001", b"AN002"),
            "other": json.dumps({"door/a.yml": [1, 2]}).encode(),
        }
        cache.write_bytes(changed[damage])
    assert codes(course, cache) == ["AN001", "AN008"]


def test_a_cache_of_another_program_is_left_unused(course: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    codes(course, cache)
    assert load_cache(cache, "another") == {}


def test_the_cache_lies_with_the_user_and_not_in_the_course(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    assert cache_file(course) == cache_file(course / ".." / course.name)
    assert cache_file(course) != cache_file(tmp_path)
    assert not cache_file(course).is_relative_to(course)


def test_many_files_are_read_by_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cached, "MANY", 9)
    monkeypatch.setattr(cached, "_CHUNK", 3)
    files = {
        f"door/s-{number}.yml": MINIMAL | {"tags": ["Key" if number % 5 else "key"]}
        for number in range(9)
    }
    course = {"id": "inn", "title": "The inn", "checks": {"ignore": ["AN010", "AN017"]}}
    folder = write_course(tmp_path / "scenarios", {"course.yml": course, **files})
    expected = check_course(folder, TODAY).diagnostics
    assert {one.code for one in expected} == {"AN008"}
    assert found(folder, None, TODAY, workers=2) == expected


def test_a_build_finds_the_same_and_does_not_examine_twice(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    first = check_course(course, TODAY)
    assert [one.code for one in first.diagnostics] == ["AN001", "AN008"]
    with monkeypatch.context() as patch:
        patch.setattr(cached, "examine_draft", lambda *_: pytest.fail("examined again"))
        again = check_course(course, TODAY)
    assert again == first
    assert again.course is not None
    changed = course / "door/b.yml"
    changed.write_text(changed.read_text().replace("Keys", "keys"))
    assert [one.code for one in check_course(course, TODAY).diagnostics] == ["AN001"]


def test_a_build_parses_no_file_that_it_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    course = write_course(tmp_path / "scenarios", {"door/a.yml": MINIMAL})
    first = check_course(course, TODAY)
    monkeypatch.setattr("answerable.source.read.draft.read", lambda *_: pytest.fail("parsed"))
    assert check_course(course, TODAY) == first


def test_a_build_and_a_check_share_what_they_know(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    found(course, cache_file(course), TODAY)
    monkeypatch.setattr(cached, "examine_draft", lambda *_: pytest.fail("examined again"))
    built = check_course(course, TODAY).diagnostics
    assert built == found(course, cache_file(course), TODAY)

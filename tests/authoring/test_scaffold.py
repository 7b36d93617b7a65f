"""New courses and scenarios: what is written, what is left alone, and that it holds together."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
from pathlib import Path, PurePath
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from answerable import __version__, cli
from answerable.authoring.overview.overview import aims
from answerable.authoring.scaffold import add, new, origin, templates
from answerable.authoring.scaffold.new import Answers, course_files, create
from answerable.authoring.scaffold.topics import TOPICS
from answerable.checks.check import check_course
from answerable.model import CourseFile, ScenarioFile
from answerable.model.scalars import Line
from answerable.site import Site, render_pages
from answerable.source.read.fields import check
from answerable.source.read.names import as_id, is_id
from answerable.source.read.source import parse
from answerable.source.write import listing
from answerable.source.write.folder import tidy_files
from tests.support.built import contents
from tests.support.courses import MINIMAL, ROOT, TODAY, write_course
from tests.support.each import each
from tests.support.hostile import HOSTILE
from tests.support.terminal import converse

TITLE = "At the counter"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new course, and the current folder."""
    folder = tmp_path / "my-course"
    assert cli.main(["new", str(folder), "--title", TITLE]) == 0
    monkeypatch.chdir(folder)
    return folder


class TestNew:
    def test_the_course_has_nothing_to_complain_about(self, course: Path) -> None:
        report = check_course(course / "scenarios", datetime.date.today())
        assert report.diagnostics == ()
        assert report.course is not None
        assert report.course.title == TITLE
        assert report.course.id == "at-the-counter"
        assert len(report.course.scenarios) == 3

    def test_everything_that_a_course_needs_is_there(self, course: Path) -> None:
        assert set(contents(course)) >= {
            "README.md",
            "mkdocs.yml",
            "requirements.txt",
            "studio-windows.bat",
            "studio-mac.command",
            "studio-linux.sh",
            ".gitignore",
            ".editorconfig",
            ".vscode/settings.json",
            ".vscode/extensions.json",
            ".github/workflows/publish.yml",
            "content/index.md",
            "scenarios/course.yml",
            "scenarios/course.schema.json",
            "scenarios/scenario.schema.json",
            "scenarios/words.txt",
        }
        assert b"<<" not in b"".join(contents(course).values())

    @pytest.mark.parametrize("name", ["studio-mac.command", "studio-linux.sh"])
    @pytest.mark.parametrize("is_installed", [True, False])
    def test_a_double_click_starts_the_studio_in_the_courses_folder(
        self, tmp_path: Path, name: str, is_installed: bool
    ) -> None:
        folder = tmp_path / "Anna’s 100% 'own' course"
        new.create(folder, new.course_files(new.Answers("Good service"), TODAY, None))
        programs = tmp_path / "programs"
        programs.mkdir()
        for tool in ("sh", "dirname"):
            (programs / tool).symlink_to(str(shutil.which(tool)))
        if is_installed:
            program = programs / "answerable"
            program.write_text('#!/bin/sh\necho "$1 in $(pwd)"\n')
            program.chmod(0o755)
        done = subprocess.run(
            [folder / name],
            cwd=tmp_path,
            env={"PATH": str(programs)},
            input="\n",
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        assert done.stderr == ""
        if is_installed:
            assert done.stdout == f"studio in {folder}\n"
        else:
            assert "not installed" in done.stdout

    def test_the_starter_for_windows_has_its_line_ends(self, tmp_path: Path) -> None:
        new.create(tmp_path / "new", new.course_files(new.Answers("Good service"), TODAY, None))
        content = (tmp_path / "new/studio-windows.bat").read_bytes()
        assert content.count(b"\n") == content.count(b"\r\n") > 5
        assert content.isascii()

    @pytest.mark.parametrize(
        ("record", "line"),
        [
            (None, "answerable==1.2"),
            (
                {"url": "https://a.example/x.zip", "archive_info": {}},
                "answerable @ https://a.example/x.zip",
            ),
            (
                {
                    "url": "https://a.example/x.git",
                    "vcs_info": {"vcs": "git", "commit_id": "1f2e"},
                    "subdirectory": "program",
                },
                "answerable @ git+https://a.example/x.git@1f2e#subdirectory=program",
            ),
            ({"url": "file:///home/me/answerable", "dir_info": {}}, None),
        ],
    )
    def test_others_install_the_program_from_where_it_came(
        self, record: dict[str, Any] | None, line: str | None
    ) -> None:
        requirement = origin.requirement_for("1.2", record)
        assert requirement == line
        files = new.course_files(new.Answers("Good service"), TODAY, requirement)
        lines = [
            one for one in files["requirements.txt"].splitlines() if one and not one.startswith("#")
        ]
        assert lines == [line or f"./answerable-{__version__}-py3-none-any.whl"]
        assert ("python -m pip wheel" in files["requirements.txt"]) == (line is None)

    def test_each_objective_is_served(self, course: Path) -> None:
        value = check_course(course / "scenarios", TODAY).course
        assert value is not None
        found = aims(value)
        assert len(found) == 4
        assert all(aim.id and aim.scenarios for aim in found)

    def test_editors_find_the_schemas(self, course: Path) -> None:
        associations = json.loads((course / ".vscode/settings.json").read_text())["yaml.schemas"]
        assert cli.main(["i18n", "add", "course", "no-appointment", "de"]) == 0
        schemas = {
            file.name: [
                schema.removeprefix("./scenarios/")
                for schema, patterns in associations.items()
                if _associated(file.relative_to(course), patterns)
            ]
            for file in (course / "scenarios").rglob("*.yml")
        }
        assert schemas == {
            "course.yml": ["course.schema.json"],
            "course.de.yml": ["course-translation.schema.json"],
            "no-appointment.yml": ["scenario.schema.json"],
            "no-appointment.de.yml": ["translation.schema.json"],
            "boots-one-size-too-small.yml": ["scenario.schema.json"],
            "the-call-that-never-came.yml": ["scenario.schema.json"],
        }
        for file in (course / "scenarios").rglob("*.yml"):
            first = file.read_text(encoding="utf-8").splitlines()[0]
            assert (file.parent / first.partition("$schema=")[2]).is_file(), file

    def test_its_settings_are_those_of_the_shipped_course(self, course: Path) -> None:
        """The shipped mkdocs.yml may differ in what a course says about itself, in nothing else."""
        own = {"site_name", "site_description", "copyright", "nav"}
        shipped, made = (
            _settings((folder / "mkdocs.yml").read_text(encoding="utf-8"))
            for folder in (ROOT, course)
        )
        shipped["theme"]["favicon"] = made["theme"]["favicon"]
        assert {k: v for k, v in made.items() if k not in own} == {
            k: v for k, v in shipped.items() if k not in own
        }

    @pytest.mark.parametrize("name", ["privacy.md", "accessibility.md", "assets/logo.svg"])
    def test_pages_about_the_program_are_those_of_the_shipped_course(self, name: str) -> None:
        shipped = ROOT / "content" / name
        assert (templates.FOLDER / "files" / "content" / name).read_bytes() == shipped.read_bytes()

    @pytest.mark.parametrize("topic", TOPICS)
    def test_each_topic_begins_with_examples_of_its_own_without_a_finding(
        self, tmp_path: Path, topic: str
    ) -> None:
        answers = new.Answers("A course", topic=topic)
        new.create(tmp_path, new.course_files(answers, TODAY, None))
        report = check_course(tmp_path / "scenarios", TODAY)
        assert report.diagnostics == ()
        assert report.course is not None
        assert len(report.course.scenarios) == 3
        assert all(aim.scenarios for aim in aims(report.course) if aim.module is None)
        pages = "".join(page.html for page in render_pages(Site(report.course)))
        assert ("Which reply is accountable?" in pages) == (topic == "accountability")

    def test_every_folder_of_examples_is_a_topic(self) -> None:
        folders = {one.name for one in (templates.FOLDER / "examples").iterdir()}
        assert folders == set(TOPICS)

    def test_its_spelling_is_checked(
        self, course: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = course / "scenarios/first-words/no-appointment.yml"
        file.write_text(file.read_text("utf-8").replace("promise", "promisse", 1), "utf-8")
        assert cli.main(["check"]) == 0
        assert "“promisse” is not in the dictionary" in capsys.readouterr().err

    def test_a_mkdocs_yml_of_ones_own_builds_once_it_has_what_is_asked_for(
        self,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        quick_cards: None,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        write_course(tmp_path, {"mkdocs.yml": "site_name: mine"})
        assert cli.main(["new", "."]) == 0
        said = capsys.readouterr().err
        (tmp_path / "mkdocs.yml").write_text(
            "site_name: mine\ndocs_dir: content\ntheme:\n  name: material\n  font: false\n"
            "plugins:\n  - search\n  - answerable\n"
        )
        settings = (
            "docs_dir: content",
            "name: material",
            "font: false",
            "- search",
            "- answerable",
        )
        assert all(f"`{setting}`" in said for setting in settings)
        assert cli.main(["build"]) == 0

    def test_nothing_is_overwritten(self, tmp_path: Path) -> None:
        write_course(tmp_path, {"README.md": "mine", "mkdocs.yml": "site_name: mine"})
        write_course(tmp_path / "scenarios", {"desk/one.yml": MINIMAL})
        before = contents(tmp_path)
        assert cli.main(["new", str(tmp_path)]) == 0
        after = contents(tmp_path)
        assert before.items() <= after.items()
        assert "scenarios/scenario.schema.json" in after
        # Examples among scenarios of one's own would only be in the way.
        assert not any("first-words" in path or path.endswith("course.yml") for path in after)

    def test_a_second_time_changes_nothing(
        self, course: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(course)
        assert cli.main(["new", "."]) == 0
        assert contents(course) == before
        assert "already there" in capsys.readouterr().err

    def test_nothing_is_left_half_written(self, tmp_path: Path) -> None:
        (tmp_path / "scenarios").write_text("a file where a folder should be")
        assert cli.main(["new", str(tmp_path)]) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["scenarios"]

    @pytest.mark.parametrize("title", ["", "a\x07b", "x" * 201, "\ud800"])
    def test_titles_that_no_file_may_hold_are_refused(self, title: str, tmp_path: Path) -> None:
        assert cli.main(["new", str(tmp_path / "x"), "--title", title]) == 2
        assert not (tmp_path / "x").exists()

    @pytest.mark.parametrize("url", ["", "example.com", "ftp://x/", "https://", "https://a b/"])
    def test_addresses_that_are_none_are_refused(
        self, url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["new", str(tmp_path / "x"), "--url", url]) == 2
        assert "Invalid value for --url: an address starts" in capsys.readouterr().err

    @each("title", HOSTILE.values())
    def test_a_title_stays_what_it_is(self, title: str) -> None:
        title = templates.one_line(title)
        files = new.course_files(new.Answers(title=title, owner=title), TODAY, None)
        assert _settings(files["mkdocs.yml"])["site_name"] == "{title}"
        course, found = check(parse(files["scenarios/course.yml"], "course.yml"), CourseFile)
        assert (course and course.title, found) == (title, ())
        scenarios = [
            text for name, text in files.items() if re.match(r"scenarios/.*/.*\.yml", name)
        ]
        assert len(scenarios) == 3
        for text in scenarios:
            made, found = check(parse(text, "x.yml"), ScenarioFile)
            assert (made and made.owner, found) == (title, ())

    def test_a_person_is_asked(self, tmp_path: Path) -> None:
        talk = [
            ("Name of the course", b"Night desk\n"),
            ("Who keeps", b"Ann\n"),
            ("Its web address", b"inn.example\n"),
            ("Its web address", b"https://inn.example/course\n"),
        ]
        code, said = converse(["new", str(tmp_path / "my-course")], talk)
        assert code == 0, said
        course = check_course(tmp_path / "my-course/scenarios", TODAY).course
        assert course is not None
        assert course.title == "Night desk"
        assert course.authors == ("Ann",)
        assert "https://inn.example/course/" in (tmp_path / "my-course/mkdocs.yml").read_text()

    def test_an_mkdocs_yml_in_another_encoding_is_left_alone(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "mkdocs.yml").write_bytes("site_name: Caf\xe9\n".encode("cp1252"))
        assert (
            cli.main(["new", str(tmp_path), "--title", "A", "--owner", "B", "--url", "http://a.b/"])
            == 0
        )
        assert "Your mkdocs.yml needs" in capsys.readouterr().err


class TestAdd:
    def test_the_scenario_is_whole_and_listed(self, course: Path) -> None:
        before = (course / "scenarios/course.yml").read_text(encoding="utf-8")
        assert cli.main(["add", "Größe & Maß", "-m", "first-words"]) == 0
        report = check_course(Path("scenarios"), TODAY, drafts=True)
        assert report.course is not None, report.diagnostics
        added = report.course.modules[0].scenarios[-1]
        assert (added.id, added.title, added.status) == ("groesse-mass", "Größe & Maß", "draft")
        # A course with an unfinished draft can be published all the same.
        assert cli.main(["check", "--strict"]) == 0
        after = (course / "scenarios/course.yml").read_text(encoding="utf-8")
        assert after.replace("      - groesse-mass\n", "") == before

    @pytest.mark.parametrize("title", ["المفتاح المفقود", "失くした鍵", "खोई हुई चाबी", "🎁"])
    def test_titles_of_any_script_get_an_id(self, course: Path, title: str) -> None:
        assert cli.main(["add", title, "-m", "first-words"]) == 0
        report = check_course(Path("scenarios"), TODAY, drafts=True)
        assert report.course is not None, report.diagnostics
        added = report.course.modules[0].scenarios[-1]
        assert (added.id, added.title) == (as_id(title), title)

    def test_titles_that_sound_alike_get_two_ids(self, course: Path) -> None:
        for title in ("是", "事"):
            assert cli.main(["add", title, "-m", "first-words"]) == 0
        report = check_course(Path("scenarios"), TODAY, drafts=True)
        assert report.course is not None, report.diagnostics
        assert [one.id for one in report.course.modules[0].scenarios][-2:] == ["shi", "shi-2"]

    def test_a_module_may_be_named_by_its_title(self, course: Path) -> None:
        path = course / "scenarios/course.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("The first words", "الكلمات الأولى"), encoding="utf-8")
        assert cli.main(["add", "A title", "-m", "الكلمات الأولى"]) == 0
        assert (course / "scenarios/first-words/a-title.yml").is_file()

    def test_the_owner_is_that_of_the_others(self, course: Path) -> None:
        write_course(course / "scenarios", {"first-words/x.yml": MINIMAL | {"owner": "Other"}})
        assert cli.main(["add", "A title", "-m", "first-words"]) == 0
        text = (course / "scenarios/first-words/a-title.yml").read_text(encoding="utf-8")
        assert f"owner: {new.OWNER}" in text

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["A title"], "--module"),
            (["A title", "-m", "firstwords"], "Did you mean `first-words`?"),
            (["A title", "-m", "First Words!"], "`first-words`"),
            (["A title", "-m", "zebra"], "list it in course.yml"),
            (["No appointment", "-m", "keep-your-word"], "is taken by"),
            (["A title", "-m", "first-words", "--id", "../x"], "can't be an id"),
            (["", "-m", "first-words"], "characters"),
        ],
    )
    def test_what_cannot_be_done_is_refused(
        self, arguments: list[str], said: str, course: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(course)
        assert cli.main(["add", *arguments]) == 2
        assert said in capsys.readouterr().err
        assert contents(course) == before

    def test_a_broken_course_file_is_reported(
        self, course: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (course / "scenarios/course.yml").write_text('title: "x')
        assert cli.main(["add", "A title", "-m", "first-words"]) == 1
        assert "course.yml" in capsys.readouterr().err
        assert not (course / "scenarios/first-words/a-title.yml").exists()

    def test_no_course_is_reported(self, tmp_path: Path) -> None:
        assert cli.main(["add", "x", "--scenarios", str(tmp_path / "none")]) == 1

    def test_a_broken_scenario_is_no_obstacle(self, course: Path) -> None:
        (course / "scenarios/first-words/no-appointment.yml").write_text("title: [")
        assert cli.main(["add", "A title", "-m", "first-words"]) == 0

    def test_a_new_module_needs_its_folder(self, course: Path) -> None:
        (course / "scenarios/zebra").mkdir()
        assert cli.main(["add", "A title", "-m", "zebra"]) == 0
        assert (course / "scenarios/zebra/a-title.yml").is_file()

    def test_without_a_list_nothing_is_added(self, tmp_path: Path) -> None:
        write_course(tmp_path, {"course.yml": "title: x\n", "desk/one.yml": MINIMAL})
        assert cli.main(["add", "A title", "--scenarios", str(tmp_path)]) == 0
        assert (tmp_path / "desk/a-title.yml").is_file()
        assert (tmp_path / "course.yml").read_text() == "title: x\n"

    @each("title", HOSTILE.values())
    def test_a_title_stays_what_it_is(self, title: str) -> None:
        line = templates.one_line(title)
        source = parse(add.scenario_text(line, owner=line, today=TODAY), "x.yml")
        assert source.diagnostics == ()
        assert source.value is not None
        assert (source.value["title"], source.value["owner"]) == (line, line)


LISTS = {
    "block": "modules:\n  - folder: desk # c\n    scenarios: # d\n      - one # e\n# f\nid: x\n",
    "flush": "modules:\n- folder: desk\n  scenarios:\n  - one\n  - two\n",
    "brackets": "modules:\n  - folder: desk\n    scenarios: [one, two] # e\n",
    "brackets on lines": "modules: [{folder: desk, scenarios: [\n  one,\n  'two'\n]}]\n",
    "no line break": "modules:\n  - folder: desk\n    scenarios:\n      - one",
    "windows": "modules:\r\n  - folder: desk\r\n    scenarios:\r\n      - one\r\nid: x\r\n",
    "quotes": 'modules:\n  - folder: desk\n    scenarios:\n      - "one"\n',
}


@pytest.mark.parametrize("new", [["new-one"], ["new-one", "another"]], ids=["one", "two"])
@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_lists_are_extended_in_the_way_they_are_written(text: str, new: list[str]) -> None:
    source = parse(text, "course.yml")
    changed = listing.listed(source, text, "desk", new).text
    assert changed is not None
    value: Any = parse(changed, "course.yml").value
    assert value["modules"][0]["scenarios"][-len(new) :] == new
    # What was there is there still, character by character, but for one stretch put in.
    added = len(changed) - len(text)
    assert any(changed[:at] + changed[at + added :] == text for at in range(len(text) + 1))
    assert changed.count("\r\n") == (text.count("\r\n") and text.count("\r\n") + len(new))


def test_what_cannot_be_extended_is_left_to_the_author() -> None:
    text = "modules:\n  - folder: other\n    scenarios: [one]\n"
    assert listing.listed(parse(text, "x"), text, "desk", ["new-one"]) == listing.CourseListing(
        by_hand=True
    )
    shared = "modules:\n  - {folder: desk, scenarios: &a [one]}\n  - {folder: b, scenarios: *a}\n"
    found = listing.listed(parse(shared, "x"), shared, "desk", ["new-one"])
    assert found == listing.CourseListing(by_hand=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Übergröße", "uebergroesse"),
        ("U\u0308bel", "uebel"),
        ("Crème brûlée", "creme-brulee"),
        ("Łódź på Ærø", "lodz-paa-aeroe"),
        ("It’s the customer's", "its-the-customers"),
        ("word " * 20, "-".join(["word"] * 13)),
        ("Потерянный ключ", "poteryannyy-klyuch"),
        ("المفتاح المفقود", "almftah-almfqwd"),
        ("Χαμένο κλειδί", "chameno-kleidi"),
        ("失くした鍵", "shikushita-jian"),
        ("丢失的包裹", "diu-shi-de-bao-guo"),
        ("खोई हुई चाबी", "khoi-hui-cabi"),
        ("분실물", "bun-sil-mul"),
        ("אבד מפתח", "vd-mfth"),
        ("Ｔａｘｉ №2 ½", "taxi-o2-12"),
    ],
)
def test_ids_spell_letters_out(text: str, expected: str) -> None:
    assert as_id(text) == expected


@pytest.mark.parametrize("titles", [("是", "事"), ("🎁", "🎂"), ("خدمة", "خدمات")])
def test_courses_of_different_titles_have_different_ids(titles: tuple[str, str]) -> None:
    texts = [
        new.course_files(new.Answers(title), TODAY, None)["scenarios/course.yml"]
        for title in titles
    ]
    ids = {yaml.safe_load(text)["id"] for text in texts}
    assert len(ids) == 2
    assert all(is_id(one) for one in ids)


@given(st.text(max_size=60))
def test_any_text_survives_as_yaml(text: str) -> None:
    try:
        line = templates.one_line(text)
    except ValueError:
        return
    source = parse(f"title: {templates.yaml_text(line)}\n", "x.yml")
    assert source.value == {"title": line}
    _, limit = get_args(Line)[:2]
    assert limit.max_length == templates.MOST_CHARACTERS


def _settings(text: str) -> dict[str, Any]:
    class Loader(yaml.CSafeLoader):
        pass

    def sequence(loader: Loader, node: Any) -> list[Any]:
        return loader.construct_sequence(node)

    Loader.add_constructor("!ENV", sequence)
    settings: dict[str, Any] = yaml.load(text, Loader)  # noqa: S506
    return settings


def _associated(file: PurePath, patterns: str | list[str]) -> bool:
    """Whether an editor takes the schema of these patterns for a file: the last that fits decides,
    and one that begins with `!` decides against it.
    """
    fits = False
    for pattern in [patterns] if isinstance(patterns, str) else patterns:
        if file.match(pattern.removeprefix("!")):
            fits = not pattern.startswith("!")
    return fits


@pytest.mark.parametrize("title", ["The desk", 'It\'s 5: "now" #1', "yes", "10:30", "- so", "…"])
def test_fmt_finds_nothing_to_do_in_what_was_begun(title: str, tmp_path: Path) -> None:
    answers = Answers(title=title, owner=title)
    create(tmp_path, course_files(answers, TODAY, None))
    folder = tmp_path / "scenarios"
    add.add_scenario(
        folder, title, module="first-words", scenario_id="one", owner=None, today=TODAY
    )
    assert tidy_files([folder])[0] == []
    text = folder.joinpath("first-words/one.yml").read_text(encoding="utf-8")
    assert "situation: >-\n  …\n" in text, "there is room for a longer text"

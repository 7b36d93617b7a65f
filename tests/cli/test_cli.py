"""The command line: exit codes, what is printed where, and what is written."""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from answerable import __version__, cli
from answerable.checks import check
from answerable.cli.outputs import NewPath
from answerable.exchange.questions.formats import FORMATS
from tests.support.built import contents
from tests.support.courses import MINIMAL, TINY, broken, write_course, write_project

BARE = MINIMAL | {"not_accountable": MINIMAL["not_accountable"]["reply"]}
"""Gives one warning: a reply without its `why`."""

COMMANDS = sorted(cli.cli.commands)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a project in it, and the current one."""
    write_project(tmp_path, TINY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _spoil(project: Path) -> None:
    write_course(project / "scenarios", broken(TINY))


def _leaves(group: click.Group) -> Iterator[click.Command]:
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from _leaves(command)
        else:
            yield command


class TestHelp:
    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize("option", ["-h", "--help"])
    def test_every_command_says_how_it_ends(
        self, command: str, option: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main([command, option]) == 0
        shown = capsys.readouterr().out
        assert shown.startswith("Usage: ")
        assert "Exit codes" in shown
        for code in "0123":
            assert f"{code} " in shown.partition("Exit codes")[2]

    def test_all_commands_are_listed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["--help"]) == 0
        shown = capsys.readouterr().out
        assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []
        assert {"check", "build", "serve", "cards"} <= set(COMMANDS)

    def test_commands_stand_under_headings_and_no_line_is_cut_short(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for columns in (80, 50):
            monkeypatch.setenv("COLUMNS", str(columns))
            for group in (["--help"], ["i18n", "--help"]):
                assert cli.main(group) == 0
                lines = capsys.readouterr().out.splitlines()
                assert [one for one in lines if one.endswith(("…", "..."))] == [], (columns, group)
        monkeypatch.setenv("COLUMNS", "80")
        assert cli.main(["--help"]) == 0
        shown = capsys.readouterr().out
        headings = ["Write", "Check", "Publish", "Print", "Import and export", "Translate"]
        assert re.findall(r"^(\w[\w ]*):$", shown, re.MULTILINE)[1:] == headings
        for command in cli.cli.commands.values():
            line = f"  {command.name:<11}  {command.get_short_help_str(1000)}\n"
            assert line in shown, "the first sentence has to fit on the line of its command"

    def test_every_command_says_what_it_writes(self) -> None:
        for command in _leaves(cli.cli):
            assert re.search(r"^Writes ", inspect.cleandoc(command.help or ""), re.MULTILINE), (
                command.name
            )

    def test_every_option_is_explained(self) -> None:
        for name, command in cli.cli.commands.items():
            assert command.help, name
            for parameter in command.params:
                if isinstance(parameter, click.Option):
                    assert parameter.help, (name, parameter.name)

    def test_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["--version"]) == 0
        assert __version__ in capsys.readouterr().out


class TestExitCodes:
    @pytest.mark.parametrize(
        "arguments",
        [
            ["never"],
            ["check", "--never"],
            ["check", "--format", "xml"],
            ["check", "a", "b"],
            ["cards", "--paper", "a3"],
            ["build", "-f", "."],
            ["build", "--pages-only"],
        ],
        ids=" ".join,
    )
    def test_2_for_a_wrong_command_line(
        self, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(arguments) == 2
        shown = capsys.readouterr()
        assert "Error" in shown.err
        assert shown.out == ""

    def test_3_for_a_bug(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def crash(*args: object, **named: object) -> None:
            raise ZeroDivisionError("made up")

        monkeypatch.setattr(check, "check_folder", crash)
        assert cli.main(["check"]) == 3
        shown = capsys.readouterr().err
        assert "made up" in shown
        assert "Traceback" in shown
        assert f"bug in Answerable {__version__}" in shown

    def test_130_when_stopped(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def stop(*args: object, **named: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(check, "check_folder", stop)
        assert cli.main(["check"]) == 130
        assert "Traceback" not in capsys.readouterr().err

    @pytest.mark.parametrize("command", ["build", "serve", "cards"])
    def test_1_for_a_missing_mkdocs_yml(
        self,
        command: str,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert cli.main([command]) == 1
        shown = capsys.readouterr().err
        assert "mkdocs.yml" in shown
        assert "error" in shown
        assert "Traceback" not in shown

    def test_1_for_a_missing_course(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["check", str(tmp_path / "nowhere")]) == 1
        assert "nowhere" in capsys.readouterr().err

    def test_1_for_a_file_that_cannot_be_written(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (project / "cards.pdf").mkdir()
        assert cli.main(["cards", "--deck", "commitment", "-o", "cards"]) == 1
        shown = capsys.readouterr().err
        assert "cards.pdf" in shown
        assert "Traceback" not in shown


FOLDER_OUTPUTS = [["sheets", "guide", "-o"], ["kit", "-o"], ["build", "--pages-only"]]
OUTPUTS = [
    *FOLDER_OUTPUTS,
    ["cards", "-o"],
    ["cards", "--html", "-o"],
    ["calibration", "-o"],
    ["slides", "-o"],
    *(["questions", kind, "-o"] for kind in FORMATS),
    ["export", "csv", "-o"],
    ["export", "xlsx", "-o"],
    ["template", "--xlsx"],
    ["build", "--offline-zip"],
    ["build", "--scorm"],
]
"""Every option that says where to write."""


class TestOutputs:
    """Whatever a command writes goes into a folder that exists, and among no files of a course."""

    @pytest.mark.parametrize("arguments", OUTPUTS, ids=" ".join)
    def test_a_folder_that_nobody_has_made_is_refused(
        self, arguments: list[str], project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (project / "file").write_text("in the way")
        before = set(project.rglob("*"))
        assert cli.main([*arguments, "none/there/x"]) == 2
        assert "the folder none/there doesn't exist" in capsys.readouterr().err
        assert cli.main([*arguments, "file/x"]) == 2
        assert "file is a file" in capsys.readouterr().err
        assert set(project.rglob("*")) == before

    @pytest.mark.parametrize("arguments", OUTPUTS, ids=" ".join)
    @pytest.mark.parametrize(
        "folder", ["scenarios", "scenarios/desk", "content", "content/more", "site"]
    )
    def test_nothing_is_put_among_the_files_of_a_project(
        self,
        arguments: list[str],
        folder: str,
        project: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        (project / folder).mkdir(exist_ok=True)
        before = contents(project)
        assert cli.main([*arguments, f"{folder}/x"]) == 2
        assert "Choose a place outside it." in capsys.readouterr().err
        assert contents(project) == before

    @pytest.mark.parametrize("arguments", OUTPUTS, ids=" ".join)
    def test_nor_by_a_link(
        self, arguments: list[str], project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (project / "out").symlink_to("content")
        before = contents(project)
        assert cli.main([*arguments, "out/x"]) == 2
        assert "in the folder of the pages" in capsys.readouterr().err
        assert contents(project) == before

    def test_the_project_around_is_heeded_from_elsewhere(
        self, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.chdir(project / "scenarios")
        assert cli.main(["export", "csv", "."]) == 2
        assert "in the folder of the scenarios" in capsys.readouterr().err
        monkeypatch.chdir(project / "content")
        assert cli.main(["slides", "-f", "../mkdocs.yml"]) == 2
        assert "in the folder of the pages" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "arguments", [one for one in OUTPUTS if one not in FOLDER_OUTPUTS], ids=" ".join
    )
    def test_no_name_of_another_kind_is_taken(
        self, arguments: list[str], project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(project)
        for name in ("mkdocs.yml", "notes.docx"):
            assert cli.main([*arguments, name]) == 2
            shown = capsys.readouterr().err
            assert f"{name} has the extension of another type of file" in shown
            assert "or one without an extension" in shown
        assert contents(project) == before

    def test_no_link_leads_to_a_file_of_another_kind(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (project / "link.html").symlink_to("mkdocs.yml")
        before = contents(project)
        assert cli.main(["slides", "-o", "link.html"]) == 2
        assert "has the extension of another type of file" in capsys.readouterr().err
        assert contents(project) == before

    @pytest.mark.parametrize(
        ("arguments", "name"),
        [
            (["slides"], "slides.html"),
            (["cards"], "cards-a4.pdf"),
            (["calibration"], "calibration-a4.pdf"),
            (["questions", "gift"], "questions.gift"),
            (["questions", "anki"], "anki-notes.json"),
            (["export", "csv"], "scenarios.csv"),
            (["sheets", "guide"], "sheets"),
            (["sheets", "guide", "-o", "docs"], "docs/guide-a4.pdf"),
            (["kit"], "workshop-kit"),
            (["kit"], "workshop-kit.zip"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else value,
    )
    def test_no_link_is_followed_whose_name_nobody_gave(
        self,
        arguments: list[str],
        name: str,
        project: Path,
        quick_cards: None,
        tmp_path_factory: pytest.TempPathFactory,
    ) -> None:
        outside = tmp_path_factory.mktemp("outside")
        (project / "docs").mkdir()
        (project / name).symlink_to(outside / "x")
        if name in ("sheets", "workshop-kit"):
            (outside / "x").mkdir()
        before = set(outside.rglob("*"))
        assert cli.main(arguments) in (1, 2)
        assert set(outside.rglob("*")) == before

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
    def test_no_pipe_is_waited_for_whose_name_nobody_gave(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        os.mkfifo(project / "questions.gift")
        assert cli.main(["questions", "gift"]) == 2
        assert "is a pipe, not a file" in capsys.readouterr().err

    def test_add_writes_into_no_module_that_is_a_link(
        self,
        project: Path,
        tmp_path_factory: pytest.TempPathFactory,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        outside = tmp_path_factory.mktemp("outside")
        (project / "scenarios/elsewhere").symlink_to(outside)
        assert cli.main(["add", "The lost key", "--module", "elsewhere"]) == 1
        assert "This link points outside the course folder." in capsys.readouterr().err
        assert not list(outside.iterdir())

    def test_no_zip_is_replaced_by_that_of_a_kit(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (project / "course.zip").write_text("a backup")
        before = contents(project)
        assert cli.main(["kit", "-o", "course"]) == 1
        shown = capsys.readouterr().err
        assert "course.zip" in shown
        assert "already exists" in shown
        assert contents(project) == before

    def test_every_option_that_names_an_output_is_of_this_kind(self) -> None:
        outputs = {"-o", "--output", "--xlsx", "--offline-zip", "--scorm", "--pages-only"}
        for command in cli.cli.commands.values():
            for option in command.params:
                if outputs & set(option.opts):
                    assert isinstance(option.type, NewPath), option.opts


class TestCheck:
    def test_a_good_course(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["check"]) == 0
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "1 scenario" in shown.err

    def test_a_broken_course(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        _spoil(project)
        assert cli.main(["check", "scenarios"]) == 1
        shown = capsys.readouterr()
        assert shown.out == ""
        assert "scenarios/desk/one.yml" in shown.err
        assert "lesson" in shown.err
        assert "1 error in 1 file" in shown.err
        assert "Checked" not in shown.err

    def test_json_for_programs(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert cli.main(["check", "--format", "json"]) == 0
        good = json.loads(capsys.readouterr().out)
        assert good["diagnostics"] == []
        _spoil(project)
        assert cli.main(["check", "--format", "json"]) == 1
        shown = capsys.readouterr()
        (found,) = json.loads(shown.out)["diagnostics"]
        assert found["path"] == "scenarios/desk/one.yml"
        assert found["severity"] == "error"
        assert shown.err == ""

    def test_annotations_for_github(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["check", "--format", "github"]) == 0
        assert capsys.readouterr().out == ""
        _spoil(project)
        assert cli.main(["check", "--format", "github"]) == 1
        (line,) = capsys.readouterr().out.splitlines()
        assert line.startswith("::error file=scenarios/desk/one.yml,")

    def test_strict_counts_warnings(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write_course(project / "scenarios", {"desk/one.yml": BARE})
        assert cli.main(["check"]) == 0
        assert "warning" in capsys.readouterr().err
        assert cli.main(["check", "--strict"]) == 1

    def test_strict_leaves_notes_alone(self, project: Path) -> None:
        (project / "scenarios" / "course.yml").unlink()
        assert cli.main(["check", "--strict"]) == 0


class TestServe:
    @pytest.mark.parametrize("address", ["8001", "127.0.0.1", "127.0.0.1:x", "localhost:99999"])
    def test_an_address_that_is_none(
        self, project: Path, address: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["serve", "--address", address]) == 2
        said = " ".join(capsys.readouterr().err.split())
        assert f"{address} isn't a HOST:PORT such as 127.0.0.1:8001." in said

    def test_an_address_of_another_machine(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["serve", "--address", "192.0.2.1:8000"]) == 1
        assert "error: 192.0.2.1:8000: " in capsys.readouterr().err


class TestBuild:
    def test_pages_only(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = set(contents(project))
        assert cli.main(["build", "--pages-only", "out"]) == 0
        assert "out" in capsys.readouterr().err
        written = set(contents(project)) - before
        assert "out/scenarios/one.md" in written
        assert all(name.startswith("out/") for name in written)
        assert cli.main(["build", "--pages-only", "out"]) == 1
        assert "isn't empty" in capsys.readouterr().err

    @pytest.mark.parametrize(
        "arguments",
        [["build"], ["build", "--strict"], ["build", "--pages-only", "out"], ["cards"]],
        ids=" ".join,
    )
    def test_a_broken_course_changes_nothing(
        self, project: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        _spoil(project)
        before = contents(project)
        assert cli.main(arguments) == 1
        assert contents(project) == before
        shown = capsys.readouterr()
        assert "lesson" in shown.err
        assert shown.err.endswith("Nothing was changed.\n")
        assert shown.out == ""

    def test_a_zip(
        self, project: Path, quick_cards: None, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["build", "--offline-zip", "course.zip"]) == 0
        assert capsys.readouterr().err.startswith("Wrote course.zip.")
        assert zipfile.is_zipfile(project / "course.zip")
        assert not (project / "site").exists()

    def test_a_package(
        self, project: Path, quick_cards: None, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["build", "--scorm", "course.zip"]) == 0
        assert capsys.readouterr().err.startswith("Wrote course.zip. Upload it")
        with zipfile.ZipFile(project / "course.zip") as package:
            assert "imsmanifest.xml" in package.namelist()

    @pytest.mark.parametrize(
        "both",
        [
            ("--offline-zip", "a.zip", "--pages-only", "b"),
            ("--scorm", "a.zip", "--pages-only", "b"),
            ("--cards-by-module", "--pages-only", "b"),
        ],
        ids=" ".join,
    )
    def test_one_kind_of_build_at_a_time(self, project: Path, both: tuple[str, ...]) -> None:
        assert cli.main(["build", *both]) == 2
        assert {path.name for path in project.iterdir()}.isdisjoint({"a.zip", "b", "site"})

    def test_cards_are_written_where_one_says(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["cards", "--paper", "letter", "-o", "deck.pdf"]) == 0
        assert (project / "deck.pdf").read_bytes().startswith(b"%PDF-")
        assert capsys.readouterr().err.endswith(
            "deck.pdf. Print at 100%, on both sides, flipped on the long edge.\n"
        )
        assert cli.main(["cards", "--press", "--sides", "fronts"]) == 0
        assert "One card per page, with 3 mm of bleed" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("arguments", "uses_guide"),
        [
            (["questions", "gift"], False),
            (["slides"], False),
            (["sheets", "guide"], True),
            (["kit", "--minutes", "60"], True),
        ],
    )
    def test_only_what_has_texts_of_the_guide_says_that_one_is_not_translated(
        self,
        project: Path,
        capsys: pytest.CaptureFixture[str],
        arguments: list[str],
        uses_guide: bool,
    ) -> None:
        german = MINIMAL | {"title": "Der verlorene Schlüssel", "situation": "Es regnet."}
        own = {"title": "Klein", "modules": [{"folder": "desk", "title": "Empfang"}]}
        write_course(project / "scenarios", {"course.de.yml": own, "desk/one.de.yml": german})
        (project / "scenarios/guide").mkdir()
        (project / "scenarios/guide/objections.md").write_text("**“No time.”** None at all.\n")
        assert cli.main([*arguments, "--language", "de"]) == 0
        hint = "copy it to `guide/objections.de.md` and translate that"
        assert (hint in capsys.readouterr().err) == uses_guide

    @pytest.mark.parametrize(
        ("size", "left_off"),
        [
            (["--card", "90x105"], "the solutions"),
            (["--card", "a7"], "the poor reply and the solutions"),
            (["--stock", "avery-5388"], "the solutions"),
            ([], None),
            (["--large-print"], None),
            (["--card", "a7", "--deck", "commitment"], None),
        ],
    )
    def test_what_a_card_has_no_room_for_is_said(
        self,
        project: Path,
        capsys: pytest.CaptureFixture[str],
        size: list[str],
        left_off: str | None,
    ) -> None:
        assert cli.main(["cards", *size, "-o", "deck.pdf"]) == 0
        said = f"The backs have no room for {left_off}. Larger cards have.\n"
        assert (said in capsys.readouterr().err) == (left_off is not None)

    def test_what_is_chosen_from_a_list_may_be_written_in_capitals(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["cards", "--paper", "A4", "--deck", "Commitment", "--ink", "BW"]) == 0
        assert (project / "commitment-a4.pdf").is_file()
        assert cli.main(["sheets", "Job-Aid", "--paper", "Letter", "--language", "EN"]) == 0
        assert (project / "sheets/job-aid-letter.pdf").is_file()
        assert cli.main(["questions", "GIFT"]) == 0
        capsys.readouterr()
        assert cli.main(["check", "--format", "JSON"]) == 0
        assert json.loads(capsys.readouterr().out)["version"] == 1

    @pytest.mark.parametrize(
        ("arguments", "written"),
        [
            (["cards", "--deck", "commitment", "-o", "cards"], "cards.pdf"),
            (["cards", "--deck", "commitment", "--html", "-o", "cards"], "cards.html"),
            (["cards", "--deck", "commitment", "-o", "v1.2"], "v1.2.pdf"),
            (["slides", "-o", "slides"], "slides.html"),
            (["questions", "moodle", "-o", "bank"], "bank.xml"),
            (["questions", "anki", "-o", "bank"], "bank.apkg"),
            (["build", "--offline-zip", "course"], "course.zip"),
            (["build", "--scorm", "course"], "course.zip"),
            (["export", "xlsx", "-o", "Übersicht 1"], "Übersicht 1.xlsx"),
            (["export", "CSV", "-o", "of 1. May"], "of 1. May.csv"),
            (["template", "--xlsx", "new"], "new.xlsx"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else None,
    )
    def test_the_ending_of_a_file_is_added_where_it_is_missing(
        self,
        project: Path,
        arguments: list[str],
        written: str,
        quick_cards: None,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        before = {path.name for path in project.iterdir()}
        assert cli.main(arguments) == 0
        assert {path.name for path in project.iterdir()} - before - {"site", "anki-notes.json"} == {
            written
        }
        said = capsys.readouterr().err
        assert f"to the name {Path(written).stem}." in said
        assert f"Wrote {written}" in said or f"to {written}" in said

    def test_an_ending_that_will_do_stays(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert cli.main(["questions", "gift", "-o", "bank.TXT"]) == 0
        assert (project / "bank.TXT").is_file()
        assert "Added" not in capsys.readouterr().err

    @pytest.mark.skipif(not Path("/dev/null").exists(), reason="there is no such device here")
    def test_a_stream_gets_no_ending(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(project)
        for arguments in (["export", "csv"], ["cards"], ["questions", "gift"]):
            assert cli.main([*arguments, "-o", "/dev/null"]) == 0
        assert "Added" not in capsys.readouterr().err
        assert contents(project) == before

    def test_cards_have_a_name_of_their_own(self, project: Path) -> None:
        assert cli.main(["cards"]) == 0
        assert (project / "cards-a4.pdf").is_file()

    def test_a_text_too_long_for_its_card_leaves_no_file(
        self, project: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        long = {"desk/one.yml": MINIMAL | {"situation": "She waits and waits. " * 300}}
        write_course(project / "scenarios", long)
        assert cli.main(["cards"]) == 1
        assert not list(project.glob("*.pdf"))
        shown = capsys.readouterr().err
        assert "desk/one.yml" in shown
        assert "mm" in shown


class TestInstalled:
    """The program as a user's shell starts it."""

    @staticmethod
    def _run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
        program = Path(sys.executable).with_name("answerable")
        return subprocess.run(
            [program, *arguments],
            cwd=cwd,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def test_exit_codes_reach_the_shell(self, project: Path) -> None:
        assert self._run("check", cwd=project).returncode == 0
        assert self._run("check", "--never", cwd=project).returncode == 2
        _spoil(project)
        result = self._run("check", cwd=project)
        assert result.returncode == 1
        assert "scenarios/desk/one.yml" in result.stderr
        assert "\x1b" not in result.stderr, "colours are for terminals"

    def test_another_program_gets_every_character(self, project: Path) -> None:
        """On Windows, what Python writes into a file or a pipe is a code page of 256 characters."""
        code_page = {"PYTHONIOENCODING": "cp1252:strict", "PYTHONUTF8": "0"}
        wrong = MINIMAL | {"tittle": "← مرحبا"}
        write_course(project / "scenarios", {"desk/one.yml": wrong})
        assert "← مرحبا" in self._run("check", cwd=project, **code_page).stderr
        assert "╌" in self._run("stocks", cwd=project, **code_page).stdout

    def test_it_runs_where_the_shell_finds_python_alone(self, project: Path) -> None:
        command = [sys.executable, "-m", "answerable", "check", "nowhere"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert "go to your course's folder" in done.stderr

    def test_build(self, project: Path) -> None:
        result = self._run("build", "--strict", cwd=project)
        assert result.returncode == 0, result.stderr
        assert result.stdout == ""
        # No progress where nobody watches, and no noise of the programs below.
        assert result.stderr == "The site is in site.\n"
        assert (project / "site/scenarios/one/index.html").is_file()

    @pytest.mark.parametrize(
        "arguments", [["--help"], ["check", "--format", "github"], ["check"]], ids=" ".join
    )
    def test_a_terminal_without_typographic_quotes_is_no_trouble(
        self, project: Path, arguments: list[str]
    ) -> None:
        odd = MINIMAL | {"title": "“Ünï”", "lesson": "“Ünï”", "lessonn": "“日本”"}
        write_course(project / "scenarios", {"desk/one.yml": odd})
        result = self._run(*arguments, cwd=project, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert result.returncode == (0 if arguments == ["--help"] else 1), result.stderr


def test_no_name_is_obeyed_by_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Files and fields of a stranger are named as they are, with what a terminal obeys in sight."""
    escape, turned = "\x1b[31m", "\u202e"
    due = {"owner": f"Ana {turned}", "review_by": "2020-01-01", "channel": f"By {turned}"}
    german = {"title": "Gasthof", "modules": [{"folder": "desk", "title": "Empfang"}]}
    files = {"desk/one.yml": MINIMAL | due, "course.de.yml": german}
    write_project(tmp_path, files, docs={f"{escape}.md": "# Hi\n", f"{escape}.css": "a"})
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios/desk" / f"{escape}.yml").write_text("title:   x\n")
    cli.main(["fmt", "--check"])
    (tmp_path / "scenarios/desk" / f"{escape}.yml").unlink()
    cli.main(["stale"])
    cli.main(["i18n", "status"])
    cli.main(["check", f"{escape}"])
    cli.main(["fmt", f"{escape}.yml"])
    said = "".join(capfd.readouterr())
    assert "\u241b[31m.md" in said
    assert "Ana \ufffd" in said
    assert "By \ufffd" in said
    assert not re.search("[\x1b\u202e]", said)

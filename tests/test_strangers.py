"""A stranger's course is data: what it brings as programs runs only where somebody has allowed it.

Every command of the command line is run here in a course that is full of programs, each of which
would leave a file behind.
"""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from answerable import cli, trust
from answerable.checks.check import check_course
from answerable.diagnostics import Diagnostic
from answerable.failure import BuildFailed
from answerable.preview import rebuild
from answerable.preview.state import State
from answerable.programs import programs_of
from answerable.project import load_project
from support.courses import COURSE_FILES, TODAY, write_course, write_project

BY_COMMAND = {
    "add": ["add", "A new one", "--module", "at-the-door"],
    "build": ["build"],
    "calibration": ["calibration", "-o", "out.pdf"],
    "cards": ["cards", "-o", "out.pdf"],
    "check": ["check", "--fix", "--no-cache"],
    "explain": ["explain", "AN001"],
    "export": ["export", "csv", "-o", "out.csv"],
    "fmt": ["fmt"],
    "i18n add": ["i18n", "add", "course", "de"],
    "i18n confirm": ["i18n", "confirm", "all", "de"],
    "i18n status": ["i18n", "status"],
    "import": ["import", "notes.txt", "--module", "at-the-door"],
    "kit": ["kit", "-o", "kit"],
    "new": ["new", "another"],
    "questions": ["questions", "gift", "-o", "out.gift"],
    "serve": ["serve", "-a", "127.0.0.1:0"],
    "sheets": ["sheets", "all", "-o", "sheets"],
    "slides": ["slides", "-o", "out.html"],
    "stale": ["stale"],
    "stocks": ["stocks"],
    "template": ["template", "--xlsx", "out.xlsx"],
}
"""One way to run each command; a command that is missing here fails the first test."""

RUN_PROGRAMS = ("build", "serve")


def commands(group: click.Group = cli.cli, before: str = "") -> Iterator[str]:
    """The names of all commands, those of groups with the group's name before theirs."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name


def write_strange_project(folder: Path) -> Path:
    """A course whose project brings a program of every kind. Returns its mkdocs.yml.

    Each program touches a file in `canaries/` beside the course.
    """
    config_file = write_project(folder, COURSE_FILES)
    canaries = folder.parent / "canaries"
    canaries.mkdir()

    def program(name: str) -> str:
        return f"import pathlib\npathlib.Path({str(canaries / name)!r}).touch()\n"

    for path in (
        "hook.py",
        "evil_extension.py",
        "evil_plugin.py",
        "evil_tag.py",
        "theme/helper.py",
        "theme/__init__.py",
        "content/page.py",
        "yaml/__init__.py",
        "markdown.py",
        "click.py",
        "platformdirs.py",
        "sitecustomize.py",
        "multiprocessing/__init__.py",
        "usercustomize.py",
    ):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(program(path.replace("/", "-")))
    for kind, name, target in (
        ("mkdocs.plugins", "search", "evil_plugin:Plugin"),
        ("markdown.extensions", "tables", "evil_extension:Extension"),
    ):
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{kind}]\n{name} = {target}\n")
    touch = "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    (folder / "theme/main.html").write_text(f'{{% extends "base.html" %}}\n<!-- {touch} -->')
    (folder / "content/extra.html").write_text(touch)
    (folder / "notes.txt").write_text("Nothing of use.\n")
    text = config_file.read_text().replace("name: material", "name: material\n  custom_dir: theme")
    config_file.write_text(
        text
        + "hooks: [hook.py]\n"
        + "extra_templates: [extra.html]\n"
        + "markdown_extensions: [tables, evil_extension]\n"
        + f"extra: {{a: !!python/object/apply:os.system ['touch {canaries}/tag'],"
        + " b: !!python/name:evil_tag.x , c: !!python/module:evil_tag }\n"
        + "copyright: !ENV [HOME, x]\n"
    )
    return config_file


@pytest.fixture
def state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this machine remembers things during a test."""
    for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def stranger(tmp_path: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config_file = write_strange_project(tmp_path / "course")
    monkeypatch.chdir(config_file.parent)
    return config_file


def canaries(config_file: Path) -> set[str]:
    """The names of the programs that have run."""
    return {path.name for path in (config_file.parent.parent / "canaries").iterdir()}


def answerable(*arguments: str, seconds: float = 90) -> subprocess.CompletedProcess[str]:
    """`python -m answerable` in the current folder, as a user starts it."""
    command = [sys.executable, "-m", "answerable", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_every_command_is_tried() -> None:
    assert set(BY_COMMAND) == set(commands())


@pytest.mark.parametrize("name", BY_COMMAND)
def test_no_command_runs_a_program_of_a_stranger(name: str, stranger: Path) -> None:
    before = {path: path.read_bytes() for path in Path().rglob("*.y*ml") if path.is_file()}
    done = answerable(*BY_COMMAND[name])
    assert canaries(stranger) == set(), done.stderr
    assert done.returncode in (0, 1, 2), done.stderr
    assert "usage" not in done.stderr.lower(), done.stderr
    if name in RUN_PROGRAMS:
        assert done.returncode == 1
        assert "AN424" in done.stderr
        assert not Path("site").exists()
        assert {path: path.read_bytes() for path in before} == before
    elif name != "import":
        assert done.returncode == 0 or "Nothing was changed" not in done.stderr, done.stderr


@pytest.mark.parametrize("option", ["--offline-zip=out.zip", "--scorm=out.zip"])
def test_no_package_is_made_either(option: str, stranger: Path) -> None:
    done = answerable("build", option)
    assert (done.returncode, canaries(stranger)) == (1, set())
    assert not Path("out.zip").exists()


def test_pages_alone_need_no_program(stranger: Path) -> None:
    assert answerable("build", "--pages-only=pages").returncode == 0
    assert canaries(stranger) == set()


def _named(found: tuple[Diagnostic, ...]) -> set[tuple[str, str]]:
    return {(one.message.partition(" may not run")[0], one.location.excerpt) for one in found}


def test_all_programs_are_named_with_their_lines(stranger: Path) -> None:
    found = programs_of(load_project(stranger)).found
    assert {one.code for one in found} == {"AN424"}
    names = {name for name, _ in _named(found)}
    assert names >= {
        "the hook `hook.py`",
        "the Markdown extension `evil_extension`",
        "the theme folder `theme`",
        "the template `content/extra.html`",
        "the tag `!!python/object/apply:os.system`",
        "the tag `!!python/name:evil_tag.x`",
        "the tag `!!python/module:evil_tag`",
        "`!ENV`, which publishes the variable `HOME`,",
    }
    assert all(line for _, line in _named(found))


class TestTrust:
    """What happens where a hook is all that a project brings."""

    @pytest.fixture
    def hooked(
        self, tmp_path: Path, state_folder: Path, monkeypatch: pytest.MonkeyPatch, quick_cards: None
    ) -> Path:
        config_file = write_project(tmp_path / "course", COURSE_FILES, hooks=["hook.py"])
        (tmp_path / "canaries").mkdir()
        monkeypatch.chdir(config_file.parent)
        self.hook("first", config_file)
        return config_file

    @staticmethod
    def hook(name: str, config_file: Path) -> None:
        canary = config_file.parent.parent / "canaries" / name
        code = f"import pathlib\npathlib.Path({str(canary)!r}).touch()\n"
        config_file.with_name("hook.py").write_text(code)

    def test_it_runs_once_it_is_trusted_until_it_changes(self, hooked: Path) -> None:
        assert cli.main(["build"]) == 1
        assert canaries(hooked) == set()
        assert cli.main(["build", "--trust"]) == 0
        assert canaries(hooked) == {"first"}
        assert cli.main(["build"]) == 0
        self.hook("second", hooked)
        assert cli.main(["build"]) == 1
        assert canaries(hooked) == {"first"}
        # In a process of its own, as MkDocs keeps a hook that it has loaded once.
        assert answerable("build", "--trust").returncode == 0
        assert canaries(hooked) == {"first", "second"}

    def test_a_copy_in_another_place_is_asked_about_anew(self, hooked: Path) -> None:
        trust.allow(programs_of(load_project(hooked)))
        assert trust.is_allowed(programs_of(load_project(hooked)))
        moved = hooked.parent.rename(hooked.parent.with_name("moved"))
        assert not trust.is_allowed(programs_of(load_project(moved / "mkdocs.yml")))

    def test_nothing_of_it_lies_in_the_project(self, hooked: Path, state_folder: Path) -> None:
        before = sorted(hooked.parent.rglob("*"))
        trust.allow(programs_of(load_project(hooked)))
        assert sorted(hooked.parent.rglob("*")) == before
        assert any(path.is_file() for path in state_folder.rglob("*"))

    @pytest.mark.parametrize(
        "change",
        ["a module beside it", "another hook", "options of a plugin", "a theme"],
    )
    def test_what_a_program_gets_is_a_part_of_it(self, hooked: Path, change: str) -> None:
        trust.allow(programs_of(load_project(hooked)))
        text = hooked.read_text()
        match change:
            case "a module beside it":
                (hooked.parent / "helper.py").write_text("")
            case "another hook":
                hooked.write_text(text.replace("- hook.py", "- hook.py\n- other.py"))
            case "options of a plugin":
                hooked.write_text(text.replace("- search", "- search: {lang: de}"))
            case "a theme":
                (hooked.parent / "theme").mkdir()
                hooked.write_text(text.replace("font:", "custom_dir: theme\n  font:"))
        assert not trust.is_allowed(programs_of(load_project(hooked)))

    def test_words_of_the_course_are_no_part_of_it(self, hooked: Path) -> None:
        trust.allow(programs_of(load_project(hooked)))
        hooked.write_text(hooked.read_text().replace("The inn", "Another inn"))
        (hooked.parent / "content/index.md").write_text("# Changed\n")
        assert trust.is_allowed(programs_of(load_project(hooked)))

    @pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("", 1)])
    def test_a_terminal_is_asked(
        self, hooked: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: int
    ) -> None:
        said: list[str] = []
        from answerable.cli import trusting

        def confirm(text: str, **_: object) -> bool:
            said.append(text)
            return answer == "y\n"

        monkeypatch.setattr(trusting.click, "confirm", confirm)
        monkeypatch.setattr(trusting, "_on_terminal", lambda: True)
        assert cli.main(["build"]) == code
        assert said == ["Run these programs? Only if you know who wrote them."]
        assert canaries(hooked) == ({"first"} if code == 0 else set())

    def test_a_preview_runs_no_hook_that_came_while_it_ran(
        self, hooked: Path, tmp_path: Path
    ) -> None:
        hooked.write_text(hooked.read_text().replace("hooks:\n- hook.py\n", ""))
        rebuilder = rebuild.Rebuilder(
            hooked, tmp_path / "preview", "http://127.0.0.1:8000/", lambda: False, trust.is_allowed
        )
        *_, state = rebuilder.build(State())
        assert state.problems == ()
        hooked.write_text(hooked.read_text() + "hooks: [hook.py]\n")
        *_, state = rebuilder.build(state)
        assert [one.code for one in state.problems] == ["AN424"]
        assert canaries(hooked) == set()
        trust.allow(programs_of(load_project(hooked)))
        *_, state = rebuilder.build(state)
        assert (state.problems, canaries(hooked)) == ((), {"first"})

    def test_compiled_code_beside_a_hook_is_not_used(self, hooked: Path) -> None:
        """It could do something else than the file that people read."""
        import py_compile

        source = hooked.with_name("hook.py")
        harmless = source.read_text()
        self.hook("compiled", hooked)
        py_compile.compile(
            str(source), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )
        source.write_text(harmless)
        done = answerable("build", "--trust")
        assert done.returncode == 0, done.stderr
        assert canaries(hooked) == {"first"}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("docs_dir", "/"),
        ("docs_dir", "../.."),
        ("plugins", [{"answerable": {"scenarios": "/etc"}}]),
        ("plugins", [{"answerable": {"scenarios": "../other"}}]),
    ],
)
def test_nothing_outside_of_the_project_is_read(
    tmp_path: Path, setting: str, value: object
) -> None:
    config_file = write_project(tmp_path / "course", COURSE_FILES, **{setting: value})
    with pytest.raises(BuildFailed, match=r"leads out of|replace your files"):
        load_project(config_file)


@pytest.mark.parametrize(
    "settings",
    [
        {"theme": {"name": "material", "custom_dir": "../.."}},
        {"hooks": ["../hook.py"]},
        {"extra_templates": ["../../x.html"]},
    ],
    ids=["theme", "hook", "template"],
)
def test_no_program_outside_of_the_project_is_run(
    tmp_path: Path, settings: dict[str, object]
) -> None:
    project = load_project(write_project(tmp_path / "course", COURSE_FILES, **settings))
    with pytest.raises(BuildFailed, match="leads out of"):
        programs_of(project)


def test_a_plain_project_is_never_asked_about(tmp_path: Path) -> None:
    from support.courses import ROOT

    assert programs_of(load_project(write_project(tmp_path, COURSE_FILES))).found == ()
    assert programs_of(load_project(ROOT / "mkdocs.yml")).found == ()
    os.chdir(tmp_path)
    assert cli.main(["new", "fresh"]) == 0
    assert programs_of(load_project(Path("fresh/mkdocs.yml"))).found == ()


@pytest.mark.parametrize(
    ("file", "field", "entry", "limit"),
    [
        ("at-the-door/lost-key.yml", "tags", "tag {}", 200),
        ("at-the-door/lost-key.yml", "keywords", "word {}", 200),
        ("at-the-door/lost-key.yml", "solutions", "Do it {} times.", 200),
        ("at-the-door/lost-key.yml", "serves", "o-{}", 200),
        ("course.yml", "objectives", "o-{}: Do {}.", 200),
    ],
)
def test_lists_that_no_page_could_show_are_refused(
    tmp_path: Path, file: str, field: str, entry: str, limit: int
) -> None:
    files = copy.deepcopy(dict(COURSE_FILES))
    entries: list[Any] = [entry.format(number, number) for number in range(2_000)]
    if field == "objectives":
        entries = [{"id": f"o-{number}", "text": f"Do {number}."} for number in range(2_000)]
    files[file][field] = entries
    report = check_course(write_course(tmp_path, files), TODAY)
    (found,) = [one for one in report.diagnostics if one.code == "AN206"]
    assert found.message == f"`{field}` is too long: 2000 entries, and {limit} are allowed."
    assert found.location.line

"""A stranger's course is data: what it brings as programs runs only where somebody has allowed it.

Every command of the command line is run here in a course that is full of programs, each of which
would leave a file behind.
"""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest

from answerable import cli
from answerable.build.mkdocs import trust
from answerable.build.mkdocs.programs import programs_of
from answerable.build.mkdocs.project import load_project
from answerable.build.preview import rebuild
from answerable.build.preview.state import State
from answerable.checks.check import check_course
from answerable.diagnostics import Diagnostic
from answerable.diagnostics.failure import BuildFailed
from tests.support.courses import COURSE_FILES, MINIMAL, ROOT, TODAY, write_course, write_project
from tests.support.killed import run
from tests.support.studio import studio_process
from tests.support.terminal import converse

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
HOMES = ("XDG_STATE_HOME", "HOME", "LOCALAPPDATA")
"""The variables by which a system says where a program remembers things."""


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
    for name in HOMES:
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
    assert {*BY_COMMAND, "studio"} == set(commands())


@dataclass(frozen=True)
class Outcome:
    """How a command ended in a stranger's folder, and which programs had run by then."""

    code: int
    said: str
    canaries: list[str]
    changed: list[str]


PROGRAM = """
import contextlib, io, json, os, pathlib, runpy, sys
files = lambda: {str(file): file.read_text() for file in pathlib.Path().rglob("*.y*ml")}
def run(arguments):
    sys.argv = ["answerable", *arguments]
    if "answerable.cli" in sys.modules:
        return sys.modules["answerable.__main__"].run()
    try:
        runpy.run_module("answerable", run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        import answerable.__main__
        return ended.code
outcomes = {}
for name, arguments in json.loads(sys.stdin.read()).items():
    before, said = files(), io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
        code = run(arguments)
    changed = [file for file, text in files().items() if before.get(file) != text]
    outcomes[name] = [code, said.getvalue(), os.listdir("../canaries"), changed]
print(json.dumps(outcomes))
"""
"""Runs commands as `python -m answerable` does, all in one process, as most of the time of a
command goes into its start. The first one is started like that indeed, and so each module is
loaded in the stranger's folder."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """What came of every command, those first that run programs."""
    folder = tmp_path_factory.mktemp("strange")
    write_strange_project(folder / "course")
    names = sorted(BY_COMMAND, key=lambda name: name not in RUN_PROGRAMS)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=folder / "course",
        env=os.environ | dict.fromkeys(HOMES, str(folder / "home")),
        input=json.dumps({name: BY_COMMAND[name] for name in names}),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {name: Outcome(*outcome) for name, outcome in json.loads(done.stdout).items()}


@pytest.mark.parametrize("name", BY_COMMAND)
def test_no_command_runs_a_program_of_a_stranger(name: str, outcomes: dict[str, Outcome]) -> None:
    done = outcomes[name]
    assert done.canaries == [], done.said
    assert done.code in (0, 1, 2), done.said
    assert "usage" not in done.said.lower(), done.said
    if name in RUN_PROGRAMS:
        assert done.code == 1
        assert "AN424" in done.said
        assert done.changed == []
    elif name != "import":
        assert done.code == 0 or "Nothing was changed" not in done.said, done.said


def test_the_studio_runs_no_program_of_a_stranger(stranger: Path, state_folder: Path) -> None:
    with studio_process(stranger.parent, state_folder) as studio:
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        home = browser.open(studio.entrance).read().decode()
        (course,) = re.findall(r'href="(/c/\w+/)"', home)
        address = studio.entrance.partition("?")[0].rstrip("/") + course
        assert "No room left" in browser.open(address).read().decode()
        with browser.open(f"{address}events") as events:
            assert "isn't allowed to run" in events.readline().decode()
    assert canaries(stranger) == set()


def test_a_command_starts_without_the_modules_of_a_stranger(stranger: Path) -> None:
    done = answerable(*BY_COMMAND["stale"])
    assert (done.returncode, canaries(stranger)) == (0, set()), done.stderr


@pytest.mark.parametrize("option", ["--offline-zip=out.zip", "--scorm=out.zip"])
def test_no_package_is_made_either(option: str, stranger: Path) -> None:
    assert (cli.main(["build", option]), canaries(stranger)) == (1, set())
    assert not Path("out.zip").exists()


def test_pages_alone_need_no_program(stranger: Path) -> None:
    assert cli.main(["build", "--pages-only=pages"]) == 0
    assert canaries(stranger) == set()


def _named(found: tuple[Diagnostic, ...]) -> set[tuple[str, str]]:
    return {
        (one.message.partition(" isn't allowed to run")[0], one.location.excerpt) for one in found
    }


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
        files = {"course.yml": {"id": "inn", "title": "The inn"}, "desk/key.yml": MINIMAL}
        config_file = write_project(tmp_path / "course", files, hooks=["hook.py"])
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
        # Each in a process of its own, as MkDocs keeps a hook that it has loaded once.
        def build(*options: str) -> int:
            return run(hooked.parent, ["build", *options])[0]

        assert (build(), canaries(hooked)) == (1, set())
        assert (build("--trust"), canaries(hooked)) == (0, {"first"})
        assert build() == 0
        self.hook("second", hooked)
        assert (build(), canaries(hooked)) == (1, {"first"})
        assert (build("--trust"), canaries(hooked)) == (0, {"first", "second"})

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
        hooked.write_text(hooked.read_text() + "copyright: Ours\n")
        (hooked.parent / "content/index.md").write_text("# Changed\n")
        assert trust.is_allowed(programs_of(load_project(hooked)))

    @pytest.mark.parametrize(
        "place",
        [
            "helper.py",
            "helper/__init__.py",
            "helper/data/deep.py",
            "venv/evil.py",  # beside a pyvenv.cfg
            "node_modules/evil.py",
            "site/evil.py",
            "linked/evil.py",  # a link to a folder
            "content/downloads/evil.py",
            "helper.cpython-311-x86_64-linux-gnu.so",
        ],
    )
    def test_whatever_a_hook_can_import_is_a_part_of_it(self, hooked: Path, place: str) -> None:
        folder = hooked.parent
        (folder / ".hidden").mkdir()
        (folder / "linked").symlink_to(".hidden", target_is_directory=True)
        for name in ("venv", "helper"):
            (folder / name).mkdir()
            (folder / name / "pyvenv.cfg").touch()
        trust.allow(programs_of(load_project(hooked)))
        assert trust.is_allowed(programs_of(load_project(hooked)))
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text("")
        assert not trust.is_allowed(programs_of(load_project(hooked)))

    def test_code_behind_a_link_out_of_the_project_is_refused(self, hooked: Path) -> None:
        (hooked.parent / "helper").symlink_to("/usr", target_is_directory=True)
        with pytest.raises(BuildFailed, match="`helper` points outside"):
            programs_of(load_project(hooked))

    def test_links_in_a_circle_are_followed_once(self, hooked: Path) -> None:
        (hooked.parent / "again").symlink_to(".", target_is_directory=True)
        (hooked.parent / "again2").symlink_to("again", target_is_directory=True)
        assert programs_of(load_project(hooked)).found

    def test_a_template_behind_a_link_is_a_part_of_a_theme(self, hooked: Path) -> None:
        folder = hooked.parent
        (folder / "theme").mkdir()
        (folder / ".templates").mkdir()
        (folder / "theme/partials").symlink_to("../.templates", target_is_directory=True)
        hooked.write_text(hooked.read_text().replace("font:", "custom_dir: theme\n  font:"))
        trust.allow(programs_of(load_project(hooked)))
        (folder / ".templates/header.html").write_text("{{ 1 }}")
        assert not trust.is_allowed(programs_of(load_project(hooked)))

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

    def test_compiled_code_beside_a_hook_is_not_used(
        self, hooked: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """It could do something else than the file that people read."""
        import py_compile

        monkeypatch.setattr(sys, "pycache_prefix", None)  # a build in this process has set it
        source = hooked.with_name("hook.py")
        harmless = source.read_text()
        self.hook("compiled", hooked)
        py_compile.compile(
            str(source), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )
        source.write_text(harmless)
        assert run(hooked.parent, ["build", "--trust"])[0] == 0
        assert canaries(hooked) == {"first"}


def write_runnable_project(folder: Path) -> Path:
    """A course whose programs do what programs should: all that `build` runs, and no mistakes."""
    config_file = write_strange_project(folder)
    tag = f"!!python/object/apply:os.system ['touch {folder.parent}/canaries/tag']"
    text = config_file.read_text().replace("[tables, evil_extension]", "[tables]")
    config_file.write_text(re.sub("extra: {.*}", f"extra: {{a: {tag}}}", text))
    theme = '{% extends "base.html" %}{% block announce %}by the theme{% endblock %}'
    (folder / "theme/main.html").write_text(theme)
    (folder / "content/extra.html").write_text("{{ 'by the template'|upper }}")
    return config_file


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
@pytest.mark.parametrize(
    ("answer", "code"),
    [(b"y\n", 0), (b"n\n", 1), (b"\n", 1), (b"\x03", 130), (b"\x04", 1)],
    ids=["yes", "no", "nothing", "Ctrl+C", "Ctrl+D"],
)
def test_a_terminal_is_asked_before_anything_runs_or_is_written(
    tmp_path: Path,
    state_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    quick_cards: None,
    answer: bytes,
    code: int,
) -> None:
    """Programs of all kinds run after a yes, and none after anything else."""
    config_file = write_runnable_project(tmp_path / "course")
    monkeypatch.chdir(config_file.parent)
    monkeypatch.setenv("HOME", "by a variable")
    before = _tree(config_file.parent)

    def nothing_happened() -> None:
        assert (canaries(config_file), _tree(config_file.parent)) == (set(), before)

    status, said = converse(["build"], [("[y/N]: ", answer)], nothing_happened)
    assert status == code, said
    if code:
        nothing_happened()
        return
    assert canaries(config_file) == {"hook.py", "tag"}
    page = Path("site/index.html").read_text()
    assert "by the theme" in page
    assert "by a variable" in page
    assert Path("site/extra.html").read_text() == "BY THE TEMPLATE"


def _tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    "text",
    [
        "<<: {hooks: [hook.py]}\n'<<': {hooks: []}\n",
        "x: &m {hooks: [hook.py]}\n<<: *m\n",
        "hooks: !!seq [!!str hook.py]\n",
        "%TAG !e! tag:yaml.org,2002:python/object/apply:\n---\nextra: !e!os.system [touch it]\n",
        "INHERIT: base.yml\n",
        "config_file_path: other/mkdocs.yml\n",
        "plugins: {answerable: {}, tags: {export_file: ../tags.json}}\n",
        "plugins: {answerable: {}, meta: {}}\n",
    ],
)
def test_no_way_of_writing_lets_a_program_in(
    stranger: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = "site_name: x\ndocs_dir: content\ntheme: {name: material, font: false}\n"
    head = plain if "plugins:" in text else plain + "plugins: [answerable]\n"
    start, line, rest = text.rpartition("---\n")
    stranger.write_text(start + line + head + rest)
    Path("base.yml").write_text("hooks: [hook.py]\n")
    assert cli.main(["build"]) == 1
    assert canaries(stranger) == set()
    assert not Path("site").exists()
    assert re.search("AN42[04]", capsys.readouterr().err)


@pytest.mark.parametrize("address", ["127.evil.example:80", "0.0.0.0:8000", "[::]:1", "lan:80"])
def test_a_preview_for_others_is_asked_about(tmp_path: Path, address: str) -> None:
    config_file = write_project(tmp_path, COURSE_FILES, dev_addr=address)
    (found,) = programs_of(load_project(config_file)).found
    assert "other computers can see" in found.message


@pytest.mark.parametrize("address", ["127.0.0.1:80", "127.1.2.3:8000", "[::1]:1", "localhost:80"])
def test_a_preview_for_oneself_is_not(tmp_path: Path, address: str) -> None:
    config_file = write_project(tmp_path, COURSE_FILES, dev_addr=address)
    assert programs_of(load_project(config_file)).found == ()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("docs_dir", "/"),
        ("docs_dir", "../.."),
        ("plugins", [{"answerable": {"scenarios": "/etc"}}]),
        ("plugins", [{"answerable": {"scenarios": "../other"}}]),
    ],
)
def test_nothing_outside_of_the_project_is_read(tmp_path: Path, setting: str, value: Any) -> None:
    config_file = write_project(tmp_path / "course", COURSE_FILES, **{setting: value})
    with pytest.raises(BuildFailed, match=r"points outside|replace your files"):
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
def test_no_program_outside_of_the_project_is_run(tmp_path: Path, settings: dict[str, Any]) -> None:
    project = load_project(write_project(tmp_path / "course", COURSE_FILES, **settings))
    with pytest.raises(BuildFailed, match="points outside"):
        programs_of(project)


def test_a_plain_project_is_never_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert programs_of(load_project(write_project(tmp_path, COURSE_FILES))).found == ()
    assert programs_of(load_project(ROOT / "mkdocs.yml")).found == ()
    monkeypatch.chdir(tmp_path)
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
    assert found.message == f"`{field}` is too long: 2000 entries, but only {limit} are allowed."
    assert found.location.line


def test_a_course_may_not_have_more_tags_than_anybody_could_read(tmp_path: Path) -> None:
    files = copy.deepcopy(dict(COURSE_FILES))
    base = files["at-the-door/lost-key.yml"]
    for number in range(6):
        tags = [f"tag {number} {one}" for one in range(200)]
        files[f"at-the-door/s{number}.yml"] = base | {"title": f"Title {number}", "tags": tags}
    report = check_course(write_course(tmp_path, files), TODAY)
    (found,) = [one for one in report.diagnostics if one.code == "AN206"]
    assert "different tags, but only 1,000 are allowed" in found.message


@pytest.mark.parametrize("command", ["check", "fmt"])
def test_a_course_behind_a_link_is_neither_read_nor_changed(
    tmp_path: Path,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    config_file = write_project(tmp_path / "project", COURSE_FILES)
    monkeypatch.chdir(config_file.parent)
    outside = Path("scenarios").rename(tmp_path / "outside")
    Path("scenarios").symlink_to(outside, target_is_directory=True)
    before = _tree(outside)
    assert cli.main([command]) == 1
    assert "points outside the project" in capsys.readouterr().err
    assert _tree(outside) == before


def test_a_link_in_the_place_of_settings_is_not_read(tmp_path: Path) -> None:
    config_file = write_project(tmp_path / "project", COURSE_FILES)
    config_file.rename(tmp_path / "secret.yml")
    config_file.symlink_to("../secret.yml")
    with pytest.raises(BuildFailed, match="points outside its folder"):
        load_project(config_file)

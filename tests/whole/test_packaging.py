"""What is installed: every file that the program needs, and nothing else."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import answerable
from answerable import __version__
from answerable.authoring.scaffold import templates
from answerable.build.mkdocs.plugin import AnswerablePlugin
from tests.support.courses import ROOT

SOURCE = ROOT / "generator"
DATA = {".jinja", ".html", ".css", ".js", ".typ", ".ttf", ".txt", ".typed", ".md", ".po"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_a_new_course_knows_the_name_of_the_wheel(wheel: zipfile.ZipFile) -> None:
    text = templates.render("files/requirements.txt", requirement=None, version=__version__)
    assert text.splitlines()[-1] == f"./{Path(wheel.filename or '').name}"


def _source_files() -> set[str]:
    return {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _packaged(wheel: zipfile.ZipFile) -> set[str]:
    return {name for name in wheel.namelist() if ".dist-info/" not in name}


def test_the_wheel_holds_the_package_and_no_more(wheel: zipfile.ZipFile) -> None:
    assert _packaged(wheel) == _source_files()


def test_every_kind_of_data_is_there(wheel: zipfile.ZipFile) -> None:
    suffixes = {Path(name).suffix or f".{name}" for name in _packaged(wheel)}
    suffixes |= {".typed"} if "answerable/py.typed" in _packaged(wheel) else set()
    assert suffixes >= DATA
    for folder in (
        *("site/templates", "site/theme/partials", "site/assets"),
        "handouts/typeset/typefaces/atkinson",
    ):
        assert [name for name in _packaged(wheel) if name.startswith(f"answerable/{folder}/")]


def test_the_installed_package_is_complete() -> None:
    """Tests run against an installed wheel: a data file that it lacks is missed here."""
    installed = Path(answerable.__file__).parent
    there = {
        f"answerable/{path.relative_to(installed).as_posix()}"
        for path in installed.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there == _source_files()


def test_every_module_can_be_imported() -> None:
    names = [module.name for module in pkgutil.walk_packages(answerable.__path__, "answerable.")]
    for name in names:
        importlib.import_module(name)
    modules = {name for name in _source_files() if name.endswith(".py")}
    assert len(names) == len(modules) - 1  # all but the package itself


def test_fonts_come_with_their_licence(wheel: zipfile.ZipFile) -> None:
    folders = {name.rpartition("/")[0] for name in _packaged(wheel) if name.endswith(".ttf")}
    assert folders
    for folder in folders:
        licence = wheel.read(f"{folder}/OFL.txt").decode()
        assert "SIL OPEN FONT LICENSE" in licence.upper()


def test_metadata(wheel: zipfile.ZipFile) -> None:
    (name,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    metadata = Parser().parsestr(wheel.read(name).decode())
    assert metadata["Version"] == answerable.__version__
    assert metadata["License-Expression"] == "MIT"
    licences = [n for n in wheel.namelist() if "/licenses/" in n]
    assert [n.rpartition("/")[2] for n in licences] == ["LICENSE"]


def test_entry_points(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (script,) = entry_points(group="console_scripts", name="answerable")
    monkeypatch.setattr("sys.argv", ["answerable", "--version"])
    assert script.load()() == 0
    assert capsys.readouterr().out.startswith("answerable, version ")
    (plugin,) = entry_points(group="mkdocs.plugins", name="answerable")
    assert plugin.load() is AnswerablePlugin


def _imported_packages() -> set[str]:
    """Top-level names that the package imports, beside the standard library and itself."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"answerable"}


def test_dependencies_are_those_that_are_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[^\w-]", text)[0].lower() for text in project["dependencies"]}
    named = {
        "PIL": "pillow",
        "docx": "python-docx",
        "yaml": "pyyaml",
        "markdown_it": "markdown-it-py",
        "fontTools": "fonttools",
        "spellchecker": "pyspellchecker",
    }
    imported = {named.get(name, name).lower() for name in _imported_packages()}
    # The theme is named in mkdocs.yml, not imported; pydantic brings its core and its constraints.
    brought = {"annotated_types", "pydantic_core"}
    assert declared - {"mkdocs-material"} == imported - brought


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_every_package_with_hashes_and_name_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    pins = re.findall(r"^([\w.\[\]-]+)==\S+(.*(?:\n {4}.*)*)", text, re.MULTILINE)
    assert len(pins) > 10
    assert [package for package, rest in pins if "--hash=sha256:" not in rest] == []
    loose = [line for line in text.splitlines() if re.match(r"\w", line) and "==" not in line]
    assert loose == []


def test_the_lock_holds_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8").lower()
        for requirement in project["dependencies"]:
            package = re.split(r"[^\w-]", requirement)[0].lower()
            assert f"\n{package}==" in f"\n{text}", (name, package)

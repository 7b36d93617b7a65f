"""A build after any edits gives, to the byte, what one from nothing gives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from answerable.build.packages import SITE
from answerable.build.site import build_course
from answerable.site import context
from answerable.site.context import PORTION
from tests.support.built import contents
from tests.support.courses import TODAY
from tests.support.languages import write_german_project


def _reword(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Replace a text by another one, in a file that may have been deleted."""

    def edit(project: Path) -> None:
        if (file := project / name).exists():
            text = file.read_text("utf-8")
            assert old in text
            file.write_text(text.replace(old, new), "utf-8")

    return edit


def _rename(name: str, new: str) -> Callable[[Path], object]:
    return lambda project: (project / name).rename(project / new)


def _reorder(project: Path) -> None:
    file = project / "scenarios/course.yml"
    course = yaml.safe_load(file.read_text("utf-8"))
    course["modules"].reverse()
    file.write_text(yaml.safe_dump(course), "utf-8")


def _picture(colour: str) -> Callable[[Path], None]:
    """Show a picture of this colour in a scenario, which may be deleted."""

    def edit(project: Path) -> None:
        if (file := project / DOOR / "wet-dog.yml").exists():
            Image.new("RGB", (600, 400), colour).save(project / DOOR / "dog.png")
            text = file.read_text("utf-8")
            file.write_text(text + ("" if "picture:" in text else "picture: dog.png | A dog\n"))

    return edit


def _obstruct(project: Path) -> None:
    page = project / "site/scenarios/last-order/index.html"
    page.unlink(missing_ok=True)
    (page / "empty").mkdir(parents=True, exist_ok=True)


DOOR, TABLE = "scenarios/at-the-door", "scenarios/at-the-table"
EDITS: dict[str, Callable[[Path], object]] = {
    "change a situation": _reword(f"{DOOR}/lost-key.yml", "rain", "snow"),
    "change a title": _reword(f"{DOOR}/no-room.yml", "No room", "No bed"),
    "change a lesson": _reword(f"{DOOR}/wet-dog.yml", "purpose was", "purpose is"),
    "change a reply": _reword(f"{TABLE}/last-order.yml", "closed at ten", "closed at nine"),
    "change a summary": _reword(f"{TABLE}/last-order.yml", "title:", "summary: Late.\ntitle:"),
    "change an earlier id": _reword(f"{DOOR}/lost-key.yml", "title:", "aliases: [key]\ntitle:"),
    "change a tag": _reword(f"{TABLE}/last-order.yml", "kitchen", "evening"),
    "rename": _rename(f"{DOOR}/wet-dog.yml", f"{DOOR}/soaked-dog.yml"),
    "delete": _rename(f"{DOOR}/no-room.yml", "no-room.yml"),
    "move": _rename(f"{TABLE}/last-order.yml", f"{DOOR}/last-order.yml"),
    "reorder": _reorder,
    "change a module": _reword("scenarios/course.yml", "At the table", "At table"),
    "change all questions": _reword("scenarios/course.yml", "id: inn", "id: inn\nconfidence: true"),
    "change a translation": _reword(f"{DOOR}/lost-key.de.yml", "Regen", "Schnee"),
    "delete a translation": _rename(f"{TABLE}/cold-soup.de.yml", "cold-soup.de.yml"),
    "add a picture": _picture("#123456"),
    "change a picture": _picture("#654321"),
    "change a term": _reword("scenarios/course.de.yml", "Telefon", "Fernsprecher"),
    "change the site": _reword("mkdocs.yml", "Practise", "Exercise"),
    "change a published page": _reword("site/scenarios/cold-soup/index.html", "soup", "stew"),
    "put a folder in a published page's place": _obstruct,
    "delete published questions": lambda project: (project / "site/questions/lost-key.js").unlink(),
}


@pytest.mark.usefixtures("quick_cards")
@settings(
    max_examples=3,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    edits=st.lists(st.sampled_from(sorted(EDITS)), min_size=2, max_size=4, unique=True),
    portion=st.sampled_from([1, PORTION]),
)
def test_edits_leave_nothing_behind(
    edits: list[str],
    portion: int,
    tmp_path_factory: pytest.TempPathFactory,
    forget: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(context, "PORTION", portion)  # with 1, the course is a large one
    project = tmp_path_factory.mktemp("edited")
    config_file = write_german_project(project)
    forget()
    site = _build(config_file)
    for name in edits:
        EDITS[name](project)
        _build(config_file)
    edited = contents(site)
    shutil.rmtree(site)
    forget()
    assert edited == contents(_build(config_file))


@pytest.mark.usefixtures("quick_cards")
def test_only_files_that_change_are_written(tmp_path: Path, forget: Callable[[], None]) -> None:
    forget()
    config_file = write_german_project(tmp_path)
    site = _build(config_file)
    before = _numbers(site)
    EDITS["change a situation"](tmp_path)
    _build(config_file)
    after = _numbers(site)
    new = {path for path, number in after.items() if number != before.get(path)}
    assert "scenarios/lost-key/index.html" in new
    assert "questions/lost-key.js" in new
    for path in ("scenarios/wet-dog/index.html", "de/scenarios/wet-dog/index.html"):
        assert path in before.keys() - new


def _build(config_file: Path) -> Path:
    return build_course(config_file, SITE, today=TODAY, progress=lambda _: None)[0]


def _numbers(site: Path) -> dict[str, int]:
    """What tells a linked file from a new one with the same content."""
    return {path: (site / path).stat().st_ino for path in contents(site)}

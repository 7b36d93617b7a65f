"""What is printed and published from the studio is what the command line makes."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from answerable.build.studio.studio import Studio
from answerable.build.studio.views.printing import PIECES
from tests.support.quick import replace_handouts

from .conftest import OWN, typed

SOON = 60


class Making:
    """Jobs of the course, each waited for."""

    def __init__(self, browser: TestClient, course: str) -> None:
        self.browser = browser
        self.course = course

    def make(self, part: str, **fields: str) -> tuple[str, str]:
        """The address of the job, and its page once it has ended."""
        answer = self.browser.post(f"{self.course}/{part}", data=fields, headers=OWN)
        job = answer.headers["location"]
        end = time.monotonic() + SOON
        while "data-runs" in (page := self.browser.get(job).text):
            assert time.monotonic() < end
            time.sleep(0.05)
        return job, page

    def file(self, part: str, **fields: str) -> bytes:
        """The file that a job makes."""
        job, page = self.make(part, **fields)
        assert "Done." in page, page
        return self.browser.get(f"{job}/file").content


@pytest.fixture
def making(inside: TestClient, course: str) -> Making:
    return Making(inside, course)


def names_in(zipped: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        return archive.namelist()


class TestPrint:
    @pytest.mark.parametrize("name", [*PIECES, "calibration"])
    def test_every_piece_is_made(self, making: Making, name: str) -> None:
        content = making.file("print", name=name, paper="a4")
        if name == "kit":
            assert any(one.endswith(".pdf") for one in names_in(content))
        else:
            assert content.startswith(b"<!doctype html>" if name == "slides" else b"%PDF")

    def test_cards_are_looked_at_before_they_are_downloaded(self, making: Making) -> None:
        job, page = making.make("print", name="scenarios", module="first-words")
        assert f'src="{job}/look"' in page
        look = making.browser.get(f"{job}/look")
        assert look.headers["content-security-policy"].startswith("sandbox")
        assert "appointment" in look.text

    def test_what_isnt_offered_is_as_usual(self, making: Making) -> None:
        fields = {
            "paper": "../x",
            "stock": "no-such",
            "card": "1x1",
            "duplex": "?",
            "copies": "9999999",
            "people": "x",
            "language": "xx",
        }
        assert making.file("print", name="commitment", **fields).startswith(b"%PDF")
        answer = making.browser.post(f"{making.course}/print", data={"name": "?"}, headers=OWN)
        assert answer.headers["location"] == f"{making.course}/print"

    def test_options_that_exclude_each_other_are_put_right(self, making: Making) -> None:
        fields = {"duplex": "fold", "sides": "backs", "card": "a7"}
        assert making.file("print", name="scenarios", **fields).startswith(b"%PDF")
        fields |= {"large_print": "on", "stock": "plain-a5"}
        assert making.file("print", name="scenarios", **fields).startswith(b"%PDF")

    def test_an_unknown_module_is_said(self, making: Making) -> None:
        _, page = making.make("print", name="index", module="gone")
        assert "Not made" in page
        assert "AN404" in page

    @pytest.mark.parametrize(
        ("entered", "kept"),
        [
            (("0.5", "-1"), (0.5, -1.0)),
            (("0,5", "99"), (0.5, 20.0)),
            (("nan", "x"), (0.0, 0.0)),
            (("inf", ""), (0.0, 0.0)),
        ],
    )
    def test_the_offset_of_the_backs_is_remembered(
        self, making: Making, entered: tuple[str, str], kept: tuple[float, float]
    ) -> None:
        fields = dict(zip("xy", entered, strict=True))
        making.browser.post(f"{making.course}/offset", data=fields, headers=OWN)
        page = making.browser.get(f"{making.course}/print").text
        found = tuple(
            float(re.findall(rf'name="{axis}" [^>]*value="([^"]*)"', page)[0]) for axis in "xy"
        )
        assert found == kept


class TestPublish:
    @pytest.fixture(autouse=True)
    def _quickly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        replace_handouts(monkeypatch.setattr)

    def test_a_folder(self, making: Making, project: Path) -> None:
        job, page = making.make("publish", goal="site")
        assert "Done." in page
        assert str(project / "site") in page
        assert (project / "site/index.html").exists()
        assert making.browser.get(f"{job}/file").status_code == 404

    @pytest.mark.parametrize(
        ("goal", "within"),
        [
            ("zip", "index.html"),
            ("scorm-1.2", "imsmanifest.xml"),
            ("scorm-2004", "imsmanifest.xml"),
        ],
    )
    def test_a_file(self, making: Making, goal: str, within: str) -> None:
        found = names_in(making.file("publish", goal=goal))
        assert any(one.endswith(within) for one in found)

    def test_what_isnt_saved_stays_out_and_is_said(
        self, making: Making, course: str, project: Path
    ) -> None:
        (file,) = project.glob("scenarios/*/no-appointment.yml")
        address = f"{course}/scenario/{file.parent.name}/{file.name}"
        making.browser.post(f"{address}/draft", json=typed(title="Not yet"), headers=OWN)
        assert "aren’t saved" in making.browser.get(f"{course}/publish").text
        making.make("publish", goal="site")
        assert "Not yet" not in (project / "site/index.html").read_text()

    def test_errors_are_shown_and_the_old_site_stays(self, making: Making, project: Path) -> None:
        making.make("publish", goal="site")
        before = (project / "site/index.html").read_bytes()
        (file,) = project.glob("scenarios/*/no-appointment.yml")
        file.write_text("title: No more\n")
        _, page = making.make("publish", goal="site")
        assert "Not made" in page
        assert 'data-severity="error"' in page
        assert (project / "site/index.html").read_bytes() == before

    def test_a_folder_that_no_build_has_made_is_left_alone(
        self, making: Making, project: Path
    ) -> None:
        (project / "site").mkdir()
        (project / "site/mine.txt").write_text("mine")
        _, page = making.make("publish", goal="site")
        assert "Not made" in page
        assert (project / "site/mine.txt").read_text() == "mine"

    def test_warnings_prevent_it_if_so_wished(self, making: Making, project: Path) -> None:
        (file,) = project.glob("scenarios/*/no-appointment.yml")
        file.write_text(file.read_text() + "review_by: 2001-01-01\n")
        text = file.read_text()
        file.write_text(re.sub(r"(?m)^review_by: 203.*\n", "", text))
        _, page = making.make("publish", goal="zip", strict="on")
        assert "Not made" in page

    def test_an_unknown_goal_is_refused(self, making: Making) -> None:
        answer = making.browser.post(f"{making.course}/publish", data={"goal": "?"}, headers=OWN)
        assert answer.headers["location"] == f"{making.course}/publish"
        assert making.browser.get(f"{making.course}/jobs/77").status_code == 404


class TestPrograms:
    @pytest.fixture
    def hooked(
        self, studio: Studio, inside: TestClient, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> Making:
        """A course with a program that leaves a file behind."""
        replace_handouts(monkeypatch.setattr)
        for name in ("XDG_STATE_HOME", "HOME", "LOCALAPPDATA"):
            monkeypatch.setenv(name, str(project.parent / "home"))
        config = project / "mkdocs.yml"
        config.write_text(config.read_text() + "hooks: [hook.py]\n")
        self.hook(project, "ran")
        return Making(inside, f"/c/{studio.remember(project)}")

    @staticmethod
    def hook(project: Path, name: str) -> None:
        canary = project.parent / name
        (project / "hook.py").write_text(f"open({str(canary)!r}, 'w').close()\n")

    def test_nothing_of_it_runs_before_it_is_allowed(self, hooked: Making, project: Path) -> None:
        page = hooked.browser.get(f"{hooked.course}/publish").text
        assert "contains programs" in page
        assert "hook.py" in page
        _, page = hooked.make("publish", goal="site")
        assert "AN424" in page
        assert not (project.parent / "ran").exists()

    def test_it_runs_once_it_is_allowed_as_it_was_shown(
        self, hooked: Making, project: Path
    ) -> None:
        page = hooked.browser.get(f"{hooked.course}/publish").text
        (shown,) = re.findall(r'name="fingerprint" value="(\w+)"', page)
        self.hook(project, "other")
        for sent in ({}, {"fingerprint": shown}):
            hooked.browser.post(f"{hooked.course}/trust", data=sent, headers=OWN)
            assert "contains programs" in hooked.browser.get(f"{hooked.course}/publish").text
        page = hooked.browser.get(f"{hooked.course}/publish").text
        (shown,) = re.findall(r'name="fingerprint" value="(\w+)"', page)
        hooked.browser.post(f"{hooked.course}/trust", data={"fingerprint": shown}, headers=OWN)
        _, page = hooked.make("publish", goal="site")
        assert "Done." in page
        assert (project.parent / "other").exists()
        assert not (project.parent / "ran").exists()

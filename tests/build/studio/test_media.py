"""Files are taken as the course can use them, next to its scenarios, and shown from there alone."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from .conftest import OWN

MODULE = "first-words"


def picture(colour: str = "teal", kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(stream, kind)
    return stream.getvalue()


@pytest.fixture
def address(course: str) -> str:
    return f"{course}/media/{MODULE}"


@pytest.fixture
def folder(project: Path) -> Path:
    return project / "scenarios" / MODULE


def send(inside: TestClient, address: str, name: str, content: bytes, type: str = "") -> object:  # noqa: A002
    headers = OWN | ({"content-type": type} if type else {})
    return inside.post(address, params={"name": name}, content=content, headers=headers).json()


def test_a_picture_is_kept_once_and_shown(inside: TestClient, address: str, folder: Path) -> None:
    assert send(inside, address, "Büro & Co.PNG", picture()) == {"name": "buero-co.png"}
    assert (folder / "buero-co.png").read_bytes() == picture()
    assert send(inside, address, "again.png", picture()) == {"name": "buero-co.png"}
    assert send(inside, address, "buero-co.png", picture("red")) == {"name": "buero-co-2.png"}
    shown = inside.get(f"{address}/buero-co.png")
    assert shown.content == picture()
    assert shown.headers["content-security-policy"].startswith("sandbox")
    assert shown.headers["x-content-type-options"] == "nosniff"


def test_it_can_be_undone(inside: TestClient, course: str, address: str, folder: Path) -> None:
    send(inside, address, "desk.png", picture())
    page = inside.get(f"{course}/history").text
    number = page.partition("/history/")[2].partition("/")[0]
    inside.post(f"{course}/history/{number}/undo", headers=OWN)
    assert not (folder / "desk.png").exists()


def test_what_is_pasted_has_no_name(inside: TestClient, address: str) -> None:
    assert send(inside, address, "", picture(), "image/png") == {"name": "picture.png"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.exe", b"MZ"),
        ("page.html", b"<script>alert(1)</script>"),
        ("broken.png", b"no picture"),
        ("wrong.jpg", picture()),
        ("empty.png", b""),
        ("none", b"x"),
        ("talk.mp3", b"no sound"),
        ("course.yml", b"title: x"),
    ],
)
def test_what_the_course_cant_use_is_refused_in_words(
    inside: TestClient, address: str, folder: Path, name: str, content: bytes
) -> None:
    before = sorted(folder.parent.rglob("*"))
    answer = send(inside, address, name, content)
    assert isinstance(answer, dict)
    assert len(answer["problem"]) > 10
    assert sorted(folder.parent.rglob("*")) == before


@pytest.mark.parametrize(
    "name", ["../../out.png", "..\\..\\out.png", "/etc/out.png", "a/b/out.png"]
)
def test_a_name_leads_nowhere_else(
    inside: TestClient, address: str, folder: Path, name: str
) -> None:
    assert send(inside, address, name, picture()) == {"name": "out.png"}
    assert (folder / "out.png").exists()


@pytest.mark.parametrize("module", ["nothing", "..", "guide", "..%2F..", ""])
def test_only_modules_have_files(inside: TestClient, course: str, module: str) -> None:
    address = f"{course}/media/{module}"
    answer = inside.post(address, params={"name": "a.png"}, content=picture(), headers=OWN)
    assert not answer.is_success


@pytest.mark.parametrize(
    "name", ["no-appointment.yml", "../course.yml", "..%2Fcourse.yml", "gone.png"]
)
def test_nothing_else_is_shown(inside: TestClient, address: str, name: str) -> None:
    assert not inside.get(f"{address}/{name}").is_success


def test_links_are_not_followed(
    inside: TestClient, address: str, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.png").write_bytes(picture("black"))
    (folder / "secret.png").symlink_to(tmp_path / "secret.png")
    assert inside.get(f"{address}/secret.png").status_code == 404
    assert send(inside, address, "mine.png", picture("black")) == {"name": "mine.png"}

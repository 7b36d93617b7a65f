"""Pictures next to hand-written pages are published anew, like those in scenarios."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from answerable import cli
from tests.support.built import run_mkdocs
from tests.support.courses import INDEX, write_project

NOTED = "Ada Long, 12 Mill Lane"
PAGE = """# A page

![The desk](images/desk.jpg)

![A badge](images/badge.png){ width="200" .an-badge }

![Two labels](images/labels.svg)

<img src="../images/desk.jpg" alt="The same > desk" srcset="a.webp 3w">

<img src="../images/my%20desk.jpg" alt='Mine & "yours"'>
"""
DRAWING = f"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://inkscape.org" i:by="{NOTED}">
<!-- {NOTED} --><metadata>{NOTED}</metadata><rect width="9" height="9" fill="red"/></svg>"""


def photo() -> Image.Image:
    return Image.new("RGB", (2000, 1000), "#2040c0")


def opened(file: Path) -> Image.Image:
    return Image.open(io.BytesIO(file.read_bytes()))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    docs = {"index.md": INDEX, "page.md": PAGE, "de/page.md": PAGE.replace("](", "](../")}
    config = write_project(tmp_path, docs=docs, markdown_extensions=["attr_list"])
    images = tmp_path / "content/images"
    images.mkdir()
    exif = Image.Exif()
    exif[0x013B] = NOTED  # the artist
    for name in ("desk.jpg", "my desk.jpg"):
        photo().save(images / name, exif=exif)
    badge = Image.new("RGBA", (600, 300))
    badge.paste("#c02020", (0, 0, 300, 300))
    badge.save(images / "badge.png")
    (images / "labels.svg").write_text(DRAWING, "utf-8")
    return config


def test_nothing_of_the_files_is_published_as_it_is(project: Path, tmp_path: Path) -> None:
    run_mkdocs(project)
    images = tmp_path / "site/images"
    assert {file.name for file in images.iterdir()} == {
        "desk.jpg",
        "my desk.jpg",
        "badge.png",
        "labels.svg",
    }
    for file in (tmp_path / "site").rglob("*"):
        assert file.is_dir() or NOTED.encode() not in file.read_bytes(), file
    desk = opened(images / "desk.jpg")
    assert (desk.format, desk.size) == ("JPEG", (1600, 800))
    badge = opened(images / "badge.png")
    assert (badge.format, badge.size) == ("PNG", (600, 300))
    assert badge.convert("RGBA").getpixel((500, 100)) == (0, 0, 0, 0)
    assert b'<rect width="9" height="9" fill="red"/>' in (images / "labels.svg").read_bytes()


def test_pages_show_them_in_the_width_that_the_screen_needs(project: Path, tmp_path: Path) -> None:
    run_mkdocs(project)
    page = tmp_path / "site/page"
    html = LexborHTMLParser((page / "index.html").read_text("utf-8"))
    desk, badge, labels, same, mine = html.css("article img")
    assert {name: desk.attributes[name] for name in ("alt", "width", "height")} == {
        "alt": "The desk",
        "width": "1600",
        "height": "800",
    }
    assert "loading" not in desk.attributes
    files = [one.split() for one in (desk.attributes["srcset"] or "").split(", ")]
    assert [width for _, width in files] == ["480w", "960w", "1600w"]
    for file, width in files:
        image = opened(page / file)
        assert (image.format, f"{image.width}w") == ("WEBP", width)
    assert desk.attributes["src"] == files[1][0]
    assert (badge.attributes["width"], badge.attributes["loading"]) == ("200", "lazy")
    assert badge.attributes["class"] == "an-badge"
    assert "height" not in badge.attributes
    clear = opened(page / (badge.attributes["src"] or "")).convert("RGBA")
    assert clear.getchannel("A").getpixel((500, 100)) == 0
    assert labels.attributes["src"] == "../images/labels.svg"
    assert same.attributes["srcset"] == "a.webp 3w"
    assert mine.attributes["alt"] == 'Mine & "yours"'
    assert "1600w" in (mine.attributes["srcset"] or "")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("desk.jpg", b"\xff\xd8\xff", "isn't a picture that can be read"),
        ("labels.svg", DRAWING.replace("<rect", "<script/><rect").encode(), "a program"),
    ],
)
def test_a_picture_that_cannot_be_published_is_an_error_of_its_file(
    name: str,
    content: bytes,
    says: str,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "content/images" / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check"]) == 1
    told = capsys.readouterr().err
    assert f"content/images/{name}: error[AN122]" in told
    assert says in told
    with pytest.raises(Abort):
        run_mkdocs(project)


def test_files_that_are_not_published_may_be_anything(project: Path, tmp_path: Path) -> None:
    (tmp_path / "content/images/draft.png").write_bytes(b"?")
    with project.open("a") as config:
        config.write("exclude_docs: draft.png\n")
    run_mkdocs(project)
    assert not (tmp_path / "site/images/draft.png").exists()

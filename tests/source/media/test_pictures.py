"""Pictures are decoded and saved again; whatever can't be is refused quickly, with what to do."""

from __future__ import annotations

import io
import os
import struct
import time
import zlib
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest
from PIL import Image, ImageCms, ImageDraw

from answerable.checks.check import check_course
from answerable.checks.fix import fix_course
from answerable.diagnostics import Diagnostic
from answerable.model.picture import Picture
from answerable.source.media.pictures import MOST_BYTES, original, published
from answerable.source.media.unusable import UnusableError
from answerable.source.read import media
from answerable.source.write.folder import copy_course
from tests.support.courses import MINIMAL, TODAY, write_course

NOTED = "Ada Long, 12 Mill Lane"


def drawn(mode: str = "RGB", size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """A picture with a red corner at the top left, on blue."""
    image = Image.new("RGB", size, "#2040c0")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 3, size[1] // 3), fill="#c02020")
    return image.convert(mode)


def shown(file: Path, width: int = 0) -> Image.Image:
    """The published picture, by default in its largest width."""
    picture = original(file)
    return Image.open(io.BytesIO(published(picture, width or picture.widths[-1])))


def is_red(image: Image.Image, place: tuple[int, int]) -> bool:
    red, _, blue = image.convert("RGB").getpixel(place)  # type: ignore[misc]
    return bool(red > 150 and blue < 90)


def test_metadata_of_any_kind_is_gone(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x013B] = NOTED  # the artist
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 0.0)  # latitude
    packet = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{NOTED}</x:xmpmeta>".encode()
    file = tmp_path / "desk.jpg"
    drawn().save(file, exif=exif, xmp=packet, comment=NOTED.encode())
    assert NOTED.encode() in file.read_bytes()
    picture = original(file)
    for width in picture.widths:
        content = published(picture, width)
        assert NOTED.encode() not in content
        again = Image.open(io.BytesIO(content))
        assert not again.getexif()
        assert set(again.info) <= {"loop", "background", "timestamp", "duration"}


@pytest.mark.parametrize(
    ("turn", "size", "red"),
    [(1, (1200, 800), (50, 50)), (3, (1200, 800), (1150, 750)), (6, (800, 1200), (750, 50))],
)
def test_pictures_are_turned_as_the_camera_says(
    turn: int, size: tuple[int, int], red: tuple[int, int], tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    drawn().save(tmp_path / "desk.jpg", exif=exif)
    picture = original(tmp_path / "desk.jpg")
    assert (picture.width, picture.height) == size
    assert is_red(shown(tmp_path / "desk.jpg"), red)


def test_pictures_are_published_in_widths_up_to_their_own(tmp_path: Path) -> None:
    for width, widths in [(300, (300,)), (700, (480, 700)), (5000, (480, 960, 1600))]:
        file = tmp_path / f"{width}.png"
        drawn(size=(width, width // 2)).save(file)
        picture = original(file)
        assert picture.widths == widths
        for each in widths:
            assert shown(file, each).size == (each, picture.height_at(each))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_any_kind_of_pixels_keeps_its_colours(mode: str, tmp_path: Path) -> None:
    file = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    if mode == "I;16":
        Image.new("I;16", (40, 30), 0x8000).save(file)
        assert shown(file).convert("L").getpixel((5, 5)) == pytest.approx(0x80, abs=3)
        return
    drawn(mode).save(file)
    image = shown(file)
    if mode in ("1", "L", "LA"):
        assert image.convert("L").getpixel((50, 50)) == pytest.approx(  # as bright as it was
            drawn(mode).convert("L").getpixel((50, 50)), abs=8
        )
    else:
        assert is_red(image, (50, 50))


def test_clear_parts_are_white_so_that_black_lines_are_seen_on_dark_pages(tmp_path: Path) -> None:
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert shown(tmp_path / "a.png").getpixel((5, 5)) == (255, 255, 255)
    content = published(original(tmp_path / "a.png"), 40, clear=True)
    assert Image.open(io.BytesIO(content)).convert("RGBA").getpixel((5, 5))[3] == 0


def test_colours_are_those_of_screens(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    drawn().save(tmp_path / "a.jpg", icc_profile=profile)  # one that doesn't fit the pixels
    assert is_red(shown(tmp_path / "a.jpg"), (50, 50))


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.png", "b.png"):
        drawn().save(tmp_path / name)
    one, other = original(tmp_path / "a.png"), original(tmp_path / "b.png")
    assert one.content == other.content
    assert published(one, 480) == published(other, 480)


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG with a header, and not much else."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def whole_jpeg() -> bytes:
    stream = io.BytesIO()
    drawn().save(stream, "JPEG")
    return stream.getvalue()


HOSTILE = {
    "200 megapixels": ("a.png", png_that_claims(20_000, 10_000)),
    "a bomb": ("a.png", png_that_claims(0x7FFFFFFF, 0x7FFFFFFF)),
    "a long side": ("a.png", png_that_claims(20_000, 2)),
    "no pixels": ("a.png", png_that_claims(0, 0)),
    "less than it claims": ("a.png", png_that_claims(4000, 4000)),
    "cut off": ("a.jpg", whole_jpeg()[:2000]),
    "a head alone": ("a.jpg", b"\xff\xd8\xff\xe0"),
    "nothing": ("a.jpg", b""),
    "a wrong ending": ("a.gif", whole_jpeg()),
    "no ending": ("a", whole_jpeg()),
    "a program": ("a.png", b"MZ\x90\0" + b"\0" * 1000),
    "PostScript": ("a.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n"),
    "an empty drawing": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "many bytes": ("a.jpg", whole_jpeg() + b"\0" * MOST_BYTES),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_at_once(name: str, tmp_path: Path) -> None:
    file, content = HOSTILE[name]
    (tmp_path / file).write_bytes(content)
    begun = time.process_time()
    with pytest.raises(UnusableError) as refused:
        original(tmp_path / file)
    assert time.process_time() - begun < 1
    assert refused.value.message.endswith(".")
    assert refused.value.hint


def test_a_picture_that_changes_while_a_build_runs_is_not_published(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    Image.new("RGB", (33, 17), "#123456").save(file)
    picture = original(file)
    Image.new("RGB", (33, 17), "#654321").save(file)
    with pytest.raises(UnusableError, match="has changed"):
        published(picture, 33)


def found(course: Path) -> list[Diagnostic]:
    return [one for one in check_course(course, TODAY).diagnostics if one.code == "AN122"]


def course_with(folder: Path, picture: str) -> Path:
    return write_course(folder, {"a/b.yml": {**MINIMAL, "picture": picture}})


def test_a_picture_is_next_to_the_scenario_or_in_the_folder_for_media(tmp_path: Path) -> None:
    course = course_with(tmp_path / "course", "desk.png | A desk")
    assert found(course)[0].message == "There is no file `desk.png` here."
    (course / "media").mkdir()
    drawn().save(course / "media/desk.png")
    assert not found(course)
    report = check_course(course, TODAY)
    assert report.course
    assert [module.id for module in report.course.modules] == ["a"]  # `media` is none
    drawn(size=(20, 10)).save(course / "a/desk.png")
    report = check_course(course, TODAY)
    assert report.course.scenarios[0].media[0][1].width == 20  # the nearer one


@pytest.mark.parametrize("name", ["media/desk.png", "Desk.png", "pictures/DESK.png"])
def test_a_file_that_is_there_is_suggested_for_another_path(name: str, tmp_path: Path) -> None:
    course = course_with(tmp_path / "course", f"{name} | A desk")
    (course / "media").mkdir()
    drawn().save(course / "media/desk.png")
    (problem,) = found(course)
    assert problem.hint.startswith("did you mean `desk.png`?")


@pytest.mark.parametrize("target", ["desk.png", "gone.png"])
def test_a_link_that_leads_nowhere_or_to_itself_is_called_broken(
    target: str, tmp_path: Path
) -> None:
    course = course_with(tmp_path / "course", "desk.png | A desk")
    (course / "a/desk.png").symlink_to(target)
    (problem,) = found(course)
    assert problem.message == "The link `desk.png` is broken."
    assert problem.hint == "put a copy of the file itself here"


@pytest.mark.parametrize(("written", "stored"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_an_accent_may_be_a_character_of_its_own(
    written: Literal["NFC", "NFD"], stored: Literal["NFC", "NFD"], tmp_path: Path
) -> None:
    name = "Frau Müller.png"
    course = course_with(tmp_path / "course", f"{normalize(written, name)} | A desk")
    drawn().save(course / "a" / normalize(stored, name))
    assert not found(course)


def test_a_picture_that_is_too_small_to_be_seen_is_told(tmp_path: Path) -> None:
    course = course_with(tmp_path / "course", "desk.png | A desk")
    for size, told in (((1, 1), True), ((239, 100), True), ((100, 240), False)):
        drawn(size=size).save(course / "a/desk.png")
        small = [one for one in check_course(course, TODAY).diagnostics if one.code == "AN124"]
        assert bool(small) is told
        assert all(f"only {size[0]} x {size[1]} pixels" in one.message for one in small)


def test_a_logo_has_to_be_larger(tmp_path: Path) -> None:
    files = {"course.yml": {"brand": {"logo": "media/logo.png"}}, "a/b.yml": MINIMAL}
    course = write_course(tmp_path, files)
    (course / "media").mkdir()
    for side, told in ((511, True), (512, False)):
        drawn(size=(side, 100)).save(course / "media/logo.png")
        found = check_course(course, TODAY).diagnostics
        assert [one.location.line for one in found if one.code == "AN124"] == [2] * told


@pytest.mark.parametrize("word", ["decorative", "Decorative"])
def test_the_short_form_says_that_nothing_matters(word: str) -> None:
    picture = Picture.model_validate(f"desk.png | {word} | Ada Long")
    assert (picture.decorative, picture.words, picture.credit) == (True, "", "Ada Long")


def test_the_file_that_breaks_the_budget_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"a/{name}.yml": {**MINIMAL, "picture": f"{name}.png | A desk"} for name in "bcd"}
    course = write_course(tmp_path, files)
    for width, name in [(40, "b"), (400, "c"), (50, "d")]:
        drawn(size=(width, width)).save(course / f"a/{name}.png")
    sizes = [(course / f"a/{name}.png").stat().st_size for name in "bcd"]
    monkeypatch.setattr(media, "BUDGET", sum(sizes) - 1)
    (problem,) = found(course)
    assert problem.location.path.endswith("d.yml")
    assert problem.hint.startswith("save smaller copies of the largest: `a/c.png`")


def test_links_and_pipes_are_no_pictures(tmp_path: Path) -> None:
    drawn().save(tmp_path / "secret.png")
    course = course_with(tmp_path / "course", "desk.png | A desk")
    place = course / "a/desk.png"
    place.symlink_to(tmp_path / "secret.png")
    assert any("points outside" in one.message for one in found(course))
    place.unlink()
    os.mkfifo(place)
    assert found(course)
    place.unlink()
    place.symlink_to("/dev/zero")
    assert found(course)
    place.unlink()
    place.mkdir()
    assert found(course)


def test_changes_are_tried_with_the_pictures_there(tmp_path: Path) -> None:
    course = course_with(tmp_path / "course", "desk.png | A desk")
    (course / "media").mkdir()
    drawn().save(course / "media/desk.png")
    scenario = course / "a/b.yml"
    scenario.write_text(scenario.read_text("utf-8").replace("lesson:", "leson:"), "utf-8")
    (change,) = fix_course(course, TODAY)
    assert "lesson:" in change.after
    copy_course(course, tmp_path / "copy")
    assert not found(tmp_path / "copy")

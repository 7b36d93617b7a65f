"""SVGs are drawn to pixels; whatever could reach out of them, or never end, is refused."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from answerable.source.media import drawings
from answerable.source.media.pictures import in_box, original, published
from answerable.source.media.unusable import UnusableError
from answerable.source.read.load import load_course
from tests.support.courses import MINIMAL, write_course

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'
)
RECT = '<rect width="20" height="20" fill="#7a1f4b"/>'


def svg(inside: str = RECT, attributes: str = 'viewBox="0 0 40 20"') -> str:
    return SVG.format(attributes, inside)


def shown(file: Path) -> Image.Image:
    picture = original(file)
    content = published(picture, picture.widths[-1], clear=True)
    return Image.open(io.BytesIO(content)).convert("RGBA")


def opacity(image: Image.Image, x: int) -> int:
    return image.getchannel("A").getpixel((x, 400))  # type: ignore[return-value]


def test_a_drawing_is_sharp_and_clear_where_nothing_is_drawn(tmp_path: Path) -> None:
    file = tmp_path / "logo.svg"
    file.write_text(svg(), "utf-8")
    picture = original(file)
    assert (picture.widths, picture.height) == ((480, 960, 1600), 800)
    image = shown(file)
    red, green, blue, opaque = image.getpixel((400, 400))  # type: ignore[misc]
    assert abs(red - 0x7A) + abs(green - 0x1F) + abs(blue - 0x4B) < 20
    assert opaque == 255
    assert opacity(image, 1200) == 0
    assert sum(0 < opacity(image, x) < 255 for x in range(790, 810)) <= 2
    assert Image.open(io.BytesIO(in_box(picture, 48, 48))).size == (48, 48)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 24 24"', (1600, 1600)),
        ('viewBox="0 0 1e6 1e6"', (1600, 1600)),
        ('viewBox="0 0 100000000 50000000"', (1600, 800)),
        ('width="10mm" height="40mm"', (800, 3200)),
    ],
)
def test_a_drawing_of_any_size_is_as_large_as_its_largest_picture(
    attributes: str, size: tuple[int, int], tmp_path: Path
) -> None:
    file = tmp_path / "a.svg"
    file.write_text(svg('<rect width="100%" height="100%"/>', attributes), "utf-8")
    assert (original(file).width, original(file).height) == size


def test_texts_are_drawn_in_any_script_with_the_fonts_of_the_program(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    for words in ("Desk", "مكتب"):
        file.write_text(svg(f'<text y="15" font-family="Helvetica">{words}</text>'), "utf-8")
        assert shown(file).getbbox()


@pytest.mark.parametrize("words", ["ấ ạ̣ é", "a\u200db\ufe0f\u00a0c\u2003d", "→ ≤ ✓ ½"])
def test_letters_with_marks_and_what_has_no_shape_are_no_obstacle(
    words: str, tmp_path: Path
) -> None:
    file = tmp_path / "sign.svg"
    file.write_text(svg(f'<text y="15">{words}</text>'), "utf-8")
    assert shown(file).getbbox()


def test_texts_that_would_be_boxes_are_refused_with_a_remedy(tmp_path: Path) -> None:
    file = tmp_path / "sign.svg"
    file.write_text(svg('<text y="15">Exit<tspan>&#x51FA;口 สวัสดี</tspan></text>'), "utf-8")
    with pytest.raises(UnusableError) as refused:
        original(file)
    assert (
        "no font for characters of the drawing: “ด”, “ว”, “ส” and 4 more." in refused.value.message
    )
    assert "PNG" in refused.value.hint
    titles = "<title>出口</title><text y='15'>Exit<title>出口</title></text>"
    file.write_text(svg(f"{titles}{RECT}"), "utf-8")
    assert shown(file).getbbox(), "a title isn't drawn"


def test_texts_within_texts_are_read_once(tmp_path: Path) -> None:
    file = tmp_path / "sign.svg"
    file.write_text(svg("<text>" * 200 + "出" * 1_000_000 + "</text>" * 200), "utf-8")
    begun = time.process_time()
    with pytest.raises(UnusableError, match="no font for characters"):
        original(file)
    assert time.process_time() - begun < 1


def test_a_text_is_drawn_in_the_typeface_that_it_names_if_it_is_a_ready_one(tmp_path: Path) -> None:
    drawn = set()
    for family in ("Helvetica", "Atkinson Hyperlegible Next", "Literata"):
        file = tmp_path / f"{family}.svg"
        file.write_text(svg(f'<text y="15" font-family="{family}">Desk</text>'), "utf-8")
        drawn.add(shown(file).tobytes())
    assert len(drawn) == 3


def test_links_and_what_editors_write_do_no_harm(tmp_path: Path) -> None:
    """Nothing but pixels is published, so a link is only what is drawn in it."""
    doctype = (
        '<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="file:///etc/passwd"?>'
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    )
    inside = f'<metadata>Ada</metadata><a xlink:href="https://example.com">{RECT}</a>'
    file = tmp_path / "a.svg"
    file.write_text(doctype + svg(inside), "utf-8")
    assert shown(file).getbbox()


def lol() -> str:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE svg [<!ENTITY l0 "lol">{levels}]>'
    return doctype + svg("<text>&l9;</text>")


def uses() -> str:
    level = '<g id="g{}">{}</g>'
    groups = [level.format(0, RECT)]
    groups += [level.format(n, f'<use xlink:href="#g{n - 1}"/>' * 10) for n in range(1, 10)]
    return svg(f'<defs>{"".join(groups)}</defs><use href="#g9"/>')


def patterns() -> str:
    pattern = '<pattern id="p{}" width="9" height="9">{}</pattern>'
    rect = '<rect width="9" height="9" fill="url(#p{})"/>'
    all_of_them = "".join(pattern.format(n, rect.format(n - 1) * 20) for n in range(1, 9))
    return svg(f"<defs>{pattern.format(0, RECT)}{all_of_them}</defs>{rect.format(8)}")


def chain(length: int) -> str:
    links = (f'<g id="g{n}"><use href="#g{n - 1}"/></g>' for n in range(1, length))
    return svg(f'<defs><g id="g0">{RECT}</g>{"".join(links)}</defs><use href="#g{length - 1}"/>')


OUTSIDE = "The drawing needs another file"
HOSTILE = {
    "an entity from a file": (
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<text>&x;</text>"),
        "ENTITY",
    ),
    "an entity of the document type": (
        '<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://localhost/x.dtd"> %x;]>' + svg(),
        "ENTITY",
    ),
    "a billion laughs": (lol(), "ENTITY"),
    "a billion uses": (uses(), "more than 100,000 shapes"),
    "a billion patterns": (patterns(), "more than 100,000 shapes"),
    "a long chain of uses": (chain(20_000), "more than 100,000 shapes"),
    "a use of itself": (svg('<g id="a"><use href="#a"/></g>'), "without an end"),
    "two uses of each other": (
        svg('<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g>'),
        "without an end",
    ),
    "a picture from a file": (svg('<image href="file:///etc/passwd"/>'), "another picture"),
    "a picture within": (
        svg('<image href="data:image/png;base64,AA=="/>'),
        "another picture",
    ),
    "a picture in a filter": (svg('<filter><feImage href="a.png"/></filter>'), "another picture"),
    "a use of a file": (svg('<use xlink:href="file:///tmp/a.svg#a"/>'), OUTSIDE),
    "a fill from a server": (svg('<rect fill="url(http://localhost/a#b)"/>'), OUTSIDE),
    "a font from a server": (
        svg("<style>@font-face{src:url( 'https://example.com/a.woff' )}</style>"),
        OUTSIDE,
    ),
    "a style from a server": (svg('<style>@import "http://localhost/a.css";</style>'), OUTSIDE),
    "a style with a name in numbers": (
        svg('<style>@\\69mport "https://example.com/a"; rect{fill:u\\72l(//a)}</style>'),
        OUTSIDE,
    ),
    "a set of pictures from a server": (
        svg("<style>rect{fill:image-set('https://example.com/a' 1x)}</style>"),
        OUTSIDE,
    ),
    "a program": (svg("<script>alert(1)</script>"), "a program (`script`)"),
    "a web page": (svg("<foreignObject><p/></foreignObject>"), "a piece of a web page"),
    "an animation": (svg('<rect><animate attributeName="x"/></rect>'), "an animation"),
    "no size": (svg(attributes='width="0" height="0"'), "empty"),
    "a thin line": (svg(attributes='width="1" height="100000"'), "too large"),
    "a thread": (svg(attributes='width="1" height="1e12"'), "empty or too complicated"),
    "nothing in it": (svg(""), "nothing to be seen"),
    "another XML file": ("<html/>", "isn't a drawing"),
    "a PNG": ("\x89PNG\r\n", "isn't a drawing"),
    "half of it": (svg()[:-20], "isn't a drawing"),
    "deep groups": (svg("<g>" * 300 + "</g>" * 300), "isn't a drawing"),
    "many bytes": (svg(" " * drawings.MOST_BYTES), "too large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_drawings_are_refused_at_once(name: str, tmp_path: Path) -> None:
    content, reason = HOSTILE[name]
    file = tmp_path / "a.svg"
    file.write_bytes(content.encode("latin-1" if name == "a PNG" else "utf-8"))
    begun = time.process_time()
    with pytest.raises(UnusableError) as refused:
        original(file)
    assert time.process_time() - begun < 1
    assert reason in refused.value.message
    assert refused.value.message.endswith(".")
    assert refused.value.hint


def test_no_other_encoding_hides_anything(tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    for encoding in ("utf-16", "utf-7"):
        file.write_bytes(f'<?xml version="1.0" encoding="{encoding}"?>{lol()}'.encode(encoding))
        with pytest.raises(UnusableError):
            original(file)


def test_a_drawing_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Filters take as long as they like, and no one can tell by looking at them."""
    monkeypatch.setattr(drawings, "_SECONDS", 0.2)
    noise = '<feTurbulence numOctaves="200" baseFrequency="0.5"/>' * 50
    file = tmp_path / "a.svg"
    cloud = f'<filter id="f">{noise}</filter><rect width="40" height="20" filter="url(#f)"/>'
    file.write_text(svg(cloud), "utf-8")
    with pytest.raises(UnusableError, match="takes longer"):
        original(file)


def test_a_course_has_drawings_as_logo_and_as_pictures(tmp_path: Path) -> None:
    brand = {"logo": "media/logo.svg", "logo_dark": "media/logo.svg"}
    scenario = {**MINIMAL, "picture": "desk.svg | A desk"}
    course = write_course(tmp_path, {"course.yml": {"brand": brand}, "a/b.yml": scenario})
    (course / "media").mkdir()
    for file in ("media/logo.svg", "a/desk.svg"):
        (course / file).write_text(svg(), "utf-8")
    loaded = load_course(course)
    assert not loaded.diagnostics
    assert loaded.course
    assert loaded.course.logo
    assert loaded.course.logo_dark
    assert loaded.course.scenarios[0].media[0][1].width == 1600

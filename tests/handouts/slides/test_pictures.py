"""A situation's picture has a slide of its own, before the situation is told."""

from __future__ import annotations

import base64
import io
from pathlib import Path

from PIL import Image
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from answerable.handouts.slides import make_slides
from tests.support.courses import load, write_course
from tests.support.pictured import FILES, draw_pictures


def test_a_picture_fills_a_slide(tmp_path: Path) -> None:
    course = load(draw_pictures(write_course(tmp_path, FILES)))
    html = HTMLParser(make_slides(course))
    slide, _ = html.css(".slide-picture")  # and a film's poster
    names = [one.attributes["id"] for one in html.css(".slide")]
    code = slide.attributes["data-code"].lower()
    assert names.index(f"{code}-picture") + 2 == names.index(f"{code}-situation")
    image = slide.css_first("img")
    assert image.attributes["alt"] == "A guest in the rain, before a door"
    kind, _, content = image.attributes["src"].partition(",")
    assert kind == "data:image/webp;base64"
    assert Image.open(io.BytesIO(base64.b64decode(content))).size == (1600, 1200)

"""Draws the pictures of the shipped course: `python docs/drawings.py`.

Each scene is a few flat shapes in the colours of the site, on a ground that suits light pages and
dark ones. The drawings are ours, under the licence of the course.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import typst
from PIL import Image

from answerable.handouts.typeset.fonts import USUAL

MEDIA = Path(__file__).parents[1] / "scenarios/media"

GROUND, FLOOR, WALL = "#d5e4e1", "#b9d0cc", "#c6dad6"
TEAL, DEEP, PALE = "#0f5c63", "#0a454b", "#8fbdba"
RUST, SUN, CREAM, WHITE, INK = "#a8431a", "#f2bf4b", "#f6ead8", "#ffffff", "#1e2b2d"
CARD, WOOD, SKIN = "#c99a5b", "#a9784a", "#e8b48c"


def box(x: float, y: float, w: float, h: float, fill: str, r: float = 8, more: str = "") -> str:
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" fill="{fill}" {more}/>'


def disc(x: float, y: float, r: float, fill: str, more: str = "") -> str:
    return f'<circle cx="{x}" cy="{y}" r="{r}" fill="{fill}" {more}/>'


def shape(path: str, fill: str, more: str = "") -> str:
    return f'<path d="{path}" fill="{fill}" {more}/>'


def stroke(path: str, colour: str, width: float = 10) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def room(wall: str = GROUND, floor: str = FLOOR, height: float = 640) -> str:
    return box(0, 0, 1600, 900, wall, 0) + box(0, height, 1600, 260, floor, 0)


def door(x: float, y: float, colour: str = TEAL, number: str = "") -> str:
    sign = (
        f'<text x="{x + 115}" y="{y + 90}" font-size="64" font-family="Atkinson Hyperlegible Next" '
        f'font-weight="700" fill="{WHITE}" text-anchor="middle">{number}</text>'
    )
    return (
        box(x - 22, y - 22, 274, 452, CREAM)
        + box(x, y, 230, 430, colour)
        + box(x + 36, y + 130, 158, 110, DEEP if colour == TEAL else "#7c3012")
        + box(x + 36, y + 270, 158, 120, DEEP if colour == TEAL else "#7c3012")
        + disc(x + 200, y + 250, 10, SUN)
        + sign
    )


def parcel(x: float, y: float, w: float = 220, h: float = 150) -> str:
    return (
        box(x, y, w, h, CARD, 6)
        + box(x + w / 2 - 18, y, 36, h, "#b88645", 0)
        + box(x + w - 86, y + h - 66, 66, 44, WHITE, 4)
        + stroke(f"M{x + w - 76} {y + h - 52}h46M{x + w - 76} {y + h - 36}h30", INK, 4)
    )


def wrong_address() -> str:
    return (
        room()
        + box(90, 110, 560, 530, CREAM, 0)
        + box(950, 110, 560, 530, WALL, 0)
        + door(255, 210, TEAL, "12")
        + door(1115, 210, RUST, "12")
        + parcel(1360, 500, 150, 140)
        + box(0, 640, 1600, 36, PALE, 0)
        + stroke("M370 790h860", WHITE, 12).replace("/>", ' stroke-dasharray="2 40"/>')
        + disc(370, 790, 26, TEAL)
        + shape("M1230 826c-30-44-44-60-44-84a44 44 0 0 1 88 0c0 24-14 40-44 84Z", RUST)
        + disc(1230, 742, 16, WHITE)
    )


def drop(x: float, y: float, size: float = 1) -> str:
    return shape(
        f"M{x} {y}c{-18 * size} {26 * size} {-24 * size} {36 * size} {-24 * size} {48 * size}"
        f"a{24 * size} {24 * size} 0 0 0 {48 * size} 0c0 {-12 * size} {-6 * size} "
        f"{-22 * size} {-24 * size} {-48 * size}Z",
        TEAL,
    )


def wet_kitchen() -> str:
    boards = "".join(
        stroke(f"M{x} 640l{(x - 800) * 0.5} 260", PALE, 5) for x in range(100, 1600, 150)
    )
    return (
        room()
        + boards
        + shape("M560 0h420c-10 40-60 70-120 66s-70 30-130 24-150-20-170-90Z", PALE)
        + drop(690, 130)
        + drop(800, 230, 1.2)
        + drop(730, 330)
        + drop(845, 420)
        + box(110, 330, 360, 310, CREAM)
        + box(130, 400, 150, 220, WALL)
        + box(300, 400, 150, 220, WALL)
        + box(90, 300, 400, 40, WOOD)
        + stroke("M250 300v-70q0-40 40-40h20q30 0 30 30v20", INK, 14)
        + box(1130, 290, 340, 350, CREAM)
        + box(1160, 350, 280, 250, WALL)
        + disc(1300, 470, 90, PALE)
        + disc(1300, 470, 60, GROUND)
        + '<ellipse cx="780" cy="760" rx="330" ry="62" fill="#8fbdba"/>'
        + '<ellipse cx="700" cy="750" rx="120" ry="18" fill="#d5e4e1"/>'
        + shape("M660 560h240l-30 190h-180Z", RUST)
        + stroke("M660 560q120-150 240 0", INK, 8)
        + '<ellipse cx="780" cy="562" rx="120" ry="24" fill="#0f5c63"/>'
    )


def nobody_rang() -> str:
    return (
        room(CREAM)
        + door(640, 180, TEAL)
        + box(930, 350, 46, 70, WHITE)
        + disc(953, 384, 12, RUST)
        + box(1060, 430, 210, 30, WOOD)
        + box(1060, 250, 24, 440, WOOD, 4)
        + box(1246, 250, 24, 440, WOOD, 4)
        + box(1084, 270, 162, 40, WOOD, 4)
        + box(1084, 335, 162, 40, WOOD, 4)
        + box(1048, 450, 234, 34, RUST)
        + disc(330, 260, 120, WHITE)
        + disc(330, 260, 120, "none", f'stroke="{DEEP}" stroke-width="14"')
        + stroke("M330 260v-76M330 260l56 34", INK, 12)
        + box(620, 690, 270, 40, PALE, 20)
    )


def no_heating() -> str:
    frost = "".join(
        disc(x, y, 8, WHITE)
        for x, y in [(190, 200), (260, 290), (330, 190), (220, 370), (350, 350)]
    )
    bars = "".join(box(x, 470, 12, 150, WOOD, 6) for x in range(640, 960, 40))
    return (
        room()
        + box(120, 120, 310, 330, CREAM)
        + box(145, 145, 260, 280, "#7fa6b5")
        + frost
        + box(268, 145, 14, 280, CREAM, 0)
        + box(600, 600, 400, 30, WOOD)
        + box(600, 440, 400, 26, WOOD)
        + bars
        + box(620, 560, 360, 46, WHITE, 20)
        + disc(690, 548, 36, SKIN)
        + box(730, 530, 230, 60, SUN, 26)
        + box(600, 440, 24, 260, WOOD)
        + box(976, 440, 24, 260, WOOD)
        + box(1090, 520, 170, 150, RUST, 20)
        + "".join(stroke(f"M{x} 548v94", SUN, 10) for x in (1125, 1160, 1195, 1230))
        + stroke("M1100 690h150", INK, 12)
        + box(1310, 90, 210, 360, WHITE, 16)
        + box(1340, 130, 150, 70, INK)
        + stroke("M1376 165h78", RUST, 10)
        + disc(1415, 280, 34, PALE)
        + stroke("M1360 450v190M1470 450v190", PALE, 20)
    )


def no_suitcase() -> str:
    bubble = "".join(
        box(560 + (120 if mine else 0), y, w, 74, TEAL if mine else WHITE, 30)
        for y, w, mine in [
            (190, 330, False),
            (290, 220, False),
            (390, 130, False),
            (640, 110, False),
        ]
    )
    dots = "".join(disc(x, 527, 11, WHITE) for x in (790, 830, 870))
    lines = stroke("M600 227h240M600 327h130M600 427h40", PALE, 12)
    return (
        box(0, 0, 1600, 900, GROUND, 0)
        + box(0, 700, 1600, 200, FLOOR, 0)
        + box(510, 70, 580, 760, INK, 60)
        + box(534, 130, 532, 640, CREAM, 20)
        + bubble
        + lines
        + box(750, 490, 170, 74, TEAL, 30)
        + dots
        + f'<text x="602" y="698" font-size="56" font-weight="700" '
        f'font-family="Atkinson Hyperlegible Next" fill="{INK}">?</text>'
        + stroke("M1180 610q70-30 130-30h40l110-50v140l-110-50h-40q-60 0-130-30Z", SUN, 18)
        + stroke("M1290 576v-40M1325 576v-40M1360 576v-40", SUN, 14)
        + stroke("M180 380h220v260H180Z", RUST, 14).replace("/>", ' stroke-dasharray="4 34"/>')
        + stroke("M250 380v-50h80v50", RUST, 14).replace("/>", ' stroke-dasharray="4 34"/>')
    )


def bag_c() -> str:
    return (
        room(CREAM)
        + box(330, 560, 820, 44, WOOD)
        + box(330, 300, 40, 400, WOOD)
        + box(330, 310, 260, 36, WOOD)
        + box(1110, 440, 40, 260, WOOD)
        + disc(700, 400, 62, SKIN)
        + shape("M640 390a62 62 0 0 1 122-18q-60 14-122 18Z", INK)
        + stroke("M678 422q22 22 46 0", INK, 6)
        + shape("M610 560q6-104 90-104t90 104Z", TEAL)
        + "".join(disc(x, y, 9, SUN) for x, y in [(660, 510), (720, 500), (745, 540), (690, 545)])
        + box(1220, 520, 90, 110, WHITE, 10)
        + box(1330, 520, 90, 110, WHITE, 10)
        + stroke("M1440 520h90v110h-90Z", RUST, 8).replace("/>", ' stroke-dasharray="4 22"/>')
        + "".join(
            f'<text x="{x}" y="598" font-size="60" font-weight="700" text-anchor="middle" '
            f'font-family="Atkinson Hyperlegible Next" fill="{c}">{t}</text>'
            for x, t, c in [(1265, "A", INK), (1375, "B", INK), (1485, "C", RUST)]
        )
        + box(90, 170, 150, 480, WHITE, 30)
        + stroke("M130 230v360M170 230v360", PALE, 8)
        + stroke("M560 760h180M820 780h120", WOOD, 22)
        + disc(1000, 770, 12, INK)
        + disc(1050, 790, 12, INK)
    )


def lamp(x: float, lit: bool) -> str:
    glow = shape(f"M{x} 250l-150 420h300Z", SUN, 'opacity="0.45"') if lit else ""
    return (
        glow
        + stroke(f"M{x} 680V240", INK, 16)
        + shape(f"M{x - 56} 250q56-80 112 0Z", INK)
        + disc(x, 258, 26, SUN if lit else "#4f6164")
    )


def school_path() -> str:
    night = "#33505a"
    return (
        box(0, 0, 1600, 900, night, 0)
        + disc(1380, 150, 60, CREAM)
        + disc(1352, 136, 56, night)
        + shape("M0 660q400-60 800-20t800-10v270H0Z", "#24404a")
        + shape("M520 900q140-150 60-250h430q-30 110 130 250Z", "#5b7a80")
        + lamp(260, True)
        + lamp(800, False)
        + lamp(1340, True)
        + disc(700, 640, 28, SKIN)
        + shape("M664 760q0-96 36-96t36 96Z", RUST)
        + box(650, 680, 30, 50, SUN, 8)
        + disc(890, 664, 24, SKIN)
        + shape("M860 764q0-80 30-80t30 80Z", PALE)
        + box(908, 692, 26, 44, TEAL, 8)
    )


def pushchair() -> str:
    rain = "".join(
        stroke(f"M{x} {y}l-14 40", PALE, 6)
        for x, y in [
            (150, 180),
            (230, 300),
            (310, 160),
            (390, 280),
            (200, 430),
            (330, 420),
            (420, 190),
        ]
    )
    return (
        room(CREAM)
        + box(90, 110, 400, 470, "#7fa6b5", 6)
        + rain
        + box(70, 570, 440, 30, WOOD)
        + box(1080, 420, 460, 230, TEAL)
        + box(1050, 390, 520, 44, WOOD)
        + box(1280, 300, 150, 90, INK)
        + box(1300, 316, 110, 50, PALE, 4)
        + shape("M640 330q190-50 250 150H660Z", RUST)
        + stroke("M880 480l110-160h50", INK, 16)
        + stroke("M660 480h230l-40 150M690 480l60 150", INK, 14)
        + disc(700, 680, 62, INK)
        + disc(700, 680, 34, FLOOR)
        + '<g transform="rotate(24 900 680)">'
        f'<ellipse cx="900" cy="680" rx="34" ry="62" fill="{INK}"/>'
        f'<ellipse cx="900" cy="680" rx="16" ry="36" fill="{FLOOR}"/></g>'
        + stroke("M960 610l34-26M976 660h44M966 712l36 20", RUST, 10)
    )


def chair(x: float, y: float, colour: str, *, broken: bool = False) -> str:
    crack = stroke(f"M{x + 30} {y + 84}l16 18-14 12 18 20", WHITE, 5) if broken else ""
    return (
        stroke(f"M{x} {y}v150M{x + 90} {y + 90}v60M{x + 10} {y + 90}v60", INK, 8)
        + box(x - 6, y, 22, 92, colour, 6)
        + box(x, y + 78, 96, 22, colour, 6)
        + crack
    )


def sixty_chairs() -> str:
    rows = "".join(
        chair(150 + 150 * column, 150 + 190 * row, TEAL) for row in range(3) for column in range(6)
    )
    cracked = "".join(
        chair(1190 + 140 * n, 340 + 190 * row, RUST, broken=True)
        for row in range(2)
        for n in range(2)
    )
    return (
        box(0, 0, 1600, 900, GROUND, 0)
        + box(0, 760, 1600, 140, FLOOR, 0)
        + box(80, 310, 1020, 14, PALE, 0)
        + box(80, 500, 1020, 14, PALE, 0)
        + box(80, 690, 1020, 14, PALE, 0)
        + rows
        + stroke("M1120 110v640", SUN, 10).replace("/>", ' stroke-dasharray="4 30"/>')
        + cracked
    )


def dispatch_error() -> str:
    return (
        room()
        + box(0, 620, 1600, 60, WOOD, 0)
        + shape("M430 330l-150-90 60-50 170 100ZM1170 330l150-90-60-50-170 100Z", "#b88645")
        + box(430, 320, 740, 320, CARD, 6)
        + box(600, 180, 400, 250, WHITE, 40)
        + box(600, 300, 400, 130, WHITE, 0)
        + box(660, 196, 110, 20, INK, 10)
        + box(830, 196, 110, 20, INK, 10)
        + shape("M672 206v-70q0-30 43-30t43 30v70Z", SUN)
        + shape("M842 206v-70q0-30 43-30t43 30v70Z", SUN)
        + box(956, 260, 26, 80, RUST, 10)
        + box(430, 420, 740, 220, CARD, 6)
        + box(1000, 540, 130, 70, WHITE, 6)
        + stroke("M1020 562h88M1020 586h60", INK, 6)
        + stroke("M540 560h120M540 590h80", "#b88645", 10)
        + box(1280, 480, 130, 140, TEAL, 16)
        + stroke("M1410 510q60 0 60 40t-60 40", TEAL, 16)
        + stroke("M1320 450q-16-24 0-46t0-46M1365 450q-16-24 0-46t0-46", WHITE, 8)
    )


SCENES: dict[str, Callable[[], str]] = {
    "two-doors": wrong_address,
    "wet-kitchen": wet_kitchen,
    "chair-by-the-door": nobody_rang,
    "cot-in-the-kitchen": no_heating,
    "waiting-messages": no_suitcase,
    "half-a-bed": bag_c,
    "dark-lamp": school_path,
    "locked-wheel": pushchair,
    "chairs-in-rows": sixty_chairs,
    "toaster-in-the-box": dispatch_error,
}


def picture(scene: Callable[[], str]) -> bytes:
    """A scene as a PNG of 1600 x 900 pixels."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900">{scene()}</svg>'
    text = (
        "#set page(width: 1600pt, height: 900pt, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    png = typst.compile(
        text.encode(),
        format="png",
        ppi=72,
        sys_inputs={"svg": svg},
        font_paths=[str(USUAL)],
    )
    made = Image.open(io.BytesIO(png)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    stream = io.BytesIO()
    made.save(stream, "PNG", optimize=True)
    return stream.getvalue()


if __name__ == "__main__":
    MEDIA.mkdir(exist_ok=True)
    for name, scene in SCENES.items():
        (MEDIA / f"{name}.png").write_bytes(picture(scene))

"""The colours that are derived from a brand's: whatever it is, everything can be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.model import Brand
from answerable.model.colours import OURS, Colours, contrast, derived
from tests.support.courses import ROOT

ANY = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def mixed(colour: str, other: str, share: float) -> str:
    """As CSS mixes `share` of a colour with another one."""
    one, two = (bytes.fromhex(name[1:]) for name in (colour, other))
    pairs = zip(one, two, strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def unreadable(colours: Colours) -> list[tuple[str, str, float]]:
    """Pairs of colours that stand on one another with too little contrast."""
    found = []

    def look(one: str, other: str, needed: float) -> None:
        if contrast(one, other) < needed:
            found.append((one, other, contrast(one, other)))

    for scheme in (colours.light, colours.dark):
        grounds = [scheme[role] for role in ("paper", "surface", "sunken")]
        softs = [role for role in scheme if role.endswith("_soft")]
        for role in (*(one.removesuffix("_soft") for one in softs), "brand_strong"):
            for ground in (*grounds, scheme[f"{role.removesuffix('_strong')}_soft"]):
                look(scheme[role], ground, 4.5)
        for role in ("ink", "muted"):
            for ground in (*grounds, *(scheme[one] for one in softs)):
                look(scheme[role], ground, 4.5)
        for ground in grounds[:2]:
            look(scheme["control"], ground, 3)
        for role in ("brand", "brand_strong"):
            look(scheme["on_brand"], scheme[role], 4.5)
        look(scheme["on_button"], scheme["button"], 4.5)
    for role in ("ink", "soft", "good", "warm_ink"):
        look(colours.paper[role], "#ffffff", 4.5)
    look(colours.paper["warm_ink"], colours.paper["warm_tint"], 4.5)
    look(colours.paper["ink"], colours.paper["warm_tint"], 4.5)
    for hue in colours.hues:
        look("#ffffff", hue, 4.5)
        look(hue, mixed(hue, "#ffffff", 0.14), 4.5)
        dark = colours.dark["surface"]
        look(mixed(hue, "#ffffff", 0.35), mixed(hue, dark, 0.45), 4.5)
        look(mixed(hue, "#ffffff", 0.35), dark, 4.5)
    for hue in colours.hues_on_dark:
        look("#ffffff", hue, 4.5)
        look(hue, colours.dark["surface"], 2)
    return found


def test_ours_can_be_read() -> None:
    assert unreadable(OURS) == []


@given(ANY, st.none() | ANY, st.lists(ANY, max_size=3))
def test_those_of_any_brand_can_be_read(main: str, accent: str | None, modules: list[str]) -> None:
    assert unreadable(derived(main, accent, tuple(modules))[0]) == []


@pytest.mark.parametrize("main", ["#000000", "#ffffff", "#ffcc00", "#00ff00", "#0000ff", "#777777"])
def test_so_can_those_of_extreme_ones(main: str) -> None:
    assert unreadable(derived(main, main, (main,))[0]) == []


def test_a_colour_that_can_be_read_is_used_as_it_is() -> None:
    colours, deviations = derived("#8a1538", "#00629b", ("#8a1538", "#3b6e22"))
    assert colours.light["brand"] == colours.paper["brand"] == "#8a1538"
    assert colours.light["accent"] == "#00629b"
    assert colours.hues == ("#8a1538", "#3b6e22")
    assert deviations == ()


def test_what_was_changed_is_told() -> None:
    given = derived("#ffcc00", "#ffb300", ("#8a1538", "#ffcc00"))
    colours, (main, accent, module) = given
    assert (main.field, main.given, main.used) == (("colour",), "#ffcc00", colours.light["brand"])
    assert (accent.field, accent.given) == (("accent",), "#ffb300")
    assert accent.used == colours.light["accent"] != "#ffb300"
    assert module.field == ("module_colours", 1)
    assert main.contrast < main.needed == 4.5


def test_neighbouring_modules_differ() -> None:
    hues = derived("#8a1538")[0].hues
    assert len(set(hues)) == len(hues) == len(OURS.hues)


def test_without_a_colour_they_are_ours() -> None:
    assert OURS.hues_on_dark == OURS.hues
    assert Brand(corners="square").colours is OURS
    assert Brand(accent="#00629b").colours.light["brand"] == OURS.light["brand"]


def test_the_styles_of_pages_begin_with_ours() -> None:
    text = (ROOT / "frontend/src/theme/tokens.css").read_text(encoding="utf-8")
    light, dark = re.split(r'\[data-md-color-scheme="slate"\] \{', text)[:2]
    for block, scheme in ((light, OURS.light), (dark.partition("}")[0], OURS.dark)):
        declared = dict(re.findall(r"--an-([\w-]+): (#\w{6});", block))
        assert declared == {role.replace("_", "-"): one for role, one in scheme.items()}

"""The fonts for what the card font lacks."""

from __future__ import annotations

import hashlib
import re

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from answerable.handouts.typeset.characters import settable
from answerable.handouts.typeset.fonts import FALLBACK, FALLBACKS, SHIPPED_FONTS, USUAL
from answerable.handouts.typeset.texts import line
from answerable.handouts.typeset.typesetting import Document

TYPED = {
    "currencies": "€₺₹₽₿₴₦₱₫₩₪₡₸",
    "arrows": "→←↑↓↔⇒⇔➡⬅↵",
    "ticks": "✓✔☑☐☒✗✘✅❌",
    "stars": "★☆⭐✦•●○■□▪▲▼◆",
    "mathematics": "≤≥≠≈±×÷∞√∑∫∈½⅓⅝⅞²³⁴₂",
    "lines": "─│┌┐└┘═║█░",
    "music and the sky": "♪♫♭♯♈♓☀☁☎✉✂⚠♥♦♠♣",
    "numbers": "①⑩Ⅳ№™℃",
    "Vietnamese": "Nguyễn Thị Ước ẵ ữ ợ",
    "African": "ƁɓƊɗƘƙƳƴƐɛƆɔŊŋƉɖ",
    "marks": "ɔ̀ ɛ̃ x̌ m̃ ọ̀",
    "Cyrillic": "ЁёҐґЇїЄєЎўЂђҚқӨөҮү",
    "Greek": "ΆάΐᾧἐνἀρχῇΩω",
    "Arabic": "ابجدپچژگکیےٹڈئؤ٠٤۴۵ًٌٍّ،؟»",
    "Hebrew": "אבגדץףךםן שָׁלוֹם ״",
}


@pytest.mark.parametrize("name", TYPED)
def test_what_people_type_is_drawn(name: str) -> None:
    assert [c for c in TYPED[name] if not SHIPPED_FONTS.draw(c)] == []


def test_latin_texts_need_no_other_font() -> None:
    chosen = SHIPPED_FONTS.chosen("Plain “text” – naïve, Łódź, 20 €")
    assert (chosen.families, chosen.folders, chosen.marked) == (
        ("Atkinson Hyperlegible Next",),
        (USUAL,),
        None,
    )


def test_files_are_those_that_the_readme_names() -> None:
    readme = (FALLBACK / "README.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"`([\w.-]+/[\w.-]+)` \| `(\w{64})`", readme))
    files = [file for name in FALLBACKS for file in (FALLBACK / name).iterdir()]
    assert {file.relative_to(FALLBACK).as_posix() for file in files} == named.keys()
    for file in files:
        assert (
            hashlib.sha256(file.read_bytes()).hexdigest()
            == named[f"{file.parent.name}/{file.name}"]
        )


@pytest.mark.parametrize("name", FALLBACKS)
def test_no_name_is_reserved(name: str) -> None:
    licence = (FALLBACK / name / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License" in licence
    assert "with Reserved Font Name" not in licence
    for file in (FALLBACK / name).glob("*.ttf"):
        with TTFont(file) as font:
            assert "fvar" not in font


def test_numbers_keep_their_direction() -> None:
    text = settable(line("הטלפון 03-123-4567, בשעה 11:42, 7"), Document("t", "he")).plain
    assert "\u206603-123-4567\u2069, בשעה \u206611:42\u2069, 7" in text
    assert settable(line("call 03-123-4567"), Document("t", "en")).plain == "call 03-123-4567"


def test_what_no_line_holds_may_be_broken_between_signs() -> None:
    text = settable(line("https://inn.example/" + "e\u0323" * 60), Document("t", "en")).plain
    assert "\u200b\u0323" not in text
    assert max(len(piece) for piece in text.split("\u200b")) < 40


def test_english_labels_keep_their_full_stop_among_texts_from_the_right() -> None:
    """Languages without a catalogue have the interface's words in English."""
    assert settable(line("Not yet."), Document("t", "fa")).plain == "\u2066Not yet.\u2069"
    assert settable(line("שלום. Hello."), Document("t", "he")).plain == "שלום. Hello."
    assert settable(line("Not yet."), Document("t", "de")).plain == "Not yet."


def test_a_mark_that_no_font_has_does_not_vanish() -> None:
    """Without its vowels, a word of Hindi would be another one."""
    assert settable(line("कि"), Document("t", "hi")).plain.count("□") == 2

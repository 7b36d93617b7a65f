"""Rules about paper: characters that no font has, and texts that don't fit on a card."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from answerable.checks.parts import strings_in
from answerable.checks.rule import Finding, Setting, Subject, course_rule, scenario_rule
from answerable.diagnostics import Diagnostic, Severity
from answerable.handouts.cards.forecast import (
    Overfull,
    overfull,
    overfull_in_course,
    picture_fits,
)
from answerable.handouts.typeset.brought import obstacle
from answerable.handouts.typeset.fonts import Fonts
from answerable.handouts.typeset.texts import printable
from answerable.model import ScenarioFile, markup
from answerable.source.read.positions import Keys, Source

_NAMED = 5
"""How many characters a finding names: a whole script would fill the screen."""

_SIGNS = "signs"
_FAMILIES: Mapping[str, str] = {
    "Japanese": "Noto Sans JP",
    "Chinese": "Noto Sans SC or Noto Sans TC",
    "Korean": "Noto Sans KR",
    _SIGNS: "Noto Emoji or Noto Sans Symbols 2",
}
_WRITINGS: Mapping[str, str] = {
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "CJK": "Chinese",
    "IDEOGRAPHIC": "Chinese",
    "HANGUL": "Korean",
}


@scenario_rule("AN018")
def too_long_for_card(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """The texts probably won't fit on one side of a card.

    The front has the title and the situation, the back both replies, the solutions and the lesson.
    Role-play, sorting and matching cards also have some of them. Type shrinks to a size that is
    still easy to read; beyond that, a built site has a card that says where to read the text, and
    `answerable cards` makes no cards. The rule assumes the cards of a workshop kit, on A4 and US
    Letter: about 1,100 characters fit on the front, and 1,300 on the back.

    Shorten the longest text, or write shorter ones for the card under `card`: they are printed if
    those of the page don't fit.

    Bad:
        situation: >-
          A guest stands in the rain before a locked door, and tells you at length how she came
          here, whom she met on the train, what she had for lunch and what she thinks of it, where
          she spent her last holiday, and with whom, and how much nicer it was there, because the
          sun was shining, and nobody had to wait before a door, and all keys were where they
          belong, which is on the board behind the desk, where somebody sits at all times, day
          and night, as it should be in any house that calls itself an inn, and she has been to
          many an inn in her life, large ones and small ones, by the sea and in the hills, with
          breakfast and without it, and not in a single one of them has she ever had to stand in
          the rain before a locked door, with two heavy bags and a tired child at her hand, who
          by now has begun to cry because its shoes are wet, and so are its socks, and the bear
          that it carries under its arm, and it is getting dark, and the last bus has left, and
          the battery of her phone is nearly empty, so that you should really say something soon,
          if it is not too much to ask, because she would like to get in now, if you please.

    Good:
        situation: A guest stands in the rain before a locked door.
    """
    yield from map(_overfull, overfull(scenario, setting.language, setting.fonts))


@scenario_rule("AN030", Severity.NOTE)
def no_room_for_picture(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """The picture of the situation probably won't be on the card.

    A front has room for a picture if its texts are short. A picture never makes them smaller than
    they may be: it is left out. It is still on the page, on the slides and on the worksheet. A
    situation of about 450 characters fits next to a picture.

    Bad:
        picture: desk.jpg | A wet guest at a door
        situation: >-
          A guest stands in the rain before a locked door, and tells you at length how she came
          here, whom she met on the train, what she had for lunch and what she thinks of it, where
          she spent her last holiday, and with whom, and how much nicer it was there, because the
          sun was shining, and nobody had to wait before a door, and all keys were where they
          belong, which is on the board behind the desk, where somebody sits at all times, day
          and night, as it should be in any house that calls itself an inn, and she has been to
          many an inn in her life, large ones and small ones, by the sea and in the hills, with
          breakfast and without it, and not in a single one of them has she ever had to stand in
          the rain before a locked door, with two heavy bags and a tired child at her hand.

    Good:
        picture: desk.jpg | A wet guest at a door
        situation: A guest stands in the rain before a locked door.
    """
    if scenario.picture and not picture_fits(scenario, setting.language, setting.fonts):
        message = "The card has probably no room for this picture, and leaves it out."
        hint = "shorten the situation if the card should show it"
        yield Finding(("picture",), message, hint)


@course_rule("AN018", words=True)
def too_long_for_card_in_course(subject: Subject) -> Iterator[Finding]:
    """See `too_long_for_card`: the same for a deck's cover and for coaching cards."""
    yield from map(_overfull, overfull_in_course(subject.course, subject.fonts))


def _overfull(it: Overfull) -> Finding:
    message = (
        f"{it.what} probably can't hold its texts, even in the smallest type: they need about "
        f"{it.percent}% of the space. The longest is `{it.field}` with {it.characters} characters."
    )
    if it.shorter:
        hint = "shorten the texts under `card` further, or add shorter ones there"
    elif it.what.endswith("of the card"):
        hint = "shorten it, or write shorter texts for the card under `card`"
    else:
        hint = "shorten it"
    return Finding(it.keys, message, hint)


@scenario_rule("AN402")
def unprintable(scenario: ScenarioFile, setting: Setting) -> Iterator[Finding]:
    """No print font has a character.

    The built-in fonts cover Latin, Cyrillic, Greek, Arabic and Hebrew letters, currency signs and
    common symbols. For other scripts and for emoji, put a font in the course folder and name it
    under `print_fonts` in course.yml; the message names a free one. Without it, a letter is printed
    as a box and any other sign as its code, such as `[U+1F389]`.

    The rule looks only at fields that are printed. Web pages also use the fonts of the reader's
    device.

    Bad:
        lesson: Anyone who hears about it brings the key 🎉.

    Good:
        lesson: Anyone who hears about it brings the key.
    """
    yield from _unprintable(_printed(scenario), setting.fonts)


def _printed(scenario: ScenarioFile) -> Iterator[tuple[Keys, str]]:
    for field, value in (
        ("title", scenario.title),
        ("summary", scenario.summary),
        ("channel", scenario.channel),
        ("department", scenario.department),
        ("situation", scenario.situation),
        ("not_accountable", scenario.not_accountable),
        ("accountable", scenario.accountable),
        ("other_replies", scenario.other_replies),
        ("solutions", scenario.solutions),
        ("lesson", scenario.lesson),
        ("excuse", scenario.excuse),
        ("card", scenario.card),
        ("role_play", scenario.role_play),
        ("coaching", scenario.coaching),
    ):
        yield from strings_in(value, (field,))


@course_rule("AN402", words=True)
def unprintable_in_course(subject: Subject) -> Iterator[Finding]:
    """See `unprintable`: the same for the texts of course.yml."""
    course = subject.course
    texts = [
        (("title",), course.title or ""),
        (("description",), course.description or ""),
        *((("objectives", place, "text"), it.text) for place, it in enumerate(course.objectives)),
        *((("modules", place, "title"), it.title) for place, it in enumerate(course.modules)),
        *((("coaching", place), it) for place, it in enumerate(course.coaching)),
    ]
    yield from _unprintable(texts, subject.fonts)


def unusable_fonts(names: Sequence[str], source: Source) -> Iterator[Diagnostic]:
    """AN408 for each font in course.yml that can't be used."""
    folder = Path(source.path).parent
    for place, name in enumerate(names):
        if wrong := obstacle(folder / name, folder):
            yield Diagnostic(
                "AN408",
                Severity.WARNING,
                f"`{name}` {wrong}, so it isn't used for printing.",
                source.at("print_fonts", place),
                "Put a .ttf or .otf file there, or remove the line from `print_fonts`.",
            )


def _unprintable(texts: Iterable[tuple[Keys, str]], fonts: Fonts) -> Iterator[Finding]:
    """Yield a finding for each text with missing symbols, and for each script without a font."""
    writings: dict[str, dict[str, tuple[Keys, str]]] = {}
    for keys, text in texts:
        lacking = _lacking(text, fonts)
        if signs := [character for character in lacking if _writing(character) == _SIGNS]:
            yield _finding(_SIGNS, signs, keys, text)
        for character in lacking:
            writings.setdefault(_writing(character), {}).setdefault(character, (keys, text))
    writings.pop(_SIGNS, None)
    if {"Japanese", "Chinese"} <= writings.keys():  # ideographs together with kana
        writings["Japanese"] |= writings.pop("Chinese")
    for writing, places in writings.items():
        yield _finding(writing, list(places), *next(iter(places.values())))


def _lacking(text: str, fonts: Fonts) -> list[str]:
    """Return the characters of a text that no font has, each once. Most texts have none."""
    if text.isascii() or not fonts.lacking(text):
        return []
    return [it for it in fonts.lacking(printable(markup.plain(text))) if not it.isascii()]


def _finding(writing: str, characters: list[str], keys: Keys, text: str) -> Finding:
    shown = ", ".join(map(_name, characters[:_NAMED]))
    more = f" and {len(characters) - _NAMED} more" if len(characters) > _NAMED else ""
    of = "" if writing == _SIGNS else f"{writing}: "
    codes = writing == _SIGNS and all(unicodedata.category(c)[0] not in "NP" for c in characters)
    family = _FAMILIES.get(writing, f"Noto Sans {writing}")
    word = re.search(rf"\w*{re.escape(characters[0])}\w*", text)
    return Finding(
        keys,
        f"No print font has {of}{shown}{more}. On paper, each appears as "
        f"{'a code' if codes else 'a box'}.",
        "write a word instead, or put a font that has it (.ttf or .otf, one file per style) in "
        f"the course folder and name it under `print_fonts` in course.yml; {family} is free, under "
        "the SIL Open Font License",
        word=word[0] if word else None,
    )


def _writing(character: str) -> str:
    """Return the name of a character's script, if it belongs to one."""
    if unicodedata.category(character)[0] not in "LM":
        return _SIGNS
    name = unicodedata.name(character, "OTHER").split()[0].split("-")[0]
    return _WRITINGS.get(name, name.capitalize())


def _name(character: str) -> str:
    name = unicodedata.name(character, "a character without a name")
    shown = f"“{character}” " if character.isprintable() else ""
    return f"{shown}U+{ord(character):04X} {name}"

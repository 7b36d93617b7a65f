"""Set each face in the largest type in which it fits. Nothing is cut off: a face that never fits is
an error that says how much too long it is.

A deck is first set with the sizes that `estimate` proposes. Typst reports where each column of
blocks ends. Faces that ran over are set again one step smaller, or with the author's shorter texts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from answerable.diagnostics import Diagnostic, Location, Severity, as_warning
from answerable.handouts.cards.estimate import Estimate, sized
from answerable.handouts.cards.faces import (
    Band,
    Card,
    CardBlock,
    Category,
    Face,
    Head,
    Legend,
    Prompt,
    Title,
    field_of,
    length_of,
    longest_first,
    replaceable,
    with_pictures,
    with_shorter_names,
    without_asides,
    without_longest,
)
from answerable.handouts.cards.geometry import CORNER_RADIUS
from answerable.handouts.cards.imposition import PrintedPage
from answerable.handouts.cards.style import LINE, POINT, Style
from answerable.handouts.typeset.blocks import Shown
from answerable.handouts.typeset.characters import broken_in
from answerable.handouts.typeset.palette import Ink, in_ink
from answerable.handouts.typeset.pictures import drawing
from answerable.handouts.typeset.qr import qr_svg
from answerable.handouts.typeset.texts import keys_of, unbroken
from answerable.handouts.typeset.typesetting import (
    Document,
    PrintError,
    Typesetter,
    fields_of,
)
from answerable.i18n import translator

_TEMPLATE = "cards/cards.typ"
_OVER = 0.05  # mm: smaller differences are rounding errors
_FOOT_GAP = 5.0  # mm between the blocks of a front and its question
_BUBBLE = 15.4  # mm of a question without a QR code
_BESIDE, _IN_BUBBLE = 4.0, 7.0  # mm between question and QR code, and left free beside its text
_LETTER_WIDTH = 0.45  # average, as a share of the type size

PICTURED = (1.0, 0.7, 0.5, 0.0)
"""The shares of its height that a picture gets, until the texts fit."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How one face came out: the factor of its type size; whether the shorter texts were needed;
    the factors by which a long word shrinks its headline, and a long question its own type; the
    words that had to be broken, because they don't fit on a line in the smallest print; whether its
    titles are shortened; how many of its longest texts are replaced by a note; and whether there is
    room for pictures and asides.
    """

    card: int
    face: int
    step: float
    shorter: bool
    headline: float = 1.0
    question: float = 1.0
    broken: frozenset[str] = frozenset()
    names_shortened: bool = False
    left_out: int = 0
    pictured: float = PICTURED[0]
    brief: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything that the author wrote for the face is printed."""
        return not (self.names_shortened or self.left_out)


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages of a document: their size in mm, and what is on each of them."""

    size: tuple[float, float]
    pages: Sequence[PrintedPage]
    corners: bool = False
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """Typeset cards, ready to be written, and warnings about texts that are left out."""

    typesetter: Typesetter
    fits: tuple[Fit, ...]
    left_out: tuple[Diagnostic, ...] = ()


def room_of(face: Face, style: Style) -> tuple[float, float]:
    """Width and height in mm that a face has for its blocks, beside or above its question."""
    if face.question is None:
        return style.width, style.height
    if style.wide:
        return style.width - style.qr - 4.0, style.height
    foot = style.qr if face.question.url else _BUBBLE
    return style.width, style.height - foot - _FOOT_GAP


def fit_cards(cards: Sequence[Card], style: Style, layout: Layout, document: Document) -> Fitted:
    """Set the cards in the style. Raises `PrintError` (AN401) that lists every face that never fits
    and has nothing to print instead.
    """
    estimate = Estimate(style, document.fonts)
    faces = {(c, f): face for c, card in enumerate(cards) for f, face in enumerate(card.faces)}
    fits = {
        (c, f): _start(Fit(c, f, 1, False), estimate, face, style) for (c, f), face in faces.items()
    }
    problems: dict[tuple[int, int], list[Diagnostic]] = {}
    failed: set[tuple[int, int]] = set()
    while True:
        data = {
            "style": style.job(),
            "page": layout.size,
            "pages": layout.pages,
            "corner_radius": CORNER_RADIUS if layout.corners else 0,
            "picture": layout.picture,
            "qr_label": translator(document.language).gettext("QR code: opens"),
            "cards": [
                {
                    "faces": [
                        _face(face, fits[c, f], style, document.ink, estimate)
                        for f, face in enumerate(card.faces)
                    ],
                    "hue": in_ink(card.hue, document.ink),
                }
                for c, card in enumerate(cards)
            ],
        }
        typesetter = Typesetter(_TEMPLATE, document, data)
        over = {key: excess for key, excess in _excesses(typesetter).items() if key not in failed}
        if not over:
            break
        for key, excess in over.items():
            smaller = _smaller(fits[key], faces[key], style, excess)
            if smaller is None:
                card, face = cards[key[0]], faces[key]
                problems.setdefault(key, _problems(card, face, fits[key], excess, style))
                smaller = _with_less(fits[key], face, estimate, style)
            if smaller is None:
                failed.add(key)
            else:
                fits[key] = smaller
    if failed:
        raise PrintError(tuple(d for key in sorted(failed) for d in problems[key]))
    for told in typesetter.told("headline"):
        key = (told["card"], told["face"])
        fits[key] = replace(fits[key], headline=told["factor"])
    left_out = tuple(
        _left_out(problem, _wanted(faces[key], fits[key]), fits[key])
        for key in sorted(problems)
        for problem in problems[key]
    )
    return Fitted(typesetter, tuple(fits.values()), left_out)


@dataclass(frozen=True, slots=True)
class _Excess:
    """How far a face ran over its room (mm), and which words were too wide."""

    height: float
    words: tuple[dict[str, Any], ...] = ()


def _start(fit: Fit, estimate: Estimate, face: Face, style: Style) -> Fit:
    """What to try first: a picture gives way before any text."""
    width, room = room_of(face, style)
    if face.question and not style.wide:
        beside = style.qr + _BESIDE if face.question.url else 0
        factor = estimate.question(face.question.text, style.width - beside - _IN_BUBBLE)
        fit = replace(fit, question=factor)
    for share in _shares(face.blocks):
        fit = replace(fit, pictured=share)
        smaller = with_pictures(face.blocks, share)
        brief = with_pictures(face.shorter, share) if face.shorter and face.yields else None
        tried = replace(face, blocks=smaller, shorter=brief)
        place, is_shorter, fits = estimate.step(tried, room, width)
        if fits:
            return replace(fit, step=style.steps[place], shorter=is_shorter)
    bare = with_pictures(face.blocks, fit.pictured)
    shorter = None if face.shorter is None else with_pictures(face.shorter, fit.pictured)
    place, is_shorter, _ = estimate.step(replace(face, blocks=bare, shorter=shorter), room, width)
    return replace(fit, step=style.steps[place], shorter=is_shorter)


def _shares(blocks: Sequence[CardBlock]) -> tuple[float, ...]:
    """The shares of its height that a picture may get, if there is one."""
    return PICTURED if any(isinstance(block, Shown) for block in blocks) else PICTURED[:1]


def _smaller(fit: Fit, face: Face, style: Style, excess: _Excess) -> Fit | None:
    """The next thing to try, or None if everything has been tried."""
    place = style.steps.index(fit.step) + 1
    if place < len(style.steps):
        return replace(fit, step=style.steps[place])
    if face.yields and face.shorter is not None and not fit.shorter:
        return replace(fit, step=style.steps[0], shorter=True)
    less = next((share for share in _shares(_wanted(face, fit)) if share < fit.pictured), None)
    if less is not None:
        return replace(fit, step=style.steps[0], pictured=less)
    words = frozenset(word["text"] for word in excess.words) - fit.broken
    if words:
        return replace(fit, step=style.steps[0], broken=fit.broken | words)
    if face.shorter is not None and not fit.shorter:
        return replace(fit, step=style.steps[0], shorter=True)
    wanted = _wanted(face, fit)
    if without_asides(wanted) != wanted:
        return replace(fit, step=style.steps[0], brief=True)
    return None


def _with_less(fit: Fit, face: Face, estimate: Estimate, style: Style) -> Fit | None:
    """The same with shorter titles, or with one text fewer, in the largest type that probably fits;
    None if there is nothing left to drop.
    """
    blocks = _wanted(face, fit)
    if face.instead is None:
        return None
    if not fit.names_shortened and with_shorter_names(blocks) != blocks:
        less = replace(fit, names_shortened=True)
    elif fit.left_out < len(replaceable(blocks)):
        less = replace(fit, left_out=fit.left_out + 1)
    else:
        return None
    width, room = room_of(face, style)
    place, _, _ = estimate.step(replace(face, blocks=chosen(face, less), shorter=None), room, width)
    return replace(less, step=style.steps[place])


def _excesses(typesetter: Typesetter) -> dict[tuple[int, int], _Excess]:
    found: dict[tuple[int, int], _Excess] = {}
    for end in typesetter.told("end"):
        excess = end["height"] - end["room"]
        if excess > _OVER:
            found[end["card"], end["face"]] = _Excess(excess)
    for wide in typesetter.told("wide"):
        key = (wide["card"], wide["face"])
        found[key] = replace(found.get(key, _Excess(0)), words=tuple(wide["words"]))
    return found


# The data that `cards.typ` draws.


def _face(face: Face, fit: Fit, style: Style, ink: Ink, estimate: Estimate) -> dict[str, Any]:
    width, room = room_of(face, style)
    blocks = chosen(face, fit)
    return {
        "step": fit.step,
        "width": width,
        "room": room,
        "blocks": [
            data | {"hyphenate": estimate.may_hyphenate(block, width, fit.step)}
            for block, data in zip(blocks, block_data(blocks, style, ink), strict=True)
        ],
        "long": list(_long_words(blocks, style, width, estimate)),
        "question": face.question and _question(face.question) | {"scale": fit.question},
    }


def chosen(face: Face, fit: Fit) -> tuple[CardBlock, ...]:
    """The blocks to print: the face's own, or its shorter ones, or fewer of them."""
    blocks = _wanted(face, fit)
    if fit.names_shortened:
        blocks = with_shorter_names(blocks)
    if fit.left_out and face.instead:
        blocks = without_longest(blocks, fit.left_out, face.instead)
    return broken_in(blocks, fit.broken) if fit.broken else blocks


def _wanted(face: Face, fit: Fit) -> tuple[CardBlock, ...]:
    blocks = face.shorter if fit.shorter and face.shorter is not None else face.blocks
    blocks = with_pictures(blocks, fit.pictured)
    return without_asides(blocks) if fit.brief else blocks


def _question(question: Prompt) -> dict[str, Any]:
    return fields_of(question) | {"qr": question.url and qr_svg(question.url)}


def block_data(blocks: Iterable[CardBlock], style: Style, ink: Ink) -> Iterable[dict[str, Any]]:
    """Blocks as values: their fields, their type, and the gap above them."""
    before: CardBlock | None = None
    for block in blocks:
        gap = style.gap_above(before, block)
        values = fields_of(block)
        match block:
            case Band() | Head():
                values["category"] = _inked(block.category, ink)
            case Shown():
                values |= drawing(block, ink)
            case Legend():
                values["categories"] = [_inked(one, ink) for one in block.categories]
            case _:
                pass
        yield values | {
            "kind": type(block).__name__,
            "gap": (gap.mm, gap.em, gap.share),
            "after_title": isinstance(before, Title) and gap.mm > 0,
        }
        before = block


def _inked(category: Category, ink: Ink) -> dict[str, Any]:
    return fields_of(category) | {"hue": in_ink(category.hue, ink)}


def _long_words(
    blocks: tuple[CardBlock, ...], style: Style, width: float, estimate: Estimate
) -> Iterable[dict[str, Any]]:
    """Words that may be too wide for their place. The others don't need to be measured."""
    for block in blocks:
        for it in sized(block, style, width):
            for piece, depth in unbroken(it.text.nodes):
                room = max(width - it.inset - depth * 5.0, 1)
                letter = 1.05 * style.base * style.steps[0] * it.size * POINT
                if estimate.bold_width_of(piece) * letter > room:
                    yield {
                        "text": piece,
                        "size": it.size,
                        "room": room,
                        "headline": it.headline,
                    }


# Messages about what doesn't fit.


def _problems(card: Card, face: Face, fit: Fit, excess: _Excess, style: Style) -> list[Diagnostic]:
    found = [_too_long(card, face, fit, excess.height, style)] if excess.height else []
    return found + [_too_wide(card, face, style, **word) for word in excess.words]


def _too_long(card: Card, face: Face, fit: Fit, excess: float, style: Style) -> Diagnostic:
    width, have = room_of(face, style)
    blocks = chosen(face, fit)
    message = (
        f"Card {card.code}, {face.name}: the text does not fit. It needs {have + excess:.1f} mm of "
        f"height and has {have:.1f} mm, in the smallest print ({style.floor:.1f} pt)."
    )
    written = longest_first(blocks)
    if not written:  # All words are the program's own, so no author can shorten them.
        hint = "Choose larger cards with `--card` or `--stock`."
        return Diagnostic("AN401", Severity.ERROR, message, Location(card.path), hint)
    longest, field = written[0], field_of(written[0])
    it = next(it for it in sized(longest, style, width) if it.text.path)
    letter = style.floor * it.size * POINT
    lines = math.ceil(excess / ((LINE + 0.06) * letter))
    surplus = 10 * math.ceil(lines * (width - it.inset) / (_LETTER_WIDTH * letter) / 10)
    shorten = f"Shorten `{field}` or another text of this side, by about {surplus} "
    if face.shorter is None:
        shorten += "characters in all, or give the card shorter texts of its own under `card`."
    else:
        shorten += "characters in all."
    shorten += " Larger cards have more room."
    message += f" The longest text is `{field}` with {length_of(longest)} characters."
    where = Location(card.path, keys=keys_of(field))
    return Diagnostic("AN401", Severity.ERROR, message, where, shorten)


def _left_out(problem: Diagnostic, blocks: tuple[CardBlock, ...], fit: Fit) -> Diagnostic:
    """The problem as a warning, with what is printed instead."""
    done = []
    if fit.names_shortened:
        done.append("ends its titles with “…”")
    if fit.left_out:
        fields = (f"`{field_of(block)}`" for block in replaceable(blocks)[: fit.left_out])
        done.append(f"says where to read {', '.join(fields)} instead")
    message = f"{problem.message} The card {' and '.join(done)}."
    return as_warning(replace(problem, message=message))


def _too_wide(
    card: Card, face: Face, style: Style, text: str, need: float, have: float
) -> Diagnostic:
    return Diagnostic(
        code="AN401",
        severity=Severity.ERROR,
        message=f"Card {card.code}, {face.name}: a word does not fit on one line. “{text}” needs "
        f"{need:.1f} mm of width and has {have:.1f} mm, in the smallest print "
        f"({style.floor:.1f} pt).",
        location=Location(card.path),
        hint="Write it shorter or as several words. In a long address, give the link a name: "
        "[our terms](https://…).",
    )

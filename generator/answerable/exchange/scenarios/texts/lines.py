"""Splits the lines of a text, from any program, into pieces at labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Literal

from answerable.exchange.scenarios.markdown.emphasis import EmphasisSpan
from answerable.model.fieldnames import (
    NO_NAMES,
    OwnNames,
    begins_sentence,
    is_numbered,
    is_speaker,
    is_time,
    may_end_label,
    meaning,
    plain,
)
from answerable.model.fieldnametable import START

# No pattern may try the same spaces twice: an untrusted line may have a million of them.
BULLET = re.compile(
    r"[ \t\u00a0>]*(?:[•‣▪▫●○◦◆◇►▶➢➤❖✓✔✗✘■□⁃∙·\uf000-\uf0ff]\s*|[-*+–—]\s+|o\t\s*"
    r"|\d{1,3}(?:\.\d{1,3}){0,3}[.)]\s+|\d{1,2}(?:[-–/]\s|\))\s*(?=[^\W\d_]))"
)
_DECORATION = re.compile(
    r"(?:(?:[\u2190-\u2bff\U0001f000-\U0001faff]|[0-9]\ufe0f?\u20e3)[\ufe0e\ufe0f\u200d]*\s*)+"
    r"|\(?(?:[A-Za-z]|[ivxIVX]{1,4}|\d{1,2})[.)]\s*"
)
"""What may be before a label: emoji, as chats put them there, or a letter or number."""

_QUOTED = re.compile(r"\s*(?:>\s*)+")
BREAK = re.compile(r"[\n\v\f\x1c-\x1e\x85\u2028\u2029]|<br ?/?>", re.IGNORECASE)
BLANKS = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")

# What ends a label. A dash needs a space before it, a full stop a number, a question two words.
_END = re.compile(
    r"[*_]{0,3}[ \u00a0]?\s*+[:：][*_]{0,3}|[*_]{0,3}\s+[–—-]\s|[–—](?=\w)|(?<=\d)[.)][*_]{0,3}\s"
    r"|[ \u00a0\u202f]?[?؟][*_]{0,3}\s+(?=\S)|[.]?[*_]{1,3}\s|\s+(?=[“\"„«])|[*_]{0,3}\s*+$"
)
_LONGEST = 90
_REMARK = re.compile(r"\s*+\((?P<remark>[^()]{1,60})\)$")
_QUALIFIED = re.compile(
    r"(?P<first>[^\W_][\w ]{0,30})"
    r"(?:\s\((?P<inside>[^()]{1,40})\)|(?:[.)]|\s+[–—-])\s+(?P<behind>[^()–—]{1,40}))"
)
_MOST_FIRST = 3
_COLON = re.compile(r"(?<![^\W_])(?P<last>[^\W_]++)[*_]{0,3}[ \u00a0\u202f]?[:：]")
_NAME = re.compile(r"[*_]{0,3}[^\W_][^:：.!?;“”\"„«»()|\n]*[?؟]?$")
_BEFORE = re.compile(r"(?:[.!?؟…”\"’'»«)\]*_؛،;:]|[•‣▪●–—-])$")
_ITEM = re.compile(r"(?P<gap>\s)[•‣▪▫●○◦–—-]\s{0,3}$")
_LABEL_WORD = re.compile(r"[*_]{0,3}[^\W_]+(?:['’_-][^\W_]+)*")
_UNKNOWN = re.compile(
    r"(?:[.!?؟…][”\"’'»)]*|[”\"»])\s+(?:[•‣▪▫●○◦–—-]\s+)?"
    r"(?P<name>[^\W\d_][^.!?:：;“”\"\n]{0,40})[:：]\s\S?$"
)
_NUMBERED = re.compile(
    r"(?<=[.!?؟…”\"’'»)])\s+(?P<name>[A-Z][a-z]+(?: [a-z]+)? (?:no\.? |nr\.? |#)?"
    r"(?:\d{1,3}|[A-Z][a-z]{2,5}|[IVX]{1,5}))\s*(?=[.)]\s|[–—-]\s|[“\"„«])"
)
_MOST_WORDS = 4
MAX_PIECES = 50_000
"""Of one text. A thousand scenarios have about twenty thousand lines and labels."""
_CLEAR = re.compile(r"account|verantwort|respons|charge|cargo|مسؤول|مسوول", re.IGNORECASE)
"""Single words that can only be the label of a reply. “Right”, say, may also begin a text."""

LabelStyle = Literal["colon", "dash", "alone", "bold"]
"""How a label is set off from what follows it."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line or paragraph: its number, its text, and what else the file says about it.

    `heading` is the level, 0 for none; `bullet` whether it is an entry of a list, `indent` how far
    it is indented, `sign` its number with a full stop, if it has one; `strong` how many of its
    first characters are bold. `opens` is whether it begins a paragraph whatever is above it;
    `verbatim` is for lines of code. `label` is set if the title of a table's column says what the
    line is, `begins` if a scenario begins with it. `emphasis` says which words are bold or italic.
    """

    number: int
    text: str
    heading: int = 0
    bullet: bool = False
    indent: int = 0
    sign: str = ""
    strong: int = 0
    opens: bool = False
    verbatim: bool = False
    label: str = ""
    begins: bool = False
    emphasis: tuple[EmphasisSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A label: the field that it names (None if unknown), and the place where it ends."""

    field: str
    end: int
    style: LabelStyle
    name: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line without its decoration: its place, its text, and its label.

    `sign` is the number of an entry of a list, such as “1.”; `spoken` is for lines of a dialogue,
    `inner` for pieces that don't begin a line, `escaped` for those with a backslash in front.
    """

    line: int
    column: int
    text: str
    label: Label | None = None
    heading: int = 0
    bullet: bool = False
    indent: int = 0
    sign: str = ""
    strong: bool = False
    verbatim: bool = False
    spoken: bool = False
    begins: bool = False
    inner: bool = False
    escaped: bool = False


def pieces_of(lines: Sequence[TextLine], own: OwnNames = NO_NAMES) -> list[Piece]:
    """The pieces of a text, each of which may begin with a label. Empty ones separate paragraphs.

    If there are more than `MAX_PIECES`, the rest of the text is not looked at. `own` are the names
    that the course has for fields.
    """
    found: list[Piece] = []
    for line in lines:
        if len(found) > MAX_PIECES:
            break
        if not line.text.strip() and not line.label:
            if found and found[-1].text:
                found.append(Piece(line.number, 1, ""))
            continue
        if line.opens and found and found[-1].text:
            found.append(Piece(line.number, 1, ""))
        found += islice(_pieces(line, own), MAX_PIECES + 1)
    return found


def _pieces(line: TextLine, own: OwnNames) -> Iterator[Piece]:
    if line.verbatim:
        yield Piece(line.number, 1, line.text, verbatim=True)
        return
    if line.label:
        label = Label(line.label, len(line.text), "alone", line.text)
        yield Piece(line.number, 1, line.text or " ", label, begins=line.begins)
        return
    start = 0
    for match in [*BREAK.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        part = line.text[start:end]
        if part.strip():
            cuts = [0, *_cuts(part, own), len(part)]
            for at, stop in pairwise(cuts):
                yield _piece(line, start + at, part[at:stop], own, first=start + at == 0)
        start = match.end() if match else end


def _piece(
    line: TextLine, start: int, text: str, own: OwnNames, *, first: bool, is_bare: bool = False
) -> Piece:
    """A stretch of a line; `is_bare` is whether the decoration before its label is already off."""
    bullet = BULLET.match(text) if not line.heading else None
    quoted = bullet or _QUOTED.match(text)
    skipped = quoted.end() if quoted else len(text) - len(text.lstrip())
    words = text[skipped:].rstrip()
    strong = max(0, min(line.strong - start - skipped, len(words)))
    before = text[: len(text) - len(text.lstrip(" \t\u00a0"))]
    indent = line.indent if first and line.bullet else len(before.replace("\t", "    "))
    piece = Piece(
        line.number,
        start + skipped + 1,
        words,
        heading=line.heading if first else 0,
        bullet=bool(bullet) or (line.bullet and first),
        indent=indent,
        sign=_sign(bullet) or (line.sign if first else ""),
        strong=bool(words) and strong == len(words),
        inner=not first,
    )
    label = _label(piece, strong, own)
    if label is None and not is_bare and (signs := _DECORATION.match(words)):
        # As in “✅ Accountable: …” or “(a) Accountable: …”. Elsewhere, they belong to the text.
        place = skipped + signs.end()
        bare = _piece(line, start + place, text[place:], own, first=first, is_bare=True)
        return bare if bare.label else piece
    return replace(piece, label=label)


def _sign(bullet: re.Match[str] | None) -> str:
    sign = bullet.group().strip(" \t\u00a0>") if bullet else ""
    return sign if sign[:1].isdigit() else ""


def _label(piece: Piece, strong: int, own: OwnNames) -> Label | None:
    """The known label with which a piece begins, if any."""
    text = piece.text
    marks = len(text) - len(text.lstrip("*_ "))
    marked = bool(marks) or bool(piece.heading) or strong > 0
    for end in _ends(text, marks):
        name = text[marks : end.start()].removeprefix("¿")
        remark = _REMARK.search(name)
        bare = name[: remark.start()] if remark else name
        field = meaning(bare.strip("*_ "), own)
        if field is None and (named := _qualified(name, own)):
            field, remark = named, None
        if field is None or not bare[:1].isalpha():
            continue
        style = _style(end.group(), text, end.end())
        replies = field in ("accountable", "not_accountable")
        weak = replies and len(bare.split()) == 1 and not _CLEAR.search(bare)
        if style != "colon" and (bare[:1].islower() or weak) and not marked:
            continue
        if style == "bold" and not marks:
            continue
        if end.group().strip()[:1] in ("?", "؟") and len(bare.split()) < 2:
            continue
        if end.group().isspace() and style != "alone" and not is_numbered(bare):
            continue
        if field == "customer" and plain(text[end.end() :]) not in (("internal",), ("external",)):
            continue
        return Label(field, end.end(), style, bare.strip("*_ "), remark["remark"] if remark else "")
    if 0 < strong < len(text):
        name = text[:strong].strip(" .:–—-")
        if (field := meaning(name, own)) and field != "customer":
            return Label(field, strong, "bold", name)
    return None


def _qualified(name: str, own: OwnNames) -> str | None:
    """The field that is named after a letter or a few words, as in “Reply A (not accountable)”,
    “B) Accountable” and “Version 2 – accountable”.
    """
    found = _QUALIFIED.fullmatch(name.strip("*_ "))
    if found is None or len(found["first"].split()) > _MOST_FIRST:
        return None
    return meaning(next(filter(None, (found["inside"], found["behind"]))), own)


def _ends(text: str, start: int) -> Iterator[re.Match[str]]:
    """The places where a label that begins at `start` may end."""
    limit = start + _LONGEST
    for end in _END.finditer(text, start, limit):
        if end.end() < limit or limit >= len(text):
            yield end


def _style(end: str, text: str, at: int) -> LabelStyle:
    if ":" in end or "：" in end:
        return "colon"
    if not text[at:].strip("*_ "):
        return "alone"
    return (
        "dash"
        if end.strip("*_ ") in ("–", "—", "-")
        else "bold"
        if "*" in end or "_" in end
        else "colon"
    )


def looks_like_label(piece: Piece) -> Label | None:
    """The unknown label that a piece seems to begin with, if any.

    It is short, has a capital letter if its script has any, and a colon after which a sentence
    begins. Sentences such as “She waits: nobody comes.”, speakers and times are not labels.
    """
    text = piece.text
    marks = len(text) - len(text.lstrip("*_ "))
    for end in _ends(text, marks):
        name = _REMARK.sub("", text[marks : end.start()].removeprefix("¿"))
        style = _style(end.group(), text, end.end())
        rest = text[end.end() :].lstrip("*_ ")
        if style == "bold" and not marks:
            continue
        if end.group().isspace() and style != "alone":
            continue
        if style == "colon" and ":" not in end.group() and "：" not in end.group():
            continue
        if not seems_label(name.strip("*_ ")):
            return None
        open_end = not rest or not rest[:1].islower()
        if (style == "colon" and text[end.end() : end.end() + 1].strip()) or not open_end:
            return None
        if style == "alone" and not (marks or piece.heading or piece.strong):
            return Label("", end.end(), "alone", name) if text[-1:].isalnum() else None
        is_bold = bool(marks or piece.heading or piece.strong)
        shown: LabelStyle = "bold" if is_bold and style == "alone" else style
        return Label("", end.end(), shown, name.strip("*_ "))
    return None


def seems_label(name: str) -> bool:
    """Whether a phrase could be a label: a few words with a capital letter, but not a sentence."""
    words = name.split()
    return (
        0 < len(words) <= _MOST_WORDS
        and len(name) <= 40
        and name[:1].isalpha()
        and not name[:1].islower()
        and _NAME.match(name) is not None
        and "," not in name
        and not begins_sentence(name)
        and not is_speaker(name)
        and not is_time(name)
    )


def _cuts(text: str, own: OwnNames) -> list[int]:
    """Where known labels with a colon begin within a line, after its first word.

    They must begin a sentence, or be set off by a bullet, a tab or bold type. In a line that has
    one, unknown words that look like labels count, too.
    """
    known = {match.start("name") for match in _NUMBERED.finditer(text) if _starts(match["name"])}
    others: set[int] = set()
    titled = _starts(_first_name(text))
    for match in _COLON.finditer(text):
        at = _start_of_label(text, match, own, titled=titled and not known)
        if at:
            known.add(at)
        elif at is None and (place := _unknown_start(text, match, own)):
            others.add(place)
    cuts = _outside_quotes(text, sorted(known))
    return _outside_quotes(text, sorted({*cuts, *others})) if cuts and others else cuts


def _first_name(text: str) -> str:
    """The text before the first colon or quotation mark of a line."""
    first = text[: _LONGEST * 2]
    bullet = BULLET.match(first)
    return re.split('[:：“"„«.–—]', first[bullet.end() if bullet else 0 :], maxsplit=1)[0].strip(
        "*_# "
    )


def _starts(name: str) -> bool:
    return meaning(name) == START and is_numbered(name)


def _start_of_label(text: str, colon: re.Match[str], own: OwnNames, *, titled: bool) -> int | None:
    """Where the known label that ends at this colon begins; None without one, 0 if it is first.

    `titled` is whether it follows a title, which needn't end with a full stop.
    """
    if not may_end_label(colon["last"], own):
        return None
    begin = max(0, colon.start() - 60)
    for word in list(_LABEL_WORD.finditer(text, begin, colon.end()))[-6:]:
        at = word.start()
        name = text[at : colon.end()].strip("*_:： \u00a0\u202f")
        field = meaning(name, own) if name[:1].isalpha() and not name[:1].islower() else None
        if field is None or (field == START and not is_numbered(name)):
            continue
        before = text[max(0, at - 40) : at]
        if not before.strip() or _DECORATION.fullmatch(before.strip()):
            return 0
        if item := _ITEM.search(before):
            return at - len(before) + item.end("gap")
        if not before[-1:].isspace():
            continue
        marked = word.group().startswith(("*", "_"))
        apart = before[-2:].isspace() or before.endswith("\t")
        if marked or apart or _BEFORE.search(before.rstrip()) or (titled and field == "situation"):
            return at
    return None


def _unknown_start(text: str, colon: re.Match[str], own: OwnNames) -> int | None:
    """Where an unknown label that ends at this colon seems to begin, after a sentence's end."""
    begin = max(0, colon.start() - 60)
    found = _UNKNOWN.search(text, begin, colon.end() + 2)
    name = found["name"] if found else ""
    if found is None or not seems_label(name) or meaning(name, own):
        return None
    return None if text[found.end() - 1].islower() else found.start("name")


def _outside_quotes(text: str, places: Sequence[int]) -> list[int]:
    """The places that aren't within a closed quotation."""
    kept: list[int] = []
    for place, following in pairwise([*places, len(text)]):
        before, behind = text[kept[-1] if kept else 0 : place], text[place:following]
        open_quote = any(
            before.count(opening) > before.count(closing) and closing in behind
            for opening, closing in (("“", "”"), ("„", "“"), ("«", "»"))
        )
        if not open_quote and not (before.count('"') % 2 and behind.count('"') % 2):
            kept.append(place)
    return kept

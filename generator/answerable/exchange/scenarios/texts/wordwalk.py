"""Turns the parts of a Word document into lines, and collects what is left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from answerable.exchange.scenarios.markdown.emphasis import EmphasisSpan, unmarked
from answerable.exchange.scenarios.markdown.invisible import INVISIBLE
from answerable.exchange.scenarios.result import ImportedPicture
from answerable.exchange.scenarios.texts.lines import TextLine
from answerable.exchange.scenarios.texts.symbols import symbol
from answerable.exchange.scenarios.texts.titled import with_titles
from answerable.exchange.scenarios.texts.wordoutline import WordOutline
from answerable.exchange.scenarios.texts.wordparts import (
    Element,
    WordFile,
    attribute,
    child,
    is_on,
    name_of,
)
from answerable.model.fieldnames import NO_NAMES, OwnNames

MAX_LINES = 20_000

_SILENT = frozenset(
    {"w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr"}
    | {"w:instrText", "w:delText", "w:delInstrText", "w:del", "w:moveFrom", "w:rt", "w:rubyPr"}
    | {"w:sectPr", "w:smartTagPr", "w:customXmlPr", "w:tblPrEx", "w:softHyphen"}
)
"""Elements without text that Word shows."""

_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class LeftInWord:
    """Something that isn't imported as it is: what, in which paragraph, and some of its words."""

    subject: str
    paragraph: int
    words: str = ""
    taken: bool = False


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read: its text, its bold words, and its text boxes."""

    number: int
    style: str
    text: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    italic: list[bool] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    apart: dict[str, str] = field(default_factory=dict)

    def emphasis(self, shift: int = 0) -> tuple[EmphasisSpan, ...]:
        """Which words are bold or italic in the text without spaces around it. `shift` characters
        come before it.
        """
        whole = "".join(self.text)
        at = shift - (len(whole) - len(whole.lstrip()))
        spans = []
        for run, strong, em in zip(self.text, self.bold, self.italic, strict=True):
            if (strong or em) and run.strip():
                spans.append(EmphasisSpan(max(at, shift), at + len(run), strong, em))
            at += len(run)
        return tuple(spans)

    def bare(self) -> tuple[str, int]:
        """The text without spaces around it, and how many of its first characters are bold."""
        strong = 0
        for run, bold in zip(self.text, self.bold, strict=True):
            if not bold and run.strip():
                break
            strong += len(run)
        text = "".join(self.text)
        start = len(text) - len(text.lstrip())
        return text.strip(), min(max(strong - start, 0), len(text.strip()))


class Walk:
    """Goes through a part of a document and collects its lines, and what it left out."""

    def __init__(self, word: WordFile, own: OwnNames = NO_NAMES) -> None:
        self.shown: list[str] = []
        self.left: list[LeftInWord] = []
        self.pictures: list[tuple[int, ImportedPicture]] = []
        self._word = word
        self._own = own
        self._fields: list[list[str]] = []
        self._outline = WordOutline(word)

    @property
    def is_full(self) -> bool:
        return len(self.shown) > MAX_LINES

    def blocks(self, parent: Element) -> list[TextLine]:
        """The lines of all paragraphs and tables in an element, including wrapped ones."""
        found: list[TextLine] = []
        for one in parent:
            name = name_of(one)
            if self.is_full:
                break
            if name == "w:p":
                found += self._paragraph(one)
            elif name == "w:tbl":
                found += with_titles(list(self._rows(one)), self._own)
            elif name == "mc:AlternateContent":
                found += self.blocks(_alternative(one))
            elif name in ("w:altChunk", "w:subDoc"):
                self._leave("A document within the document", len(self.shown))
            elif name not in _SILENT:
                found += self.blocks(one)
        return found

    def _rows(self, parent: Element) -> Iterator[list[list[TextLine]]]:
        for one in parent:
            name = name_of(one)
            if name == "w:tr":
                cells = list(self._cells(one))
                if is_on(child(one, "w:trPr"), "w:hidden"):
                    words = " ".join(line.text for cell in cells for line in cell)
                    self._leave("A hidden row", len(self.shown), words)
                else:
                    yield cells
            elif name not in _SILENT:
                yield from self._rows(one)

    def _cells(self, parent: Element) -> Iterator[list[TextLine]]:
        for one in parent:
            name = name_of(one)
            if name == "w:tc":
                yield self.blocks(one)
            elif name not in _SILENT:
                yield from self._cells(one)

    def _leave(self, subject: str, paragraph: int, words: str = "") -> None:
        self.left.append(LeftInWord(subject, max(paragraph, 1), words))

    def _paragraph(self, element: Element) -> list[TextLine]:
        properties = child(element, "w:pPr")
        named = child(properties, "w:pStyle")
        style = attribute(named, "val") if named is not None else self._word.default_style
        self.shown.append("")
        paragraph = _Paragraph(len(self.shown), style)
        self._inline(element, paragraph)
        for subject, words in paragraph.apart.items():
            if words.strip():
                self._leave(subject, paragraph.number, words)
        heading = self._outline.heading(properties, style)
        prefix, bullet, indent = self._outline.before(properties, style)
        text, strong = paragraph.bare()
        emphasis = paragraph.emphasis()
        if text and prefix and not bullet:
            emphasis = paragraph.emphasis(len(prefix) + 1)
            text, strong = f"{prefix} {text}", 0
        self.shown[paragraph.number - 1] = text
        is_bullet = bool(text) and bullet and not heading
        lines = [
            TextLine(
                paragraph.number,
                text,
                heading=heading if text else 0,
                bullet=is_bullet,
                indent=indent if is_bullet else 0,
                sign=prefix if is_bullet else "",
                strong=strong,
                opens=not is_bullet,
                emphasis=emphasis,
            )
        ]
        for box in paragraph.boxes:
            lines += self.blocks(box)
        return lines

    def _inline(self, parent: Element, paragraph: _Paragraph) -> None:
        for one in parent:
            name = name_of(one)
            if name == "w:r":
                self._run(one, paragraph)
            elif name == "w:hyperlink":
                before = len(paragraph.text)
                self._inline(one, paragraph)
                self._name_link(one, paragraph, "".join(paragraph.text[before:]))
            elif name == "w:sdt" and is_on(child(one, "w:sdtPr"), "w:showingPlcHdr"):
                words = "".join(str(text) for text in one.itertext())
                self._leave("An empty field", paragraph.number, words)
            elif name in ("m:oMath", "m:oMathPara"):
                words = "".join(text.text or "" for text in one.iter() if name_of(text) == "m:t")
                self._leave("A formula", paragraph.number, words)
            elif name == "mc:AlternateContent":
                self._inline(_alternative(one), paragraph)
            elif name in ("w:drawing", "w:pict", "w:object"):
                self._drawing(one, paragraph)
            elif name not in _SILENT:
                self._inline(one, paragraph)

    def _name_link(self, element: Element, paragraph: _Paragraph, text: str) -> None:
        target = self._word.links.get(attribute(element, "id"), "")
        if target and target.rstrip("/") not in (text.strip(), f"mailto:{text.strip()}"):
            self._leave(f"The address {target[:100]} of a link", paragraph.number, text)

    def _run(self, run: Element, paragraph: _Paragraph) -> None:
        properties = child(run, "w:rPr")
        named = child(properties, "w:rStyle")
        style = attribute(named, "val") if named is not None else ""

        def has(*names: str) -> bool:
            said = is_on(properties, *names)
            if said is not None:
                return said
            # A property that is on in both styles is off (ECMA-376, 17.7.3).
            above = self._in_style(paragraph.style, names)
            return above != self._in_style(style, names)

        font = child(properties, "w:rFonts")
        face = attribute(font, "ascii") if font is not None else ""
        if has("w:vanish") or has("w:specVanish"):
            apart = "Hidden text"
        elif has("w:strike") or has("w:dstrike"):
            apart = "Text that is struck through"
        else:
            apart = ""
        bold, italic = has("w:b", "w:bCs"), has("w:i", "w:iCs")

        def out(text: str) -> None:
            if any(state[0] != "result" for state in self._fields):
                return
            text = unmarked(INVISIBLE.sub("", text))
            if apart:
                paragraph.apart[apart] = paragraph.apart.get(apart, "") + text
            else:
                paragraph.text.append(text)
                paragraph.bold.append(bold)
                paragraph.italic.append(italic)

        self._content(run, paragraph, out, face)

    def _content(
        self, parent: Element, paragraph: _Paragraph, out: Callable[[str], None], face: str
    ) -> None:
        for one in parent:
            name = name_of(one)
            if name == "w:t":
                out("".join(self._sign(face, sign, paragraph) for sign in one.text or ""))
            elif name in _SIGNS:
                out(_SIGNS[name])
            elif name == "w:sym":
                code = attribute(one, "char")
                sign = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{2,5}", code) else ""
                out(self._sign(attribute(one, "font"), sign, paragraph, named=code))
            elif name == "w:fldChar":
                self._field(one, out)
            elif name in ("w:footnoteReference", "w:endnoteReference"):
                self._note(one, name, paragraph, out)
            elif name == "w:commentReference":
                self._comment(one, paragraph)
            elif name in ("w:drawing", "w:pict", "w:object"):
                self._drawing(one, paragraph)
            elif name == "mc:AlternateContent":
                self._content(_alternative(one), paragraph, out, face)
            elif name not in _SILENT:
                self._content(one, paragraph, out, face)

    def _sign(self, face: str, sign: str, paragraph: _Paragraph, named: str = "") -> str:
        """A character, or what a symbol font shows for it."""
        shown = symbol(face, sign) if sign else None
        if shown is None:
            code = named or f"{ord(sign):04X}"
            self._leave(
                f"A symbol that exists only in the font {face or '(none)'} ({code})",
                paragraph.number,
            )
            return ""
        return shown

    def _in_style(self, style: str, names: tuple[str, ...]) -> bool:
        said = (is_on(one.run, *names) for one in self._word.chain(style))
        return next((one for one in said if one is not None), False)

    def _field(self, element: Element, out: Callable[[str], None]) -> None:
        """Skip the instruction of a field, but keep its result, and the choice in a form."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(["instruction", _chosen(element)])
        elif kind == "separate" and self._fields:
            self._fields[-1][0] = "result"
        elif kind == "end" and self._fields:
            state, chosen = self._fields.pop()
            if state == "instruction" and chosen:
                out(chosen)

    def _note(
        self, element: Element, name: str, paragraph: _Paragraph, out: Callable[[str], None]
    ) -> None:
        kind = "footnotes" if name == "w:footnoteReference" else "endnotes"
        note = self._word.notes.get((kind, attribute(element, "id")))
        if note is None:
            return
        inner = Walk(self._word)
        text = " ".join(line.text for line in inner.blocks(note) if line.text)
        self.left += [replace(one, paragraph=paragraph.number) for one in inner.left]
        for _, picture in inner.pictures:
            self._leave("A picture", paragraph.number, picture.alt)
        if text:
            out(f" ({text})")
            subject = "The footnote" if kind == "footnotes" else "The endnote"
            self.left.append(LeftInWord(subject, paragraph.number, text, taken=True))

    def _comment(self, element: Element, paragraph: _Paragraph) -> None:
        comment = self._word.comments.get(attribute(element, "id"))
        words = (
            ""
            if comment is None
            else " ".join(line.text for line in Walk(self._word).blocks(comment) if line.text)
        )
        self._leave("A comment", paragraph.number, words)

    def _drawing(self, element: Element, paragraph: _Paragraph) -> None:
        """A text box is read after its paragraph; what isn't text is reported."""
        boxes: list[Element] = []
        subject = words = key = ""
        decorative = False
        if name_of(element) == "w:object":
            subject = "An embedded object"
        stack = [element]
        while stack:
            one = stack.pop()
            name = name_of(one)
            if name == "w:txbxContent":
                boxes.append(one)
                continue
            if name == "wp:docPr":
                words = attribute(one, "descr")
            elif name == "adec:decorative":
                decorative = attribute(one, "val") in ("1", "true")
            elif name in ("pic:pic", "v:imagedata"):
                subject = subject or "A picture"
                key = key or attribute(one, "id")
            elif str(one.tag).endswith("}blip"):
                key = attribute(one, "embed")
            elif name == "c:chart":
                subject = "A chart"
            elif name == "dgm:relIds":
                subject = "A SmartArt graphic"
            elif name == "v:textpath":
                subject, words = "A WordArt text", attribute(one, "string")
            stack += reversed(_alternative(one) if name == "mc:AlternateContent" else one)
        paragraph.boxes += boxes
        if subject == "A picture" and key in self._word.pictures:
            known = self._word.pictures[key]
            picture = replace(known, alt=words, decorative=decorative)
            self.pictures.append((max(paragraph.number, 1), picture))
        elif subject:
            self._leave(subject, paragraph.number, words)


def _alternative(element: Element) -> Element:
    """The first with text among the contents for newer and older programs; otherwise the first."""
    options = [one for one in element if name_of(one) in ("mc:Choice", "mc:Fallback")]
    filled = (one for one in options if any(name_of(inner) == "w:t" for inner in one.iter()))
    return next(filled, options[0] if options else element)


def _chosen(begin: Element) -> str:
    """What a drop-down list of a form shows, which isn't part of the document's text."""
    options = child(child(begin, "w:ffData"), "w:ddList")
    if options is None:
        return ""
    entries = [attribute(one, "val") for one in options if name_of(one) == "w:listEntry"]
    result = child(options, "w:result")
    number = attribute(result, "val") if result is not None else "0"
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    return entries[place] if place < len(entries) else ""

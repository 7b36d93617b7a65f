"""Scenarios in the form in which articles tell them.

    Example 1: “The parcel”
    Scenario: A customer calls.
    Not Accountable: “Ask the courier.”
    Accountable: “I will ask the courier.”
    Accountable Solutions: Consider (i) finding it; or (ii) sending a new one if it is lost.
    Lesson: The parcel is ours until it is there.

Labels may be headings, bold, or bullets, with a colon or a dash or on a line of their own, in any
order behind the first; several may share a line. What a label does not explain is reported.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from answerable.diagnostics import Location
from answerable.exchange.scenarios.markdown.brief import first_words
from answerable.exchange.scenarios.markdown.emphasis import EmphasisSpan as Emphasis
from answerable.exchange.scenarios.markdown.emphasis import unmarked, with_spans
from answerable.exchange.scenarios.markdown.invisible import INVISIBLE
from answerable.exchange.scenarios.result import ImportedScenario, ImportResult
from answerable.exchange.scenarios.texts.lines import (
    BLANKS,
    BREAK,
    BULLET,
    MAX_PIECES,
    Label,
    Piece,
    TextLine,
    looks_like_label,
    pieces_of,
)
from answerable.exchange.scenarios.texts.solutions import ParsedSolution, Unit, entries
from answerable.model.labels import MODULE, START, is_speaker, names_replies, plain
from answerable.model.wording import in_brief
from answerable.source.read.encoding import refused_character
from answerable.source.read.positions import Keys, Source, Span, Value

ASKS_OF_TABLES = "write it into a column “{}” of the table"
ASKS = "write it there, on a line that begins with “{}:”"
Written = Callable[[str], str]

_INNER = "\n- "
ESCAPE = "\\"
"""Before a line, it says that it begins with no label."""

_ACCOUNTABLE = ("accountable", "not_accountable")
_LISTS = frozenset({"tags", "keywords"})
_ONE_LINE = frozenset(
    {"title", "summary", "department", "channel", "customer", "difficulty", "minutes"}
    | {"excuse", "owner", "id", MODULE}
)
_QUOTES = {
    "“": '”“"',
    "„": '“”"',
    '"': '"”',
    "”": "”",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "«": "»",
    "»": "«",
    "‹": "›",
}
"""What may close a quotation, by the mark that opens it."""
_WHY = re.compile(r"why\s*[:：]\s*", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?P<sign>[*_]{1,3})(?P<inside>[^*_\s](?:[^*_]*[^*_\s])?)(?P=sign)")
# Blanks that do not break stay where French puts them.
_FIRM_BLANK = re.compile("(?<![«‹])[\u00a0\u202f](?![»›:;!?%€])")
_SPACES = re.compile(r"[ \t]{2,}")
_NEXT_SENTENCE = re.compile(r"[.!?؟…][\"”’'»)*_]*\s")
_SENTENCE_END = re.compile(r"[.!?؟…:][”\"’'»)*_]*$")
_MARKED = re.compile(r"\(?(?:[ivx]{1,5}|\d{1,2}|[a-h])\)\s", re.IGNORECASE)
_COUNTS_ON = re.compile(r"[^(]*\s2\)\s*\w|.*[.;,]\s+2\.\s")
"""A line that holds a whole list: “1) find it 2) send a new one”. Its first number is off."""
_LETTERED = re.compile(r"\(?(?:[ivx]{1,5}|[a-h])[.)]\s+", re.IGNORECASE)
_NARROWEST, _WIDEST = 60, 120
"""How long lines are at which programs and people wrap a text, in characters."""


@dataclass(slots=True)
class _ScenarioPieces:
    """The pieces of one scenario by field, in the order of their labels.

    A blank piece parts paragraphs. `unknown` are the labels of fields that are not known, whose
    names begin with a question mark.
    """

    start: Piece
    fields: dict[str, list[Piece]] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)
    unknown: dict[str, Piece] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)


def from_lines(lines: Sequence[str], path: str) -> ImportResult:
    """The scenarios of plain lines, where an empty one parts paragraphs."""
    return read_lines([TextLine(at, text) for at, text in enumerate(lines, 1)], tuple(lines), path)


def read_lines(
    lines: Iterable[TextLine],
    shown: tuple[str, ...],
    path: str,
    *,
    named: str = "",
    written: Written = str,
) -> ImportResult:
    """The scenarios of a text.

    `shown` is what findings show of each line, by its number; `named` what people call a line
    there, with `{}` for its number, if they do not count lines. `written` makes Markdown of a line,
    if the text is none.
    """
    found = ImportResult()
    lines = [
        replace(line, text=INVISIBLE.sub("", line.text)) if INVISIBLE.search(line.text) else line
        for line in islice(lines, MAX_PIECES + 1)
    ]
    for line in lines:
        if refused := refused_character(BREAK.sub(" ", line.text)):
            at = line.text.find(refused.group()) + 1
            place = named.format(line.number) if named else ""
            where = Location(path, line.number, at, at + 1, shown[line.number - 1], place)
            name = f"U+{ord(refused.group()):04X}"
            message = f"An invisible character ({name}) stands in the text."
            found.error("AN104", message, where, "delete it")
    pieces = pieces_of(lines)
    if len(pieces) > MAX_PIECES:
        message = f"The text has more than {MAX_PIECES:,} lines and labels."
        found.error("AN513", message, Location(path), "split it into several files")
        return found
    emphasis = {line.number: line for line in lines if line.emphasis}
    reader = _Reader(pieces, shown, path, named, found, written, emphasis)
    reader.read()
    if not found.drafts and not found.diagnostics:
        message = "No scenario was found in this file."
        hint = "begin each with a line such as “Example 1: The lost parcel”, and label its parts"
        found.error("AN520", message, Location(path), hint)
    return found


class _Reader:
    """Goes through the pieces of a text and puts each to the field of the label before it."""

    def __init__(
        self,
        pieces: list[Piece],
        lines: tuple[str, ...],
        path: str,
        named: str,
        found: ImportResult,
        written: Written,
        emphasis: Mapping[int, TextLine],
    ) -> None:
        self._pieces = pieces
        self._lines = lines
        self._path = path
        self._named = named
        self._found = found
        self._written = written
        self._emphasis = emphasis
        self._scenario: _ScenarioPieces | None = None
        self._field: str | None = None
        self._reply = "accountable"
        self._heading: Piece | None = None
        self._left: list[Piece] = []
        self._next = _next_labels(pieces)
        styles = {piece.label.style for piece in pieces if piece.label and not piece.heading}
        self._dashes, self._alone = "dash" in styles, "alone" in styles
        numbered = {piece.line for piece in pieces if piece.sign}
        self._numbered_labels = any(piece.label and piece.line in numbered for piece in pieces)
        self._spoken = _spoken(pieces)
        self._width = max((len(line.rstrip()) for line in lines), default=0)

    def read(self) -> None:
        for place, piece in enumerate(self._pieces):
            self._take(place, piece)
        self._close()
        self._leave_heading()
        if self._found.drafts:
            self._report_left()

    def _take(self, place: int, piece: Piece) -> None:
        if piece.label and piece.label.field:
            self._begin(piece.label, piece)
        elif names_replies(piece.text.strip("*_:： ")) and self._stands_before_reply(place):
            self._field = None  # “Replies:”, which says nothing that the labels below it do not
        elif piece.text.startswith(ESCAPE) and piece.text[1:2].isalpha():
            self._add(replace(piece, text=piece.text[1:], column=piece.column + 1))
        elif self._is_heading(place, piece):
            self._take_heading(piece)
        elif label := self._unknown(place, piece):
            self._begin_unknown(label, piece)
        else:
            spoken = (piece.line, piece.column) in self._spoken
            self._add(replace(piece, spoken=True) if spoken else piece)

    def _stands_before_reply(self, place: int) -> bool:
        """Whether the next words are the label of a reply, and the scenario goes on with it."""
        below = next((one for one in self._pieces[place + 1 : place + 3] if one.text), None)
        label = below.label if below else None
        return self._scenario is not None and label is not None and label.field in _ACCOUNTABLE

    def _add(self, piece: Piece) -> None:
        """Put a piece to the field that is open, or to what is left out."""
        if self._field is None or self._scenario is None:
            self._left += [piece] if piece.text else []
            return
        pieces = self._scenario.fields.setdefault(self._field, [])
        if piece.text or pieces:
            pieces.append(piece)

    def _is_heading(self, place: int, piece: Piece) -> bool:
        """Whether a piece is a heading, or a bold or numbered line in its place, and no label."""
        if self._is_numbered_title(place, piece):
            return True
        if not piece.heading and not self._is_bold_title(place, piece):
            return False
        following = self._next[place]
        scenario = self._scenario
        if scenario is None or self._begins(following):
            return True
        if not scenario.fields.get("title") and self._field == "title":
            return True
        if not piece.heading:
            return following is None or following.field == START
        inside = {level for level in scenario.headings if level}
        return not (
            (scenario.start.heading and piece.heading > scenario.start.heading)
            or (inside and piece.heading >= min(inside) and following is not None)
        )

    def _is_bold_title(self, place: int, piece: Piece) -> bool:
        """Whether a line that is bold as a whole stands where a title would: before a scenario."""
        marked = _EMPHASIS.fullmatch(piece.text) is not None
        if not (piece.strong or marked) or len(piece.text) > 100 or piece.bullet:
            return False
        content = self._scenario.fields.get(self._field or "") if self._scenario else ()
        if self._field and not any(one.text for one in content or ()):
            return False  # The first words below a label are its text, bold or not.
        return self._begins(self._next[place]) or _SENTENCE_END.search(piece.text) is None

    def _is_numbered_title(self, place: int, piece: Piece) -> bool:
        """Whether a line such as “3) The wet dog” stands right before the label that begins a
        scenario, and is not the end of a list.
        """
        if not piece.sign or len(piece.text) > 100 or _SENTENCE_END.search(piece.text):
            return False
        around = self._pieces[max(0, place - 2) : place], self._pieces[place + 1 : place + 3]
        above, below = ([one for one in each if one.text] for each in around)
        listed = bool(above) and bool(above[-1].sign) and above[-1].label is None
        return not listed and bool(below) and self._begins(below[0].label)

    def _begins(self, label: Label | None) -> bool:
        """Whether a label would begin a scenario."""
        scenario = self._scenario
        if label is None:
            return False
        if scenario is None:
            return label.field != START
        return label.field in ("title", "situation") and label.field in scenario.fields

    def _take_heading(self, piece: Piece) -> None:
        scenario = self._scenario
        if scenario and self._field == "title" and not scenario.fields.get("title"):
            scenario.fields["title"] = [piece]
            return
        self._leave_heading()
        if scenario and 0 < piece.heading < scenario.start.heading:
            self._leave_behind(scenario)  # Another part of the article: what ends this one is none.
        self._field, self._heading = None, piece

    def _leave_heading(self) -> None:
        self._left += [self._heading] if self._heading else []
        self._heading = None

    def _unknown(self, place: int, piece: Piece) -> Label | None:
        """The label that a piece within a scenario seems to have, though no known one."""
        scenario = self._scenario
        if scenario is None or self._field is None or not piece.text:
            return None
        label = looks_like_label(piece)
        if label is None or (piece.line, piece.column) in self._spoken:
            return None
        first = next((one for one in scenario.fields.get(self._field, ()) if one.text), None)
        if label.style == "dash" and not self._dashes:
            return None
        if label.style == "alone":
            above = self._pieces[place - 1] if place else None
            below = self._pieces[place + 1] if place + 1 < len(self._pieces) else None
            opens = above is None or not above.text or bool(_SENTENCE_END.search(above.text))
            follows = below is not None and below.label is None and not piece.bullet
            if not (self._alone and opens and follows and first):
                return None
        if label.style == "bold" and (not first or (piece.bullet and self._field == "solutions")):
            return None
        if self._is_past(place) or self._is_entry(piece, label, first):
            return None
        return label

    def _is_past(self, place: int) -> bool:
        """Whether a piece comes after the end of the last part of a scenario."""
        following = self._next[place]
        if self._scenario is None or self._field is None:
            return True
        if following is not None and following.field != START and not self._begins(following):
            return False
        return bool(self._parted(self._field)[1])

    def _is_entry(self, piece: Piece, label: Label, first: Piece | None) -> bool:
        """Whether it is an entry of the list below “Solutions”, such as “- Refund: Pay it back.”,
        or a line with a number in a text whose labels have none.

        It is said all the same, because it might be a label.
        """
        scenario = self._scenario
        if scenario is None or not piece.bullet:
            return False
        is_solution = self._field == "solutions" and "solutions" in scenario.alone
        is_counted = bool(piece.sign) and label.style == "colon" and not self._numbered_labels
        if not is_counted and not (is_solution and (first is None or first.bullet)):
            return False
        taken = "one of the solutions" if self._field == "solutions" else "a part of the text above"
        message = f"“{_short(piece.text)}” is taken as {taken}."
        hint = f"if it begins another part, use one of the labels that are known: {_KNOWN}"
        self._found.warn("AN521", message, self._where(piece), hint)
        return True

    def _where(self, piece: Piece) -> Location:
        line = self._lines[piece.line - 1]
        end = piece.column + max(len(piece.text), 1)
        place = self._named.format(piece.line) if self._named else ""
        return Location(self._path, piece.line, piece.column, end, line, place)

    def _begin(self, label: Label, piece: Piece) -> None:
        name, scenario = label.field, self._scenario
        rest, at = _rest(piece, label)
        if label.remark:
            self._left.append(replace(piece, text=label.remark))
        if scenario and name == "situation" and set(scenario.fields) == {"situation"}:
            # “Scenario: The parcel” and then “Situation: …”: the first is the title.
            scenario.fields = {"title": scenario.fields["situation"]}
        is_next = scenario is not None and name in scenario.fields and name != "why"
        if (
            name == START
            or scenario is None
            or piece.begins
            or (is_next and name in ("title", "situation"))
        ):
            self._close()
            titled = self._heading if name != START else None
            self._leave_heading() if name == START else None
            scenario = self._scenario = _ScenarioPieces(titled or piece)
            if titled:
                scenario.fields["title"] = [titled]
                if name == "title":
                    scenario.fields = {}
                    self._left.append(titled)
        self._heading = None
        scenario.headings.add(piece.heading if name != START else 0)
        if name in _ACCOUNTABLE:
            self._reply = name
            if reason := _WHY.match(rest):
                name, at, rest = "why", at + reason.end(), rest[reason.end() :]
        if name == "why":
            name = f"{self._reply}.why"
        self._field = name = "title" if name == START else name
        if not rest and not piece.bullet:
            scenario.alone.add(name)
        opening = replace(piece, text=rest, column=at, label=None, bullet=False, heading=0)
        if name == "solutions" and name in scenario.fields:
            scenario.fields[name] += [replace(opening, text=""), opening]
            return
        if name in scenario.fields:
            message = f"The label “{label.name}” stands here a second time."
            hint = "begin the next scenario with “Example 2: …”, or join the two parts"
            self._found.error("AN523", message, self._where(piece), hint)
        scenario.fields[name] = [opening] if rest else []

    def _begin_unknown(self, label: Label, piece: Piece) -> None:
        if self._scenario is None:
            return
        name = f"?{len(self._scenario.unknown)}"
        self._scenario.unknown[name] = piece
        rest, at = _rest(piece, label)
        self._scenario.fields[name] = [replace(piece, text=rest or " ", column=at)]
        self._field = name

    def _parted(self, name: str) -> tuple[list[Piece], list[Piece]]:
        """The pieces of the last field of a scenario, and what stands behind it.

        Nothing says that a paragraph behind the last part belongs to it, unless that ends with a
        colon or the paragraph is an entry of a list.
        """
        pieces = self._scenario.fields[name] if self._scenario else []
        gap, above = False, None
        for place, piece in enumerate(pieces):
            if not piece.text:
                gap = above is not None
                continue
            if above is not None and (gap or self._is_apart(above, piece)):
                goes_on = piece.bullet or above.text.rstrip(" *_").endswith((":", "："))
                marked = name == "solutions" and piece.text.startswith("(")
                if not goes_on and not marked:
                    return pieces[:place], pieces[place:]
            gap, above = False, piece
        return pieces, []

    def _is_apart(self, above: Piece, piece: Piece) -> bool:
        """Whether a line below another begins a paragraph, although no empty line parts them.

        A line that is only wrapped had no room for the first word of the next.
        """
        if above.line == piece.line or piece.bullet or piece.text[:1].islower():
            return False
        if not _SENTENCE_END.search(above.text):
            return False
        line = self._lines[above.line - 1].rstrip()
        room = len(line) + 1 + len(piece.text.split(maxsplit=1)[0])
        return self._width > _WIDEST or room <= max(self._width, _NARROWEST)

    def _leave_behind(self, scenario: _ScenarioPieces) -> None:
        """Take off the part that is open, and name, what stands behind its end."""
        if self._field is None or not scenario.fields:
            return
        kept, behind = self._parted(self._field)
        scenario.fields[self._field] = kept
        behind = [one for one in behind if one.text]
        if behind:
            message = f"{self._lines_of(behind)} after the last part, and is not taken."
            hint = (
                "if it belongs to that part, join the two paragraphs, or write a bullet "
                "before it\nif it ends the article, leave it"
            )
            self._found.warn("AN521", message, self._where(behind[0]), hint)

    def _close(self) -> None:
        """Turn the scenario that is open into a draft."""
        scenario = self._scenario
        if scenario is None:
            return
        self._leave_behind(scenario)
        self._doubt_lesson(scenario)
        for name, piece in scenario.unknown.items():
            self._report_unknown(piece, scenario.fields.pop(name, []))
        values: dict[str, Value] = {}
        spans: dict[Keys, Span] = {}
        for name, pieces in scenario.fields.items():
            self._put(name, pieces, values, spans)
        module = values.pop(MODULE, None)
        situation = values.get("situation")
        if scenario.start.begins and "title" not in values and isinstance(situation, str):
            values = {"title": first_words(situation), **values}
            spans["title",] = spans["situation",]
            message = f"It has no title: “{values['title']}” is made from its first words."
            hint = "add a column “Title” to the table if it should have another"
            self._found.warn("AN518", message, self._where(scenario.start), hint)
        names = {span: self._named.format(span.line) for span in spans.values() if self._named}
        source = Source(self._path, self._lines, values, spans, spans, places=names)
        said = module if isinstance(module, str) else None
        asks = ASKS_OF_TABLES if scenario.start.begins else ASKS
        self._found.take(ImportedScenario(source, self._where(scenario.start), asks, said))
        self._scenario, self._field = None, None

    def _doubt_lesson(self, scenario: _ScenarioPieces) -> None:
        """Say that the end of a line that holds a whole scenario may be the end of the article."""
        pieces = [piece for piece in scenario.fields.get("lesson", ()) if piece.text]
        runs_on = self._field == "lesson" and len(pieces) == 1 and pieces[0].inner
        if runs_on and _NEXT_SENTENCE.search(pieces[0].text):
            message = "All that follows here is taken as the lesson: no line ends before it."
            hint = "if some of it ends the article, put that on a line of its own"
            self._found.warn("AN521", message, self._where(pieces[0]), hint)

    def _report_unknown(self, piece: Piece, pieces: Sequence[Piece]) -> None:
        label = looks_like_label(piece)
        name = label.name if label else piece.text
        below = [one for one in pieces if one.text.strip() and one.line != piece.line]
        about = f" Below it: {self._numbered(below)}." if below else ""
        message = f"“{name}” looks like a label, but is none that is known.{about}"
        hint = (
            f"use one of these: {_KNOWN}\n"
            f"or, if it belongs to the text, begin the line with a backslash: {ESCAPE}{name}"
        )
        self._found.error("AN530", message, self._where(piece), hint)

    def _numbered(self, pieces: Sequence[Piece]) -> str:
        """Where pieces are, as people say it: “lines 1–3, 7”."""
        word = self._named.partition(" ")[0] or "line"
        numbers = _numbers([piece.line for piece in pieces])
        return f"{word} {numbers}" if numbers.isdigit() else f"{word}s {numbers}"

    def _lines_of(self, pieces: Sequence[Piece]) -> str:
        """The first words of some pieces and where they are, as the beginning of a sentence."""
        return f"“{_short(pieces[0].text)}” ({self._numbered(pieces)}) stands"

    def _report_left(self) -> None:
        """Name what belongs to no scenario, each stretch of it by itself."""
        left = sorted(self._left, key=lambda piece: (piece.line, piece.column))
        used = sorted({piece.line for piece in self._pieces if piece.text} - {p.line for p in left})
        stretches: list[list[Piece]] = []
        for piece in left:
            previous = stretches[-1][-1].line if stretches else 0
            if stretches and not _between(used, previous, piece.line):
                stretches[-1].append(piece)
            else:
                stretches.append([piece])
        for stretch in stretches:
            message = f"{self._lines_of(stretch)} in no scenario, and is not taken."
            hint = "put a label before what belongs to one; leave the rest"
            self._found.warn("AN522", message, self._where(stretch[0]), hint)

    def _put(
        self, name: str, pieces: list[Piece], values: dict[str, Value], spans: dict[Keys, Span]
    ) -> None:
        filled = [piece for piece in pieces if piece.text]
        if not filled:
            return
        first = filled[0]
        span = _span(first)
        if name not in {"solutions"} | _LISTS | _ONE_LINE:
            pieces = self._emphasised(pieces)
        if name == "title":
            # Below the title, text without a label belongs to nothing that we know.
            self._left += filled[1:]
            values[name] = _unquoted(clean(first.text))
        elif name in _LISTS:
            words = re.split(r"[,;،]\s*", ", ".join(clean(piece.text) for piece in filled))
            values[name] = [word for word in words if word]
        elif name in _ONE_LINE:
            values[name] = " ".join(clean(piece.text) for piece in filled)
        elif name == "solutions":
            self._put_solutions(pieces, values, spans)
        elif name in _ACCOUNTABLE or name.endswith(".why"):
            group, _, part = name.partition(".")
            inside = values.setdefault(group, {})
            if isinstance(inside, dict):
                text = text_of(pieces if part else _bare(pieces), self._written)
                inside[part or "reply"] = text if part else _unquoted(text)
            spans[group, part or "reply"] = span
            name = group
        else:
            values[name] = text_of(pieces, self._written)
        if name in values:
            spans.setdefault((name,), span)

    def _put_solutions(
        self, pieces: list[Piece], values: dict[str, Value], spans: dict[Keys, Span]
    ) -> None:
        found, left = entries(_units(pieces))
        with_marks, _ = entries(_units(self._emphasised(pieces)))
        # Marks that would change what the entries are, are left out.
        if [_unmarked(one) for one in with_marks] == found:
            found = with_marks
        self._left += [replace(pieces[key], text=text) for key, text in left]
        if found:
            values["solutions"] = [self._entry(one) for one in found]
        for place, one in enumerate(found):
            at = _span(pieces[one.key])
            spans["solutions", place] = spans["solutions", place, "do"] = at
            if one.when:
                spans["solutions", place, "when"] = at

    def _emphasised(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces of a part with their bold and italic words marked.

        What all words of a piece have is the look of its paragraph.
        """
        return [
            replace(piece, text=with_spans(piece.text, shown, piece.column - 1))
            if (shown := self._spans_in(piece))
            else piece
            for piece in pieces
        ]

    def _spans_in(self, piece: Piece) -> list[Emphasis]:
        """Which words of a piece are bold or italic, by their places in its line."""
        line = self._emphasis.get(piece.line)
        start = piece.column - 1
        if line is None or line.text[start : start + len(piece.text)] != piece.text:
            return []
        end = start + len(piece.text)
        spans = [one for one in line.emphasis if one.start < end and one.end > start]
        strong, em = _covers(piece, spans, "strong"), _covers(piece, spans, "em")
        return [
            one._replace(strong=one.strong and not strong, em=one.em and not em) for one in spans
        ]

    def _entry(self, entry: ParsedSolution) -> Value:
        parts = {"do": entry.do} | ({"when": entry.when} if entry.when else {})
        # Inner lists have a line for each entry.
        return {
            name: _INNER.join(map(self._written, text.split(_INNER)))
            for name, text in parts.items()
        }


_KNOWN = "Scenario, Not accountable, Accountable, Why, Solutions, Lesson"


def _covers(piece: Piece, spans: Sequence[Emphasis], kind: str) -> bool:
    """Whether all words of a piece are of a kind."""
    start = piece.column - 1
    rest = list(piece.text)
    for one in spans:
        if getattr(one, kind):
            for place in range(max(one.start - start, 0), min(one.end - start, len(rest))):
                rest[place] = " "
    return not "".join(rest).strip()


def _unmarked(entry: ParsedSolution) -> ParsedSolution:
    return replace(entry, do=unmarked(entry.do), when=unmarked(entry.when))


def _span(piece: Piece) -> Span:
    return Span(piece.line, piece.column, piece.column + max(len(piece.text), 1))


def _rest(piece: Piece, label: Label) -> tuple[str, int]:
    """What is behind the label of a piece, and its column."""
    behind = piece.text[label.end :]
    rest = behind.lstrip()
    at = piece.column + label.end + len(behind) - len(rest)
    marks = re.match(r"[*_]{1,3}", piece.text)
    if label.style == "alone":
        rest = rest.strip("*_ ")
    elif marks and rest.endswith(marks.group()) and rest.count(marks.group()) % 2:
        rest = rest[: -len(marks.group())].rstrip()  # **Lesson: all of it bold.**
    if inner := BULLET.match(rest) if label.style == "alone" else None:
        rest, at = rest[inner.end() :], at + inner.end()
    return rest.strip(), at


def _next_labels(pieces: Sequence[Piece]) -> list[Label | None]:
    """For each piece, the next known label behind it."""
    found: list[Label | None] = []
    following: Label | None = None
    for piece in reversed(pieces):
        found.append(following)
        following = piece.label or following
    return found[::-1]


def _spoken(pieces: Sequence[Piece]) -> set[tuple[int, int]]:
    """Where lines of a dialogue begin: who speaks is a known one, or speaks again in that part."""
    names: dict[tuple[int, int], tuple[int, tuple[str, ...]]] = {}
    found: set[tuple[int, int]] = set()
    part = 0
    for piece in pieces:
        part += piece.label is not None
        name, colon, rest = piece.text[:60].partition(":")
        if not colon or piece.label or (rest and not rest[:1].isspace()):
            continue
        name = name.strip("*_ ")
        if is_speaker(name):
            found.add((piece.line, piece.column))
        elif looks_like_label(piece):
            words = tuple(word for word in plain(name) if not word.isdigit())
            names[piece.line, piece.column] = (part, words)
    again = Counter(names.values())
    return found | {place for place, name in names.items() if again[name] > 1 and name[1]}


def _between(lines: Sequence[int], first: int, last: int) -> bool:
    return bisect_right(lines, first) < bisect_left(lines, last)


def _numbers(numbers: Sequence[int]) -> str:
    """Numbers as people write them: 1–3, 7."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number - runs[-1][-1] <= 2:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _short(text: str) -> str:
    return in_brief(" ".join(clean(text).split()), 50)


def clean(text: str) -> str:
    """A text without invisible signs, and with ordinary blanks where no typography needs others."""
    return _SPACES.sub(" ", BLANKS.sub(_blank, INVISIBLE.sub("", text))).strip()


def _blank(match: re.Match[str]) -> str:
    return (
        " "
        if _FIRM_BLANK.match(match.string, match.start())
        or match.group()
        not in (
            "\u00a0",
            "\u202f",
        )
        else match.group()
    )


def text_of(pieces: Sequence[Piece], written: Written = str) -> str:
    """Paragraphs, each on one line; entries of lists and lines of code stay lines of their own."""
    text = ""
    gap = False
    base: Piece | None = None
    verbatim = False
    counted = _counted(pieces)
    marks = _Marks()
    for place, piece in enumerate(pieces):
        if not piece.text and not piece.verbatim:
            gap = bool(text)
            continue
        words = piece.text if piece.verbatim else clean(piece.text)
        listed = piece.bullet and (not piece.sign or place in counted)
        if piece.sign and not listed:
            words = f"{piece.sign} {words}"
        if not piece.verbatim:
            words = written(words)
        if listed:
            base = base or piece
            inner = ("   " if base.sign else "  ") if piece.indent >= base.indent + 2 else ""
            mark = marks.of(piece.sign, inner) if piece.sign else "-"
            text += ("\n\n" if gap else "\n" if text else "") + f"{inner}{mark} {words}"
        elif piece.verbatim or verbatim:
            text += ("\n\n" if gap and not verbatim else "\n" if text else "") + words
        elif piece.spoken:
            text += ("\n\n" if text else "") + words
        else:
            text += ("\n\n" if gap else " " if text else "") + words
        gap, verbatim = False, piece.verbatim
    return text


class _Marks:
    """The numbers of entries in Markdown. It numbers a list on from its first entry, so that where
    numbers leap, another sign behind them begins another list.
    """

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, str]] = {}

    def of(self, sign: str, level: str) -> str:
        number = int(sign[:-1])
        last, end = self._last.get(level, (number - 1, "."))
        if number != last + 1:
            end = ")" if end == "." else "."
        self._last[level] = number, end
        return f"{number}{end}"


def _counted(pieces: Sequence[Piece]) -> set[int]:
    """The places of entries whose numbers count. One alone, as in “1. Mai”, is text."""
    numbers = [
        (place, int(piece.sign[:-1]))
        for place, piece in enumerate(pieces)
        if piece.bullet and piece.sign[:-1].isdecimal()
    ]
    pairs = [(a, b) for a, b in pairwise(numbers) if b[1] == a[1] + 1]
    return {place for pair in pairs for place, _ in pair}


def _bare(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a reply without a number before its quotation mark, and without emphasis of
    the whole.
    """
    found = []
    for piece in pieces:
        whole = _EMPHASIS.fullmatch(piece.text)
        text = whole["inside"] if whole else piece.text
        sign = "" if text[:1] in _QUOTES else piece.sign
        found.append(replace(piece, text=text, sign=sign))
    return found


def _unquoted(text: str) -> str:
    """A text without the quotation marks and the emphasis around the whole of it."""
    while True:
        if whole := _EMPHASIS.fullmatch(text):
            text = whole["inside"].strip()
            continue
        closing = _QUOTES.get(text[:1], "")
        inside = text[1:-1]
        if len(text) < 3 or not closing or text[-1] not in closing:
            return text
        if any(sign in _without_apostrophes(inside) for sign in text[0] + text[-1]):
            return text
        text = inside.strip()


def _without_apostrophes(text: str) -> str:
    return re.sub(r"(?<=\w)['’](?=\w|\s)", "", text)


def _units(pieces: Sequence[Piece]) -> list[Unit]:
    """The paragraphs and entries of lists in solutions; inner lists stay with their entries."""
    found: list[tuple[int, bool, list[str]]] = []
    gap, base = True, None
    for key, piece in enumerate(pieces):
        if not piece.text:
            gap = True
            continue
        words = clean(piece.text)
        if piece.sign[:-1] == "1" and _COUNTS_ON.match(words):
            words = f"{piece.sign} {words}"
        if piece.bullet:
            base = piece.indent if base is None else base
            if found and found[-1][1] and piece.indent >= base + 2:
                found[-1][2].append(f"{_INNER}{words}")
            else:
                found.append((key, True, [words]))
        elif base is not None and piece.indent >= base + 2 and (inner := _LETTERED.match(words)):
            found[-1][2].append(f"{_INNER}{words[inner.end() :]}")
        elif gap or not found or _MARKED.match(piece.text):
            found.append((key, False, [words]))
        else:
            found[-1][2].append(f" {words}")
        gap = False
    return [Unit(key, "".join(parts), listed) for key, listed, parts in found]

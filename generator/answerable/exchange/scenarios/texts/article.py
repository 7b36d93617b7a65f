"""Reads scenarios in the form of an article, with labels.

    Example 1: “The parcel”
    Scenario: A customer calls.
    Not Accountable: “Ask the courier.”
    Accountable: “I will ask the courier.”
    Accountable Solutions: Consider (i) finding it; or (ii) sending a new one if it is lost.
    Lesson: The parcel is ours until it is there.

Labels may be headings, bold or bullets, with a colon, with a dash or on a line of their own, in any
order after the first; several may share a line. Text that belongs to no label is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from answerable.diagnostics import Location
from answerable.exchange.scenarios.markdown.brief import first_words
from answerable.exchange.scenarios.markdown.invisible import INVISIBLE
from answerable.exchange.scenarios.result import ImportedScenario, ImportResult
from answerable.exchange.scenarios.texts.context import (
    SENTENCE_END,
    next_labels,
    parted,
    rest_of,
    spoken_places,
    stretches,
)
from answerable.exchange.scenarios.texts.lines import (
    BREAK,
    MAX_PIECES,
    Label,
    Piece,
    TextLine,
    looks_like_label,
    pieces_of,
)
from answerable.exchange.scenarios.texts.paragraphs import EMPHASISED, Written
from answerable.exchange.scenarios.texts.places import Places, short
from answerable.exchange.scenarios.texts.values import REPLIES, PartValues
from answerable.model.fieldnames import NO_NAMES, OwnNames, names_replies
from answerable.model.fieldnametable import MODULE, START
from answerable.source.read.encoding import refused_character

ASKS_OF_TABLES = "write it in a column “{}” of the table"
ASKS = "write it there, on a line that starts with “{}:”"

ESCAPE = "\\"
"""Put before a line that doesn't begin with a label."""

_WHY = re.compile(r"why\s*[:：]\s*", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"[.!?؟…][\"”’'»)*_]*\s")


@dataclass(slots=True)
class _ScenarioPieces:
    """The pieces of one scenario by field, in the order of their labels.

    An empty piece separates paragraphs. `unknown` are labels of unknown fields, whose names begin
    with a question mark.
    """

    start: Piece
    fields: dict[str, list[Piece]] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)
    unknown: dict[str, Piece] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)


def from_lines(lines: Sequence[str], path: str) -> ImportResult:
    """The scenarios in plain lines; empty lines separate paragraphs."""
    return read_lines([TextLine(at, text) for at, text in enumerate(lines, 1)], tuple(lines), path)


def read_lines(
    lines: Iterable[TextLine],
    shown: tuple[str, ...],
    path: str,
    *,
    named: str = "",
    written: Written = str,
    own: OwnNames = NO_NAMES,
) -> ImportResult:
    """The scenarios in a text.

    `shown` is what findings show for each line, by its number; `named` is how they name a line
    there, with `{}` for its number, if people don't count lines. `written` turns a line into
    Markdown, if the text isn't Markdown. `own` are the names that the course has for fields.
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
            message = f"The text contains an invisible character ({name})."
            found.error("AN104", message, where, "delete it")
    pieces = pieces_of(lines, own)
    if len(pieces) > MAX_PIECES:
        message = f"The text has more than {MAX_PIECES:,} lines and labels."
        found.error("AN513", message, Location(path), "split it into several files")
        return found
    emphasis = {line.number: line for line in lines if line.emphasis}
    reader = _Reader(pieces, Places(path, shown, named), found, written, emphasis)
    reader.read()
    if not found.drafts and not found.diagnostics:
        message = "No scenario was found in this file."
        hint = (
            "start each one with a line such as “Example 1: The lost parcel”, and label its parts"
        )
        found.error("AN520", message, Location(path), hint)
    return found


class _Reader:
    """Goes through the pieces of a text and adds each to the field of the label before it."""

    def __init__(
        self,
        pieces: list[Piece],
        places: Places,
        found: ImportResult,
        written: Written,
        emphasis: Mapping[int, TextLine],
    ) -> None:
        self._pieces = pieces
        self._places = places
        self._found = found
        self._written = written
        self._emphasis = emphasis
        self._scenario: _ScenarioPieces | None = None
        self._field: str | None = None
        self._reply = "accountable"
        self._heading: Piece | None = None
        self._left: list[Piece] = []
        self._next = next_labels(pieces)
        styles = {piece.label.style for piece in pieces if piece.label and not piece.heading}
        self._dashes, self._alone = "dash" in styles, "alone" in styles
        numbered = {piece.line for piece in pieces if piece.sign}
        self._numbered_labels = any(piece.label and piece.line in numbered for piece in pieces)
        self._spoken = spoken_places(pieces)
        self._width = max((len(line.rstrip()) for line in places.lines), default=0)

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
        elif piece.text.startswith(ESCAPE) and piece.text[1:2].isalpha():
            self._add(replace(piece, text=piece.text[1:], column=piece.column + 1, escaped=True))
        elif names_replies(piece.text.strip("*_:： ")) and self._stands_before_reply(place):
            self._field = None  # “Replies:” adds nothing to the labels below it
        elif self._is_heading(place, piece):
            self._take_heading(piece)
        elif label := self._unknown(place, piece):
            self._begin_unknown(label, piece)
        else:
            spoken = (piece.line, piece.column) in self._spoken
            self._add(replace(piece, spoken=True) if spoken else piece)

    def _stands_before_reply(self, place: int) -> bool:
        """Whether the label of a reply comes next, which continues the scenario."""
        below = next((one for one in self._pieces[place + 1 : place + 3] if one.text), None)
        label = below.label if below else None
        return self._scenario is not None and label is not None and label.field in REPLIES

    def _add(self, piece: Piece) -> None:
        """Add a piece to the open field, or to what is left out."""
        if self._field is None or self._scenario is None:
            self._left += [piece] if piece.text else []
            return
        pieces = self._scenario.fields.setdefault(self._field, [])
        if piece.text or pieces:
            pieces.append(piece)

    def _is_heading(self, place: int, piece: Piece) -> bool:
        """Whether a piece is a heading, or a bold or numbered line used as one, but not a label."""
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
        """Whether a line that is all bold is where a title would be: before a scenario."""
        marked = EMPHASISED.fullmatch(piece.text) is not None
        if not (piece.strong or marked) or len(piece.text) > 100 or piece.bullet:
            return False
        content = self._scenario.fields.get(self._field or "") if self._scenario else ()
        if self._field and not any(one.text for one in content or ()):
            return False  # The first words below a label are its text, bold or not.
        return self._begins(self._next[place]) or SENTENCE_END.search(piece.text) is None

    def _is_numbered_title(self, place: int, piece: Piece) -> bool:
        """Whether a line such as “3) The wet dog” comes right before the label that begins a
        scenario, and isn't the end of a list.
        """
        if not piece.sign or len(piece.text) > 100 or SENTENCE_END.search(piece.text):
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
            self._leave_behind(scenario)  # Another part of the article begins.
        self._field, self._heading = None, piece

    def _leave_heading(self) -> None:
        self._left += [self._heading] if self._heading else []
        self._heading = None

    def _unknown(self, place: int, piece: Piece) -> Label | None:
        """The unknown label that a piece within a scenario seems to have."""
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
            opens = above is None or not above.text or bool(SENTENCE_END.search(above.text))
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

        It is still reported, because it might be a label.
        """
        scenario = self._scenario
        if scenario is None or not piece.bullet:
            return False
        is_solution = self._field == "solutions" and "solutions" in scenario.alone
        is_counted = bool(piece.sign) and label.style == "colon" and not self._numbered_labels
        if not is_counted and not (is_solution and (first is None or first.bullet)):
            return False
        taken = "one of the solutions" if self._field == "solutions" else "part of the text above"
        message = f"“{short(piece.text)}” is read as {taken}."
        hint = f"if it starts another part, use one of the known labels: {_KNOWN}"
        self._found.warn("AN521", message, self._places.where(piece), hint)
        return True

    def _begin(self, label: Label, piece: Piece) -> None:
        name, scenario = label.field, self._scenario
        rest, at = rest_of(piece, label)
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
        if name in REPLIES:
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
            message = f"The label “{label.name}” is here a second time."
            hint = "start the next scenario with “Example 2: …”, or join the two parts"
            self._found.error("AN523", message, self._places.where(piece), hint)
        scenario.fields[name] = [opening] if rest else []

    def _begin_unknown(self, label: Label, piece: Piece) -> None:
        if self._scenario is None:
            return
        name = f"?{len(self._scenario.unknown)}"
        self._scenario.unknown[name] = piece
        rest, at = rest_of(piece, label)
        self._scenario.fields[name] = [replace(piece, text=rest or " ", column=at)]
        self._field = name

    def _parted(self, name: str) -> tuple[list[Piece], list[Piece]]:
        """The pieces of a field, and those after its end."""
        pieces = self._scenario.fields[name] if self._scenario else []
        return parted(name, pieces, self._places.lines, self._width)

    def _leave_behind(self, scenario: _ScenarioPieces) -> None:
        """Move what comes after the end of the open part to the leftovers."""
        if self._field is None or not scenario.fields:
            return
        kept, behind = self._parted(self._field)
        scenario.fields[self._field] = kept
        behind = [one for one in behind if one.text]
        if behind:
            message = f"{self._places.said(behind)} after the last part, and isn't imported."
            hint = (
                "if it belongs to that part, join the two paragraphs, or put a bullet before "
                "it\nif it ends the article, leave it"
            )
            self._found.warn("AN521", message, self._places.where(behind[0]), hint)

    def _close(self) -> None:
        """Turn the scenario that is open into a draft."""
        scenario = self._scenario
        if scenario is None:
            return
        self._leave_behind(scenario)
        self._doubt_lesson(scenario)
        for name, piece in scenario.unknown.items():
            self._report_unknown(piece, scenario.fields.pop(name, []))
        filled = PartValues(self._emphasis, self._written)
        for name, pieces in scenario.fields.items():
            filled.put(name, pieces)
        self._left += filled.left
        values, spans = filled.values, filled.spans
        module = values.pop(MODULE, None)
        situation = values.get("situation")
        if scenario.start.begins and "title" not in values and isinstance(situation, str):
            values = {"title": first_words(situation), **values}
            spans["title",] = spans["situation",]
            message = f"It has no title, so its first words become one: “{values['title']}”."
            hint = "to give it another title, add a column “Title” to the table"
            self._found.warn("AN518", message, self._places.where(scenario.start), hint)
        source = self._places.source(values, spans)
        said = module if isinstance(module, str) else None
        asks = ASKS_OF_TABLES if scenario.start.begins else ASKS
        self._found.take(ImportedScenario(source, self._places.where(scenario.start), asks, said))
        self._scenario, self._field = None, None

    def _doubt_lesson(self, scenario: _ScenarioPieces) -> None:
        """Report that the end of a line with a whole scenario may belong to the article instead."""
        pieces = [piece for piece in scenario.fields.get("lesson", ()) if piece.text]
        runs_on = self._field == "lesson" and len(pieces) == 1 and pieces[0].inner
        if runs_on and _NEXT_SENTENCE.search(pieces[0].text):
            message = (
                "Everything from here on is read as the lesson, because there is no line break."
            )
            hint = "if the end of it belongs to the article, put that on a line of its own"
            self._found.warn("AN521", message, self._places.where(pieces[0]), hint)

    def _report_unknown(self, piece: Piece, pieces: Sequence[Piece]) -> None:
        label = looks_like_label(piece)
        name = label.name if label else piece.text
        below = [one for one in pieces if one.text.strip() and one.line != piece.line]
        about = f" Below it: {self._places.numbered(below)}." if below else ""
        message = f"“{name}” looks like a label, but isn't a known one.{about}"
        hint = (
            f"use one of these: {_KNOWN}\n"
            f"or, if it belongs to the text, start the line with a backslash: {ESCAPE}{name}"
        )
        self._found.error("AN530", message, self._places.where(piece), hint)

    def _report_left(self) -> None:
        """Report what belongs to no scenario, each stretch separately."""
        for stretch in stretches(self._left, self._pieces):
            message = f"{self._places.said(stretch)} outside any scenario, and isn't imported."
            hint = "put a label before anything that belongs to one; leave the rest"
            self._found.warn("AN522", message, self._places.where(stretch[0]), hint)


_KNOWN = "Scenario, Not accountable, Accountable, Why, Solutions, Lesson"

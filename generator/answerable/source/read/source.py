"""Read a YAML file into values, with the position of every key and value.

Only this module reads scenario YAML, and it allows a small, safe subset: fields, lists and texts.
Every scalar stays the text that the author typed, so `No`, `1:30`, `012` and `2027-01-01` mean what
they say; only a field with nothing after its colon is None.

Events are turned into values with an explicit stack instead of recursion, so no nesting can
overflow it. libyaml's parser is used if PyYAML has it; the one in Python takes about twelve times
as long. Both give the same values and positions, except that the one in Python refuses a tab
between a colon and the text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

from answerable.diagnostics import Diagnostic, Location, Severity, replacement
from answerable.source.read import syntax
from answerable.source.read.encoding import (
    decode,
    not_opened,
    refused_character,
    split_lines,
    without_refused_characters,
)
from answerable.source.read.events import EventReader, OpenNode
from answerable.source.read.positions import Keys, Source, Span, Typed, Value
from answerable.source.read.slips import Slip

MAX_BYTES = 1_000_000
"""The largest file that is read, in bytes, and the largest that aliases may expand it to, in
characters.
"""

MAX_EVENTS = 100_000
"""How many names, texts, and beginnings and ends of lists a file may have. A course of ten thousand
scenarios has eleven thousand.
"""

MAX_PROBLEMS = 100
"""How many problems are reported for one file. More would bury the first ones."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TOO_LARGE = "a file contains one scenario, about 2 kB: has something else been saved here?"


def read(file: Path, path: str) -> Source:
    """Read and parse a file. `path` is its name in diagnostics. Never raises for a bad file."""
    return interpret(read_content(file, path), path)


def read_content(file: Path, path: str) -> bytes | Diagnostic:
    """Return the content of a file, up to the length that `parse` looks at, or why it can't be
    read.
    """
    try:
        with file.open("rb", buffering=0) as stream:
            # Allocating room for the largest allowed file would take longer than reading this one.
            size = os.fstat(stream.fileno()).st_size
            return stream.read(min(size, MAX_BYTES) + 1)
    except OSError as error:
        return not_opened(path, error)


def interpret(content: bytes | Diagnostic, path: str) -> Source:
    """Parse what `read_content` returned into values and positions."""
    if isinstance(content, Diagnostic):
        return Source(path, diagnostics=(content,))
    return parse(content, path)


def parse(data: bytes | str, path: str, *, loader: Any = LOADER) -> Source:
    """Parse a file's content into values and positions. Never raises because of bad content."""
    if len(data) > MAX_BYTES:
        return _unreadable(
            path,
            "AN102",
            "The file is larger than 1 MB.",
            _TOO_LARGE,
        )
    text = data.removeprefix("\ufeff") if isinstance(data, str) else decode(data, path)
    if isinstance(text, Diagnostic):
        return Source(path, diagnostics=(text,))
    source = Source(path, split_lines(text))
    if refused := refused_character(text):
        before = split_lines(text[: refused.start()])
        column = len(before[-1]) + 1
        location = source.locate(Span(len(before), column, column + 1))
        return _failed(source, [_character_problem(refused.group(), location)])
    builder = _Builder(source)
    if slip := syntax.directive(source.lines):
        builder.report_slip(slip)
        return _failed(source, builder.diagnostics)
    try:
        builder.build(yaml.parse(text, Loader=loader))
        return builder.result()
    except _StopError:
        return _failed(source, builder.diagnostics)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # PyYAML's own parser passes some bad numbers in escapes and directives on to Python.
        builder.report_slip(syntax.explain(_complaint(error, builder), source.lines))
        return _failed(source, builder.diagnostics)


def _unreadable(path: str, code: str, message: str, hint: str) -> Source:
    diagnostic = Diagnostic(code, Severity.ERROR, message, Location(path), hint)
    return Source(path, diagnostics=(diagnostic,))


def _failed(source: Source, diagnostics: Iterable[Diagnostic]) -> Source:
    return Source(source.path, source.lines, diagnostics=tuple(diagnostics))


def _character_problem(character: str, location: Location) -> Diagnostic:
    return Diagnostic(
        "AN104",
        Severity.ERROR,
        f"The text contains an invisible character (U+{ord(character):04X}).",
        location,
        "delete it; if it was a line break, press Enter there instead",
    )


def _complaint(error: Exception, builder: _Builder) -> syntax.Complaint:
    marked = error if isinstance(error, yaml.MarkedYAMLError) else yaml.MarkedYAMLError()
    problem = marked.problem_mark or marked.context_mark
    context = marked.context_mark or problem
    return syntax.Complaint(
        problem=marked.problem or "",
        reading=marked.context or "",
        line=problem.line if problem else builder.last_line + 1,
        column=problem.column if problem else 0,
        context_line=context.line if context else builder.last_line + 1,
        context_column=context.column if context else 0,
        last_line=builder.last_line,
        last_kind=builder.last_kind,
    )


class _StopError(Exception):
    """The rest of the file can't be parsed; the builder has already reported why."""


@dataclass(slots=True)
class _OpenFields(OpenNode):
    """`lines` has the line where each name first occurs; `flow` is whether it is in brackets."""

    flow: bool = False
    lines: dict[str, int] = field(default_factory=dict)


class _Builder(EventReader[_OpenFields]):
    """Builds a `Source` from the YAML events of one file."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self._last_event: yaml.Event | None = None
        self.last_kind: syntax.TokenKind = "other"
        self._root_span: Span | None = None
        self._unused_anchors: dict[str, Span] = {}

    @property
    def last_line(self) -> int:
        """The line, counted from 0, on which the last event ended; -1 before the first one."""
        return _end_mark(self._last_event).line if self._last_event else -1

    def report(
        self,
        code: str,
        message: str,
        hint: str,
        span: Span,
        severity: Severity = Severity.ERROR,
        instead: str | None = None,
    ) -> None:
        end = max(span.end_column, span.column + 1) if span.end_column else 0
        location = self.source.locate(span._replace(end_column=end))
        fix = () if instead is None else replacement(location, instead)
        self._add_problem(Diagnostic(code, severity, message, location, hint, fix))

    def report_slip(self, slip: Slip, severity: Severity = Severity.ERROR) -> None:
        end = slip.column + 1 if slip.end is None else slip.end
        span = Span(slip.line + 1, slip.column + 1, end + 1)
        self.report(slip.code, slip.message, slip.hint, span, severity, slip.instead)

    def _add_problem(self, problem: Diagnostic) -> None:
        self.diagnostics.append(problem)
        if len(self.diagnostics) == MAX_PROBLEMS:
            message = "This file has more problems than are shown here."
            where = self.source.whole()
            more = Diagnostic("AN200", Severity.ERROR, message, where, "fix the others first")
            self.diagnostics.append(more)
            raise _StopError

    def build(self, events: Iterable[yaml.Event]) -> None:
        for number, event in enumerate(events):
            if number > MAX_EVENTS:
                message = "The file contains more names and texts than any course has."
                self._stop("AN102", message, _TOO_LARGE, self._root_span or Span(1, 1, 0))
            self.take(event)
            self._last_event = event

    def second_document(self, event: yaml.Event) -> None:
        message = "A second document starts here, but a file contains only one scenario."
        hint = "delete the line `---`, or move what follows it to a file of its own"
        self._stop("AN107", message, hint, _span(event))

    def result(self) -> Source:
        """The finished `Source`."""
        for span in self._unused_anchors.values():
            # `title: &now or never` would silently become "or never".
            line = self.source.lines[span.line - 1]
            self.report_slip(syntax.special_start(span.line - 1, span.column - 1, line))
        if isinstance(self.root, dict):
            found = tuple(self.diagnostics)
            return replace(self.source, value=self.root, diagnostics=found)
        if self.root is None:
            hint = "write the scenario's fields in it, or delete the file"
            where = self.source.whole()
            empty = Diagnostic("AN105", Severity.ERROR, "The file is empty.", where, hint)
            self.diagnostics.append(empty)
        else:
            self._report_no_fields(self.root)
        return _failed(self.source, self.diagnostics)

    def _report_no_fields(self, root: Value) -> None:
        span = self._root_span or Span(1, 1, 0)
        lines = self.source.lines
        if slip := syntax.missing_space(lines) or syntax.listed_fields(lines):
            self.report_slip(slip)
            return
        found = "a list" if isinstance(root, list) else "a plain text"
        self.report(
            "AN106",
            f"The file contains {found} instead of fields.",
            "start each line with a field's name, a colon and a space:\n  title: The lost parcel",
            span._replace(end_column=0),
        )

    def _stop(self, code: str, message: str, hint: str, span: Span) -> NoReturn:
        self.report(code, message, hint, span)
        raise _StopError

    def _stop_for(self, slip: Slip) -> NoReturn:
        self.report_slip(slip)
        raise _StopError

    def scalar(self, event: yaml.ScalarEvent) -> None:
        self.last_kind = "quoted" if event.style in ("'", '"') else "other"
        self._check_tag(event)
        value: str | None = event.value
        if not event.style and value == "":
            value = None
        span = _span(event)
        self._note_anchor(event.anchor, span)
        if event.style == '"' and (refused := refused_character(event.value)):
            location = self.source.locate(span)
            self._add_problem(_character_problem(refused.group(), location))
            value = without_refused_characters(event.value)
        top = self.top
        if top is not None and top.awaits_key:
            self._key(top, value, span)
        else:
            self._note_typed(event)
            if value is None and top is not None and top.key is not None:
                # Parsers place an empty value differently; the field's name is a clear place.
                span = self.source.keys[*top.keys, top.key]
            self._add(event, value, span, weight=1 + len(event.value), height=0)

    def _key(self, top: _OpenFields, key: str | None, span: Span) -> None:
        if key is None:
            message = "The name of the field is missing before the colon."
            hint = "write a name there; if the line is part of a text, put the text in quotes"
            self._stop("AN118", message, hint, span)
        line = self.source.lines[span.line - 1]
        if key[:1].isspace() and (slip := syntax.strange_indentation(span.line - 1, line)):
            self._stop_for(slip)
        if key == "<<":
            message = "`<<` (merging another group of fields) is not supported."
            self._stop("AN117", message, "write the fields out", span)
        top.key = key
        self.source.keys.setdefault((*top.keys, key), span)
        first = top.lines.setdefault(key, span.line)
        if key in top.node:
            message = f"The field `{key}` is here a second time."
            hint = f"it is already on line {first}: keep one of the two"
            self.report("AN114", message, hint, span)

    def start(self, event: yaml.CollectionStartEvent) -> None:
        self.last_kind = "other"
        if self._check_tag(event):
            raise _StopError
        span = _span(event)
        self._note_anchor(event.anchor, span)
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        top = self.top
        if top is not None and top.awaits_key:
            message = "The name of a field must be a word, not a list or group."
            hint = "if the line is part of a text, put the text in quotes"
            self._stop("AN118", message, hint, span)
        if len(self.stack) >= syntax.MAX_DEPTH:
            self._stop_for(syntax.too_deep(span.line - 1, span.column - 1))
        keys = self._place(span)
        node: dict[str, Value] | list[Value] = {} if is_mapping else []
        self.stack.append(_OpenFields(node, keys, event.anchor, flow=bool(event.flow_style)))

    def end(self, event: yaml.CollectionEndEvent, done: _OpenFields) -> Value:
        self.last_kind = "flow" if done.flow else "other"
        end = _end_mark(event)
        if done.flow and done.keys and end.line + 1 == self.source.values[done.keys].line:
            closed = self.source.values[done.keys]._replace(end_column=end.column + 1)
            self.source.values[done.keys] = closed
        return done.node

    def alias(self, event: yaml.AliasEvent) -> None:
        self.last_kind = "other"
        span, name = _span(event), event.anchor
        top = self.top
        if top is not None and top.awaits_key:
            self._stop("AN118", "The name of a field must be a word.", "write it out", span)
        if any(open_.anchor == name for open_ in self.stack) and name not in self.anchors:
            self._stop("AN116", f"`*{name}` contains itself.", "write the content out", span)
        if name not in self.anchors:
            line = self.source.lines[span.line - 1]
            self._stop_for(syntax.special_start(span.line - 1, span.column - 1, line))
        self._unused_anchors.pop(name, None)
        value, weight, height = self.anchors[name]
        if len(self.stack) + height > syntax.MAX_DEPTH:
            self._stop_for(syntax.too_deep(span.line - 1, span.column - 1))
        self.weight += weight
        if self.weight > MAX_BYTES:
            message = f"`*{name}` makes the file grow beyond 1 MB."
            self._stop("AN116", message, "write the content out instead of repeating it", span)
        self._add(event, value, span, weight, height)

    def _note_typed(self, event: yaml.ScalarEvent) -> None:
        """Record how a text was typed, if part of it was dropped (see `losses`)."""
        start: Any = event.start_mark
        end = _end_mark(event)
        if start.line == end.line:
            rest, below, *_ = (*self.source.lines[end.line : end.line + 2], "", "")
            if event.style or not ("#" in rest[end.column :] or below.lstrip().startswith("#")):
                return
        self.source.typed[self._keys()] = Typed(
            event.style or "",
            any(open_.flow for open_ in self.stack),
            start.line + 1,
            start.column + 1,
            end.line + 1,
            end.column + 1,
        )

    def _check_tag(self, event: Any) -> bool:
        """Report a tag; return whether there is one."""
        if event.tag is None:
            return False
        span = _span(event)
        line = self.source.lines[span.line - 1]
        # If an anchor comes before the tag, the event starts at the anchor.
        column = max(line.find("!", span.column - 1), span.column - 1)
        self.report_slip(syntax.tag(span.line - 1, column, line))
        return True

    def _note_anchor(self, anchor: str | None, span: Span) -> None:
        if anchor:
            self.anchors.pop(anchor, None)
            self._unused_anchors[anchor] = span

    def _place(self, span: Span) -> Keys:
        """Record where the next value is; return its path."""
        if not self.stack:
            self._root_span = span
            return ()
        keys = self._keys()
        self.source.values.setdefault(keys, span)
        return keys

    def _keys(self) -> Keys:
        """The path of the next value."""
        if not self.stack:
            return ()
        top = self.stack[-1]
        return (*top.keys, len(top.node) if isinstance(top.node, list) else (top.key or ""))

    def _add(
        self, event: yaml.NodeEvent, value: Value, span: Span, weight: int, height: int
    ) -> None:
        self._place(span)
        if event.anchor and not isinstance(event, yaml.AliasEvent):
            self.anchors[event.anchor] = (value, weight, height)
        self.attach(event, value, weight, height)

    def fill(self, _: yaml.Event, top: _OpenFields, value: Value) -> None:
        if isinstance(top.node, dict):
            top.node.setdefault(top.key, value)


def _span(event: yaml.Event) -> Span:
    start: Any = event.start_mark
    end = _end_mark(event)
    end_column = end.column + 1 if end.line == start.line and end.column > start.column else 0
    return Span(start.line + 1, start.column + 1, end_column)


def _end_mark(event: yaml.Event) -> Any:
    """The event's end mark. PyYAML's types allow events without one, but parsers make none."""
    return event.end_mark

"""Write values as lines of YAML, in the single layout that the course's files use.

Texts have no quotes if the reader reads them back unchanged. Long ones become a folded block
(`>-`), texts with line breaks a literal one (`|-`), and everything else is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from answerable.model.scalars import is_placeholder
from answerable.source.read.positions import Keys, Source, Value
from answerable.source.read.quoting import quote
from answerable.source.read.source import parse

WIDTH = 95
"""The maximum length of a line, if a text has spaces to break it at."""

_PLAIN = re.compile(r"[^\W_](?:[^:#\s]| (?=[^\s#]))*")
_OTHER_TYPE = re.compile(
    r"~|null|true|false|yes|no|on|off|[-+.\d][-+.:\d_eExXoOa-fA-F]*", re.IGNORECASE
)
_NOT_A_TEXT = re.compile(r"~|null|true|false", re.IGNORECASE)
_BREAKABLE = re.compile(r"(?<=\S) (?=\S)")


@dataclass(frozen=True, slots=True)
class Presentation:
    """What a file's lines contain besides values, by path of keys.

    `before` are comments and blank lines above a field or an entry, `beside` is the comment at the
    end of its first line, and `after` are comments below all of its lines, with the same
    indentation. `styles` says how the author wrote a text (see `Comments`); a text without a style
    is new.
    """

    before: Mapping[Keys, list[str]] = field(default_factory=dict)
    beside: Mapping[Keys, str] = field(default_factory=dict)
    after: Mapping[Keys, list[str]] = field(default_factory=dict)
    styles: Mapping[Keys, str] = field(default_factory=dict)


NOTHING_ELSE = Presentation()


def to_lines(
    value: Value, layout: Presentation = NOTHING_ELSE, keys: Keys = (), indent: int = 0
) -> list[str]:
    """Return a group of fields or a list as lines of YAML, indented by `indent` columns."""
    rows: list[str] = []
    margin = " " * indent
    inner = value.items() if isinstance(value, dict) else enumerate(value or ())
    for key, content in inner:
        place = (*keys, key)
        rows += _indented(layout.before.get(place, ()), margin)
        if isinstance(key, str):
            rows += _field(f"{margin}{_key(key)}:", content, layout, place, indent)
        else:
            rows += _entry(content, layout, place, indent)
        rows += _indented(layout.after.get(place, ()), margin)
    return rows


def _field(start: str, value: Value, layout: Presentation, keys: Keys, indent: int) -> list[str]:
    note = f" {layout.beside[keys]}" if keys in layout.beside else ""
    if isinstance(value, dict | list) and value:
        return [start + note, *to_lines(value, layout, keys, indent + 2)]
    first, *others = _scalar(value, len(start) + 1, indent + 2, layout.styles.get(keys))
    return [f"{start} {first}".rstrip() + note, *others]


def _entry(value: Value, layout: Presentation, keys: Keys, indent: int) -> list[str]:
    margin = " " * indent
    if not isinstance(value, dict | list) or not value:
        return _field(f"{margin}-", value, layout, keys, indent)
    # A list or a group has no line of its own, so the comment goes above the entry.
    note = [f"{margin}{layout.beside[keys]}"] if keys in layout.beside else []
    if isinstance(value, list):
        return [*note, f"{margin}-", *to_lines(value, layout, keys, indent + 2)]
    rows = to_lines(value, layout, keys, indent + 2)
    first = next(number for number, row in enumerate(rows) if not _is_remark(row))
    rows[first] = f"{margin}- {rows[first][indent + 2 :]}"
    return [*(row[2:] for row in rows[:first]), *note, *rows[first:]]


def _is_remark(row: str) -> bool:
    return not row.strip() or row.lstrip().startswith("#")


def _indented(rows: Iterable[str], margin: str) -> list[str]:
    return [f"{margin}{row}".rstrip() for row in rows]


def _key(key: str) -> str:
    return key if _reads_back(key) else quoted(key)


def _scalar(value: Value, column: int, indent: int, style: str | None) -> list[str]:
    """Return the lines of one text; the first one without its margin, as it follows a name."""
    if value is None:
        return [""]
    if not isinstance(value, str):
        return ["[]" if isinstance(value, list) else "{}"]
    short = column + len(value) <= WIDTH
    if "\n" not in value:
        if style == ">" and is_placeholder(value):  # a longer text will replace it
            return _folded(value, indent) or [quoted(value)]
        is_long = not short and _BREAKABLE.search(value) is not None
        if not is_long and _may_be_plain(value, style):
            return [value]
        if is_long and (block := _folded(value, indent)):
            return block
        return [quoted(value)]
    is_short = all(indent + len(line) <= WIDTH for line in value.split("\n"))
    folds = style == ">" or (style != "|" and not is_short)
    folded = _folded(value, indent) if folds else None
    return folded or _literal(value, indent) or [quoted(value)]


def _may_be_plain(text: str, style: str | None) -> bool:
    """Whether a text needs no quotes. Quotes that mark it as text for other programs are kept."""
    if style is None:
        kept = _NOT_A_TEXT
    elif style in ("'", '"'):
        kept = _OTHER_TYPE
    else:
        kept = None
    return not (kept and kept.fullmatch(text)) and _reads_back(text)


def _reads_back(text: str) -> bool:
    """Whether the reader reads a text without quotes as that same text."""
    if _PLAIN.fullmatch(text):
        return True
    if text != text.strip() or "\n" in text:
        return False
    as_value, as_entry = parse(f"k: {text}\n", ""), parse(f"k:\n  - {text}\n", "")
    return _is_just(as_value, text) and _is_just(as_entry, [text])


def _is_just(source: Source, value: Value) -> bool:
    return source.value == {"k": value} and not source.diagnostics


def quoted(text: str) -> str:
    """Return a text in quotes, on one line."""
    if not re.search(r"[\n\t\r]", text):
        return quote(text)
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(escapes.get(character, character) for character in text) + '"'


def _block_header(kind: str, text: str) -> str | None:
    """Return `>-`, `>` and the like; None for a text that a block would change or hide."""
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if not body or not lines[0] or not lines[-1] or re.search(r"^[ \t]|[ \t]$", body):
        return None
    return kind if text.endswith("\n") else f"{kind}-"


def _literal(text: str, indent: int) -> list[str] | None:
    header = _block_header("|", text)
    if header is None or "\r" in text:
        return None
    margin = " " * indent
    lines = text.removesuffix("\n").split("\n")
    return [header, *(margin + line if line else "" for line in lines)]


def _folded(text: str, indent: int) -> list[str] | None:
    header = _block_header(">", text)
    if header is None or re.search(r"[\t\r]|^ | $", text, re.MULTILINE):
        return None
    margin = " " * indent
    rows = [header]
    for number, line in enumerate(text.removesuffix("\n").split("\n")):
        if number and line:
            rows.append("")
        rows += [margin + part for part in _wrapped(line, WIDTH - indent)] or [""]
    return rows


def _wrapped(line: str, width: int) -> Iterator[str]:
    """Split a line at single spaces only, so that folding restores it."""
    part = ""
    for word in _BREAKABLE.split(line) if line else ():
        if part and len(part) + 1 + len(word) > width:
            yield part
            part = word
        else:
            part = f"{part} {word}" if part else word
    if part:
        yield part

"""Reads scenarios in articles that are Markdown or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from answerable.diagnostics import Location
from answerable.exchange.scenarios.markdown.written import as_written
from answerable.exchange.scenarios.result import MAX_COLUMNS, ImportResult
from answerable.exchange.scenarios.texts.article import read_lines
from answerable.exchange.scenarios.texts.lines import BULLET, TextLine
from answerable.exchange.scenarios.texts.titled import with_titles
from answerable.model.fieldnames import NO_NAMES, OwnNames, meaning

_HEADING = re.compile(r"\s{0,3}(?P<level>#{1,6})(?:\s+(?P<text>.*))?$")
_NUMBER = re.compile(r"\s*\d")
"""The text after a “#” that means “number”: “# 12”."""
_UNDERLINE = re.compile(r"\s{0,3}(?:(?P<first>=+)|-{2,})\s*$")
_RULE = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_FENCE = re.compile(r"\s{0,3}(?P<sign>`{3,}|~{3,})")
_FRONT = re.compile(r"[A-Za-z_][\w -]*:(?:\s|$)|\s|#|-\s|$")
_MOST_FRONT = 200
_COLUMNS = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_DEFINED = re.compile(
    r"\s{0,3}\[(?P<name>[^\[\]]{1,100})\]:\s+<?(?P<target>[^\s<>]+)>?(?:\s+[\"'(].*)?$"
)
_REFERRED = re.compile(r"\[(?P<text>[^\[\]]{1,200})\]\[(?P<name>[^\[\]]{0,100})\]")


def read_text(data: bytes, path: str, own: OwnNames = NO_NAMES) -> ImportResult:
    """The scenarios in a Markdown or plain text file. Characters such as `*` can be markup only in
    a file with the extension .md. `own` are the names that the course has for fields.
    """
    found = ImportResult()
    texts = found.lines_of(data, path)
    if texts is None:
        return found
    first = _after_front_matter(texts, own)
    body, targets = _without_definitions(texts, first)
    written = str if path.lower().endswith(".md") else as_written
    found = read_lines(_lines(body, targets, own), texts, path, written=written, own=own)
    if first:
        message = f"Lines 1–{first} describe the page (front matter), and aren't imported."
        where = Location(path, 1, 1, len(texts[0]) + 1, texts[0])
        found.warn("AN522", message, where, "put anything that belongs to a scenario below them")
    return found


def _after_front_matter(texts: Sequence[str], own: OwnNames) -> int:
    """How many lines the YAML between `---` at the beginning of a file has."""
    if not texts or texts[0].rstrip() != "---":
        return 0
    for place, text in enumerate(texts[1:_MOST_FRONT], 2):
        if text.rstrip() in ("---", "..."):
            return place
        name = text.partition(":")[0]
        if not _FRONT.match(text) or (meaning(name, own) and name[:1].isupper()):
            return 0
    return 0


def _without_definitions(
    texts: Sequence[str], first: int
) -> tuple[list[tuple[int, str]], dict[str, str]]:
    """The numbered lines without definitions of links, and the definitions."""
    targets = {
        match["name"].casefold(): match["target"]
        for text in texts[first:]
        if text.lstrip().startswith("[") and (match := _DEFINED.match(text))
    }
    used = {
        (match["name"] or match["text"]).casefold()
        for text in texts[first:]
        if targets
        for match in _REFERRED.finditer(text)
    }
    body = [
        (number, text)
        for number, text in enumerate(texts[first:], first + 1)
        if not (targets and (match := _DEFINED.match(text)) and match["name"].casefold() in used)
    ]
    return body, targets


def _lines(
    body: Sequence[tuple[int, str]], targets: dict[str, str], own: OwnNames
) -> Iterator[TextLine]:
    place = 0
    unclosed: set[str] = set()
    while place < len(body):
        number, text = body[place]
        if not text.strip():
            yield TextLine(number, "")
            while place < len(body) and not body[place][1].strip():
                place += 1
            continue
        following = body[place + 1][1] if place + 1 < len(body) else ""
        fence = _FENCE.match(text)
        end = _end_of_fence(body, place, fence["sign"], unclosed) if fence else place
        if fence and end > place:
            yield from (TextLine(at, inner, verbatim=True) for at, inner in body[place : end + 1])
            place = end + 1
        elif _is_row(text) and _is_row(following) and _COLUMNS.match(following):
            end = place + 2
            while end < len(body) and _is_row(body[end][1]):
                end += 1
            table = [body[place], *body[place + 2 : end]]
            yield from with_titles([_cells(at, row) for at, row in table], own)
            yield TextLine(table[-1][0], "")
            place = end
        else:
            skipped, line = _line(number, _with_links(text, targets), following)
            yield line
            place += 1 + skipped


def _line(number: int, text: str, following: str) -> tuple[int, TextLine]:
    """A line that isn't code or a table, and how many of the lines below belong to it."""
    if (match := _HEADING.match(text)) and not _NUMBER.match(match["text"] or ""):
        words = (match["text"] or "").rstrip()
        words = words.rstrip("#").rstrip() if words.endswith(" #") or "##" in words else words
        return 0, TextLine(number, words, heading=len(match["level"]))
    underline = _UNDERLINE.match(following)
    if underline and text.strip() and not BULLET.match(text) and not _UNDERLINE.match(text):
        return 1, TextLine(number, text.strip(), heading=1 if underline["first"] else 2)
    if _RULE.match(text) or _UNDERLINE.match(text):
        return 0, TextLine(number, "")
    return 0, TextLine(number, text)


def _end_of_fence(
    body: Sequence[tuple[int, str]], place: int, sign: str, unclosed: set[str]
) -> int:
    """The place of the line that closes a fence; the place of the opening line if none does.

    `unclosed` are the marks of unclosed fences above: nothing can close another of those.
    """
    if any(sign.startswith(other) for other in unclosed):
        return place
    for end in range(place + 1, len(body)):
        closing = _FENCE.match(body[end][1])
        if closing and closing["sign"].startswith(sign) and not body[end][1].strip("`~ \t"):
            return end
    unclosed.add(sign)
    return place


def _is_row(text: str) -> bool:
    return 0 < text.count("|") <= MAX_COLUMNS


def _cells(number: int, row: str) -> list[list[TextLine]]:
    inside = row.strip().removeprefix("|")
    inside = inside[:-1] if inside.endswith("|") and not inside.endswith("\\|") else inside
    return [[TextLine(number, cell.strip().replace("\\|", "|"))] for cell in _PIPE.split(inside)]


def _with_links(text: str, targets: dict[str, str]) -> str:
    """A line with its reference links turned into inline links."""

    def inline(match: re.Match[str]) -> str:
        target = targets.get((match["name"] or match["text"]).casefold())
        return f"[{match['text']}]({target})" if target else match.group()

    return _REFERRED.sub(inline, text) if targets else text

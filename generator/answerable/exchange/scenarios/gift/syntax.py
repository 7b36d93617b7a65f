"""Parses Moodle's GIFT: splits lines into questions and their parts, and unescapes them.

The meaning of the questions is left to other modules.


Format: docs.moodle.org, "GIFT format".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TITLE = re.compile(r"\s*::(?P<title>(?:\\.|[^\\])*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(?P<format>html|moodle|plain|markdown)\]", re.IGNORECASE)
_BRACES = re.compile(
    r"(?P<stem>[^\\{]*+(?:\\.[^\\{]*+)*+)"
    r"\{(?P<answers>[^\\}]*+(?:\\.[^\\}]*+)*+)\}(?P<tail>.*)",
    re.DOTALL,
)
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)
_TOKEN = re.compile(r"\\.|(?P<general>####)|(?P<sign>[=~])|(?P<told>#)|[^\\=~#]+|\\", re.DOTALL)
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_WEIGHT = re.compile(r"\s*%(?P<weight>-?\d{1,3}(?:[.,]\d{1,9})?)%")
_NOTE = re.compile(r"\[(?P<kind>\w{1,20}):(?P<value>(?:\\\]|[^\]]){0,255}+)\]")
"""Moodle stores at most 255 characters of a tag, 100 of an id. Without a limit, a file of notes
that are never closed would take hours."""


@dataclass(frozen=True, slots=True)
class GiftAnswer:
    """One entry between the braces. `right`: it begins with `=`; `weight` is in percent."""

    right: bool
    weight: float | None
    text: str
    told: str


@dataclass(frozen=True, slots=True)
class GiftQuestion:
    """One question. `line` counts from 1; `notes` are the `[kind:value]` pairs in its comments.

    `stem` is the text before the braces and `tail` the text after them. `head` is the text in the
    braces before the first answer, split at `#`; None if the braces are missing or not closed.
    """

    line: int
    notes: tuple[tuple[str, str], ...]
    category: str | None
    title: str | None
    form: str
    stem: str
    tail: str = ""
    head: tuple[str, ...] | None = None
    answers: tuple[GiftAnswer, ...] = ()
    general: str = ""
    is_open: bool = False

    def note(self, kind: str) -> str | None:
        return next((value for name, value in self.notes if name == kind), None)


def questions(lines: Sequence[str]) -> Iterator[GiftQuestion]:
    """The questions of a file. Blank lines separate them; comments are lines that begin with //.

    A question also begins at a line that begins with a title, and at a line with braces if the
    braces above are closed. A blank line within braces doesn't separate anything, if the braces are
    closed before others open or a title begins.
    """
    ahead = _ahead(lines)
    category: str | None = None
    gathered: list[str] = []
    notes: list[str] = []
    start, closed = 0, 0
    is_open = False

    def taken() -> Iterator[GiftQuestion]:
        nonlocal is_open, closed
        if gathered:
            yield _question("\n".join(gathered).strip(), start, "".join(notes), category)
            gathered.clear()
            notes.clear()
        is_open, closed = False, 0

    for number, line in enumerate(lines, start=1):
        stripped = line.strip()
        if stripped.startswith("//"):
            if closed:
                yield from taken()
            notes.append(stripped)
            continue
        if not stripped:
            if is_open and ahead[number] == "}":
                gathered.append("")
            else:
                yield from taken()
            continue
        if _begins(stripped) and not _ends_title(gathered, stripped):
            yield from taken()
        if stripped.upper().startswith("$CATEGORY:"):
            category = _category(stripped.partition(":")[2])
            continue
        braces = [one[1] for one in _BRACE.finditer(stripped) if one[1]]
        if closed and "{" in braces:
            carried, first = gathered[closed:], number - len(gathered[closed:])
            del gathered[closed:]
            yield from taken()
            gathered += carried
            start = first
        start = start if gathered else number
        gathered.append(stripped)
        for brace in braces:
            if brace == "{" and not closed:
                is_open = True
            elif brace == "}" and is_open:
                is_open, closed = False, len(gathered)
    yield from taken()


def _begins(line: str) -> bool:
    return line.startswith("::") or line.upper().startswith("$CATEGORY:")


def _ends_title(above: Sequence[str], line: str) -> bool:
    """Whether a line with `::` ends a title that began in the lines above (see Moodle’s manual)."""
    begun = above[:1] and above[0].startswith("::") and not _TITLE.match("\n".join(above))
    return bool(begun) and line.startswith("::") and not _TITLE.match(line)


def _ahead(lines: Sequence[str]) -> list[str]:
    """For each line, what comes first from there on: a brace, or the beginning of a question."""
    found = [""] * (len(lines) + 1)
    for place in range(len(lines) - 1, -1, -1):
        stripped = lines[place].strip()
        here = ""
        if _begins(stripped):
            here = "::"
        elif not stripped.startswith("//"):
            here = next((one[1] for one in _BRACE.finditer(stripped) if one[1]), "")
        found[place] = here or found[place + 1]
    return found


def _category(path: str) -> str | None:
    """The last name of a path; `//` is a slash within a name."""
    names = path.strip().replace("//", "\0").split("/")
    return names[-1].replace("\0", "/").strip() or None


def _question(text: str, line: int, comments: str, category: str | None) -> GiftQuestion:
    notes = tuple(map(_note, _NOTE.finditer(comments)))
    match = _TITLE.match(text)
    title = " ".join(unescaped(match["title"]).split()) if match else None
    rest = text[match.end() :] if match else text
    braces = _BRACES.match(rest)
    if braces is None:
        form, stem = formatted(rest, "moodle")
        is_open = any(one[1] == "{" for one in _BRACE.finditer(rest))
        return GiftQuestion(line, notes, category, title, form, unescaped(stem), is_open=is_open)
    form, stem = formatted(braces["stem"], "moodle")
    head, answers, general = _answers(braces["answers"])
    tail = unescaped(braces["tail"]).rstrip()
    return GiftQuestion(
        line, notes, category, title, form, unescaped(stem), tail, head, answers, general
    )


def _note(match: re.Match[str]) -> tuple[str, str]:
    return match["kind"].lower(), match["value"].replace("\\]", "]").strip()


def _answers(body: str) -> tuple[tuple[str, ...], tuple[GiftAnswer, ...], str]:
    """The text before the answers, the answers, and the general feedback."""
    entries: list[tuple[str, list[list[str]]]] = [("", [[]])]
    general: list[str] | None = None
    for token in _TOKEN.finditer(body):
        if general is not None:
            general.append(token[0])
        elif token["general"]:
            general = []
        elif token["sign"]:
            entries.append((token["sign"], [[]]))
        elif token["told"]:
            entries[-1][1].append([])
        else:
            entries[-1][1][-1].append(token[0])
    parts = [(sign, ["".join(part) for part in each]) for sign, each in entries]
    head = tuple(unescaped(part).strip() for part in parts[0][1])
    answers = tuple(_answer(sign, each) for sign, each in parts[1:])
    return head, answers, unescaped("".join(general or ())).strip()


def _answer(sign: str, parts: Sequence[str]) -> GiftAnswer:
    weight = _WEIGHT.match(parts[0])
    text = parts[0][weight.end() :] if weight else parts[0]
    return GiftAnswer(
        sign == "=",
        float(weight["weight"].replace(",", ".")) if weight else None,
        unescaped(text).strip(),
        unescaped("#".join(parts[1:])).strip(),
    )


def formatted(text: str, form: str) -> tuple[str, str]:
    """The format that a text names, or else the given one; and the text without that name."""
    match = _FORMAT.match(text)
    return (match["format"].lower(), text[match.end() :]) if match else (form, text)


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\n" if match[1] == "n" else match[1], text)

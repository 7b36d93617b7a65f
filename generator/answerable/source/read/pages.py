"""Limit what a hand-written page may contain, so that rendering it always ends.

Python-Markdown searches the whole rest of the text for the end of each bracket, and handles nesting
by recursion: a few hundred thousand brackets would take it hours. What no real page contains is
refused before rendering; for the rest there is a time limit.
"""

from __future__ import annotations

import contextlib
import re
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from answerable.diagnostics import Diagnostic, Location, Severity
from answerable.source.read.encoding import decode, split_lines

MAX_CHARACTERS = 1_000_000
_MOST_BYTES = 4 * MAX_CHARACTERS  # a character takes at most 4 bytes in UTF-8

MAX_TOGETHER = 10_000_000
"""Characters in all pages of a site together."""

MAX_FRONT_MATTER = 20_000
"""Characters between the `---` lines at the top of a page."""

MAX_NESTED = 20
"""How many levels of quotations and lists a page may have."""

MAX_INDENT = 160
MAX_OPEN = 100
"""How many brackets or tags may be open at once in a paragraph."""

MAX_ELEMENTS = 500
"""How many HTML elements may be open at once in a page."""

MAX_BACKTICKS = 40
MAX_SECONDS = 3.0
"""Processor time for one page, and for what all pages together take beyond `USUAL_SECONDS` each."""

USUAL_SECONDS = 0.1
"""What a long page normally takes."""

_NESTED = re.compile(rf"[ \t]*(?:(?:[-*+>]|\d{{1,9}}[.)])[ \t]*){{{MAX_NESTED + 1},}}")
_RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1){2,200}[ \t]*")
_STARTS_FIELD = re.compile(r"[\w-]+:(\s|$)")
_UNLISTED = re.compile(r"unlisted:[ \t]*(.*?)[ \t]*(?:#.*)?$")
_YES_OR_NO = frozenset(["yes", "no", "true", "false"])
_SIGNS = re.compile(r"!?\[|\]|\(|\)|<[a-z!/]|>|\{|\}", re.IGNORECASE)
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9-]*)(?=[\s>/])", re.IGNORECASE)
_NEVER_DEEP = frozenset(
    ["area", "br", "col", "dd", "dt", "hr", "img", "input", "li", "p", "source", "td", "th", "tr"]
)
"""Elements without an end tag, or whose end tag is usually left out."""

_ENDS = {"]": "[", ")": "(", ">": "<", "}": "{"}


class TooLongError(Exception):
    """A page takes longer than allowed."""


def read_page(file: Path, path: str) -> str | Diagnostic:
    """Return the text of a page, or AN103 or AN427 if it can't be read or rendered.

    `path` is its name in messages. Raises `OSError`.
    """
    with file.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        return _too_large(path)
    text = decode(content, path)
    return text if isinstance(text, Diagnostic) else refused(text, path) or text


def refused(text: str, path: str) -> Diagnostic | None:
    """Return AN427 for a page that can't be rendered. `path` is its name in messages."""
    if len(text) > MAX_CHARACTERS:
        return _too_large(path)
    lines = split_lines(text)
    if problem := _front_matter(lines, path):
        return problem
    open_signs = dict.fromkeys(_ENDS.values(), 0)
    elements = 0
    for number, line in enumerate(lines, 1):
        if _NESTED.match(line) and not _RULE.fullmatch(line):
            message = f"more than {MAX_NESTED} quotations or lists are nested"
            return _problem(path, message, "Remove some `>` or `-`.", number, line)
        if len(line) - len(line.lstrip()) > MAX_INDENT and line.strip():
            message = f"the line begins with more than {MAX_INDENT} spaces"
            return _problem(path, message, "Remove some.", number, line)
        if "`" * (MAX_BACKTICKS + 1) in line:
            message = f"more than {MAX_BACKTICKS} backticks follow each other"
            return _problem(path, message, "Three are enough to start and end code.", number, line)
        for found in _ELEMENT.finditer(line):
            if found[2].lower() not in _NEVER_DEEP:
                elements = max(elements - 1, 0) if found[1] else elements + 1
        if elements > MAX_ELEMENTS:
            message = f"more than {MAX_ELEMENTS} HTML elements are never closed"
            return _problem(path, message, "Close each of them.", number, line)
        if not line.strip():
            open_signs = dict.fromkeys(open_signs, 0)
            continue
        for found in _SIGNS.finditer(line):
            sign = found[0][-1] if found[0][0] == "!" else found[0][0]
            if sign in _ENDS:
                open_signs[_ENDS[sign]] = max(open_signs[_ENDS[sign]] - 1, 0)
                continue
            open_signs[sign] += 1
            if open_signs[sign] > MAX_OPEN:
                message = f"more than {MAX_OPEN} of `{sign}` are never closed in this paragraph"
                hint = "Close each of them, or put a backslash before those that are plain text."
                return _problem(path, message, hint, number, line)
    return None


def too_long(path: str) -> Diagnostic:
    """Return AN427 for a page whose rendering was aborted."""
    message = (
        f"the page takes more than {MAX_SECONDS:.0f} seconds to process, alone or together with "
        "earlier pages"
    )
    hint = "Look for very many unclosed `*`, `[` or `<`, or split the page."
    return _problem(path, message, hint)


def not_laid_out(path: str, error: Exception) -> Diagnostic:
    """Return AN427 for a page on which a Markdown extension fails."""
    message = f"the page can't be processed ({type(error).__name__}: {error})"
    return _problem(path, message, "Look for the options of a code block, such as `{ .python }`.")


def too_many(path: str) -> Diagnostic:
    """Return AN427 for a folder whose pages are too long together."""
    message = f"together, the pages have more than {MAX_TOGETHER:,} characters"
    return _problem(path, message, "Split it into several courses.")


class Patience:
    """The time budget for a site's pages: a little for each, and a few seconds more for all of
    them.
    """

    def __init__(self) -> None:
        self._left = MAX_SECONDS

    @contextlib.contextmanager
    def for_a_page(self) -> Iterator[None]:
        """Time one page. Raises `TooLongError` when the budget is used up."""
        begun = time.process_time()
        with time_limit(seconds=self._left + USUAL_SECONDS):
            yield
        self._left -= max(0, time.process_time() - begun - USUAL_SECONDS)


@contextlib.contextmanager
def time_limit(error: Exception | None = None, seconds: float | None = None) -> Iterator[None]:
    """Raise `error`, or `TooLongError`, if a block takes more processor time than `seconds`, or
    than a page may take.

    This needs signals, which exist neither on Windows nor outside the main thread: there it has no
    effect, and only `refused` limits the time.
    """
    main = threading.current_thread() is threading.main_thread()
    if not (main and hasattr(signal, "setitimer")):
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise error or TooLongError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, max(seconds or MAX_SECONDS, 0.001))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _front_matter(lines: tuple[str, ...], path: str) -> Diagnostic | None:
    """Say what is wrong with the settings at the top of a page. MkDocs shows them as text if they
    aren't closed.
    """
    if lines[0].rstrip() != "---":
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        if len(lines) > 1 and _STARTS_FIELD.match(lines[1]):
            message = "the settings at the top of the page never end"
            hint = "Write a line `---` below the last of them."
            return _problem(path, message, hint, 1, lines[0])
        return None
    for number, line in enumerate(lines[1:end], 2):
        unlisted = _UNLISTED.match(line)
        if unlisted and unlisted[1].lower() not in _YES_OR_NO:
            message = f"`unlisted` is “{unlisted[1]}”, but it can only be yes or no"
            return _problem(path, message, "Write `unlisted: yes`.", number, line)
    if sum(map(len, lines[:end])) > MAX_FRONT_MATTER:
        message = f"the settings at the top are longer than {MAX_FRONT_MATTER:,} characters"
        return _problem(path, message, "Remove what isn't a setting of the page.", 1, lines[0])
    return None


def _too_large(path: str) -> Diagnostic:
    hint = "Split it into several pages; put pictures in separate files."
    return _problem(path, f"the page is longer than {MAX_CHARACTERS:,} characters", hint)


def _problem(path: str, message: str, hint: str, line: int = 0, excerpt: str = "") -> Diagnostic:
    where = Location(path, line, min(line, 1), 0, excerpt)
    return Diagnostic("AN427", Severity.ERROR, message, where, hint)

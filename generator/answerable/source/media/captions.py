"""Read captions, and write them again with nothing but what is said, by whom and when.

Notes, styles and regions are left out; what a browser would take as markup is checked. Format: W3C,
"WebVTT: The Web Video Text Tracks Format".
"""

from __future__ import annotations

import html
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import NamedTuple

from answerable.model.film import Captions
from answerable.source.media.unusable import UnusableError

MOST_BYTES = 500_000
CAPTIONS = (".vtt",)

_TIME = r"(?:\d{2,4}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMING = re.compile(rf"({_TIME})[ \t]+-->[ \t]+({_TIME})(?:[ \t]+(.*))?")
_SETTING = re.compile(
    r"(?:vertical:(?:rl|lr)|line:-?\d{1,3}(?:\.\d{1,3})?%?(?:,(?:start|center|end))?"
    r"|position:\d{1,3}(?:\.\d{1,3})?%(?:,(?:line-left|center|line-right))?"
    r"|size:\d{1,3}(?:\.\d{1,3})?%|align:(?:start|center|end|left|right))"
)
_SIGNS = re.compile(r"<[^<>]*>|[<>]|[^<>]+")
_TAG = re.compile(rf"/?(?:b|i|u|c|v|lang|ruby|rt)(?:\.[\w-]+)*(?:[ \t][^<>]*)?|{_TIME}")
_OTHER = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_MOST_PROBLEMS = 10
_NOT_HERE = "A time belongs above what is said."
_EXAMPLE = "00:00:01.000 --> 00:00:04.500"


class Misread(NamedTuple):
    """What is wrong with a line of captions, and what to do. Lines are counted from 1."""

    line: int
    message: str
    hint: str


class CaptionsError(Exception):
    """Captions that can't be read: their file, everything that is wrong with it, and its lines."""

    def __init__(
        self, file: Path, problems: tuple[Misread, ...], lines: tuple[str, ...] = ()
    ) -> None:
        super().__init__(problems[0].message)
        self.file, self.problems, self.lines = file, problems, lines


class _Cue(NamedTuple):
    line: int
    begin: str
    end: str
    settings: str
    text: str


def captions(file: Path) -> Captions:
    """The captions in a file.

    Raises `CaptionsError`, `UnusableError`, and `OSError` if the file can't be read.
    """
    cues = _cues(file, _content(file))
    made = (f"{cue.begin} --> {cue.end}{cue.settings}\n{cue.text}\n" for cue in cues)
    return Captions(text="\n".join(["WEBVTT\n", *made]), last=_seconds(cues[-1].begin))


def _content(file: Path) -> bytes:
    if file.suffix.lower() not in CAPTIONS:
        message = f"Captions have to be WebVTT, but the name ends in `{file.suffix}`."
        raise UnusableError(message, "save them as WebVTT (.vtt) with the program that made them")
    if not file.is_file():
        raise UnusableError("This isn't an ordinary file.", "put a copy of the captions here")
    with file.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        message = f"The captions are larger than {MOST_BYTES // 1000} kB."
        raise UnusableError(message, "look whether it is the right file")
    return content


def _cues(file: Path, content: bytes) -> tuple[_Cue, ...]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        wrong = Misread(line, "This line isn't UTF-8.", "save the captions as UTF-8")
        raise CaptionsError(file, (wrong,)) from None
    lines = tuple(re.split(r"\r\n|\r|\n", text.replace("\0", "\N{REPLACEMENT CHARACTER}")))
    problems: list[Misread] = []
    cues: list[_Cue] = []
    for made in _read(lines):
        if isinstance(made, _Cue):
            cues.append(made)
        else:
            problems.append(made)
            if len(problems) == _MOST_PROBLEMS:
                break
    if not cues and not problems:
        hint = f"write when something is said, and below it what is said:\n  {_EXAMPLE}\n  Hello?"
        problems.append(Misread(1, "There is nothing to read in these captions.", hint))
    if problems:
        raise CaptionsError(file, tuple(problems), lines)
    return tuple(cues)


def _read(lines: tuple[str, ...]) -> Iterator[_Cue | Misread]:
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        yield Misread(
            1, "The first line of captions has to be `WEBVTT`.", "write it above all else"
        )
        return
    before = 0.0
    for first, block in _blocks(lines):
        if first == 1 or _OTHER.fullmatch(block[0]):  # the head; or what isn't said
            if times := [number for number, line in enumerate(block, first) if "-->" in line]:
                yield Misread(times[0], _NOT_HERE, "leave a blank line above it")
            continue
        at = next((place for place, line in enumerate(block[:2]) if "-->" in line), None)
        if at is None:
            hint = f"write a line such as `{_EXAMPLE}` above what is said"
            yield Misread(first, "Nothing says when this is said.", hint)
            continue
        number = first + at
        found = _TIMING.fullmatch(block[at].strip())
        if not found:
            yield Misread(number, "These aren't two times.", f"write them like this: {_EXAMPLE}")
            continue
        begin, end, settings = found.groups()
        if _seconds(end) <= _seconds(begin):
            yield Misread(number, "This ends before it begins.", "write the earlier time first")
        elif _seconds(begin) < before:
            hint = "put it in its place: captions are in the order in which they begin"
            yield Misread(number, "This begins before what is above it.", hint)
        else:
            before = _seconds(begin)
            kept = "".join(f" {one}" for one in (settings or "").split() if _SETTING.fullmatch(one))
            text = yield from _texts(number + 1, block[at + 1 :])
            if text:
                yield _Cue(number, begin, end, kept, text)
            elif not block[at + 1 :]:
                yield Misread(
                    number, "Nothing is said here.", "write it below, without a blank line"
                )


def _blocks(lines: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Yield what is between blank lines, each with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate((*lines, ""), start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _texts(first: int, lines: list[str]) -> Generator[Misread, None, str]:
    """Yield what is wrong with the lines of a cue; returns them as they are published."""
    made = []
    for number, line in enumerate(lines, start=first):
        if "-->" in line:
            hint = "leave a blank line above it"
            yield Misread(number, _NOT_HERE, hint)
            return ""
        signs = _SIGNS.findall(line)
        wrong = next((one for one in signs if not _is_plain(one)), None)
        if wrong is not None:
            message = f"`{wrong[:40]}` has no meaning in captions."
            yield Misread(number, message, "delete it, or write `&lt;` and `&gt;` for < and >")
            return ""
        made.append("".join(map(_shown, signs)))
    return "\n".join(made)


def _is_plain(sign: str) -> bool:
    if sign[0] == "<" and sign[-1] == ">" and len(sign) > 1:
        return _TAG.fullmatch(sign[1:-1]) is not None
    return sign not in "<>"


def _shown(sign: str) -> str:
    """A tag without its classes, which no style uses; other text with its signs escaped."""
    if sign[0] == "<":
        name, _, rest = sign[1:-1].partition(" ")
        name = name if name[0].isdigit() else name.partition(".")[0]
        return f"<{name} {html.escape(html.unescape(rest))}>" if rest else f"<{name}>"
    return html.escape(html.unescape(sign), quote=False)


def _seconds(time: str) -> float:
    *hours, minutes, seconds = time.split(":")
    return float(seconds) + 60 * int(minutes) + 3600 * sum(map(int, hours))

"""Marks the bold and italic words of other programs until they can be written as Markdown.

The words are between marker characters until it is known what those become: Markdown in a text, and
nothing in a title. The markers are noncharacters, which Unicode reserves for such use (section
23.7).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from answerable.model import markup
from answerable.model.markup import Node

STRONG, END_STRONG, EM, END_EM = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_SIGNS = re.compile("([\ufdd0-\ufdd3])")
_MARKS = {"strong": "**", "em": "*"}
_LONGEST, _MOST_RUNS = 20_000, 400
"""Lines that are longer or have more runs get no marks: Markdown's parser is slow on them."""


class Run(NamedTuple):
    """Some words of a line, and whether they are bold or italic."""

    text: str
    strong: bool = False
    em: bool = False


class EmphasisSpan(NamedTuple):
    """A stretch of a line that is bold or italic; its ends count from 0."""

    start: int
    end: int
    strong: bool
    em: bool


def is_marked(text: str) -> bool:
    return _SIGNS.search(text) is not None


def unmarked(text: str) -> str:
    """A text without markers."""
    return _SIGNS.sub("", text)


def marked(runs: Sequence[Run]) -> str:
    """Words with markers around those that are bold or italic."""
    return "".join(
        (STRONG if run.strong else "")
        + (EM if run.em else "")
        + unmarked(run.text)
        + (END_EM if run.em else "")
        + (END_STRONG if run.strong else "")
        for run in runs
    )


def with_spans(text: str, spans: Sequence[EmphasisSpan], offset: int = 0) -> str:
    """A part of a line with markers; `offset` is where in the line it begins."""
    runs, end = [], 0
    for span in spans:
        start, stop = max(span.start - offset, end), min(span.end - offset, len(text))
        if start < stop:
            runs += [Run(text[end:start]), Run(text[start:stop], span.strong, span.em)]
            end = stop
    return marked([*runs, Run(text[end:])])


def to_nodes(line: str) -> list[Node]:
    """The words of a line as inline nodes (see `markup`)."""
    return _nodes(next(_lines(line), []))


def to_markdown(text: str) -> str:
    """A Markdown text whose markers are turned into Markdown's own.

    A line in which Markdown would misunderstand them gets none.
    """
    if not is_marked(text):
        return text
    return "\n".join(map(_line, _lines(text)))


def _line(runs: Sequence[Run]) -> str:
    plain = "".join(run.text for run in runs)
    with_marks = _joined(_nodes(runs))
    is_usual = len(plain) <= _LONGEST and len(runs) <= _MOST_RUNS
    return with_marks if is_usual and markup.plain(with_marks) == markup.plain(plain) else plain


def _joined(nodes: Sequence[Node]) -> str:
    return "".join(
        node["v"] if node["t"] == "text" else _MARKS[node["t"]].join(("", _joined(node["c"]), ""))
        for node in nodes
    )


def _lines(text: str) -> Iterator[list[Run]]:
    """The runs of each line. Emphasis that is open at the end of a line continues in the next."""
    depth = {"strong": 0, "em": 0}
    line: list[Run] = []
    for piece in _SIGNS.split(text):
        if piece in (STRONG, END_STRONG):
            depth["strong"] = max(0, depth["strong"] + (1 if piece == STRONG else -1))
        elif piece in (EM, END_EM):
            depth["em"] = max(0, depth["em"] + (1 if piece == EM else -1))
        else:
            first, *others = piece.split("\n")
            for number, part in enumerate((first, *others)):
                if number:
                    yield line
                    line = []
                line += _apart(Run(part, depth["strong"] > 0, depth["em"] > 0))
    yield line


def _apart(run: Run) -> Iterator[Run]:
    """A run, with the spaces at its ends as separate runs without emphasis."""
    bare = run.text.strip()
    before, _, behind = run.text.partition(bare) if bare else (run.text, "", "")
    yield from (Run(before), run._replace(text=bare), Run(behind))


def _nodes(runs: Sequence[Run]) -> list[Node]:
    filled = [run for run in runs if run.text]
    # A space between two runs has the emphasis that both of them share.
    for place, run in enumerate(filled[1:-1], 1):
        before, behind = filled[place - 1], filled[place + 1]
        if run.text.isspace():
            filled[place] = Run(run.text, before.strong & behind.strong, before.em & behind.em)
    found: list[Node] = []
    for is_strong, group in groupby(filled, lambda run: run.strong):
        inside = _italics(list(group))
        if is_strong and [node["t"] for node in inside] == ["em"]:
            # Markdown reads three stars in this order.
            found.append({"t": "em", "c": [{"t": "strong", "c": inside[0]["c"]}]})
        else:
            found += _wrapped("strong", is_strong, inside)
    return found


def _italics(runs: Sequence[Run]) -> list[Node]:
    return [
        node
        for is_em, group in groupby(runs, lambda run: run.em)
        for node in _wrapped("em", is_em, [{"t": "text", "v": "".join(run.text for run in group)}])
    ]


def _wrapped(kind: str, is_wrapped: bool, nodes: list[Node]) -> list[Node]:
    return [{"t": kind, "c": nodes}] if is_wrapped else nodes

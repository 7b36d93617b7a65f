"""Hypothesis strategies for scenarios with every field that has a column in tables."""

from __future__ import annotations

from hypothesis import strategies as st

from answerable.exchange.scenarios.tables.cellvalues import to_values
from answerable.exchange.scenarios.tables.columns import Column, columns
from answerable.model import ScenarioFile, markup
from answerable.source.read.encoding import refused_character

_LETTERS = st.characters(categories=["L", "N", "P", "S", "Zs"]).filter(
    lambda letter: not refused_character(letter)
)
_ODD = st.sampled_from(
    ["=1+1", "-", "+49", "@x", "'=", "''@", "0012", "1e5", "TRUE", "_x000D_", "2030-01-01", "a;b"]
)


def shows_words(text: str) -> bool:
    """Whether a text is valid in a Markdown field."""
    return any(sign.isprintable() and not sign.isspace() for sign in markup.plain(text.strip()))


LINE = (st.text(_LETTERS, min_size=1, max_size=30) | _ODD).filter(str.strip)
_LONGER = st.lists(LINE, min_size=2, max_size=4).map("\n".join) | _ODD.map("\t{}".format)
TEXT = (LINE | _LONGER).filter(shows_words)
_IDS = st.from_regex(r"[a-z]{1,4}[0-9](-[a-z]{2,9})?", fullmatch=True)
_SPECIAL = {
    "difficulty": st.integers(1, 3).map(str),
    "minutes": st.integers(1, 120).map(str),
    "review_by": st.dates().map(str),
    "date": st.dates().map(str),
    "audio": st.sampled_from(["a.mp3 | Hello", "a b/c.mp3 | One \\| two | Ada | CC0"]),
    "video": st.sampled_from(
        ["a.mp4", "a.mp4 | a.vtt | Hello", "a b/c.webm | c.vtt | One \\| two | c.jpg | Ada | CC0"]
    ),
    "picture": st.sampled_from(
        ["a.png", "a b/c.jpg | What | it \\| shows | CC0", "a.png | decorative", "é.png | a |  | b"]
    ),
}
_LISTS = {"aliases": _IDS, "serves": _IDS}
_LINES = {"title", "text", "summary", "department", "channel", "excuse", "owner"}


def _cell(column: Column) -> st.SearchStrategy[str]:
    name = str(column.keys[-1])
    if column.several:
        return st.lists(_LISTS.get(name, LINE), max_size=4).map("\n".join)
    if column.choices:
        return st.sampled_from(column.choices)
    return _SPECIAL.get(name, LINE if name in _LINES else TEXT)


_COLUMNS = columns({"solutions": 5, "sources": 3, "changes": 2})


@st.composite
def scenario_files(draw: st.DrawFn) -> ScenarioFile:
    """A valid scenario with some of the fields that have columns."""
    cells: dict[Column, str] = {}
    for column in _COLUMNS:
        if column.keys[0] in ("module", "id", "labels"):  # labels only have known words
            continue
        if column.required or draw(st.booleans()):
            cells[column] = draw(_cell(column))
    # An entry with one of its fields needs the others.
    starts = {
        column.keys[:-1]
        for column in cells
        if len(column.keys) > 2 and isinstance(column.keys[-2], int)
    }
    for column in _COLUMNS:
        if column.keys[:-1] in starts and column not in cells and column.keys[-1] != "when":
            cells[column] = draw(_cell(column))
    return ScenarioFile.model_validate(to_values(cells)[0])

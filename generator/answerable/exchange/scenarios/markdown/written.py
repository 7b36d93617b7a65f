"""Plain text -> Markdown that shows it as it was written: "2*3*4", "# 12" and "1. Mai"."""

from __future__ import annotations

import re
from functools import lru_cache

from answerable.exchange.scenarios.markdown.emphasis import is_marked, to_nodes
from answerable.exchange.scenarios.markdown.fromhtml import written
from answerable.model import markup

_FEW_SIGNS = re.compile(r"[\\*_\[\]<`&~]|^[#>+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]")
_LONGEST = 20_000
"""Longer lines are escaped without a look at what they need: the parser would take too long."""


@lru_cache(maxsize=1024)
def as_written(line: str) -> str:
    """A line without blanks at its ends, with as few backslashes as show it as it is, and with the
    marks of its bold and italic words.
    """
    if is_marked(line):
        return written([{"t": "p", "c": to_nodes(line)}])
    if len(line) <= _LONGEST:
        for text in (line, _FEW_SIGNS.sub(r"\\\g<0>", line)):
            if _words(text) == " ".join(line.split("\t")) and not markup.refused(text):
                return text
    return markup.literal(line)


def _words(text: str) -> str | None:
    """What a field shows, if it is nothing but the words of one paragraph."""
    blocks = markup.nodes(text)
    if [block["t"] for block in blocks] != ["p"]:
        return None
    leaves = blocks[0]["c"]
    return (
        "".join(leaf["v"] for leaf in leaves)
        if {leaf["t"] for leaf in leaves} <= {"text"}
        else None
    )

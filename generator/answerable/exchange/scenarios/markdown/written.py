"""Escapes plain text, so that Markdown shows it as written: "2*3*4", "# 12", "1. Mai"."""

from __future__ import annotations

import re
from functools import lru_cache

from answerable.exchange.scenarios.markdown.emphasis import is_marked, to_nodes
from answerable.exchange.scenarios.markdown.fromhtml import written
from answerable.model import markup

_FEW_SIGNS = re.compile(r"[\\*_\[\]<`&~]|^[#>+=-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]")
_LONGEST = 20_000
"""In longer lines, everything is escaped, because trying them out would take too long."""


@lru_cache(maxsize=1024)
def as_written(line: str) -> str:
    """A line with as few backslashes as possible, and with its markers of bold and italic words.

    Spaces at its ends are removed.
    """
    if is_marked(line):
        return written([{"t": "p", "c": to_nodes(line)}])
    if len(line) <= _LONGEST:
        for text in (line, _FEW_SIGNS.sub(r"\\\g<0>", line)):
            if _words(text) == " ".join(line.split("\t")) and not markup.refused(text):
                return text
    return markup.literal(line)


def _words(text: str) -> str | None:
    """The text that a field shows, if that is only one plain paragraph; otherwise None."""
    blocks = markup.nodes(text)
    if [block["t"] for block in blocks] != ["p"]:
        return None
    leaves = blocks[0]["c"]
    return (
        "".join(leaf["v"] for leaf in leaves)
        if {leaf["t"] for leaf in leaves} <= {"text"}
        else None
    )

"""The text file in the zip of a site that says how to begin."""

from __future__ import annotations

READ_ME = "READ-ME-FIRST.txt"

_TEXT = """\
{title}

1. Unpack this zip first. (Windows: right-click it, then "Extract all".)
2. Open the new folder, and in it the file index.html. It opens in your browser.

Nothing needs to be installed, and no connection is needed. Your answers stay in this browser, for
this folder: before you move or rename it, press "Save a copy" on the page "My progress", and open
that copy there afterwards.
"""


def read_me(title: str) -> bytes:
    """The content of that file, for a course with this title."""
    return _TEXT.format(title=title).replace("\n", "\r\n").encode("utf-8-sig")

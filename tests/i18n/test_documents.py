"""Documents of the interface's own words: pieces, and the messages that are translated."""

from __future__ import annotations

from io import BytesIO

import pytest

from answerable.i18n.documents import DocumentPiece, ListEntry, extract, parse

DOCUMENT = """\
---
needs: flip chart
---
# Closing

**For everybody.**

## At the end {#end}

{if late} **Say:** It is late. It is
time to go.

**Before you go**
- [ ] Switch off
  the light.
- [ ] {also}

- 1.5 min: {if late} Say goodbye.

**Found** {things}

***

Goodbye 100%.
"""


def test_each_kind_of_piece_is_known() -> None:
    document = parse(DOCUMENT)
    assert (document.title, document.fields) == ("Closing", {"needs": "flip chart"})
    assert document.pieces == (
        DocumentPiece("title", 4, "Closing"),
        DocumentPiece("lead", 6, "For everybody."),
        DocumentPiece("heading", 8, "At the end", id="end"),
        DocumentPiece("paragraph", 10, "It is late. It is time to go.", "Say:", condition="late"),
        DocumentPiece(
            "list",
            13,
            label="Before you go",
            mark="tick",
            entries=(
                ListEntry("Switch off the light.", line=14),
                ListEntry(insert="also", line=16),
            ),
        ),
        DocumentPiece(
            "list", 18, mark="minutes", entries=(ListEntry("Say goodbye.", "", "late", 1.5, 18),)
        ),
        DocumentPiece("insert", 20, label="Found", insert="things"),
        DocumentPiece("page", 22),
        DocumentPiece("paragraph", 24, "Goodbye 100%."),
    )


def test_every_text_is_a_message_and_nothing_else() -> None:
    messages = [message for _, _, message, _ in extract(BytesIO(DOCUMENT.encode()), (), ())]
    assert messages == [
        "Closing",
        "flip chart",
        "For everybody.",
        "At the end",
        "Say:",
        "It is late. It is time to go.",
        "Before you go",
        "Switch off the light.",
        "Say goodbye.",
        "Found",
        "Goodbye 100%.",
    ]


@pytest.mark.parametrize(
    "text", ["A list without a label:\n- one\n", "- one\n- [ ] two\n", "---\nno field\n---\n"]
)
def test_what_is_no_piece_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"list|field"):
        parse(text)

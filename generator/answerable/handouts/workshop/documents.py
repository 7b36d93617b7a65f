"""Load the texts of a workshop: Markdown files in `prose/`, in the format of `i18n.documents`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from answerable.i18n.documents import WordedDocument, parse

_FOLDER = Path(__file__).parent / "prose"


@cache
def document(name: str) -> WordedDocument:
    """The document `prose/<name>.md` of this package."""
    return parse((_FOLDER / f"{name}.md").read_text("utf-8"))

"""The words of a workshop: Markdown files in `prose/`, in the form that `i18n.documents` reads."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from answerable.i18n.documents import WordedDocument, parse

_FOLDER = Path(__file__).parent / "prose"


@cache
def document(name: str) -> WordedDocument:
    """The document `prose/<name>.md` of the package."""
    return parse((_FOLDER / f"{name}.md").read_text("utf-8"))

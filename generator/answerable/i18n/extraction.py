"""Update the catalogues from the program's sources: `make translations`.

Words that are new in the sources are added to every catalogue without a translation; words that are
gone are removed. A catalogue's comments and translations stay as their translator left them.
"""

from __future__ import annotations

import sys
from io import BytesIO
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

from answerable.i18n import FOLDER, catalogue_languages, described, documents

_SOURCES: list[tuple[str, Any]] = [
    ("**.py", "python"),
    ("**.jinja", "jinja2"),
    ("**.html", "jinja2"),
    ("i18n/guide/*.md", documents.extract),
]
_MODELS: list[tuple[str, Any]] = [
    ("model/*.py", described.extract),
    ("items/**.py", described.extract),
]
_TEMPLATE = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
_OPTIONS = {"**.jinja": _TEMPLATE, "**.html": _TEMPLATE}
_KEYWORDS = DEFAULT_KEYWORDS | {
    "counted": (2, 3),
    "plural_forms": (2, 3),
    "words": None,
    "about": (2,),
}


def extract() -> Catalog:
    """Return all words that are marked for translation in the package's sources."""
    catalogue = Catalog()
    found = [
        message
        for sources in (_SOURCES, _MODELS)
        for message in extract_from_dir(
            str(FOLDER.parent),
            method_map=sources,
            options_map=_OPTIONS,
            keywords=_KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
    ]
    # File systems list files in any order, but catalogues must be the same everywhere.
    for file, line, message, comments, context in sorted(found, key=lambda one: one[:2]):
        catalogue.add(message, locations=[(file, line)], auto_comments=comments, context=context)
    return catalogue


def load(language: str) -> Catalog:
    """Return a language's catalogue. Raises `OSError` if there is none."""
    return read_po(BytesIO((FOLDER / f"{language}.po").read_bytes()), locale=language)


def refreshed(catalogue: Catalog, sources: Catalog) -> bytes:
    """Return a catalogue with exactly the words of `sources`, as a .po file."""
    catalogue.update(sources, no_fuzzy_matching=True, update_creation_date=False)
    file = BytesIO()
    # Without line numbers, which would change with every edit of a source.
    write_po(file, catalogue, 100, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    return file.getvalue()


def main() -> int:
    """Refresh all catalogues."""
    sources = extract()
    for language in catalogue_languages():
        (FOLDER / f"{language}.po").write_bytes(refreshed(load(language), sources))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Chooses the hand-written pages of a locale: the translated ones, or else the original's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.plugins import get_plugin_logger

from answerable.authoring.translate.parts import untouched_page
from answerable.source.read.languagefiles import language_of

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files

log = get_plugin_logger("answerable")


def choose_pages(files: Files, languages: Sequence[str], language: str) -> set[str]:
    """Use `page.de.md` instead of `page.md` in the German locale, and leave it out of all others.

    `languages` are those of the course, the original first. Returns the pages without a
    translation.
    """
    translations: dict[str, File] = {}
    for file in list(files.documentation_pages()):
        of_page = language_of(Path(file.src_uri))
        if of_page in languages:
            files.remove(file)
            original = file.src_uri.removesuffix(f".{of_page}.md") + ".md"
            if files.get_file_from_path(original) is None:
                log.warning("%s: there is no %s to translate.", file.src_uri, original)
            elif of_page == language:
                translations[original] = file
    untranslated: set[str] = set()
    for file in files.documentation_pages() if language != languages[0] else ():
        translation = translations.get(file.src_uri)
        if translation is None or _untouched(file, translation):
            untranslated.add(file.src_uri)
        else:
            file.abs_src_path = translation.abs_src_path
            file.edit_uri = translation.src_uri
    return untranslated


def _untouched(original: File, translation: File) -> bool:
    first, second = original.abs_src_path, translation.abs_src_path
    return first is not None and second is not None and untouched_page(Path(first), Path(second))

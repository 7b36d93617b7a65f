"""The theme's templates, listed and compiled without work that every build would repeat."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import jinja2

from answerable.site.compiled import bytecode_cache

if TYPE_CHECKING:
    from mkdocs.theme import Theme


def prepare_templates(theme: Theme) -> None:
    """Let each environment that MkDocs or a plugin gets from the theme use the cache on disk, and
    list no hidden files.
    """
    usual = theme.get_env

    def get_env() -> jinja2.Environment:
        env = usual()
        env.loader = _Visible(theme.dirs)
        env.bytecode_cache = bytecode_cache()
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


class _Visible(jinja2.FileSystemLoader):
    """Finds all templates, but lists none in hidden folders.

    MkDocs lists a theme's files to copy those that aren't hidden. Material has fourteen thousand
    icons in a hidden folder, and to list them takes a third of a small course's build.
    """

    def list_templates(self) -> list[str]:
        found: set[str] = set()
        for root in self.searchpath:
            for folder, folders, files in os.walk(root):
                folders[:] = (name for name in folders if not name.startswith("."))
                place = os.path.relpath(folder, root).replace(os.path.sep, "/")
                found.update(name if place == "." else f"{place}/{name}" for name in files)
        return sorted(found)

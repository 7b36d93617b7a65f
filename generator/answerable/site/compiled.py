"""Where compiled templates are kept on disk, for this room and for the theme."""

from __future__ import annotations

from functools import cache

import platformdirs
from jinja2 import FileSystemBytecodeCache


@cache
def bytecode_cache() -> FileSystemBytecodeCache | None:
    """Compiled templates, kept in the user's cache: compiling them again takes as long as building
    fifty pages. None where nothing can be kept.
    """
    folder = platformdirs.user_cache_path("answerable") / "templates"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder))

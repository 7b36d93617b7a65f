"""Where compiled templates are cached on disk: the site's own and the theme's."""

from __future__ import annotations

from functools import cache

import platformdirs
from jinja2 import FileSystemBytecodeCache


@cache
def bytecode_cache() -> FileSystemBytecodeCache | None:
    """The compiled templates in the user's cache folder; None if that can't be created.

    Without the cache, compiling takes as long as building fifty pages.
    """
    folder = platformdirs.user_cache_path("answerable") / "templates"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder))

"""A new folder in the place of a published one: whatever fails, the published one stays."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def fresh_folder_beside(published: Path) -> Iterator[Path]:
    """A new folder to build into; what is left of it at the end is deleted."""
    # Beside it, because a rename works within one file system alone.
    parent = Path(tempfile.mkdtemp(prefix=f".{published.name}-new-", dir=published.parent))
    fresh = parent / "site"
    fresh.mkdir()
    try:
        yield fresh
    finally:
        shutil.rmtree(parent, ignore_errors=True)


def swap_in(fresh: Path, published: Path) -> None:
    """Put the folder `fresh` in the place of `published`; both lie in the same folder.

    Two renames: a visitor sees the old site or the new one, hardly ever none, never a mixture.
    """
    if not published.exists():
        fresh.rename(published)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{published.name}-old-", dir=published.parent))
    try:
        published.rename(old / "site")
        try:
            fresh.rename(published)
        except OSError:
            (old / "site").rename(published)
            raise
    except OSError:
        with contextlib.suppress(OSError):  # if not even that worked, it holds the old site
            old.rmdir()
        raise
    shutil.rmtree(old, ignore_errors=True)

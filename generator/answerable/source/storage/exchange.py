"""Swap two folders in one step, if the system can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

_HERE = -100
"""AT_FDCWD of Linux: relative paths start at the current folder."""
_LINUX_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2)."""
_MACOS_SWAP = 2
"""RENAME_SWAP of renamex_np(2)."""

_UNABLE = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV}
)
"""Errors from systems that don't have the call, or for file systems that can't do it."""


def exchange(first: Path, second: Path) -> bool:
    """Swap two folders or files, so that neither is missing for a moment.

    Returns False, without any change, if the system can't do this. Raises `OSError` if it can, but
    not for these two.
    """
    call = _call()
    if call is None:
        return False
    if call(os.fsencode(first), os.fsencode(second)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(second))


@cache
def _call() -> Callable[[bytes, bytes], int] | None:
    """Return the system's own function, or None."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            rename = library.renameat2
            rename.argtypes = [
                *(ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p),
                ctypes.c_uint,
            ]
            return lambda one, other: int(rename(_HERE, one, _HERE, other, _LINUX_EXCHANGE))
        if sys.platform == "darwin":
            swap = library.renamex_np
            swap.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_uint]
            return lambda one, other: int(swap(one, other, _MACOS_SWAP))
    except (AttributeError, OSError, TypeError):  # an older library, or none at all
        return None
    return None
